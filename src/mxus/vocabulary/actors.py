"""What kinds of actor there are.

Holding an office is not a kind: a person is the same person before, during and after. Offices, memberships and the
persons' acting for a state are dated facts of the record (:class:`mxus.records.actor.Actor`).
"""

from __future__ import annotations

from mxus.vocabulary._term import Term

__all__ = ["ActorType"]


class ActorType(Term):
    """The kind of an actor.

    Examples
    --------
    >>> ActorType("state").meaning
    'A country as a subject of international relations.'
    """

    STATE = ("state", "A country as a subject of international relations.")
    GOVERNMENT = ("government", "The executive of a state in a given period, named as such.")
    PERSON = ("person", "A human being; an office-holder where an office is in force.")
    PARTY = ("party", "A political party.")
    INSTITUTION = ("institution", "A body with a legal mandate: legislature, ministry, court, force, prize committee.")
    CRIMINAL_ORGANISATION = ("criminal-organisation", "A cartel or other organised criminal group.")
    BLOC = ("bloc", "Several states named as one, whether organised or only grouped by the text.")
    MEDIA = ("media", "An outlet or a set of outlets.")
    MOVEMENT = (
        "movement",
        "A political camp or current without legal form: supporters, opposition, a wing of a party.",
    )
    SOCIAL_GROUP = ("social-group", "People named by what they do or undergo: migrants, doctors, crews, traffickers.")
    COMPANY = ("company", "A firm or a set of firms.")
