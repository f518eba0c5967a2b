"""Documents that are broken, each in one way, and what is raised for it.

Whoever reads codings of others wants to know that a broken one is told, and how. Each document here is a small sound
one with one change; the error names the place.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any, Final

import attrs

from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidDataError, MxusError
from mxus.exchange.json_document import dumps
from mxus.records.actor import Actor, Office
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.evidence import Evidence
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.testing.passages import TEXT, paragraphs_of
from mxus.values.locator import Locator
from mxus.values.period import Period
from mxus.values.quantity import Quantity
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.acts import Act
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.plover import EventType
from mxus.vocabulary.policies import PolicyStatus, PolicyType
from mxus.vocabulary.quantities import TradeMeasure
from mxus.vocabulary.statements import ClaimType, Expression, Stance

__all__ = ["BrokenDocument", "broken_documents"]


@attrs.frozen
class BrokenDocument:
    """A document that breaks the model in one way.

    Parameters
    ----------
    name : str
        What is wrong, in lower-case words joined by hyphens.
    content : str
        The document.
    error : type of MxusError
        What reading it raises.
    path : str
        JSONPath of the first place that the error names.

    Examples
    --------
    >>> from mxus.exchange.json_document import loads
    >>> document = next(each for each in broken_documents() if each.name == "unknown-reference")
    >>> loads(document.content)
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: document: 1 problem
      $.events[0].recipients[0]: found 'sylvanai', which no record has as id; expected an actor (nearest: 'sylvania')
    """

    name: str
    content: str = attrs.field(repr=False)
    error: type[MxusError]
    path: str


def broken_documents() -> tuple[BrokenDocument, ...]:
    """Return documents that are each broken in one way, with the error and the path to expect.

    Examples
    --------
    >>> for document in broken_documents()[:3]:
    ...     print(f"{document.name}: {document.error.__name__} at {document.path}")
    cut-off: InvalidDataError at $
    key-given-twice: InvalidDataError at $
    not-an-object: InvalidDataError at $
    """
    whole = dumps(_sound())
    texts = {
        "cut-off": whole[: len(whole) // 2],
        "key-given-twice": whole.replace('"title": "Sound"', '"title": "Sound", "title": "Other"', 1),
        "not-an-object": "[]",
    }
    found = [BrokenDocument(name, text, InvalidDataError, "$") for name, text in texts.items()]
    for name, (change, path) in _CHANGES.items():
        content: dict[str, Any] = copy.deepcopy(json.loads(whole))
        change(content)
        found.append(BrokenDocument(name, json.dumps(content), InvalidDataError, path))
    return tuple(found)


def _sound() -> Dataset:
    """Return a small dataset with a record of every kind."""
    at = (Evidence(source="chronicle", locator=Locator.of(TEXT[0], paragraph=0, start=0, end=9)),)
    topic: dict[str, Any] = {
        "issue": Issue.TRADE,
        "arena": Arena.BILATERAL_AGENDA,
        "gloss": "About it.",
        "evidence": at,
    }
    seat = Office(title="Minister", acts_for="sylvania", period=Period("2019/2021"))

    def actor(name: str, kind: ActorType, **fields: Any) -> Actor:  # noqa: ANN401 (any field)
        return Actor(id=name, name=name.title(), type=kind, gloss="An actor.", evidence=at, **fields)

    return Dataset(
        [
            Source(
                id="chronicle", gloss="A chronicle.", title="Chronicle", authors=("scribe",), outlet="The Annals",
                language="en", paragraphs=paragraphs_of(TEXT),
            ),
            actor("scribe", ActorType.PERSON),
            actor("ruritania", ActorType.STATE),
            actor("sylvania", ActorType.STATE),
            actor("court", ActorType.INSTITUTION, principal="sylvania"),
            actor("minister", ActorType.PERSON, offices=(seat,)),
            Policy(
                id="tariff", type=PolicyType.TARIFF, owners=("sylvania",), targets=("ruritania",),
                status=PolicyStatus.IN_FORCE, **topic,
            ),
            TradeLink(
                id="trade", reporter="ruritania", partner="sylvania", measure=TradeMeasure.SHARE_OF_TRADE,
                quantity=Quantity.exactly(0.6, "share"), gloss="A share.", evidence=at,
            ),
            Event(
                id="strike", act=Act.MILITARY_STRIKE, type=EventType.ASSAULT, initiators=("ruritania",),
                recipients=("sylvania",), period=Period("2020-05"), **topic,
            ),
            Position(
                id="opposes", holder="ruritania", target="tariff", stance=Stance.OPPOSES, expression=Expression.VERBAL,
                **topic,
            ),
            Claim(id="reading", type=ClaimType.INTERPRETATION, holders=("scribe",), rivals=("other",), **topic),
            Claim(id="other", type=ClaimType.INTERPRETATION, holders=("minister",), rivals=("reading",), **topic),
        ],
        id="sound",
        title="Sound",
    )  # fmt: skip


Change = Callable[[dict[str, Any]], object]


def _put(*steps: str | int, to: object) -> Change:
    """Return a function that puts a value at a place of a document."""

    def change(content: Any) -> None:  # noqa: ANN401 (JSON data)
        for step in steps[:-1]:
            content = content[step]
        content[steps[-1]] = to

    return change


def _without(*steps: str | int) -> Change:
    """Return a function that takes a field out of a document."""

    def change(content: Any) -> None:  # noqa: ANN401 (JSON data)
        for step in steps[:-1]:
            content = content[step]
        del content[steps[-1]]

    return change


def _id_twice(content: dict[str, Any]) -> None:
    content["actors"].append({**content["actors"][3], "id": "strike"})


def _second_holder(content: dict[str, Any]) -> None:
    minister = content["actors"][4]
    content["actors"].append({**minister, "id": "usurper"})


def _circle(content: dict[str, Any]) -> None:
    content["policies"].append({**content["policies"][0], "id": "part", "part_of": "tariff"})
    content["policies"][0]["part_of"] = "part"  # told of each of the circle, the first of them first


_EVENT: Final = ("events", 0)
_AT: Final = ("events", 0, "evidence", 0, "locator")

_CHANGES: Final[dict[str, tuple[Change, str]]] = {
    "newer-version": (_put("schema_version", to=2), "$.schema_version"),
    "unknown-collection": (_put("actor", to=[]), "$.actor"),
    "unknown-field": (_put("actors", 1, "iso", to="RUR"), "$.actors[1].iso"),
    "field-missing": (_without(*_EVENT, "act"), "$.events[0].act"),
    "term-misspelt": (_put(*_EVENT, "arena", to="regional"), "$.events[0].arena"),
    "kind-of-another-collection": (_put(*_EVENT, "kind", to="claim"), "$.events[0].kind"),
    "not-a-number": (_put("trade_links", 0, "quantity", "lower", to=float("nan")), "$.trade_links[0].quantity.lower"),
    "text-for-a-number": (_put(*_AT, "start", to="0"), "$.events[0].evidence[0].locator.start"),
    "truth-value-for-a-number": (_put(*_AT, "start", to=True), "$.events[0].evidence[0].locator.start"),
    "one-for-many": (_put(*_EVENT, "initiators", to="ruritania"), "$.events[0].initiators"),
    "null-for-a-text": (_put(*_EVENT, "gloss", to=None), "$.events[0].gloss"),
    "id-not-in-hyphens": (_put(*_EVENT, "id", to="The strike"), "$.events[0].id"),
    "direction-turned": (_put(*_EVENT, "gloss", to="A \u202ekirts"), "$.events[0].gloss"),
    "no-such-month": (_put(*_EVENT, "period", "edtf", to="2020-13"), "$.events[0].period"),
    "share-above-one": (_put("trade_links", 0, "quantity", "upper", to=60.0), "$.trade_links[0].quantity"),
    "digest-cut": (_put(*_AT, "digest", to="00ff"), "$.events[0].evidence[0].locator.digest"),
    "no-evidence": (_put(*_EVENT, "evidence", to=[]), "$.events[0].evidence"),
    "no-recipient": (_put(*_EVENT, "recipients", to=[]), "$.events[0].recipients"),
    "mode-of-another-type": (_put(*_EVENT, "mode", to="visit"), "$.events[0].mode"),
    "speaker-without-report": (
        _put(*_EVENT, "evidence", 0, "speaker", to="minister"),
        "$.events[0].evidence[0].speaker",
    ),
    "on-itself": (_put("positions", 0, "target", to="ruritania"), "$.positions[0].target"),
    "id-given-twice": (_id_twice, "$.events[0].id"),
    "unknown-reference": (_put(*_EVENT, "recipients", to=["sylvanai"]), "$.events[0].recipients[0]"),
    "reference-to-another-kind": (_put(*_EVENT, "recipients", to=["tariff"]), "$.events[0].recipients[0]"),
    "reference-given-twice": (_put(*_EVENT, "recipients", to=["sylvania"] * 2), "$.events[0].recipients[1]"),
    "passage-outside-its-paragraph": (_put(*_AT, "end", to=999), "$.events[0].evidence[0].locator.end"),
    "no-such-paragraph": (_put(*_AT, "paragraph", to=3), "$.events[0].evidence[0].locator.paragraph"),
    "country-not-a-state": (_put("actors", 4, "country", to="court"), "$.actors[4].country"),
    "two-in-one-seat": (_second_holder, "$.actors[5].offices[0].period"),
    "circle-of-parts": (_circle, "$.policies[0].part_of"),
    "one-sided-rivals": (_put("claims", 1, "rivals", to=[]), "$.claims[0].rivals[0]"),
}
"""By name: what is changed in the sound document, and where the error then is."""
