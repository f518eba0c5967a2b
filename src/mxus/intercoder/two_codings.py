"""One index by two codings of a text: where they differ, their disagreement is the interval."""

from __future__ import annotations

import math
from collections.abc import Mapping

import attrs

from mxus.errors import require_kind
from mxus.values.contribution import Contribution
from mxus.values.interval import Interval, Undefined
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed

__all__ = ["TwoCodings"]


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class TwoCodings(GroupedResult):
    """An index as each of two codings has it.

    ``groups`` are ``first`` and ``second``, each the whole answer to one coding. ``value`` is theirs where both have
    the same, else undefined; ``interval`` reaches from the lower end of either to the upper, and is None where one of
    them has none. ``n`` is the number of codings in which the index is defined. Contributions are what makes the
    difference: the weight of each record in the first coding less that of its partner in the second. Where the measure
    is additive they sum to the first value less the second.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> result = both.index(mxus.cooperation, "mexico", "united-states")
    >>> print(result.summary())
    net cooperation of mexico towards united-states
      first   0.5 (n=8)
      second  0.5556 (n=9)
      both    in [0.5, 0.5556]
    """

    @classmethod
    def of(cls, first: Result, second: Result, partners: Mapping[str, str]) -> TwoCodings:
        """Put two answers together.

        Parameters
        ----------
        first, second : Result
            The answers.
        partners : Mapping of str to str
            The partner of each record of the first coding that has one.
        """
        for result, name in ((first, "first"), (second, "second")):
            require_kind(result, Result, name, "a Result")
        ends = [result.interval for result in (first, second) if result.interval is not None]
        interval = Interval(min(end.lower for end in ends), max(end.upper for end in ends)) if len(ends) == 2 else None
        defined = [result.value for result in (first, second) if not isinstance(result.value, Undefined)]
        value: float | Undefined
        if len(defined) < 2:
            where = {0: "either", 1: "one"}[len(defined)]
            value = Undefined(f"{'known only by bounds' if interval else 'without a value'} in {where} coding")
        elif math.isclose(*defined, rel_tol=1e-12, abs_tol=1e-12):
            value = min(defined)
        else:
            value = Undefined("the codings differ")
        return cls(
            measure=first.measure,
            value=value,
            interval=interval,
            n=len(defined),
            n_missing=2 - len(defined),
            method=f"{first.method}; contributions are weights in the first coding less those in the second",
            exact=first.exact and second.exact,
            references=tuple(dict.fromkeys((*first.references, *second.references))),
            contributions=_differences(first, second, partners),
            by="coding",
            groups={"first": first, "second": second},
        )

    def summary(self) -> str:
        """Return the name of the index, and on lines of their own what each coding and both say."""
        lines = [self.measure]
        for name, group in self.groups.items():
            lines.append(f"  {name:<8}{group.figures()}")
        if self.interval is None:
            lines.append(f"  both    {self.value}")
        elif isinstance(self.value, Undefined) or self.interval.width:
            lines.append(f"  both    in {self.interval}")
        return "\n".join(lines)


def _differences(first: Result, second: Result, partners: Mapping[str, str]) -> tuple[Contribution, ...]:
    """Return what each record, or group of records, weighs in the first answer less what it weighs in the second."""
    theirs = {contribution.records: contribution for contribution in second.contributions}
    found: list[Contribution] = []
    for mine in first.contributions:
        other = theirs.pop(tuple(partners.get(name, "") for name in mine.records), None)
        found.append(mine if other is None else attrs.evolve(mine, weight=mine.weight - other.weight))
    found += [attrs.evolve(other, weight=-other.weight) for other in theirs.values()]
    return tuple(each for each in found if each.weight)
