"""The measures on tables of any size: a dataframe or a query in, the same kind out."""

from mxus.tables.agreement import agreement
from mxus.tables.cooperation import cooperation
from mxus.tables.frames import RowsLeftOutWarning

__all__ = ["RowsLeftOutWarning", "agreement", "cooperation"]
