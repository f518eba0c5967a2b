"""Small sound records and datasets, to be varied by tests."""

from typing import Any

from mxus import Actor, Claim, Dataset, Event, Evidence, Locator, Paragraph, Policy, Position, Source, TradeLink
from mxus.values.quantity import Quantity
from mxus.values.text import digest
from mxus.vocabulary import (
    Act,
    ActorType,
    Arena,
    ClaimType,
    Context,
    EventType,
    Expression,
    Issue,
    PolicyStatus,
    PolicyType,
    Stance,
    TradeMeasure,
)

TEXT = (
    "Ruritania and Sylvania talk.",
    "Ruritania sends coal to Sylvania. Sylvania strikes back at sea. A minister protests.",
    "Sixty percent of trade goes there.",
)


def paragraph(text: str) -> Paragraph:
    """Make a paragraph whose sentences end at full stops."""
    ends = tuple(place + 1 for place, character in enumerate(text) if character == ".")
    return Paragraph(length=len(text), digest=digest(text), sentences=ends)


def at(number: int = 0, start: int = 0, end: int = 9, **fields: Any) -> Evidence:
    """Make evidence for characters of a paragraph of TEXT."""
    return Evidence(
        source="chronicle", locator=Locator.of(TEXT[number], paragraph=number, start=start, end=end), **fields
    )


def actor(key: str, kind: ActorType = ActorType.STATE, **fields: Any) -> Actor:
    """Make an actor named like its id."""
    basic = {"id": key, "gloss": f"About {key}.", "name": key.title(), "type": kind, "evidence": (at(),)}
    return Actor(**{**basic, **fields})


def event(name: str, source: str, target: str, kind: EventType, **fields: Any) -> Event:
    """Make an event from one actor to another."""
    basic = {
        "id": name,
        "gloss": f"About {name}.",
        "act": Act.STATEMENT,
        "type": kind,
        "contexts": (Context.DIPLOMATIC,),
        "initiators": (source,),
        "recipients": (target,),
        "issue": Issue.TRADE,
        "arena": Arena.BILATERAL_AGENDA,
        "evidence": (at(1, 0, 33),),
    }
    return Event(**{**basic, **fields})


def policy(name: str, owner: str, **fields: Any) -> Policy:
    """Make a policy in force."""
    basic = {
        "id": name,
        "gloss": f"About {name}.",
        "type": PolicyType.TARIFF,
        "owners": (owner,),
        "issue": Issue.TRADE,
        "arena": Arena.BILATERAL_AGENDA,
        "status": PolicyStatus.IN_FORCE,
        "evidence": (at(1, 0, 33),),
    }
    return Policy(**{**basic, **fields})


def position(name: str, holder: str, target: str, stance: Stance, **fields: Any) -> Position:
    """Make a verbal position on the bilateral agenda."""
    basic = {
        "id": name,
        "gloss": f"About {name}.",
        "holder": holder,
        "target": target,
        "stance": stance,
        "expression": Expression.VERBAL,
        "issue": Issue.TRADE,
        "arena": Arena.BILATERAL_AGENDA,
        "evidence": (at(1, 0, 33),),
    }
    return Position(**{**basic, **fields})


def claim(name: str, holder: str, **fields: Any) -> Claim:
    """Make an interpretation."""
    basic = {
        "id": name,
        "gloss": f"About {name}.",
        "type": ClaimType.INTERPRETATION,
        "holders": (holder,),
        "issue": Issue.TRADE,
        "arena": Arena.BILATERAL_AGENDA,
        "evidence": (at(),),
    }
    return Claim(**{**basic, **fields})


def trade(name: str, reporter: str, partner: str, quantity: Quantity, **fields: Any) -> TradeLink:
    """Make a share of trade."""
    basic = {
        "id": name,
        "gloss": f"About {name}.",
        "reporter": reporter,
        "partner": partner,
        "measure": TradeMeasure.SHARE_OF_TRADE,
        "quantity": quantity,
        "evidence": (at(2, 0, 34),),
    }
    return TradeLink(**{**basic, **fields})


def source(**fields: Any) -> Source:
    """Make the source that TEXT is the text of."""
    basic = {
        "id": "chronicle",
        "gloss": "A chronicle.",
        "title": "Chronicle",
        "authors": ("scribe",),
        "outlet": "The Annals",
        "language": "en",
        "paragraphs": tuple(map(paragraph, TEXT)),
    }
    return Source(**{**basic, **fields})


def basis() -> list[Any]:
    """Return the records that the others refer to: the source, its author and two states."""
    return [source(), actor("scribe", ActorType.PERSON), actor("ruritania"), actor("sylvania")]


def dataset(*records: Any) -> Dataset:
    """Make a dataset of the basis and some records."""
    return Dataset([*basis(), *records], id="test", title="A dataset for tests")
