"""How to cite a dataset: BibTeX, and a CITATION.cff (1.2.0) as repositories read it."""

from __future__ import annotations

from typing import Any, Final

import yaml

from mxus.dataset.dataset import Dataset
from mxus.exchange.losses import Exported, losses
from mxus.values.reference import Reference, bibtex, name_parts

__all__ = ["citation"]

_HOLDS: Final = ("id", "title", "description", "coders", "sources.title", "sources.outlet")
_PARTLY: Final = (
    *("sources.id", "sources.authors", "sources.published.edtf", "sources.original_outlet"),
    *("sources.original_language", "actors.name"),
)


def citation(dataset: Dataset) -> Exported:
    """Return how to cite a dataset and its sources.

    Returns
    -------
    Exported
        ``CITATION.cff`` and ``<dataset>.bib``.

    Examples
    --------
    >>> import mxus
    >>> made = citation(mxus.load())
    >>> made.files["CITATION.cff"].splitlines()[0], "@misc{rojas-2025," in made.files["rojas-2025.bib"]
    ('cff-version: 1.2.0', True)
    """
    document = dataset.document
    sources = dataset.references()
    own = Reference(
        key=f"{dataset.id}-dataset", entry="misc", authors=document.coders or ("Anonymous",), title=dataset.title,
        note="Dataset", year=None,
    )  # fmt: skip
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it and the texts it codes.",
        "type": "dataset",
        "title": dataset.title,
        "authors": [_author(coder) for coder in document.coders] or [{"name": "Anonymous"}],
        "identifiers": [{"type": "other", "value": f"urn:mxus:{dataset.id}"}],
    }
    if document.description:
        content["abstract"] = document.description
    if sources:
        content["references"] = [_reference(source) for source in sources]
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
    files: dict[str, str | bytes] = {"CITATION.cff": text, f"{dataset.id}.bib": bibtex([own, *sources]) + "\n"}
    return Exported(files, losses(dataset, "citation", _HOLDS, _PARTLY))


def _reference(source: Reference) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "article",
        "title": source.title,
        "authors": [_author(name) for name in source.authors],
        "journal": source.container,
        "notes": source.note,
        "year": source.year,
    }
    return {field: value for field, value in made.items() if value is not None}


def _author(name: str) -> dict[str, str]:
    family, given = name_parts(name)
    return {"name": family} if given is None else {"family-names": family, "given-names": given}
