"""The measures on tables of any size: a dataframe or a query in, the same kind out."""

from mxus.tables.agreement import agreement
from mxus.tables.cooperation import cooperation
from mxus.tables.dependence import dependence
from mxus.tables.frames import RowsLeftOutWarning

from mxus.tables.signed import signed_ties, signed_triangles

__all__ = ["RowsLeftOutWarning", "agreement", "cooperation", "dependence", "signed_ties", "signed_triangles"]
