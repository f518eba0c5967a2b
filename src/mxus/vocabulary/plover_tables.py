"""The tables of PLOVER: quad class by type, and intensity score by type and mode.

From the manual 0.8 of the Open Event Data Alliance. Two places of it contradict themselves; we decide, and say so:

*SANCTION* is material conflict in its own chapter and verbal conflict in the table of quad classes. Tariffs, embargoes
and broken-off talks move resources, so it is material here. :data:`QUAD_CLASSES` is the table used;
:data:`QUAD_CLASSES_MANUAL_TABLE` is the other reading.

*ACCUSE* without a mode is printed with +3, although each of its modes lies between -2 and -3.5 and the type is verbal
conflict. We read -3 (:data:`INTENSITY`), taking the sign for a misprint.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from mxus.vocabulary.plover import EventMode, EventType, QuadClass

__all__ = ["INTENSITY", "QUAD_CLASSES", "QUAD_CLASSES_MANUAL_TABLE"]

QUAD_CLASSES: Final[Mapping[EventType, QuadClass]] = MappingProxyType(
    {
        EventType.AGREE: QuadClass.VERBAL_COOPERATION,
        EventType.CONSULT: QuadClass.VERBAL_COOPERATION,
        EventType.SUPPORT: QuadClass.VERBAL_COOPERATION,
        EventType.CONCEDE: QuadClass.VERBAL_COOPERATION,
        EventType.COOPERATE: QuadClass.MATERIAL_COOPERATION,
        EventType.AID: QuadClass.MATERIAL_COOPERATION,
        EventType.RETREAT: QuadClass.MATERIAL_COOPERATION,
        EventType.REQUEST: QuadClass.VERBAL_CONFLICT,
        EventType.ACCUSE: QuadClass.VERBAL_CONFLICT,
        EventType.REJECT: QuadClass.VERBAL_CONFLICT,
        EventType.THREATEN: QuadClass.VERBAL_CONFLICT,
        EventType.PROTEST: QuadClass.MATERIAL_CONFLICT,
        EventType.SANCTION: QuadClass.MATERIAL_CONFLICT,
        EventType.MOBILIZE: QuadClass.MATERIAL_CONFLICT,
        EventType.COERCE: QuadClass.MATERIAL_CONFLICT,
        EventType.ASSAULT: QuadClass.MATERIAL_CONFLICT,
    }
)
"""Quad class of each type, SANCTION as material conflict (the manual's chapter)."""

QUAD_CLASSES_MANUAL_TABLE: Final[Mapping[EventType, QuadClass]] = MappingProxyType(
    {
        **QUAD_CLASSES,
        EventType.SANCTION: QuadClass.VERBAL_CONFLICT,
    }
)
"""Quad class of each type, SANCTION as verbal conflict (the manual's summary table)."""

INTENSITY: Final[Mapping[EventType, Mapping[EventMode | None, float]]] = MappingProxyType(
    {
        EventType.AGREE: MappingProxyType({None: 2.5}),
        EventType.CONSULT: MappingProxyType(
            {
                None: 2.5,
                EventMode.VISIT: 4.0,
                EventMode.THIRD_PARTY: 1.0,
                EventMode.MULTILATERAL: 4.0,
                EventMode.PHONE: 1.5,
            }
        ),
        EventType.SUPPORT: MappingProxyType({None: 5.0}),
        EventType.CONCEDE: MappingProxyType({None: 4.5}),
        EventType.COOPERATE: MappingProxyType({None: 9.5}),
        EventType.AID: MappingProxyType({None: 10.0}),
        EventType.RETREAT: MappingProxyType(
            {
                None: 6.5,
                EventMode.WITHDRAW: 8.0,
                EventMode.RELEASE: 6.5,
                EventMode.DISARM: 10.0,
                EventMode.CEASEFIRE: 7.5,
                EventMode.ACCESS: 6.5,
                EventMode.RESIGN: 4.5,
            }
        ),
        EventType.REQUEST: MappingProxyType(
            {
                None: 0.0,
                EventMode.ASSIST: 0.5,
                EventMode.CHANGE: -1.0,
                EventMode.YIELD: -1.0,
                EventMode.MEET: 0.0,
            }
        ),
        EventType.ACCUSE: MappingProxyType(
            {
                None: -3.0,
                EventMode.DISAPPROVE: -2.0,
                EventMode.INVESTIGATE: -3.5,
                EventMode.ALLEGE: -3.5,
            }
        ),
        EventType.REJECT: MappingProxyType(
            {
                None: -2.0,
                EventMode.ASSIST: -1.5,
                EventMode.CHANGE: -2.0,
                EventMode.YIELD: -2.0,
                EventMode.MEET: -2.0,
            }
        ),
        EventType.THREATEN: MappingProxyType(
            {
                None: -3.5,
                EventMode.RESTRICT: -3.0,
                EventMode.ARREST: -3.5,
                EventMode.RELATIONS: -3.5,
                EventMode.EXPEL: -3.5,
                EventMode.TERRITORY: -4.0,
                EventMode.VIOLENCE: -3.5,
            }
        ),
        EventType.PROTEST: MappingProxyType(
            {
                None: -5.0,
                EventMode.DEMO: -5.0,
                EventMode.RIOT: -7.0,
                EventMode.STRIKE: -5.0,
                EventMode.HUNGER: -4.5,
                EventMode.BOYCOTT: -4.5,
                EventMode.OBSTRUCT: -4.5,
            }
        ),
        EventType.SANCTION: MappingProxyType(
            {
                None: -6.0,
                EventMode.CONVICT: -6.0,
                EventMode.EXPEL: -5.5,
                EventMode.WITHDRAW: -6.0,
                EventMode.DISCONTINUE: -6.0,
            }
        ),
        EventType.MOBILIZE: MappingProxyType(
            {
                None: -5.5,
                EventMode.TROOPS: -6.5,
                EventMode.WEAPONS: -6.5,
                EventMode.POLICE: -5.5,
                EventMode.MILITIA: -6.0,
            }
        ),
        EventType.COERCE: MappingProxyType(
            {
                None: -7.0,
                EventMode.SEIZE: -7.0,
                EventMode.RESTRICT: -7.0,
                EventMode.CENSOR: -6.5,
                EventMode.CURFEW: -6.5,
                EventMode.MARTIAL_LAW: -7.5,
                EventMode.ARREST: -7.0,
                EventMode.DEPORT: -7.0,
                EventMode.WITHHOLD: -7.0,
                EventMode.MISINFORMATION: -6.5,
                EventMode.CYBER: -7.0,
            }
        ),
        EventType.ASSAULT: MappingProxyType(
            {
                None: -9.0,
                EventMode.ABDUCT: -8.5,
                EventMode.BEAT: -7.5,
                EventMode.TORTURE: -8.5,
                EventMode.SEXUAL: -8.5,
                EventMode.TARGETED: -9.5,
                EventMode.DESTROY: -8.5,
                EventMode.PRIMITIVE: -8.0,
                EventMode.FIREARMS: -9.0,
                EventMode.EXPLOSIVES: -9.0,
                EventMode.SUICIDE_ATTACK: -9.5,
                EventMode.AERIAL: -9.5,
                EventMode.DRONE: -9.5,
                EventMode.HEAVY_WEAPONS: -9.5,
                EventMode.CROWD_CONTROL: -7.5,
                EventMode.UNCONVENTIONAL: -10.0,
            }
        ),
    }
)
"""Score of each type and mode, -10 (conflict) to 10 (cooperation); the key None is the type without a mode."""
