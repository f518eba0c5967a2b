"""The document: what a dataset looks like in a file.

One JSON object with the records grouped by kind, so that the path of a problem says which kind it is in
(``$.events[12].recipients[0]``). Everything a document holds is in the dataset made from it, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal, final, get_args

from pydantic import Field, StringConstraints

from mxus.errors import InvalidValueError, shown
from mxus.records._adapters import LocatorField
from mxus.records.actor import Actor
from mxus.records.base import Id, Line, Part, SourceId
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import RECORD_TYPES, AnyRecord
from mxus.values.text import LINES

__all__ = [
    "COLLECTIONS",
    "SCHEMA_VERSION",
    "Collection",
    "Document",
    "Uncoded",
    "by_collection",
    "collection_named",
    "counted",
]

SCHEMA_VERSION: Final = 1
"""Version of the document form; raised when a file written by one version could not be read by another."""

Collection = Literal["sources", "actors", "policies", "trade_links", "events", "positions", "claims"]
"""Names of the collections of records in a dataset."""

COLLECTIONS: Final[tuple[Collection, ...]] = get_args(Collection)
"""The collections in the order in which datasets keep them."""


def collection_named(name: str) -> Collection:
    """Return the collection of that name; raise InvalidValueError with those there are where there is none."""
    for known in COLLECTIONS:
        if isinstance(name, str) and name == known:
            return known
    message = f"found collection {shown(name)}; expected one of {', '.join(map(repr, COLLECTIONS))}"
    raise InvalidValueError(message)


def counted(number: int, collection: str) -> str:
    """Return how many records of a collection there are, in words.

    Examples
    --------
    >>> counted(1, "policies"), counted(2, "trade_links"), counted(1, "trade_links")
    ('1 policy', '2 trade links', '1 trade link')
    """
    name = collection.replace("_", " ")
    if number == 1:
        name = f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")
    return f"{number} {name}"


def by_collection(records: Iterable[AnyRecord]) -> dict[str, tuple[Any, ...]]:
    """Return the records by collection, within one in the order given; raise InvalidValueError where one is none."""
    found: dict[type, list[AnyRecord]] = {kind: [] for kind in RECORD_TYPES.values()}
    for record in records:
        if type(record) not in found:
            raise InvalidValueError(f"found {shown(record)}; expected records ({', '.join(RECORD_TYPES)})")
        found[type(record)].append(record)
    return dict(zip(COLLECTIONS, map(tuple, found.values()), strict=True))


@final
class Uncoded(Part):
    """A passage that carries nothing to code, and why.

    Examples
    --------
    >>> import mxus
    >>> all(passage.reason for passage in mxus.load().uncoded)
    True
    """

    source: SourceId
    """The source the passage stands in."""

    locator: LocatorField
    """Paragraph, offsets and digest of the passage."""

    reason: Line
    """Why there is nothing to code."""


@final
class Document(Part):
    """A dataset as it is written to a file.

    Examples
    --------
    >>> Document(id="empty", title="No records yet").schema_version
    1
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    """Version of the document form."""

    id: Id
    """Identifier of the dataset."""

    title: Line
    """What the dataset is, in a line."""

    description: Annotated[str, StringConstraints(max_length=4000, pattern=LINES)] = ""
    """What was coded, by which rules, and what to know before using it."""

    coders: tuple[Line, ...] = ()
    """Who coded it, or how."""

    sources: tuple[Source, ...] = ()
    """The coded texts."""

    actors: tuple[Actor, ...] = ()
    """Whoever acts, is acted upon, or speaks."""

    policies: tuple[Policy, ...] = ()
    """Standing courses of action."""

    trade_links: tuple[TradeLink, ...] = ()
    """How much one economy trades with another."""

    events: tuple[Event, ...] = ()
    """What happened, or is said to have happened or to be about to."""

    positions: tuple[Position, ...] = ()
    """The sides actors take."""

    claims: tuple[Claim, ...] = ()
    """Readings of the facts, held by someone."""

    uncoded: Annotated[tuple[Uncoded, ...], Field(default=())]
    """Passages that carry nothing to code, and why."""

    def records(self) -> Iterator[Source | Actor | Policy | TradeLink | Event | Position | Claim]:
        """Yield all records, collection by collection."""
        for collection in COLLECTIONS:
            yield from getattr(self, collection)
