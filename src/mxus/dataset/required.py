"""Whether what is asked is a dataset, which an annotation alone does not see to."""

from __future__ import annotations

from mxus.dataset.dataset import Dataset
from mxus.errors import InvalidValueError, shown

__all__ = ["require_dataset"]


def require_dataset(dataset: object) -> None:
    """Raise unless it is a dataset: the path of one, for instance, has to be read first.

    Examples
    --------
    >>> require_dataset("coding.json")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found 'coding.json'; expected a Dataset, as mxus.read(path) returns it
    """
    if not isinstance(dataset, Dataset):
        message = f"found {shown(dataset)}; expected a Dataset, as mxus.read(path) returns it"
        raise InvalidValueError(message)
