"""The signed network of the actors, drawn twice: for wide pages and for narrow ones."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from mxus.analysis.network import SignedTie
from mxus.drawing.network_layout import NetworkLayout, place_network
from mxus.report.findings import Findings
from mxus.report.html.context import Context
from mxus.report.html.marks import Mark, entries, figure
from mxus.report.html.markup import Content, Html, el, said

__all__ = ["network"]

_MOST: Final = 60
"""Actors drawn at most: those with most ties."""

_MOST_TIES: Final = 120
"""Ties drawn at most: of more, none can be made out."""

_NAMED: Final = 5
"""Ties that do not fit the camps named at most; their entries all say so."""

_LINES: Final = 4
"""Lines of a label at most; the actor's record has the whole name."""

_HOW_TO_READ: Final = (
    "A tie is the sum of what two actors do and say to each other; whoever acts for a state counts as the state. "
    "Choose a tie to see its records. Where an actor stands means nothing but whom it is tied to."
)

_RELATION: Final = {1: "friends", -1: "foes", 0: "neither friends nor foes"}

_SYMBOL: Final = {1: "+", -1: "−", 0: "0"}

_KIND: Final = {1: "friends", -1: "foes", 0: "neither"}


@attrs.frozen
class _Camps:
    """Two camps that the fewest ties do not fit, and those ties; no camps where the solver is not installed."""

    of: Mapping[str, str] = attrs.field(factory=dict[str, str])
    frustrated: frozenset[frozenset[str]] = frozenset()
    told: Content = None


def network(context: Context, findings: Findings) -> Html | None:
    """Return the section; None where no record is between two actors."""
    ties = findings.network.ties
    if not ties:
        return None
    degrees = Counter(actor for tie in ties for actor in tie.actors)
    drawn = _drawn(ties, sorted(degrees, key=lambda actor: (-degrees[actor], actor)))
    shown = [tie for tie in ties if drawn.issuperset(tie.actors)]
    camps = _camps(context, findings, {actor for tie in shown if tie.sign for actor in tie.actors})
    marks = [_mark(context, tie, camps) for tie in ties]
    left = len(degrees) - len(drawn)
    return el(
        "section",
        el("h2", "Who stands with whom"),
        figure(
            "Signed network of the actors",
            _legend(camps),
            (_drawing(context, shown, camps, width, characters) for width, characters in ((1000, 20), (356, 15))),
            entries(context, marks, f"{len(marks)} ties"),
            note=[
                _HOW_TO_READ,
                f" The {len(drawn)} actors with most ties are drawn; {left} more are in the list." if left else "",
                camps.told,
            ],
        ),
        id="network",
    )


def _drawn(ties: Sequence[SignedTie], actors: Sequence[str]) -> set[str]:
    """Return as many of the actors, the first first, as can be drawn with the ties between them."""
    near: dict[str, list[str]] = {}
    for tie in ties:
        for actor, other in (tie.actors, tie.actors[::-1]):
            near.setdefault(actor, []).append(other)
    drawn: set[str] = set()
    left = _MOST_TIES
    for actor in actors[:_MOST]:
        left -= sum(other in drawn for other in near[actor])
        if left < 0:
            break
        drawn.add(actor)
    return drawn


def _camps(context: Context, findings: Findings, drawn: set[str]) -> _Camps:
    """Return what the page says of structural balance, as :func:`mxus.balance` answers it."""
    if findings.no_balance:
        return _Camps(told=f" Camps are not shown: {findings.no_balance}.")
    found = findings.balance
    if found is None:
        return _Camps()
    of = {actor: which for camp, which in zip(found.camps, ("one", "two"), strict=True) for actor in camp}
    of = {actor: which for actor, which in of.items() if actor in drawn}
    bad = [tie.actors for tie in found.would_have_to_turn]
    if not bad:
        return _Camps(of, told=" Every tie fits two camps.")
    names = "; ".join(sorted(" – ".join(context.name(actor) for actor in sorted(pair)) for pair in bad))
    named = f" ({names})" if len(bad) <= _NAMED else ""
    proven = "" if found.frustration.exact else "; the search ended before it was certain that no camps fit more"
    told = f" Two camps fit all but {len(bad)} of {found.n} ties{named}; other divisions may fit as many{proven}."
    return _Camps(of, frozenset(map(frozenset, bad)), told)


def _mark(context: Context, tie: SignedTie, camps: _Camps) -> Mark:
    names = [said(context.name(actor)) for actor in tie.actors]
    records = len(tie.records) + len(tie.contested)
    told = f"{_RELATION[tie.sign].capitalize()}: {records} record{'s' * (records != 1)}, in sum {tie.weight:+g}"
    doubt = "" if len(tie.possible) == 1 else "; contested records, or such as cancel, leave the sign open"
    unfit = "; does not fit the camps" if frozenset(tie.actors) in camps.frustrated else ""
    return Mark(
        key=_key(tie),
        title=[names[0], f" {_SYMBOL[tie.sign]} ", names[1]],
        told=f"{told}{doubt}{unfit}.".replace("-", "−"),
        records=(*tie.records, *tie.contested),
    )


def _key(tie: SignedTie) -> str:
    return f"tie-{tie.actors[0]}--{tie.actors[1]}"


def _legend(camps: _Camps) -> Html:
    def sample(sign: int) -> Html:
        line = el("line", x1=2, x2=46, y1=9, y2=9, class_=f"tie {_KIND[sign]}")
        return el("svg", line, _badge(24, 9, sign), width=48, height=18, aria_hidden="true", focusable="false")

    items = [el("li", sample(sign), " ", _RELATION[sign]) for sign in (1, -1, 0)]
    if camps.of:
        samples = {"one-camp": "one camp", "two-camp": "the other camp", "no-camp": "in neither"}
        items += [el("li", el("span", class_=f"sample {kind}"), f" {told}") for kind, told in samples.items()]
    return el("ul", items, class_="legend")


def _badge(x: float, y: float, sign: int) -> Html:
    """Return a disc with the sign of a tie, so that colour is not needed to tell."""
    return el(
        "g",
        el("circle", cx=x, cy=y, r=7, class_=f"badge {_KIND[sign]}"),
        el("text", _SYMBOL[sign], x=x, y=y + 4, class_="badge"),
    )


def _drawing(context: Context, ties: Sequence[SignedTie], camps: _Camps, width: float, characters: int) -> Html:
    labels = {actor: _lines(context.name(actor), characters) for tie in ties for actor in tie.actors}
    sizes = {
        actor: (min(max(map(_breadth, lines)) * 6.9 + 16, width - 20), len(lines) * 15.0 + 8)
        for actor, lines in labels.items()
    }
    layout = place_network([(*tie.actors, tie.sign) for tie in ties], sizes, width=width)
    return el(
        "svg",
        (_tie(context, tie, layout, sizes) for tie in ties),
        (
            _actor(actor, lines, layout.places[actor], sizes[actor], camps.of.get(actor, "no"))
            for actor, lines in labels.items()
        ),
        class_=f"network {'broad' if characters > 15 else 'slim'}",
        viewBox=f"0 0 {layout.width:g} {layout.height:g}",
        role="group",
        aria_label=f"Network of {len(labels)} actors and {len(ties)} ties",
    )


def _tie(context: Context, tie: SignedTie, layout: NetworkLayout, sizes: Mapping[str, tuple[float, float]]) -> Html:
    (ax, ay), (bx, by) = (layout.places[actor] for actor in tie.actors)
    start, end = (_leaving(sizes[actor], bx - ax, by - ay) for actor in tie.actors)
    middle = (start + (1 - end)) / 2
    x, y = ax + (bx - ax) * middle, ay + (by - ay) * middle
    records = len(tie.records) + len(tie.contested)
    ends = {"x1": ax, "y1": ay, "x2": bx, "y2": by}
    first, second = (context.name(actor) for actor in tie.actors)
    return el(
        "a",
        el("line", class_="hit", **ends),
        el("line", class_=f"tie {_KIND[tie.sign]}", stroke_width=1.2 + 0.7 * math.log2(max(records, 1)), **ends),
        _badge(x, y, tie.sign),
        href=f"#{_key(tie)}",
        class_="mark",
        aria_label=f"{first} and {second}: {_RELATION[tie.sign]}, {records} record{'s' * (records != 1)}",
    )


def _leaving(size: tuple[float, float], dx: float, dy: float) -> float:
    """Return at what part of a line from the middle of a box it leaves the box."""
    across = size[0] / 2 / abs(dx) if dx else math.inf
    down = size[1] / 2 / abs(dy) if dy else math.inf
    return min(across, down, 0.5)


def _actor(actor: str, lines: Sequence[str], place: tuple[float, float], size: tuple[float, float], camp: str) -> Html:
    (x, y), (width, height) = place, size
    top = y - height / 2
    return el(
        "a",
        el(
            "rect",
            x=x - width / 2,
            y=top,
            width=width,
            height=height,
            rx=0 if camp == "two" else height / 2 if len(lines) == 1 else 12,
        ),
        el("text", (el("tspan", line, x=x, y=top + 15 * number + 15.5) for number, line in enumerate(lines))),
        href=f"#r-{actor}",
        class_=f"mark actor {camp}-camp",
    )


def _lines(name: str, characters: int) -> list[str]:
    wide = sum(map(_breadth, name)) / max(len(name), 1)
    return textwrap.wrap(name, max(4, int(characters / max(wide, 1))), max_lines=_LINES, placeholder=" …") or [" "]


def _breadth(text: str) -> float:
    """Return how broad a text is, in letters: those of East Asian scripts are twice as broad."""
    return sum(1.8 if unicodedata.east_asian_width(letter) in "WF" else 1.0 for letter in text)
