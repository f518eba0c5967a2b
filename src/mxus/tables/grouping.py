"""The columns that ``by=`` names: what rows are grouped by, or one group of all rows where it names none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from mxus.tables.frames import Frame, Kind, names_of, native_of, require_unused

__all__ = ["Grouping", "hidden"]


def hidden(columns: Sequence[str]) -> dict[str, str]:
    """Return a name for each column of the caller's that no column of ours has.

    Examples
    --------
    >>> hidden(["year", "total"])
    {'year': '_by_0', 'total': '_by_1'}
    """
    return {name: f"_by_{number}" for number, name in enumerate(columns)}


@attrs.frozen
class Grouping:
    """Columns of the caller's that rows are grouped by, under names that no column of a result has.

    Examples
    --------
    >>> Grouping.of(["year", "total"], made=["n"]).within, Grouping.of((), made=["n"]).within
    (['_by_0', '_by_1'], ['_all'])
    """

    by: list[str]

    @classmethod
    def of(cls, by: str | Sequence[str], *, made: Collection[str]) -> Grouping:
        """Check the argument ``by=``.

        Raises
        ------
        InvalidValueError
            If it is not names of different columns, or a column that is made has the name of one of them.
        """
        names = names_of(by, "by")
        require_unused(names, made, "by")
        return cls(names)

    @property
    def within(self) -> list[str]:
        """Names of the columns to group by, at least one."""
        return [*self._hidden.values()] or ["_all"]

    @property
    def kinds(self) -> list[tuple[str, Kind]]:
        """What the caller's columns are to hold."""
        return [(name, "period") for name in self.by]

    @property
    def _hidden(self) -> dict[str, str]:
        return hidden(self.by)

    def hide(self, frame: Frame, *columns: str | nw.Expr) -> Frame:
        """Return the columns to group by, and others."""
        alone = () if self.by else (nw.lit(0).alias("_all"),)
        return frame.select(*(nw.col(name).alias(hidden) for name, hidden in self._hidden.items()), *alone, *columns)

    def restore(self, frame: Frame, *columns: str) -> Frame:
        """Return the caller's columns under their own names, and others."""
        return frame.select(*(nw.col(hidden).alias(name) for name, hidden in self._hidden.items()), *columns)

    def native(self, frame: Frame, columns: Sequence[str], order: Sequence[str] = ()) -> Any:  # noqa: ANN401 (the caller's kind)
        """Return a result as the caller has frames, one in memory ordered by its groups and `order`."""
        return native_of(self.restore(frame, *columns), [*self.by, *order])
