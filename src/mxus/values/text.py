"""A text as coded passages see it: normalised, so that the same words have the same offsets in every copy.

Copies of one text differ in line wrapping, in the style of quotation marks and in Unicode form, and in nothing else
that we let pass. :func:`normalise` removes exactly these three; every offset and digest in the package is of
normalised text. What we leave out: words that a typesetter divided, dashes and spelling stay as they are, so a copy
that changes them does not verify.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

__all__ = ["LINES", "PLAIN", "digest", "is_plain", "is_word_edge", "normalise", "single_spaced"]

PLAIN: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]*$"
"""Text on one line, without control characters, those that turn the direction of what follows, and U+FFFE and U+FFFF.

The last two are no characters, and XML has no way to write them.
"""

LINES: Final = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]*$"
"""The same with line breaks and tabs."""

_QUOTES: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    }
)


# Lines are wrapped at hyphens and dashes too: after one that is attached to the word before, or before a long one
# that is attached to the word after. Such a break stands for nothing, any other for a space.
_BREAK: Final = r"[ \t]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])[ \t]*"
_WRAPPED_AT_DASH: Final = re.compile(rf"(?<=\S)([-\u2010\u2013\u2014]){_BREAK}(?=\S)|(?<=\S){_BREAK}(\u2014)(?=\S)")


def is_plain(text: str) -> bool:
    r"""Return whether a text is on one line and cannot steer a terminal: what :data:`PLAIN` says, and can be written.

    Examples
    --------
    >>> is_plain("late in October"), is_plain("late\x1b[2J"), is_plain("late\n"), is_plain("\ud800")
    (True, False, False, False)
    """
    return re.fullmatch(PLAIN, text) is not None and not re.search("[\ud800-\udfff]", text)


def normalise(text: str) -> str:
    r"""Return `text` in Unicode form C, with straight quotation marks and single spaces, without spaces at its ends.

    A line break after an attached hyphen or dash (``pro-\ngovernment``) is taken out, since wrapping put it there.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The normalised text; normalising again changes nothing.

    Examples
    --------
    >>> normalise("pro-\ngovernment")
    'pro-government'
    >>> normalise("  the \u201cma\u00f1aneras\u201d\n of  the president\u2019s ")
    'the "mañaneras" of the president\'s'
    """
    return single_spaced(_WRAPPED_AT_DASH.sub(r"\1\2", text))


def single_spaced(text: str) -> str:
    r"""Return `text` normalised with every line break as a space, also those after hyphens.

    Examples
    --------
    >>> single_spaced("pre-\nand post-war"), normalise("pre-\nand post-war")
    ('pre- and post-war', 'pre-and post-war')
    """
    return " ".join(unicodedata.normalize("NFC", text).translate(_QUOTES).split())


def digest(text: str) -> str:
    """Return the SHA-256 of the normalised `text` in UTF-8, as 64 hexadecimal digits.

    Parameters
    ----------
    text : str
        Any text; it is normalised first.

    Returns
    -------
    str
        Lower-case hexadecimal digest.

    Examples
    --------
    >>> digest("We  cooperate") == digest("We cooperate")
    True
    >>> digest("We cooperate")[:8]
    '0e2c9288'
    """
    return hashlib.sha256(normalise(text).encode(errors="surrogatepass")).hexdigest()


def is_word_edge(text: str, place: int) -> bool:
    r"""Return whether no word of `text` goes on over that place; an accent belongs to the letter before it.

    Examples
    --------
    >>> [is_word_edge("two words", place) for place in (0, 2, 3, 4, 9)]
    [True, False, True, True, True]
    >>> [is_word_edge("cafe\u0301 s", place) for place in (4, 5)]
    [False, True]
    """
    if place in {0, len(text)}:
        return True
    before, after = text[place - 1], text[place]
    return not (_is_mark(after) or (after.isalnum() and (before.isalnum() or _is_mark(before))))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
