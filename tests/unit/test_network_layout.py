"""Where the actors of a network stand: never over each other, camps apart, the same every time."""

import itertools
import textwrap

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mxus
from mxus.drawing.boxes import _cross, _through
from mxus.drawing.network_layout import place_network
from mxus.errors import InvalidValueError


def overlapping(made, sizes, gap=0.0):
    """Return the pairs of boxes nearer to each other than the gap."""
    return [
        (a, b)
        for a, b in itertools.combinations(made.places, 2)
        if all(
            abs(made.places[a][side] - made.places[b][side]) < (sizes[a][side] + sizes[b][side]) / 2 + gap - 0.01
            for side in (0, 1)
        )
    ]


def outside(made, sizes):
    """Return the boxes that are not wholly on the page."""
    page = made.width, made.height
    return [
        name
        for name, centre in made.places.items()
        if any(not sizes[name][side] / 2 <= centre[side] <= page[side] - sizes[name][side] / 2 for side in (0, 1))
    ]


@pytest.fixture(scope="module")
def bundled():
    ds = mxus.load()
    ties = [(*tie.actors, tie.sign) for tie in mxus.signed_network(ds).ties]
    return ds, ties, dict.fromkeys(name for *pair, _ in ties for name in pair)


@pytest.mark.parametrize(("width", "characters"), [(1000, 22), (360, 14), (200, 14)])
def test_labels_of_the_bundled_case_do_not_overlap(bundled, width, characters):
    ds, ties, names = bundled
    lines = {name: textwrap.wrap(ds.actors[name].name, characters) for name in names}
    sizes = {name: (max(map(len, label)) * 7 + 12, len(label) * 14 + 8) for name, label in lines.items()}
    made = place_network(ties, sizes, width=width)
    assert not overlapping(made, sizes, gap=8)
    assert not outside(made, sizes)
    assert made == place_network(ties, sizes, width=width)


def test_camps_stand_apart():
    camps = ("abcd", "wxyz")
    ties = [(a, b, 1) for camp in camps for a, b in itertools.combinations(camp, 2)]
    ties += [(a, b, -1) for a, b in itertools.product(*camps)]
    made = place_network(ties, dict.fromkeys("abcdwxyz", (30, 16)), width=500)

    def mean(wanted):
        places = [(made.places[a], made.places[b]) for a, b, sign in ties if sign == wanted]
        return sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in places) / len(places)

    assert mean(1) < 0.8 * mean(-1)


def test_few_ties_run_behind_labels(bundled):
    _, ties, names = bundled
    sizes = dict.fromkeys(names, (110, 30))
    made = place_network(ties, sizes, width=1000)
    behind = [
        (a, b, name)
        for (a, b, _), name in itertools.product(ties, names)
        if name not in {a, b} and runs_behind(made.places[a], made.places[b], made.places[name], sizes[name])
    ]
    assert len(behind) <= 2, behind


def runs_behind(start, end, centre, size):
    """Whether one of a thousand points of a line lies in a box."""
    points = (
        [at * b + (1 - at) * a for a, b in zip(start, end, strict=True)] for at in (i / 1000 for i in range(1001))
    )
    return any(all(abs(point[side] - centre[side]) < size[side] / 2 for side in (0, 1)) for point in points)


@given(st.data())
def test_boxes_of_any_network_stand_apart_on_the_page(data):
    n = data.draw(st.integers(0, 9))
    names = [f"n{place}" for place in range(n)]
    side = st.floats(0.5, 90)
    sizes = {name: (data.draw(side), data.draw(side)) for name in names}
    pairs = list(itertools.combinations(names, 2))
    drawn = data.draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    ties = [(a, b, data.draw(st.sampled_from((-1, 0, 1)))) for a, b in drawn]
    made = place_network(ties, sizes, width=110, gap=5)
    assert list(made.places) == names
    assert not overlapping(made, sizes, gap=5)
    assert not outside(made, sizes)


def test_many_actors_are_placed_without_trying_each_elsewhere():
    names = [f"n{place}" for place in range(150)]
    ties = [(name, names[place // 3], (-1) ** place) for place, name in enumerate(names) if place]
    sizes = dict.fromkeys(names, (70, 20))
    made = place_network(ties, sizes, width=900)
    assert not overlapping(made, sizes, gap=8)
    assert not outside(made, sizes)


def test_what_cannot_be_placed_is_said():
    with pytest.raises(InvalidValueError, match=r"found a tie of 'b'; expected only names that have a size"):
        place_network([("a", "b", 1)], {"a": (10, 10)}, width=100)
    with pytest.raises(InvalidValueError, match=r"found a box of 90 by 10 for 'a'; expected one that fits"):
        place_network([], {"a": (90, 10)}, width=100)
    with pytest.raises(InvalidValueError, match=r"found a box of 0 by 10"):
        place_network([], {"a": (0, 10)}, width=100)


@pytest.mark.parametrize(
    ("ends", "crossed"),
    [
        (((0, 0), (2, 2), (0, 2), (2, 0)), True),  # the diagonals of a square
        (((0, 0), (3, 1), (1, 3), (2, -3)), True),
        (((0, 0), (2, 0), (0, 2), (2, 2)), False),  # two of its sides
        (((0, 0), (2, 2), (0, 0), (2, 0)), False),  # one end in common
        (((0, 0), (1, 1), (0, 4), (4, 0)), False),  # the one would have to be longer
        (((0, 4), (4, 0), (0, 0), (1, 1)), False),
    ],
)
def test_lines_cross_where_each_has_its_ends_on_both_sides_of_the_other(ends, crossed):
    assert bool(_cross(*(np.array(end, dtype=float) for end in ends))) is crossed


def test_a_line_runs_through_a_box_or_past_it():
    centre, half = np.array([2.0, 2.0]), np.array([0.5, 0.25])
    for a, b, through in (
        ((0, 0), (4, 4), True),
        ((0, 2), (4, 2), True),
        ((2, 0), (2, 1.7), False),  # ends before it
        ((2, 2.5), (2, 4), False),  # begins behind it
        ((0, 2.5), (4, 2.5), False),
    ):
        assert bool(_through(np.array(a, dtype=float), np.array(b, dtype=float), centre, half)) is through
