"""GDELT events: one row an event, tab-separated, without a header; 61 columns (2.0), 58 or 57 (1.0).

Countries are CAMEO's codes of actors, which are ISO's but for a few and for regions (``codes="cameo"``); ``goldstein``
and ``quad_class`` are GDELT's own, and differ from those of ICEWS for a few codes. They are compared with what
:data:`mxus.measures.CAMEO_GDELT` makes of the code.
"""

from __future__ import annotations

from typing import Final

from mxus.measures.event_schemes import CAMEO_GDELT
from mxus.tables.schemas.column import MISSING, Column
from mxus.tables.schemas.comparison import same_quad, same_score
from mxus.tables.schemas.schema import Schema

__all__ = ["GDELT_EVENTS"]


def _actor(number: int) -> tuple[str, ...]:
    parts = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
    return tuple(f"Actor{number}{part}" for part in (*parts, "Type1Code", "Type2Code", "Type3Code"))


def _place(of: str, *, second_level: bool) -> tuple[str, ...]:
    levels = ("ADM1Code", "ADM2Code") if second_level else ("ADM1Code",)
    return tuple(f"{of}Geo_{part}" for part in ("Type", "FullName", "CountryCode", *levels, "Lat", "Long", "FeatureID"))


def _layout(*, second_level: bool) -> tuple[str, ...]:
    places = [name for of in ("Actor1", "Actor2", "Action") for name in _place(of, second_level=second_level)]
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2), "IsRootEvent"),
        *("EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone", *places, "DATEADDED", "SOURCEURL"),
    )


GDELT_EVENTS: Final = Schema(
    name="GDELT events",
    columns=(
        Column(name="event_id", type="text", source="GLOBALEVENTID", required=True),
        Column(name="date", type="date", source="SQLDATE", required=True, format="%Y%m%d"),
        Column(name="source", type="text", source="Actor1CountryCode"),
        Column(name="target", type="text", source="Actor2CountryCode"),
        Column(name="code", type="text", source="EventCode", missing=("---",), leading_zeros=True),
        Column(name="quad_class", type="whole number", source="QuadClass"),
        Column(name="goldstein", type="number", source="GoldsteinScale"),
        Column(name="is_root", type="whole number", source="IsRootEvent"),
        Column(name="articles", type="whole number", source="NumArticles"),
    ),
    separator="\t",
    header=(_layout(second_level=True), _layout(second_level=False), _layout(second_level=False)[:-1]),
    quoting="none",
    missing=MISSING,
    year_of="date",
    comparisons=(
        same_quad(CAMEO_GDELT, code="code", own="quad_class"),
        same_score(CAMEO_GDELT, code="code", own="goldstein"),
    ),
)
"""GDELT events, 2.0 and 1.0: ``score="goldstein"``, or ``code="code"`` with ``CAMEO_GDELT``."""
