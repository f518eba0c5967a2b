"""What to cite: a work of the literature, a data set, or a source, with its BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

import attrs

from mxus.errors import InvalidValueError, shown
from mxus.values.typed import typed

__all__ = ["Reference", "bibtex", "name_parts"]

EntryType = Literal["article", "book", "incollection", "manual", "misc", "software"]

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_-]*")
_ESCAPES = str.maketrans({character: f"\\{character}" for character in "&%$#_{}"})


@attrs.frozen(kw_only=True, field_transformer=typed)
class Reference:
    r"""A citable work.

    Parameters
    ----------
    key : str
        BibTeX key.
    entry : {'article', 'book', 'incollection', 'manual', 'misc', 'software'}
        BibTeX entry type.
    authors : tuple of str
        ``"Family, Given"`` each, as BibTeX has it; or a name that is not parted, of an organisation or of a person
        whose family name is not known, which is cited in full. One with a comma in it stands in braces:
        ``"{Ministry of Trade, Industry and Energy}"``.
    title : str
        Title of the work.
    year : int, optional
        Year of publication; None where it is not known.
    container : str, optional
        Journal, book or outlet.
    volume, number, pages, doi, url, note : str, optional
        As BibTeX has them.

    Examples
    --------
    >>> work = Reference(
    ...     key="signorino1999", entry="article", authors=("Signorino, Curtis S.", "Ritter, Jeffrey M."),
    ...     title="Tau-b or Not Tau-b", year=1999, container="International Studies Quarterly",
    ... )
    >>> print(work.bibtex())
    @article{signorino1999,
      author = {Signorino, Curtis S. and Ritter, Jeffrey M.},
      title = {Tau-b or Not Tau-b},
      year = {1999},
      journal = {International Studies Quarterly},
    }
    >>> print(work)
    Signorino and Ritter (1999), Tau-b or Not Tau-b, International Studies Quarterly
    """

    key: str
    entry: EntryType = "article"
    authors: tuple[str, ...]
    title: str
    year: int | None = None
    container: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        if not (isinstance(self.key, str) and _KEY.fullmatch(self.key)):
            message = f"found key {shown(self.key)}; expected letters, digits, ':', '_' or '-'"
            raise InvalidValueError(message)
        if not (self.authors and self.title):
            message = f"found authors {shown(self.authors)} and title {shown(self.title)}; expected both"
            raise InvalidValueError(message)

    def bibtex(self) -> str:
        """Return the BibTeX entry."""
        container = {"article": "journal", "incollection": "booktitle"}.get(self.entry, "howpublished")
        pages = self.pages.replace("-", "--") if self.pages else None
        fields = {
            "author": " and ".join(map(_bibtex_name, self.authors)),
            "title": _escaped(self.title),
            "year": str(self.year) if self.year is not None else None,
            container: _escaped(self.container) if self.container else None,
            "volume": self.volume,
            "number": self.number,
            "pages": pages,
            "doi": self.doi,
            "url": self.url,
            "note": _escaped(self.note) if self.note else None,
        }
        lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
        return "\n".join([f"@{self.entry}{{{self.key},", *lines, "}"])

    def __str__(self) -> str:
        """Return a short citation on one line."""
        families = [name_parts(author)[0] for author in self.authors]
        who = " and ".join(families) if len(families) < 3 else f"{families[0]} et al."
        when = f" ({self.year})" if self.year is not None else ""
        return ", ".join([f"{who}{when}", self.title, *([self.container] if self.container else [])])


def bibtex(references: Iterable[Reference]) -> str:
    """Return the BibTeX of several works, each once, in the order given.

    Examples
    --------
    >>> work = Reference(key="a", entry="misc", authors=("Doe, Jane",), title="T", year=2000)
    >>> bibtex([work, work]).count("@misc")
    1
    """
    return "\n\n".join(reference.bibtex() for reference in dict.fromkeys(references))


def name_parts(author: str) -> tuple[str, str | None]:
    """Return the family name of an author, and the given one; of a name that is not parted, the whole and None.

    Examples
    --------
    >>> name_parts("Restrepo Ángel, Lucía"), name_parts("Lucía Restrepo Ángel")
    (('Restrepo Ángel', 'Lucía'), ('Lucía Restrepo Ángel', None))
    >>> name_parts("{Ministry of Trade, Industry and Energy}")
    ('Ministry of Trade, Industry and Energy', None)
    """
    if author.startswith("{") and author.endswith("}"):
        return author[1:-1], None
    family, _, given = author.partition(", ")
    return (family, given) if family.strip() and given.strip() else (author, None)


def _bibtex_name(author: str) -> str:
    family, given = name_parts(author)
    return f"{{{_escaped(family)}}}" if given is None else _escaped(f"{family}, {given}")


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
