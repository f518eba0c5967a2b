"""The report as a page, as a parser sees it: whole, the same each time, and with every link leading somewhere."""

import base64
import hashlib
import html
import os
import re
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser

import pytest
from hostile import ATTACKS, TURNED, hostile, large
from making import TEXT, actor, at, claim, dataset, event, full_dataset, trade

import mxus
from mxus.errors import InvalidValueError, UnknownIdError
from mxus.report.html.markup import el
from mxus.report.html.timeline import _Time
from mxus.values.quantity import Quantity
from mxus.vocabulary import EventType

VOID = {"meta", "link", "br", "hr", "input"}


class Parsed(HTMLParser):
    """The elements of a page, with what is wrong in how they are nested."""

    def __init__(self, page):
        super().__init__()
        self.open, self.wrong, self.elements, self.text = [], [], [], []
        self.feed(page)
        self.close()
        self.wrong += [f"<{tag}> has no end" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if len(attrs) != len(dict(attrs)):
            self.wrong.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> ends nothing")

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"script", "style"}:
            self.text.append(data)

    def every(self, name):
        return [attributes[name] for _, attributes in self.elements if name in attributes]

    @property
    def tags(self):
        return Counter(tag for tag, _ in self.elements)


@pytest.fixture(scope="module")
def page(ds):
    return mxus.report_page(ds)


@pytest.fixture(scope="module")
def parsed(page):
    return Parsed(page)


def sound(parsed):
    """Hold what every page must be."""
    assert parsed.wrong == []
    ids = parsed.every("id")
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    links = parsed.every("href")
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert {link for link in links if not link.startswith("#")} == {"data:,"}
    assert parsed.every("src") == []
    assert parsed.every("aria-labelledby") == ["panel-title"]
    assert ("html", {"lang": "en"}) in parsed.elements
    assert parsed.tags["h1"] == parsed.tags["main"] == parsed.tags["title"] == 1


def test_page_is_sound_and_small(page, parsed):
    sound(parsed)
    assert len(page.encode()) <= 2_000_000
    assert "http:" not in page.replace("http://www.w3.org", "")
    assert "https:" not in page


def test_every_record_is_there_with_its_paragraphs(ds, parsed):
    cards = {attributes["id"]: attributes for tag, attributes in parsed.elements if attributes.get("class") == "record"}
    assert set(cards) == {f"r-{name}" for name in ds}
    for name, record in ds.items():
        places = {f"{evidence.source}-{evidence.locator.paragraph}" for evidence in record.evidence}
        assert set(cards[f"r-{name}"]["data-paragraph"].split()) == places


def test_every_tie_and_code_has_an_entry_that_names_its_records(ds, page):
    entries = dict(re.findall(r'<li id="([^"]+)" class="entry".*?<ul class="refs">(.*?)</ul></li>', page))
    for tie in mxus.signed_network(ds).ties:
        held = re.findall(r'href="#r-([^"]+)"', entries["tie-{}--{}".format(*tie.actors)])
        assert held == [*tie.records, *tie.contested]
    result = mxus.compensation(ds, "mexico", "united-states")
    for code in result.codes:
        assert re.findall(r'href="#r-([^"]+)"', entries[f"code-{code.arena}-{code.about}"]) == list(code.records)
    paragraphs = sorted(int(cluster.partition("¶")[2]) for cluster, _ in result.test.without)
    assert [name for name in entries if name.startswith("without-")] == [
        f"without-rojas-2025-{paragraph}" for paragraph in paragraphs
    ]


def test_first_screen_says_what_the_questions_answer(ds, parsed):
    result = mxus.compensation(ds, "mexico", "united-states")
    text = " ".join("".join(parsed.text).split())
    assert "Mexico and United States: near on the bilateral agenda, far in regional diplomacy" in text
    for part in (result.near, result.far, result):
        assert f"{float(part):+.2f}".replace("-", "−") in text
    assert f"{float(result.test.p_value) * 100:.1f} % give as large a gap" in text


def test_words_are_on_the_page_only_where_the_text_is_given(ds, article, page):
    with_text = mxus.report_page(ds, texts=mxus.SourceText.of(article, source="rojas-2025"))
    sound(Parsed(with_text))
    assert len(with_text.encode()) <= 2_000_000
    locator = ds["extraditions-to-us"].evidence[0].locator
    quoted = re.findall(r"<blockquote><bdi>(.*?)</bdi></blockquote>", with_text)
    assert sum(locator.matches(html.unescape(each)) for each in quoted) >= 1
    assert "<blockquote><bdi>" not in page


def test_the_page_says_how_many_passages_differ_in_the_copy(tmp_path):
    held = dataset(
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33),)),
        event("strike", "ruritania", "sylvania", EventType.ASSAULT, evidence=(at(1, 34, 62),)),
    )
    whole, changed = "\n\n".join(TEXT), "\n\n".join(TEXT).replace("sends coal", "sends much coal")
    passages = {evidence.passage for record in held.values() for evidence in record.evidence}
    for words, told in (
        (whole, "The words of the passages are on this page."),
        (changed, f"of {len(passages) - 1} of {len(passages)} passages are on this page; 1 differ in the copy"),
    ):
        path = tmp_path / "copy.txt"
        path.write_text(words, encoding="utf-8")
        page = mxus.report_page(held, texts=path)
        assert told in page
        assert ("(differs in this copy)" in page) == (words == changed)
        assert page == mxus.report_page(held, texts={"chronicle": mxus.SourceText.read(path, source="chronicle")})
    assert "The words of the text are not on this page." in mxus.report_page(held)


def test_another_text_is_refused(ds):
    with pytest.raises(InvalidValueError, match="not the coded text of source 'rojas-2025'"):
        mxus.report_page(ds, texts=mxus.SourceText.of("Not a word of it.", source="rojas-2025"))


def test_a_text_of_no_source_is_refused(ds):
    with pytest.raises(UnknownIdError, match="no source has the id 'rojas'; nearest: 'rojas-2025'"):
        mxus.report_page(ds, texts={"rojas": ""})


def test_page_is_the_same_each_time_whatever_the_hash_seed(page):
    script = "import mxus, sys; sys.stdout.buffer.write(mxus.report_page(mxus.load()).encode())"

    def made(seed):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment).stdout

    assert made("1") == made("2") == page.encode()


def test_without_the_solver_there_are_no_camps_and_the_page_says_so():
    script = (
        "import sys; sys.modules['highspy'] = None; import mxus; page = mxus.report_page(mxus.load());"
        "assert 'one camp' not in page; assert 'Camps are not shown' in page; assert 'mxus[balance]' in page"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_hostile_texts_stay_texts():
    held, texts = hostile()
    page = mxus.report_page(held, texts=texts)
    parsed = Parsed(page)
    sound(parsed)
    assert (parsed.tags["script"], parsed.tags["style"], parsed.tags["img"]) == (1, 1, 0)
    assert not [name for _, attributes in parsed.elements for name in attributes if name.startswith("on")]
    text = "".join(parsed.text)
    for attack in ATTACKS:
        assert attack in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
    assert "Words \\u202egnorw eht yaw\\u202c round" in text
    assert TURNED not in page


@pytest.mark.parametrize(
    "held",
    [
        dataset(),
        dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)),
        dataset(trade("t", "ruritania", "sylvania", Quantity.between(0.2, 0.4, "share"))),
        dataset(claim("a", "scribe", rivals=("b",)), claim("b", "scribe", rivals=("a",))),
        dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT, period=mxus.Period("../2001"))),
        full_dataset(),
    ],
    ids=["nothing", "an-act", "trade", "rivals", "an-open-period", "every-field"],
)
def test_page_of_any_dataset_is_sound(held):
    parsed = Parsed(mxus.report_page(held, texts=mxus.SourceText.of("\n".join(TEXT), source="chronicle")))
    sound(parsed)
    assert len([each for each in parsed.every("class") if each == "record"]) == len(held)


def test_nothing_of_the_article_is_in_the_page_of_another_dataset():
    page = mxus.report_page(full_dataset()).lower()
    assert not [name for name in ("mexico", "rojas", "havana", "united states", "cuba") if name in page]


def test_time_is_an_axis_that_keeps_order_and_years():
    days = [
        mxus.Period(edtf).earliest for edtf in ("2018-01-01", "2018-12-31", "2024-02-29", "2025-09-01", "2025-11-30")
    ]
    axis = _Time.of(days)
    places = [axis.at(day) for day in days]
    assert places == sorted(places)
    assert axis.at(days[1], end=True) == pytest.approx(axis.at(mxus.Period("2019-01-01").earliest))
    assert places[0] == axis.axis.at(0.0)


def test_of_a_dense_network_is_drawn_what_can_be_made_out():
    held = large()
    page = mxus.report_page(held)
    drawn = set(re.findall(r'<a href="#(tie-[^"]+)" class="mark"', page))
    entries = set(re.findall(r'<li id="(tie-[^"]+)" class="entry"', page))
    assert len(drawn) <= 120 < len(entries) == len(mxus.signed_network(held).ties)
    assert drawn < entries
    assert "more are in the list" in page


def test_page_allows_a_browser_its_own_script_alone(page):
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)[1]
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = html.unescape(re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1])
    assert policy == f"default-src 'none'; script-src 'sha256-{own}'; style-src 'unsafe-inline'; img-src data:"


def test_names_that_are_longer_than_a_label_are_cut_in_the_drawing_alone():
    name = "A name " * 17
    parsed = Parsed(
        mxus.report_page(dataset(actor("long", name=name.strip()), event("e", "long", "sylvania", EventType.AID)))
    )
    sound(parsed)
    assert name.strip() in "".join(parsed.text)


def test_markup_escapes_all_but_markup():
    assert el("p", "<b>", el("i", '"'), [None, "&"], title='"<', hidden=True, data_x=None) == (
        '<p title="&quot;&lt;" hidden>&lt;b&gt;<i>&quot;</i>&amp;</p>'
    )
    assert el("line", x1=1.005, y1=2000) == '<line x1="1" y1="2000"></line>'


def test_progress_is_told_after_each_part():
    told = []
    ds = dataset()
    assert mxus.report_page(ds, progress=lambda *counts: told.append(counts)) == mxus.report_page(ds)
    assert told == [(done, 7) for done in range(1, 8)]
