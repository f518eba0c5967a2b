"""Codes of countries: everything to ISO 3166 alpha-3, and nothing by guess.

The table beside this module says which code of which scheme is which country, from which year to which. ``iso3``,
``iso2`` and ``m49`` are ISO 3166 (with countries that are no more, and ``XKX``, which users have for Kosovo and ISO has
not); ``comtrade`` are m49 codes with those that UN Comtrade and BACI have of their own; ``cow`` and
``cow-abbreviation`` are of the Correlates of War (State System Membership, v2016, years of occupation included, with
the first years of members of the United Nations that were not yet in the system); ``name`` are English names as
sources print them.

Left out: what is no country (regions, the world, "areas not elsewhere specified"), states before ISO that have no
successor of the same extent (Bavaria, Austria-Hungary, the Republic of Vietnam), and any code that is not exactly in
the table: "Mexico City" is not Mexico.
"""

from __future__ import annotations

import csv
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal

import attrs
import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from mxus.errors import InvalidDataError, Problem, UnknownIdError, nearest_names, shown
from mxus.measures.inputs import one_of
from mxus.tables.frames import Kind, collected, constant_table, opened, plain_keys, require_columns, require_unused

__all__ = ["Codes", "UnknownCodesWarning", "iso3", "with_iso3"]

Codes = Literal["iso3", "iso2", "m49", "comtrade", "cow", "cow-abbreviation", "name"]

Unknown = Literal["refuse", "null"]

_LISTED: Final = 10
"""How many unknown codes a message lists."""

_NUMBERS: Final = frozenset({"m49", "comtrade", "cow"})


class UnknownCodesWarning(UserWarning):
    """Codes are not in the table, and their rows have no country; the message lists them.

    Examples
    --------
    >>> import warnings, polars as pl
    >>> from mxus.tables import with_iso3
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     found = with_iso3(pl.DataFrame({"where": ["Mexico City"]}), "where", codes="name", unknown="null")
    >>> print(caught[0].message)
    where: found 'Mexico City' in 1 row, no name of a country
    >>> found["iso3"].to_list()
    [None]
    """


@attrs.frozen
class _Meaning:
    """A country that a code stands for, and in which years."""

    iso3: str
    first: int
    last: int


@cache
def _meanings() -> Mapping[tuple[str, str], tuple[_Meaning, ...]]:
    text = resources.files("mxus.tables").joinpath("country_codes.csv").read_text(encoding="utf-8")
    found: dict[tuple[str, str], tuple[_Meaning, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        key = row["scheme"], row["code"]
        meaning = _Meaning(row["iso3"], int(row["first_year"] or 0), int(row["last_year"] or 9999))
        found[key] = (*found.get(key, ()), meaning)
    return found


def _meaning(code: str, codes: Codes, year: int | None) -> str | None:
    """Return the country of a code, None where it is not one (in that year, or in all years the same)."""
    table = _meanings()
    if codes in _NUMBERS:
        code = code.lstrip("0") or "0"
    known = table.get((codes, code), ())
    if codes == "comtrade":
        known = known or table.get(("m49", code), ())
    if year is not None:
        known = tuple(each for each in known if each.first <= year <= each.last)
    countries = {each.iso3 for each in known}
    return countries.pop() if len(countries) == 1 else None


def iso3(code: str | int, *, codes: Codes, year: int | None = None) -> str:
    """Return the ISO 3166 alpha-3 code of a country.

    Parameters
    ----------
    code : str or int
        The country's code or name in another scheme.
    codes : {'iso3', 'iso2', 'm49', 'comtrade', 'cow', 'cow-abbreviation', 'name'}
        Which scheme.
    year : int, optional
        When; needed where a code changed its meaning, as 365 of the Correlates of War did (Russia, the Soviet Union).

    Returns
    -------
    str
        Three letters.

    Raises
    ------
    UnknownIdError
        If the code is not in the table, in that year, or without a year means several countries.
    InvalidValueError
        If there is no such scheme.

    Examples
    --------
    >>> iso3(70, codes="cow"), iso3(365, codes="cow", year=1970), iso3("842", codes="comtrade")
    ('MEX', 'SUN', 'USA')
    """
    one_of(codes, Codes, "codes")
    found = _meaning(str(code), codes, year)
    if found is None:
        known = _meanings().get((codes, str(code)), ())
        if known and year is None:
            told = ", ".join(f"{each.iso3} from {each.first} to {each.last}" for each in known)
            message = f"the code {code} of {codes} means {told.replace(' to 9999', '')}; expected a year with it"
            raise UnknownIdError(message)
        what = f"country of {codes}" if year is None else f"country of {codes} in {year}"
        raise UnknownIdError.among(str(code), [each for scheme, each in _meanings() if scheme == codes], what=what)
    return found


def with_iso3(  # noqa: PLR0913 (the columns)
    frame: IntoFrameT,
    column: str,
    *,
    codes: Codes,
    year: str | None = None,
    into: str = "iso3",
    unknown: Unknown = "refuse",
) -> IntoFrameT:
    """Add the ISO 3166 alpha-3 code of a column of countries.

    Parameters
    ----------
    frame : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark.
    column : str
        Column of codes or names: text or whole numbers, null where there is none.
    codes : {'iso3', 'iso2', 'm49', 'comtrade', 'cow', 'cow-abbreviation', 'name'}
        Which scheme they are of. ``iso3`` checks codes that are taken for ISO's.
    year : str, optional
        Column of the year (whole numbers). With it a code counts only in the years for which it stands; without it in
        all years, unless it has several meanings.
    into : str, default 'iso3'
        Name of the column that is added.
    unknown : {'refuse', 'null'}, default 'refuse'
        What to do with codes that are not in the table: an error that lists them, or no country and a warning.

    Returns
    -------
    frame
        Of the same kind, with one column more.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, or codes are unknown and that is refused.
    InvalidValueError
        If it is no frame, or there is no such scheme.

    Warns
    -----
    UnknownCodesWarning
        If codes are unknown and have no country.

    Examples
    --------
    >>> import polars as pl
    >>> votes = pl.DataFrame({"ccode": [2, 365, 365], "year": [1970, 1970, 2018]})
    >>> with_iso3(votes, "ccode", codes="cow", year="year")["iso3"].to_list()
    ['USA', 'SUN', 'RUS']
    """
    one_of(codes, Codes, "codes")
    one_of(unknown, Unknown, "unknown")
    opened_frame = opened(frame, "frame")
    kinds: list[tuple[str, Kind]] = [(column, "name"), *([(year, "whole number")] if year else [])]  # type: ignore[list-item] # a list of literals
    require_columns(opened_frame, kinds, "frame")
    require_unused([into], opened_frame.collect_schema(), "into")
    keys = [column, *([year] if year else [])]
    table = plain_keys(opened_frame, [column])
    seen = collected(table.filter(~nw.col(column).is_null()).group_by(*keys).agg(nw.len().alias("_rows")))
    rows = [(*row[:-1], _meaning(str(row[0]), codes, row[1] if year else None), row[-1]) for row in seen.rows()]
    _report([(row[:-2], row[-1]) for row in rows if row[-2] is None], (column, codes, year), unknown)
    # The others are left out, and so get none by the join: pandas before 3 makes the word 'None' of a None.
    countries = [row for row in rows if row[-2] is not None]
    columns = {name: [row[place] for row in countries] for place, name in enumerate([*keys, into])}
    schema = table.collect_schema()
    types = {key: nw.Int64() if schema[key].is_integer() else nw.String() for key in keys}
    known = constant_table(table, columns, {**types, into: nw.String()}) if countries else None
    if known is None:
        found = table.with_columns(nw.when(nw.lit(value=False)).then(nw.lit("")).alias(into))
    else:
        known = known.with_columns(*(nw.col(key).cast(schema[key]) for key in keys))
        found = table.join(known, on=keys, how="left")
    native: IntoFrameT = found.to_native()
    return native


def _report(
    missing: list[tuple[tuple[object, ...], int]], asked: tuple[str, Codes, str | None], unknown: Unknown
) -> None:
    if not missing:
        return
    column, codes, year = asked
    missing.sort(key=lambda each: (-each[1], str(each[0])))
    told = [
        f"{shown(key[0])}{f' of {key[1]}' if year else ''} in {rows:,} row{'' if rows == 1 else 's'}"
        for key, rows in missing
    ]
    more = f" and {len(told) - _LISTED} more" if len(told) > _LISTED else ""
    message = f"found {', '.join(told[:_LISTED])}{more}"
    kind = "name" if codes == "name" else f"code of {codes}"
    if unknown == "null":
        warnings.warn(f"{column}: {message}, no {kind} of a country", UnknownCodesWarning, stacklevel=3)
        return
    name = str(missing[0][0][0])
    nearest = nearest_names(name, [each for scheme, each in _meanings() if scheme == codes])
    hint = f" (nearest to {name!r}: {', '.join(map(repr, nearest))})" if nearest else ""
    raise InvalidDataError(
        [Problem(f"frame.{column}", f"{message}; expected a {kind} of a country{hint}")], where="frame"
    )
