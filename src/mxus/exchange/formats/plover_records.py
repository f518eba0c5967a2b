"""Events as PLOVER records: one JSON object a line, with the field names of the PLOVER manual (0.8).

The format requires a date, a source actor and an event type, so an event without a day on either side, without an
initiator or without a type has no record in it. A span of days becomes ``date`` and ``enddate``. What we leave out:
fields PLOVER has and a coding has not (coordinates, ethnicity, the text itself).
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from mxus.analysis.unused import UNNAMED, UNTYPED
from mxus.dataset.dataset import Dataset
from mxus.exchange.losses import Exported, losses
from mxus.records.actor import Actor
from mxus.records.event import Event

__all__ = ["plover"]

_HOLDS: Final = (
    *(f"events.{field}" for field in ("kind", "id", "gloss", "contexts", "recipients", "place")),
    *("id", "coders"),
)
_PARTLY: Final = (
    *(f"events.{field}" for field in ("type", "mode", "initiators", "period.edtf", "casualties")),
    *("events.evidence.source", "events.evidence.locator.paragraph"),
    *("events.evidence.locator.start", "events.evidence.locator.end"),
    *(f"actors.{field}" for field in ("id", "name", "iso3", "country")),
    *(f"sources.{field}" for field in ("id", "title", "outlet", "language")),
)


_TWO_LETTERS: Final = re.compile("[a-z]{2}(?:-|$)")
"""A language that ISO 639-1 has a code for, which is all that the format knows."""


def plover(dataset: Dataset) -> Exported:
    """Return the events of a dataset as PLOVER records.

    Returns
    -------
    Exported
        ``<dataset>.plover.jsonl``; what PLOVER cannot hold is in the report.

    Examples
    --------
    >>> import json, mxus
    >>> made = plover(mxus.load())
    >>> record = json.loads(made.files["rojas-2025.plover.jsonl"].splitlines()[0])
    >>> record["event"], record["source"][0]["identifier_id"], record["quad_code"]
    (['CONSULT'], 'mexico', 1)
    """
    why = {event.id: _why_not(event) for event in dataset.events.values()}
    left_out = [(reason, name) for name, reason in why.items() if reason is not None]
    events = [event for event in dataset.events.values() if why[event.id] is None]
    text = "".join(f"{json.dumps(_record(dataset, event), ensure_ascii=False)}\n" for event in events)
    holds = () if not events else _HOLDS if not left_out else ("id", "coders")
    report = losses(dataset, "plover", holds, (*_PARTLY, *_HOLDS), left_out)
    return Exported({f"{dataset.id}.plover.jsonl": text}, report)


def _why_not(event: Event) -> str | None:
    """Return what the event lacks that PLOVER requires; None where it has all."""
    if event.type is None:
        return UNTYPED
    if not event.initiators:
        return UNNAMED
    dated = event.period is not None and event.period.earliest is not None and event.period.latest is not None
    return None if dated else "no first or last day"


def _record(dataset: Dataset, event: Event) -> dict[str, Any]:
    first = event.evidence[0]
    source = dataset.sources[first.source]
    selector = first.locator.text_position_selector(source.paragraph_start(first.locator.paragraph))
    period = event.period
    first_day = None if period is None else period.earliest
    last_day = None if period is None else period.latest
    dead = None if event.casualties is None else event.casualties.value
    made: dict[str, Any] = {
        "id": event.id,
        "has_event": True,
        "date": None if first_day is None else first_day.isoformat(),
        "enddate": None if last_day is None or last_day == first_day else last_day.isoformat(),
        "source": [_actor(dataset, dataset.actors[name]) for name in event.initiators],
        "recipient": [_actor(dataset, dataset.actors[name]) for name in event.recipients],
        "event": [] if event.type is None else [event.type.value],
        "event_loc": None if event.place is None else {"name": event.place},
        "quad_code": None if event.quad_class is None else event.quad_class.value,
        "event_scale": event.intensity,
        "mode": None if event.mode is None else event.mode.value,
        "context": [context.value for context in event.contexts],
        "size": None if dead is None else {"dead": dead},
        "text_info": {"start": selector["start"], "end": selector["end"]},
        "cite_info": {
            "corpus": dataset.id,
            "citation": source.id,
            "title": source.title,
            "language": source.language[:2] if _TWO_LETTERS.match(source.language) else None,
            "publication": source.outlet,
            "codebook": "plover-0.8",
        },
        "coder": "; ".join(dataset.document.coders),
        "comment": event.gloss,
    }
    made["cite_info"] = {field: content for field, content in made["cite_info"].items() if content is not None}
    return {field: content for field, content in made.items() if content not in (None, [], "")}


def _actor(dataset: Dataset, actor: Actor) -> dict[str, Any]:
    state = actor if actor.country is None else dataset.actors[actor.country]
    made = {"code": state.iso3, "actor_text": actor.name, "identifier_id": actor.id, "identifier_text": actor.name}
    return {field: content for field, content in made.items() if content is not None}
