"""Finding the paragraphs of a source in a copy of its text.

A copy may wrap its lines anywhere, so its line breaks say nothing about paragraphs; and one inserted character shifts
all that follows, so offsets alone say nothing either. What identifies a paragraph is its digest. Paragraphs are looked
for where the one before ended; failing that, at every word after it; failing that, at every word of the copy. What lies
between two paragraphs found is where the ones not found must be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

import attrs

from mxus.records.source import Paragraph, Source
from mxus.values.locator import Locator
from mxus.values.text import normalise, single_spaced

__all__ = ["DIFFERS", "Copy", "Found", "find_paragraphs", "find_passage", "words_of"]

DIFFERS: Final = "(differs in this copy)"
"""What stands in the place of words that a copy has otherwise."""

_MOST_HASHES: Final = 2_000_000
"""Places looked at in all, some two seconds' worth, so that comparing a long source with quite another text ends."""

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
    copy = _find(source, normalise(text))
    if all(found.intact for found in copy.paragraphs):
        return copy
    other = _find(source, single_spaced(text))
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
    found: list[Found] = []
    for number, (paragraph, start) in enumerate(zip(source.paragraphs, starts, strict=True)):
        if start is None:
            found.append(Found(_between(copy, source, starts, in_order, number), intact=False, in_order=False))
        else:
            found.append(Found(copy[start : start + paragraph.length], intact=True, in_order=number in in_order))
    added: list[tuple[int, str]] = []
    for number in sorted(in_order):
        start, following = starts[number], starts[number + 1] if number + 1 in in_order else None
        if start is not None and following is not None:
            between = copy[start + source.paragraphs[number].length : following].strip()
            added += [(number, between)] if between else []
    return Copy(tuple(found), tuple(added))


class _Search:
    """The search for paragraphs in one normalised copy; a place taken by one is not given to another."""

    def __init__(self, copy: str) -> None:
        self._copy = copy
        self._words = [0, *(place + 1 for place, mark in enumerate(copy) if mark == " ")]
        self._taken: set[int] = set()
        self._left = _MOST_HASHES

    def starts(self, paragraphs: Sequence[Paragraph]) -> list[int | None]:
        """Return where each paragraph starts; None where it is not found."""
        found: list[int | None] = []
        cursor = 0
        for paragraph in paragraphs:
            start = next(self._matches(paragraph, cursor), None)
            found.append(start)
            if start is not None:
                self._taken.add(start)
                cursor = start + paragraph.length + 1
        return found

    def _matches(self, paragraph: Paragraph, cursor: int) -> Iterator[int]:
        after = bisect_left(self._words, cursor)
        for start in (*self._words[after:], *self._words[:after]):
            if start not in self._taken and self._stands_at(paragraph, start):
                yield start

    def _stands_at(self, paragraph: Paragraph, start: int) -> bool:
        end = start + paragraph.length
        if end > len(self._copy) or (end < len(self._copy) and self._copy[end] != " ") or self._left <= 0:
            return False
        self._left -= 1
        return _hash(self._copy[start:end]) == paragraph.digest


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


def _between(copy: str, source: Source, starts: Sequence[int | None], in_order: set[int], number: int) -> str:
    """Return what stands between the nearest intact paragraphs before and after paragraph `number`."""
    previous = max((other for other in in_order if other < number), default=None)
    following = min((other for other in in_order if other > number), default=None)
    start = 0 if previous is None else (starts[previous] or 0) + source.paragraphs[previous].length
    end = len(copy) if following is None else starts[following]
    return copy[start:end].strip()
