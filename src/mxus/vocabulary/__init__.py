"""The closed vocabularies: every term has one spelling and one definition.

Terms are strings (``Arena.DOMESTIC == "domestic"``), so they compare, sort, print and serialise as such; their
definitions (``Arena.DOMESTIC.meaning``) feed the JSON Schema and the codebook.
"""

from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.acts import NEEDS_RECIPIENT, Act
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.plover import PLOVER_VERSION, Context, EventMode, EventType, QuadClass
from mxus.vocabulary.plover_tables import INTENSITY, QUAD_CLASSES, QUAD_CLASSES_MANUAL_TABLE
from mxus.vocabulary.policies import PolicyStatus, PolicyType
from mxus.vocabulary.quantities import Qualifier, TradeMeasure, Unit
from mxus.vocabulary.statements import STANCE_LEVELS, ClaimType, Expression, LinkType, Stance, Status, Voice

__all__ = [
    "INTENSITY",
    "NEEDS_RECIPIENT",
    "PLOVER_VERSION",
    "QUAD_CLASSES",
    "QUAD_CLASSES_MANUAL_TABLE",
    "STANCE_LEVELS",
    "Act",
    "ActorType",
    "Arena",
    "ClaimType",
    "Context",
    "EventMode",
    "EventType",
    "Expression",
    "Issue",
    "LinkType",
    "PolicyStatus",
    "PolicyType",
    "QuadClass",
    "Qualifier",
    "Stance",
    "Status",
    "TradeMeasure",
    "Unit",
    "Voice",
]
