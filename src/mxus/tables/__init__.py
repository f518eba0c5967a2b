"""The measures on tables of any size: a dataframe or a query in, the same kind out."""

from mxus.tables.agreement import agreement

__all__ = ["agreement"]
