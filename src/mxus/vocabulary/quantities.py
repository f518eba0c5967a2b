"""Units, qualifiers and trade measures: how texts state numbers."""

from __future__ import annotations

from mxus.vocabulary._term import Term

__all__ = ["Qualifier", "TradeMeasure", "Unit"]


class Unit(Term):
    """The unit of a quantity.

    Examples
    --------
    >>> Unit.SHARE.meaning
    'A part of a whole as a fraction: eighty percent is 0.8. Range 0 to 1.'
    """

    SHARE = ("share", "A part of a whole as a fraction: eighty percent is 0.8. Range 0 to 1.")
    AD_VALOREM = ("ad-valorem", "A tariff rate as a fraction of value: fifty percent is 0.5. At least 0.")
    COUNT = ("count", "Number of events or things. At least 0.")
    PERSONS = ("persons", "Number of people. At least 0.")
    RANK = ("rank", "Place in an order, 1 being first. At least 1.")
    RATIO = ("ratio", "A quotient of two quantities of one unit.")
    YEARS = ("years", "Length of time in years. At least 0.")
    DAYS = ("days", "Length of time in days. At least 0.")
    USD = ("usd", "United States dollars, current.")
    MXN = ("mxn", "Mexican pesos, current.")
    BARRELS_PER_DAY = ("barrels-per-day", "Flow of oil. At least 0.")

    @property
    def minimum(self) -> float:
        """Smallest possible value, ``-inf`` where the unit has none."""
        if self is Unit.RANK:
            return 1.0
        return float("-inf") if self in _UNBOUNDED_BELOW else 0.0

    @property
    def maximum(self) -> float:
        """Largest possible value, ``inf`` where the unit has none."""
        return 1.0 if self is Unit.SHARE else float("inf")


_UNBOUNDED_BELOW = frozenset({Unit.RATIO, Unit.USD, Unit.MXN})


class Qualifier(Term):
    """How the text qualifies a number. The bounds a qualifier stands for are those of `mxus.Quantity`.

    Examples
    --------
    >>> Qualifier.MORE_THAN.meaning
    'Strictly above the number.'
    """

    EXACTLY = ("exactly", "The number itself, stated without qualification.")
    MORE_THAN = ("more-than", "Strictly above the number.")
    AT_LEAST = ("at-least", "The number or above.")
    LESS_THAN = ("less-than", "Strictly below the number.")
    AT_MOST = ("at-most", "The number or below.")
    NEARLY = ("nearly", "Below the number and close to it.")
    ABOUT = ("about", "Close to the number on either side.")
    FAR_BELOW = ("far-below", "Below the number by a margin that the text calls large and does not measure.")
    BETWEEN = ("between", "Within the two ends given.")
    DERIVED = ("derived", "Computed from other quantities; stated nowhere.")


class TradeMeasure(Term):
    """What a trade link measures.

    Examples
    --------
    >>> TradeMeasure.SHARE_OF_TRADE.meaning
    "The partner's part of the reporter's total foreign trade, exports plus imports."
    """

    SHARE_OF_TRADE = (
        "share-of-trade",
        "The partner's part of the reporter's total foreign trade, exports plus imports.",
    )
    SHARE_OF_EXPORTS = ("share-of-exports", "The partner's part of the reporter's exports.")
    SHARE_OF_IMPORTS = ("share-of-imports", "The partner's part of the reporter's imports.")
    TRADE_VALUE = ("trade-value", "Exports plus imports between the two, in money.")
    EXPORT_VALUE = ("export-value", "The reporter's exports to the partner, in money.")
    IMPORT_VALUE = ("import-value", "The reporter's imports from the partner, in money.")

    @property
    def is_share(self) -> bool:
        """Whether the measure is a part of a whole, so that its unit is ``share``."""
        return self.value.startswith("share")
