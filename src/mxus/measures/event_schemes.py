"""Event schemes: which code is cooperation or conflict, in words or deeds, and how intense it is.

Each table is an object with a name and a version, so that a result says which reading it used. Where a scheme
contradicts itself or its users differ, there are two objects rather than a hidden choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import attrs

from mxus.errors import InvalidValueError, UnknownIdError, shown
from mxus.measures.literature import CAMEO_2012, GOLDSTEIN_1992, PLOVER_MANUAL
from mxus.values.reference import Reference
from mxus.vocabulary.cameo import (
    CAMEO_SCORES,
    CAMEO_VERSION,
    ROOT_QUAD_CLASSES,
    ROOT_QUAD_CLASSES_PROTEST_VERBAL,
)
from mxus.vocabulary.plover import PLOVER_VERSION, EventType, QuadClass
from mxus.vocabulary.plover_tables import INTENSITY, QUAD_CLASSES, QUAD_CLASSES_MANUAL_TABLE

__all__ = ["CAMEO", "CAMEO_PROTEST_VERBAL", "PLOVER", "PLOVER_SANCTION_VERBAL", "EventScheme"]


@attrs.frozen(kw_only=True, eq=False)
class EventScheme:
    """A table of event codes.

    Parameters
    ----------
    name, version : str
        What the table is called, and of which version it is.
    quads : Mapping of str to QuadClass
        Quad class by code.
    scores : Mapping of str to float
        Intensity by code, -10 to 10.
    references : tuple of Reference
        Where the table comes from.
    note : str
        What was decided where the source leaves a choice.

    Examples
    --------
    >>> CAMEO.quad("063").name, CAMEO.score("063")
    ('MATERIAL_COOPERATION', 7.4)
    >>> PLOVER.score("CONSULT/visit")
    4.0
    """

    name: str
    version: str
    quads: Mapping[str, QuadClass] = attrs.field(repr=False)
    scores: Mapping[str, float] = attrs.field(repr=False)
    references: tuple[Reference, ...] = attrs.field(repr=False)
    note: str = ""

    def quad(self, code: str) -> QuadClass:
        """Return the quad class of a code.

        Raises
        ------
        InvalidValueError
            If the code is not a string.
        UnknownIdError
            If it is not in the table.
        """
        return self.quads[self._known(code)]

    def score(self, code: str) -> float:
        """Return the intensity of a code.

        Raises
        ------
        InvalidValueError
            If the code is not a string.
        UnknownIdError
            If it is not in the table.
        """
        return self.scores[self._known(code)]

    def _known(self, code: str) -> str:
        if not isinstance(code, str):
            message = f"found code {shown(code)}; expected a string: '010' is not '10'"
            raise InvalidValueError(message)
        if code not in self.scores:
            raise UnknownIdError.among(code, self.scores, what=f"code of {self.name}")
        return code

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} {self.version}"


def _plover(quads: Mapping[EventType, QuadClass]) -> tuple[dict[str, QuadClass], dict[str, float]]:
    names = {
        (kind, mode): kind.value if mode is None else f"{kind.value}/{mode.value}"
        for kind, modes in INTENSITY.items()
        for mode in modes
    }
    classes = {name: quads[kind] for (kind, _), name in names.items()}
    return classes, {name: INTENSITY[kind][mode] for (kind, mode), name in names.items()}


def _scheme(name: str, quads: Mapping[EventType, QuadClass], note: str) -> EventScheme:
    classes, scores = _plover(quads)
    return EventScheme(
        name=name,
        version=PLOVER_VERSION,
        quads=MappingProxyType(classes),
        scores=MappingProxyType(scores),
        references=(PLOVER_MANUAL,),
        note=note,
    )


PLOVER: Final = _scheme(
    "PLOVER", QUAD_CLASSES, "SANCTION is material conflict, as in its chapter; ACCUSE is read as -3"
)
"""PLOVER: codes are types (``"AID"``), or type and mode (``"CONSULT/visit"``)."""

PLOVER_SANCTION_VERBAL: Final = _scheme(
    "PLOVER (SANCTION verbal)",
    QUAD_CLASSES_MANUAL_TABLE,
    "SANCTION is verbal conflict, as in the manual's table of quad classes; ACCUSE is read as -3",
)
"""PLOVER with the manual's other reading of SANCTION."""


def _cameo(name: str, roots: Mapping[str, QuadClass], note: str) -> EventScheme:
    return EventScheme(
        name=name,
        version=CAMEO_VERSION,
        quads=MappingProxyType({code: roots[code[:2]] for code in CAMEO_SCORES}),
        scores=CAMEO_SCORES,
        references=(CAMEO_2012, GOLDSTEIN_1992),
        note=note,
    )


CAMEO: Final = _cameo("CAMEO", ROOT_QUAD_CLASSES, "quad classes by root as in ICEWS: protest (14) is material conflict")
"""CAMEO with the quad classes of ICEWS."""

CAMEO_PROTEST_VERBAL: Final = _cameo(
    "CAMEO (protest verbal)", ROOT_QUAD_CLASSES_PROTEST_VERBAL, "protest (14) is verbal conflict"
)
"""CAMEO with protest as verbal conflict, as reported of GDELT."""
