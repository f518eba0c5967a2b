"""Strategies for passages of a text: locators, evidence; and the small text that they are of by default."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from mxus.records.evidence import Evidence
from mxus.records.source import Paragraph
from mxus.testing.values import NOTES, choice
from mxus.values.locator import Locator
from mxus.values.text import digest, normalise
from mxus.vocabulary.statements import Status, Voice

__all__ = ["TEXT", "TEXTS", "Texts", "evidence", "locators", "paragraphs_of"]

TEXT: Final[tuple[str, ...]] = (
    "Ruritania and Sylvania talk.",
    "Ruritania sends coal to Sylvania. Sylvania strikes back at sea. A minister protests.",
    "Sixty percent of trade goes there.",
)
"""The paragraphs that passages are of where no others are given; a file has a blank line between each two."""

Texts = Mapping[str, Sequence[str]]
"""Paragraphs by the id of their source."""

TEXTS: Final[Texts] = MappingProxyType({"chronicle": TEXT})

_TRUTH: Final = st.booleans()

_WORD: Final = re.compile(r"\S+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])(?= |$)|$")


def locators(*, paragraphs: Sequence[str] = TEXT) -> st.SearchStrategy[Locator]:
    """Return a strategy for locators of passages of whole words; whole sentences are as frequent as all others.

    Parameters
    ----------
    paragraphs : sequence of str, optional
        The text, none of it blank; :data:`TEXT` where not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(locators(paragraphs=["We cooperate and coordinate."]), lambda locator: locator.start > 0)
    >>> found.matches("cooperate")
    True
    """
    return _locators(tuple(paragraphs))


@lru_cache(maxsize=64)
def _locators(paragraphs: tuple[str, ...]) -> st.SearchStrategy[Locator]:
    texts = [normalise(paragraph) for paragraph in paragraphs]
    numbers = st.integers(0, len(texts) - 1)
    words = [[match.span() for match in _WORD.finditer(text)] for text in texts]
    sentences = [_sentences(text) for text in texts]

    @st.composite
    def drawn(draw: st.DrawFn) -> Locator:
        number = draw(numbers)
        if draw(_TRUTH):
            start, end = draw(choice(tuple(sentences[number])))
        else:
            first = draw(st.integers(0, len(words[number]) - 1))
            start, end = words[number][first][0], words[number][draw(st.integers(first, len(words[number]) - 1))][1]
        return Locator.of(texts[number], paragraph=number, start=start, end=end)

    return drawn()


def _sentences(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence, taken to end where a full stop or another such mark does."""
    ends = sorted({match.start() for match in _SENTENCE_END.finditer(text)} - {0})
    return list(zip((0, *(end + 1 for end in ends[:-1])), ends, strict=True))


def paragraphs_of(text: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text as a source has them; sentences end where a full stop or another such mark does.

    Examples
    --------
    >>> [paragraph.sentences for paragraph in paragraphs_of(TEXT)]
    [(28,), (33, 63, 84), (34,)]
    """
    whole = [normalise(paragraph) for paragraph in text]
    return tuple(
        Paragraph(length=len(each), digest=digest(each), sentences=tuple(end for _, end in _sentences(each)))
        for each in whole
    )


@st.composite
def evidence(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    texts: Texts = TEXTS,
    speakers: Sequence[str] = (),
    statuses: Sequence[Status] = tuple(Status),
    notes: st.SearchStrategy[str | None] | None = None,
    min_size: int = 1,
    max_size: int = 2,
) -> tuple[Evidence, ...]:
    """Return a strategy for the evidence of a record: some passages, in the author's voice or reported of a speaker.

    Parameters
    ----------
    texts : mapping of str to sequence of str, optional
        Paragraphs by the id of their source; :data:`TEXT` by the id ``"chronicle"`` where not given.
    speakers : sequence of str, default ()
        Ids of actors whose words may be reported; none are where there is none.
    statuses : sequence of Status, optional
        Statuses to draw from; all where not given. ``reported`` is only drawn for the words of speakers.
    notes : strategy of str or None, optional
        Remarks on passages; sometimes a short one where not given.
    min_size, max_size : int
        Number of passages.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(evidence(speakers=["minister"]), lambda passages: passages[0].status.value == "alleged")
    >>> len(found), found[0].voice.value, found[0].status.value
    (1, 'author', 'alleged')
    """
    own = tuple(status for status in statuses if status is not Status.REPORTED)
    voices = tuple(voice for voice, can_be in ((Voice.AUTHOR, own), (Voice.REPORTED, speakers)) if can_be)
    found: list[Evidence] = []
    for _ in range(draw(st.integers(min_size, max_size))):
        source, voice = draw(choice(tuple(texts))), draw(choice(voices))
        reported = voice is Voice.REPORTED
        found.append(
            Evidence(
                source=source,
                locator=draw(locators(paragraphs=texts[source])),
                voice=voice,
                speaker=draw(choice(tuple(speakers))) if reported else None,
                status=draw(choice(tuple(statuses) if reported else own)),
                note=draw(NOTES if notes is None else notes),
            )
        )
    return tuple(found)
