"""Countries of a column as ISO 3166 alpha-3 codes; the look-up is that of :mod:`mxus.vocabulary.countries`."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Final, Literal

import narwhals.stable.v2 as nw
from narwhals.stable.v2.typing import IntoFrameT

from mxus.errors import InvalidDataError, Problem, shown
from mxus.measures.inputs import one_of
from mxus.tables.engines import constant_table, with_our_errors
from mxus.tables.frames import (
    Frame,
    Kind,
    collected,
    gaps_told,
    held,
    looked_at,
    opened,
    plain_columns,
    require_columns,
    require_unused,
    rows_name,
)
from mxus.tables.grouping import hidden
from mxus.vocabulary.countries import Codes, find_country, iso3, nearest_countries, own_names, require_codes

__all__ = ["Codes", "UnknownCodesWarning", "iso3", "with_iso3"]

Unknown = Literal["refuse", "null"]

_LISTED: Final = 10
"""How many unknown codes a message lists."""

_NEAREST: Final = 3
"""For how many of them it shows the nearest ones."""


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


@with_our_errors
def with_iso3(  # noqa: PLR0913 (the columns)
    frame: IntoFrameT,
    column: str,
    *,
    codes: Codes,
    year: str | None = None,
    into: str = "iso3",
    unknown: Unknown = "refuse",
    aliases: Mapping[str, str] | None = None,
) -> IntoFrameT:
    """Add the ISO 3166 alpha-3 code of a column of countries.

    Parameters
    ----------
    frame : frame
        Of pandas, polars (eager or lazy), pyarrow, DuckDB or Spark.
    column : str
        Column of codes or names: text or whole numbers, null where there is none.
    codes : {'iso3', 'iso2', 'm49', 'comtrade', 'cow', 'cow-abbreviation', 'cameo', 'name'}
        Which scheme they are of. ``iso3`` checks codes that are taken for ISO's; ``cameo`` is for GDELT. Names are
        looked up as by :func:`mxus.tables.iso3`: case, accents, punctuation and the order around a comma do not matter.
    year : str, optional
        Column of the year (whole numbers). With it a code counts only in the years for which it stands; without it in
        all years, unless it has several meanings.
    into : str, default 'iso3'
        Name of the column that is added.
    unknown : {'refuse', 'null'}, default 'refuse'
        What to do with codes that are not in the table: an error that lists them, or no country and a warning.
    aliases : mapping of str to str, optional
        Names of your own and the ISO codes they stand for, where `codes` is ``'name'``.

    Returns
    -------
    frame
        Of the same kind, with one column more; one in memory in its order, and of pandas with its index.

    Raises
    ------
    InvalidDataError
        If columns are not there or of another type, or codes are unknown, or a year missing, and that is refused.
    InvalidValueError
        If it is no frame, there is no such scheme, or an alias stands for no country.

    Warns
    -----
    UnknownCodesWarning
        If codes are unknown, or a year is missing, and rows have no country for it.

    Examples
    --------
    >>> import polars as pl
    >>> votes = pl.DataFrame({"ccode": [2, 365, 365], "year": [1970, 1970, 2018]})
    >>> with_iso3(votes, "ccode", codes="cow", year="year")["iso3"].to_list()
    ['USA', 'SUN', 'RUS']
    """
    require_codes(codes)
    one_of(unknown, Unknown, "unknown")
    own = own_names(aliases)
    opened_frame = opened(frame, "frame")
    kinds: list[tuple[str, Kind]] = [(column, "name"), *([(year, "whole number")] if year else [])]  # type: ignore[list-item] # a list of literals
    require_columns(opened_frame, kinds, "frame")
    require_unused([into], opened_frame.collect_schema(), "into")
    names = hidden([column, *([year] if year else [])])
    keys = [*names.values()]
    with_keys = plain_columns(
        opened_frame.with_columns(*(nw.col(each).alias(name) for each, name in names.items())), keys
    )
    coded = with_keys.select(*keys).filter(~nw.col(keys[0]).is_null())
    undated = looked_at(coded, keys[1:])[0].get(keys[-1], 0)
    counts = coded.filter(~nw.col(keys[-1]).is_null()).group_by(*keys).agg(nw.len().alias(rows_name(keys)))
    rows = [
        (*row[:-1], find_country(str(row[0]), codes, year=row[1] if year else None, own=own), row[-1])
        for row in collected(counts).rows()
    ]
    _report([(row[:-2], row[-1]) for row in rows if row[-2] is None], undated, (column, codes, year), unknown)
    # The others are left out, and so get none: pandas before 3 makes the word 'None' of a None.
    meant = {row[:-2]: row[-2] for row in rows if row[-2] is not None}
    if held(with_keys):
        made = _in_memory(nw.from_native(frame), with_keys.select(*keys), meant, into)
    else:
        made = _by_engine(with_keys, keys, meant, into)
    native: IntoFrameT = made.to_native()
    return native


def _in_memory(frame: Frame, keys: Frame, meant: Mapping[tuple[object, ...], str], into: str) -> Frame:
    """Return a frame with its countries: in its order, which a join would not keep, and of pandas with its index."""
    of_rows = zip(*(keys[each].to_list() for each in keys.columns), strict=True)
    made = nw.new_series(into, [meant.get(row, "") for row in of_rows], nw.String(), backend=keys.implementation)
    return frame.with_columns(made).with_columns(nw.when(nw.col(into) != "").then(nw.col(into)).alias(into))


def _by_engine(frame: Frame, keys: list[str], meant: Mapping[tuple[object, ...], str], into: str) -> Frame:
    if not meant:
        return frame.with_columns(nw.when(nw.lit(value=False)).then(nw.lit("")).alias(into)).drop(*keys)
    columns = {name: [row[place] for row in meant] for place, name in enumerate(keys)}
    schema = frame.collect_schema()
    types = {key: nw.Int64() if schema[key].is_integer() else nw.String() for key in keys}
    known = constant_table(frame, {**columns, into: [*meant.values()]}, {**types, into: nw.String()})
    known = known.with_columns(*(nw.col(key).cast(schema[key]) for key in keys))
    return frame.join(known, on=keys, how="left").drop(*keys)


def _report(
    missing: list[tuple[tuple[object, ...], int]], undated: int, asked: tuple[str, Codes, str | None], unknown: Unknown
) -> None:
    """Refuse or report codes that are not known, and rows that have one but no year."""
    column, codes, year = asked
    without = gaps_told({str(year): undated}, "frame")
    if undated and unknown == "null":
        warnings.warn(f"{year}: {without[0].message.partition(';')[0]}", UnknownCodesWarning, stacklevel=3)
    if not missing:
        if undated and unknown == "refuse":
            raise InvalidDataError(without, where="frame")
        return
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
    near = [(str(key[0]), nearest_countries(str(key[0]), codes)) for key, _ in missing[:_LISTED]]
    hints = [f"nearest to {name!r}: {', '.join(map(repr, names))}" for name, names in near if names]
    hint = f" ({'; '.join(hints[:_NEAREST])})" if hints else ""
    raise InvalidDataError(
        [*without, Problem(f"frame.{column}", f"{message}; expected a {kind} of a country{hint}")], where="frame"
    )
