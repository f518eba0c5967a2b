"""Quantities as a reader says them."""

from __future__ import annotations

import re
from typing import Final

from mxus.values.quantity import Quantity
from mxus.vocabulary.quantities import Unit

__all__ = ["in_words"]

_NUMBER: Final = re.compile(r"\d+(\.\d+)?(e-?\d+)?")


def in_words(quantity: Quantity) -> str:
    """Return a quantity as one would say it: shares and rates as percentages, counts as times.

    Examples
    --------
    >>> in_words(Quantity.less_than(0.007, "share")), in_words(Quantity.exactly(4, "count"))
    ('less than 0.7 %', '4 times')
    >>> in_words(Quantity.at_most(10, "rank")), in_words(Quantity.exactly(1, "persons"))
    ('rank at most 10', '1 person')
    """
    number = str(quantity).removesuffix(f" {quantity.unit}")
    one = number.split()[-1] == "1"  # "1", and "more than 1"
    match quantity.unit:
        case Unit.SHARE | Unit.AD_VALOREM:
            return _NUMBER.sub(lambda found: f"{float(found[0]) * 100:g} %", number)
        case Unit.COUNT:
            return f"{number.removesuffix('1')}once" if one else f"{number} times"
        case Unit.PERSONS:
            return f"{number} {'person' if one else 'persons'}"
        case Unit.RANK:
            return f"rank {number}"
        case _:
            return str(quantity)
