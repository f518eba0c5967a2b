"""Where a passage stands: paragraph, offsets and digest. Never the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from mxus.errors import InvalidValueError, require_number, require_text, shown
from mxus.values.text import digest, normalise
from mxus.values.typed import typed

__all__ = ["Locator", "Passage", "places"]

_DIGEST = re.compile("[0-9a-f]{64}")


@attrs.frozen
class Locator:
    """A passage of a source, by position and digest.

    Parameters
    ----------
    paragraph : int
        Number of the paragraph in the source, from 0.
    start : int
        Offset of the first character in the normalised paragraph, from 0.
    end : int
        Offset after the last character; greater than `start`.
    digest : str
        SHA-256 of the normalised passage, 64 hexadecimal digits.

    Raises
    ------
    InvalidValueError
        If an offset is negative, the passage is empty, or the digest is not one.

    See Also
    --------
    mxus.verify : Check every locator of a dataset against a copy of the text.

    Examples
    --------
    >>> locator = Locator.of("We cooperate and coordinate.", paragraph=18, start=3, end=12)
    >>> locator.paragraph, locator.start, locator.end
    (18, 3, 12)
    >>> locator.matches("cooperate"), locator.matches("subordinate")
    (True, False)
    """

    paragraph: int = attrs.field(metadata={"description": "Number of the paragraph in the source, from 0.", "ge": 0})
    start: int = attrs.field(
        metadata={"description": "Offset of the first character in the normalised paragraph, from 0.", "ge": 0}
    )
    end: int = attrs.field(metadata={"description": "Offset after the last character; greater than start.", "ge": 1})
    digest: str = attrs.field(
        metadata={
            "description": "SHA-256 of the normalised passage, 64 hexadecimal digits.",
            "pattern": "^[0-9a-f]{64}$",
        }
    )

    def __attrs_post_init__(self) -> None:
        for name, number in (("paragraph", self.paragraph), ("start", self.start), ("end", self.end)):
            if type(number) is not int or number < 0:
                message = f"found {name} {shown(number)}; expected a whole number from 0"
                raise InvalidValueError(message)
        if self.start >= self.end:
            message = f"found start {shown(self.start)} and end {shown(self.end)}; expected start below end"
            raise InvalidValueError(message)
        if not isinstance(self.digest, str) or _DIGEST.fullmatch(self.digest) is None:
            message = f"found digest {shown(self.digest)}; expected 64 lower-case hexadecimal digits"
            raise InvalidValueError(message)

    @classmethod
    def of(cls, text: str, *, paragraph: int, start: int, end: int) -> Locator:
        """Make the locator of ``normalise(text)[start:end]``, `text` being the whole paragraph.

        Raises
        ------
        InvalidValueError
            If the offsets lie outside the paragraph, or cut at a space so that the passage has one at an end.
        """
        require_text(text, "text")
        for name, offset in (("start", start), ("end", end)):
            require_number(offset, name, whole=True)
        whole = normalise(text)
        if not 0 <= start < end <= len(whole):
            message = f"found [{start}, {end}); expected offsets within the paragraph's {len(whole)} characters"
            raise InvalidValueError(message)
        passage = whole[start:end]
        if passage != passage.strip():
            message = f"found [{start}, {end}), which begins or ends with a space; expected a passage without"
            raise InvalidValueError(message)
        return cls(paragraph, start, end, digest(passage))

    def matches(self, passage: str) -> bool:
        """Whether `passage`, normalised, is the passage located."""
        require_text(passage, "passage")
        return digest(passage) == self.digest

    def text_position_selector(self, paragraph_start: int) -> dict[str, str | int]:
        """Return the W3C Web Annotation selector of the passage in the whole normalised text.

        Parameters
        ----------
        paragraph_start : int
            Offset of the paragraph in the normalised text, in which single spaces join the paragraphs
            (:meth:`mxus.records.source.Source.paragraph_start`).

        Returns
        -------
        dict
            ``type``, ``start`` (inclusive) and ``end`` (exclusive), in characters from 0.

        Examples
        --------
        >>> Locator.of("We cooperate.", paragraph=1, start=3, end=12).text_position_selector(100)
        {'type': 'TextPositionSelector', 'start': 103, 'end': 112}
        """
        require_number(paragraph_start, "paragraph_start", whole=True)
        return {
            "type": "TextPositionSelector",
            "start": paragraph_start + self.start,
            "end": paragraph_start + self.end,
        }


@attrs.frozen(field_transformer=typed)
class Passage:
    """A passage of one of several sources: what a result leads back to.

    Examples
    --------
    >>> print(Passage("annals", Locator.of("We cooperate.", paragraph=3, start=0, end=2)))
    annals ¶3
    """

    source: str
    locator: Locator

    def __str__(self) -> str:
        """Return source and paragraph."""
        return f"{self.source} ¶{self.locator.paragraph}"


def places(passages: Iterable[Passage]) -> str:
    """Return where some passages stand: paragraphs, under their sources where there are several.

    Examples
    --------
    >>> first = Passage("annals", Locator.of("We cooperate.", paragraph=3, start=0, end=2))
    >>> places([first, first])
    '¶3'
    >>> places([first, Passage("letters", first.locator)])
    'annals ¶3; letters ¶3'
    """
    found: dict[str, set[int]] = {}
    for passage in passages:
        found.setdefault(passage.source, set()).add(passage.locator.paragraph)
    numbers = {source: f"¶{', '.join(map(str, sorted(paragraphs)))}" for source, paragraphs in found.items()}
    if len(numbers) == 1:
        return next(iter(numbers.values()))
    return "; ".join(f"{source} {paragraphs}" for source, paragraphs in numbers.items())
