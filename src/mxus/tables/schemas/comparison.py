"""The provider's own class, score or country beside ours: how many rows say another thing, and what.

A file may carry its provider's class or score of each event. Ours, which follow from the code, are compared with them,
and so are two columns that both say which country it is; where they differ is counted and shown, and nothing is
changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from mxus.measures.event_schemes import EventScheme
from mxus.tables.schemas.column import quoted
from mxus.vocabulary.countries import countries_of, country_of

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Comparison",
    "Difference",
    "DifferencesWarning",
    "differences_in",
    "same_country",
    "same_quad",
    "same_score",
]

_LISTED: Final = 5
"""How many different pairs of values a message lists."""

_ROUNDING: Final = 1e-9


class DifferencesWarning(UserWarning):
    """A provider's own class, score or country is not ours in some rows; the message says where and how often.

    Examples
    --------
    >>> issubclass(DifferencesWarning, UserWarning)
    True
    """


@attrs.frozen(kw_only=True)
class Comparison:
    """Two columns of which the second has to be what follows from the first.

    Parameters
    ----------
    given : str
        Column of ours, such as the code of an event.
    own : str
        Column of ours that has the provider's own class, score or country.
    what : str
        What the second one is compared with.
    expected : callable
        Of a value of each, returns what the second one should be, itself where it is right; None where there is
        nothing to compare it with.

    Examples
    --------
    >>> from mxus.measures import CAMEO_GDELT
    >>> same_quad(CAMEO_GDELT, code="code", own="quad_class").expected("090", 3)
    2
    """

    given: str
    own: str
    what: str
    expected: Callable[[Any, Any], object | None]


@attrs.frozen(kw_only=True)
class Difference:
    """A column of the provider's that is not as expected in some rows.

    Parameters
    ----------
    column : str
        The column.
    what : str
        What it is compared with.
    rows, compared : int
        Rows that differ, and rows that were compared.
    values : tuple of str
        The values that differ, those of most rows first.

    Examples
    --------
    >>> print(Difference(column="quad_class", what="CAMEO", rows=2, compared=9, values=("code 090: 2, not 3 (2)",)))
    quad_class differs from CAMEO in 2 of 9 rows: code 090: 2, not 3 (2)
    """

    column: str
    what: str
    rows: int
    compared: int
    values: tuple[str, ...]

    def __str__(self) -> str:
        """Return the counts, and the first values."""
        more = f"; and {len(self.values) - _LISTED} more" if len(self.values) > _LISTED else ""
        told = "; ".join(self.values[:_LISTED])
        return f"{self.column} differs from {self.what} in {self.rows:,} of {self.compared:,} rows: {told}{more}"


def differences_in(rows: duckdb.DuckDBPyRelation, comparisons: Sequence[Comparison]) -> tuple[Difference, ...]:
    """Return where the rows of a query differ; they are read through once."""
    if not comparisons:
        return ()
    columns = [*dict.fromkeys(name for each in comparisons for name in (each.given, each.own))]
    names = ", ".join(map(quoted, columns))
    pairs = ", ".join(f"({quoted(each.given)}, {quoted(each.own)})" for each in comparisons)
    query = f"SELECT {names}, GROUPING_ID({names}), count(*) FROM mxus_rows GROUP BY GROUPING SETS ({pairs})"  # noqa: S608 (names are quoted)
    grouped: Any = rows.query("mxus_rows", query)
    found = grouped.fetchall()
    return tuple(each for comparison in comparisons if (each := _difference(comparison, columns, found)) is not None)


def _difference(comparison: Comparison, columns: Sequence[str], found: Sequence[tuple[Any, ...]]) -> Difference | None:
    wanted = comparison.given, comparison.own
    # A bit for each column that a row is not grouped by, the last column lowest.
    of_pair = sum(1 << place for place, name in enumerate(reversed(columns)) if name not in wanted)
    given, own = (columns.index(name) for name in wanted)
    pairs = [(row[given], row[own], row[-1]) for row in found if row[-2] == of_pair]
    known = [pair for pair in pairs if pair[0] is not None and pair[1] is not None]
    told = [(n, value, mine, comparison.expected(value, mine)) for value, mine, n in known]
    told = [each for each in told if each[-1] is not None]
    differing = sorted((each for each in told if each[2] != each[3]), key=lambda each: (-each[0], str(each)))
    if not differing:
        return None
    return Difference(
        column=comparison.own,
        what=comparison.what,
        rows=sum(n for n, *_ in differing),
        compared=sum(n for n, *_ in told),
        values=tuple(f"{comparison.given} {v}: {m}, not {e} ({n:,})" for n, v, m, e in differing),
    )


def _expected_quad(scheme: EventScheme, code: str, _own: int) -> object | None:
    ours = scheme.quads.get(code)
    return None if ours is None else int(ours)


def _expected_score(scheme: EventScheme, code: str, own: float) -> object | None:
    ours = scheme.scores.get(code)
    return own if ours is not None and abs(ours - own) <= _ROUNDING else ours


def _expected_country(given: str, own: str) -> object | None:
    """Return the country of the first, the second itself where it is the same one; None where either is none."""
    country = country_of(given)
    others = countries_of(own, "cow" if own.isdecimal() else "cow-abbreviation") | ({country_of(own)} - {None})
    return None if country is None or not others else own if country in others else country


def same_quad(scheme: EventScheme, *, code: str, own: str) -> Comparison:
    """Return the comparison of a provider's quad class with that of a scheme."""
    return Comparison(given=code, own=own, what=str(scheme), expected=partial(_expected_quad, scheme))


def same_score(scheme: EventScheme, *, code: str, own: str) -> Comparison:
    """Return the comparison of a provider's score with that of a scheme."""
    return Comparison(given=code, own=own, what=str(scheme), expected=partial(_expected_score, scheme))


def same_country(*, given: str, own: str) -> Comparison:
    """Return the comparison of two columns that say which country it is, as names, or codes of ISO or of COW."""
    return Comparison(given=given, own=own, what=given, expected=_expected_country)
