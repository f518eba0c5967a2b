"""What became of the rows of a file: how many were read, how many were not, and why."""

from __future__ import annotations

import attrs

from mxus.tables.schemas.comparison import Difference

__all__ = ["Intake", "RejectedRowsWarning"]


class RejectedRowsWarning(UserWarning):
    """Rows of a file are rejected; the message says how many, why, and shows the first ones.

    Examples
    --------
    >>> issubclass(RejectedRowsWarning, UserWarning)
    True
    """


@attrs.frozen(kw_only=True)
class Intake:
    """What became of the rows of a file.

    Parameters
    ----------
    path : str
        The file, or the first of several.
    rows : int
        Rows there are, without the header: lines that are not empty, counted without DuckDB.
    rejected : int
        Rows that are not read. All others are delivered.
    reasons : tuple of (str, int)
        Why, and how many each, most first.
    examples : tuple of str
        The first of each reason, as text: the reason, its line (its row in Parquet; of several files also which), and
        what it holds.
    absent : tuple of str
        Columns that this edition of the file lacks; their values are missing.
    differences : tuple of Difference
        Columns with the provider's own class, score or country that are not ours in some of the rows that are read.

    Examples
    --------
    >>> print(Intake(path="e.csv", rows=9, rejected=1, reasons=(("date is no date", 1),), examples=("1;x",)))
    e.csv: 1 of 9 rows rejected: date is no date (1)
      1;x
    """

    path: str
    rows: int
    rejected: int
    reasons: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = attrs.field(default=(), repr=False)
    absent: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    def __str__(self) -> str:
        """Return the counts, the reasons and the examples, and where the provider says another thing than we do."""
        why = ", ".join(f"{reason} ({count:,})" for reason, count in self.reasons)
        head = f"{self.path}: {self.rejected:,} of {self.rows:,} rows rejected{': ' if why else ''}{why}"
        lacks = [f"  not in this edition of the file: {', '.join(map(repr, self.absent))}"] if self.absent else []
        return "\n".join([head, *(f"  {each}" for each in (*self.examples, *self.differences)), *lacks])
