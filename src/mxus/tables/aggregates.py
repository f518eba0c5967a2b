"""Which partners are sums over others: the world and regions, whatever the type, case or padding of the column.

Names are compared under the rule of :mod:`mxus.vocabulary.country_names`, numbers by their value: ``0``, ``0.0``,
``"0"``, ``"000"`` and ``"0.0"`` are one code.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, cast

from mxus.errors import InvalidValueError, shown
from mxus.vocabulary.country_names import listed_forms

__all__ = ["AGGREGATES", "aggregates_among", "require_aggregates"]

AGGREGATES: Final[tuple[str | int, ...]] = (
    *("World", "WLD", "W00", "Total", "All countries", "Mundo", "Monde", 0),
    *("Africa", "Americas", "Asia", "Europe", "Oceania", "Latin America", "Latin America and the Caribbean"),
    *("Northern Africa", "North Africa", "Sub-Saharan Africa", "Eastern Africa", "Middle Africa", "Southern Africa"),
    *("Western Africa", "Caribbean", "Central America", "South America", "Northern America", "North America"),
    *("Central Asia", "Eastern Asia", "South-eastern Asia", "Southern Asia", "Western Asia", "South Asia"),
    *("Eastern Europe", "Northern Europe", "Southern Europe", "Western Europe", "Melanesia", "Polynesia"),
    *("East Asia & Pacific", "Europe & Central Asia", "Latin America & Caribbean", "Middle East & North Africa"),
    *("Middle East, North Africa, Afghanistan & Pakistan", "Arab World", "Euro area", "European Union", "OECD members"),
    *(
        "High income",
        "Low income",
        "Lower middle income",
        "Upper middle income",
        "Middle income",
        "Low & middle income",
    ),
    *("EUU", "EMU", "EAS", "ECS", "LCN", "MEA", "NAC", "SAS", "SSF", "ARB", "OED", "HIC", "LIC", "LMC", "UMC", "MIC"),
    *("LMY", "LDC", "SSA", "EAP", "ECA", "LAC", "MNA", "AFE", "AFW", "EU", "EU15", "EU25", "EU27", "EU28"),
)
"""Names and codes under which sources print sums: the world (0 and W00 in UN Comtrade), regions of the United Nations
and the World Bank, groups by income. None is the name or code of a country, and numbers of regions are not among them:
2 is Africa in M49 and the United States in the Correlates of War."""

_NUMBER: Final = re.compile(r"[-+]?\d+(?:\.0*)?")


def _key(value: object) -> str | int | None:
    """Return what two spellings of one aggregate have in common."""
    if isinstance(value, str):
        text = value.strip()
        return int(text.partition(".")[0]) if _NUMBER.fullmatch(text) else next(iter(listed_forms(text)), None)
    return int(value) if isinstance(value, int | float) and math.isfinite(value) and value == int(value) else None


def require_aggregates(aggregates: object) -> tuple[str | int, ...]:
    """Return the aggregates as a tuple; raise InvalidValueError unless they are names and whole numbers.

    Examples
    --------
    >>> require_aggregates("World"), require_aggregates([0, "W00"])
    (('World',), (0, 'W00'))
    """
    one = isinstance(aggregates, str) or not isinstance(aggregates, Sequence)
    found: list[Any] = [aggregates] if one else list(cast("Sequence[Any]", aggregates))
    if not all(isinstance(each, str | int) and not isinstance(each, bool) for each in found):
        message = f"found aggregates {shown(found)}; expected names and codes, as in ('World', 0)"
        raise InvalidValueError(message)
    return tuple(found)


def aggregates_among(values: Iterable[object], aggregates: Sequence[str | int]) -> list[object]:
    """Return those of the values that are aggregates.

    Examples
    --------
    >>> aggregates_among(["484", "0", "world ", "MEX"], AGGREGATES), aggregates_among([484, 0], AGGREGATES)
    (['0', 'world '], [0])
    """
    known = {_key(each) for each in aggregates} - {None}
    return [value for value in values if _key(value) in known]
