"""Strategy for datasets that are sound as a whole: every reference resolves, every passage lies in its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hypothesis import strategies as st

import mxus.testing.record as one_of
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Uncoded
from mxus.errors import InvalidValueError, shown
from mxus.records.actor import Actor
from mxus.records.claim import Claim
from mxus.records.evidence import Evidence
from mxus.records.policy import Policy
from mxus.records.source import Source
from mxus.records.union import AnyRecord
from mxus.testing.passages import TEXTS, Texts, evidence, locators, paragraphs_of
from mxus.testing.values import lines
from mxus.values.locator import Locator
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Status

__all__ = ["Size", "datasets"]

Size = int | tuple[int, int]
"""How many: a number, or the fewest and the most."""

_BODIES: Final = frozenset({ActorType.GOVERNMENT, ActorType.INSTITUTION, ActorType.BLOC, ActorType.PARTY})
_GROUPS: Final = frozenset(ActorType) - {ActorType.PERSON, ActorType.STATE}
_TRUTH: Final = st.booleans().map(lambda flag: not flag)
"""True where what is drawn shrinks to the simplest."""

_OTHERS: Final = tuple(kind for kind in ActorType if kind is not ActorType.STATE)


@st.composite
def datasets(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    states: Sequence[str] = one_of.STATES,
    others: Size = (0, 2),
    policies: Size = (0, 2),
    trade_links: Size = (0, 2),
    events: Size = (0, 4),
    positions: Size = (0, 4),
    claims: Size = (0, 2),
    uncoded: Size = (0, 1),
    texts: Texts = TEXTS,
    arenas: Sequence[Arena] = tuple(Arena),
    issues: Sequence[Issue] = tuple(Issue),
    statuses: Sequence[Status] = tuple(Status),
    glosses: st.SearchStrategy[str] | None = None,
) -> Dataset:
    """Return a strategy for sound datasets.

    Parameters
    ----------
    states : sequence of str, optional
        Ids of the states that every dataset has; at least two.
    others, policies, trade_links, events, positions, claims, uncoded : int or (int, int)
        How many there are: a number, or the fewest and the most. `others` are actors besides the states and the author,
        whose id is ``"scribe"``.
    texts : mapping of str to sequence of str, optional
        Paragraphs by the id of their source; :data:`TEXT` by the id ``"chronicle"`` where not given. The dataset
        verifies against them.
    arenas, issues, statuses : sequence of terms, optional
        Terms to draw from; all where not given.
    glosses : strategy of str, optional
        Glosses; a choice of few where records should occur that say the same.

    Raises
    ------
    InvalidValueError
        If there are fewer than two states, a number of records is none, or texts have no names.

    Notes
    -----
    Ids are the kind and a number, as in ``"event-0"``. Records refer to actors and to records of the kinds before
    theirs; policies may be parts of earlier ones, claims rivals of each other.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(datasets(), lambda ds: len(ds.events) > 0)
    <Dataset 'drawn': 1 source, 3 actors, 0 policies, 0 trade links, 1 event, 0 positions, 0 claims>
    """
    if len(set(states)) < 2:
        raise InvalidValueError(f"found states {shown(tuple(states))}; expected at least two")
    if not isinstance(texts, Mapping):
        raise InvalidValueError(f"found texts {shown(texts)}; expected paragraphs by the id of their source")
    at = evidence(texts=texts, statuses=statuses, max_size=1)
    people = draw(_actors(states, _sizes("others", others), texts, at))
    who = tuple(actor.id for actor in people)
    at = evidence(texts=texts, statuses=statuses, speakers=who)
    topic: dict[str, Any] = {"arenas": arenas, "issues": issues, "glosses": glosses, "evidence": at, "actors": who}

    made: list[Any] = [
        _plain_source(name, text)
        if draw(_TRUTH)
        else draw(one_of.sources(id=st.just(name), authors=("scribe",), paragraphs=text))
        for name, text in texts.items()
    ]
    made += people
    wholes: list[Policy] = []
    for place in _named(draw, "policy", _sizes("policies", policies)):
        known = tuple(each.id for each in wholes)
        wholes.append(draw(one_of.policies(id=place, wholes=known, links_to=known, **topic)))
    made += wholes
    economies = tuple(dict.fromkeys(states))
    made += [
        draw(one_of.trade_links(id=place, actors=economies, glosses=glosses, evidence=at))
        for place in _named(draw, "trade", _sizes("trade_links", trade_links))
    ]
    things = tuple(each.id for each in wholes)
    for place in _named(draw, "event", _sizes("events", events)):
        happened = draw(one_of.events(id=place, concerns=(*who, *things), links_to=things, **topic))
        made.append(happened)
        things = (*things, happened.id)
    readings = [
        draw(one_of.claims(id=place, about=things, links_to=things, **topic))
        for place in _named(draw, "claim", _sizes("claims", claims))
    ]
    made += draw(_with_rivals(readings))
    objects = (*who, *(claim.id for claim in readings), *things)
    made += [
        draw(one_of.positions(id=place, objects=objects, links_to=things, **topic))
        for place in _named(draw, "position", _sizes("positions", positions))
    ]
    return Dataset(
        made,
        id="drawn",
        title="Drawn",
        description=draw(st.just("") | lines()),
        coders=draw(st.lists(lines(), max_size=2)),
        uncoded=draw(_uncoded(texts, _sizes("uncoded", uncoded))),
    )


def _sizes(name: str, size: object) -> tuple[int, int]:
    match size:
        case int():
            fewest, most = size, size
        case (int(fewest), int(most)):
            pass
        case _:
            fewest, most = 1, 0
    if not 0 <= fewest <= most:
        raise InvalidValueError(f"found {name} {shown(size)}; expected a number from 0, or the fewest and the most")
    return fewest, most


def _named(draw: st.DrawFn, name: str, sizes: tuple[int, int]) -> list[st.SearchStrategy[str]]:
    """Return as many strategies for ids as there are to be records: of a name and a number each."""
    return [st.just(f"{name}-{number}") for number in range(draw(st.integers(*sizes)))]


@st.composite
def _actors(
    draw: st.DrawFn, states: Sequence[str], sizes: tuple[int, int], texts: Texts, at: one_of.Evidences
) -> tuple[Actor, ...]:
    """Return a strategy for the author, the states, and some who may act for them."""
    kinds = {"scribe": ActorType.PERSON, **dict.fromkeys(states, ActorType.STATE)}
    made = [
        _plain_actor(name, kind, texts)
        if draw(_TRUTH)
        else draw(
            one_of.actors(
                id=st.just(name), types=(kind,), states=states if kind is ActorType.PERSON else (), evidence=at
            )
        )
        for name, kind in kinds.items()
    ]
    for place in _named(draw, "actor", sizes):
        made.append(
            draw(
                one_of.actors(
                    id=place,
                    types=_OTHERS,
                    states=states,
                    bodies=[actor.id for actor in made if actor.type in _BODIES],
                    groups=[actor.id for actor in made if actor.type in _GROUPS],
                    evidence=at,
                )
            )
        )
    return tuple(made)


def _plain_source(name: str, text: Sequence[str]) -> Source:
    """Return a source without anything that it may lack, to which what fails for other reasons shrinks at once."""
    return Source(
        id=name,
        gloss="A source.",
        title="Title",
        authors=("scribe",),
        outlet="Outlet",
        language="en",
        paragraphs=paragraphs_of(text),
    )


def _plain_actor(name: str, kind: ActorType, texts: Texts) -> Actor:
    """Return an actor without anything that it may lack, named in the first sentence of the first text."""
    source, (first, *_) = next(iter(texts.items()))
    end = paragraphs_of([first])[0].sentences[0]
    at = Evidence(source=source, locator=Locator.of(first, paragraph=0, start=0, end=end))
    return Actor(id=name, gloss="An actor.", name=name.title(), type=kind, evidence=(at,))


@st.composite
def _with_rivals(draw: st.DrawFn, readings: Sequence[Claim]) -> list[AnyRecord]:
    """Return a strategy for the claims with some of them rivals of each other, which each then names."""
    rivals: dict[str, list[str]] = {claim.id: [] for claim in readings}
    for place, claim in enumerate(readings):
        for other in readings[place + 1 :]:
            if draw(st.booleans()):
                rivals[claim.id].append(other.id)
                rivals[other.id].append(claim.id)
    return [claim.evolve(rivals=tuple(rivals[claim.id])) if rivals[claim.id] else claim for claim in readings]


@st.composite
def _uncoded(draw: st.DrawFn, texts: Texts, sizes: tuple[int, int]) -> tuple[Uncoded, ...]:
    found: list[Uncoded] = []
    for _ in range(draw(st.integers(*sizes))):
        name = draw(st.sampled_from(sorted(texts)))
        found.append(Uncoded(source=name, locator=draw(locators(paragraphs=texts[name])), reason=draw(lines())))
    return tuple(found)
