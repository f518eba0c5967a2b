"""Values of other software that may not be shipped, read from a folder: inputs, and what must come of them.

The folder holds CSV files, in which an empty expected value means undefined, and one of JSON. In ``similarity``:
``vectors.json`` with ``expected_open_vectors.csv``, small portfolios, degenerate ones included; ``gmyrus14.csv`` and
``usamex46.csv`` with ``expected_open_toy.csv``, two worked examples; ``unga_votes.csv.gz`` and
``unga_rollcalls.csv.gz`` with ``expected_open_unga.csv``, votes in the General Assembly; ``alliance_states.csv`` and
``alliance_commitments.csv.gz`` with ``expected_open_alliances.csv``. In ``trade``: ``cow_trade.csv`` with
``expected_open_trade.csv``, and ``product_exports.csv`` with ``expected_open_rca.csv``. For ``signed``, structural
balance, see :mod:`mxus.selftest.signed_files`.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from mxus.errors import UnreadableFileError
from mxus.measures.alignment import benati_capurri_a, cohen_kappa, kendall_tau_b, s_score, scott_pi
from mxus.measures.concentration import effective_partners, herfindahl, largest_share, normalised_herfindahl
from mxus.measures.dyads import all_pairs
from mxus.measures.indices import Distance
from mxus.measures.inequality import concentration_ratio, gini, shannon_entropy, theil_t
from mxus.measures.reliability import LevelOfMeasurement, krippendorff_alpha
from mxus.measures.trade import revealed_comparative_advantage
from mxus.selftest.golden import GoldenValue
from mxus.selftest.reading import Row, golden_value, known, rows_of
from mxus.selftest.signed_files import blockmodel, census, centrality, directed, large, undirected
from mxus.values.result import Result

__all__ = ["values_from"]

_VOTES: Final = (1.0, 2.0, 3.0)
_ALLIANCES: Final = (0.0, 1.0, 2.0, 3.0)


def values_from(folder: Path) -> Iterator[GoldenValue]:
    """Return every value of the folder as a golden value, in the order of the files.

    Raises
    ------
    UnreadableFileError
        If a file is not there, or does not hold what is said above.
    """
    for read, part in (
        (_toy, "similarity"),
        (_vectors, "similarity"),
        (_unga, "similarity"),
        (_alliances, "similarity"),
        (_trade, "trade"),
        (_rca, "trade"),
        (undirected, "signed"),
        (large, "signed"),
        (directed, "signed"),
        (census, "signed"),
        (centrality, "signed"),
        (blockmodel, "signed"),
    ):
        try:
            yield from read(folder / part)
        except (KeyError, ValueError) as error:
            message = f"{folder / part}: a file does not hold what is expected ({type(error).__name__}: {error})"
            raise UnreadableFileError(message) from error


def _own_name(quantity: str) -> str:
    """Return the name that an index has here, of that which it has in the files."""
    return quantity.replace("_linear", "_absolute").replace("_quadratic", "_squared")


def _family(
    x: Sequence[Any], y: Sequence[Any], levels: Sequence[float], weights: Sequence[Any] | None
) -> dict[str, Any]:
    """Return how to compute each index of the files for two portfolios."""
    found: dict[str, Any] = {
        "s_absolute": partial(s_score, x, y, levels=levels),
        "s_squared": partial(s_score, x, y, levels=levels, distance="squared"),
        "pi_nominal": partial(scott_pi, x, y, levels=levels),
        "tau_b": partial(kendall_tau_b, x, y, levels=levels),
        "alignment_absolute": partial(benati_capurri_a, x, y, levels=levels),
        "alignment_squared": partial(benati_capurri_a, x, y, levels=levels, distance="squared"),
        "benati_capurri_alignment": partial(benati_capurri_a, x, y, levels=levels),
        "n_common": lambda: float(s_score(x, y, levels=levels).n),
    }
    as_in_files: dict[str, Distance] = {"linear": "absolute", "quadratic": "squared"}
    for weights_of, distance in as_in_files.items():
        found[f"kappa_{weights_of}"] = partial(cohen_kappa, x, y, levels=levels, distance=distance)
    kinds: tuple[LevelOfMeasurement, ...] = ("nominal", "ordinal", "interval")
    for kind in kinds:
        scale = {"levels": levels} if kind == "ordinal" else {}
        found[f"alpha_{kind}"] = partial(krippendorff_alpha, (x, y), level_of_measurement=kind, **scale)
    if weights is not None:
        found["s_absolute_weighted"] = partial(s_score, x, y, levels=levels, item_weights=weights)
        for name in ("absolute", "squared"):
            found[f"alignment_{name}_weighted"] = partial(
                benati_capurri_a, x, y, levels=levels, distance=name, item_weights=weights
            )
    return found


def _toy(folder: Path) -> Iterator[GoldenValue]:
    germany = rows_of(folder / "gmyrus14.csv")
    mexico = rows_of(folder / "usamex46.csv")
    families = {
        "gmyrus14": _family(
            [float(row["gmy"]) for row in germany],
            [float(row["rus"]) for row in germany],
            _ALLIANCES,
            [float(row["syscap"]) for row in germany],
        ),
        "usamex46": _family([float(row["usa"]) for row in mexico], [float(row["mex"]) for row in mexico], _VOTES, None),
    }
    path = folder / "expected_open_toy.csv"
    for row in rows_of(path):
        yield golden_value(path, row["case"], row["quantity"], row["value"], families[row["case"]][row["quantity"]])


def _vectors(folder: Path) -> Iterator[GoldenValue]:
    path = folder / "vectors.json"
    try:
        cases = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path}: {error.strerror}"
        raise UnreadableFileError(message) from None
    families = {str(case["id"]): _family(case["x"], case["y"], case["levels"], case["weights"]) for case in cases}
    path = folder / "expected_open_vectors.csv"
    for row in rows_of(path):
        yield golden_value(path, row["id"], row["quantity"], row["value"], families[row["id"]][row["quantity"]])


def _unga(folder: Path) -> Iterator[GoldenValue]:
    path = folder / "expected_open_unga.csv"
    expected = rows_of(path)
    years = {row["rcid"]: row["year"] for row in rows_of(folder / "unga_rollcalls.csv.gz")}
    countries = sorted({row[side] for row in expected for side in ("country_a", "country_b")})
    wanted = {row["year"] for row in expected}
    votes: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows_of(folder / "unga_votes.csv.gz"):
        year = years[row["rcid"]]
        if year in wanted and row["country_code"] in countries:
            votes[year][row["rcid"]][row["country_code"]] = float(row["vote"])
    matrices = {
        year: [[calls.get(country) for calls in votes[year].values()] for country in countries]
        for year in sorted(wanted)
    }
    dyads = {year: all_pairs(matrix, levels=_VOTES, units=countries) for year, matrix in matrices.items()}
    counts = {year: dict(zip(found.pairs, found.n.tolist(), strict=True)) for year, found in dyads.items()}
    for row in expected:
        year, pair = row["year"], (row["country_a"], row["country_b"])
        x, y = (matrices[year][countries.index(country)] for country in pair)
        both = {value for a, b in zip(x, y, strict=True) if a and b for value in (a, b)}
        computed = dict(dyads[year].of(*pair))
        compute: dict[str, Any] = {
            "n_common": known(counts[year][pair]),
            "s_absolute_observed_range": partial(s_score, *_shared(x, y), levels=sorted(both))
            if len(both) > 1
            else _nothing,
            "alpha_ordinal": partial(krippendorff_alpha, _shared(x, y), level_of_measurement="ordinal", levels=_VOTES),
        }
        for quantity in list(row)[3:]:
            found = compute.get(quantity) or partial(computed.__getitem__, _own_name(quantity))
            yield golden_value(path, f"{year} {'-'.join(pair)}", quantity, row[quantity], found)


def _shared(x: Sequence[float | None], y: Sequence[float | None]) -> tuple[list[float], list[float]]:
    both = [(a, b) for a, b in zip(x, y, strict=True) if a is not None and b is not None]
    return [a for a, _ in both], [b for _, b in both]


def _nothing() -> None:
    return None


def _alliances(folder: Path) -> Iterator[GoldenValue]:
    path = folder / "expected_open_alliances.csv"
    states: dict[str, list[Row]] = defaultdict(list)
    for row in rows_of(folder / "alliance_states.csv"):
        states[row["year"]].append(row)
    places = {year: {row["ccode"]: place for place, row in enumerate(rows)} for year, rows in states.items()}
    valued = {year: 3.0 * np.eye(len(rows)) for year, rows in states.items()}
    for row in rows_of(folder / "alliance_commitments.csv.gz"):
        if row["year"] in places:
            place = places[row["year"]]
            if row["ccode1"] in place and row["ccode2"] in place:
                valued[row["year"]][place[row["ccode1"]], place[row["ccode2"]]] = float(row["commitment"])
    names = {year: list(place) for year, place in places.items()}
    as_valued = {year: all_pairs(table, levels=_ALLIANCES, units=names[year]) for year, table in valued.items()}
    binary = {year: (table >= 1).astype(float) for year, table in valued.items()}
    as_binary = {year: all_pairs(table, levels=(0, 1), units=names[year]) for year, table in binary.items()}
    for row in rows_of(path):
        year, pair = row["year"], (row["ccode1"], row["ccode2"])
        by_value, by_tie = as_valued[year].of(*pair), as_binary[year].of(*pair)
        a, b = (places[year][code] for code in pair)
        cinc = [float(state["cinc"]) if state["cinc"] else None for state in states[year]]
        compute: dict[str, Any] = {
            "n_states": known(len(cinc)),
            "s_absolute_valued_cinc": partial(
                s_score, valued[year][a], valued[year][b], levels=_ALLIANCES, item_weights=cinc
            ),
            "s_absolute_binary": partial(by_tie.__getitem__, "s_absolute"),
            "kappa_binary": partial(by_tie.__getitem__, "kappa_nominal"),
            "pi_binary": partial(by_tie.__getitem__, "pi_nominal"),
        }
        for quantity in list(row)[3:]:
            found = compute.get(quantity) or partial(by_value.__getitem__, _own_name(quantity.removesuffix("_valued")))
            yield golden_value(path, f"{year} {'-'.join(pair)}", quantity, row[quantity], found)


def _trade(folder: Path) -> Iterator[GoldenValue]:
    path = folder / "expected_open_trade.csv"
    flows: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows_of(folder / "cow_trade.csv"):
        for flow in ("imports", "exports"):
            if row[flow] and float(row[flow]) > 0:
                flows[row["year"], flow].append(float(row[flow]))
    # The others (Rosenbluth, mean log deviation) are measures that mxus does not have.
    measures: dict[str, Callable[[list[float]], Result | float]] = {
        "n": lambda values: float(herfindahl(values).n),
        "hhi": herfindahl,
        "hhi_normalized": normalised_herfindahl,
        "effective_number": effective_partners,
        "top1_share": lambda values: largest_share([(value / sum(values), value / sum(values)) for value in values]),
        "top3_share": partial(concentration_ratio, k=3),
        "top5_share": partial(concentration_ratio, k=5),
        "gini": gini,
        "gini_corrected": lambda values: float(gini(values)) * len(values) / (len(values) - 1),
        "theil_t": theil_t,
        "entropy_bits": lambda values: float(shannon_entropy(values)) / math.log(2),
        "entropy_normalized": lambda values: float(shannon_entropy(values)) / math.log(len(values)),
    }
    for row in rows_of(path):
        if row["quantity"] in measures:
            values = flows[row["year"], row["flow"]]
            compute = partial(measures[row["quantity"]], values)
            yield golden_value(path, f"{row['year']} {row['flow']}", row["quantity"], row["value"], compute)


def _rca(folder: Path) -> Iterator[GoldenValue]:
    path = folder / "expected_open_rca.csv"
    cells = {(row["country"], row["product"]): float(row["value"]) for row in rows_of(folder / "product_exports.csv")}
    countries, products = (sorted({key[side] for key in cells}) for side in (0, 1))
    table = [[cells.get((country, product), 0.0) for product in products] for country in countries]
    found = revealed_comparative_advantage(table, rows=countries, columns=products)
    for row in rows_of(path):
        compute = partial(found.at, row["country"], row["product"])
        yield golden_value(path, f"{row['country']} {row['product']}", "rca", row["rca"], compute)
