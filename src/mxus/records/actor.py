"""Actor: whoever acts, is acted upon, or speaks.

Someone can act for someone else. A ministry acts for its state by its nature: that is its ``principal``. A person
does so while holding an office: that is dated. Belonging to a party, a bloc or a cartel is a dated membership and
makes nobody act for anybody. What we leave out: roles in the text (initiator, recipient, speaker), which belong to
the records that mention the actor, and traits such as ideology, which are claims of someone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Literal, final

from pydantic import Field, StringConstraints

from mxus.errors import a
from mxus.records._adapters import PeriodField
from mxus.records.base import ActorId, Name, Note, Part, Record
from mxus.records.evidence import Evidence
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.countries import COW_WITHOUT_ISO, countries_of, country_codes, country_of, nearest_countries

__all__ = ["Actor", "Membership", "Office", "cited_name"]


@final
class Office(Part):
    """An office held, and for whom it acts.

    Examples
    --------
    >>> from mxus.values.period import Period
    >>> Office(title="Foreign Minister", acts_for="mexico", period=Period("2024-10-01/..", basis="inferred")).title
    'Foreign Minister'
    """

    title: Name
    """Title of the office, in English."""

    acts_for: ActorId
    """The state, government, institution or other actor for which the holder acts."""

    period: PeriodField | None = None
    """When it was held; none where the text gives no hold on it."""

    shared: bool = False
    """Whether several hold the office at once, as senators do; an office that is not has one holder at a time."""

    note: Note | None = None
    """Coder's remark on the office."""


@final
class Membership(Part):
    """Belonging to a bloc, party, institution, organisation or movement.

    Examples
    --------
    >>> Membership(group="brics").group
    'brics'
    """

    group: ActorId
    """What the actor belongs to."""

    period: PeriodField | None = None
    """When; none where the text gives no hold on it."""

    note: Note | None = None
    """Coder's remark on the membership."""


@final
class Actor(Record):
    """Someone who acts, is acted upon, or speaks.

    Examples
    --------
    >>> import mxus
    >>> minister = mxus.load().actors["juan-ramon-de-la-fuente"]
    >>> minister.type.value, minister.offices[0].title, minister.offices[0].acts_for
    ('person', 'Foreign Minister', 'mexico')
    """

    kind: Literal["actor"] = "actor"
    """Kind of record."""

    name: Name
    """Name in English usage. A person's may be written Family, Given ("Restrepo Ángel, Lucía"), and is cited by it."""

    type: ActorType
    """What kind of actor it is."""

    aliases: tuple[Name, ...] = ()
    """Other names the text or the literature uses. A person is cited by one written Family, Given, if that is the name
    the other way round: "Restrepo Ángel, Lucía" of "Lucía Restrepo Ángel"."""

    country: ActorId | None = None
    """The state it belongs to, where there is one; none for states themselves."""

    iso3: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = None
    """ISO 3166-1 alpha-3 code; states only."""

    cow: Annotated[int, Field(ge=2, le=999)] | None = None
    """Correlates of War country code; states only."""

    principal: ActorId | None = None
    """For whom the actor acts by its nature, as a government does for its state."""

    offices: tuple[Office, ...] = ()
    """Offices held; persons only."""

    memberships: tuple[Membership, ...] = ()
    """Groups it belongs to."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that name or describe the actor."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.type is not ActorType.STATE:
            for field in ("iso3", "cow"):
                if getattr(self, field) is not None:
                    yield field, f"found {getattr(self, field)!r} on {a(self.type)}; expected it on states only"
        elif self.country is not None:
            yield "country", f"found {self.country!r} on a state; expected none"
        yield from _wrong_codes(self)
        if self.offices and self.type is not ActorType.PERSON:
            yield "offices", f"found offices of {a(self.type)}; expected them of persons only"
        groups = tuple(membership.group for membership in self.memberships)
        for field, named in (("principal", (self.principal,)), ("country", (self.country,)), ("memberships", groups)):
            if self.id in named:
                yield field, f"found the actor itself ({self.id!r}); expected another"
        for first, second in combinations(self.memberships, 2):
            if first.group == second.group and (
                first.period is None or second.period is None or first.period.may_overlap(second.period)
            ):
                yield "memberships", f"found {first.group!r} twice at the same time; expected one entry for a stretch"


def _wrong_codes(actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield a problem for each code that is in no list, or stands for another country than the other code does."""
    if actor.iso3 is not None and actor.iso3 not in country_codes():
        meant = country_of(actor.name)
        near = (meant,) if meant else nearest_countries(actor.iso3, "iso3")
        told = " or ".join(f"{code} ({country_codes()[code]})" for code in near) or "MEX for Mexico"
        yield "iso3", f"found {actor.iso3!r}, which is no country of ISO 3166; expected an alpha-3 code such as {told}"
    if actor.cow is None:
        return
    countries = countries_of(str(actor.cow), "cow")
    if not countries and actor.cow not in COW_WITHOUT_ISO:
        found = f"found {actor.cow}, which is no state of the Correlates of War"
        yield "cow", f"{found}; expected a number of its State System Membership, such as 70 for Mexico"
    elif countries and actor.iso3 is not None and actor.iso3 in country_codes() and actor.iso3 not in countries:
        names = " or ".join(country_codes()[code] for code in sorted(countries))
        yield (
            "cow",
            f"found {actor.cow}, which is {names}; expected the code of {country_codes()[actor.iso3]} as in iso3",
        )


def cited_name(actor: Actor, *, family_first: bool = False) -> str:
    """Return a name as :class:`mxus.Reference` takes it: a person's as "Family, Given" where its family name is known.

    It is known where the name or an alias is written so ("Restrepo Ángel, Lucía"), and of a plain name of two words, or
    with initials between them: the last word. Any other plain name stays whole and is cited in full, since which of its
    words are the family name differs by country.

    Parameters
    ----------
    actor : Actor
        Any.
    family_first : bool, default False
        Whether a plain name of two words may have the family name first, as in China or Hungary: it stays whole, too.

    Examples
    --------
    >>> import mxus
    >>> cited_name(mxus.load().actors["marco-rubio"])
    'Rubio, Marco'
    >>> cited_name(mxus.load().actors["juan-ramon-de-la-fuente"])
    'Juan Ramón de la Fuente'
    """
    if actor.type is not ActorType.PERSON:
        return f"{{{actor.name}}}" if "," in actor.name else actor.name
    for written in (actor.name, *actor.aliases):
        family, _, given = written.partition(", ")
        if given and (written == actor.name or actor.name in {f"{given} {family}", f"{family} {given}"}):
            return written
    words = actor.name.split()
    initials = all(len(word) == 2 and word.endswith(".") for word in words[1:-1])
    if len(words) == 1 or not initials or (family_first and len(words) == 2):
        return actor.name
    return f"{words[-1]}, {' '.join(words[:-1])}"
