"""Golden values: what a measure must answer, who says so, and how precisely.

Shipped are values printed in the literature or in other software's documentation, with inputs that may be shipped: a
count of how often two sides chose which levels, or a worked example retyped from its source.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import attrs

from mxus.measures.alignment import agreement_share, benati_capurri_a, cohen_kappa, kendall_tau_b, s_score, scott_pi
from mxus.measures.concentration import herfindahl, herfindahl_points
from mxus.measures.event_schemes import CAMEO, PLOVER
from mxus.measures.inequality import gini, shannon_entropy, theil_t
from mxus.measures.reliability import LevelOfMeasurement, krippendorff_alpha
from mxus.values.interval import Undefined
from mxus.values.result import Result

__all__ = ["GOLDEN", "GoldenValue"]


@attrs.frozen(kw_only=True)
class GoldenValue:
    """A value that a measure must meet.

    Parameters
    ----------
    measure : str
        Name of the measure, with its convention.
    case : str
        What it is computed of.
    expected : float or None
        The value; None where there is none.
    tolerance : float
        How far the value found may be from it: half a unit of the last digit printed, or 1e-9 of the value.
    source : str
        Who printed or computed it.
    compute : callable
        Returns what the measure answers here.

    Examples
    --------
    >>> GOLDEN[0].measure, GOLDEN[0].is_met()
    ('S, absolute, weighted', True)
    """

    measure: str
    case: str
    expected: float | None
    tolerance: float
    source: str
    compute: Callable[[], Result | float | None] = attrs.field(repr=False)

    def found(self) -> float | None:
        """Return what the measure answers, None where it is undefined."""
        answer = self.compute()
        if isinstance(answer, Result):
            return None if isinstance(answer.value, Undefined) else answer.value
        return answer

    def is_met(self) -> bool:
        """Whether the measure answers what it must."""
        found = self.found()
        if found is None or self.expected is None:
            return found is self.expected
        return abs(found - self.expected) <= self.tolerance


def _expanded(counts: Sequence[tuple[int, int, int]]) -> tuple[list[float], list[float]]:
    """Return two portfolios in which each pair of levels occurs as often as counted."""
    return (
        [float(x) for x, _, times in counts for _ in range(times)],
        [float(y) for _, y, times in counts for _ in range(times)],
    )


_VOTE_LEVELS, _ALLIANCE_LEVELS = (1, 2, 3), (0, 1, 2, 3)

_TABLE_6: Final = _expanded(((0, 0, 13), (0, 1, 1), (0, 3, 2), (3, 0, 3), (3, 1, 1)))
_UN_1946: Final = _expanded(((1, 1, 17), (1, 2, 2), (1, 3, 5), (2, 3, 2), (3, 1, 9), (3, 2, 1), (3, 3, 2)))

_FPSIM: Final = "R package fpsim 0.1.0, reference pages"
_SIGNORINO: Final = "Signorino and Ritter 1999, Table 6; fpsim 0.1.0, reference pages"

_CODERS: Final = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)


def _pair(  # noqa: PLR0913, PLR0917 (the columns of a table)
    name: str,
    case: str,
    expected: float,
    digits: int,
    source: str,
    measure: Callable[..., Result],
    sides: tuple[list[float], list[float]],
    levels: Sequence[float],
    **options: Any,
) -> GoldenValue:
    return GoldenValue(
        measure=name,
        case=case,
        expected=expected,
        tolerance=0.5 * 10.0**-digits,
        source=source,
        compute=partial(measure, *sides, levels=levels, **options),
    )


def _alliances(
    name: str, expected: float, digits: int, source: str, measure: Callable[..., Result], **options: Any
) -> GoldenValue:
    return _pair(name, "Germany-Russia 1914", expected, digits, source, measure, _TABLE_6, _ALLIANCE_LEVELS, **options)


def _votes(
    name: str, expected: float, digits: int, source: str, measure: Callable[..., Result], **options: Any
) -> GoldenValue:
    return _pair(name, "US-Mexico, UN 1946", expected, digits, source, measure, _UN_1946, _VOTE_LEVELS, **options)


def _score(scheme: Any, code: str, expected: float, source: str) -> GoldenValue:
    return GoldenValue(
        measure=f"intensity, {scheme.name}",
        case=code,
        expected=expected,
        tolerance=0.0,
        source=source,
        compute=partial(scheme.score, code),
    )


def _alpha(level: LevelOfMeasurement, expected: float) -> GoldenValue:
    options: dict[str, Any] = {"levels": (1, 2, 3, 4, 5)} if level == "ordinal" else {}
    return GoldenValue(
        measure=f"alpha, {level}",
        case="4 coders, 12 units",
        expected=expected,
        tolerance=5e-4,
        source="Krippendorff 2011, worked example",
        compute=partial(krippendorff_alpha, _CODERS, level_of_measurement=level, **options),
    )


_ICEWS: Final = "R package icews 1.0.3, goldstein_mappings"
_PLOVER_MANUAL: Final = "PLOVER manual 0.8, table of scores"

GOLDEN: Final[tuple[GoldenValue, ...]] = (
    GoldenValue(
        measure="S, absolute, weighted",
        case="example 1 of S.g",
        expected=1 / 3,
        tolerance=1e-9,
        source="C. Signorino's GAUSS procedure S.g, comments",
        compute=partial(
            s_score, [3, 3, 2, 2], [2, 2, 3, 3], levels=_ALLIANCE_LEVELS, item_weights=[0.5, 0.3, 0.1, 0.1]
        ),
    ),
    _alliances("S, absolute", 0.4, 9, _SIGNORINO, s_score),
    _alliances("S, squared", 0.4444444, 7, _FPSIM, s_score, distance="squared"),
    _alliances("kappa, quadratic", -0.07758621, 8, _FPSIM, cohen_kappa, distance="squared"),
    _alliances("pi, nominal", -0.04477612, 8, _FPSIM, scott_pi),
    _alliances("pi, quadratic", -0.0869565, 7, "formula of Häge 2011", scott_pi, distance="squared"),
    _alliances("tau-b", 0.03031695, 8, _FPSIM, kendall_tau_b),
    _alliances("A, absolute", -0.04, 9, _FPSIM, benati_capurri_a),
    _alliances("A, squared", -0.04, 9, _FPSIM, benati_capurri_a, distance="squared"),
    _votes("kappa, quadratic", -0.01222707, 8, _FPSIM, cohen_kappa, distance="squared"),
    _votes("pi, nominal", -0.02775801, 8, _FPSIM, scott_pi),
    _votes("pi, quadratic", -0.0177827, 7, "formula of Häge 2011", scott_pi, distance="squared"),
    _votes("tau-b", 0.01431261, 8, _FPSIM, kendall_tau_b),
    _votes("agreement share", 19 / 38, 9, "count of equal votes", agreement_share),
    _alpha("nominal", 0.743),
    _alpha("ordinal", 0.815),
    _alpha("interval", 0.849),
    _alpha("ratio", 0.797),
    GoldenValue(
        measure="Herfindahl-Hirschman points",
        case="30, 30, 20, 20 percent",
        expected=2600,
        tolerance=1e-6,
        source="US Department of Justice, explanation of the index",
        compute=partial(herfindahl_points, [30, 30, 20, 20]),
    ),
    GoldenValue(
        measure="Herfindahl-Hirschman index",
        case="six shares",
        expected=0.3002,
        tolerance=1e-9,
        source="R package concstats, documentation",
        compute=partial(herfindahl, [0.35, 0.40, 0.05, 0.10, 0.06, 0.04]),
    ),
    GoldenValue(
        measure="Shannon entropy",
        case="0.9 and 0.1, by ln 2",
        expected=0.46899559358928117,
        tolerance=1e-12,
        source="scipy.stats.entropy, documentation",
        compute=lambda: float(shannon_entropy([0.9, 0.1])) / math.log(2),
    ),
    GoldenValue(
        measure="Gini coefficient",
        case="1 to 10",
        expected=0.3,
        tolerance=1e-12,
        source="(n - 1) / (3 n) for 1 to n, worked out",
        compute=partial(gini, range(1, 11)),
    ),
    GoldenValue(
        measure="Theil's T",
        case="one of eight has all",
        expected=2.0794415416798357,
        tolerance=1e-12,
        source="ln n, worked out",
        compute=partial(theil_t, [0, 0, 0, 0, 0, 0, 0, 1]),
    ),
    _score(CAMEO, "01", 0.0, _ICEWS),
    _score(CAMEO, "016", -5.0, _ICEWS),
    _score(CAMEO, "022", 3.4, _ICEWS),
    _score(CAMEO, "040", 1.0, _ICEWS),
    _score(CAMEO, "057", 8.0, _ICEWS),
    _score(CAMEO, "063", 7.4, _ICEWS),
    _score(CAMEO, "075", 7.0, _ICEWS),
    _score(CAMEO, "0874", 10.0, _ICEWS),
    _score(CAMEO, "112", -2.0, _ICEWS),
    _score(CAMEO, "1213", -4.0, _ICEWS),
    _score(CAMEO, "163", -8.0, _ICEWS),
    _score(CAMEO, "174", -5.0, _ICEWS),
    _score(CAMEO, "190", -10.0, _ICEWS),
    _score(PLOVER, "AID", 10.0, _PLOVER_MANUAL),
    _score(PLOVER, "COOPERATE", 9.5, _PLOVER_MANUAL),
    _score(PLOVER, "SUPPORT", 5.0, _PLOVER_MANUAL),
    _score(PLOVER, "REQUEST", 0.0, _PLOVER_MANUAL),
    _score(PLOVER, "SANCTION", -6.0, _PLOVER_MANUAL),
    _score(PLOVER, "ASSAULT", -9.0, _PLOVER_MANUAL),
)
"""Every golden value that is shipped."""
