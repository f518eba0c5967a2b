"""What a dataset holds: its records by id and by collection, and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

import attrs

from mxus.dataset.agency import Agency
from mxus.dataset.citing import cited_names
from mxus.dataset.collection import Records
from mxus.dataset.document import Collection, Document, Uncoded, by_collection
from mxus.records.actor import Actor
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import AnyRecord
from mxus.values.reference import Reference

__all__ = ["Holdings"]

_T = TypeVar("_T")


@attrs.frozen(eq=False, repr=False, init=False)
class Holdings(Records[AnyRecord]):
    """The records of a dataset, of each collection and of all, and the dataset's own fields.

    Examples
    --------
    >>> import mxus
    >>> isinstance(mxus.load(), Holdings)
    True
    """

    _about: dict[str, Any]

    _agency: Agency

    _made: dict[str, Any]
    """What follows from the records and is made when first asked for; it can be thrown away at any time."""

    @property
    def document(self) -> Document:
        """The dataset as it is written to a file."""
        fields: dict[str, Any] = {**self._about, **self._by_collection()}
        return self._once("document", lambda: Document(**fields))

    @property
    def id(self) -> str:
        """Identifier of the dataset."""
        return cast("str", self._about["id"])

    @property
    def title(self) -> str:
        """What it is, in a line."""
        return cast("str", self._about["title"])

    @property
    def sources(self) -> Mapping[str, Source]:
        """The coded texts, by id."""
        return self._by_id("sources")

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Whoever acts, is acted upon, or speaks, by id."""
        return self._by_id("actors")

    @property
    def policies(self) -> Mapping[str, Policy]:
        """Standing courses of action, by id."""
        return self._by_id("policies")

    @property
    def trade_links(self) -> Mapping[str, TradeLink]:
        """Shares and values of trade, by id."""
        return self._by_id("trade_links")

    @property
    def events(self) -> Mapping[str, Event]:
        """What happened, by id."""
        return self._by_id("events")

    @property
    def positions(self) -> Mapping[str, Position]:
        """The sides actors take, by id."""
        return self._by_id("positions")

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Readings of the facts, by id."""
        return self._by_id("claims")

    @property
    def uncoded(self) -> tuple[Uncoded, ...]:
        """Passages that carry nothing to code, and why."""
        return cast("tuple[Uncoded, ...]", self._about["uncoded"])

    def about(self) -> dict[str, Any]:
        """Return what the dataset says of itself, as the keywords of the constructor."""
        return dict(self._about)

    def references(self) -> tuple[Reference, ...]:
        """Return the sources as citable works.

        Examples
        --------
        >>> import mxus
        >>> print(mxus.load().references()[0])
        Rojas (2025), Mexico – USA: A Relationship That Withstands Everything?, Havana Times
        """

        def made() -> tuple[Reference, ...]:
            return tuple(source.reference(cited_names(source, self.actors)) for source in self.sources.values())

        return self._once("references", made)

    def _by_id(self, collection: Collection) -> Mapping[str, Any]:
        return self._once(collection, lambda: Records({each.id: each for each in self._by_collection()[collection]}))

    def _by_collection(self) -> dict[str, tuple[Any, ...]]:
        return self._once("collections", lambda: by_collection(self._records.values()))

    def _once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what is made of the records when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return cast("_T", self._made[name])
