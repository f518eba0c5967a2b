"""A read-only mapping from ids to records, whose error for an unknown id names the nearest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import attrs

from mxus.dataset.cards import collection_page
from mxus.display.cards import Page, Shown
from mxus.errors import UnknownIdError

__all__ = ["Records"]

_R = TypeVar("_R")


@attrs.frozen(eq=False, repr=False)
class Records(Mapping[str, _R], Shown):
    """Records of one collection by id, in the dataset's order.

    Examples
    --------
    >>> Records({"mexico": 1})["mexcio"]
    Traceback (most recent call last):
        ...
    mxus.errors.UnknownIdError: no record has the id 'mexcio'; nearest: 'mexico'
    """

    _records: dict[str, _R]

    def __getitem__(self, key: str) -> _R:
        """Return the record with that id."""
        try:
            return self._records[key]
        except (KeyError, TypeError):  # a list, say, which cannot be looked up
            raise UnknownIdError.among(key, self._records) from None

    def __contains__(self, key: object) -> bool:
        """Whether there is a record with that id, without a search for ids like it where there is not."""
        return isinstance(key, str) and key in self._records

    def __iter__(self) -> Iterator[str]:
        """Iterate over the ids."""
        return iter(self._records)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._records)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the first records, with their passages and glosses."""
        return collection_page(self)

    def __repr__(self) -> str:
        """Return the number of records and the first ids."""
        ids = ", ".join([*list(self._records)[:3], *(["..."] if len(self._records) > 3 else [])])
        return f"<{len(self._records)} records: {ids}>"
