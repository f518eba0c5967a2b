"""What to cite for a measure: each measure carries the works it comes from, and its results repeat them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from mxus.errors import InvalidValueError, shown
from mxus.measures.literature import MXUS
from mxus.values.reference import Reference, bibtex

__all__ = ["cite", "cites", "references_of"]

_Measure = TypeVar("_Measure", bound=Callable[..., Any])

_REFERENCES: Final[dict[Callable[..., Any], tuple[Reference, ...]]] = {}


def cites(*references: Reference) -> Callable[[_Measure], _Measure]:
    """Return a decorator that records what a measure is to be cited with; mxus comes last.

    Examples
    --------
    >>> from mxus.measures.literature import SCOTT_1955
    >>> @cites(SCOTT_1955)
    ... def measure():
    ...     pass
    >>> [reference.key for reference in references_of(measure)]
    ['scott1955', 'mxus']
    """

    def record(measure: _Measure) -> _Measure:
        _REFERENCES[measure] = (*references, MXUS)
        return measure

    return record


def references_of(measure: Callable[..., Any]) -> tuple[Reference, ...]:
    """Return the works a measure is to be cited with.

    Raises
    ------
    InvalidValueError
        If the object is not a measure of this package.

    Examples
    --------
    >>> from mxus.measures.alignment import s_score
    >>> references_of(s_score)[0].key
    'signorino1999'
    """
    try:
        return _REFERENCES[measure]
    except (KeyError, TypeError):
        message = f"found {shown(measure)}; expected a function of mxus.measures"
        raise InvalidValueError(message) from None


def cite(measure: Callable[..., Any]) -> str:
    """Return the BibTeX of what to cite when a measure is used: the index and mxus.

    A result's own ``cite()`` says the same, with the data it was computed from where these are known.

    Parameters
    ----------
    measure : function
        A function of :mod:`mxus.measures`.

    Returns
    -------
    str
        BibTeX entries.

    Raises
    ------
    InvalidValueError
        If the object is not a measure of this package.

    Examples
    --------
    >>> from mxus.measures.alignment import kendall_tau_b
    >>> [line for line in cite(kendall_tau_b).splitlines() if line.startswith("@")]
    ['@article{kendall1938,', '@article{kendall1945,', '@software{mxus,']
    """
    return bibtex(references_of(measure))
