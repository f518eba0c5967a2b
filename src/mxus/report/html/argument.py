"""The first screen: how near the one state is to the other on two stages, what tests that, and what rivals it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from mxus.analysis.alignment_codes import STAGES, Code
from mxus.analysis.compensation import CAUTION, CompensationResult
from mxus.analysis.predictions import Component, Verdict
from mxus.report.findings import Findings
from mxus.report.html.axis import STANCE, Axis, dot, line, spread, track
from mxus.report.html.context import Context
from mxus.report.html.dots import Row, dots
from mxus.report.html.marks import Mark, entries, figure
from mxus.report.html.markup import Content, Html, el, said
from mxus.report.html.numbers import interval, known, signed, value_of
from mxus.values.interval import Undefined
from mxus.values.result import Result
from mxus.vocabulary.agenda import Arena

__all__ = ["argument"]

_STAGE: Final[dict[Arena, str]] = dict(zip(STAGES, ("bilateral agenda", "regional diplomacy"), strict=True))

_ANCHORS: Final = {**{name: f"stage-{arena.value}" for arena, name in _STAGE.items()}, "gap": "gap"}

_SIGNS: Final = {1: "above 0", -1: "below 0", 0: "about 0"}

_DOT, _STACK = 12.0, 96.0
"""Height of a dot in a stack, and of the highest stack."""


def argument(context: Context, findings: Findings) -> Html | None:
    """Return the section; None where no two states have anything between them."""
    if findings.pair is None or findings.compensation is None:
        return None
    first, second = (said(context.name(actor)) for actor in findings.pair)
    result = findings.compensation
    heading = el("h2", first, " and ", second, ": ", _headline(result))
    theses = [
        el("blockquote", el("p", el("a", said(claim.gloss), href=f"#r-{claim.id}")), class_="thesis")
        for claim in findings.theses
    ]
    return el(
        "section",
        heading,
        _lede(result, first, second),
        _codes(context, result, first, second),
        el("div", el("h3", "What the text sets out to show"), theses, class_="theses") if theses else None,
        _tests(context, result),
        el("p", CAUTION, class_="caution"),
        id="argument",
    )


def _headline(result: CompensationResult) -> str:
    near, far = (_nearness(part) for part in (result.near, result.far))
    if near == far:
        return f"{near} on the bilateral agenda and in regional diplomacy"
    return f"{near} on the bilateral agenda, {far} in regional diplomacy"


def _nearness(part: Result) -> str:
    value = value_of(part)
    if value is None:
        return "not told"
    return "near" if value > 0 else "far" if value < 0 else "neither near nor far"


def _lede(result: CompensationResult, first: Html, second: Html) -> Html:
    """Say the gap, and how it is tested, in a paragraph."""
    if isinstance(result.value, Undefined):
        return el("p", "The gap between the two stages is undefined: ", result.value.reason, ".", class_="lede")
    test = result.test
    parts: list[Content] = [
        "Each object on which both take a position, and each act of ", first, " towards ", second,
        ", is coded from −1 (against) to +1 (with). The mean code is ", el("b", signed(float(result.near))),
        f" on the bilateral agenda (n = {result.near.n}) and ", el("b", signed(float(result.far))),
        f" in regional diplomacy (n = {result.far.n}): a gap of ", el("b", f"D = {signed(result.value)}"),
        f" {interval(result.interval)}.",
    ]  # fmt: skip
    if not isinstance(test.p_value, Undefined):
        ways = f"all {test.ways:,} ways" if test.p_exact else f"{test.ways:,} random ways"
        parts.append(f" Of {ways} to deal the stages to the paragraphs, {_part(test.p_value)} give as large a gap.")
    return el("p", parts, class_="lede")


def _part(share: float) -> str:
    return f"{share * 100:.1f} %" if share >= 0.001 else "fewer than 0.1 %"


def _codes(context: Context, result: CompensationResult, first: Html, second: Html) -> Html:
    """Return every code as a dot over its mean, one stage below the other."""
    marks: list[Mark] = []
    stages: list[Content] = []
    for arena, part, drawn in zip(
        STAGES, (result.near, result.far), (result.test.bootstrap_first, result.test.bootstrap_second), strict=True
    ):
        codes = sorted((code for code in result.codes if code.arena is arena), key=lambda code: code.value)
        marks += [_mark(context, code) for code in codes]
        whole = Mark(
            key=f"stage-{arena.value}",
            title=f"Mean code, {_STAGE[arena]}",
            told=f"{known(part.value, part.interval)}, {part.n} codes",
            records=tuple(record for code in codes for record in code.records),
        )
        marks.append(whole)
        stages.append(
            el(
                "div",
                el(
                    "h4",
                    el("a", _STAGE[arena].capitalize(), href=f"#{whole.key}", class_="mark"),
                    el("span", known(part.value, part.interval), el("small", f"n = {part.n}"), class_="figure"),
                ),
                _stack(context, codes, marks[-len(codes) - 1 : -1], _STAGE[arena]),
                track(STANCE, dot(STANCE, value_of(part), part.interval, drawn)),
                class_="stage",
            )
        )
    gap = Mark(
        key="gap",
        title="The gap D, bilateral agenda less regional diplomacy",
        told=known(result.value, result.interval),
        records=tuple(record for code in result.codes for record in code.records),
    )
    between = _between(result)
    return figure(
        "Every code, and the mean of each stage",
        el("div", stages, between, STANCE.scale(), class_="stages"),
        el(
            "p",
            "A small dot is one object (round) or one act (square) of ", first, " beside ", second,
            "; choose it to see its records. Below each stack the mean: the thick bar is what the text leaves open, "
            "the thin one 95 % of draws of paragraphs.",
            class_="note",
        ),
        entries(context, [*marks, gap], f"{len(result.codes)} codes, two means and the gap"),
    )  # fmt: skip


def _between(result: CompensationResult) -> Html | None:
    """Return the gap as a line from mean to mean."""
    near, far = value_of(result.near), value_of(result.far)
    if near is None or far is None:
        return None
    start, end = sorted((STANCE.at(near), STANCE.at(far)))
    drawn = track(
        STANCE, line(start, end, 11, 11, "gap"), line(start, start, 4, 18, "gap"), line(end, end, 4, 18, "gap")
    )
    return el(
        "a",
        el("span", f"D = {known(result.value, result.interval)}", class_="gap-label"),
        drawn,
        href="#gap",
        class_="mark between",
    )


def _mark(context: Context, code: Code) -> Mark:
    kind = "an act" if code.act is not None else "both take a position"
    return Mark(
        key=f"code-{code.arena.value}-{code.about}",
        title=said(context.title(code.about)),
        told=f"{signed(code.value)}, {_STAGE[code.arena]}; {kind}",
        records=code.records,
    )


def _stack(context: Context, codes: Sequence[Code], marks: Sequence[Mark], stage: str) -> Html:
    places = spread([code.value for code in codes], STANCE.at)
    highest = max((above for _, above in places), default=0)
    step = min(_DOT, _STACK / max(highest, 1))
    height = highest * step + _DOT + 2
    drawn: list[Html] = []
    for code, mark, (place, above) in zip(codes, marks, places, strict=True):
        middle = height - above * step - _DOT / 2
        side = "above" if code.value > 0 else "below" if code.value < 0 else "none"
        shape = el("circle", cx=f"{place}%", cy=middle, r=4.7, class_=f"code {side}")
        if code.act is not None:
            square = el("rect", x=-4.2, y=middle - 4.2, width=8.4, height=8.4, class_=f"code {side}")
            shape = el("svg", square, x=f"{place}%", overflow="visible")
        said_of = f"{signed(code.value)}: {context.title(code.about)}"
        drawn.append(el("a", shape, href=f"#{mark.key}", class_="mark", aria_label=said_of))
    return track(STANCE, drawn, height=height, label=f"Codes, {stage}")


def _tests(context: Context, result: CompensationResult) -> Iterator[Html]:
    yield figure(
        "Rival predictions",
        el(
            "table",
            el("caption", "What each hypothesis predicts of the means, and what was found", class_="unseen"),
            el(
                "thead",
                el("tr", (el("th", head, scope="col") for head in ("hypothesis", *_ANCHORS, "verdict"))),
            ),
            el("tbody", map(_verdict, result.verdicts)),
            class_="verdicts",
        ),
        note="A prediction is the sign of a mean or of the gap. It is firm where it also holds without any one "
        "paragraph, whatever the text leaves open, and in 95 % of draws of paragraphs.",
    )
    fragility = _fragility(context, result)
    if fragility is not None:
        yield fragility
    defined = [(state, placebo) for state, placebo in result.placebos.items() if placebo.is_defined]
    told = ", ".join(f"{context.name(state)} {known(placebo.value)}" for state, placebo in defined)
    of = f"{len(result.placebos)} other states of the text"
    yield el("p", f"Placebos: of {of}, {told or 'none has enough codes to compute the same gap'}.", class_="note")


def _verdict(verdict: Verdict) -> Html:
    by_stage: dict[str, Component] = {component.stage: component for component in verdict.components}
    against = [component for component in verdict.components if not component.agrees]
    if any(isinstance(component.value, Undefined) for component in against):
        told, kind = "? untested", "untested"
    elif against:
        told, kind = "✗ contradicted", "no"
    else:
        told, kind = "✓ borne out, firmly" if verdict.firm else "✓ borne out", "yes"
    return el(
        "tr",
        el("th", verdict.hypothesis, scope="row"),
        (_component(by_stage.get(stage), stage, anchor) for stage, anchor in _ANCHORS.items()),
        el("td", el("b", told), data_head="verdict", class_=kind),
    )


def _component(component: Component | None, stage: str, anchor: str) -> Html:
    """Return what is predicted, and what was found, with a link to what that is made of."""
    if component is None:
        return el("td", el("span", "no prediction", class_="none"), data_head=stage)
    found = "undefined" if isinstance(component.value, Undefined) else signed(component.value)
    link = el("a", f"{'✓' if component.agrees else '✗'} found {found}", href=f"#{anchor}", class_="mark")
    return el("td", el("span", f"{_SIGNS[component.predicted]} ", link), data_head=stage)


def _fragility(context: Context, result: CompensationResult) -> Html | None:
    """Return the gap without each paragraph; None where no gap can be told."""
    rows: list[Row] = []
    marks: list[Mark] = []
    order = list(context.dataset.sources)

    def place(without: tuple[str, float | Undefined]) -> tuple[int, int]:
        source, _, paragraph = without[0].rpartition(" ")
        return order.index(source), int(paragraph.removeprefix("¶"))

    for cluster, gap in sorted(result.test.without, key=place):
        source, _, paragraph = cluster.rpartition(" ")
        label = paragraph if len(context.dataset.sources) == 1 else cluster
        codes = [code for code in result.codes if code.cluster == cluster]
        told = gap.reason if isinstance(gap, Undefined) else signed(gap)
        key = f"without-{source}-{paragraph.removeprefix('¶')}"
        value = None if isinstance(gap, Undefined) else gap
        rows.append(Row(key=key, label=label, value=value, figure=told, n=len(codes)))
        records = tuple(record for code in codes for record in code.records)
        marks.append(
            Mark(key=key, title=f"Without {label}", told=f"D: {told}; {len(codes)} codes fewer", records=records)
        )
    values = [row.value for row in rows if row.value is not None]
    if isinstance(result.value, Undefined) or not values:
        return None
    axis = _from_half_to_half(min(0.0, result.value, *values), max(0.0, result.value, *values))
    return figure(
        "How much hangs on one paragraph",
        dots("The gap without each paragraph", axis, rows, of="without", value="D", n="codes"),
        entries(context, marks, f"{len(marks)} paragraphs"),
        note=f"D when all codes of a paragraph are left out. As coded it is {known(result.value)}; "
        f"in words alone {known(result.words.value)}, in deeds alone {known(result.deeds.value)}.",
    )


def _from_half_to_half(lower: float, upper: float) -> Axis:
    """Return an axis that holds both, with a number at each whole one."""
    ends = [half / 2 for half in range(-5, 6)]
    low = max(end for end in ends if end <= lower)
    high = min(end for end in ends if end >= max(upper, low + 0.5))
    ticks = ((end, f"{end:g}".replace("-", "−") if end.is_integer() else "") for end in ends if low <= end <= high)
    return Axis(low, high, tuple(ticks))
