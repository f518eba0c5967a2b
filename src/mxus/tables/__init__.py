"""The measures on tables of any size: a dataframe or a query in, the same kind out."""

from mxus.tables import schemas
from mxus.tables.agreement import agreement
from mxus.tables.cooperation import cooperation
from mxus.tables.countries import UnknownCodesWarning, iso3, with_iso3
from mxus.tables.dependence import dependence
from mxus.tables.frames import RowsLeftOutWarning
from mxus.tables.signed import signed_ties, signed_triangles

__all__ = [
    "RowsLeftOutWarning",
    "UnknownCodesWarning",
    "agreement",
    "cooperation",
    "dependence",
    "iso3",
    "schemas",
    "signed_ties",
    "signed_triangles",
    "with_iso3",
]
