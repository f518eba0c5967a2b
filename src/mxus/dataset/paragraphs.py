"""Finding the paragraphs of a source in a copy of its text.

A copy may wrap its lines anywhere, so its line breaks say nothing about paragraphs; and one inserted character shifts
all that follows, so offsets alone say nothing either. What identifies a paragraph is its digest. Paragraphs are
looked for where the one before ended; failing that, at every word nearby. What lies between two paragraphs found is
where the ones not found must be.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

import attrs

from mxus.records.source import Paragraph, Source
from mxus.values.text import normalise

__all__ = ["Found", "find_paragraphs", "find_passage"]

_REACH: Final = 20_000
"""Characters on either side of the expected place in which a paragraph is looked for."""

_PASSAGE_REACH: Final = 2_000
"""The same for a passage inside the text found in place of its paragraph."""


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


def find_paragraphs(source: Source, text: str) -> list[Found]:
    """Return for each paragraph of the source what the copy `text` has of it."""
    copy = normalise(text)
    starts: list[int | None] = []
    cursor = 0
    for paragraph in source.paragraphs:
        start = _start_near(copy, paragraph, cursor)
        starts.append(start)
        cursor = cursor if start is None else start + paragraph.length + 1
    in_order = _longest_ascending(starts)
    found: list[Found] = []
    for number, (paragraph, start) in enumerate(zip(source.paragraphs, starts, strict=True)):
        if start is None:
            found.append(Found(_between(copy, source, starts, in_order, number), intact=False, in_order=False))
        else:
            found.append(Found(copy[start : start + paragraph.length], intact=True, in_order=number in in_order))
    return found


def find_passage(text: str, length: int, expected: str, start: int) -> int | None:
    """Return where in `text` a passage of that length and digest stands, looking at `start` first; None if nowhere."""
    if len(text) >= start + length and _hash(text[start : start + length]) == expected:
        return start
    first, last = max(0, start - _PASSAGE_REACH), min(len(text) - length, start + _PASSAGE_REACH)
    return next(
        (offset for offset in range(first, last + 1) if _hash(text[offset : offset + length]) == expected), None
    )


def _hash(normalised: str) -> str:
    """Return the digest of text that is normalised already, in a tenth of the time."""
    return sha256(normalised.encode()).hexdigest()


def _start_near(copy: str, paragraph: Paragraph, cursor: int) -> int | None:
    if _stands_at(copy, paragraph, cursor):
        return cursor
    first, last = max(0, cursor - _REACH), min(len(copy), cursor + _REACH)
    return next((start for start in _word_starts(copy, first, last) if _stands_at(copy, paragraph, start)), None)


def _stands_at(copy: str, paragraph: Paragraph, start: int) -> bool:
    end = start + paragraph.length
    if end > len(copy) or (end < len(copy) and copy[end] != " "):
        return False
    return _hash(copy[start:end]) == paragraph.digest


def _word_starts(copy: str, first: int, last: int) -> Iterator[int]:
    if first == 0:
        yield 0
    space = copy.find(" ", first)
    while 0 <= space < last:
        yield space + 1
        space = copy.find(" ", space + 1)


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
