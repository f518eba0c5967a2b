"""A text as coded passages see it: normalised, so that the same words have the same offsets in every copy.

Copies of one text differ in line wrapping, in the style of quotation marks and in Unicode form, and in nothing else
that we let pass. :func:`normalise` removes exactly these three; every offset and digest in the package is of
normalised text. What we leave out: hyphens at line ends, dashes and spelling stay as they are, so a copy that changes
them does not verify.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

__all__ = ["digest", "normalise"]

_QUOTES: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    }
)


def normalise(text: str) -> str:
    r"""Return `text` in Unicode form C, with straight quotation marks and single spaces, without spaces at its ends.

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
    >>> normalise("  the \u201cma\u00f1aneras\u201d\n of  the president\u2019s ")
    'the "mañaneras" of the president\'s'
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
    return hashlib.sha256(normalise(text).encode()).hexdigest()
