"""Stretches of text: which characters some passages cover, kept as their ends and not one by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import attrs

__all__ = ["Span", "Spans"]

Span = tuple[str, int, int, int]
"""A text, the number of a paragraph, and the first and one past the last offset in it."""


@attrs.frozen
class Spans:
    """Characters of texts, as spans that neither overlap nor touch, in order.

    Parameters
    ----------
    spans : tuple of Span
        Made by :meth:`of`.

    Examples
    --------
    >>> covered = Spans.of([("t", 0, 4, 9), ("t", 0, 0, 5), ("t", 1, 2, 3)])
    >>> covered.spans, covered.size
    ((('t', 0, 0, 9), ('t', 1, 2, 3)), 10)
    """

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Spans:
        """Merge spans that may overlap."""
        merged: list[Span] = []
        for text, paragraph, start, end in sorted(spans):
            if merged and merged[-1][:2] == (text, paragraph) and start <= merged[-1][3]:
                merged[-1] = (text, paragraph, merged[-1][2], max(end, merged[-1][3]))
            else:
                merged.append((text, paragraph, start, end))
        return cls(tuple(merged))

    @property
    def size(self) -> int:
        """Number of characters."""
        return sum(end - start for _, _, start, end in self.spans)

    @property
    def ends(self) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        """The first character and the last: text, paragraph and offset."""
        (text, paragraph, start, _), (other, number, _, end) = self.spans[0], self.spans[-1]
        return (text, paragraph, start), (other, number, end - 1)

    def joined(self, other: Spans) -> Spans:
        """Return the characters of either."""
        return Spans.of((*self.spans, *other.spans))

    def shared(self, other: Spans) -> int:
        """Return how many characters are in both."""
        return self.size + other.size - self.joined(other).size

    def meets(self, span: Span) -> bool:
        """Whether a character of `span` is among them."""
        text, paragraph, start, end = span
        place = bisect_right(self.spans, (text, paragraph, end - 1, float("inf"))) - 1
        if place < 0:
            return False
        other, number, _, last = self.spans[place]
        return (other, number) == (text, paragraph) and last > start
