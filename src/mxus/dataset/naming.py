"""Which actor is meant by what is no id: its name, another name of it, or the name or code of its country.

For messages only: an id is an id, and nothing is looked up in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mxus.errors import UnknownIdError, shown
from mxus.records.actor import Actor
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.countries import country_of
from mxus.vocabulary.country_names import asked_forms, listed_forms

__all__ = ["actors_called", "unknown_actor"]


def actors_called(name: str, actors: Iterable[Actor]) -> tuple[str, ...]:
    """Return the ids of the actors that a name is of, or that are the state whose country has that name or code.

    Examples
    --------
    >>> import mxus
    >>> actors_called("usa", mxus.load().actors.values()), actors_called("Estados Unidos", mxus.load().actors.values())
    (('united-states',), ('united-states',))
    """
    asked, country = set(asked_forms(name)), country_of(name)
    found: list[str] = []
    for actor in actors:
        named = any(not asked.isdisjoint(listed_forms(each)) for each in (actor.name, *actor.aliases))
        state = country is not None and actor.type is ActorType.STATE
        if named or (state and country in {actor.iso3, country_of(actor.name)}):
            found.append(actor.id)
    return tuple(found)


def unknown_actor(name: object, actors: Mapping[str, Actor]) -> UnknownIdError:
    """Return the error for an id that no actor has, with the one that is called so, or the nearest ids.

    Examples
    --------
    >>> import mxus
    >>> print(unknown_actor("usa", mxus.load().actors))
    no actor has the id 'usa'; the actor called so has the id 'united-states'
    """
    called = actors_called(name, actors.values()) if isinstance(name, str) else ()
    if not called:
        return UnknownIdError.among(name, actors, what="actor")  # type: ignore[arg-type] # anything can be asked for
    ids = " or ".join(map(repr, called))
    return UnknownIdError(f"no actor has the id {shown(name)}; the actor called so has the id {ids}")
