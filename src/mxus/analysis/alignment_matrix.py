"""The alignment of every two of many actors, as a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import attrs
import numpy as np

from mxus.analysis._common import FIRM, require_actor, require_dataset
from mxus.analysis.alignment import AlignmentResult, alignment
from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidValueError, UnknownIdError, require_text, several, shown
from mxus.measures.arrays import ArrayResult
from mxus.measures.indices import INDICES
from mxus.values.interval import Undefined
from mxus.values.period import Period
from mxus.values.typed import typed
from mxus.vocabulary.actors import ActorType
from mxus.vocabulary.statements import Status

__all__ = ["AlignmentMatrix", "alignment_matrix"]


@attrs.frozen(kw_only=True, repr=False, field_transformer=typed)
class AlignmentMatrix(ArrayResult):
    """One index of similarity for every two actors: a symmetric matrix whose diagonal is masked.

    Parameters
    ----------
    index : str
        Name of the index.
    shared : tuple of tuple of int
        Number of shared objects of each two actors, in the shape of ``value``; 0 on the diagonal. ``n`` is their sum
        over all pairs.
    results : tuple of AlignmentResult
        The answer for each two actors, in the order of the lower half of the matrix, row by row.

    Examples
    --------
    >>> import mxus
    >>> found = mxus.alignment_matrix(mxus.load(), ["mexico", "united-states", "colombia"])
    >>> round(found.at("mexico", "united-states"), 2), found.shared[0]
    (0.33, (0, 21, 1))
    >>> found.of("mexico", "colombia").contributions[0].paragraphs != ()
    True
    """

    index: str
    shared: tuple[tuple[int, ...], ...]
    results: tuple[AlignmentResult, ...]

    def of(self, first: str, second: str) -> AlignmentResult:
        """Return the whole answer for two actors, in either order: interval, bounds, contributions, other indices.

        Raises
        ------
        UnknownIdError
            If an actor is not in the matrix.
        InvalidValueError
            If both are the same.
        """
        for name in (first, second):
            if not isinstance(name, str) or name not in self.rows:
                raise UnknownIdError.among(name, self.rows, what="actor")
        if first == second:
            message = f"found {shown(first)} twice; expected two different actors"
            raise InvalidValueError(message)
        low, high = sorted((self.rows.index(first), self.rows.index(second)))
        return self.results[high * (high - 1) // 2 + low]


def alignment_matrix(  # noqa: PLR0913 (what to count, by keyword)
    dataset: Dataset,
    actors: Iterable[str] | None = None,
    *,
    index: str = "s_absolute",
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> AlignmentMatrix:
    """Compute the alignment of every two of many actors.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    actors : iterable of str, optional
        Ids of actors, in the order of the rows. If not given, all states that share an object of their positions with
        another state.
    index : str, default 's_absolute'
        Name of the index, as :func:`mxus.measures.specification_curve` has it.
    period, acting_for, statuses
        What counts, as for :func:`mxus.alignment`.

    Returns
    -------
    AlignmentMatrix
        ``value`` is symmetric. An entry is masked on the diagonal, and where the index is undefined: the two share no
        object, or the index cannot tell their positions from chance. ``value.filled(numpy.nan)`` is a plain array.

    Raises
    ------
    UnknownIdError
        If an actor or the index is unknown.
    InvalidValueError
        If an actor is named twice, or acts for another one and that counts; or if a status or the period is invalid.

    See Also
    --------
    mxus.plot.alignment : The same as a plot.

    Examples
    --------
    >>> import mxus
    >>> found = mxus.alignment_matrix(mxus.load(), ["mexico", "united-states", "colombia"])
    >>> found.value.round(2).tolist()
    [[None, 0.33, 0.25], [0.33, None, -1.0], [0.25, -1.0, None]]
    """
    require_dataset(dataset)
    require_text(index, "index")
    if index not in INDICES:
        raise UnknownIdError.among(index, INDICES, what="index")
    states = [actor.id for actor in dataset.actors.values() if actor.type is ActorType.STATE]
    names = states if actors is None else _different(dataset, several(actors, "actors"))
    asked = tuple(several(statuses, "statuses"))
    found = {
        (first, second): alignment(dataset, first, second, period=period, acting_for=acting_for, statuses=asked)
        for second, first in combinations(names, 2)
    }
    if actors is None:
        sharing = {name for pair, result in found.items() if result.is_defined for name in pair}
        names = [name for name in states if name in sharing]
    place = {name: number for number, name in enumerate(names)}
    kept = {pair: result for pair, result in found.items() if place.keys() >= {*pair}}
    values = np.full((len(names), len(names)), np.nan)
    n = np.zeros(values.shape, dtype=int)
    for (first, second), result in kept.items():
        value = result.family[index].value
        at = place[first], place[second]
        values[at] = values[at[::-1]] = np.nan if isinstance(value, Undefined) else value
        n[at] = n[at[::-1]] = result.n
    in_order = sorted(kept, key=lambda pair: (place[pair[0]], place[pair[1]]))
    measured = [kept[pair].family[index] for pair in in_order]
    return AlignmentMatrix(
        measure=f"alignment ({index})",
        rows=tuple(names),
        columns=tuple(names),
        value=np.ma.masked_invalid(values),
        n=int(n.sum()) // 2,
        no_interval="each two actors have their own; see results",
        undefined="an actor with itself; no object in common; or the index cannot tell the positions from chance",
        method="every two actors; positions on the objects that both take one on",
        references=tuple(dict.fromkeys(each for result in measured for each in result.references)),
        index=index,
        shared=tuple(tuple(row) for row in n.tolist()),
        results=tuple(kept[pair] for pair in in_order),
    )


def _different(dataset: Dataset, names: Sequence[str]) -> list[str]:
    for name in names:
        require_actor(dataset, name)
        if names.count(name) > 1:
            message = f"found {shown(name)} twice; expected different actors"
            raise InvalidValueError(message)
    return list(names)
