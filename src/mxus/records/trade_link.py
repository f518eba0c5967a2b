"""TradeLink: how much one economy trades with another, as far as the text says.

The quantity carries bounds, because texts give shares as "80 percent", "less than 0.7%" or "far below". What we leave
out: goods and prices, which belong to trade data proper.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Annotated, Literal, final

from pydantic import Field

from mxus.records._adapters import PeriodField, QuantityField
from mxus.records.base import ActorId, Note, Record
from mxus.records.evidence import Evidence
from mxus.values.quantity import Quantity
from mxus.vocabulary.quantities import TradeMeasure, Unit

__all__ = ["TradeLink"]

_MONEY = frozenset({Unit.USD, Unit.MXN})


def _leaves_below_zero(quantity: Quantity) -> bool:
    """Whether a number below 0 was stated; that of "less than 5" is not."""
    stated = math.isfinite(quantity.lower) and quantity.lower < 0
    return stated or quantity.upper < 0 or (quantity.upper == 0 and not quantity.upper_closed)


@final
class TradeLink(Record):
    """A reporter's trade with a partner.

    Examples
    --------
    >>> import mxus
    >>> link = mxus.load().trade_links["trade-mexico-united-states"]
    >>> link.measure.value, link.quantity.value
    ('share-of-trade', 0.8)
    """

    kind: Literal["trade_link"] = "trade_link"
    """Kind of record."""

    reporter: ActorId
    """The economy whose trade is measured."""

    partner: ActorId
    """The economy it trades with."""

    measure: TradeMeasure
    """What is measured."""

    quantity: QuantityField
    """How much, in the measure's unit: a share in 0..1, or money."""

    period: PeriodField | None = None
    """The time measured; none where the text gives no hold on it."""

    scope: Note | None = None
    """What the figure includes and leaves out, as far as the text says."""

    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    """Passages that give the figure."""

    def _broken_rules(self) -> Iterator[tuple[str, str]]:
        if self.reporter == self.partner:
            yield "partner", f"found the reporter itself ({self.partner!r}); expected another"
        if self.measure.is_share and self.quantity.unit is not Unit.SHARE:
            yield "quantity", f"found unit {self.quantity.unit.value!r}; expected 'share' for {self.measure.value!r}"
        if not self.measure.is_share and _leaves_below_zero(self.quantity):
            expected = f"expected at least 0 for {self.measure.value!r}: a deficit is a balance, exports less imports"
            yield "quantity", f"found {self.quantity}; {expected}, and no flow"
        if not self.measure.is_share and self.quantity.unit not in _MONEY:
            yield "quantity", f"found unit {self.quantity.unit.value!r}; expected money for {self.measure.value!r}"
