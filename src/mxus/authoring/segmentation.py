"""Where paragraphs and sentences of a plain text end.

Paragraphs are parted by blank lines; in a text without any, each line is one. Sentences end at a full stop, a question
or exclamation mark before a space and what can begin a sentence. That is a reading, and no rule gets it right
everywhere: an initial ("Jorge A. Schiavon") and common abbreviations are known, and a coder names the rest as
fragments that are *unbroken*. What we leave out: sentences that end without a mark, and languages written without
spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from mxus.records.source import Paragraph
from mxus.values.text import digest, normalise

__all__ = ["paragraph_of", "paragraphs_of", "sentence_ends"]

_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_END: Final = re.compile(r"""[.!?\u2026]+["')\]]*(?= ["'(\[\u00bf\u00a1]*([^\W_]))""")
_LONGEST_ABBREVIATION: Final = 12
_ABBREVIATIONS: Final = frozenset(
    "Mr Mrs Ms Dr Prof Gen Col Lt Sgt Capt Adm Gov Sen Rep Pres Hon Rev Sr Sra Srta Lic Ing St Mt No vs etc approx "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Inc Ltd Corp Co cf al e.g i.e p pp vol ed eds art".split()
)


def paragraphs_of(text: str) -> tuple[str, ...]:
    r"""Return the normalised paragraphs of a plain text, in order; those that are empty are left out.

    Examples
    --------
    >>> paragraphs_of("A title\n\nOne line\nand its rest.\n\n\nThe end.")
    ('A title', 'One line and its rest.', 'The end.')
    >>> paragraphs_of("One.\nTwo.")
    ('One.', 'Two.')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text) else text.split("\n")
    return tuple(filter(None, map(normalise, parts)))


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
    >>> sentence_ends("See art. II here."), sentence_ends("See sec. II here."), sentence_ends("See sec. II here.", ["sec. II"])
    ((17,), (8, 17), (17,))
    """
    kept = [
        (found.start(), found.end())
        for fragment in filter(None, map(normalise, unbroken))
        for found in re.finditer(re.escape(fragment), paragraph)
    ]
    ends = [
        match.end()
        for match in _END.finditer(paragraph)
        if not (match[1].islower() or _is_abbreviation(paragraph, match))
        and not any(a < match.end() < b for a, b in kept)
    ]
    spaced = [end for end, before in zip(ends, [-1, *ends], strict=False) if end - before >= 2]
    return (*(end for end in spaced if len(paragraph) - end >= 2), len(paragraph))


def _is_abbreviation(paragraph: str, match: re.Match[str]) -> bool:
    """Whether the full stop found belongs to the word before it."""
    if match[0] != ".":
        return False
    before = paragraph[max(0, match.start() - _LONGEST_ABBREVIATION) : match.start()]
    word = re.split(r"[\s(\[\"'-]", before)[-1]
    dotted = re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", word) is not None
    return (len(word) == 1 and word.isupper()) or word in _ABBREVIATIONS or dotted


def paragraph_of(text: str, unbroken: Iterable[str] = ()) -> Paragraph:
    """Return what a source keeps of a paragraph: length, digest and ends of sentences.

    Examples
    --------
    >>> paragraph_of("It rained. We stayed.").sentences
    (10, 21)
    """
    whole = normalise(text)
    return Paragraph(length=len(whole), digest=digest(whole), sentences=sentence_ends(whole, unbroken))
