"""By which names the authors of a source are cited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mxus.records.actor import Actor, cited_name
from mxus.records.source import Source

__all__ = ["cited_names"]

_FAMILY_FIRST: Final = frozenset(
    ("CHN", "HKG", "HUN", "JPN", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM", "hu", "ja", "km", "ko", "vi", "zh")
)
"""Countries and languages in which the family name comes first, in many English texts, too."""


def cited_names(source: Source, actors: Mapping[str, Actor]) -> dict[str, str]:
    """Return the names of a source's authors by id, as :class:`mxus.Reference` takes them.

    Which part of a plain name of two words is the family name is left open where the author's country, or a language of
    the source, is one in which it comes first.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> cited_names(ds.sources["rojas-2025"], ds.actors)
    {'rafael-rojas': 'Rojas, Rafael'}
    """
    spoken = {language.partition("-")[0] for language in (source.language, source.original_language or "")}
    found: dict[str, str] = {}
    for author in source.authors:
        country = actors.get(actors[author].country or "")
        first = bool(spoken & _FAMILY_FIRST) or (country is not None and country.iso3 in _FAMILY_FIRST)
        found[author] = cited_name(actors[author], family_first=first)
    return found
