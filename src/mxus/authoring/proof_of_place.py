"""Proof of place: where passages of a text must stand in another edition, when only digests of the old one are kept.

The old text is known as far as the new one has it: paragraphs whose digest is there, paragraphs that the new text has
with one stretch put in or one letter corrected (tried against the digest), and passages whose words stand somewhere.
What is not known may hold anything that has its length and its ends of sentences.

A place is proven in four ways. The paragraph did not change and neither did what stands before and after it, or it can
stand nowhere else in the old text and the new. The words can stand nowhere else in the old text and stand once in the
new. The paragraph stands between the same neighbours and one sentence of it changed, another one than the passage's.
Or the passage is part of a longer one that is proven. All else is open, and has candidates. What we leave out:
likeness, and passages that were taken out of a text and put in again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise, takewhile
from string import ascii_letters, digits, punctuation
from typing import Final

import attrs

from mxus.authoring.segmentation import paragraph_of
from mxus.records.source import Paragraph
from mxus.values.locator import Locator
from mxus.values.text import digest, is_word_edge

__all__ = ["Places"]

_UNKNOWN: Final = "\0"
"""What stands for a character of the old text that the new text does not tell."""

_MOST_HASHED: Final = 500_000_000
"""Characters hashed in trying what a changed paragraph was, so that a long text that changed everywhere ends."""

_COST_OF_HASH: Final = 500
"""Characters hashed in the time that it takes to begin a hash."""

_TYPED: Final = frozenset(ascii_letters + digits + punctuation + " ")


@attrs.frozen
class _Tie:
    """An old paragraph and the new one that it is, or has become: the same, or the same but for one stretch."""

    number: int
    text: str
    """The old paragraph."""


class Places:
    """Where passages of an old text stand in a new one.

    Parameters
    ----------
    old : sequence of Paragraph
        What is known of the old text.
    new : sequence of str
        The normalised paragraphs of the new text.
    passages : iterable of Locator
        Passages of the old text, all that there are: each tells something of it.
    joined : collection of int, default ()
        Numbers of the new paragraphs that are several in the new text.

    Examples
    --------
    >>> from mxus.authoring.segmentation import paragraph_of
    >>> old = ("Alpha says trade grew.", "Beta says trade grew.")
    >>> passage = Locator.of(old[0], paragraph=0, start=11, end=21)
    >>> inserted = Places([paragraph_of(each) for each in old], ["New.", *old], [passage])
    >>> inserted.proven(passage).paragraph
    1
    >>> cut = Places([paragraph_of(each) for each in old], old[1:], [passage])
    >>> cut.proven(passage), [(place.paragraph, place.start) for place in cut.candidates(passage)]
    (None, [(0, 10)])
    """

    def __init__(
        self,
        old: Sequence[Paragraph],
        new: Sequence[str],
        passages: Iterable[Locator],
        joined: Collection[int] = (),
    ) -> None:
        self._old, self._new, self._joined = old, new, joined
        every = tuple(dict.fromkeys(passages))
        self._found = _places(new, every)
        self._digests = [digest(paragraph) for paragraph in new]
        self._ties = _ties(old, new, self._digests)
        self._known = self._known_text(every)
        self._counts = Counter(each.digest for each in old), Counter(self._digests)
        self._sure = {tie.number: number for number, tie in self._ties.items() if self._is_sure(number, tie)}
        self._settled = {passage: self._settle(passage) for passage in every}
        longer = [(passage, now) for passage, now in self._settled.items() if now is not None]
        for passage, now in self._settled.items():
            if now is None:
                self._settled[passage] = _inside(passage, longer)
        self._taken = {(now.paragraph, now.start, now.end): passage for passage, now in self._settled.items() if now}

    def proven(self, passage: Locator) -> Locator | None:
        """Return where a passage stands now; None where that is not proven."""
        return self._settled[passage]

    def candidates(self, passage: Locator) -> tuple[Locator, ...]:
        """Return where a passage may stand now: where its words do, but for places that are proven to be another's."""
        return tuple(
            _at(passage, number, start)
            for number, start in self._found[passage]
            if self._sure.get(number, passage.paragraph) == passage.paragraph
            and self._taken.get((number, start, start + passage.end - passage.start), passage) == passage
        )

    def _known_text(self, passages: Sequence[Locator]) -> list[str]:
        """Return the old paragraphs, `_UNKNOWN` standing for each character that is not known."""
        whole = dict(zip(self._digests, self._new, strict=True))
        known = [
            list(tie.text if (tie := self._ties.get(number)) else whole.get(each.digest, _UNKNOWN * each.length))
            for number, each in enumerate(self._old)
        ]
        for passage in passages:
            for number, start in self._found[passage][:1]:
                length = passage.end - passage.start
                known[passage.paragraph][passage.start : passage.end] = self._new[number][start : start + length]
        return ["".join(paragraph) for paragraph in known]

    def _is_sure(self, number: int, tie: _Tie) -> bool:
        """Whether an old paragraph is the new one tied to it.

        One that is unchanged and has no twin stands among the same neighbours, however they have changed, or can have
        stood nowhere else. Any other stands between two neighbours that have no twins and are tied, too.
        """
        kind, there = self._old[number].digest, tie.number
        same = kind == self._digests[there]
        if same and self._is_single(number) and there not in self._joined:
            whole = Locator(number, 0, self._old[number].length, kind)
            untied = [each for each in range(len(self._old)) if each not in self._ties]
            return self._shifts(number) == {there - number} or not any(self._elsewhere(whole, tie.text, untied))
        counted = self._counts[0][kind] == self._counts[1][kind] if same else there not in self._joined
        return counted and self._is_neighbour(number - 1, there - 1) and self._is_neighbour(number + 1, there + 1)

    def _is_single(self, number: int) -> bool:
        """Whether no other paragraph of either text is that old one."""
        kind = self._old[number].digest
        return self._counts[0][kind] == 1 and self._counts[1][kind] < 2

    def _is_neighbour(self, number: int, now: int) -> bool:
        """Whether an old paragraph that has no twin is tied to that new one; the ends of the two texts are."""
        return self._tied(number) == now and (not 0 <= number < len(self._old) or self._is_single(number))

    def _tied(self, number: int) -> int | None:
        """Return the new paragraph tied to an old one; the ends of the two texts are tied."""
        if number in self._ties:
            return self._ties[number].number
        return {-1: -1, len(self._old): len(self._new)}.get(number)

    def _shifts(self, number: int) -> set[int]:
        """Return by how much the nearest ties before and after an old paragraph have moved: one number, or two."""
        numbers = [*self._ties]
        before, after = bisect_left(numbers, number), bisect_right(numbers, number)
        first = self._ties[numbers[before - 1]].number - numbers[before - 1] if before else 0
        last = len(self._new) - len(self._old)
        if after < len(numbers):
            last = self._ties[numbers[after]].number - numbers[after]
        return {first, last}

    def _settle(self, passage: Locator) -> Locator | None:
        """Return where a passage stands by its paragraph or by its own words; None where neither proves it."""
        places, number = self._found[passage], passage.paragraph
        tie = self._ties.get(number)
        if tie is not None and self._sure.get(tie.number) == number:
            return self._in_tied(passage, tie)
        if tie is None and (found := self._by_sentences(passage)) is not None:
            return found
        if len(places) != 1:
            return None
        now, start = places[0]
        words = self._new[now][start : start + passage.end - passage.start]
        return None if any(self._elsewhere(passage, words, range(len(self._old)))) else _at(passage, now, start)

    def _by_sentences(self, passage: Locator) -> Locator | None:
        """Return where a passage stands in a paragraph of which another sentence has changed; None where that is open.

        The paragraph stands between the same two neighbours. It has as many sentences, all but one as long as they
        were: those are where they were, and the words stand in one of them alone.
        """
        before, after = self._tied(passage.paragraph - 1), self._tied(passage.paragraph + 1)
        if before is None or after is None or after - before != 2 or self._digests[before + 1] in self._counts[0]:
            return None
        places = [start for number, start in self._found[passage] if number == before + 1]
        old = self._old[passage.paragraph].sentence_spans()
        new = paragraph_of(self._new[before + 1]).sentence_spans()
        same = [
            end - start == end_now - start_now for (start, end), (start_now, end_now) in zip(old, new, strict=False)
        ]
        if len(old) != len(new) or same.count(False) != 1 or len(places) != 1:
            return None
        for (start, end), (start_now, _), kept in zip(old, new, same, strict=True):
            if kept and start <= passage.start and passage.end <= end and places == [start_now + passage.start - start]:
                return _at(passage, before + 1, places[0])
        return None

    def _in_tied(self, passage: Locator, tie: _Tie) -> Locator | None:
        """Return where a passage stands in a paragraph that is as it was but for one stretch."""
        old, new = tie.text, self._new[tie.number]
        if old == new:
            return _at(passage, tie.number, passage.start)
        before, behind = _in_common(old, new), len(old) - _in_common(old[::-1], new[::-1])
        words = old[passage.start : passage.end]
        in_front, after = passage.end <= before, passage.start >= behind
        if in_front == after or len([*_starts(words, old)]) != len([*_starts(words, new)]):
            return None  # inside what changed, or among repeated words any of which may have been put in
        start = passage.start + (len(new) - len(old) if after else 0)
        return _at(passage, tie.number, start) if (tie.number, start) in self._found[passage] else None

    def _elsewhere(self, passage: Locator, words: str, numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Yield where else the words of a passage may have stood in some old paragraphs."""
        own = (passage.paragraph, passage.start)
        ends = _ends_inside(self._old[passage.paragraph], passage.start, passage.end)
        for number in numbers:
            for start in _may_start(words, self._known[number]):
                inside = _ends_inside(self._old[number], start, start + len(words))
                whole = _UNKNOWN not in self._known[number][start : start + len(words)]
                if (number, start) != own and (whole or inside == ends):
                    yield number, start


def _in_common(first: str, second: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _ends_inside(paragraph: Paragraph, start: int, end: int) -> tuple[int, ...]:
    """Return the ends of sentences inside a stretch, from its start."""
    ends = paragraph.sentences
    return tuple(each - start for each in ends[bisect_right(ends, start) : bisect_left(ends, end)])


def _may_start(words: str, known: str) -> Iterator[int]:
    """Yield where a text of which not all is known may have some words."""
    if _UNKNOWN not in known:
        yield from _starts(words, known)
    elif len(words) <= len(known):
        either = "".join(f"[{re.escape(character)}{_UNKNOWN}]" for character in words)
        yield from (match.start() for match in re.finditer(f"(?={either})", known))


def _starts(words: str, text: str) -> Iterator[int]:
    """Yield where a text has some words, inside longer ones, too."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _places(new: Sequence[str], passages: Iterable[Locator]) -> dict[Locator, list[tuple[int, int]]]:
    """Return every place where the new text has the words of each passage, parting no word."""
    passages = tuple(passages)
    wanted: dict[int, dict[str, list[tuple[int, int]]]] = {}
    for passage in passages:
        wanted.setdefault(passage.end - passage.start, {})[passage.digest] = []
    for number, paragraph in enumerate(new):
        edges = [place for place in range(len(paragraph) + 1) if is_word_edge(paragraph, place)]
        at_edge = frozenset(edges)
        for length, held in wanted.items():
            for start in edges:
                if start + length in at_edge:
                    found = held.get(_hash(paragraph[start : start + length]))
                    if found is not None:
                        found.append((number, start))
    return {passage: wanted[passage.end - passage.start][passage.digest] for passage in passages}


def _ties(old: Sequence[Paragraph], new: Sequence[str], digests: Sequence[str]) -> dict[int, _Tie]:
    """Return the new paragraph that each old one is or has become, as far as their words tell."""
    before, now = Counter(each.digest for each in old), Counter(digests)
    only = {each: number for number, each in enumerate(digests) if now[each] == 1}
    ties = {
        number: _Tie(only[each.digest], new[only[each.digest]])
        for number, each in enumerate(old)
        if each.digest in only and before[each.digest] == 1
    }
    letters = _TYPED.union(*new)
    left = _MOST_HASHED
    ends = [(-1, -1), *((number, tie.number) for number, tie in ties.items()), (len(old), len(new))]
    for (first, first_now), (last, last_now) in pairwise(ends):
        if last - first != last_now - first_now:
            continue
        for step in range(1, last - first):
            number, place = first + step, first_now + step
            if old[number].digest == digests[place]:
                ties[number] = _Tie(place, new[place])
            elif digests[place] not in before and left > 0:
                text, cost = _rebuilt(old[number], new[place], letters)
                left -= cost
                if text is not None:
                    ties[number] = _Tie(place, text)
    return dict(sorted(ties.items()))


def _rebuilt(old: Paragraph, new: str, letters: Iterable[str]) -> tuple[str | None, int]:
    """Return the old paragraph where the new one has one stretch more, one letter otherwise, or two exchanged.

    Also return how many characters that cost to try, begun hashes among them.
    """
    more = len(new) - old.length
    cost = 0
    for put in ("", None, *sorted(letters)):
        size = more + (2 if put is None else len(put))
        if size < 0 or (put is None and more != 0):
            continue
        cost += (len(new) - size + 1) * (_COST_OF_HASH + len(new) // 2)
        if cost > _MOST_HASHED:
            break
        head = sha256()
        for start in range(len(new) - size + 1):
            middle = new[start : start + 2][::-1] if put is None else put
            tried = head.copy()
            tried.update((middle + new[start + size :]).encode(errors="surrogatepass"))
            if tried.hexdigest() == old.digest:
                return new[:start] + middle + new[start + size :], cost
            head.update(new[start : start + 1].encode(errors="surrogatepass"))
    return None, cost


def _inside(passage: Locator, longer: Sequence[tuple[Locator, Locator]]) -> Locator | None:
    """Return where a passage stands now as part of a longer one that is proven, whose words are the same."""
    for before, now in longer:
        same = before.paragraph == passage.paragraph and before.start <= passage.start and passage.end <= before.end
        if same:
            return _at(passage, now.paragraph, now.start + passage.start - before.start)
    return None


def _at(passage: Locator, paragraph: int, start: int) -> Locator:
    return Locator(paragraph, start, start + passage.end - passage.start, passage.digest)


def _hash(normalised: str) -> str:
    return sha256(normalised.encode(errors="surrogatepass")).hexdigest()
