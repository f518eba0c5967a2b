"""PLOVER, the event ontology we code with: types, modes, contexts and quad classes.

Source: Open Event Data Alliance, *PLOVER: Political Language Ontology for Verifiable Event Records*, manual 0.8, whose
codes are retyped here with our own short definitions. Which mode belongs to which type, and what each scores, is in
:mod:`mxus.vocabulary.plover_tables`.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from mxus.vocabulary._term import Term

__all__ = ["PLOVER_VERSION", "Context", "EventMode", "EventType", "QuadClass"]

PLOVER_VERSION: Final = "0.8"
"""Version of the manual that codes and scores are taken from."""


class EventType(Term):
    """What kind of act an event is: the sixteen types of PLOVER.

    Examples
    --------
    >>> EventType("AID").meaning
    'Gives material help: goods, money, energy, services, protection, asylum.'
    """

    AGREE = ("AGREE", "Commits itself to act together, to meet or to settle; words about future cooperation.")
    CONSULT = ("CONSULT", "Meets, visits, calls or negotiates.")
    SUPPORT = ("SUPPORT", "Takes sides for someone or something in words: praise, recognition, defence, an award.")
    CONCEDE = ("CONCEDE", "Yields in words: eases or puts off a demand, a penalty or a restriction.")
    COOPERATE = (
        "COOPERATE",
        "Works together in deeds: justice, police, military, economic or administrative cooperation.",
    )
    AID = ("AID", "Gives material help: goods, money, energy, services, protection, asylum.")
    RETREAT = ("RETREAT", "Yields in deeds: withdraws, frees, disarms, ceases fire, opens access, resigns.")
    REQUEST = ("REQUEST", "Asks or calls for help, a meeting or a change of conduct.")
    ACCUSE = ("ACCUSE", "Disapproves, alleges a wrong or opens an inquiry.")
    REJECT = ("REJECT", "Refuses a demand, proposal, award, meeting or invitation.")
    THREATEN = ("THREATEN", "Announces a penalty, a break or the use of force.")
    PROTEST = ("PROTEST", "Dissents in public action: demonstration, strike, boycott by civilians.")
    SANCTION = (
        "SANCTION",
        "Reduces relations or penalises by lawful means: tariffs, embargoes, expulsions, broken-off talks.",
    )
    MOBILIZE = ("MOBILIZE", "Puts forces or weapons in readiness without using them.")
    COERCE = ("COERCE", "Forces without killing: arrests, deports, restricts, seizes, censors.")
    ASSAULT = ("ASSAULT", "Uses violence against people or things.")


class EventMode(Term):
    """How an event of a type was carried out. Each type has its own modes.

    Examples
    --------
    >>> from mxus.vocabulary import INTENSITY
    >>> EventMode.MEET in INTENSITY[EventType.REQUEST], EventMode.MEET in INTENSITY[EventType.AID]
    (True, False)
    """

    ABDUCT = ("abduct", "Takes a person away by force.")
    ACCESS = ("access", "Opens access, for instance to aid or inspectors.")
    AERIAL = ("aerial", "From the air, crewed or by missile.")
    ALLEGE = ("allege", "Charges someone with a wrong.")
    ARREST = ("arrest", "Custody, or the threat of it.")
    ASSIST = ("assist", "About giving help.")
    BEAT = ("beat", "Without weapons.")
    BOYCOTT = ("boycott", "Refusal to deal or take part.")
    CEASEFIRE = ("ceasefire", "Stops fighting.")
    CENSOR = ("censor", "Restricts expression.")
    CHANGE = ("change", "About a change of policy, law or office.")
    CONVICT = ("convict", "Finds guilty or fines.")
    CROWD_CONTROL = ("crowd-control", "Against demonstrators.")
    CURFEW = ("curfew", "Confines people to their homes.")
    CYBER = ("cyber", "By electronic attack.")
    DEMO = ("demo", "March or rally.")
    DEPORT = ("deport", "Sends people out of the country.")
    DESTROY = ("destroy", "Against property.")
    DISAPPROVE = ("disapprove", "Criticises.")
    DISARM = ("disarm", "Gives up weapons.")
    DISCONTINUE = ("discontinue", "Breaks off talks, aid or relations.")
    DRONE = ("drone", "By uncrewed aircraft or craft.")
    EXPEL = ("expel", "Sends out diplomats, staff or members.")
    EXPLOSIVES = ("explosives", "With bombs or mines.")
    FIREARMS = ("firearms", "With guns.")
    HEAVY_WEAPONS = ("heavy-weapons", "With artillery, tanks or ships.")
    HUNGER = ("hunger", "Hunger strike.")
    INVESTIGATE = ("investigate", "Opens an inquiry.")
    MARTIAL_LAW = ("martial-law", "Suspends civil law.")
    MEET = ("meet", "About meeting or negotiating.")
    MILITIA = ("militia", "Irregular forces.")
    MISINFORMATION = ("misinformation", "By spreading falsehood.")
    MULTILATERAL = ("multilateral", "Among three or more sides.")
    OBSTRUCT = ("obstruct", "Blocks roads, buildings or work.")
    PHONE = ("phone", "By telephone or video.")
    POLICE = ("police", "Police forces.")
    PRIMITIVE = ("primitive", "With blades, stones or vehicles.")
    RELATIONS = ("relations", "To reduce relations.")
    RELEASE = ("release", "Frees persons or property.")
    RESIGN = ("resign", "Gives up an office.")
    RESTRICT = ("restrict", "Limits movement, trade or rights.")
    RIOT = ("riot", "Violent crowd.")
    SEIZE = ("seize", "Takes property or territory.")
    SEXUAL = ("sexual", "Sexual violence.")
    STRIKE = ("strike", "Stops work.")
    SUICIDE_ATTACK = ("suicide-attack", "The attacker dies in it.")
    TARGETED = ("targeted", "Against a chosen person: assassination.")
    TERRITORY = ("territory", "To take or hold territory.")
    THIRD_PARTY = ("third-party", "With or through a mediator.")
    TORTURE = ("torture", "Inflicts pain on a captive.")
    TROOPS = ("troops", "Regular forces.")
    UNCONVENTIONAL = ("unconventional", "With chemical, biological, radiological or nuclear means.")
    VIOLENCE = ("violence", "To use force.")
    VISIT = ("visit", "One side received by the other.")
    WEAPONS = ("weapons", "Weapons systems.")
    WITHDRAW = ("withdraw", "Pulls back forces, staff or membership.")
    WITHHOLD = ("withhold", "Keeps back goods, money or services due.")
    YIELD = ("yield", "About giving in to demands.")


class Context(Term):
    """What an event is connected with; any number per event.

    Examples
    --------
    >>> Context.ILLEGAL_DRUGS.meaning
    'Illegal drugs.'
    """

    MILITARY = ("military", "Armed forces and their use.")
    INTELLIGENCE = ("intelligence", "Secret services and espionage.")
    EXECUTIVE = ("executive", "Heads of government and their cabinets.")
    LEGISLATIVE = ("legislative", "Legislatures.")
    ELECTION = ("election", "Elections and their rules.")
    POLITICAL_INSTITUTIONS = ("political_institutions", "Constitution, courts and other institutions of the state.")
    PRO_DEMOCRACY = ("pro_democracy", "In favour of democracy.")
    PRO_AUTOCRACY = ("pro_autocracy", "In favour of autocratic rule.")
    ECONOMIC = ("economic", "Trade, finance, industry.")
    LEGAL = ("legal", "Courts, prosecution, extradition.")
    REPARATIONS = ("reparations", "Redress for past wrongs.")
    HUMAN_RIGHTS = ("human_rights", "Human rights in general.")
    RIGHTS_FREEDOMS = ("rights_freedoms", "Civil and political freedoms.")
    REPRESSION = ("repression", "Rights violated by those in power.")
    HUMAN_SECURITY = ("human_security", "Safety and basic needs of people.")
    GENDER = ("gender", "Gender.")
    LGBT = ("lgbt", "Sexual orientation and gender identity.")
    RELIGION_ETHNICITY = ("religion_ethnicity", "Religion or ethnicity.")
    INEQUALITY = ("inequality", "Inequality.")
    DIPLOMATIC = ("diplomatic", "Diplomacy as such: visits, summits, recognition, protocol.")
    TERRITORY = ("territory", "Borders and territory.")
    PEACEKEEPING = ("peacekeeping", "Peacekeeping.")
    HEALTH = ("health", "Health.")
    ASYLUM = ("asylum", "Asylum and refuge.")
    MIGRATION = ("migration", "Migration.")
    DISASTERS = ("disasters", "Disasters.")
    NATURAL_RESOURCE = ("natural_resource", "Natural resources and energy.")
    ENVIRONMENT = ("environment", "Environment.")
    TECHNOLOGY = ("technology", "Technology.")
    TERRORISM = ("terrorism", "Terrorism.")
    CBRN = ("cbrn", "Chemical, biological, radiological, nuclear.")
    CYBER = ("cyber", "Computer networks.")
    MISINFORMATION = ("misinformation", "Misinformation.")
    CRIME = ("crime", "Crime in general.")
    CORRUPTION = ("corruption", "Corruption.")
    ILLEGAL_DRUGS = ("illegal_drugs", "Illegal drugs.")
    TRAFFICKING = ("trafficking", "Trafficking in people, arms or goods.")


class QuadClass(IntEnum):
    """Verbal or material, cooperation or conflict, numbered as event data sets number them.

    Examples
    --------
    >>> QuadClass(4).is_conflict, QuadClass(4).is_material
    (True, True)
    """

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def is_conflict(self) -> bool:
        """Whether the class is one of the two of conflict."""
        return self >= QuadClass.VERBAL_CONFLICT

    @property
    def is_material(self) -> bool:
        """Whether the class is one of deeds rather than words."""
        return self in {QuadClass.MATERIAL_COOPERATION, QuadClass.MATERIAL_CONFLICT}

    @property
    def sign(self) -> int:
        """+1 for cooperation, -1 for conflict."""
        return -1 if self.is_conflict else 1
