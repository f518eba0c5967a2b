"""Measures of many units at once: an array with names, masked where a value is undefined."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

import attrs
import numpy as np
from numpy.typing import NDArray

from mxus.display.cards import Page, Table
from mxus.errors import InvalidValueError, shown
from mxus.measures.inputs import Array, is_hashable
from mxus.values.many import ManyNumbers
from mxus.values.reference import Reference
from mxus.values.typed import typed
from mxus.values.versions import Versions, in_one_line, made_with

__all__ = ["SAME_ARRAY", "SAME_ARRAYS", "ArrayResult", "MaskedArray", "masked"]

_SHOWN_ROWS: Final = 20

_SHOWN_COLUMNS: Final = 8

MaskedArray = np.ma.MaskedArray[Any, np.dtype[np.float64]]


def _same(first: NDArray[Any], second: NDArray[Any]) -> bool:
    """Whether two arrays are masked in the same places and have the same values elsewhere."""
    masks = np.ma.getmaskarray(first), np.ma.getmaskarray(second)
    return np.array_equal(*masks) and np.array_equal(np.ma.filled(first, 0), np.ma.filled(second, 0), equal_nan=True)


def _same_by_name(first: Mapping[str, NDArray[Any]], second: Mapping[str, NDArray[Any]]) -> bool:
    return first.keys() == second.keys() and all(_same(first[name], second[name]) for name in first)


SAME_ARRAY: Final[Any] = attrs.cmp_using(eq=cast("Any", _same))
"""How a field that holds an array is compared."""

SAME_ARRAYS: Final[Any] = attrs.cmp_using(eq=cast("Any", _same_by_name))
"""How a field that holds arrays by name is compared."""


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class ArrayResult(ManyNumbers):
    """A measure of every cell of a table.

    Parameters
    ----------
    measure : str
        Name of the measure in the literature's words.
    rows, columns : tuple
        Units along each axis: names, or nodes of a graph.
    value : masked array, shape (rows, columns)
        The values, masked where undefined.
    n : int
        Number of observations used for all of them: ties of graphs, flows of trade.
    n_missing : int
        Number of observations left out because something is missing.
    no_interval : str
        Why there are no intervals; empty where they are the values.
    undefined : str
        Why masked entries have no value.
    method : str
        Conventions used, in one line.
    references : tuple of Reference
        What to cite.
    made_with : tuple of (str, str)
        Versions of mxus, of Python and of the packages that took part, by name.

    Examples
    --------
    >>> from mxus.measures.trade import revealed_comparative_advantage
    >>> found = revealed_comparative_advantage([[8, 2], [2, 8]], rows=["MEX", "USA"], columns=["cars", "corn"])
    >>> found.at("MEX", "cars")
    1.6
    """

    measure: str
    rows: tuple[Any, ...]
    columns: tuple[Any, ...]
    value: MaskedArray = attrs.field(eq=SAME_ARRAY)
    n: int
    n_missing: int = 0
    no_interval: str = ""
    undefined: str
    method: str
    references: tuple[Reference, ...] = ()
    made_with: Versions = attrs.field(factory=made_with, eq=False)

    @property
    def interval(self) -> tuple[MaskedArray, MaskedArray] | None:
        """Lower and upper ends, each of the shape of `value`: they are the values, or there are none."""
        return None if self.no_interval else (self.value, self.value)

    def at(self, row: object, column: object) -> float:
        """Return one value by the names of its row and column.

        Raises
        ------
        InvalidValueError
            If a name is not there, or the value is undefined.
        """
        for name, names in ((row, self.rows), (column, self.columns)):
            if not is_hashable(name) or name not in names:
                message = f"found {shown(name)}; expected one of {', '.join(map(str, names[:10]))}"
                raise InvalidValueError(message)
        value = self.value[self.rows.index(row), self.columns.index(column)]
        if value is np.ma.masked:
            message = f"{self.measure} of {row} and {column} is undefined: {self.undefined}"
            raise InvalidValueError(message)
        return float(value)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the first rows and columns, and why some have no value."""
        columns = self.columns[:_SHOWN_COLUMNS]
        held: list[list[float | None]] = self.value[:_SHOWN_ROWS, :_SHOWN_COLUMNS].tolist()
        rows = tuple(
            (str(name), *("-" if value is None else f"{value:.4g}" for value in values))
            for name, values in zip(self.rows, held, strict=False)
        )
        left = [
            f"{count - limit} more {what} are left out"
            for what, count, limit in (
                ("rows", len(self.rows), _SHOWN_ROWS),
                ("columns", len(self.columns), _SHOWN_COLUMNS),
            )
            if count > limit
        ]
        missing = [f"-: undefined, {self.undefined}"] if np.ma.is_masked(self.value) else []
        heads = tuple(str(name).replace(" ", "\n") for name in columns)
        table = Table("values", ("", *heads), rows, "; ".join([*left, *missing]))
        none = f"none: {self.no_interval}" if self.no_interval else ""
        facts = (("intervals", none), ("method", self.method), ("made with", in_one_line(self.made_with)))
        return Page(self.measure, facts, (table,))

    def _line(self) -> str:
        return f"{self.measure}: {len(self.rows)} x {len(self.columns)} values"


def masked(values: Array, defined: NDArray[np.bool_]) -> MaskedArray:
    """Return values masked where they are not defined.

    Examples
    --------
    >>> masked(np.array([1.0, 2.0]), np.array([True, False])).tolist()
    [1.0, None]
    """
    found: MaskedArray = np.ma.array(values, mask=~np.broadcast_to(defined, values.shape))
    found.flags.writeable = False
    return found
