"""Small sound records and datasets, to be varied by tests."""

from typing import Any

from mxus import (
    Actor,
    Claim,
    Dataset,
    Event,
    Evidence,
    Link,
    Locator,
    Membership,
    Office,
    Paragraph,
    Parameter,
    Period,
    Policy,
    Position,
    Source,
    TradeLink,
)
from mxus.dataset.document import Uncoded
from mxus.testing import TEXT
from mxus.values.quantity import Quantity
from mxus.values.text import digest
from mxus.vocabulary import (
    Act,
    ActorType,
    Arena,
    ClaimType,
    Context,
    EventMode,
    EventType,
    Expression,
    Issue,
    LinkType,
    PolicyStatus,
    PolicyType,
    Stance,
    Status,
    TradeMeasure,
    Voice,
)


def paragraph(text: str) -> Paragraph:
    """Make a paragraph whose sentences end at full stops."""
    ends = tuple(place + 1 for place, character in enumerate(text) if character == ".")
    return Paragraph(length=len(text), digest=digest(text), sentences=ends)


def unchecked(record: Any, **changes: Any) -> Any:
    """A copy with changes that nobody has checked, by pydantic's back door."""
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_construct(**{**fields, **changes})


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


def full_dataset() -> Dataset:
    """A dataset in which every field of every record is filled."""
    reported = {"voice": Voice.REPORTED, "speaker": "minister", "status": Status.ALLEGED, "note": "So it is said."}
    when = Period("2019-05-01", basis="inferred", phrase="May")
    several = Quantity.more_than(3, "count")
    records = [
        source(
            published=Period("2020-01-02", basis="inferred", phrase="January"), original_outlet="El Diario",
            original_language="es", evidence=(at(0, 0, 9, **reported),), note="A remark.",
        ),
        *basis()[1:3],
        actor("sylvania", iso3="SLE", cow=451, aliases=("The Forest",), note="A state."),
        actor("court", ActorType.INSTITUTION, principal="sylvania", country="sylvania"),
        actor(
            "minister", ActorType.PERSON, country="sylvania",
            offices=(Office(title="Minister", acts_for="sylvania", period=when, shared=True, note="One of two."),),
            memberships=(Membership(group="league", period=when, note="A founder."),),
        ),
        actor("league", ActorType.PARTY),
        policy(
            "tariff", "ruritania", targets=("sylvania",), period=when, part_of="trade-policy", note="High.",
            parameters=(Parameter(name="rate", quantity=Quantity.exactly(0.5, "ad-valorem"), note="Half."),
                        Parameter(name="goods", text="Coal")),
            links=(Link(type=LinkType.CONTINUES, target="trade-policy", note="Further."),),
        ),
        policy("trade-policy", "ruritania"),
        trade(
            "trade", "ruritania", "sylvania", Quantity.less_than(0.7, "share"), period=when, scope="Goods.",
            note="A share.",
        ),
        event(
            "strike", "ruritania", "sylvania", EventType.ASSAULT, mode=EventMode.AERIAL, act=Act.MILITARY_STRIKE,
            concerns=("tariff",), period=when, place="The sea", count=several, note="Several.",
            casualties=Quantity.exactly(4, "persons"),
            links=(Link(type=LinkType.RESPONDS_TO, target="tariff", note="So."),),
            evidence=(at(1, 0, 33, **reported),),
        ),
        position(
            "opposes", "minister", "ruritania", Stance.OPPOSES, period=when, note="Firmly.",
            links=(Link(type=LinkType.SUPPORTS, target="reading", note="It does."),),
            evidence=(at(1, 0, 33, **reported),),
        ),
        claim(
            "reading", "minister", about=("strike",), rivals=("other",), note="One.",
            links=(Link(type=LinkType.SUPPORTS, target="other", note="x"),),
        ),
        claim("other", "minister", rivals=("reading",)),
    ]  # fmt: skip
    passage = at(1, 64, 84)
    return Dataset(
        records, id="full", title="Full", description="All fields.\nTwo lines.", coders=("first", "second"),
        uncoded=(Uncoded(source="chronicle", locator=passage.locator, reason="No addressee."),),
    )  # fmt: skip
