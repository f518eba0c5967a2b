"""The rule by which two spellings are one name of a country. Nothing goes by likeness.

Case, accents, punctuation and spaces do not matter, nor does "the", nor "of" between words (in French, Spanish and
Portuguese too). A few abbreviations are written out: "Rep.", "Dem.", "St.". What follows a comma, or stands in brackets
at the end, may also come first: "Korea, Rep." is "Rep. Korea", "Iran (Islamic Republic of)" is "Islamic Republic of
Iran". An article may stand before a name: "la India".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

__all__ = ["asked_forms", "listed_forms"]

_WRITTEN_OUT: Final = {
    "dem": "democratic",
    "dr": "democratic republic",
    "fed": "federated",
    "former": "fmr",
    **dict.fromkeys(("is", "isd", "isds", "isl", "island", "isls"), "islands"),
    "rep": "republic",
    "st": "saint",
    "sts": "states",
    "ste": "sainte",
    "terr": "territory",
}

_BETWEEN: Final = frozenset({"of", "d", "de", "del", "des", "do", "du", "da", "das", "dos"})
"""Words between two others by which no two names differ."""

_ARTICLES: Final = frozenset({"a", "as", "el", "l", "la", "las", "le", "les", "los", "o", "os"})
"""Words that may stand before a name and belong to none but El Salvador's."""

_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u02bb\u0060\u00b4\u2032", "'"),
        "&": " and ",
        "\u00f0": "d",
        "\u00f8": "o",
        "\u0111": "d",
        "\u0142": "l",
        "\u0131": "i",
        "\u00e6": "ae",
        "\u0153": "oe",
    }
)
"""Apostrophes, and letters that Unicode does not take apart into a plain one and an accent."""


def listed_forms(name: str) -> tuple[str, ...]:
    """Return the forms of a name that stands in a list, as it is written first.

    Examples
    --------
    >>> listed_forms("Côte d’Ivoire"), listed_forms("El Salvador")
    (('cote ivoire',), ('el salvador',))
    >>> listed_forms("Korea, Rep.")
    ('korea republic', 'republic korea')
    """
    return tuple(dict.fromkeys(form for form in map(_form, _orders(_plain(name))) if form))


def asked_forms(name: str) -> tuple[str, ...]:
    """Return the forms under which a name that is asked for is looked up: also without an article before it.

    Examples
    --------
    >>> asked_forms("la India"), asked_forms("the U.S.A.")
    (('la india', 'india'), ('usa',))
    """
    return tuple(dict.fromkeys(each for form in listed_forms(name) for each in _with_and_without_article(form)))


def _with_and_without_article(form: str) -> Iterator[str]:
    yield form
    first, _, rest = form.partition(" ")
    if rest and first in _ARTICLES:
        yield rest


def _plain(name: str) -> str:
    """Return a name in small letters without accents."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def _orders(name: str) -> Iterator[str]:
    """Yield a name as it is written, and with what comes after a comma or in brackets at its end read first."""
    yield name
    bracket = re.fullmatch(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*", name)
    parts = bracket.groups() if bracket else name.split(",")
    if len(parts) > 1:
        yield " ".join(reversed(parts))


def _form(name: str) -> str:
    """Return the words of a name that count."""
    # Letters that stand for words are one word, with dots or without: U.S.A., U. S. A.
    text = re.sub(r"\b(?:[a-z]\.\s*){2,}", lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name)
    text = re.sub(r"(?<=[a-z])'s\b", "s", text)
    words = [word for word in re.split(r"[\W_]+", text) if word and word != "the"]
    kept = [word for place, word in enumerate(words) if word not in _BETWEEN or not 0 < place < len(words) - 1]
    return " ".join(_WRITTEN_OUT.get(word, word) for word in kept)
