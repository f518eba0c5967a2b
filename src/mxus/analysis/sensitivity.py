"""How much hangs on one record: what an answer would be, had a coder judged one record otherwise.

One record at a time is left out, or coded as a second coder might have coded it (:mod:`mxus.analysis.recodings`). What
we leave out: several errors at once, and records that the answer is not made of, which coded otherwise might have come
into it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Iterator
from typing import Final

import attrs

from mxus.analysis._common import passages_of, require_dataset, require_function
from mxus.analysis.recodings import recodings
from mxus.dataset.dataset import Dataset
from mxus.display.cards import Page, Table
from mxus.display.lines import one_line, wrapped
from mxus.errors import InvalidValueError, require_kind, shown
from mxus.measures.balance.bracket import seconds_of
from mxus.values.interval import Interval, Undefined
from mxus.values.locator import Passage, places
from mxus.values.progress import Progress
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed

__all__ = ["Change", "Sensitivity", "sensitivity", "sign_of_value"]

_TOLERANCE: Final = 1e-9
"""What rounding may make of 0, or of two equal values."""

_SHOWN: Final = 10
"""Records shown that do not change the verdict; `changes` has all."""


@attrs.frozen(kw_only=True, field_transformer=typed)
class Change:
    """One record coded otherwise, and what the answer is then.

    Parameters
    ----------
    record : str
        Id of the record.
    change : str
        What is otherwise: ``"left out"``, ``"stance neutral instead of supports"``.
    value : float or Undefined
        The value then.
    moved : float or Undefined
        By how much that is more than the value as coded; undefined where either is.
    verdict : Hashable
        The verdict then.
    decisive : bool
        Whether that is another verdict than as coded.
    gloss : str
        What the record says, as it is coded.
    passages : tuple of Passage
        Where the text says so.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> print(mxus.sensitivity(ds, lambda ds: mxus.cooperation(ds, "mexico", "united-states")).changes[0].change)
    left out
    """

    record: str
    change: str
    value: float | Undefined
    moved: float | Undefined
    verdict: Hashable
    decisive: bool
    gloss: str
    passages: tuple[Passage, ...]

    @property
    def distance(self) -> float:
        """How far the value moves: infinitely where there is one only before or only after, 0 where there is none."""
        if not isinstance(self.moved, Undefined):
            return abs(self.moved)
        return math.inf if self.moved != _NEITHER else 0.0

    def __str__(self) -> str:
        """Return on one line what the value is and why."""
        if isinstance(self.value, Undefined):
            then = str(self.value)
        else:
            then = f"{self.value:.4g}" + ("" if isinstance(self.moved, Undefined) else f" ({self.moved:+.4f})")
        verdict = f", {self.verdict}" if self.decisive and not then.startswith(f"{self.verdict}:") else ""
        where = f" ({places(self.passages)})" if self.passages else ""
        return f"{then}{verdict}  {self.record}, {self.change}: {self.gloss}{where}"


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Sensitivity(Result):
    """What an answer would be with any one record coded otherwise.

    ``value`` is the number of changes that change the verdict, of the ``n`` that were tried: with 0 the verdict rests
    on no single judgement. ``n_missing`` is the number of records of which some or all changes were not tried.

    Parameters
    ----------
    baseline : Result
        The answer as coded.
    verdict : Hashable
        The verdict as coded.
    changes : tuple of Change
        All that was tried, what moves the value farthest first. Of those that move it equally the decisive come first,
        then the order is that of the text.
    not_tried : tuple of str
        Ids of the records of which some or all changes were not tried because `time_limit` was reached; empty where the
        answer is whole.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> found = mxus.sensitivity(ds, lambda ds: mxus.cooperation(ds, "mexico", "united-states"))
    >>> found.verdict, found.decisive, str(found.range)
    ('above 0', (), '[0.4286, 0.7143]')
    """

    baseline: Result
    verdict: Hashable
    changes: tuple[Change, ...]
    not_tried: tuple[str, ...] = ()

    @property
    def decisive(self) -> tuple[Change, ...]:
        """The changes that change the verdict, in their order."""
        return tuple(change for change in self.changes if change.decisive)

    @property
    def range(self) -> Interval | None:
        """Where the value lies as coded and after each change that leaves one; None where there never is one."""
        values = [
            value
            for value in (self.baseline.value, *(change.value for change in self.changes))
            if not isinstance(value, Undefined)
        ]
        return Interval(min(values), max(values)) if values else None

    def explain(self) -> str:
        """Return what changes the verdict and what else moves the value most, in lines of up to 80 characters."""
        return "\n".join(self._lines())

    def summary(self) -> str:
        """Return the answer as coded, and how many changes change the verdict, in lines of up to 80 characters."""
        whole = f"verdict {self.verdict}; {self._summary}"
        return "\n".join([*wrapped(Result.__str__(self.baseline)), *wrapped(whole, "  ")])

    def __str__(self) -> str:
        """Return how many changes change the verdict, the verdict and the range of values on one line."""
        values = "" if self.range is None else f"; values in {self.range}"
        return one_line(f"{Result.__str__(self)}; verdict {self.verdict}{values}")

    def page(self) -> Page:
        """Return what a terminal and a notebook show of it."""
        facts = (("as coded", self.baseline.figures()), ("verdict", str(self.verdict)), ("found", self._summary))
        others = self._others
        tables = (
            Table(_DECISIVE, (*_COLUMNS, "verdict"), tuple((*_row(each), str(each.verdict)) for each in self.decisive)),
            Table(_FARTHEST, _COLUMNS, tuple(map(_row, others[:_SHOWN])), _left(others)),
        )
        return Page(f"one record coded otherwise: {self.baseline.measure}", facts, tables)

    @property
    def _summary(self) -> str:
        if not self.changes and self.not_tried:
            return f"time_limit reached before any of {len(self.not_tried)} records was tried"
        if not self.changes:
            return "no record that could be coded otherwise made it"
        records = len({change.record for change in self.changes})
        of = f"of {len(self.changes)} changes to {'one record' if records == 1 else f'one of {records} records'}"
        found = f"{len(self.decisive) or 'none'} {of} {'changes' if len(self.decisive) < 2 else 'change'} that"
        values = "" if self.range is None or not self.range.width else f"; values in {self.range}"
        late = f"; time_limit reached with {len(self.not_tried)} more to try" if self.not_tried else ""
        return f"{found}{values}{late}"

    @property
    def _others(self) -> tuple[Change, ...]:
        """What moves the value farthest of each record, without a change of the verdict."""
        first: dict[str, Change] = {}
        for change in self.changes:
            if not change.decisive and change.distance > _TOLERANCE:
                first.setdefault(change.record, change)
        return tuple(first.values())

    def _lines(self) -> Iterator[str]:
        yield self.summary()
        others = self._others
        for heading, changes in ((_DECISIVE, self.decisive), (_FARTHEST, others[:_SHOWN])):
            if changes:
                yield heading
            for change in changes:
                yield from wrapped(str(change), "  ")
        if _left(others):
            yield _left(others)


def sign_of_value(result: Result) -> str:
    """Return the verdict by default: ``"above 0"``, ``"below 0"``, ``"0"`` up to rounding, or ``"undefined"``.

    Examples
    --------
    >>> import mxus
    >>> sign_of_value(mxus.alignment(mxus.load(), "mexico", "united-states"))
    'above 0'
    """
    require_kind(result, Result, "result", "a Result")
    if isinstance(result.value, Undefined):
        return "undefined"
    if abs(result.value) <= _TOLERANCE:
        return "0"
    return "above 0" if result.value > 0 else "below 0"


def sensitivity(
    dataset: Dataset,
    question: Callable[[Dataset], Result],
    *,
    verdict: Callable[[Result], Hashable] = sign_of_value,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Ask a question again with one record left out or coded otherwise, for each record that made the answer.

    A result does not hold the dataset that it is an answer of, so the question is given, not its result.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    question : callable from Dataset to Result
        It must give the same for the same records: simulations with a fixed seed. It is asked some seven times for each
        position that made the answer, so a slow one takes as many times as long.
    verdict : callable from Result to Hashable, optional
        What the answer comes to; the sign of the value, undefined being a verdict of its own, where not given.
    time_limit : float, optional
        Seconds after which the changes tried so far are returned; all are tried where not given. Records are tried in
        the order of the contributions, and none is begun unless the slowest question so far would still end in time.
        The answer as coded is always asked for.
    progress : callable, optional
        ``progress(done, total)`` is called after each record.

    Returns
    -------
    Sensitivity
        ``changes`` of each record named in the contributions of the answer and of its groups, one by one:

        - it is left out, and positions on it with it (:meth:`mxus.Dataset.without`);
        - a stance is one level higher, or lower;
        - a position or an event is of another arena;
        - what is asserted or reported is only alleged.

        ``not_tried`` lists the records of which there was no time to try every change.

    Raises
    ------
    InvalidValueError
        If the question does not return a result, what should be a function is none, or `time_limit` is not a number
        from 0.
    Exception
        Whatever the question raises of a dataset with one record coded otherwise, as where it names what is left out.

    Notes
    -----
    No such change is decisive: the verdict rests on no single judgement of those. It may rest on two. Nor does a change
    that is possible have to be likely. An answer without contributions has no changes.

    References
    ----------
    To leave out one observation at a time is the jackknife's: Quenouille (1956), Biometrika 43(3/4), 353-360. The
    recodings, which stand for a second coder, are ours.

    Examples
    --------
    >>> import mxus
    >>> def question(ds):
    ...     return mxus.alignment(ds, "mexico", "united-states")
    >>> found = mxus.sensitivity(mxus.load(), question)
    >>> found.verdict, len(found.decisive)
    ('above 0', 0)
    >>> close = mxus.sensitivity(mxus.load(), question, verdict=lambda result: float(result) >= 1 / 3)
    >>> len(close.decisive) > 0
    True
    """
    until = time.monotonic() + seconds_of(time_limit)
    require_dataset(dataset)
    require_function(question, "question")
    require_function(verdict, "verdict")
    if progress is not None:
        require_function(progress, "progress")
    begun = time.monotonic()
    baseline = _answer(question, dataset)
    coded = verdict(baseline)
    slowest = time.monotonic() - begun
    changes: list[Change] = []
    tried: set[str] = set()
    names = tuple(_records_of(baseline))
    for done, name in enumerate(names, 1):
        record = dataset[name]
        passages = passages_of(record)
        begun = time.monotonic()
        if begun + slowest > until:
            break
        for change, otherwise in recodings(dataset, record):
            result = _answer(question, otherwise)
            found = verdict(result)
            ended = time.monotonic()
            slowest, begun = max(slowest, ended - begun), ended
            changes.append(
                Change(
                    record=name,
                    change=change,
                    value=result.value,
                    moved=_moved(baseline.value, result.value),
                    verdict=found,
                    decisive=found != coded,
                    gloss=record.gloss,
                    passages=passages,
                )
            )
            if ended + slowest > until:
                break
        else:
            tried.add(name)
            if progress is not None:
                progress(done, len(names))
            continue
        break
    not_tried = tuple(name for name in names if name not in tried)
    count = float(sum(change.decisive for change in changes))
    return Sensitivity(
        measure=f"changes of the verdict on {baseline.measure}",
        value=count,
        interval=None if not_tried else Interval(count, count),
        no_interval="time_limit reached" if not_tried else "",
        n=len(changes),
        n_missing=len(not_tried),
        method="one record at a time left out or coded otherwise",
        references=baseline.references,
        made_with=baseline.made_with,
        baseline=baseline,
        verdict=coded,
        changes=tuple(sorted(changes, key=_rank)),
        not_tried=not_tried,
    )


_NEITHER: Final = Undefined("no value as coded and none after the change")

_DECISIVE: Final = "changes of the verdict"

_FARTHEST: Final = "what else moves the value, the farthest of each record"

_COLUMNS: Final = ("value", "moved", "what", "where")


def _answer(question: Callable[[Dataset], Result], dataset: Dataset) -> Result:
    result = question(dataset)
    if not isinstance(result, Result):
        message = f"found {shown(result)} from the question; expected a Result, as of mxus.alignment"
        raise InvalidValueError(message)
    return result


def _records_of(result: Result) -> dict[str, None]:
    parts = (result, *(result.groups.values() if isinstance(result, GroupedResult) else ()))
    return dict.fromkeys(name for part in parts for each in part.contributions for name in each.records)


def _moved(before: float | Undefined, after: float | Undefined) -> float | Undefined:
    if isinstance(before, Undefined):
        return _NEITHER if isinstance(after, Undefined) else Undefined("no value as coded")
    return Undefined("no value after the change") if isinstance(after, Undefined) else after - before


def _rank(change: Change) -> tuple[float, bool, list[tuple[str, int, int, int]], str, str, str]:
    """Return what changes are sorted by: not the order of records, and ids last."""
    where = [(each.source, each.locator.paragraph, each.locator.start, each.locator.end) for each in change.passages]
    return (-round(change.distance, 9), not change.decisive, sorted(where), change.gloss, change.change, change.record)


def _left(others: tuple[Change, ...]) -> str:
    left = len(others) - _SHOWN
    return f"{left} more record{'s' * (left > 1)} move{'s' * (left == 1)} it as far or less" if left > 0 else ""


def _value(value: float | Undefined) -> str:
    return str(value) if isinstance(value, Undefined) else f"{value:.4g}"


def _row(change: Change) -> tuple[str, ...]:
    moved = "" if isinstance(change.moved, Undefined) else f"{change.moved:+.4f}"
    what = f"{change.record}\n{change.change}\n{change.gloss}"
    return _value(change.value), moved, what, places(change.passages) if change.passages else ""
