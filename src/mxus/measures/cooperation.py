"""Cooperation and conflict: from coded events to counts, net cooperation and intensity.

Counts are of the events given: nothing is deduplicated here, since which reports are of one event is a question of
its own.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs
import numpy as np

from mxus.display.cards import Page
from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.citing import cites, references_of
from mxus.measures.event_schemes import EventScheme
from mxus.measures.literature import GOLDSTEIN_1992, PLOVER_MANUAL
from mxus.values.interval import Interval, Undefined
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.vocabulary.plover import QuadClass

__all__ = ["Intensity", "QuadCounts", "intensity", "intensity_weighted_cooperation", "net_cooperation", "quad_counts"]

_NO_EVENTS: Final = "no events"
_NO_CODES: Final = "no event has a code"
_NOT_COVERED: Final = "outside the coverage of the source"


@cites(PLOVER_MANUAL)
def net_cooperation(cooperation: int, conflict: int, *, contested: tuple[int, int] = (0, 0)) -> Result:
    r"""Net cooperation: the balance of cooperative and conflictual events, as a part of both.

    .. math:: N = (C - F) / (C + F)

    Parameters
    ----------
    cooperation, conflict : int
        Number of events of each sort, at least 0.
    contested : tuple of int, default (0, 0)
        Number of further events of each sort that may or may not have happened. They are not in the value; the
        interval holds the value for every choice among them.

    Returns
    -------
    Result
        ``value`` from -1 (conflict alone) to 1 (cooperation alone). Undefined without events; then the interval is
        None without contested events too, and the sharp bounds over choices with at least one event otherwise.

    Raises
    ------
    InvalidValueError
        If a count is negative or not a whole number.

    References
    ----------
    Counts by the quad classes of PLOVER 0.8, Open Event Data Alliance.

    Examples
    --------
    >>> net_cooperation(3, 1).value
    0.5
    >>> result = net_cooperation(3, 1, contested=(0, 4))
    >>> result.interval.lower, result.interval.upper
    (-0.25, 0.5)
    >>> net_cooperation(0, 0).value
    Undefined(reason='no events')
    """
    if isinstance(contested, np.ndarray):
        contested = contested.tolist()
    if isinstance(contested, str) or not isinstance(contested, Sequence) or len(contested) != 2:
        message = f"found contested {shown(contested)}; expected two numbers"
        raise InvalidValueError(message)
    for name, count in (("cooperation", cooperation), ("conflict", conflict), *(("contested", n) for n in contested)):
        if isinstance(count, bool) or not isinstance(count, (int, numbers.Integral)) or count < 0:
            message = f"found {name} {shown(count)}; expected a whole number from 0"
            raise InvalidValueError(message)
    cooperation, conflict, contested = int(cooperation), int(conflict), (int(contested[0]), int(contested[1]))
    # N rises with C and falls with F, so the ends are where all of one sort and none of the other happened.
    # With no certain event the worst case is one contested event of conflict, and the best one of cooperation.
    worst = _net(cooperation, conflict + contested[1])
    best = _net(cooperation + contested[0], conflict)
    ends = [end for end in (worst, best) if end is not None]
    value = _net(cooperation, conflict)
    return Result(
        measure="net cooperation",
        value=Undefined(_NO_EVENTS) if value is None else value,
        interval=Interval(min(ends), max(ends)) if ends else None,
        n=cooperation + conflict,
        n_missing=sum(contested),
        method="(cooperation - conflict) / (cooperation + conflict), each event once",
        references=references_of(net_cooperation),
    )


def _net(cooperation: float, conflict: float) -> float | None:
    total = cooperation + conflict
    return (cooperation - conflict) / total if total else None


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class QuadCounts(Mapping[QuadClass, int], ManyNumbers):
    """Number of events of each quad class.

    Parameters
    ----------
    scheme : str
        Name and version of the table that says which code is what.
    n_missing : int
        Events without a code.
    references : tuple of Reference
        What to cite.

    Examples
    --------
    >>> from mxus.measures.event_schemes import CAMEO
    >>> counts = quad_counts(["042", "063", "190", "112"], scheme=CAMEO)
    >>> [(quad.name, count) for quad, count in counts.items()]
    [('VERBAL_COOPERATION', 1), ('MATERIAL_COOPERATION', 1), ('VERBAL_CONFLICT', 1), ('MATERIAL_CONFLICT', 1)]
    """

    _counts: tuple[tuple[QuadClass, int], ...] = attrs.field(alias="counts")
    scheme: str
    n_missing: int = 0
    references: tuple[Reference, ...] = ()
    measure: str = "events by quad class"

    def __getitem__(self, quad: QuadClass) -> int:
        """Return the number of events of one class."""
        if not isinstance(quad, int) or quad not in tuple(QuadClass):
            message = f"found {shown(quad)}; expected a QuadClass"
            raise UnknownIdError(message)
        return dict(self._counts)[quad]

    def __iter__(self) -> Iterator[QuadClass]:
        """Iterate over the four classes."""
        return (quad for quad, _ in self._counts)

    def __len__(self) -> int:
        """Return four."""
        return len(self._counts)

    @property
    def value(self) -> Mapping[QuadClass, int]:
        """The counts."""
        return MappingProxyType(dict(self._counts))

    @property
    def interval(self) -> Mapping[QuadClass, Interval]:
        """Interval of each count: an event without a code can be of any class."""
        return MappingProxyType({quad: Interval(count, count + self.n_missing) for quad, count in self._counts})

    @property
    def no_interval(self) -> str:
        """Empty: every count has its interval."""
        return ""

    @property
    def n(self) -> int:
        """Number of events with a code."""
        return sum(count for _, count in self._counts)

    def net_cooperation(self) -> Result:
        """Return net cooperation of all events."""
        return self._net("net cooperation", QuadClass)

    def net_verbal_cooperation(self) -> Result:
        """Return net cooperation of words alone."""
        return self._net("net verbal cooperation", (QuadClass.VERBAL_COOPERATION, QuadClass.VERBAL_CONFLICT))

    def net_material_cooperation(self) -> Result:
        """Return net cooperation of deeds alone."""
        return self._net("net material cooperation", (QuadClass.MATERIAL_COOPERATION, QuadClass.MATERIAL_CONFLICT))

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the events of each class."""
        classes = ((_words(quad), str(count)) for quad, count in self._counts)
        return Page(self.measure, (*classes, ("without a code", str(self.n_missing)), ("scheme", self.scheme)))

    def _line(self) -> str:
        return f"{self.measure}: {', '.join(f'{_words(quad)} {count}' for quad, count in self._counts)}"

    def _net(self, measure: str, quads: Sequence[QuadClass] | type[QuadClass]) -> Result:
        found = net_cooperation(
            sum(self[quad] for quad in quads if not quad.is_conflict),
            sum(self[quad] for quad in quads if quad.is_conflict),
            # What has no code can be of any class.
            contested=(self.n_missing, self.n_missing),
        )
        value = found.value
        if isinstance(value, Undefined) and self.n_missing:
            value = Undefined(_NO_CODES)
        return attrs.evolve(
            found,
            measure=measure,
            value=value,
            n_missing=self.n_missing,
            method=f"{found.method}; {self.scheme}",
            references=self.references,
        )


def _words(quad: QuadClass) -> str:
    return quad.name.lower().replace("_", " ")


@cites()
def quad_counts(codes: Sequence[str | None], *, scheme: EventScheme) -> QuadCounts:
    """Count coded events by quad class.

    Parameters
    ----------
    codes : sequence of str or None
        Code of each event, such as ``"063"`` or ``"COOPERATE"``; None where it has none.
    scheme : EventScheme
        The table: :data:`~mxus.measures.event_schemes.CAMEO`, ``CAMEO_GDELT``, ``PLOVER``, or one of your own.

    Returns
    -------
    QuadCounts
        A mapping from each of the four classes to its number of events, with net cooperation of all, of words and of
        deeds as methods. Their intervals hold the value whatever class the events without a code are of.

    Raises
    ------
    InvalidValueError
        If a code is not a string.
    UnknownIdError
        If a code is not in the table.

    Examples
    --------
    >>> from mxus.measures.event_schemes import CAMEO
    >>> counts = quad_counts(["063", "063", "112", None], scheme=CAMEO)
    >>> counts.net_cooperation().value.__round__(4), counts.n_missing
    (0.3333, 1)
    >>> counts.net_material_cooperation().value
    1.0
    """
    listed = _listed(codes, scheme)
    known = [scheme.quads[code] for code in scheme.codes(listed)]
    return QuadCounts(
        counts=tuple((quad, known.count(quad)) for quad in QuadClass),
        scheme=str(scheme),
        n_missing=len(listed) - len(known),
        references=(*scheme.references, *references_of(quad_counts)),
    )


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Intensity(Result):
    """Intensity of the events between two actors in a period.

    ``value`` is the sum of the scores, ``n`` the number of events with one.

    Parameters
    ----------
    mean : Result
        Mean of the scores.

    Examples
    --------
    >>> from mxus.measures.event_schemes import CAMEO
    >>> found = intensity(["063", "112"], scheme=CAMEO)
    >>> found.value, found.mean.value, found.n
    (5.4, 2.7, 2)
    """

    mean: Result

    def page(self) -> Page:
        """Return what a terminal and a notebook show: sum and mean."""
        return Result.page(self).extended((("mean", self.mean.figures()),))


@cites(GOLDSTEIN_1992)
def intensity(codes: Sequence[str | None], *, scheme: EventScheme, covered: bool = True) -> Intensity:
    """Sum and mean of the intensity of coded events, on a scale from conflict (-10) to cooperation (10).

    Parameters
    ----------
    codes : sequence of str or None
        Code of each event; None where it has none.
    scheme : EventScheme
        The table of scores.
    covered : bool, default True
        Whether the source of events covers the two actors and the period. Without events inside its coverage the sum
        is 0; outside it nothing is known.

    Returns
    -------
    Intensity
        ``value`` is the sum, ``mean`` a result of its own. Without events the mean is undefined; outside the coverage,
        or if events happened and none has a code, the sum is, too. The intervals hold sum and mean whatever
        score of the table the events without a code have.

    Raises
    ------
    InvalidValueError
        If a code is not a string, or there are events outside the coverage.
    UnknownIdError
        If a code is not in the table.

    References
    ----------
    Goldstein (1992), Journal of Conflict Resolution 36(2), 369-385.

    Examples
    --------
    >>> from mxus.measures.event_schemes import PLOVER
    >>> intensity(["AID", "ASSAULT", "AID"], scheme=PLOVER).value
    11.0
    >>> nothing = intensity([], scheme=PLOVER)
    >>> nothing.value, nothing.mean.value
    (0.0, Undefined(reason='no events'))
    >>> intensity([], scheme=PLOVER, covered=False).value
    Undefined(reason='outside the coverage of the source')
    """
    listed = _listed(codes, scheme)
    scores = [scheme.scores[code] for code in scheme.codes(listed)]
    total: float | Undefined
    mean: float | Undefined
    if scores and not covered:
        message = f"found {len(scores)} events with covered=False; expected none outside the coverage"
        raise InvalidValueError(message)
    if scores:
        total, mean = math.fsum(scores), math.fsum(scores) / len(scores)
    elif listed:
        total = mean = Undefined(_NO_CODES)
    elif covered:
        total, mean = 0.0, Undefined(_NO_EVENTS)
    else:
        total = mean = Undefined(_NOT_COVERED)
    references = tuple(dict.fromkeys((*scheme.references, *references_of(intensity))))

    missing = len(listed) - len(scores)
    ends = _ends(scheme)
    sums = [math.fsum([*scores, *[end] * missing]) for end in ends]

    def result(measure: str, value: float | Undefined, share: float) -> Result:
        return Result.with_missing(
            measure,
            value,
            Interval(*(each * share for each in sums)),
            n=len(scores),
            n_missing=missing,
            method=f"scores of {scheme}",
            references=references,
        )

    return Intensity.from_result(
        result("sum of intensity", total, 1.0),
        mean=result("mean intensity", mean, 1 / max(1, len(listed))),
    )


@cites(GOLDSTEIN_1992)
def intensity_weighted_cooperation(codes: Sequence[str | None], *, scheme: EventScheme) -> Result:
    r"""Net cooperation with each event weighted by the size of its intensity.

    .. math:: N = \frac{\sum_i g_i}{\sum_i |g_i|}

    Parameters
    ----------
    codes : sequence of str or None
        Code of each event; None where it has none.
    scheme : EventScheme
        The table of scores.

    Returns
    -------
    Result
        ``value`` from -1 to 1. Undefined without events, or if all have intensity 0. The interval holds it whatever
        score of the table the events without a code have.

    Raises
    ------
    InvalidValueError
        If a code is not a string.
    UnknownIdError
        If a code is not in the table.

    Notes
    -----
    The sign is that of the score, which differs from that of the quad class for a few codes: 024, an appeal for
    political reform, is verbal cooperation with -0.3.

    Examples
    --------
    >>> from mxus.measures.event_schemes import PLOVER
    >>> intensity_weighted_cooperation(["AID", "SUPPORT", "SUPPORT", "SANCTION"], scheme=PLOVER).value.__round__(4)
    0.5385
    """
    listed = _listed(codes, scheme)
    scores = [scheme.scores[code] for code in scheme.codes(listed)]
    missing = len(listed) - len(scores)
    value: float | Undefined = Undefined(_NO_CODES if listed else _NO_EVENTS)
    if scores:
        weighted = _weighted(scores)
        value = Undefined("all events have intensity 0") if weighted is None else weighted
    # It falls with every event of a lower score and rises with every one of a higher.
    ends = [end for end in (_weighted([*scores, *[score] * missing]) for score in _ends(scheme)) if end is not None]
    return Result.with_missing(
        "intensity-weighted net cooperation",
        value,
        Interval(min(ends), max(ends)) if ends else None,
        n=len(scores),
        n_missing=missing,
        method=f"sum of scores by sum of their sizes; {scheme}",
        references=tuple(dict.fromkeys((*scheme.references, *references_of(intensity_weighted_cooperation)))),
    )


def _ends(scheme: EventScheme) -> tuple[float, float]:
    """Return the lowest and the highest score of the table."""
    return min(scheme.scores.values(), default=0.0), max(scheme.scores.values(), default=0.0)


def _weighted(scores: Sequence[float]) -> float | None:
    size = math.fsum(abs(score) for score in scores)
    return max(-1.0, min(1.0, math.fsum(scores) / size)) if size else None


def _listed(codes: Sequence[str | None], scheme: EventScheme) -> Sequence[str | None]:
    """Return the codes as a list; text and numbers are left for the scheme to refuse."""
    if not isinstance(scheme, EventScheme):
        message = f"found scheme {shown(scheme)}; expected an EventScheme, such as mxus.measures.CAMEO"
        raise InvalidValueError(message)
    return codes if isinstance(codes, str) or not isinstance(codes, Iterable) else list(codes)
