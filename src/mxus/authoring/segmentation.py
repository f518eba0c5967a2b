"""Where paragraphs and sentences of a plain text end.

Paragraphs are parted by blank lines; in a text without any, each line is one. Where sentences end is a reading
(:mod:`mxus.authoring.sentences`), and no rule gets it right everywhere: a coder names what it gets wrong as fragments
that are *unbroken*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from mxus.authoring.sentences import ends_of_sentences
from mxus.records.source import Paragraph
from mxus.values.text import digest, normalise

__all__ = ["paragraph_of", "paragraphs_of", "sentence_ends"]

_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")


def paragraphs_of(text: str, known: Sequence[Paragraph] = ()) -> tuple[str, ...]:
    r"""Return the normalised paragraphs of a plain text, in order; those that are empty are left out.

    Parameters
    ----------
    text : str
        As read from a file.
    known : sequence of Paragraph, default ()
        Paragraphs that the text is known to have had. Where lines together are one of them, they are that one,
        whatever lines are blank: a source may count title and byline as one paragraph.

    Examples
    --------
    >>> paragraphs_of("A title\n\nOne line\nand its rest.\n\n\nThe end.")
    ('A title', 'One line and its rest.', 'The end.')
    >>> paragraphs_of("One.\nTwo.")
    ('One.', 'Two.')
    >>> paragraphs_of("A title\n\nBy X.\n\nOne.", [paragraph_of("A title By X.")])
    ('A title By X.', 'One.')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    if not known:
        return tuple(filter(None, map(normalise, blocks)))
    lines = [(line, number) for number, block in enumerate(blocks) for line in block.split("\n") if line.strip()]
    found: list[str] = []
    rest: list[str] = []  # lines of a block that are part of no known paragraph
    place = 0
    while place < len(lines):
        length = _known_from(lines, place, known)
        block = lines[place][1]
        if not length:
            rest.append(lines[place][0])
        following = place + (length or 1)
        if rest and (length or following == len(lines) or lines[following][1] != block):
            found.append(normalise("\n".join(rest)))
            rest = []
        if length:
            found.append(normalise("\n".join(line for line, _ in lines[place:following])))
        place = following
    return tuple(found)


def _known_from(lines: Sequence[tuple[str, int]], place: int, known: Sequence[Paragraph]) -> int:
    """Return how many lines from that place on are a known paragraph; 0 where none are."""
    digests, longest = {paragraph.digest for paragraph in known}, max(paragraph.length for paragraph in known)
    taken: list[str] = []
    for line, _ in lines[place:]:
        taken.append(line)
        whole = normalise("\n".join(taken))
        if len(whole) > longest:
            return 0
        if digest(whole) in digests:
            return len(taken)
    return 0


def sentence_ends(paragraph: str, unbroken: Iterable[str] = ()) -> tuple[int, ...]:
    """Return the offsets after each sentence of a normalised paragraph; the last is its length.

    Parameters
    ----------
    paragraph : str
        Normalised text, not empty.
    unbroken : iterable of str, default ()
        Fragments inside which no sentence ends.

    Examples
    --------
    >>> sentence_ends("J. A. Smith of the U.S. Navy came. He left!")
    (34, 43)
    >>> sentence_ends("See pt. Two here."), sentence_ends("See pt. Two here.", ["pt. Two"])
    ((7, 17), (17,))
    """
    inside = bytearray(len(paragraph) + 1)
    for fragment in filter(None, map(normalise, unbroken)):
        for found in re.finditer(re.escape(fragment), paragraph):
            inside[found.start() + 1 : found.end()] = b"\1" * (found.end() - found.start() - 1)
    ends: list[int] = []
    for end in ends_of_sentences(paragraph):
        if not inside[end] and end - (ends[-1] if ends else -1) >= 2 <= len(paragraph) - end:
            ends.append(end)
    return (*ends, len(paragraph))


def paragraph_of(text: str, unbroken: Iterable[str] = ()) -> Paragraph:
    """Return what a source keeps of a paragraph: length, digest and ends of sentences.

    Examples
    --------
    >>> paragraph_of("It rained. We stayed.").sentences
    (10, 21)
    """
    whole = normalise(text)
    return Paragraph(length=len(whole), digest=digest(whole), sentences=sentence_ends(whole, unbroken))
