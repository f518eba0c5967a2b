"""Relocation: the passages of a dataset found again in a text that has changed.

A passage is found again where the changed text has the very same words: once, or once in the paragraph that its old
paragraph has become, or at its old place there, or inside a longer passage that was found again. That is proof;
likeness is none. A passage whose words changed, were left out or now stand in several places is lost, and listed: a
coder decides. Nothing is written here; a dataset is made only where nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

import attrs

from mxus.authoring.quotes import SourceText
from mxus.authoring.segmentation import paragraphs_of
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Uncoded
from mxus.dataset.verification import only_source, verify_text
from mxus.display.cards import Page, Shown, Table
from mxus.errors import InvalidDataError, InvalidValueError, Problem, require_text
from mxus.records.evidence import Evidence
from mxus.records.source import Paragraph, Source
from mxus.records.union import AnyRecord
from mxus.values.locator import Locator
from mxus.values.text import digest, is_word_edge

__all__ = ["Lost", "Moved", "Relocation", "relocate"]


@attrs.frozen
class Moved:
    """A passage found again at another place.

    Examples
    --------
    >>> place = Locator.of("We cooperate.", paragraph=1, start=3, end=12)
    >>> print(Moved("talks", place, attrs.evolve(place, start=0, end=9)))
    talks: ¶1 3 to 12, now ¶1 0 to 9
    """

    record: str
    before: Locator
    after: Locator

    def __str__(self) -> str:
        """Return the move on one line."""
        return f"{self.record}: {_place(self.before)}, now {_place(self.after)}"


@attrs.frozen
class Lost:
    """A passage that the text does not have, or has in several places.

    Examples
    --------
    >>> print(Lost("talks", Locator.of("We cooperate.", paragraph=1, start=3, end=12), 0))
    talks: ¶1 3 to 12 is not in the text any more
    """

    record: str
    before: Locator
    places: int

    def __str__(self) -> str:
        """Return the loss on one line."""
        why = "is not in the text any more" if not self.places else f"stands in {self.places} places now"
        return f"{self.record}: {_place(self.before)} {why}"


@attrs.frozen
class Relocation(Shown):
    """What became of the passages of a source.

    Parameters
    ----------
    source : str
        Id of the source.
    kept : int
        Passages that stand where they stood.
    moved : tuple of Moved
        Passages found again elsewhere.
    lost : tuple of Lost
        Passages not found, or found in several places.
    dataset : Dataset or None
        The dataset for the changed text; None where a passage is lost.

    Examples
    --------
    >>> import mxus
    >>> print(relocate(mxus.load(), "quite another text").lost[0].places)
    0
    """

    source: str
    kept: int
    moved: tuple[Moved, ...]
    lost: tuple[Lost, ...]
    dataset: Dataset | None = attrs.field(repr=False)

    @property
    def ok(self) -> bool:
        """Whether no passage is lost."""
        return not self.lost

    @property
    def made(self) -> Dataset:
        """The dataset for the changed text.

        Raises
        ------
        InvalidDataError
            If a passage is lost; each is listed.
        """
        if self.dataset is None:
            problems = [Problem(lost.record, f"{_place(lost.before)} not found again") for lost in self.lost]
            raise InvalidDataError(problems, where=f"source {self.source!r}")
        return self.dataset

    def page(self) -> Page:
        """Return what a terminal and a notebook show: what moved and what is lost."""
        facts = (("kept", str(self.kept)), ("moved", str(len(self.moved))), ("lost", str(len(self.lost))))
        tables = tuple(
            Table.of_first(title, ("passage",), [(str(each),) for each in found])
            for title, found in (("lost", self.lost), ("moved", self.moved))
        )
        return Page(f"passages of {self.source}", facts, tables)

    def __str__(self) -> str:
        """Return the counts on one line."""
        return f"{self.source}: {self.kept} passages kept, {len(self.moved)} moved, {len(self.lost)} lost"


def relocate(dataset: Dataset, text: str, *, source: str | None = None) -> Relocation:
    """Find every passage of a source again in a text that has changed: a new edition, a corrected typo.

    Parameters
    ----------
    dataset : Dataset
        Any dataset; it is not changed.
    text : str
        The text as it is now. Blank lines part its paragraphs, or line breaks where there is no blank line.
    source : str, optional
        Id of the source; not needed where the dataset has one.

    Returns
    -------
    Relocation
        What stayed, moved and is lost, and, where nothing is, the dataset for the new text. Ends of sentences are kept
        for paragraphs that did not change, and found anew for others.

    Raises
    ------
    UnknownIdError, InvalidValueError
        If `source` is unknown, or needed and not given; if the text is empty.

    Examples
    --------
    >>> import mxus, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "annals.txt")
    ...     _ = path.write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
    ...     ds = mxus.lock(mxus.start_project(path, author="the Scribe")[0])
    >>> found = relocate(ds, "Much more coal for the neighbour. By the Scribe.")
    >>> print(found)
    annals: 0 passages kept, 1 moved, 0 lost
    >>> print(found.moved[0])
    the-scribe: ¶0 27 to 37, now ¶0 37 to 47
    >>> mxus.verify is not None and found.made.actors["the-scribe"].evidence[0].locator.start
    37
    """
    of = only_source(dataset, source)
    require_text(text, "the text")
    passages = [
        *(each.locator for record in dataset.values() for each in record.evidence if each.source == of.id),
        *(each.locator for each in dataset.uncoded if each.source == of.id),
    ]
    if verify_text(dataset, text, source=of.id).ok:
        return Relocation(of.id, len(passages), (), (), dataset)  # also where a page's header stands before it
    paragraphs = paragraphs_of(text, of.paragraphs)
    if not paragraphs:
        raise InvalidValueError("found a text without words; expected one with some")
    finder = _Finder(of, SourceText(of.id, _as_one(of.paragraphs, paragraphs)), passages)
    changed: list[AnyRecord] = [of.evolve(paragraphs=finder.paragraphs(), evidence=finder.evidence(of))]
    changed += [record.evolve(evidence=finder.evidence(record)) for record in dataset.values() if record.id != of.id]
    uncoded = tuple(finder.uncoded(passage) for passage in dataset.uncoded)
    made: Dataset | None = None
    if not finder.lost:
        records: dict[str, AnyRecord] = {**dataset, **{record.id: record for record in changed}}
        about: dict[str, Any] = {**dataset.about(), "uncoded": uncoded}
        made = Dataset(records.values(), **about)
    return Relocation(of.id, finder.kept, tuple(finder.moved), tuple(finder.lost), made)


class _Finder:
    """The search for passages in one changed text."""

    def __init__(self, source: Source, text: SourceText, passages: Iterable[Locator]) -> None:
        self._source, self._text = source, text
        self._new = text.source_paragraphs()
        self._became = _became(source.paragraphs, self._new)
        self.kept, self.moved, self.lost = 0, list[Moved](), list[Lost]()
        self._places = {passage: self._all(passage) for passage in dict.fromkeys(passages)}
        self._now = {passage: self._found(passage) for passage in self._places}
        longer = [(passage, now) for passage, now in self._now.items() if now is not None]
        for passage, now in self._now.items():
            if now is None:
                self._now[passage] = _inside(passage, longer)

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs of the changed text, those that did not change as they were."""
        known = {paragraph.digest: paragraph for paragraph in self._source.paragraphs}
        return tuple(known.get(paragraph.digest, paragraph) for paragraph in self._new)

    def evidence(self, record: AnyRecord) -> tuple[Evidence, ...]:
        """Return the evidence of a record with its places in the changed text."""
        return tuple(
            evidence.evolve(locator=self._again(record.id, evidence.locator))
            if evidence.source == self._source.id
            else evidence
            for evidence in record.evidence
        )

    def uncoded(self, passage: Uncoded) -> Uncoded:
        """Return an uncoded passage with its place in the changed text."""
        ours = passage.source == self._source.id
        return passage.evolve(locator=self._again("uncoded", passage.locator)) if ours else passage

    def _again(self, record: str, before: Locator) -> Locator:
        """Return where a passage stands now; its old place where it is lost, which is then noted."""
        after = self._now[before]
        if after is None:
            self.lost.append(Lost(record, before, len(self._places[before])))
            return before
        if after == before:
            self.kept += 1
        else:
            self.moved.append(Moved(record, before, after))
        return after

    def _found(self, before: Locator) -> Locator | None:
        """Return where the words of a passage are found by themselves; None where that is not certain."""
        places = self._places[before]
        home = self._became.get(before.paragraph)
        if home is not None and self._new[home].digest == self._source.paragraphs[before.paragraph].digest:
            return _at(before, home, before.start)
        inside = [place for place in places if place[0] == home]
        for candidates in (places, inside, [place for place in inside if place[1] == before.start]):
            if len(candidates) == 1:
                return _at(before, *candidates[0])
        return None

    def _all(self, passage: Locator) -> list[tuple[int, int]]:
        """Return every place where the text has the words of a passage."""
        length = passage.end - passage.start
        return [
            (number, start)
            for number, paragraph in enumerate(self._text.paragraphs)
            for start in _starts(paragraph, length)
            if sha256(paragraph[start : start + length].encode(errors="surrogatepass")).hexdigest() == passage.digest
        ]


def _starts(paragraph: str, length: int) -> Iterator[int]:
    """Yield where a passage of that length can start so that it parts no word."""
    for start in range(len(paragraph) - length + 1):
        if is_word_edge(paragraph, start) and is_word_edge(paragraph, start + length):
            yield start


def _inside(passage: Locator, longer: Sequence[tuple[Locator, Locator]]) -> Locator | None:
    """Return where a passage stands now as part of a longer one found again, whose words are the same."""
    for before, now in longer:
        same = before.paragraph == passage.paragraph and before.start <= passage.start and passage.end <= before.end
        if same:
            return _at(passage, now.paragraph, now.start + passage.start - before.start)
    return None


def _at(passage: Locator, paragraph: int, start: int) -> Locator:
    return Locator(paragraph, start, start + passage.end - passage.start, passage.digest)


def _as_one(old: Sequence[Paragraph], new: Sequence[str]) -> tuple[str, ...]:
    """Return the new paragraphs, those together that stand where one old paragraph stood between two unchanged ones."""
    before, after = [each.digest for each in old], [digest(each) for each in new]
    made: list[str] = []
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        parts = new[new_start:new_end]
        made += [" ".join(parts)] if tag == "replace" and end - start == 1 else parts
    return tuple(made)


def _became(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> dict[int, int]:
    """Return which paragraph each old one has become: one unchanged, wherever; or the one between the same two."""
    before, after = [each.digest for each in old], [each.digest for each in new]
    found: dict[int, int] = {}
    for tag, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == new_end - new_start):
            found.update(zip(range(start, end), range(new_start, new_end), strict=True))
    for number, each in enumerate(before):
        if before.count(each) == after.count(each) == 1:
            found[number] = after.index(each)
    return found


def _place(locator: Locator) -> str:
    return f"¶{locator.paragraph} {locator.start} to {locator.end}"
