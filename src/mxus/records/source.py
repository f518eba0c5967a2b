"""Source: the text that is coded, known by its paragraphs' lengths and digests, without its words.

Paragraphs are numbered from 0; what stands before the body (title, standfirst, byline) is paragraph 0. The ends of
sentences are part of the source, because where a sentence ends is a reading ("Jorge A. Schiavon" has no end in it), and
coverage is counted in sentences. What we leave out: layout, headings inside the body, footnotes, images.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Literal, final

from pydantic import Field, StringConstraints

from mxus.errors import InvalidValueError, require_kind, require_number, shown
from mxus.records._adapters import PeriodField
from mxus.records.base import ActorId, Line, Part, Record
from mxus.records.evidence import Evidence
from mxus.values.reference import Reference
from mxus.vocabulary.languages import language_problem

__all__ = ["Paragraph", "Source"]

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


@final
class Paragraph(Part):
    """One paragraph of a source, normalised.

    Examples
    --------
    >>> from mxus.values.text import digest
    >>> paragraph = Paragraph(length=20, digest=digest("One is. Two are too."), sentences=(7, 20))
    >>> paragraph.sentence_spans()
    ((0, 7), (8, 20))
    """

    length: Annotated[int, Field(ge=1)]
    """Number of characters of the normalised paragraph."""

    digest: Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")]
    """SHA-256 of the normalised paragraph, 64 hexadecimal digits."""

    sentences: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    """Offsets after each sentence, ascending; the last is the length."""

    def sentence_spans(self) -> tuple[tuple[int, int], ...]:
        """Return start and end of each sentence; one space lies between two."""
        return tuple((start + 1, end) for start, end in pairwise((-1, *self.sentences)))

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        ascending = all(end - start >= 2 for start, end in pairwise((-1, *self.sentences)))
        if not ascending or self.sentences[-1] != self.length:
            expected = f"expected ascending offsets, the last being {shown(self.length)}"
            yield "sentences", f"found {shown(self.sentences)}; {expected}"


@final
class Source(Record):
    """A coded text.

    Examples
    --------
    >>> import mxus
    >>> source = mxus.load().sources["rojas-2025"]
    >>> len(source.paragraphs), source.language
    (21, 'en')
    >>> print(source.reference({"rafael-rojas": "Rojas, Rafael"}))
    Rojas (2025), Mexico – USA: A Relationship That Withstands Everything?, Havana Times
    """

    kind: Literal["source"] = "source"
    """Kind of record."""

    title: Line
    """Title as printed."""

    authors: Annotated[tuple[ActorId, ...], Field(min_length=1)]
    """The authors, as actors."""

    outlet: Line
    """Where the text was published: newspaper, journal, office."""

    language: Language
    """Language of the coded text, as a BCP 47 tag."""

    published: PeriodField | None = None
    """When it was published."""

    original_outlet: Line | None = None
    """For a translation: where the original was published."""

    original_language: Language | None = None
    """For a translation: language of the original, as a BCP 47 tag."""

    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1)]
    """The paragraphs in order, from number 0."""

    evidence: tuple[Evidence, ...] = ()
    """Passages that state the facts above, where the text itself has them."""

    def paragraph_start(self, number: int) -> int:
        """Return the offset of a paragraph in the whole normalised text, where single spaces join the paragraphs.

        Raises
        ------
        InvalidValueError
            If the source has no paragraph of that number.

        Examples
        --------
        >>> import mxus
        >>> source = mxus.load().sources["rojas-2025"]
        >>> source.paragraph_start(1) == source.paragraphs[0].length + 1
        True
        """
        require_number(number, "paragraph", whole=True)
        if not 0 <= number < len(self.paragraphs):
            message = f"found paragraph {number}; expected 0 to {len(self.paragraphs) - 1}"
            raise InvalidValueError(message)
        return sum(paragraph.length + 1 for paragraph in self.paragraphs[:number])

    def reference(self, names: Mapping[str, str]) -> Reference:
        """Return the source as a citable work, `names` giving the authors' names by id, a person's as Family, Given."""
        require_kind(names, Mapping, "names", "a mapping of authors to names")
        first, last = (self.published.earliest, self.published.latest) if self.published else (None, None)
        year = first.year if first and last and first.year == last.year else None
        people = tuple(names.get(author, author) for author in self.authors)
        note = f"Published in {self.original_language} by {self.original_outlet}" if self.original_outlet else None
        return Reference(
            key=self.id, entry="misc", authors=people, title=self.title, year=year, container=self.outlet, note=note
        )

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        for field, tag in (("language", self.language), ("original_language", self.original_language)):
            problem = None if tag is None else language_problem(tag)
            if problem is not None:
                yield field, problem
        if (self.original_outlet is None) != (self.original_language is None):
            yield "original_language", "found outlet or language of the original alone; expected both or neither"
