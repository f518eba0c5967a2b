"""Who says so, how firmly, on which side, and how records hang together."""

from __future__ import annotations

from typing import Final

from mxus.vocabulary._term import Term

__all__ = ["ClaimType", "Expression", "LinkType", "Stance", "Status", "Voice"]


class Voice(Term):
    """Who asserts the content of a passage.

    Examples
    --------
    >>> Voice.REPORTED.meaning
    'Another actor, named as the speaker, whose words or view the author reports.'
    """

    AUTHOR = ("author", "The author of the text, in their own name.")
    REPORTED = ("reported", "Another actor, named as the speaker, whose words or view the author reports.")


class Status(Term):
    """How the text commits itself to the content of a passage. An alleged act is not an asserted one.

    Examples
    --------
    >>> [status.value for status in Status]
    ['asserted', 'reported', 'alleged', 'denied', 'planned']
    """

    ASSERTED = ("asserted", "The author states it as fact or holds it in their own name.")
    REPORTED = ("reported", "The author passes on what an actor says or holds, without a verdict on it.")
    ALLEGED = ("alleged", "An accusation or an account that the author passes on as unproven or contested.")
    DENIED = ("denied", "The text says that it is not, or will not be, the case.")
    PLANNED = ("planned", "Announced, scheduled or intended; not yet happened when the text was written.")


class Expression(Term):
    """Whether a stance is taken in words or in deeds.

    Examples
    --------
    >>> Expression.MATERIAL.meaning
    'In deeds: resources, force, law, persons or access moved or withheld.'
    """

    VERBAL = ("verbal", "In words, or by a silence where words were due.")
    MATERIAL = ("material", "In deeds: resources, force, law, persons or access moved or withheld.")


class Stance(Term):
    """A five-level ordinal scale from strong opposition to strong support.

    Examples
    --------
    >>> Stance.OPPOSES.level, Stance.SUPPORTS_STRONGLY.level
    (-1, 2)
    """

    OPPOSES_STRONGLY = (
        "opposes-strongly",
        "Opposition that is repeated, costly, forceful, or the actor's declared priority.",
    )
    OPPOSES = ("opposes", "Opposition without mark of force.")
    NEUTRAL = ("neutral", "Silence, balance or distance where a side could have been taken.")
    SUPPORTS = ("supports", "Support without mark of force.")
    SUPPORTS_STRONGLY = (
        "supports-strongly",
        "Support that is repeated, costly, forceful, or the actor's declared priority; ownership of a policy in force.",
    )

    @property
    def level(self) -> int:
        """The level on the ordinal scale :data:`STANCE_LEVELS`, -2 to 2."""
        return _LEVEL_OF[self]


STANCE_LEVELS: Final[tuple[int, ...]] = (-2, -1, 0, 1, 2)
"""The declared ordinal scale of :class:`Stance`, lowest first."""

_LEVEL_OF: Final = dict(zip(Stance, STANCE_LEVELS, strict=True))


class ClaimType(Term):
    """What a claim does in the argument.

    Examples
    --------
    >>> ClaimType.THESIS.meaning
    'What the text as a whole sets out to show.'
    """

    THESIS = ("thesis", "What the text as a whole sets out to show.")
    INTERPRETATION = ("interpretation", "A reading of what acts or policies mean or aim at.")
    REASON = ("reason", "Given in support of another claim.")
    EVALUATION = ("evaluation", "A judgement of worth, success or coherence.")
    ALLEGATION = ("allegation", "An accusation of a wrong.")
    FORECAST = ("forecast", "What is said to come.")


class LinkType(Term):
    """A typed, directed link from one record to another.

    Examples
    --------
    >>> LinkType.IN_EXCHANGE_FOR.meaning
    'Given or done in return for the other, as the text presents it.'
    """

    IN_EXCHANGE_FOR = ("in-exchange-for", "Given or done in return for the other, as the text presents it.")
    RESPONDS_TO = ("responds-to", "Done because of the other, after it.")
    CONTRADICTS = ("contradicts", "Cannot well be held or done together with the other.")
    CONTINUES = ("continues", "Carries the other further: a later instance or stage of it.")
    COMPENSATES_FOR = ("compensates-for", "Presented as a counterweight to the other in another arena.")
    SUPPORTS = ("supports", "A reason or an example given for the other.")
