"""Finding the paragraphs of a source in a copy of its text.

A copy may wrap its lines anywhere, so its line breaks say nothing about paragraphs; and one inserted character shifts
all that follows, so offsets alone say nothing either. What identifies a paragraph is its digest. Paragraphs are looked
for near where the one before ended; those not found there, at every word that no other has taken, first after the one
before. What lies between two paragraphs found is where the ones not found must be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Final

import attrs

from mxus.records.source import Paragraph, Source
from mxus.values.locator import Locator
from mxus.values.text import normalise, single_spaced

__all__ = ["DIFFERS", "Copy", "Found", "find_paragraphs", "find_passage", "words_of"]

DIFFERS: Final = "(differs in this copy)"
"""What stands in the place of words that a copy has otherwise."""

_REACH: Final = 2_000
"""Characters around its expected place in which each paragraph is looked for, however long the text is."""

_MOST_HASHED: Final = 1_000_000_000
"""Characters hashed for paragraphs that are not there, so that comparing a long source with quite another text ends."""

_COST_OF_HASH: Final = 500
"""Characters hashed in the time that it takes to begin a hash."""

_COST_OF_WORD: Final = 50
"""Characters hashed in the time that it takes to see that no paragraph of a length can begin at a word."""

_PASSAGE_REACH: Final = 2_000
"""Characters around its offset in which a passage is looked for inside a paragraph that differs."""


@attrs.frozen
class Found:
    """What a copy has in the place of a paragraph.

    Parameters
    ----------
    text : str
        The paragraph itself where it is intact; else what stands between its intact neighbours.
    intact : bool
        Whether the copy has the paragraph, word for word.
    in_order : bool
        Whether it stands where the source has it.
    """

    text: str
    intact: bool
    in_order: bool


@attrs.frozen
class Copy:
    """A copy of a source, paragraph by paragraph.

    Parameters
    ----------
    paragraphs : tuple of Found
        What the copy has of each paragraph of the source.
    added : tuple of (int, str)
        Text between two paragraphs that are intact and neighbours in the source, behind the number of the first.
    """

    paragraphs: tuple[Found, ...]
    added: tuple[tuple[int, str], ...]


def find_paragraphs(source: Source, text: str) -> Copy:
    """Return what the copy `text` has of each paragraph of the source.

    A line break at a hyphen is read as wrapping; where that leaves a paragraph unfound, also as a space.
    """
    joined, spaced = normalise(text), single_spaced(text)
    copy = _find(source, joined)
    if joined == spaced or all(found.intact for found in copy.paragraphs):
        return copy
    other = _find(source, spaced)
    if all(found.intact for found in other.paragraphs):
        return other
    pairs = zip(copy.paragraphs, other.paragraphs, strict=True)
    return Copy(tuple(b if b.intact and not a.intact else a for a, b in pairs), copy.added)


def find_passage(text: str, length: int, expected: str, start: int) -> int | None:
    """Return where in `text` a passage of that length and digest stands, looking at `start` first; None if nowhere."""
    if len(text) >= start + length and _hash(text[start : start + length]) == expected:
        return start
    first, last = max(0, start - _PASSAGE_REACH), min(len(text) - length, start + _PASSAGE_REACH)
    return next(
        (offset for offset in range(first, last + 1) if _hash(text[offset : offset + length]) == expected), None
    )


def words_of(copy: Copy, locator: Locator) -> str:
    """Return the words of a passage, or that they differ in this copy."""
    text, length = copy.paragraphs[locator.paragraph].text, locator.end - locator.start
    start = find_passage(text, length, locator.digest, locator.start)
    return DIFFERS if start is None else text[start : start + length]


def _hash(normalised: str) -> str:
    """Return the digest of text that is normalised already, in a tenth of the time."""
    return sha256(normalised.encode(errors="surrogatepass")).hexdigest()


def _find(source: Source, copy: str) -> Copy:
    starts = _Search(copy).starts(source.paragraphs)
    in_order = _longest_ascending(starts)
    kept = sorted(in_order)
    found: list[Found] = []
    for number, (paragraph, start) in enumerate(zip(source.paragraphs, starts, strict=True)):
        if start is None:
            found.append(Found(_between(copy, source, starts, kept, number), intact=False, in_order=False))
        else:
            found.append(Found(copy[start : start + paragraph.length], intact=True, in_order=number in in_order))
    added: list[tuple[int, str]] = []
    for number in kept:
        start, following = starts[number], starts[number + 1] if number + 1 in in_order else None
        if start is not None and following is not None:
            between = copy[start + source.paragraphs[number].length : following].strip()
            added += [(number, between)] if between else []
    return Copy(tuple(found), tuple(added))


class _Search:
    """The search for paragraphs in one normalised copy; words taken by one are not given to another."""

    def __init__(self, copy: str) -> None:
        self._copy = copy
        self._words = [0, *(place + 1 for place, mark in enumerate(copy) if mark == " ")]
        self._ends = {*(start - 1 for start in self._words[1:]), len(copy)}
        self._taken = bytearray(len(copy))
        self._places: dict[int, dict[str, list[int]]] = {}
        self._left = _MOST_HASHED

    def starts(self, paragraphs: Sequence[Paragraph]) -> list[int | None]:
        """Return where each paragraph starts; None where it is not found."""
        found: list[int | None] = [None] * len(paragraphs)
        self._look(paragraphs, found, {})
        wanted: dict[int, set[str]] = {}
        for paragraph, start in zip(paragraphs, found, strict=True):
            if start is None:
                wanted.setdefault(paragraph.length, set()).add(paragraph.digest)
        if wanted:
            self._look(paragraphs, found, wanted)
        return found

    def _look(
        self, paragraphs: Sequence[Paragraph], found: list[int | None], wanted: Mapping[int, Collection[str]]
    ) -> None:
        """Look for the paragraphs not found yet: near where each would be, and anywhere where it is among `wanted`."""
        cursor = expected = 0
        for number, paragraph in enumerate(paragraphs):
            start = found[number]
            if start is None:
                start = self._near(paragraph, cursor, expected)
                if start is None and wanted:
                    start = self._anywhere(paragraph, cursor, wanted[paragraph.length])
                if start is not None:
                    found[number] = start
                    self._taken[start : start + paragraph.length] = b"\1" * paragraph.length
            expected = (expected if start is None else start) + paragraph.length + 1
            cursor = cursor if start is None else expected

    def _near(self, paragraph: Paragraph, cursor: int, expected: int) -> int | None:
        """Return where a paragraph stands: behind the last one found, or behind as much as those not found have."""
        first, last = bisect_left(self._words, cursor), bisect_right(self._words, cursor + _REACH)
        again = max(last, bisect_left(self._words, expected - _REACH))
        places = (*self._words[first:last], *self._words[again : bisect_right(self._words, expected + _REACH)])
        length = paragraph.length
        return next(
            (start for start in places if self._is_free(start, length) and self._stands_at(paragraph, start)), None
        )

    def _anywhere(self, paragraph: Paragraph, cursor: int, wanted: Collection[str]) -> int | None:
        """Return where a paragraph stands, after the cursor rather than before it."""
        length = paragraph.length
        if length not in self._places:
            self._places[length] = self._places_of(length, wanted)
        places = [start for start in self._places[length].get(paragraph.digest, ()) if self._is_free(start, length)]
        return next((start for start in places if start >= cursor), places[0] if places else None)

    def _places_of(self, length: int, wanted: Collection[str]) -> dict[str, list[int]]:
        """Return where there is text of that length and each digest; nowhere once too much has been hashed."""
        found: dict[str, list[int]] = {}
        if self._left > 0:
            starts = [start for start in self._words if self._is_free(start, length)]
            self._left -= len(self._words) * _COST_OF_WORD + len(starts) * (_COST_OF_HASH + length)
            for start in starts:
                digest = _hash(self._copy[start : start + length])
                if digest in wanted:
                    found.setdefault(digest, []).append(start)
        return found

    def _is_free(self, start: int, length: int) -> bool:
        return start + length in self._ends and self._taken.find(1, start, start + length) < 0

    def _stands_at(self, paragraph: Paragraph, start: int) -> bool:
        return _hash(self._copy[start : start + paragraph.length]) == paragraph.digest


def _longest_ascending(starts: Sequence[int | None]) -> set[int]:
    """Return the numbers of the paragraphs in the longest run that keeps the source's order; the rest has moved."""
    tails: list[int] = []  # start at which the best run of each length ends
    ends: list[int] = []  # paragraph at which it ends
    before: dict[int, int | None] = {}
    for number, start in enumerate(starts):
        if start is not None:
            length = bisect_left(tails, start)
            before[number] = ends[length - 1] if length else None
            tails[length : length + 1], ends[length : length + 1] = [start], [number]
    run: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        run.add(step)
        step = before[step]
    return run


def _between(copy: str, source: Source, starts: Sequence[int | None], kept: Sequence[int], number: int) -> str:
    """Return what stands between the nearest of the paragraphs `kept` in order before and after paragraph `number`."""
    place = bisect_left(kept, number)
    previous = kept[place - 1] if place else None
    following = next((other for other in kept[place : place + 2] if other > number), None)
    start = 0 if previous is None else (starts[previous] or 0) + source.paragraphs[previous].length
    end = len(copy) if following is None else starts[following]
    return copy[start:end].strip()
