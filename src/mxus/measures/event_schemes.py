"""Event schemes: which code is cooperation or conflict, in words or deeds, and how intense it is.

Each table is an object with a name and a version, so that a result says which reading it used. Where a scheme
contradicts itself or its users differ, there are two objects rather than a hidden choice.
"""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from mxus.errors import InvalidValueError, UnknownIdError, require_kind, require_text, shown
from mxus.measures.inputs import is_missing
from mxus.measures.literature import CAMEO_2012, GOLDSTEIN_1992, PLOVER_MANUAL
from mxus.values.reference import Reference
from mxus.vocabulary.cameo import (
    CAMEO_VERSION,
    GDELT_SCORES,
    ICEWS_SCORES,
    ROOT_QUAD_CLASSES,
    ROOT_QUAD_CLASSES_GDELT,
)
from mxus.vocabulary.plover import PLOVER_VERSION, EventType, QuadClass
from mxus.vocabulary.plover_tables import INTENSITY, QUAD_CLASSES, QUAD_CLASSES_MANUAL_TABLE

__all__ = ["CAMEO", "CAMEO_GDELT", "PLOVER", "PLOVER_SANCTION_VERBAL", "EventScheme"]


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

    def __attrs_post_init__(self) -> None:
        for name, text in {"name": self.name, "version": self.version, "note": self.note}.items():
            require_text(text, name)
        require_kind(self.references, tuple, "references", "a tuple of References")
        for name, table in {"quads": self.quads, "scores": self.scores}.items():
            require_kind(table, Mapping, name, "a mapping of codes")
        unlike = [shown(code) for code in sorted(self.quads.keys() ^ self.scores.keys(), key=str)]
        unlike += [f"{code} = {shown(quad)}" for code, quad in self.quads.items() if not isinstance(quad, QuadClass)]
        unlike += [f"{code} = {shown(score)}" for code, score in self.scores.items() if not _is_score(score)]
        if unlike:
            message = f"found {', '.join(unlike[:5])}; expected a quad class and a finite score for every code"
            raise InvalidValueError(message)

    def codes(self, codes: Sequence[str | None]) -> list[str]:
        """Return the codes that are not missing, all of them checked.

        Raises
        ------
        InvalidValueError
            If codes are not strings.
        UnknownIdError
            If codes are not in the table; the message lists them with their places.

        Examples
        --------
        >>> CAMEO.codes(["063", None])
        ['063']
        """
        if isinstance(codes, str) or not isinstance(codes, Iterable):
            message = f"found codes {shown(codes)}; expected several, as in ['063']"
            raise InvalidValueError(message)
        given = [(place, code) for place, code in enumerate(codes) if not is_missing(code)]
        strange = [f"codes[{place}] = {shown(code)}" for place, code in given if not isinstance(code, str)]
        if strange:
            message = f"found {', '.join(strange[:5])}; expected strings: '010' is not '10'"
            raise InvalidValueError(message)
        known = [(place, str(code)) for place, code in given]
        unknown = [(place, code) for place, code in known if code not in self.scores]
        if len(unknown) == 1:
            raise UnknownIdError.among(unknown[0][1], self.scores, what=f"code of {self.name}")
        if unknown:
            listed = ", ".join(f"codes[{place}] = {shown(code)}" for place, code in unknown[:5])
            more = f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
            message = f"found {listed}{more}; expected codes of {self.name}"
            raise UnknownIdError(message)
        return [code for _, code in known]

    def quad(self, code: str) -> QuadClass:
        """Return the quad class of a code.

        Raises
        ------
        InvalidValueError
            If the code is not a string.
        UnknownIdError
            If it is not in the table.
        """
        require_text(code, "code")
        return self.quads[self.codes([code])[0]]

    def score(self, code: str) -> float:
        """Return the intensity of a code.

        Raises
        ------
        InvalidValueError
            If the code is not a string.
        UnknownIdError
            If it is not in the table.
        """
        require_text(code, "code")
        return self.scores[self.codes([code])[0]]

    def __str__(self) -> str:
        """Return name and version."""
        return f"{self.name} {self.version}"


def _is_score(score: object) -> bool:
    return isinstance(score, numbers.Real) and math.isfinite(score)


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


def _cameo(name: str, roots: Mapping[str, QuadClass], scores: Mapping[str, float], note: str) -> EventScheme:
    return EventScheme(
        name=name,
        version=CAMEO_VERSION,
        quads=MappingProxyType({code: roots[code[:2]] for code in scores}),
        scores=scores,
        references=(CAMEO_2012, GOLDSTEIN_1992),
        note=note,
    )


CAMEO: Final = _cameo(
    "CAMEO", ROOT_QUAD_CLASSES, ICEWS_SCORES, "scores and quad classes of ICEWS: protest (14) is material conflict"
)
"""CAMEO as ICEWS used it."""

CAMEO_GDELT: Final = _cameo(
    "CAMEO (GDELT)",
    ROOT_QUAD_CLASSES_GDELT,
    GDELT_SCORES,
    "scores and classes of GDELT's files: investigations (09) are material cooperation, protest (14) verbal conflict",
)
"""CAMEO as GDELT's files have it: investigations are material cooperation, protest is verbal conflict."""
