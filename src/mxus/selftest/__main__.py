"""Compute every golden value and say whether it is met."""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from mxus.errors import MissingExtraError, MxusError
from mxus.selftest.files import values_from
from mxus.selftest.golden import GOLDEN, GoldenValue

__all__ = ["main"]

_USAGE = """usage: python -m mxus.selftest [FOLDER]

Computes every golden value: what a measure must answer according to the literature or to other software. FOLDER, or
else the environment variable MXUS_REFERENCE, names a folder of further values that may not be shipped; what is in it
is said in mxus.selftest.files. Exits with 1 where a value is not met."""


def main(arguments: Sequence[str]) -> int:
    """Print every golden value with its source, and return the exit code: 0 where all are met."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print(_USAGE)
        return 0 if list(arguments) in (["-h"], ["--help"]) else 2
    missed, count = 0, 0
    for golden in GOLDEN:
        met = _printed(golden)
        missed += met is False
        count += met is not None
    folder = arguments[0] if arguments else os.environ.get("MXUS_REFERENCE", "")
    if folder:
        try:
            values = list(values_from(Path(folder)))
        except MxusError as error:
            print(error, file=sys.stderr)
            return 2
        looked_at, wrong = _summarised(values)
        missed, count = missed + wrong, count + looked_at
    else:
        print("\nNo folder of further values was named (see --help).")
    print(f"\n{count - missed} of {count} golden values met.")
    return 1 if missed else 0


def _printed(golden: GoldenValue) -> bool | None:
    """Print one value, and return whether it is met; None if what computes it is not installed."""
    lacking = ""
    try:
        met: bool | None = golden.is_met()
    except MissingExtraError as error:
        met, lacking = None, str(error)
    print(f"{_VERDICT[met]:<8}{golden.measure:<28}{golden.case:<24}{_number(golden.expected):>14}")
    print(f"        {golden.source}")
    if lacking:
        print(f"        {lacking}")
    elif not met:
        print(f"        found {_number(golden.found())}")
    return met


_VERDICT = {True: "met", False: "MISSED", None: "skipped"}


def _summarised(values: Sequence[GoldenValue]) -> tuple[int, int]:
    """Print a line for each file and measure, and each value that is not met; return numbers of both."""
    groups: dict[tuple[str, str], list[GoldenValue]] = defaultdict(list)
    for golden in values:
        groups[golden.source, golden.measure].append(golden)
    source, count, missed = "", 0, 0
    for (name, measure), group in groups.items():
        if name != source:
            print(f"\n{name}")
            source = name
        try:
            wrong = [golden for golden in group if not golden.is_met()]
        except MissingExtraError as error:
            print(f"{'skipped':<8}{measure}: {error}")
            continue
        undefined = sum(golden.expected is None for golden in group)
        count, missed = count + len(group), missed + len(wrong)
        also = f", {undefined} of them undefined" if undefined else ""
        print(f"{_VERDICT[not wrong]:<8}{measure:<43}{len(group) - len(wrong)} of {len(group)}{also}")
        for golden in wrong[:10]:
            print(f"        {golden.case}: expected {_number(golden.expected)}, found {_number(golden.found())}")
    return count, missed


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.9g}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
