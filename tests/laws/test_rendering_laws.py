"""Laws of how answers are seen: frames sum to values, and every string is text and stays within the width."""

import io
import math
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from test_dataset_laws import datasets

import mxus
from mxus.display.cards import Page, Table

ANY_TEXT = st.text(st.one_of(st.sampled_from("<>&\"'[]/\\\x1b\u202e\u2066\ud800\n"), st.characters()), max_size=30)


TAGS = {"div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "br", "small"}


@given(datasets())
def test_weights_in_a_frame_sum_to_the_value(ds):
    for result in (
        mxus.alignment(ds, "ruritania", "sylvania", by="arena"),
        mxus.cooperation(ds, "ruritania", "sylvania"),
    ):
        frame = result.to_frame(backend="polars")
        for name, part in [(None, result), *result.groups.items()]:
            chosen = [weight for group, weight in frame.select("group", "weight").rows() if group == name]
            if part.is_defined:
                assert math.fsum(chosen) == pytest.approx(float(part), abs=1e-12)
                assert not chosen or "weights sum to the value" in part.explain()


@given(ANY_TEXT, ANY_TEXT, st.integers(20, 120))
def test_whatever_strings_hold_is_text_within_the_width(first, second, width):
    page = Page(first, ((first, second),), (Table(second, (first, second), ((second, first),), first),))
    tags, found = [], HTMLParser()
    found.handle_starttag = lambda tag, attributes: tags.append((tag, [name for name, _ in attributes]))
    found.feed(page.html())
    found.close()
    content = page.html()
    content.encode()
    assert {tag for tag, _ in tags} <= TAGS
    assert {name for _, names in tags for name in names} <= {"dir", "style", "scope"}
    console = Console(file=io.StringIO(), width=width)
    console.print(page.rich())
    shown = console.file.getvalue()
    assert not set("\x1b\u202e\u2066\ud800") & set(shown)
    assert all(len(line) <= width for line in shown.split("\n"))
