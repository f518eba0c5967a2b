"""Cooperation and conflict: from counts of events to one number."""

from __future__ import annotations

from mxus.errors import InvalidValueError, shown
from mxus.measures.literature import MXUS, PLOVER
from mxus.values.result import Interval, Result, Undefined

__all__ = ["net_cooperation"]


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
    if len(contested) != 2:
        message = f"found contested {shown(contested)}; expected two numbers"
        raise InvalidValueError(message)
    for name, count in (("cooperation", cooperation), ("conflict", conflict), *(("contested", n) for n in contested)):
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            message = f"found {name} {shown(count)}; expected a whole number from 0"
            raise InvalidValueError(message)
    # N rises with C and falls with F, so the ends are where all of one sort and none of the other happened.
    # With no certain event the worst case is one contested event of conflict, and the best one of cooperation.
    worst = _net(cooperation, conflict + contested[1])
    best = _net(cooperation + contested[0], conflict)
    ends = [end for end in (worst, best) if end is not None]
    value = _net(cooperation, conflict)
    return Result(
        measure="net cooperation",
        value=Undefined("no events") if value is None else value,
        interval=Interval(min(ends), max(ends)) if ends else None,
        n=cooperation + conflict,
        n_missing=sum(contested),
        method="(cooperation - conflict) / (cooperation + conflict), each event once",
        references=(PLOVER, MXUS),
    )


def _net(cooperation: int, conflict: int) -> float | None:
    total = cooperation + conflict
    return (cooperation - conflict) / total if total else None
