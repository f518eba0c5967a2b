"""Strategies for records of each kind, each sound by itself, and between records as sound as the ids they are given.

What a record refers to is drawn from the ids given as keywords; :func:`mxus.testing.datasets` gives them so that the
whole is sound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from hypothesis import strategies as st

from mxus.records.actor import Actor, Membership, Office
from mxus.records.base import Link
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.evidence import Evidence
from mxus.records.policy import Parameter, Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import AnyRecord
from mxus.testing.passages import TEXT, paragraphs_of
from mxus.testing.passages import evidence as passages
from mxus.testing.values import NOTES, PERIODS, choice, ids, lines, quantities, some
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.acts import NEEDS_RECIPIENT, Act
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.plover import Context, EventType
from mxus.vocabulary.plover_tables import INTENSITY
from mxus.vocabulary.policies import PolicyStatus, PolicyType
from mxus.vocabulary.quantities import TradeMeasure, Unit
from mxus.vocabulary.statements import ClaimType, Expression, LinkType, Stance

__all__ = ["STATES", "actors", "claims", "events", "policies", "positions", "records", "sources", "trade_links"]

STATES: Final = ("ruritania", "sylvania")
"""Ids of the actors that records refer to where no others are given."""

Evidences = st.SearchStrategy[tuple[Evidence, ...]]

_TRUTH: Final = st.booleans()
_LINE: Final = st.just("Plain") | lines()
_LINES: Final = st.lists(_LINE, max_size=2)
_LANGUAGES: Final = st.sampled_from(["en", "es", "pt-BR"])
_CODES: Final = st.sampled_from(
    [
        (None, None),
        ("USA", 2),
        ("MEX", 70),
        ("MEX", None),
        (None, 70),
        ("RUS", 365),
        ("SUN", 365),
        ("XKX", 347),
        (None, 300),
    ]
)
"""Codes of states as ISO and the Correlates of War have them, of one state each."""

_ANY_QUANTITY: Final = quantities()
_SHARES: Final = quantities(units=(Unit.SHARE,))
_SUMS: Final = quantities(units=(Unit.USD, Unit.MXN), numbers=st.integers(1, 10**6).map(float) | st.floats(1, 10**6))
_COUNTS: Final = st.none() | quantities(units=(Unit.COUNT, Unit.PERSONS))
_CASUALTIES: Final = st.none() | quantities(units=(Unit.PERSONS,))


def _one_or_none(options: Iterable[str]) -> st.SearchStrategy[str | None]:
    return choice((None, *dict.fromkeys(options)))


@st.composite
def _common(
    draw: st.DrawFn,
    id: st.SearchStrategy[str] | None,  # noqa: A002 (the field's name)
    evidence: Evidences | None,
    glosses: st.SearchStrategy[str] | None,
) -> dict[str, Any]:
    return {
        "id": draw(ids() if id is None else id),
        "gloss": draw(_LINE if glosses is None else glosses),
        "note": draw(NOTES),
        "evidence": draw(passages() if evidence is None else evidence),
    }


@st.composite
def _topic(draw: st.DrawFn, arenas: Sequence[Arena], issues: Sequence[Issue]) -> dict[str, Any]:
    return {"arena": draw(choice(tuple(arenas))), "issue": draw(choice(tuple(issues)))}


@st.composite
def _links(draw: st.DrawFn, targets: Sequence[str]) -> tuple[Link, ...]:
    return tuple(
        Link(type=draw(choice(tuple(LinkType))), target=target, note=draw(NOTES))
        for target in draw(some(tuple(targets)))
    )


@st.composite
def sources(
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    authors: Sequence[str] = ("scribe",),
    paragraphs: Sequence[str] = TEXT,
    evidence: Evidences | None = None,
) -> Source:
    """Return a strategy for sources of a text.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any where not given.
    authors : sequence of str
        Ids of actors to draw authors from.
    paragraphs : sequence of str, optional
        The text; :data:`TEXT` where not given.
    evidence : strategy of tuples of Evidence, optional
        Passages that state its facts; none where not given.

    Examples
    --------
    >>> from hypothesis import find
    >>> [paragraph.length for paragraph in find(sources(), lambda source: True).paragraphs]
    [28, 84, 34]
    """
    original = draw(_TRUTH)
    return Source(
        **draw(_common(id, st.just(()) if evidence is None else evidence, None)),
        title=draw(_LINE),
        authors=draw(some(tuple(authors), min_size=1)),
        outlet=draw(_LINE),
        language=draw(_LANGUAGES),
        published=draw(PERIODS),
        original_outlet=draw(_LINE) if original else None,
        original_language=draw(_LANGUAGES) if original else None,
        paragraphs=paragraphs_of(paragraphs),
    )


@st.composite
def actors(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    types: Sequence[ActorType] = tuple(ActorType),
    states: Sequence[str] = STATES,
    bodies: Sequence[str] = (),
    groups: Sequence[str] = (),
    evidence: Evidences | None = None,
) -> Actor:
    """Return a strategy for actors.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any but those it refers to where not given.
    types : sequence of ActorType, optional
        Kinds of actor to draw from; all where not given.
    states : sequence of str, optional
        Ids of states that it may belong to, and act for.
    bodies : sequence of str, default ()
        Ids of other actors that it may act for: governments, institutions.
    groups : sequence of str, default ()
        Ids of blocs, parties and other groups that it may be a member of.
    evidence : strategy of tuples of Evidence, optional
        Passages that name it.

    Notes
    -----
    Offices are shared, so that no two actors hold one seat at the same time.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(actors(), lambda actor: actor.offices).offices[0].acts_for
    'ruritania'
    """
    common = draw(_common(_other_than(id, *states, *bodies, *groups), evidence, None))
    kind = draw(choice(tuple(types)))
    is_state = kind is ActorType.STATE
    iso3, cow = draw(_CODES) if is_state else (None, None)
    principals = (*states, *bodies)
    offices = some(principals) if kind is ActorType.PERSON else st.just(())
    return Actor(
        **common,
        name=draw(_LINE),
        type=kind,
        aliases=tuple(draw(_LINES)),
        country=None if is_state else draw(_one_or_none(states)),
        iso3=iso3,
        cow=cow,
        principal=None if is_state else draw(_one_or_none(principals)),
        offices=tuple(
            Office(
                title=draw(_LINE),
                acts_for=principal,
                period=draw(PERIODS),
                shared=True,
                note=draw(NOTES),
            )
            for principal in draw(offices)
        ),
        memberships=tuple(
            Membership(group=group, period=draw(PERIODS), note=draw(NOTES)) for group in draw(some(tuple(groups)))
        ),
    )


def _other_than(strategy: st.SearchStrategy[str] | None, *taken: str) -> st.SearchStrategy[str]:
    return ids().filter(lambda name: name not in taken) if strategy is None else strategy


@st.composite
def policies(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    actors: Sequence[str] = STATES,
    wholes: Sequence[str] = (),
    links_to: Sequence[str] = (),
    arenas: Sequence[Arena] = tuple(Arena),
    issues: Sequence[Issue] = tuple(Issue),
    glosses: st.SearchStrategy[str] | None = None,
    evidence: Evidences | None = None,
) -> Policy:
    """Return a strategy for policies.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any but those it refers to where not given.
    actors : sequence of str, optional
        Ids of actors that may own it or be its targets.
    wholes : sequence of str, default ()
        Ids of policies that it may be part of.
    links_to : sequence of str, default ()
        Ids of records that it may link to.
    arenas, issues : sequence of terms, optional
        Terms to draw from; all where not given.
    glosses : strategy of str, optional
        Its gloss; a few, so that policies occur which say the same, where wanted.
    evidence : strategy of tuples of Evidence, optional
        Passages that state it.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(policies(), lambda policy: policy.targets)
    >>> found.owners, found.targets
    (('ruritania',), ('sylvania',))
    """
    common = draw(_common(_other_than(id, *actors, *wholes, *links_to), evidence, glosses))
    owners = draw(some(tuple(actors), min_size=1))
    return Policy(
        **common,
        **draw(_topic(arenas, issues)),
        type=draw(choice(tuple(PolicyType))),
        owners=owners,
        targets=draw(some(tuple(actor for actor in actors if actor not in owners))),
        status=draw(choice(tuple(PolicyStatus))),
        parameters=tuple(draw(_PARAMETERS)),
        period=draw(PERIODS),
        part_of=draw(_one_or_none(wholes)),
        links=draw(_links(links_to)),
    )


@st.composite
def _parameters(draw: st.DrawFn) -> Parameter:
    name, note = draw(choice(("rate", "goods", "goal"))), draw(NOTES)
    if draw(_TRUTH):
        return Parameter(name=name, quantity=draw(_ANY_QUANTITY), note=note)
    return Parameter(name=name, text=draw(_LINE), note=note)


_PARAMETERS: Final = st.lists(_parameters(), max_size=2)


@st.composite
def trade_links(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    actors: Sequence[str] = STATES,
    measures: Sequence[TradeMeasure] = tuple(TradeMeasure),
    glosses: st.SearchStrategy[str] | None = None,
    evidence: Evidences | None = None,
) -> TradeLink:
    """Return a strategy for trade links.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any where not given.
    actors : sequence of str, optional
        Ids of at least two economies.
    measures : sequence of TradeMeasure, optional
        Measures to draw from; all where not given.
    glosses, evidence : strategy, optional
        As for :func:`policies`.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(trade_links(), lambda link: not link.measure.is_share)
    >>> found.reporter, found.partner, str(found.quantity)
    ('ruritania', 'sylvania', '1 usd')
    """
    reporter, partner = draw(some(tuple(actors), min_size=2))
    measure = draw(choice(tuple(measures)))
    return TradeLink(
        **draw(_common(id, evidence, glosses)),
        reporter=reporter,
        partner=partner,
        measure=measure,
        quantity=draw(_SHARES if measure.is_share else _SUMS),
        period=draw(PERIODS),
        scope=draw(NOTES),
    )


@st.composite
def events(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    actors: Sequence[str] = STATES,
    concerns: Sequence[str] = (),
    links_to: Sequence[str] = (),
    acts: Sequence[Act] = tuple(Act),
    types: Sequence[EventType | None] = (None, *EventType),
    arenas: Sequence[Arena] = tuple(Arena),
    issues: Sequence[Issue] = tuple(Issue),
    glosses: st.SearchStrategy[str] | None = None,
    evidence: Evidences | None = None,
) -> Event:
    """Return a strategy for events.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any but those it refers to where not given.
    actors : sequence of str, optional
        Ids of actors who may act or be acted upon.
    concerns, links_to : sequence of str, default ()
        Ids of records that it may be about, and link to.
    acts : sequence of Act, optional
        Acts to draw from; all where not given.
    types : sequence of EventType or None, optional
        PLOVER types to draw from; all, and none, where not given. The mode is one of the type's.
    arenas, issues : sequence of terms, optional
        Terms to draw from; all where not given.
    glosses, evidence : strategy, optional
        As for :func:`policies`.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(events(), lambda event: event.type is not None)
    >>> found.type.value, found.mode, found.initiators, found.recipients
    ('AGREE', None, ('ruritania',), ())
    """
    common = draw(_common(_other_than(id, *actors, *concerns, *links_to), evidence, glosses))
    act, kind = draw(choice(tuple(acts))), draw(choice(tuple(types)))
    modes = [None] if kind is None else sorted(INTENSITY[kind], key=lambda mode: mode or "")
    initiators = draw(some(tuple(actors), min_size=0 if act in NEEDS_RECIPIENT else 1, max_size=2))
    others = [actor for actor in actors if actor not in initiators]
    if act in NEEDS_RECIPIENT and not others:
        initiators, others = initiators[:-1], [initiators[-1]]
    return Event(
        **common,
        **draw(_topic(arenas, issues)),
        act=act,
        type=kind,
        mode=draw(choice(tuple(modes))),
        contexts=draw(some(tuple(Context))),
        initiators=initiators,
        recipients=draw(some(tuple(others), min_size=1 if act in NEEDS_RECIPIENT else 0)),
        concerns=draw(some(tuple(concerns))),
        period=draw(PERIODS),
        place=draw(NOTES),
        count=draw(_COUNTS),
        casualties=draw(_CASUALTIES),
        links=draw(_links(links_to)),
    )


@st.composite
def positions(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    actors: Sequence[str] = STATES,
    objects: Sequence[str] = STATES,
    links_to: Sequence[str] = (),
    stances: Sequence[Stance] = tuple(Stance),
    expressions: Sequence[Expression] = tuple(Expression),
    arenas: Sequence[Arena] = tuple(Arena),
    issues: Sequence[Issue] = tuple(Issue),
    glosses: st.SearchStrategy[str] | None = None,
    evidence: Evidences | None = None,
) -> Position:
    """Return a strategy for positions.

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any but those it refers to where not given.
    actors : sequence of str, optional
        Ids of actors who may hold it.
    objects : sequence of str, optional
        Ids of policies, events, actors and claims that it may be on; of some other than its holder.
    links_to : sequence of str, default ()
        Ids of records that it may link to.
    stances, expressions, arenas, issues : sequence of terms, optional
        Terms to draw from; all where not given.
    glosses, evidence : strategy, optional
        As for :func:`policies`.

    Examples
    --------
    >>> from hypothesis import find
    >>> found = find(positions(objects=["tariff"]), lambda position: position.stance.level > 1)
    >>> found.holder, found.target, found.expression.value
    ('ruritania', 'tariff', 'verbal')
    """
    holder = draw(choice(tuple(actor for actor in actors if any(each != actor for each in objects))))
    return Position(
        **draw(_common(_other_than(id, *actors, *objects, *links_to), evidence, glosses)),
        **draw(_topic(arenas, issues)),
        holder=holder,
        target=draw(choice(tuple(each for each in objects if each != holder))),
        stance=draw(choice(tuple(stances))),
        expression=draw(choice(tuple(expressions))),
        period=draw(PERIODS),
        links=draw(_links(links_to)),
    )


@st.composite
def claims(  # noqa: PLR0913 (what to draw from, by keyword)
    draw: st.DrawFn,
    *,
    id: st.SearchStrategy[str] | None = None,  # noqa: A002 (the field's name)
    actors: Sequence[str] = STATES,
    about: Sequence[str] = (),
    links_to: Sequence[str] = (),
    arenas: Sequence[Arena] = tuple(Arena),
    issues: Sequence[Issue] = tuple(Issue),
    glosses: st.SearchStrategy[str] | None = None,
    evidence: Evidences | None = None,
) -> Claim:
    """Return a strategy for claims, without rivals: these are a matter of two (:func:`mxus.testing.datasets`).

    Parameters
    ----------
    id : strategy of str, optional
        Its id; any but those it refers to where not given.
    actors : sequence of str, optional
        Ids of actors who may hold it.
    about, links_to : sequence of str, default ()
        Ids of records that it may be about, and link to.
    arenas, issues : sequence of terms, optional
        Terms to draw from; all where not given.
    glosses, evidence : strategy, optional
        As for :func:`policies`.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(claims(about=["strike"]), lambda claim: claim.about).about
    ('strike',)
    """
    return Claim(
        **draw(_common(_other_than(id, *actors, *about, *links_to), evidence, glosses)),
        **draw(_topic(arenas, issues)),
        type=draw(choice(tuple(ClaimType))),
        holders=draw(some(tuple(actors), min_size=1)),
        about=draw(some(tuple(about))),
        links=draw(_links(links_to)),
    )


def records() -> st.SearchStrategy[AnyRecord]:
    """Return a strategy for records of any kind, as the strategies of each make them by default.

    Examples
    --------
    >>> from hypothesis import find
    >>> find(records(), lambda record: record.kind == "position").holder
    'ruritania'
    """
    return st.one_of(sources(), actors(), policies(), trade_links(), events(), positions(), claims())
