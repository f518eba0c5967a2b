"""How answers are seen: in a notebook, in a terminal, as text with the passages, and as a dataframe."""

import importlib
import io
import subprocess
import sys
import time
import typing
from html.parser import HTMLParser

import attrs
import pytest
from making import TEXT, actor, at, dataset, event, position
from public_api import PACKAGES, modules
from rich.console import Console
from test_frames_and_graph import BACKENDS, rows

import mxus
import mxus.measures
from mxus import Interval, InvalidValueError, Result, Undefined, UnknownIdError
from mxus.dataset.cards import collection_page
from mxus.dataset.verification import verify_text
from mxus.display.cards import Page, Shown, Table
from mxus.measures import (
    CAMEO,
    SignedDiGraph,
    SignedGraph,
    all_pairs,
    balance_series,
    frustration,
    intensity,
    local_triangle_balance,
    quad_counts,
    signed_blockmodel,
    signed_triad_census,
    specification_curve,
    transitive_triad_balance,
)
from mxus.measures.balance.spectral_bound import spectral_bound
from mxus.values.contribution import Contribution
from mxus.vocabulary import EventType, Stance

HOSTILE = [
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "'><img src=x onerror=alert(1)>",
    "[red]not red[/red] [link=http://example.org]no link[/link]",
    "turned \u202e by \u2066 bidi",
    "\x1b[31mescape\x1b[0m \x9b31m",
    "&lt;b&gt; &amp;",
    "a \ud800 surrogate",
]


def plain(text):
    """What is meant to be seen of a hostile string: what steers is written out."""
    for steering in "\u202e\u2066\x1b\x9b\ud800":
        text = text.replace(steering, steering.encode("unicode-escape").decode())
    return text


class Seen(HTMLParser):
    """The elements of a fragment of HTML with their attributes, and its text."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.names, self.open, self.text = set(), set(), [], ""
        self.feed(content)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.names |= {name for name, _ in attributes}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def terminal(shown, width=80):
    """Return what a colour terminal of that width gets, and the same without its escapes."""
    coloured, bare = (Console(file=io.StringIO(), width=width, force_terminal=forced) for forced in (True, False))
    coloured.print(shown)
    bare.print(shown)
    return coloured.file.getvalue(), bare.file.getvalue()


@pytest.fixture(scope="module")
def answers(ds):
    """One answer of every kind that is shown."""
    talk, bargains = mxus.discourse(ds), mxus.bargain(ds)
    both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    structure, tested = mxus.balance(ds), mxus.compensation(ds, "mexico", "united-states")
    digraph = SignedDiGraph.from_edges(["a", "b", "a", "b"], ["b", "c", "c", "a"], [1, 1, -1, 1])
    told = dataset(event("a", "ruritania", "sylvania", EventType.AGREE))
    return {
        "alignment": mxus.alignment(ds, "mexico", "united-states", by="arena"),
        "cooperation": mxus.cooperation(ds, "mexico", "united-states"),
        "dependence": mxus.dependence(ds, "mexico"),
        "balance": structure,
        "frustration": structure.frustration,
        "controversy": talk.controversy["us-vessel-strikes"],
        "discourse": talk,
        "bargains": bargains,
        "comparison": both,
        "two codings": both.index(mxus.cooperation, "mexico", "united-states"),
        "curve": specification_curve([1, 2, 3], [1, 2, None], levels=(1, 2, 3)),
        "compensation": tested,
        "signed network": structure.network,
        "dataset": ds,
        "collection": ds.positions,
        "event": ds["extraditions-to-us"],
        "actor": ds["claudia-sheinbaum"],
        "policy": ds["tariffs-on-china"],
        "source": ds["rojas-2025"],
        "coverage": mxus.coverage(dataset(event("a", "ruritania", "sylvania", EventType.AGREE))),
        "verification": verify_text(ds, "Another text."),
        "every pair": all_pairs([[1, 2, 3], [1, 2, 2], [None, 3, 3]] * 3, levels=(1, 2, 3)),
        "stack": all_pairs([[[1, 2], [2, 2]]] * 4, levels=(1, 2)),
        "series": balance_series({"1914": structure.network.graph, "1915": SignedGraph.from_edges(["a"], ["b"], [1])}),
        "triads": signed_triad_census(digraph),
        "transitive triads": transitive_triad_balance(digraph),
        "gap": tested.test,
        "blockmodel": signed_blockmodel(structure.network.graph, camps=3),
        "conflict": structure.conflict,
        "triangles": structure.triangles,
        "local triangles": local_triangle_balance(structure.network.graph),
        "discourse network": talk.subtract,
        "polarisation": talk.polarisation,
        "quad classes": quad_counts(["042", "063", "190", None], scheme=CAMEO),
        "intensity": intensity(["042", "063", "190"], scheme=CAMEO),
        "spectral bound": spectral_bound(structure.network.graph, until=time.monotonic() + 1, seed=0),
        "reliability": both.agreements["positions"].fields["stance"],
        "agreement": both.agreements["positions"],
        "bargain": bargains.exchanges[0],
        "discourse tie": talk.ties[0],
        "component": tested.verdicts[0].components[0],
        "verdict": tested.verdicts[0],
        "signed tie": structure.network.ties[0],
        "relocation": mxus.relocate(told, mxus.SourceText.of("\n\n".join(TEXT[::-1]), source="chronicle")),
        "losses": mxus.exported(ds, "plover").report,
        "export": mxus.exported(ds, "plover"),
        "matrix": mxus.alignment_matrix(told, ["ruritania", "sylvania"]),
        "sensitivity": mxus.sensitivity(told, lambda ds: mxus.cooperation(ds, "ruritania", "sylvania")),
    }


SEEN_AS_A_LINE = {
    "parts of a result, which its page lists": (
        "Bound", "Contribution", "Interval", "LeftOut", "Undefined", "BargainPart", "Change", "Code", "Difference",
        "Discrepancy", "Hypothesis", "Loss", "Lost", "Match", "Moved", "Sentence", "SharedObject",
    ),
    "single values": ("Locator", "Passage", "Period", "Quantity", "Reference", "Problem", "Dispute"),
    "what a plot is drawn by": ("NetworkLayout",),
    "what questions are asked of": (
        "DnaStatement", "EventScheme", "Index", "SignedGraph", "SignedDiGraph", "SourceText",
    ),
}  # fmt: skip
"""Classes without a page of their own, and why; every other class of an answer has one."""


def named(hint):
    """The classes that an annotation names."""
    if isinstance(hint, type):
        yield hint
    for part in typing.get_args(hint):
        yield from named(part)


def held_by(kind):
    """The classes of what is public of a class."""
    for field in attrs.fields(attrs.resolve_types(kind)):
        if not field.name.startswith("_"):
            yield from named(field.type)
    for name, held in vars(kind).items():
        if isinstance(held, property) and not name.startswith("_"):
            yield from named(typing.get_type_hints(held.fget)["return"])


def classes_of_answers():
    """Every attrs class of ours that is public, that a public function returns, or that is held by one of those."""
    held = {name: own for name, own in modules().items() if name in {"mxus", "mxus.measures"} or name not in PACKAGES}
    public = [getattr(importlib.import_module(module), name) for module, own in held.items() for name in own]
    waiting = [each for each in public if isinstance(each, type)]
    for each in public:
        if callable(each) and not isinstance(each, type):
            waiting += named(typing.get_type_hints(each)["return"])
    found = set()
    while waiting:
        kind = waiting.pop()
        if kind not in found and attrs.has(kind) and kind.__module__.startswith("mxus."):
            found.add(kind)
            waiting += held_by(kind)
    return found


def test_every_answer_has_a_page():
    without = {kind.__name__ for kind in classes_of_answers() if not issubclass(kind, Shown)}
    assert without == {name for names in SEEN_AS_A_LINE.values() for name in names}


def test_every_page_is_looked_at(answers):
    seen = {type(answer) for answer in answers.values()}
    others = {kind.__name__ for kind in classes_of_answers() - seen if issubclass(kind, Shown)}
    assert others == {"GroupedResult", "ResultsByName"}  # cooperation is the one, a curve the other


KINDS = [
    "compensation", "signed network", "dataset", "collection", "event", "actor", "policy", "source", "coverage",
    "verification", "every pair", "stack", "series", "alignment", "cooperation", "dependence", "balance",
    "frustration", "controversy", "discourse", "bargains", "comparison", "two codings", "curve", "triads",
    "transitive triads", "gap", "blockmodel", "conflict", "triangles", "local triangles", "discourse network",
    "polarisation", "quad classes", "intensity", "spectral bound", "reliability", "agreement", "bargain",
    "discourse tie", "component", "verdict", "signed tie", "relocation", "losses", "export", "sensitivity",
]  # fmt: skip


def test_numbers_and_their_heads_stand_to_the_right():
    shown = mxus.cooperation(mxus.load(), "mexico", "united-states")._repr_html_()
    of_a_group = shown[shown.index('<th scope="col"') :]
    for cell in ('<th scope="col"', "<td"):
        cells = of_a_group.split(cell)[1:5]
        sides = [each.partition("text-align:")[2].partition(";")[0] for each in cells]
        assert sides == ["left", "right", "left", "right"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_seen_whole_at_80_columns_and_in_a_notebook(answers, kind):
    page = answers[kind].page()
    _, bare = terminal(answers[kind])
    assert max(map(len, bare.splitlines())) <= 80
    seen = Seen(answers[kind]._repr_html_())
    assert not seen.open
    assert seen.tags <= {"div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "br", "small"}
    assert seen.names <= {"dir", "style", "scope"}
    squeezed, text = "".join(bare.split()), "".join(seen.text.split())
    strings = [page.title, *(part for fact in page.facts if fact[1] for part in fact)]
    strings += [table.note for table in page.tables]
    for string in strings:
        assert "".join(string.split()) in text
    assert "".join(page.title.split()) in squeezed
    for table in page.tables:
        for row in table.rows:
            assert len(row) == len(table.columns)
            assert all("".join(cell.split()) in text for cell in row)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_a_string_holds_is_text_everywhere(hostile):
    page = Page(hostile, ((hostile, hostile),), (Table(hostile, (hostile, "n"), ((hostile, "1"),), hostile),))
    content = page.html()
    seen = Seen(content)
    assert seen.tags <= {"div", "p", "strong", "table", "caption", "thead", "tbody", "tr", "th", "td", "small"}
    assert seen.names <= {"dir", "style", "scope"}
    assert seen.text.count(plain(hostile)) == 7
    content.encode()
    coloured, bare = terminal(page.rich(), width=200)
    assert bare.count(plain(hostile)) == 7
    assert "\x1b[31m" not in coloured
    assert "\x1b]8;" not in coloured
    assert not set("\u202e\u2066\x9b\ud800") & set(coloured)


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "[red]not red[/red]"])
def test_a_gloss_is_text(hostile):
    ds = dataset(event("e", "ruritania", "sylvania", EventType.AID, gloss=hostile))
    result = mxus.cooperation(ds, "ruritania", "sylvania")
    assert hostile in Seen(result._repr_html_()).text
    assert "<script" not in result._repr_html_()
    assert hostile in terminal(result)[1]


def made(value, *weights, **fields):
    """A result with contributions of these weights."""
    interval = None if isinstance(value, Undefined) else Interval(value, value)
    contributions = tuple(Contribution((f"r{i}",), weight, f"g{i}", ()) for i, weight in enumerate(weights))
    basic = {"measure": "m", "value": value, "interval": interval, "n": 1, "method": "way"}
    return Result(**{**basic, "contributions": contributions, **fields})


def test_the_weightiest_come_first_and_the_rest_is_counted():
    result = made(7.0, *([-1.0] * 6), *([1.0] * 6), -3.0, 10.0)
    lines = result.explain().splitlines()
    assert lines[:5] == [
        "m: 7 (n=1)",
        "contributions, the weightiest first; weights sum to the value",
        "  +10.0000  r13: g13",
        "  -3.0000  r12: g12",
        "  -1.0000  r0: g0",
    ]
    assert len(lines) == 16
    (table,) = result.page().tables
    assert [row[0] for row in table.rows[:3]] == ["+10.0000", "-3.0000", "-1.0000"]
    assert len(table.rows) == 10
    assert table.note == "4 more of less or equal weight are left out; weights sum to the value"


def test_twenty_records_are_shown_and_the_rest_is_counted():
    events = [event(f"e{n}", "ruritania", "sylvania", EventType.CONSULT) for n in range(23)]
    shown = collection_page(dataset(*events).events)
    assert shown.title == "23 records"
    assert [row[0] for row in shown.tables[0].rows] == [f"e{n}" for n in range(20)]
    assert shown.tables[0].note == "3 more are left out"
    assert collection_page(dataset(*events[:20]).events).tables[0].note == ""


def test_what_the_weights_are_is_said():
    def says(result):
        return " ".join(result.explain().split()).partition("weightiest first; ")[2].partition(" +0.5")[0]

    assert says(made(1.0, 0.5, 0.5)) == "weights sum to the value"
    assert says(made(1.0, 0.5, 0.25)) == "weights sum to 0.75, not to the value"
    assert says(made(Undefined("why"), 0.5)) == "weights sum to 0.5; there is no value that they could sum to"
    left_out = made(1.0, 0.5, 0.5, decomposition="leave-one-out")
    assert says(left_out) == "each weight is what the value would lose without these records"
    assert made(1.0).explain() == "m: 1 (n=1)"


def test_a_value_that_is_not_there_says_why(ds):
    result = mxus.cooperation(dataset(), "ruritania", "sylvania")
    reason = str(result.value)
    assert reason in " ".join(terminal(result)[1].split())
    assert reason in Seen(result._repr_html_()).text
    shares = Seen(mxus.dependence(ds, "mexico")._repr_html_()).text
    assert "undefined: known only within bounds[0, 0.007]" in shares


def test_explanations_keep_to_80_columns(answers):
    named = ["alignment", "cooperation", "dependence", "balance", "controversy", "discourse", "bargains", "two codings"]
    explaining = [answers[name] for name in (*named, "compensation")]
    for answer in explaining:
        assert max(map(len, answer.explain().splitlines())) <= 80
    long = made(1.0, 1.0, measure="m" * 200)
    assert max(map(len, long.explain().splitlines())) <= 80


@pytest.fixture
def told():
    """A dataset with an event whose words are known."""
    return dataset(
        event("coal", "ruritania", "sylvania", EventType.AID, evidence=(at(1, 0, 33), at(0, 0, 9))),
        event("strike", "ruritania", "sylvania", EventType.ASSAULT, evidence=(at(1, 34, 62),)),
    )


def test_the_words_of_passages_are_shown(told):
    result = mxus.cooperation(told, "ruritania", "sylvania").groups["material"]
    lines = mxus.explain(result, told, texts=mxus.SourceText.of("\n\n".join(TEXT), source="chronicle")).splitlines()
    assert lines[:-1] == [
        "net cooperation: 0 (n=2)",
        "contributions, the weightiest first; weights sum to the value",
        "  +0.5000  coal: About coal. (¶0, 1)",
        "      chronicle ¶1, 0 to 33: Ruritania sends coal to Sylvania.",
        "      chronicle ¶0, 0 to 9: Ruritania",
        "  -0.5000  strike: About strike. (¶1)",
        "      chronicle ¶1, 34 to 62: Sylvania strikes back at sea",
    ]
    assert lines[-1].startswith("made with mxus ")
    assert mxus.explain(result, told).splitlines()[:-1] == result.explain().splitlines()


def test_words_that_differ_are_said_to_differ_and_the_others_found_where_they_moved(told):
    result = mxus.cooperation(told, "ruritania", "sylvania").groups["material"]
    copy = "\n".join(TEXT).replace("sends coal", "sends much coal")
    lines = mxus.explain(result, told, texts={"chronicle": mxus.SourceText.of(copy, source="chronicle")}).splitlines()
    assert "      chronicle ¶1, 0 to 33: (differs in this copy)" in lines
    assert "      chronicle ¶1, 34 to 62: Sylvania strikes back at sea" in lines
    assert "much" not in " ".join(lines)


def test_a_text_of_no_source_is_an_error(told):
    result = mxus.cooperation(told, "ruritania", "sylvania")
    with pytest.raises(UnknownIdError, match="chronicle"):
        mxus.explain(result, told, texts={"chronicel": "text"})


def test_bargains_and_ties_are_explained_with_their_words(ds, article):
    texts = {"rojas-2025": mxus.SourceText.of(article, source="rojas-2025")}
    for answer in (mxus.bargain(ds), mxus.bargain(ds).exchanges[0], mxus.discourse(ds).ties[0]):
        lines = mxus.explain(answer, ds, texts=texts).splitlines()
        passages = sum(len(each.passages) for each in answer.contributions)
        assert sum(line.startswith("      rojas-2025 ¶") for line in lines) == passages
        assert not any("differs in this copy" in line for line in lines)
        assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_row_says_what_a_contribution_says(told, backend):
    result = mxus.cooperation(told, "ruritania", "sylvania")
    found = rows(result.to_frame(backend=backend))
    assert found[0] == {
        "group": None,
        "records": "coal",
        "weight": 0.5,
        "gloss": "About coal.",
        "sources": "chronicle",
        "paragraphs": "0;1",
    }
    assert [(row["group"], row["records"]) for row in found] == [
        (None, "coal"),
        (None, "strike"),
        ("material", "coal"),
        ("material", "strike"),
    ]
    alone = rows(result.groups["material"].to_frame(backend=backend))
    assert list(alone[0]) == ["records", "weight", "gloss", "sources", "paragraphs"]


def test_frames_have_their_types_without_rows_too(ds):
    full, empty = (
        mxus.cooperation(each, *pair).to_frame(backend="polars").schema
        for each, pair in ((ds, ("mexico", "united-states")), (dataset(), ("ruritania", "sylvania")))
    )
    assert full == empty


def test_a_backend_that_is_none_is_an_error(ds):
    with pytest.raises(InvalidValueError, match="expected one of 'polars', 'pandas', 'pyarrow'"):
        mxus.dependence(ds, "mexico").to_frame(backend="excel")


def test_several_records_and_sources_are_joined(ds):
    result = mxus.alignment(ds, "mexico", "united-states")
    row = result.to_frame(backend="polars").row(0, named=True)
    first = result.contributions[0]
    assert row["records"].split(";") == list(first.records)
    assert row["paragraphs"].split(";") == [str(number) for number in first.paragraphs]


def test_ties_that_would_have_to_turn_are_listed_up_to_twenty():
    names = [f"n{i}" for i in range(90)]
    triples = [names[i : i + 3] for i in range(0, 90, 3)]
    edges = [(x, y) for a, b, c in triples for x, y in ((a, b), (b, c), (a, c))]
    graph = SignedGraph.from_edges(*zip(*edges, strict=True), [1, 1, -1] * 30)
    table = frustration(graph).page().tables[0]
    assert len(table.rows) == 20
    assert table.note == "10 more are left out"


def test_neither_importing_nor_asking_needs_rich():
    script = (
        "import sys, mxus; ds = mxus.load(); r = mxus.cooperation(ds, 'mexico', 'united-states')\n"
        "r.explain(); r._repr_html_(); assert 'rich' not in sys.modules and 'narwhals' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_an_actor_without_a_stance_on_anything_is_explained():
    ds = dataset(actor("third"), position("p", "ruritania", "third", Stance.SUPPORTS))
    assert mxus.discourse(ds).page().tables[0].rows == ()
    shown = mxus.discourse(ds)._repr_html_()
    seen = Seen(shown)
    assert shown.count("<caption") == 1  # what is left out: tables without rows are not shown
    assert "nobody else takes a side on itp" in seen.text
    assert "tied to nobodyruritania" in seen.text
