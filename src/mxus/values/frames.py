"""Making a dataframe of the caller's kind from named columns of a stated type.

Every column has one type on every backend, and what is not known is null. What we leave out: reading dataframes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal, get_args

import attrs

from mxus.errors import InvalidValueError, MissingExtraError, shown

__all__ = ["SEPARATOR", "Backend", "Dtype", "Series", "make_frame"]

Backend = Literal["polars", "pandas", "pyarrow"]

Dtype = Literal["String", "Int64", "Float64", "Boolean", "Date"]

SEPARATOR: Final = ";"
"""Between the members of a field that holds many. Ids and terms never contain it; in a name it becomes a comma."""

_EXTRA_OF: Final[dict[str, str]] = {"polars": "tables", "pandas": "pandas", "pyarrow": "pyarrow"}


@attrs.frozen
class Series:
    """A column of a dataframe: its name, its type, and what it holds."""

    name: str
    dtype: Dtype
    content: Sequence[Any]


def make_frame(columns: Sequence[Series], backend: Backend) -> Any:  # noqa: ANN401 (the caller's kind)
    """Return the columns as a table of the `backend`.

    Raises
    ------
    InvalidValueError
        If it is not a backend.
    MissingExtraError
        If it is not installed.
    """
    if not isinstance(backend, str) or backend not in get_args(Backend):
        message = f"found backend {shown(backend)}; expected one of {', '.join(map(repr, get_args(Backend)))}"
        raise InvalidValueError(message)
    MissingExtraError.importing(backend, extra=_EXTRA_OF[backend])
    if backend == "pandas":
        # Plain pandas has no integer, boolean or date column with gaps; its nullable types have.
        import pandas as pd  # noqa: PLC0415 (only those who ask for a table pay for it)

        names = {"String": "string", "Int64": "Int64", "Float64": "Float64", "Boolean": "boolean", "Date": "object"}
        return pd.DataFrame({each.name: pd.Series(each.content, dtype=names[each.dtype]) for each in columns})
    import narwhals.stable.v2 as nw  # noqa: PLC0415 (only those who ask for a table pay for it)

    data = {each.name: each.content for each in columns}
    schema = {each.name: getattr(nw, each.dtype)() for each in columns}
    return nw.from_dict(data, schema, backend=backend).to_native()
