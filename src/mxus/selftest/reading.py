"""Reading values of other software from CSV files."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Mapping
from pathlib import Path

from mxus.errors import UnreadableFileError
from mxus.selftest.golden import GoldenValue
from mxus.values.result import Result

__all__ = ["Measured", "Row", "golden_value", "known", "rows_of"]

Row = Mapping[str, str]
Measured = Callable[[], Result | float | None]


def rows_of(path: Path) -> list[Row]:
    """Return the rows of a CSV file, compressed or not.

    Raises
    ------
    UnreadableFileError
        If it is not there.
    """
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", newline="")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8", newline="") as file
        ):
            return list(csv.DictReader(file))
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise UnreadableFileError(message) from None


def golden_value(path: Path, case: str, quantity: str, expected: str, compute: Measured) -> GoldenValue:
    """Return a value of a file, which must be met to nine digits; an empty one means undefined."""
    number = float(expected) if expected else None
    return GoldenValue(
        measure=quantity,
        case=case,
        expected=number,
        tolerance=max(1e-9 * abs(number or 0.0), 1e-12),
        source=path.name,
        compute=compute,
    )


def known(number: float) -> Callable[[], float]:
    """Return a measure already computed."""
    return lambda: float(number)
