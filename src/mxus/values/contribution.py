"""What made a value and what was left out of it: records with their weights, glosses and passages."""

from __future__ import annotations

import attrs

from mxus.values.locator import Passage, places
from mxus.values.typed import typed

__all__ = ["Contribution", "LeftOut"]


@attrs.frozen(field_transformer=typed)
class Contribution:
    """What one record, or one pair of records, adds to a value.

    Parameters
    ----------
    records : tuple of str
        Ids of the records.
    weight : float
        Their part of the value; where the measure is additive, the weights sum to the value.
    gloss : str
        What the records say, in the coder's words.
    passages : tuple of Passage
        The passages behind the records, each with its source.

    Examples
    --------
    >>> Contribution(("asylum-to-betssy-chavez",), 0.5, "Asylum for the former prime minister.", ()).weight
    0.5
    """

    records: tuple[str, ...]
    weight: float
    gloss: str
    passages: tuple[Passage, ...]

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Numbers of the paragraphs the passages stand in, ascending, each once, whatever the source."""
        return tuple(sorted({passage.locator.paragraph for passage in self.passages}))

    def __str__(self) -> str:
        """Return weight, records, gloss and paragraphs on one line."""
        where = f" ({places(self.passages)})" if self.passages else ""
        return f"{self.weight:+.4f}  {' × '.join(self.records)}: {self.gloss}{where}"


@attrs.frozen(field_transformer=typed)
class LeftOut:
    """Records that could bear on a value and are not in it, and why.

    Parameters
    ----------
    reason : str
        Why the question could not use them.
    records : tuple of str
        Ids of the records.

    Examples
    --------
    >>> print(LeftOut("mutual: no recipient", ("summit", "accord")))
    mutual: no recipient: summit, accord
    """

    reason: str
    records: tuple[str, ...]

    def __str__(self) -> str:
        """Return reason and records on one line."""
        return f"{self.reason}: {', '.join(self.records)}"
