"""The bundled codings, read when asked for."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Document
from mxus.errors import UnknownIdError, require_text

__all__ = ["DEFAULT", "available", "load", "parse"]

DEFAULT: Final = "rojas-2025"
"""The settled coding of Rafael Rojas's article on the Mexico-US relationship."""


def available() -> tuple[str, ...]:
    """Return the names of the bundled datasets.

    Examples
    --------
    >>> "rojas-2025" in available()
    True
    """
    files = resources.files(__name__).iterdir()
    return tuple(sorted(file.name.removesuffix(".json") for file in files if file.name.endswith(".json")))


def load(name: str = DEFAULT) -> Dataset:
    """Return a bundled dataset; without an argument the coding of Rojas's article.

    Parameters
    ----------
    name : str, default 'rojas-2025'
        One of :func:`available`. ``rojas-2025-first`` and ``rojas-2025-second`` are the two independent codings that
        the settled one was made from.

    Returns
    -------
    Dataset
        The same object at each call; datasets do not change.

    Raises
    ------
    UnknownIdError
        If no dataset of that name is bundled.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> ds.title
    'Rojas (2025) on Mexico and the United States: settled coding'
    >>> ds.actors["mexico"].iso3
    'MEX'
    """
    require_text(name, "name")
    if name not in available():
        raise UnknownIdError.among(name, available(), what="bundled dataset")
    return _load(name)


@cache
def _load(name: str, /) -> Dataset:
    return parse(resources.files(__name__).joinpath(f"{name}.json").read_bytes())


def parse(content: bytes) -> Dataset:
    """Make a dataset of a bundled file, whose keys are known to be unique (other files are searched for repeats)."""
    return Dataset.from_document(Document.model_validate_json(content))
