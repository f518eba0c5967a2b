"""Arena and issue: *where* a relation is conducted, and *what* it is about.

They are separate on purpose. The same issue (drugs, say) can be handled on the bilateral agenda and made a matter of
regional diplomacy; the thesis that a government pays in one arena and compensates in the other lives in that
difference.
"""

from __future__ import annotations

from mxus.vocabulary._term import Term

__all__ = ["Arena", "Issue"]


class Arena(Term):
    """The stage on which an act, a policy or a stance has its addressees.

    Examples
    --------
    >>> [arena.value for arena in Arena]
    ['bilateral-agenda', 'regional-diplomacy', 'domestic', 'global']
    """

    BILATERAL_AGENDA = (
        "bilateral-agenda",
        "The two countries' dealings with each other on shared matters: trade, migration, drugs, border, security.",
    )
    REGIONAL_DIPLOMACY = (
        "regional-diplomacy",
        "Dealings with, or taking sides about, third countries of the region: summits, asylum, embargoes, regimes.",
    )
    DOMESTIC = ("domestic", "Inside one country: its institutions, reforms, parties and security.")
    GLOBAL = ("global", "Dealings with powers or organisations outside the region.")


class Issue(Term):
    """The subject matter; one per record, the one without which the passage would lose its point.

    Examples
    --------
    >>> Issue.DRUGS.meaning
    'Drug production and trafficking, and the fight against them.'
    """

    TRADE = ("trade", "Exchange of goods and services, tariffs, trade agreements.")
    INVESTMENT = ("investment", "Capital, growth, location of industry, tourism, regulation of the economy.")
    MIGRATION = ("migration", "Movement of people across borders and its control.")
    DRUGS = ("drugs", "Drug production and trafficking, and the fight against them.")
    SECURITY = ("security", "Use of force, crime other than drugs, border and maritime security, the military.")
    ENERGY = ("energy", "Oil, fuel, electricity, and their supply or subsidy.")
    HEALTH = ("health", "Health services and personnel.")
    TRANSPORT = ("transport", "Airlines, airports, shipping, roads.")
    DEMOCRACY = ("democracy", "Regime, elections, judiciary, rights of opposition, recognition of democrats.")
    SOVEREIGNTY = ("sovereignty", "Self-determination, non-intervention, subordination and autonomy between states.")
    ASYLUM = ("asylum", "Protection granted to the persecuted, and its consequences.")
    DIPLOMACY = ("diplomacy", "The relationship as such: alignment, summits, visits, ideological nearness.")
