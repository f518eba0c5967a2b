"""From words to places: a fragment of a text is found, and from then on only its locator and digest are kept.

A fragment is found where the text has the same words, after normalisation, from the start of a word to the end of one.
It must stand in one place only, or be told apart by its paragraph or its occurrence there. What we leave out: likeness.
A fragment that is nearly in the text is not found; the places that look like it are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Self

import attrs

from mxus.authoring.segmentation import paragraph_of, paragraphs_of
from mxus.errors import InvalidValueError, require_kind, require_text, several, shown
from mxus.exchange.files import read_text
from mxus.records.evidence import Evidence
from mxus.records.source import Paragraph
from mxus.values.locator import Locator
from mxus.values.text import is_word_edge, normalise
from mxus.values.typed import typed
from mxus.vocabulary.statements import Status, Voice

__all__ = ["SourceText"]

_MOST_CANDIDATES: Final = 3
_WORD: Final = re.compile(r"\w+")


def _joined(text: SourceText) -> str:
    return "\n\n".join(text.paragraphs)


@attrs.frozen(field_transformer=typed)
class SourceText:
    """A text at hand, to take passages from by their words.

    Parameters
    ----------
    source : str
        Id of the source that it is the text of.
    paragraphs : tuple of str
        The normalised paragraphs; :meth:`of` finds them in a plain text.
    unbroken : tuple of str, default ()
        Fragments inside which no sentence ends, where the rule for sentences would put an end.
    content : str, optional
        The whole text as it was given; made of the paragraphs where not given.

    See Also
    --------
    mxus.lock : The same for a project written by hand.

    Examples
    --------
    >>> text = SourceText("annals", ("Coal came by sea in 2019.", "Coal was dear. Nobody complained."))
    >>> text.locate("by sea").paragraph
    0
    >>> text.evidence("Nobody complained").locator.start
    15
    >>> text.locate("Coal")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found 'Coal' in 2 places (¶0 'Coal came by sea in 2019.'; ¶1 'Coal was dear.'); \
expected more words, its paragraph, or which of those in the paragraph it is (occurrence)
    >>> text.locate("Coal", paragraph=1).paragraph
    1
    >>> text.locate("nobody protested")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: 'nobody protested' is not in the text; nearest: ¶1 'Nobody complained.'
    """

    source: str
    paragraphs: tuple[str, ...]
    unbroken: tuple[str, ...] = ()
    content: str = attrs.field(default=attrs.Factory(_joined, takes_self=True), repr=False, eq=False)

    @classmethod
    def read(cls, path: str | Path, *, source: str, unbroken: Iterable[str] = ()) -> Self:
        """Take the text of a UTF-8 file, as :meth:`of`.

        Raises
        ------
        UnreadableFileError
            If there is no such file, or it is not UTF-8.
        InvalidValueError
            If there is no text in it.

        Examples
        --------
        >>> import pathlib, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "annals.txt")
        ...     _ = path.write_text("Coal came.", encoding="utf-8")
        ...     SourceText.read(path, source="annals").paragraphs
        ('Coal came.',)
        """
        return cls.of(read_text(path), source=source, unbroken=unbroken)

    @classmethod
    def of(cls, text: str, *, source: str, unbroken: Iterable[str] = ()) -> Self:
        """Take words: blank lines separate paragraphs, or line breaks if there is no blank line.

        Raises
        ------
        InvalidValueError
            If there is no text in it.
        """
        require_text(text, "the text")
        paragraphs = paragraphs_of(text)
        if not paragraphs:
            raise InvalidValueError("found a text without words; expected one with some")
        return cls(source, paragraphs, several(unbroken, "unbroken"), text)

    def source_paragraphs(self) -> tuple[Paragraph, ...]:
        """Return what a :class:`mxus.Source` keeps of the text: lengths, digests and ends of sentences.

        Examples
        --------
        >>> SourceText.of("One is. Two are.", source="annals").source_paragraphs()[0].sentences
        (7, 16)
        """
        return tuple(paragraph_of(paragraph, self.unbroken) for paragraph in self.paragraphs)

    def locate(self, quote: str, *, paragraph: int | None = None, occurrence: int | None = None) -> Locator:
        """Return the place of a fragment.

        Parameters
        ----------
        quote : str
            Words as the text has them, from the start of a word to the end of one; within a paragraph.
        paragraph : int, optional
            Number of the paragraph, from 0.
        occurrence : int, optional
            Which of those in the paragraph (or, without one, in the text) it is, from 1.

        Raises
        ------
        InvalidValueError
            If it stands nowhere, or in several places; the message names the nearest, or all.
        """
        require_text(quote, "the quote")
        for name, value in (("paragraph", paragraph), ("occurrence", occurrence)):
            if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
                raise InvalidValueError(f"found {name} {shown(value)}; expected a whole number")
        words = normalise(quote)
        if not words:
            raise InvalidValueError(f"found {shown(quote)}; expected some words of the text")
        if paragraph is not None and not 0 <= paragraph < len(self.paragraphs):
            raise InvalidValueError(f"found paragraph {paragraph}; expected 0 to {len(self.paragraphs) - 1}")
        places = list(self._places(words) if paragraph is None else self._places_in(words, paragraph))
        if not places:
            raise InvalidValueError(self._absent(words, paragraph))
        if occurrence is not None and not 1 <= occurrence <= len(places):
            raise InvalidValueError(f"found occurrence {occurrence} of {shown(words)}; expected 1 to {len(places)}")
        if len(places) > 1 and occurrence is None:
            raise InvalidValueError(self._ambiguous(words, places))
        number, start = places[(occurrence or 1) - 1]
        return Locator.of(self.paragraphs[number], paragraph=number, start=start, end=start + len(words))

    def evidence(  # noqa: PLR0913 (the fields of evidence, all but one by keyword)
        self,
        quote: str,
        *,
        paragraph: int | None = None,
        occurrence: int | None = None,
        voice: Voice = Voice.AUTHOR,
        speaker: str | None = None,
        status: Status = Status.ASSERTED,
        note: str | None = None,
    ) -> Evidence:
        """Return the fragment as evidence, for the field of that name of a record.

        Raises
        ------
        InvalidValueError
            As :meth:`locate`.
        InvalidDataError
            If voice, speaker and status do not go together.

        Examples
        --------
        >>> text = SourceText.of("Coal came, the minister says.", source="annals")
        >>> passage = text.evidence("Coal came", voice=Voice.REPORTED, speaker="minister")
        >>> passage.source, passage.speaker
        ('annals', 'minister')
        """
        locator = self.locate(quote, paragraph=paragraph, occurrence=occurrence)
        return Evidence(source=self.source, locator=locator, voice=voice, speaker=speaker, status=status, note=note)

    def words(self, locator: Locator) -> str | None:
        """Return the words at a locator; None where the text has others there.

        Examples
        --------
        >>> text = SourceText.of("Coal came by sea.", source="annals")
        >>> text.words(text.locate("by sea"))
        'by sea'
        """
        require_kind(locator, Locator, "locator", "a Locator")
        if locator.paragraph >= len(self.paragraphs):
            return None
        words = self.paragraphs[locator.paragraph][locator.start : locator.end]
        return words if locator.matches(words) else None

    def _places(self, words: str) -> Iterator[tuple[int, int]]:
        for number in range(len(self.paragraphs)):
            yield from self._places_in(words, number)

    def _places_in(self, words: str, paragraph: int) -> Iterator[tuple[int, int]]:
        for start in _starts(words, self.paragraphs[paragraph]):
            yield paragraph, start

    def _sentences(self) -> Iterator[tuple[int, int, str]]:
        for number, (text, content) in enumerate(zip(self.paragraphs, self.source_paragraphs(), strict=True)):
            for start, end in content.sentence_spans():
                yield number, start, text[start:end]

    def _ambiguous(self, words: str, places: list[tuple[int, int]]) -> str:
        spans = list(self._sentences())
        shown_places: list[str] = []
        for paragraph, start in places[:_MOST_CANDIDATES]:
            sentence = next(text for number, at, text in spans if number == paragraph and at <= start < at + len(text))
            shown_places.append(f"¶{paragraph} {_cut(sentence)}")
        more = f"; and {len(places) - _MOST_CANDIDATES} more" if len(places) > _MOST_CANDIDATES else ""
        ways = "more words, its paragraph, or which of those in the paragraph it is (occurrence)"
        return f"found {shown(words)} in {len(places)} places ({'; '.join(shown_places)}{more}); expected {ways}"

    def _absent(self, words: str, paragraph: int | None) -> str:
        elsewhere = sorted({number for number, _ in self._places(words)})
        if paragraph is not None and elsewhere:
            stands = ", ".join(f"¶{number}" for number in elsewhere)
            return f"{shown(words)} is not in paragraph {paragraph}; it stands in {stands}"
        within = "" if paragraph is None else f" of paragraph {paragraph}"
        seen = _seen(words)
        alike = [f"¶{number} {_cut(text)}" for number, _, text in self._sentences() if _stands(seen, _seen(text))]
        if _stands(words, " ".join(self.paragraphs)):
            hint = "it goes over the end of a paragraph, where a passage ends"
        elif alike:
            hint = f"with another dash or invisible characters: {'; '.join(alike[:_MOST_CANDIDATES])}"
        elif any(words in text for text in self.paragraphs):
            hint = "it stands in longer words only, and a passage has whole ones"
        else:
            nearest = [f"¶{number} {_cut(text)}" for number, text in self._nearest(words, paragraph)]
            hint = f"nearest: {'; '.join(nearest)}" if nearest else "no sentence has words of it"
        return f"{shown(words)} is not in the text{within}; {hint}"

    def _nearest(self, words: str, paragraph: int | None) -> list[tuple[int, str]]:
        """Return the sentences that share most with `words`: rare words count more than those that stand everywhere."""
        sentences = [(number, text) for number, _, text in self._sentences() if paragraph in {None, number}]
        held = [_vocabulary(text) for _, text in sentences]
        frequency = Counter(word for each in held for word in each)
        wanted = _vocabulary(words)

        def likeness(index: int) -> float:
            return sum(1 / frequency[word] for word in wanted & held[index])

        ranked = sorted(range(len(sentences)), key=likeness, reverse=True)
        best = likeness(ranked[0])
        chosen = [index for index in ranked if likeness(index) > best / 2]
        return [sentences[index] for index in chosen[:_MOST_CANDIDATES]]


def _starts(words: str, text: str) -> Iterator[int]:
    """Yield where a text has some words, from the start of a word to the end of one."""
    start = text.find(words) if words else -1
    while start >= 0:
        whole = is_word_edge(text, start) and is_word_edge(text, start + len(words))
        if whole:
            yield start
        start = text.find(words, start + (len(words) if whole else 1))


def _stands(words: str, text: str) -> bool:
    return next(_starts(words, text), None) is not None


def _seen(text: str) -> str:
    """Return a text as a reader sees it: without invisible characters, with one kind of dash."""
    shown_ones = (mark for mark in text if unicodedata.category(mark) != "Cf")
    return "".join("-" if unicodedata.category(mark) == "Pd" else mark for mark in shown_ones)


def _vocabulary(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _cut(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
