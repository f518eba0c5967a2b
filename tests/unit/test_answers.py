"""What every measure and question answers to small inputs: values, intervals, numbers, contributions and literature.

Held to `answers.txt`, which is read when it changes. Values are met elsewhere, against other people's software; here
the point is what stands beside them. Wording is not held: methods, reasons and messages have tests of their own.
`python tests/unit/test_answers.py` makes the file anew.
"""

import enum
import hashlib
import importlib
import json
import pkgutil
from collections.abc import Mapping
from pathlib import Path

import attrs
import numpy as np
import pydantic
import pytest
from making import TEXT, actor, dataset, event, full_dataset, policy

import mxus
from mxus import measures as m
from mxus.dataset.verification import verify_text
from mxus.measures import CAMEO, SignedDiGraph, SignedGraph
from mxus.values.reference import Reference
from mxus.vocabulary import EventType, LinkType, QuadClass, Qualifier

ANSWERS = Path(__file__).parent / "answers.txt"

X, Y, LEVELS = (1, 2, 3, 3, 2, 1), (1, 3, 3, 2, 2, None), (1, 2, 3)
CODES = ("036", "163", None, "190", "010", "057")
FLOWS = np.array([[0.0, 60.0, 20.0], [50.0, 0.0, 10.0], [30.0, 0.0, 0.0]])
TIES = SignedGraph.from_edges(["a", "a", "b", "c", "d"], ["b", "c", "c", "d", "e"], [1, -3, 2, -1, 1])
ARCS = SignedDiGraph.from_edges(["a", "b", "a", "c", "d"], ["b", "c", "c", "a", "a"], [2, 1, -1, -1, 1])
NO_TIES = SignedGraph.from_edges([], [], [], nodes=["a", "b"])
SPEECH = (["a", "a", "b", "b", "c", "c"], ["x", "y", "x", "y", "x", "z"], [1, -1, 1, 1, -1, 1])
GROUPS = ([1.0, 0.5, 1.0, -0.5, -1.0, 0.0], [True, True, True, False, False, False], ["p", "q", "r", "p", "q", "r"])


def of_votes():
    """Similarity and reliability, in usual and in degenerate cases."""
    for name in ("agreement_share", "kendall_tau_b", "lijphart_agreement", "s_score", "benati_capurri_a"):
        for case, y in (("", Y), (" of nothing", (None,) * 6)):
            yield name + case, getattr(m, name)(X, y, levels=LEVELS)
    yield "s_score, weighted and squared", m.s_score(X, Y, levels=LEVELS, distance="squared", item_weights=range(1, 7))
    for name in ("cohen_kappa", "scott_pi"):
        for distance in ("nominal", "absolute", "squared"):
            yield f"{name}, {distance}", getattr(m, name)(X, Y, levels=LEVELS, distance=distance)
        yield f"{name} of constants", getattr(m, name)((1, 1), (1, 1), levels=LEVELS)
        yield (
            f"{name} of constants, by convention",
            getattr(m, name)((1, 1), (1, 1), levels=LEVELS, convention="haege2011"),
        )
    yield "specification_curve", m.specification_curve(X, Y, levels=LEVELS)
    yield "all_pairs", m.all_pairs(np.array([X, [1, 3, 3, 2, 2, np.nan]]), levels=LEVELS, units=["one", "other"])
    for level in ("nominal", "ordinal", "interval", "ratio"):
        yield (
            f"krippendorff_alpha, {level}",
            m.krippendorff_alpha([X, Y], level_of_measurement=level, levels=LEVELS if level == "ordinal" else None),
        )
    yield "krippendorff_alpha of nothing", m.krippendorff_alpha([(None, 1), (1, None)])
    fields = {"type": ["A", "B", None], "stance": [1, 2, 2]}, {"type": ["A", "A", "B"], "stance": [1, 2, 3]}
    yield "field_reliability", m.field_reliability(*fields, ordinal={"stance": LEVELS})


def of_events():
    """Cooperation, and a gap between means."""
    for name in ("intensity", "intensity_weighted_cooperation", "quad_counts"):
        for case, codes in (("", CODES), (" of nothing", (None,))):
            yield name + case, getattr(m, name)(codes, scheme=CAMEO)
    yield "intensity outside the coverage", m.intensity([], scheme=CAMEO, covered=False)
    yield "net_cooperation", m.net_cooperation(3, 1, contested=(1, 2))
    yield "net_cooperation of nothing", m.net_cooperation(0, 0)
    yield "mean_gap", m.mean_gap(*GROUPS, draws=99)
    yield "mean_gap, two-sided", m.mean_gap(*GROUPS, draws=10, alternative="two-sided")
    yield "mean_gap of two clusters", m.mean_gap([1.0, 2.0, 3.0, 4.0], [True, False, True, False], ["p", "p", "q", "q"])
    yield "mean_gap of too little", m.mean_gap([1.0, 2.0, 3.0], [True, False, False], ["p", "p", "q"])
    yield "mean_bounds", m.mean_bounds([(0, 1), (1, 1)], [(-1, 0)])


def of_trade():
    """Concentration, dependence, advantage and intensity."""
    for name in ("effective_partners", "herfindahl", "herfindahl_points", "normalised_herfindahl"):
        for case, values in (("", (3.0, 1.0, None)), (" of one", (2.0,)), (" of nothing", (0.0, None))):
            yield name + case, getattr(m, name)(values)
    yield "herfindahl_bounds", m.herfindahl_bounds([(0.5, 0.6), (0.1, 0.2)], others=3)
    yield "largest_share", m.largest_share([(0.5, 0.6), (0.1, 0.2)])
    yield "largest_share, unsure", m.largest_share([(0.1, 0.2)])
    for name in ("asymmetry", "relative_asymmetry", "weak_link"):
        for case, pair in (("", (0.3, 0.1)), (" of nothing", (0, 0))):
            yield name + case, getattr(m, name)(*pair)
    for name in ("openness", "trade_dependence", "trade_share"):
        yield name, getattr(m, name)(2.0, 8.0)
        yield f"{name} of nothing", getattr(m, name)(0.0, 0.0)
    yield "grubel_lloyd", m.grubel_lloyd([3.0, 1.0], [1.0, 1.0])
    yield "grubel_lloyd of nothing", m.grubel_lloyd(0.0, 0.0)
    yield "revealed_comparative_advantage", m.revealed_comparative_advantage(FLOWS, rows=["a", "b", "c"])
    for convention in ("world", "rest-of-world", "kojima1964"):
        yield (
            f"trade_intensity, {convention}",
            m.trade_intensity(FLOWS, countries=["a", "b", "c"], convention=convention),
        )


def of_discourse():
    """Networks of who says what."""
    for name in ("congruence_network", "conflict_network", "subtract_network"):
        yield name, getattr(m, name)(*SPEECH)
        yield f"{name}, jaccard", getattr(m, name)(*SPEECH, norm="jaccard")
    yield "polarisation", m.polarisation(m.congruence_network(*SPEECH))
    yield "controversy", m.controversy([1, 1, -1, None])
    yield "controversy of nothing", m.controversy([None])


def of_graphs():
    """Measures of signed graphs."""
    for case, graph in (("", TIES), (" without ties", NO_TIES)):
        for name in (
            "algebraic_conflict",
            "balanced_partition",
            "walk_balance",
            "local_walk_balance",
            "triangle_balance",
            "frustration",
            "signed_blockmodel",
            "signed_degrees",
            "local_triangle_balance",
        ):
            yield name + case, getattr(m, name)(graph)
        yield f"signed_blockmodel, two camps{case}", m.signed_blockmodel(graph, camps=2)
    yield "triangle_balance, weak", m.triangle_balance(TIES, convention="weak")
    yield "local_triangle_balance, ties", m.local_triangle_balance(TIES, per="tie")
    yield "walk_balance, beta", m.walk_balance(TIES, beta=0.5)
    yield "pn_centrality", m.pn_centrality(TIES)
    yield "signed_eigenvector_centrality", m.signed_eigenvector_centrality(TIES)
    for name in ("cohesiveness", "divisiveness", "frustrated_ties"):
        yield name, getattr(m, name)(TIES, [["a", "b", "c"], ["d", "e"]])
        yield f"{name} without ties", getattr(m, name)(NO_TIES, [["a"], ["b"]])
    yield "balance_series", m.balance_series({"2024": TIES, "2025": NO_TIES})
    for name in (
        "frustration",
        "signed_blockmodel",
        "signed_triad_census",
        "transitive_triad_balance",
        "pn_centrality",
    ):
        yield f"{name} of arcs", getattr(m, name)(ARCS)
    for direction in ("in", "out", "all"):
        yield f"signed_degrees of arcs, {direction}", m.signed_degrees(ARCS, direction=direction)


def of_datasets():
    """Questions to the bundled coding, and to one in which there is nothing to find."""
    ds = mxus.load()
    pair = "mexico", "united-states"
    for by in (None, "arena", "issue", "expression", "year", "voice"):
        yield f"alignment by {by}", mxus.alignment(ds, *pair, by=by)
    yield "cooperation", mxus.cooperation(ds, *pair)
    yield "dependence", mxus.dependence(ds, "mexico")
    yield "compensation", mxus.compensation(ds, *pair, draws=99)
    yield "balance", mxus.balance(ds)
    yield "bargain", mxus.bargain(ds)
    yield "sensitivity", mxus.sensitivity(ds, lambda each: mxus.cooperation(each, *pair))
    bare = dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT), actor("other"))
    pair = "ruritania", "sylvania"
    yield "alignment of nothing", mxus.alignment(bare, *pair, by="arena")
    yield "cooperation of nothing", mxus.cooperation(bare, *reversed(pair))
    yield "dependence of nothing", mxus.dependence(bare, "ruritania")
    yield "compensation of nothing", mxus.compensation(bare, *pair)
    yield "bargain of nothing", mxus.bargain(bare)


def of_records():
    """A dataset in which every field is filled: its records, its frames, and which of its sentences are coded."""
    full = full_dataset()
    for record in full.values():
        yield f"record {record.id}", record.page()
    for collection in ("sources", "actors", "policies", "trade_links", "events", "positions", "claims"):
        frame = full.to_frame(collection, backend="polars")
        yield f"frame of {collection}", [dict(frame.schema), *frame.to_dicts()]
        yield f"{collection}, shown", getattr(full, collection).page()
    yield (
        "verification of more",
        verify_text(full, "\n".join(["Before.", *TEXT[:2], "Between the two.", *TEXT[2:], "After."])),
    )
    yield "verification of less", verify_text(full, "\n".join(TEXT[1:]).replace("a", "e", 1))
    yield "schema", hashlib.sha256(json.dumps(mxus.schema()).encode()).hexdigest()
    yield "coverage", mxus.coverage(full)
    yield "coverage of every sentence", [mxus.coverage(each).ok for each in (full, mxus.load())]
    yield "the source as a work", full.sources["chronicle"].reference({}).bibtex()
    yield "a source without an original", dataset().sources["chronicle"].reference({"scribe": "Scribe, The"}).bibtex()


def of_refusals():
    """What cannot be answered, and the words in which it is refused."""
    frame = {"levels": LEVELS}
    calls = {
        "levels: one": lambda: m.s_score(X, Y, levels=(1,)),
        "levels: not finite": lambda: m.s_score(X, Y, levels=(1, float("inf"))),
        "levels: twice": lambda: m.cohen_kappa(X, Y, levels=(1, 1, 2)),
        "values: off the scale": lambda: m.scott_pi((1, 9, 8), (1, 7, 2), **frame),
        "values: of another length": lambda: m.kendall_tau_b((1, 2), (1,), **frame),
        "values: words": lambda: m.agreement_share(("a", "b"), (1, 2), **frame),
        "values: a table": lambda: m.lijphart_agreement([[1]], [[1]], **frame),
        "weights: negative": lambda: m.benati_capurri_a(X, Y, **frame, item_weights=[-1] * 6),
        "weights: too few": lambda: m.s_score(X, Y, **frame, item_weights=[1]),
        "a term: distance": lambda: m.s_score(X, Y, **frame, distance="euclidean"),
        "a term: weights": lambda: m.cohen_kappa(X, Y, **frame, distance="cubic"),
        "a term: convention": lambda: m.scott_pi(X, Y, **frame, convention="none"),
        "a matrix: of words": lambda: m.all_pairs([["a"]], **frame),
        "a matrix: names": lambda: m.all_pairs(np.ones((2, 2)), **frame, units=["a"]),
        "a matrix: names twice": lambda: m.all_pairs(np.ones((2, 2)), **frame, units=["a", "a"]),
        "ratings: text": lambda: m.krippendorff_alpha("abc"),
        "ratings: texts": lambda: m.krippendorff_alpha(["abc", "abd"]),
        "ratings: one coder": lambda: m.krippendorff_alpha([(1, 2)]),
        "ratings: unequal": lambda: m.krippendorff_alpha([(1, 2), (1,)]),
        "ratings: no numbers": lambda: m.krippendorff_alpha([("a", "b"), ("a", "b")], level_of_measurement="interval"),
        "ratings: ordinal": lambda: m.krippendorff_alpha([(1, 2), (1, 2)], level_of_measurement="ordinal"),
        "ratings: another level": lambda: m.krippendorff_alpha([(1,), (1,)], level_of_measurement="binary"),
        "fields: other names": lambda: m.field_reliability({"a": [1]}, {"b": [1]}),
        "fields: other lengths": lambda: m.field_reliability({"a": [1]}, {"a": [1, 2]}),
        "codes: outside": lambda: m.quad_counts(["036", "999", "x"], scheme=CAMEO),
        "codes: many outside": lambda: m.intensity([f"9{i}" for i in range(8)], scheme=CAMEO),
        "codes: numbers": lambda: m.intensity([36], scheme=CAMEO),
        "codes: but not covered": lambda: m.intensity(["036"], scheme=CAMEO, covered=False),
        "a scheme": lambda: m.EventScheme(
            name="S",
            version="1",
            quads={"a": 1, "b": QuadClass.VERBAL_CONFLICT},
            scores={"a": 1.0, "c": None},
            references=(),
        ),
        "counts: negative": lambda: m.net_cooperation(-1, 2),
        "counts: parts": lambda: m.net_cooperation(1, 0.5),
        "counts: more contested": lambda: m.net_cooperation(1, 1, contested=(0, -1)),
        "a gap: lengths": lambda: m.mean_gap([1.0], [True, False], ["p"]),
        "a gap: not finite": lambda: m.mean_gap([1.0, float("nan")], [True, False], ["p", "q"]),
        "a gap: draws": lambda: m.mean_gap(*GROUPS, draws=0),
        "a gap: level": lambda: m.mean_gap(*GROUPS, level=1.5),
        "a gap: alternative": lambda: m.mean_gap(*GROUPS, alternative="less"),
        "bounds: turned": lambda: m.mean_bounds([(1, 0)]),
        "parts: negative": lambda: m.herfindahl([1.0, -2.0]),
        "parts: not finite": lambda: m.effective_partners([1.0, float("inf")]),
        "shares: above one": lambda: m.herfindahl_bounds([(0.7, 0.8), (0.6, 0.7)]),
        "shares: turned": lambda: m.largest_share([(0.5, 0.4)]),
        "shares: others": lambda: m.herfindahl_bounds([(0.5, 0.6)], others=-1),
        "a flow: negative": lambda: m.trade_share(-1.0, 2.0),
        "a flow: larger": lambda: m.trade_share(3.0, 2.0),
        "a flow: a word": lambda: m.openness("much", 2.0),
        "sides: negative": lambda: m.asymmetry(-0.1, 0.2),
        "exports: lengths": lambda: m.grubel_lloyd([1.0, 2.0], [1.0]),
        "flows: names": lambda: m.trade_intensity(FLOWS, countries=["a"]),
        "flows: not square": lambda: m.trade_intensity(FLOWS[:2]),
        "flows: a convention": lambda: m.trade_intensity(FLOWS, convention="none"),
        "flows: missing": lambda: m.revealed_comparative_advantage([[1.0, None]]),
        "speech: lengths": lambda: m.congruence_network(["a"], ["x", "y"], [1]),
        "speech: stances": lambda: m.conflict_network(["a"], ["x"], ["for"]),
        "speech: a norm": lambda: m.subtract_network(*SPEECH, norm="dice"),
        "speech: statements": lambda: m.subtract_network(*SPEECH, statements="twice"),
        "ties: signs": lambda: SignedGraph.from_edges(["a", "b"], ["b", "c"], [0, float("nan")]),
        "ties: a loop": lambda: SignedGraph.from_edges(["a"], ["a"], [1]),
        "ties: twice": lambda: SignedGraph.from_edges(["a", "b"], ["b", "a"], [1, -1]),
        "ties: lengths": lambda: SignedGraph.from_edges(["a"], ["b", "c"], [1, 1]),
        "ties: names": lambda: SignedGraph.from_edges(["a"], ["b"], [1], nodes=["a"]),
        "a graph: of another kind": lambda: m.triangle_balance(ARCS),
        "a graph: none": lambda: m.frustration({"a": "b"}),
        "camps: unknown": lambda: m.cohesiveness(TIES, [["a", "x"], ["b"]]),
        "camps: twice": lambda: m.divisiveness(TIES, [["a", "b", "c"], ["c", "d", "e"]]),
        "camps: none": lambda: m.signed_blockmodel(TIES, camps=0),
        "beta": lambda: m.walk_balance(TIES, beta=-1),
        "tolerance": lambda: m.walk_balance(TIES, tolerance=0),
        "a time limit": lambda: m.frustration(TIES, time_limit=-1),
        "a gap limit": lambda: m.frustration(TIES, gap_limit=-1),
        "a seed": lambda: m.frustration(TIES, seed=1.5),
        "per": lambda: m.local_triangle_balance(TIES, per="graph"),
        "a direction": lambda: m.signed_degrees(ARCS, direction="up"),
        "a dataset: an actor": lambda: mxus.alignment(mxus.load(), "mexico", "untied-states"),
        "a dataset: an actor by itself": lambda: mxus.cooperation(mxus.load(), "mexco", "cuba", acting_for=False),
        "a dataset: an actor's bargains": lambda: mxus.bargain(mxus.load(), actor="mexco"),
        "a dataset: an actor's trade": lambda: mxus.dependence(mxus.load(), "mexco"),
        "a dataset: the same": lambda: mxus.cooperation(mxus.load(), "mexico", "mexico"),
        "a dataset: by": lambda: mxus.alignment(mxus.load(), "mexico", "cuba", by="actor"),
        "a dataset: a status": lambda: mxus.balance(mxus.load(), statuses=["sure"]),
        "a dataset: a measure": lambda: mxus.dependence(mxus.load(), "mexico", measure="gdp"),
        "a dataset: a period": lambda: mxus.dependence(mxus.load(), "mexico", period="2025-13"),
        "a record: JSON": lambda: mxus.Event.model_validate_json('{"id": "e", "kind": "event", "gloss": "g"'),
        "a record: fields": lambda: mxus.Event.model_validate({"id": "e", "glos": "g", "type": "AIDE"}),
        "a record: of another kind": lambda: mxus.Event.model_validate({"kind": "claim"}),
        "a record: too long a date": lambda: mxus.Event.model_validate_json(
            json.dumps({"period": {"edtf": "2" * 65, "phrase": "p" * 41}})
        ),
        "a work: its key": lambda: Reference(key="A b", authors=("A",), title="T", year=2000),
        "a work: its kind": lambda: Reference(key="a", entry="tweet", authors=("A",), title="T", year=2000),
        **{
            f"a quantity: {qualifier.value} 5 to 10": lambda qualifier=qualifier: mxus.Quantity(5, 10, "usd", qualifier)
            for qualifier in Qualifier
            if qualifier not in {Qualifier.BETWEEN, Qualifier.ABOUT, Qualifier.DERIVED}
        },
        "a paragraph": lambda: mxus.Paragraph(length=2, digest="0" * 64, sentences=(1, 2)),
        "a reference: near an actor": lambda: dataset(
            policy("ruritana-policy", "ruritania"), event("e", "ruritana", "sylvania", EventType.AID)
        ),
        "a reference: of another kind": lambda: dataset(
            policy("p", "ruritania"), event("e", "p", "sylvania", EventType.AID)
        ),
        "a reference: twice": lambda: dataset(
            event("e", "ruritania", "sylvania", EventType.AID, initiators=("ruritania", "ruritania"))
        ),
        "a reference: to itself": lambda: dataset(
            event(
                "e", "ruritania", "sylvania", EventType.AID, links=(mxus.Link(type=LinkType.RESPONDS_TO, target="e"),)
            )
        ),
        "no dataset: alignment": lambda: mxus.alignment("coding.json", "a", "b"),
        "no dataset: cooperation": lambda: mxus.cooperation("coding.json", "a", "b"),
        "no dataset: compensation": lambda: mxus.compensation("coding.json", "a", "b"),
        "no dataset: dependence": lambda: mxus.dependence("coding.json", "a"),
        "no dataset: balance": lambda: mxus.balance("coding.json"),
        "no dataset: bargain": lambda: mxus.bargain("coding.json"),
        "no dataset: discourse": lambda: mxus.discourse("coding.json"),
        "no dataset: sensitivity": lambda: mxus.sensitivity("coding.json", len),
        "no dataset: compare": lambda: mxus.compare(mxus.load(), "coding.json"),
        "no dataset: signed_network": lambda: mxus.signed_network("coding.json"),
    }
    for name, call in calls.items():
        with pytest.raises(mxus.MxusError) as refused:
            call()
        where = [problem.path for problem in getattr(refused.value, "problems", ())]
        yield f"refused: {name}", " ".join([type(refused.value).__name__, *where])


def of_literature():
    """Every work that is cited."""
    found = {}
    for module in pkgutil.walk_packages(mxus.__path__, "mxus."):
        if module.name.endswith(("literature", "event_schemes")):
            held = vars(importlib.import_module(module.name)).values()
            found.update((each.key, each) for each in held if isinstance(each, Reference))
    for key in sorted(found):
        yield f"@{key}", found[key].bibtex()


UNTOLD = {"made_with", "packing", "spectral", "graph", "network", "dataset", "gloss", "passages"}
"""Fields left out: what differs between versions of packages, one proof among several, what was given, and what is told
of records, which is the coding's."""

WORDING = {"cause", "measure", "method", "no_interval", "reason", "said", "title"}
"""Fields left out because they are words."""


def told(found):
    """Return an answer as lines: names of fields, and what is in them."""
    if isinstance(found, (np.ndarray, np.generic)):
        found = found.tolist()
    if isinstance(found, float):
        return "0" if abs(found) < 1e-12 else f"{found:.9g}"
    if isinstance(found, Reference | pydantic.BaseModel):
        return found.key if isinstance(found, Reference) else found.id
    if isinstance(found, (list, tuple)):
        parts = [told(part) for part in found]
        return _lines(("-", part) for part in parts) if any("\n" in part for part in parts) else f"[{', '.join(parts)}]"
    if attrs.has(type(found)):
        if isinstance(found, mxus.Undefined):
            return "undefined"
        fields = [field.name for field in attrs.fields(type(found)) if field.name.lstrip("_") not in UNTOLD | WORDING]
        found = {name: getattr(found, name) for name in fields}
        found = {name: value for name, value in found.items() if not (isinstance(value, tuple) and not value)}
    if isinstance(found, Mapping):
        return _lines((told(key), told(value)) for key, value in found.items())
    return str(found.value if isinstance(found, enum.Enum) else found)


def _lines(pairs):
    """Return names and values in one line where they are short, else a line each, what has several lines indented."""
    parts = [f"{name}: {value}" for name, value in pairs]
    if sum(map(len, parts)) < 300 and not any("\n" in part for part in parts):
        return f"({', '.join(parts)})"
    return "\n" + "\n".join(part.replace("\n", "\n  ") for part in parts)


def answers(which):
    """Return every answer of a function above, as text by its name."""
    return {name: told(found) for name, found in which()}


PARTS = (of_votes, of_events, of_trade, of_discourse, of_graphs, of_datasets, of_records, of_refusals, of_literature)


def as_written(parts):
    """Return the text of the file."""
    return "".join(f"# {name}\n{text}\n\n" for part in parts for name, text in part.items())


def written():
    """Return what the file holds, as text by name."""
    sections = ANSWERS.read_text(encoding="utf-8").removeprefix("# ").removesuffix("\n\n").split("\n\n# ")
    return dict(section.split("\n", 1) for section in sections)


@pytest.mark.parametrize("part", PARTS)
def test_every_answer_says_what_it_said(part):
    held = written()
    for name, text in answers(part).items():
        assert text == held[name], name


def test_the_file_holds_nothing_else():
    assert set(written()) == {name for part in PARTS for name in answers(part)}


if __name__ == "__main__":
    ANSWERS.write_text(as_written([answers(part) for part in PARTS]), encoding="utf-8")
