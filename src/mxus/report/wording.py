"""Quantities as a reader says them."""

from __future__ import annotations

import re
from typing import Final

from mxus.values.quantity import NEAR, Quantity
from mxus.vocabulary.quantities import Qualifier, Unit

__all__ = ["in_words"]

_NUMBER: Final = re.compile(r"\d+(\.\d+)?(e-?\d+)?")


def in_words(quantity: Quantity) -> str:
    """Return a quantity as one would say it: shares and rates as percentages, counts as times.

    "About" is followed by the number stated, where the ends are those that it is read as by default; else by both ends.
    What was computed and is stated nowhere says so.

    Examples
    --------
    >>> in_words(Quantity.less_than(0.007, "share")), in_words(Quantity.exactly(4, "count"))
    ('less than 0.7 %', '4 times')
    >>> in_words(Quantity.about(0.29, "share")), in_words(Quantity.about(0.29, "share", within=0.2))
    ('about 29 %', 'about 23.2 % to 34.8 %')
    >>> in_words(Quantity.at_most(10, "rank")), in_words(Quantity.exactly(1, "persons"))
    ('rank at most 10', '1 person')
    """
    number = str(quantity).removesuffix(f" {quantity.unit}")
    if (stated := _about(quantity)) is not None:
        number = f"about {stated:.15g}"
    said = _with_unit(quantity, number)
    return f"{said}, computed" if quantity.qualifier is Qualifier.DERIVED else said


def _about(quantity: Quantity) -> float | None:
    """Return the number that a text put "about" before, where it can be told from the ends."""
    if quantity.qualifier is not Qualifier.ABOUT:
        return None
    near = ((quantity.lower + quantity.upper) / 2, quantity.lower / (1 - NEAR), quantity.upper / (1 + NEAR))
    for number in (float(f"{each:.12g}") for each in near):
        if Quantity.about(min(number, quantity.unit.maximum), quantity.unit) == quantity:
            return number
    return None


def _with_unit(quantity: Quantity, number: str) -> str:
    one = number.rpartition(" ")[2] == "1"  # "1", and "more than 1"
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
            return f"{number} {quantity.unit}"
