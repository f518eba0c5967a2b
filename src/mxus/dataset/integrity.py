"""What must hold between records: unique ids, references that resolve, passages inside their source, consistent times.

The references are found from the models themselves: a field annotated with :class:`mxus.records.base.RefersTo` is one.
A first pass over all records only asks whether anything is wrong, in the fewest steps; the paths are worked out for
those records in which something is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, cast, get_args

from pydantic import BaseModel

from mxus.dataset.document import COLLECTIONS, Document
from mxus.dataset.naming import actors_called
from mxus.errors import Problem, a, nearest_names, shown
from mxus.records._fields import held_types
from mxus.records.actor import Actor, Membership, Office
from mxus.records.base import Record, RefersTo
from mxus.records.claim import Claim
from mxus.records.policy import Policy
from mxus.records.source import Source
from mxus.vocabulary.actors import ActorType

__all__ = ["is_sound", "lengths_of", "part_fields", "problems_between", "problems_in", "reference_fields"]

_COLLECTIVE: Final = frozenset(ActorType) - {ActorType.PERSON, ActorType.STATE}
_REPRESENTABLE: Final = frozenset(ActorType) - {ActorType.PERSON, ActorType.SOCIAL_GROUP}

_MOST_HINTS: Final = 25
"""Unknown ids for which the nearest known ones are looked for."""

_MOST_IN_CIRCLE: Final = 10
"""Members of a circle that are named, and one more."""

Kinds = Mapping[str, str]
"""Kind of each record, by id."""


Placed = tuple[str, Any]
"""A record, or an uncoded passage, behind its JSONPath in the document."""


def problems_in(document: Document) -> list[Problem]:
    """Return all problems between the records of a document; empty where it is sound."""
    records = [
        (f"$.{collection}[{index}]", record)
        for collection in COLLECTIONS
        for index, record in enumerate(getattr(document, collection))
    ]
    uncoded = [(f"$.uncoded[{index}]", passage) for index, passage in enumerate(document.uncoded)]
    return problems_between(records, uncoded)


def problems_between(
    records: Sequence[Placed], uncoded: Sequence[Placed], broken: Iterable[tuple[str, str, str]] = ()
) -> list[Problem]:
    """Return all problems between records that are each sound by themselves.

    Parameters
    ----------
    records, uncoded : sequence of (path, record)
        The records and the uncoded passages, each with its place.
    broken : iterable of (path, id, kind), optional
        Records that are not sound, of which only this is known: they can be referred to, and their id can repeat.
    """
    kinds: dict[str, str] = {}
    problems: list[Problem] = []
    known = ((place, record.id, record.kind) for place, record in records)
    for place, name, kind in (*known, *broken):
        if name in kinds:
            found = f"found {name!r}, the id of another {kinds[name]}"
            problems.append(Problem(f"{place}.id", f"{found}; expected an id of its own"))
        kinds.setdefault(name, kind)
    actors = [(place, record) for place, record in records if isinstance(record, Actor)]
    hinted = _Hints([record for _, record in actors])
    lengths = lengths_of(record for _, record in records if isinstance(record, Source))
    for place, record in records:
        if not is_sound(record, kinds, lengths):
            problems += _dangling(record, place, kinds, hinted)
            for index, evidence in enumerate(getattr(record, "evidence", ())):
                problems += _outside(evidence, f"{place}.evidence[{index}]", lengths)
    for place, passage in uncoded:
        problems += _dangling(passage, place, kinds, hinted)
        problems += _outside(passage, place, lengths)
    policies = [(place, record) for place, record in records if isinstance(record, Policy)]
    claims = [(place, record) for place, record in records if isinstance(record, Claim)]
    problems += _inconsistent_actors(actors)
    problems += _cycles(policies, "part_of")
    problems += _one_sided_rivals(claims)
    return problems


# References ----------------------------------------------------------------------------------------------------------


@cache
def reference_fields(model: type[BaseModel]) -> tuple[tuple[str, bool, frozenset[str]], ...]:
    """Return name, whether it holds many, and kinds allowed (empty for any), of each field of `model` that refers."""
    found: list[tuple[str, bool, frozenset[str]]] = []
    for name, field in model.model_fields.items():
        for refers, many in _reference_marks((field.annotation, *field.metadata), many=False):
            found.append((name, many, refers.kinds))
    return tuple(found)


def _reference_marks(parts: Sequence[Any], *, many: bool) -> Iterator[tuple[RefersTo, bool]]:
    for part in parts:
        if isinstance(part, RefersTo):
            yield part, many
        elif not isinstance(part, str):
            yield from _reference_marks(get_args(part), many=many or getattr(part, "__origin__", None) is tuple)


@cache
def part_fields(model: type[BaseModel]) -> tuple[tuple[str, type[BaseModel]], ...]:
    """Return name and model of each field of `model` that holds parts with references of their own."""
    return tuple(
        (name, part)
        for name, field in model.model_fields.items()
        for part in held_types(field.annotation)
        if issubclass(part, BaseModel) and reference_fields(part)
    )


@cache
def _checks(model: type[BaseModel]) -> Callable[[Any, Kinds], bool]:
    """Return a function that tells whether all references of an instance of `model` resolve to the right kind."""
    one = [(name, kinds) for name, many, kinds in reference_fields(model) if not many]
    many = [(name, kinds) for name, several, kinds in reference_fields(model) if several]
    parts = [(name, _checks(part)) for name, part in part_fields(model)]

    def resolve(record: Any, known: Kinds) -> bool:  # noqa: ANN401 (an instance of `model`)
        fields = record.__dict__  # pydantic keeps field values there; half the time of attribute access
        for name, kinds in one:
            target = fields[name]
            if target is not None:
                kind = known.get(target)
                if kind is None or (kinds and kind not in kinds):
                    return False
        for name, kinds in many:
            held = fields[name]
            if len(held) > 1 and len(set(held)) < len(held):
                return False
            for target in held:
                kind = known.get(target)
                if kind is None or (kinds and kind not in kinds):
                    return False
        return all(check(part, known) for name, check in parts if fields[name] for part in fields[name])

    return resolve


def lengths_of(sources: Iterable[Source]) -> dict[str, list[int]]:
    """Return the lengths of the paragraphs of each source, by its id."""
    return {source.id: [paragraph.length for paragraph in source.paragraphs] for source in sources}


def is_sound(record: Record, kinds: Kinds, lengths: Mapping[str, Sequence[int]]) -> bool:
    """Whether the references of a record resolve, its passages lie in their sources, and it links to others alone."""
    if not _checks(cast("Any", type(record)))(record, kinds):
        return False
    for evidence in record.__dict__.get("evidence", ()):
        paragraphs, locator = lengths.get(evidence.source, ()), evidence.locator
        if locator.paragraph >= len(paragraphs) or locator.end > paragraphs[locator.paragraph]:
            return False
    return all(link.target != record.id for link in record.__dict__.get("links", ()))


def _dangling(record: BaseModel, place: str, known: Kinds, hinted: _Hints) -> Iterator[Problem]:
    """Yield a problem for each reference of a record, or of its parts, that does not resolve or is given twice."""
    for name, many, kinds in reference_fields(type(record)):
        held = getattr(record, name)
        targets: tuple[str, ...] = held if many else (held,) if held is not None else ()
        before: set[str] = set()
        for index, target in enumerate(targets):
            path = f"{place}.{name}[{index}]" if many else f"{place}.{name}"
            problem = _reference_problem(target, known, kinds, hinted)
            if target in before:
                yield Problem(path, f"found {shown(target)} again; expected each once")
            elif problem is not None:
                yield Problem(path, problem)
            before.add(target)
    for name, _ in part_fields(type(record)):
        for index, part in enumerate(getattr(record, name)):
            yield from _dangling(part, f"{place}.{name}[{index}]", known, hinted)
    if isinstance(record, Record):
        for index, link in enumerate(getattr(record, "links", ())):
            if link.target == record.id:
                found = f"found the record itself ({record.id!r})"
                yield Problem(f"{place}.links[{index}].target", f"{found}; expected another")


def _reference_problem(target: str, known: Kinds, kinds: frozenset[str], hinted: _Hints) -> str | None:
    """Return what is wrong with a reference; None where it resolves to a record of the right kind."""
    kind = known.get(target)
    wanted = " or ".join(map(a, sorted(kinds))) or "a record"
    if kind is None:
        hint = hinted.of(target, known, kinds)
        return f"found {shown(target)}, which no record has as id; expected {wanted}{hint}"
    if kinds and kind not in kinds:
        return f"found {shown(target)}, {a(kind)}; expected {wanted}"
    return None


class _Hints:
    """Which ids are nearest, for the first targets only: each takes a comparison with every id."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._actors = actors
        self._made: dict[str, str] = {}

    def of(self, target: str, known: Kinds, kinds: frozenset[str]) -> str:
        """Return the hint for a target that no record has as id."""
        if target not in self._made and len(self._made) < _MOST_HINTS:
            called = actors_called(target, self._actors) if not kinds or "actor" in kinds else ()
            nearest = called or nearest_names(
                target, [name for name, kind in known.items() if not kinds or kind in kinds]
            )
            self._made[target] = f" (nearest: {', '.join(map(repr, nearest))})" if nearest else ""
        return self._made.get(target, "")


def _outside(passage: Any, place: str, lengths: Mapping[str, Sequence[int]]) -> Iterator[Problem]:  # noqa: ANN401 (evidence, uncoded)
    """Yield a problem where a passage lies outside the paragraphs of its source."""
    paragraphs, locator = lengths.get(passage.source), passage.locator
    if paragraphs is None:
        return  # a dangling reference, which is reported as that, or a source that is itself broken
    if locator.paragraph >= len(paragraphs):
        expected = f"expected 0 to {len(paragraphs) - 1} in {passage.source!r}"
        yield Problem(f"{place}.locator.paragraph", f"found {shown(locator.paragraph)}; {expected}")
    elif locator.end > paragraphs[locator.paragraph]:
        expected = f"expected at most {paragraphs[locator.paragraph]}, the length of paragraph {locator.paragraph}"
        yield Problem(f"{place}.locator.end", f"found {shown(locator.end)}; {expected}")


# Actors, policies, claims --------------------------------------------------------------------------------------------


def _inconsistent_actors(actors: Sequence[tuple[str, Actor]]) -> Iterator[Problem]:
    types = {actor.id: actor.type for _, actor in actors}
    for place, actor in actors:
        if actor.country is not None and types.get(actor.country, ActorType.STATE) is not ActorType.STATE:
            yield Problem(f"{place}.country", f"found {actor.country!r}, {a(types[actor.country])}; expected a state")
        for number, membership in enumerate(actor.memberships):
            if types.get(membership.group, ActorType.BLOC) not in _COLLECTIVE:
                found = f"found {membership.group!r}, {a(types[membership.group])}"
                yield Problem(f"{place}.memberships[{number}].group", f"{found}; expected a group")
        for number, office in enumerate(actor.offices):
            if types.get(office.acts_for, ActorType.STATE) not in _REPRESENTABLE:
                found = f"found {office.acts_for!r}, {a(types[office.acts_for])}"
                expected = "expected a state, a body or an organisation"
                yield Problem(f"{place}.offices[{number}].acts_for", f"{found}; {expected}")
    yield from _cycles(actors, "principal")
    yield from _circular_memberships(actors)
    yield from _crowded_seats(actors)


def _crowded_seats(actors: Sequence[tuple[str, Actor]]) -> Iterator[Problem]:
    """Yield a problem for each office that two certainly held at once, unless it is shared by its nature."""
    seats: dict[tuple[str, str], list[tuple[str, Office]]] = {}
    for place, actor in actors:
        for number, office in enumerate(actor.offices):
            if not office.shared:
                path = f"{place}.offices[{number}].period"
                seats.setdefault((office.title, office.acts_for), []).append((path, office))
    for (title, principal), holders in seats.items():
        starts: list[date] = []  # of the stretches, apart and in order, in which the office was certainly held
        ends: list[date] = []
        for path, office in holders:
            if office.period is not None and office.period.core is not None:
                start, end = office.period.core
                first, last = bisect_left(ends, start), bisect_right(starts, end)
                if first < last:
                    found = f"found {title!r} for {principal!r} held by two at once"
                    yield Problem(path, f"{found}; expected one holder at a time, or shared offices")
                    start, end = min(start, starts[first]), max(end, ends[last - 1])
                starts[first:last], ends[first:last] = [start], [end]


def _cycles(records: Sequence[tuple[str, Record]], field: str) -> Iterator[Problem]:
    """Yield a problem for each record that, following `field`, leads back to itself."""
    above: dict[str, str | None] = {record.id: getattr(record, field) for _, record in records}
    circular: dict[str, str] = {}
    ended: set[str] = set()
    for name in above:
        chain: dict[str, None] = {}
        step: str | None = name
        while step is not None and step not in chain and step not in ended:
            chain[step] = None
            step = above.get(step)
        if step is not None and step in chain:
            circle = [*chain][[*chain].index(step) :]
            circular |= {each: _in_words(circle, n) for n, each in enumerate(circle)}
        ended |= chain.keys()
    for place, record in records:
        if record.id in circular:
            found = f"found a circle ({circular[record.id]})"
            yield Problem(f"{place}.{field}", f"{found}; expected a chain that ends")


def _in_words(circle: Sequence[str], first: int) -> str:
    """Return a circle in words, from its member of that number on; of a long one the first members and the last."""
    names = [circle[(first + step) % len(circle)] for step in range(min(len(circle), _MOST_IN_CIRCLE))]
    if len(circle) > len(names):
        names += ["…", circle[first - 1]]
    return " → ".join([*names, circle[first]])


def _circular_memberships(actors: Sequence[tuple[str, Actor]]) -> Iterator[Problem]:
    """Yield a problem for each membership of a circle, unless its members were so at different times."""
    places = {actor.id: place for place, actor in actors}
    held = {actor.id: actor.memberships for _, actor in actors}
    ended: set[str] = set()
    for name in held:
        path = {} if name in ended else {name: 0}  # from each to the next, by the membership before this number
        while path:
            last, number = next(reversed(path.items()))
            if number == len(held[last]):
                ended.add(last)
                del path[last]
                continue
            path[last] = number + 1
            group = held[last][number].group
            if group in path:
                circle = [*path][[*path].index(group) :]
                memberships = [held[each][path[each] - 1] for each in circle]
                if _may_be_together(memberships):
                    for n, each in enumerate(circle):
                        place = f"{places[each]}.memberships[{path[each] - 1}].group"
                        yield Problem(place, f"found a circle ({_in_words(circle, n)}); expected a chain that ends")
            elif group in held and group not in ended:
                path[group] = 0


def _may_be_together(memberships: Sequence[Membership]) -> bool:
    """Whether all of the memberships may have been at one time."""
    periods = [each.period for each in memberships if each.period is not None]
    starts = [period.earliest for period in periods if period.earliest is not None]
    ends = [period.latest for period in periods if period.latest is not None]
    return not (starts and ends) or max(starts) <= min(ends)


def _one_sided_rivals(claims: Sequence[tuple[str, Claim]]) -> Iterator[Problem]:
    rivals = {claim.id: claim.rivals for _, claim in claims}
    for place, claim in claims:
        for number, rival in enumerate(claim.rivals):
            if claim.id not in rivals.get(rival, (claim.id,)):
                found = f"found {rival!r}, which does not name {claim.id!r} as its rival"
                yield Problem(f"{place}.rivals[{number}]", f"{found}; expected rivals to name each other")
