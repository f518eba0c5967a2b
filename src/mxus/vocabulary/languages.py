"""Languages by their BCP 47 tags: a code of ISO 639, and perhaps a script and a country (``es-MX``).

Codes of two letters are held to ISO 639-1 and countries to ISO 3166; the thousands of codes of three letters are not
listed here, and are taken as they are.
"""

from __future__ import annotations

from typing import Final

from mxus.vocabulary.countries import country_codes, find_country

__all__ = ["LANGUAGE_CODES", "language_problem"]

_SECOND_LETTERS: Final = {
    "a": "abefkmnrsvyz",
    "b": "aeghimnors",
    "c": "aehorsuvy",
    "d": "aevz",
    "e": "elnostu",
    "f": "afijory",
    "g": "adlnuv",
    "h": "aeiortuyz",
    "i": "adegikostu",
    "j": "av",
    "k": "agijklmnorsuvwy",
    "l": "abginotuv",
    "m": "ghiklnrsty",
    "n": "abdeglnorvy",
    "o": "cjmrs",
    "p": "ailst",
    "q": "u",
    "r": "mnouw",
    "s": "acdeghiklmnoqrstuvw",
    "t": "aeghiklnorstwy",
    "u": "gkrz",
    "v": "eio",
    "w": "ao",
    "x": "h",
    "y": "io",
    "z": "ahu",
}

LANGUAGE_CODES: Final = frozenset(first + second for first, letters in _SECOND_LETTERS.items() for second in letters)
"""The codes of ISO 639-1, two letters each; ``bh`` and ``sh``, which it has withdrawn, are still in use."""


def language_problem(tag: str) -> str | None:
    """Return what is wrong with a tag that has the right form; None where nothing is.

    Examples
    --------
    >>> language_problem("es-MX") is None
    True
    >>> print(language_problem("mx"))
    found 'mx', no language of ISO 639-1 (it is a country, Mexico); expected a code such as 'en', 'es' or 'es-MX'
    """
    code, *parts = tag.split("-")
    if len(code) == 2 and code not in LANGUAGE_CODES:
        country = find_country(code.upper(), "iso2")
        told = f" (it is a country, {country_codes()[country]})" if country else ""
        return f"found {tag!r}, no language of ISO 639-1{told}; expected a code such as 'en', 'es' or 'es-MX'"
    for part in parts:
        if len(part) == 2 and part.isalpha() and find_country(part.upper(), "iso2") is None:
            return f"found {tag!r}, where {part!r} is no country of ISO 3166; expected a tag such as 'es-MX'"
    return None
