"""Acts: the named moves of foreign policy, finer than the event types of PLOVER where the analysis needs it.

PLOVER puts extraditions among all other material cooperation. Yet an extradition has a receiving state whatever else
is known of it, and it is read as cooperation *with that state*, while a deportation, which looks alike, is coercion
of the deported. A closed list of acts lets such rules be checked (:class:`mxus.records.event.Event`).
"""

from __future__ import annotations

from typing import Final

from mxus.vocabulary._term import Term

__all__ = ["NEEDS_RECIPIENT", "Act"]


class Act(Term):
    """What was done, as a diplomat would name it.

    Examples
    --------
    >>> Act.EXTRADITION.meaning
    'A suspect or convict handed over to another state for prosecution; the recipient is that state.'
    """

    APPEARANCE = ("appearance", "An official reports to a legislature or another body at home.")
    VISIT = ("visit", "An official is received by another state; the visitor initiates.")
    MEETING = ("meeting", "Representatives meet; neither side is a guest, or it is not said who is.")
    REQUEST = ("request", "One side asks the other for a meeting, help or a change of conduct.")
    STATEMENT = ("statement", "A public declaration, interview, post or press conference.")
    ACCUSATION = ("accusation", "A wrong or complicity is alleged in public.")
    AGREEMENT = ("agreement", "Sides commit themselves to do something together.")
    NEGOTIATION = ("negotiation", "Talks on terms, opened, held, scheduled or broken off.")
    REFUSAL = ("refusal", "An invitation, award, proposal or request is turned down or not attended.")
    AWARD = ("award", "A prize or honour is given.")
    LOBBYING = ("lobbying", "Pressure on a government or party by an organised interest.")
    SUPPLY = ("supply", "Goods, energy, services or subsidies are given or increased.")
    TARIFF_INCREASE = ("tariff-increase", "A duty on imports is imposed or raised.")
    TARIFF_POSTPONEMENT = ("tariff-postponement", "A duty that was due is put off.")
    BOYCOTT = ("boycott", "Firms, routes or goods of another country are shut out.")
    EXTRADITION = (
        "extradition",
        "A suspect or convict handed over to another state for prosecution; the recipient is that state.",
    )
    DEPORTATION = ("deportation", "People sent out of a country; the recipients are the people.")
    ARREST = ("arrest", "A person is taken into custody.")
    FLIGHT = ("flight", "A person leaves a country to escape justice or persecution.")
    ASYLUM = ("asylum", "Protection granted to a persecuted person; the recipient is that person.")
    MIGRATION_CONTROL = ("migration-control", "Movement of people across borders is held back.")
    MILITARY_STRIKE = ("military-strike", "Armed force is used against a target from air, sea or land.")
    KILLING = ("killing", "A person is killed outside a military strike.")
    REFORM_PROPOSAL = ("reform-proposal", "A change of laws or institutions is put forward.")


NEEDS_RECIPIENT: Final[frozenset[Act]] = frozenset(
    {
        Act.VISIT,
        Act.REQUEST,
        Act.ACCUSATION,
        Act.EXTRADITION,
        Act.DEPORTATION,
        Act.ARREST,
        Act.ASYLUM,
        Act.KILLING,
        Act.MILITARY_STRIKE,
        Act.TARIFF_POSTPONEMENT,
    }
)
"""Acts that are done *to* or *for* someone by definition, so that an event without a recipient is incomplete."""
