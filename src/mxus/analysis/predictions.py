"""What rival hypotheses of foreign policy predict of an actor's alignment, and whether codes bear them out.

A hypothesis is here no more than the signs it predicts: of the mean code on the bilateral agenda, of that in regional
diplomacy, and of the gap between them. That is less than its authors mean by it, and enough to tell the four apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import attrs

from mxus.display.cards import Page, Shown, Table
from mxus.measures.literature import KUIK_2008, WALT_1987
from mxus.values.interval import Interval, Undefined
from mxus.values.reference import Reference
from mxus.values.typed import typed

__all__ = ["HYPOTHESES", "Component", "Finding", "Hypothesis", "Verdict", "verdicts_on"]

Sign = Literal[-1, 0, 1]

Stage = Literal["bilateral agenda", "regional diplomacy", "gap"]


@attrs.frozen(kw_only=True)
class Hypothesis:
    """The signs that a hypothesis predicts.

    Parameters
    ----------
    name : str
        What the literature calls it.
    predicts : tuple of (str, int)
        By stage: 1 above zero, -1 below, 0 not to be told from zero.
    reference : Reference or None
        Who holds it; None for the author of the coded text.

    Examples
    --------
    >>> [hypothesis.name for hypothesis in HYPOTHESES]
    ['compensation', 'bandwagoning', 'balancing', 'hedging']
    """

    name: str
    predicts: tuple[tuple[Stage, Sign], ...]
    reference: Reference | None = None


HYPOTHESES: Final = (
    Hypothesis(name="compensation", predicts=(("bilateral agenda", 1), ("regional diplomacy", -1), ("gap", 1))),
    # With the stronger, everywhere; against it, everywhere.
    Hypothesis(name="bandwagoning", predicts=(("bilateral agenda", 1), ("regional diplomacy", 1)), reference=WALT_1987),
    Hypothesis(name="balancing", predicts=(("bilateral agenda", -1), ("regional diplomacy", -1)), reference=WALT_1987),
    # Acts that offset each other, whatever the stage.
    Hypothesis(
        name="hedging",
        predicts=(("bilateral agenda", 0), ("regional diplomacy", 0), ("gap", 0)),
        reference=KUIK_2008,
    ),
)
"""What is tested against each other, the thesis first."""


@attrs.frozen(kw_only=True)
class Finding:
    """A mean or a gap, with what makes it doubtful.

    Parameters
    ----------
    value : float or Undefined
        As coded.
    drawn : Interval or None
        Percentile interval over draws of paragraphs.
    left_open : Interval or None
        What it can be, given what the text leaves open.
    without : tuple of (float or Undefined)
        What it is without each paragraph.
    """

    value: float | Undefined
    drawn: Interval | None
    left_open: Interval | None
    without: tuple[float | Undefined, ...]


@attrs.frozen(kw_only=True, field_transformer=typed)
class Component(Shown):
    """A predicted sign beside what was found.

    Parameters
    ----------
    stage : str
        Of what.
    predicted : int
        1, -1, or 0 for what is not to be told from zero.
    value : float or Undefined
        What was found.
    agrees : bool
        Whether it has the sign; for 0, whether the interval over draws of paragraphs has zero in it.
    firm : bool
        Whether it has the sign without any one paragraph, whatever the text leaves open, and in the whole interval over
        draws. That something is *not* to be told from zero is never firm: few codes show nothing.

    Examples
    --------
    >>> import mxus
    >>> component = mxus.compensation(mxus.load(), "mexico", "united-states").verdicts[0].components[0]
    >>> component.stage, component.predicted, component.agrees
    ('bilateral agenda', 1, True)
    """

    stage: Stage
    predicted: Sign
    value: float | Undefined
    agrees: bool
    firm: bool

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the sign predicted and the value found."""
        return Page(f"prediction on {self.stage}", (), (_signs(self),))


@attrs.frozen(kw_only=True, field_transformer=typed)
class Verdict(Shown):
    """What became of a hypothesis.

    Parameters
    ----------
    hypothesis : str
        Its name.
    components : tuple of Component
        Each predicted sign.

    Examples
    --------
    >>> import mxus
    >>> for verdict in mxus.compensation(mxus.load(), "mexico", "united-states").verdicts:
    ...     print(verdict)
    compensation   borne out, firmly
    bandwagoning   contradicted (regional diplomacy)
    balancing      contradicted (bilateral agenda)
    hedging        contradicted (bilateral agenda, regional diplomacy, gap)
    """

    hypothesis: str
    components: tuple[Component, ...]

    @property
    def agrees(self) -> bool:
        """Whether every component does."""
        return all(component.agrees for component in self.components)

    @property
    def firm(self) -> bool:
        """Whether every component does, firmly."""
        return all(component.firm for component in self.components)

    @property
    def said(self) -> str:
        """The verdict in words."""
        undefined = [each.stage for each in self.components if isinstance(each.value, Undefined)]
        against = [each.stage for each in self.components if not each.agrees]
        if undefined:
            return f"untested: too few codes ({', '.join(undefined)})"
        if against:
            return f"contradicted ({', '.join(against)})"
        return "borne out, firmly" if self.firm else "borne out, if not firmly"

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the verdict, and each sign predicted beside what was found."""
        return Page(self.hypothesis, (("verdict", self.said),), (_signs(*self.components),))

    def __str__(self) -> str:
        """Return the hypothesis and its verdict on one line."""
        return f"{self.hypothesis:<15}{self.said}"


def verdicts_on(findings: dict[Stage, Finding], hypotheses: Sequence[Hypothesis] = HYPOTHESES) -> tuple[Verdict, ...]:
    r"""Compare what was found with what each hypothesis predicts.

    Examples
    --------
    >>> found = Finding(value=0.5, drawn=Interval(0.1, 0.8), left_open=Interval(0.4, 0.5), without=(0.6, 0.3))
    >>> print(*verdicts_on({"bilateral agenda": found, "regional diplomacy": found, "gap": found}), sep="\n")
    compensation   contradicted (regional diplomacy)
    bandwagoning   borne out, firmly
    balancing      contradicted (bilateral agenda, regional diplomacy)
    hedging        contradicted (bilateral agenda, regional diplomacy, gap)
    """
    return tuple(
        Verdict(
            hypothesis=hypothesis.name,
            components=tuple(_compared(stage, sign, findings[stage]) for stage, sign in hypothesis.predicts),
        )
        for hypothesis in hypotheses
    )


def _signs(*components: Component) -> Table:
    words = {1: "above 0", -1: "below 0", 0: "not to be told from 0"}
    rows = tuple(
        (
            each.stage,
            words[each.predicted],
            str(each.value) if isinstance(each.value, Undefined) else f"{each.value:+.4f}",
            "yes, firmly" if each.firm else "yes" if each.agrees else "no",
        )
        for each in components
    )
    return Table("signs", ("of what", "predicted", "found", "agrees"), rows)


def _compared(stage: Stage, predicted: Sign, found: Finding) -> Component:
    if predicted == 0:
        agrees, firm = found.drawn is not None and 0 in found.drawn, False
    else:
        agrees = _has_sign(found.value, predicted)
        ends = [
            end for interval in (found.drawn, found.left_open) if interval for end in (interval.lower, interval.upper)
        ]
        whole = found.drawn is not None and found.left_open is not None
        firm = agrees and whole and all(_has_sign(value, predicted) for value in (*ends, *found.without))
    return Component(stage=stage, predicted=predicted, value=found.value, agrees=agrees, firm=firm)


def _has_sign(value: float | Undefined, sign: int) -> bool:
    return not isinstance(value, Undefined) and value * sign > 0
