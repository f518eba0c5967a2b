"""The compensation thesis: near to a partner on one stage, and far from it on another to make up for that.

Rafael Rojas's argument is that Mexico makes common cause with Washington on the bilateral agenda and compensates by
ideological distance in regional diplomacy. As a test: each object on which both take a position, and each act of the
one towards the other, gets an alignment code; the gap D is the mean code on the one stage less that on the other.
*Ideological compensation* is our name for it. What we leave out: cause. That the one makes up for the other is a
reading of the two means; no code can show it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from mxus.analysis._common import FIRM, citing, passages_of, period_of, require_pair, statuses_of
from mxus.analysis.alignment_codes import STAGES, Code, codes_of
from mxus.analysis.predictions import HYPOTHESES, Finding, Verdict, verdicts_on
from mxus.analysis.shared_objects import CAUSES, OPEN
from mxus.analysis.unused import by_reason, number_missing
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page, Table
from mxus.display.lines import wrapped
from mxus.measures.citing import references_of
from mxus.measures.literature import PLOVER_MANUAL, SIGNORINO_RITTER_1999
from mxus.measures.mean_gap import MeanGap, mean_bounds, mean_gap
from mxus.values.contribution import Contribution, LeftOut
from mxus.values.interval import Bound, Interval, Undefined
from mxus.values.period import Period
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.agenda import Arena
from mxus.vocabulary.statements import Expression, Status

__all__ = ["CAUTION", "CompensationResult", "compensation"]

_FEW: Final = Undefined("fewer than two codes on a stage")

_METHOD: Final = "mean alignment code on the bilateral agenda less that in regional diplomacy"

CAUTION: Final = (
    "One text, coded: the figures say how evenly its author tells the story, not how states behaved. With so few "
    "paragraphs, test and bootstrap are rough; that one stage makes up for the other is no finding but a reading."
)
"""What the numbers can and cannot bear."""


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class CompensationResult(Result):
    """The gap D between two stages, with all that tests it.

    Parameters
    ----------
    near, far : Result
        Mean code on the bilateral agenda and in regional diplomacy.
    words, deeds : Result
        D of the actor's words alone and of its deeds alone.
    test : MeanGap
        Permutation test, bootstrap by paragraph, and D without each paragraph.
    verdicts : tuple of Verdict
        What each hypothesis predicts, and whether the codes bear it out; compensation first.
    placebos : Mapping of str to Result
        D of every other state towards the same partner: actors of whom the thesis says nothing.
    codes : tuple of Code
        The codes that count.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.compensation(mxus.load(), "mexico", "united-states")
    >>> result.near.value > 0 > result.far.value, result.supported, result.robust
    (True, True, True)
    """

    near: Result
    far: Result
    words: Result
    deeds: Result
    test: MeanGap
    verdicts: tuple[Verdict, ...]
    _placebos: tuple[tuple[str, Result], ...] = attrs.field(alias="placebos")
    codes: tuple[Code, ...]

    @property
    def placebos(self) -> Mapping[str, Result]:
        """D of other states towards the same partner, by id."""
        return MappingProxyType(dict(self._placebos))

    @property
    def supported(self) -> bool:
        """Whether the codes are as compensation has them: near above 0, far below 0, and so a gap above 0."""
        return self.verdicts[0].agrees

    @property
    def robust(self) -> bool:
        """Whether they are so without any one paragraph, whatever the text leaves open, and in 95 % of the draws."""
        return self.supported and self.verdicts[0].firm

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the stages, the test and the verdicts, too."""
        facts = (
            ("bilateral agenda", _figure(self.near)),
            ("regional diplomacy", _figure(self.far)),
            ("D in words", _figure(self.words)),
            ("D in deeds", _figure(self.deeds)),
            ("permutation p", "" if isinstance(self.test.p_value, Undefined) else f"{self.test.p_value:.4f}"),
            (
                "bootstrap",
                "" if self.test.bootstrap is None else f"{self.test.bootstrap} in {self.test.level:.0%} of draws",
            ),
        )
        rows = tuple((verdict.hypothesis, verdict.said) for verdict in self.verdicts)
        verdicts = Table("verdicts", ("hypothesis", "what became of it"), rows, CAUTION)
        return Result.page(self).extended(facts, verdicts)

    def summary(self) -> str:
        """Return D, what it is made of and what tests it, in lines of up to 80 characters."""
        return "\n".join(_lines(self))

    def __str__(self) -> str:
        """Return D and the two means on one line; :meth:`summary` has the tests and verdicts."""
        means = (("bilateral agenda", self.near), ("regional diplomacy", self.far))
        return f"{Result.__str__(self)}; {', '.join(f'{stage} {mean:+.2f}' for stage, mean in means)}"


def compensation(  # noqa: PLR0913 (a pair, what to count, and the draws, by keyword)
    dataset: Dataset,
    actor: str,
    partner: str,
    *,
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
    draws: int = 9_999,
    seed: int = 0,
) -> CompensationResult:
    r"""Ideological compensation: how much nearer an actor is to a partner on the one stage than on the other.

    .. math:: D = \bar a_{bilateral} - \bar a_{regional}

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    actor, partner : str
        Ids of two different actors: whose conduct it is, and towards whom.
    period : Period or EDTF str, optional
        Only records that may be of that time; one without a period may.
    acting_for : bool, default True
        Whether positions and acts of those who act for an actor at the time are the actor's.
    statuses : iterable of Status, default asserted and reported
        A record counts if one of its passages has one of these. What is only alleged is contested: it is in the
        interval, not in the value.
    draws : int, default 9999
        Draws of the permutation test, where there are more ways than that, and of the bootstrap.
    seed : int, default 0
        Their seed.

    Returns
    -------
    CompensationResult
        ``value`` is D, from -2 to 2; undefined with fewer than two codes on a stage. ``n`` is the number of codes,
        ``n_missing`` of contested ones, of acts without a type and of acts without a direction: mutual ones, and those
        of which the text does not name who acted. ``left_out`` lists the records not used, with the reason.
        ``interval`` holds D for every choice of one
        position a side and object, with contested records in or out; it is sharp. ``bounds`` tell the causes apart, and
        go on to each stance being one level off. Contributions sum to D.

    Raises
    ------
    UnknownIdError
        If an actor is not in the dataset.
    InvalidValueError
        If the two are one, or one acts for the other and that counts, or a status, period or setting is none.

    Notes
    -----
    An object counts once a stage, however many positions are taken on it there, and each act once. Only acts of the
    actor towards the partner count: those of the partner are its own conduct. In a text on two states the placebos are
    mostly undefined, for want of codes; their reasons are part of the answer.

    Test and bootstrap take codes by the paragraph in which the text first tells of them: that of the first passage of
    all positions behind a code. Later passages may join paragraphs, which makes p likely too small; where they join
    everything, as in the bundled article, to heed them would leave nothing to test.

    References
    ----------
    The codes of objects are terms of S: Signorino and Ritter (1999), International Studies Quarterly 43(1), 115-144.
    Those of acts are signs of quad classes: PLOVER 0.8, with SANCTION as material conflict. Bandwagoning and balancing:
    Walt (1987), The Origins of Alliances; hedging: Kuik (2008), Contemporary Southeast Asia 30(2), 159-185. The index
    is ours.

    Examples
    --------
    >>> import mxus
    >>> result = mxus.compensation(mxus.load(), "mexico", "united-states")
    >>> [verdict.hypothesis for verdict in result.verdicts if verdict.agrees]
    ['compensation']
    """
    require_pair(dataset, actor, partner, acting_for=acting_for)
    when = period_of(period)
    accepted = statuses_of(statuses)

    def of(who: str, expression: Expression | None = None) -> _Sides:
        found = codes_of(
            dataset,
            who,
            partner,
            acting_for=acting_for and partner not in dataset.agents_of(who) and who not in dataset.agents_of(partner),
            statuses=accepted,
            period=when,
            expression=expression,
        )
        return _Sides(dataset, found.certain, found.contested, len(found.untyped), by_reason(found.left_out))

    whole = of(actor)
    test = mean_gap(
        [code.value for code in whole.certain],
        [code.arena is STAGES[0] for code in whole.certain],
        [code.cluster for code in whole.certain],
        draws=draws,
        seed=seed,
    )
    states = sorted(
        each.id for each in dataset.actors.values() if each.type is ActorType.STATE and each.id not in {actor, partner}
    )
    result = whole.gap(f"compensation of {actor} towards {partner}")
    return CompensationResult.from_result(
        result,
        near=whole.mean(STAGES[0]),
        far=whole.mean(STAGES[1]),
        words=of(actor, Expression.VERBAL).gap("in words"),
        deeds=of(actor, Expression.MATERIAL).gap("in deeds"),
        test=test,
        verdicts=verdicts_on(
            {
                "bilateral agenda": whole.finding(STAGES[0], test.bootstrap_first),
                "regional diplomacy": whole.finding(STAGES[1], test.bootstrap_second),
                "gap": Finding(
                    value=result.value,
                    drawn=test.bootstrap,
                    left_open=result.interval,
                    without=tuple(gap for _, gap in test.without),
                ),
            }
        ),
        placebos=tuple((state, of(state).gap(f"compensation of {state}")) for state in states),
        codes=tuple(whole.certain),
    )


@attrs.frozen
class _Sides:
    """The codes of an actor on the two stages."""

    dataset: Dataset
    certain: Sequence[Code]
    contested: Sequence[Code]
    untyped: int = 0
    left_out: tuple[LeftOut, ...] = ()

    def on(self, arena: Arena, *, contested: bool = False) -> list[Code]:
        return [code for code in (self.contested if contested else self.certain) if code.arena is arena]

    def bounds(self, arena: Arena) -> tuple[Bound, ...]:
        """Return the bounds of the mean code on a stage, for the growing causes."""
        found: list[Bound] = []
        for cause, contested, off_by in CAUSES:
            ends = mean_bounds(
                [code.ends(contested=contested, off_by=off_by) for code in self.on(arena)],
                [code.ends(contested=True, off_by=off_by) for code in self.on(arena, contested=True)]
                if contested
                else (),
            ).interval
            found += [Bound(cause, ends)] if ends is not None else []
        return tuple(found)

    def mean(self, arena: Arena) -> Result:
        """Return the mean code on a stage."""
        codes, bounds = self.on(arena), self.bounds(arena)
        value = math.fsum(code.value for code in codes) / len(codes) if codes else Undefined("no code on this stage")
        return self._result(
            f"mean code, {arena.value}", value, bounds, codes, [1 / len(codes) for _ in codes], (arena,)
        )

    def gap(self, measure: str) -> Result:
        """Return D."""
        near, far = (self.on(arena) for arena in STAGES)
        if min(len(near), len(far)) < 2:
            return self._result(measure, _FEW, (), [], [], STAGES, n=len(near) + len(far))
        value = float(self.mean(STAGES[0])) - float(self.mean(STAGES[1]))
        bounds = tuple(map(_less, self.bounds(STAGES[0]), self.bounds(STAGES[1])))
        shares = [1 / len(near) for _ in near] + [-1 / len(far) for _ in far]
        return self._result(measure, value, bounds, [*near, *far], shares, STAGES)

    def _result(  # noqa: PLR0913, PLR0917 (what the two have in common)
        self,
        measure: str,
        value: float | Undefined,
        bounds: tuple[Bound, ...],
        codes: Sequence[Code],
        shares: Sequence[float],
        arenas: Sequence[Arena],
        n: int | None = None,
    ) -> Result:
        interval: Interval | None = None
        if bounds and not isinstance(value, Undefined):
            # Rounding must not push the value out of bounds that are known to hold it.
            ends = bounds[OPEN].interval
            interval = Interval(min(value, ends.lower), max(value, ends.upper))
        hypotheses = tuple(each.reference for each in HYPOTHESES if each.reference is not None)
        references = (SIGNORINO_RITTER_1999, PLOVER_MANUAL, *dict.fromkeys(hypotheses), *references_of(mean_gap))
        return Result(
            measure=measure,
            value=value,
            interval=interval,
            n=len(codes) if n is None else n,
            n_missing=sum(code.arena in arenas for code in self.contested)
            + self.untyped
            + number_missing(self.left_out),
            left_out=self.left_out,
            method=_METHOD if len(arenas) > 1 else "mean alignment code",
            references=citing(self.dataset, references),
            contributions=tuple(
                Contribution(
                    code.records,
                    code.value * share + 0.0,
                    f"{code.value:+.2f} on {self.dataset[code.about].gloss}",
                    passages_of(*(self.dataset[record] for record in code.records)),
                )
                for code, share in zip(codes, shares, strict=True)
            ),
            bounds=bounds,
        )

    def finding(self, arena: Arena, drawn: Interval | None) -> Finding:
        """Return the mean on a stage with what makes it doubtful."""
        whole = self.mean(arena)
        without = [
            _Sides(self.dataset, [code for code in self.certain if code.cluster != cluster], ()).mean(arena).value
            for cluster in dict.fromkeys(code.cluster for code in self.certain)
        ]
        return Finding(value=whole.value, drawn=drawn, left_open=whole.interval, without=tuple(without))


def _less(one: Bound, other: Bound) -> Bound:
    """Return the bounds of a difference, for the same cause."""
    ends = one.interval.lower - other.interval.upper, one.interval.upper - other.interval.lower
    return Bound(one.cause, Interval(*ends))


def _lines(result: CompensationResult) -> Iterator[str]:
    yield Result.__str__(result)
    for name, part in (("bilateral agenda", result.near), ("regional diplomacy", result.far)):
        yield f"  {name:<20}{_figure(part)}"
    for name, part in (("D in words", result.words), ("D in deeds", result.deeds)):
        yield f"  {name:<20}{_figure(part)}"
    test = result.test
    if not isinstance(test.p_value, Undefined):
        ways = f"all {test.ways} ways" if test.p_exact else f"{test.ways} ways drawn"
        yield f"  permutation p       {test.p_value:.4f} ({ways} to deal stages to paragraphs)"
    if test.bootstrap is not None:
        yield f"  bootstrap           D in {test.bootstrap} in {test.level:.0%} of draws of paragraphs"
    if test.weakest is not None:
        cluster, gap = test.weakest
        yield f"  weakest             without {cluster} D is {gap if isinstance(gap, Undefined) else f'{gap:+.2f}'}"
    for bound in result.bounds[OPEN + 1 :]:  # what the coder's judgement adds
        yield f"  one level off       D in {bound.interval}, were every stance one level off"
    defined = {name: placebo for name, placebo in result.placebos.items() if placebo.is_defined}
    told = ", ".join(f"{name} {float(placebo):+.2f}" for name, placebo in defined.items()) or "none has enough codes"
    yield from wrapped(f"placebos            {told} (of {len(result.placebos)} states)", "  ")
    for verdict in result.verdicts:
        yield f"  {verdict}"
    yield from wrapped(CAUTION, "  ")


def _figure(part: Result) -> str:
    if isinstance(part.value, Undefined):
        return f"undefined: {part.value.reason} (n={part.n})"
    return f"{part.value:+.2f} in {part.interval} (n={part.n})"
