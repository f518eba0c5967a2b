"""Datasets as FollowTheMoney statements: one line of CSV for each value of each property of each entity.

Sources become articles, actors people or organisations, memberships and events what FollowTheMoney calls so; the
statement's id is the hash by which FollowTheMoney itself knows it, so that its tools join, compare and merge them. The
schemata used are of version 4. What we leave out: policies, trade links, positions and claims, for which
FollowTheMoney has no schema that would not say something else, and every passage.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1
from typing import Final

from mxus.dataset.dataset import Dataset
from mxus.exchange.csv_cells import cell_of, csv_text
from mxus.exchange.losses import Exported, losses
from mxus.values.period import Period
from mxus.vocabulary.actors import ActorType

__all__ = ["ftm_statements"]

_COLUMNS: Final = (
    *("canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang"),
    *("original_value", "external", "first_seen", "last_seen", "id"),
)
_SCHEMATA: Final[dict[ActorType, str]] = {
    ActorType.PERSON: "Person",
    ActorType.GOVERNMENT: "PublicBody",
    ActorType.INSTITUTION: "PublicBody",
    ActorType.COMPANY: "Company",
    ActorType.STATE: "PublicBody",
}
_TYPES: Final = {
    **dict.fromkeys(("member", "organization", "involved"), "entity"),
    **dict.fromkeys(("startDate", "endDate", "publishedAt"), "date"),
    **dict.fromkeys(("name", "alias"), "name"),
    "title": "string",
    "location": "string",
    "role": "string",
    "publisher": "string",
    "author": "string",
    "summary": "text",
    "country": "country",
    "language": "language",
    "id": "checksum",
    "description": "text",
}
_HOLDS: Final = (
    *(f"actors.{field}" for field in ("kind", "id", "gloss", "name", "aliases", "memberships.group")),
    *(f"events.{field}" for field in ("kind", "id", "gloss", "place")),
    *(f"sources.{field}" for field in ("kind", "id", "gloss", "title", "outlet")),
    "id",
)
_PARTLY: Final = (
    *("actors.type", "actors.iso3", "actors.country", "actors.memberships.period.edtf", "sources.authors"),
    *("events.initiators", "events.recipients", "events.period.edtf", "sources.published.edtf", "sources.language"),
)

Value = tuple[str, str, str, str]
"""Entity, schema, property and value."""


def ftm_statements(dataset: Dataset) -> Exported:
    """Return sources, actors, memberships and events as FollowTheMoney statements.

    Returns
    -------
    Exported
        ``<dataset>.statements.csv``.

    Examples
    --------
    >>> import mxus
    >>> made = ftm_statements(mxus.load())
    >>> made.files["rojas-2025.statements.csv"].splitlines()[0][:34]
    'canonical_id,entity_id,prop,prop_t'
    """
    values = [*_sources(dataset), *_actors(dataset), *_events(dataset)]
    name = dataset.id.replace("-", "_")  # as FollowTheMoney names datasets
    rows = [_row(name, value) for value in dict.fromkeys(values)]
    text = csv_text(_COLUMNS, rows)
    return Exported({f"{dataset.id}.statements.csv": text}, losses(dataset, "ftm", _HOLDS, _PARTLY))


def _row(dataset: str, value: Value) -> tuple[str | bool | None, ...]:
    entity, schema, prop, text = value
    cell = cell_of(text)  # which is the value for whoever reads the file
    key = sha1(f"{dataset}.{entity}.{prop}.{cell}".encode()).hexdigest()  # noqa: S324 (FollowTheMoney's own key)
    return (entity, entity, prop, _TYPES[prop], schema, text, dataset, None, None, None, False, None, None, key)


def _sources(dataset: Dataset) -> Iterator[Value]:
    for source in dataset.sources.values():
        yield source.id, "Article", "title", source.title
        yield source.id, "Article", "summary", source.gloss
        yield source.id, "Article", "publisher", source.outlet
        for author in source.authors:
            yield source.id, "Article", "author", dataset.actors[author].name
        if source.published is not None:
            for day in _day(source.published):
                yield source.id, "Article", "publishedAt", day


def _actors(dataset: Dataset) -> Iterator[Value]:
    for actor in dataset.actors.values():
        schema = _SCHEMATA.get(actor.type, "Organization")
        yield actor.id, schema, "name", actor.name
        yield actor.id, schema, "summary", actor.gloss
        for alias in actor.aliases:
            yield actor.id, schema, "alias", alias
        for number, membership in enumerate(actor.memberships):
            name = f"{actor.id}.member.{number}"  # no record's id has a full stop
            yield name, "Membership", "member", actor.id
            yield name, "Membership", "organization", membership.group
            if membership.period is not None:
                yield from ((name, "Membership", *bound) for bound in _bounds(membership.period))


def _events(dataset: Dataset) -> Iterator[Value]:
    for event in dataset.events.values():
        yield event.id, "Event", "name", event.id
        yield event.id, "Event", "summary", event.gloss
        if event.place is not None:
            yield event.id, "Event", "location", event.place
        for actor in (*event.initiators, *event.recipients):
            yield event.id, "Event", "involved", actor
        if event.period is not None:
            yield from ((event.id, "Event", *bound) for bound in _bounds(event.period))


def _bounds(period: Period) -> Iterator[tuple[str, str]]:
    if period.earliest is not None:
        yield "startDate", period.earliest.isoformat()
    if period.latest is not None:
        yield "endDate", period.latest.isoformat()


def _day(period: Period) -> Iterator[str]:
    if period.earliest is not None and period.earliest == period.latest:
        yield period.earliest.isoformat()
