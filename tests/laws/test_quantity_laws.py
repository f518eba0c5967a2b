"""Laws of quantities: arithmetic never narrows, comparison is certain, JSON keeps everything."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mxus import Quantity
from mxus.records._adapters import QuantityField
from mxus.vocabulary import Unit

NUMBERS = st.floats(-1e300, 1e300, allow_nan=False)
MAKERS = ("exactly", "more_than", "at_least", "less_than", "at_most", "between")


@st.composite
def quantities(draw, unit=Unit.USD):
    """Any quantity of a unit without bounds, with a number that it allows."""
    kind = draw(st.sampled_from(MAKERS))
    first, second = sorted((draw(NUMBERS), draw(NUMBERS)))
    ends = (first, second) if kind == "between" else (first,)
    made = getattr(Quantity, kind)(*ends, unit)
    member = draw(st.one_of(st.just(first), st.just(second), NUMBERS).filter(lambda number: number in made))
    return made, member


def _holds(quantity: Quantity, exact: Fraction) -> bool:
    """Whether an exact number is possible; floats compare with fractions exactly."""
    above = quantity.lower < exact or (quantity.lower_closed and quantity.lower == exact)
    return above and (exact < quantity.upper or (quantity.upper_closed and quantity.upper == exact))


@given(quantities(), quantities())
def test_a_sum_holds_every_sum_of_members(first, second):
    (a, x), (b, y) = first, second
    assert _holds(a + b, Fraction(x) + Fraction(y))


@given(quantities(), quantities())
def test_a_difference_holds_every_difference_of_members(first, second):
    (a, x), (b, y) = first, second
    assert _holds(a - b, Fraction(x) - Fraction(y))


@given(quantities(), st.floats(0, 1e10))
def test_a_multiple_holds_every_multiple_of_members(pair, factor):
    quantity, member = pair
    assert _holds(quantity * factor, Fraction(member) * Fraction(factor))


@given(quantities(), quantities())
def test_certain_order_holds_for_every_pair_of_members(first, second):
    (a, x), (b, y) = first, second
    if a < b:
        assert x < y
    if a <= b:
        assert x <= y


@given(quantities(), st.sampled_from(["at_least", "at_most", "exactly"]))
def test_an_intersection_holds_what_both_hold_and_nothing_else(pair, kind):
    quantity, member = pair
    other = getattr(Quantity, kind)(member, Unit.USD)
    both = quantity & other
    assert member in both
    assert quantity.contains(both)
    assert other.contains(both)


@given(quantities(), quantities())
def test_containment_is_of_all_members(first, second):
    (a, _), (b, y) = first, second
    if a.contains(b):
        assert y in a


@given(quantities())
def test_json_keeps_a_quantity(pair):
    adapter = TypeAdapter(QuantityField)
    assert adapter.validate_json(adapter.dump_json(pair[0])) == pair[0]


@given(quantities())
def test_equal_quantities_have_equal_hashes(pair):
    quantity, _ = pair
    twin = Quantity(
        quantity.lower, quantity.upper, quantity.unit, quantity.qualifier, quantity.lower_closed, quantity.upper_closed
    )
    assert twin == quantity
    assert hash(twin) == hash(quantity)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_whole_numbers_add_without_rounding(a, b):
    assert (Quantity.exactly(a, "count") + Quantity.exactly(b, "count")).value == a + b
