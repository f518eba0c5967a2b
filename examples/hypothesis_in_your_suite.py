"""Strategies of mxus in a test suite of one's own: an index, laws that it should keep, and one that it does not.

The index is the share of what a state does to another that is cooperative. Its laws are tested on datasets that nobody
thought of; the last "law" sounds right and is wrong, and Hypothesis finds the smallest dataset that shows why.

Run it: python examples/hypothesis_in_your_suite.py (or collect it with pytest); needs mxus[testing]
"""

from hypothesis import find, given, settings

import mxus
from mxus import testing
from mxus.vocabulary import QuadClass

PAIR = ("mexico", "united-states")
GOOD = (QuadClass.VERBAL_COOPERATION, QuadClass.MATERIAL_COOPERATION)
NOTHING_ELSE = {"policies": 0, "positions": 0, "claims": 0, "trade_links": 0}
DRAWN = testing.datasets(states=PAIR, others=0, events=(0, 4), **NOTHING_ELSE)
FEW = settings(max_examples=20, deadline=None, database=None)


def cooperative_share(ds: mxus.Dataset, source: str, target: str) -> float | None:
    """Return the share of events with a PLOVER type that are cooperative; None where there are none."""
    quads = [event.quad_class for event in ds.events_between([source], [target]) if event.quad_class is not None]
    return sum(quad in GOOD for quad in quads) / len(quads) if quads else None


@FEW
@given(DRAWN)
def test_the_share_is_one(ds: mxus.Dataset) -> None:
    """It lies between 0 and 1, or there is none."""
    share = cooperative_share(ds, *PAIR)
    assert share is None or 0 <= share <= 1


@FEW
@given(DRAWN)
def test_order_does_not_matter(ds: mxus.Dataset) -> None:
    """It does not change when records come in another order."""
    turned = mxus.Dataset(reversed(list(ds.values())), **ds.about())
    assert cooperative_share(turned, *PAIR) == cooperative_share(ds, *PAIR)


def one_sided(ds: mxus.Dataset) -> bool:
    """Whether the two do not answer each other in kind."""
    there, back = cooperative_share(ds, *PAIR), cooperative_share(ds, *reversed(PAIR))
    return there is not None and back is not None and there != back


if __name__ == "__main__":
    test_the_share_is_one()
    test_order_does_not_matter()
    print("Two laws hold on 20 datasets each.")
    print()
    two = testing.datasets(states=PAIR, others=0, events=2, uncoded=0, **NOTHING_ELSE)
    smallest = find(two, one_sided, settings=settings(FEW, max_examples=5000, derandomize=True))
    print('"As one side does, so does the other" does not hold. The smallest dataset:')
    for event in smallest.events.values():
        print(f"  {event.id}: {', '.join(event.initiators)} -> {', '.join(event.recipients)}: {event.type}")
    print()
    print(mxus.cooperation(mxus.load(), *PAIR).cite())
