"""Laws of plots: whatever is asked is drawn, each defined part once, and no label is over another."""

import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import dataset, event
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from plots import faults, marks
from test_dataset_laws import datasets

import mxus
from mxus import GroupedResult, Interval, Period, Result, Undefined
from mxus.measures import SignedGraph, specification_curve
from mxus.values.contribution import Contribution
from mxus.vocabulary import EventType

NAMES = st.text(st.sampled_from("abcxyz ABC-_$\\{}^%&#~äñ¶\n"), max_size=40)

NUMBERS = st.floats(-1e6, 1e6)

WEIGHTS = st.lists(st.tuples(NAMES, NUMBERS), max_size=20)


@st.composite
def results(draw):
    """Results of all sorts: known, known within bounds, undefined."""
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    known = draw(st.sampled_from(["value", "bounds", "nothing"]))
    return Result(
        measure=draw(NAMES),
        value=value if known == "value" else Undefined(draw(NAMES)),
        interval=None if known == "nothing" else Interval(low, high),
        n=draw(st.integers(0, 99)),
        method="",
        contributions=tuple(Contribution((name,), weight, "", ()) for name, weight in draw(WEIGHTS)),
    )


def axes():
    return Figure(figsize=(3.5, 9), layout="constrained").add_subplot()


@given(results(), st.dictionaries(NAMES, results(), max_size=5))
def test_each_group_with_a_value_has_one_dot_and_each_interval_one_bar(whole, groups):
    ax = axes()
    mxus.plot.bounds(GroupedResult.over(whole, measure=whole.measure, by="group", groups=groups), ax=ax)
    parts = [whole, *groups.values()]
    assert [x for ((x, _),) in marks(ax, "value")] == [part.value for part in parts if part.is_defined]
    assert [(low[0], high[0]) for low, high in marks(ax, "interval")] == [
        (part.interval.lower, part.interval.upper)
        for part in parts
        if part.interval is not None and (part.interval.width > 0 or not part.is_defined)
    ]
    assert len(ax.texts) == len(parts)


LONG = Result(measure="x", value=-59548.9, interval=Interval(-790680.4, 0.0), n=47, method="")
"""A result below which there are long numbers."""


@settings(max_examples=15)
@given(results(), st.dictionaries(NAMES, results(), max_size=5))
@example(LONG, {})
def test_no_label_of_a_row_is_over_another_or_cut_off(whole, groups):
    ax = axes()
    mxus.plot.bounds(GroupedResult.over(whole, measure=whole.measure, by="group", groups=groups), ax=ax)
    assert faults(ax.figure) == []


@given(results(), st.integers(1, 25))
def test_a_waterfall_ends_at_the_sum_of_all_contributions_however_many_are_shown(result, most):
    ax = axes()
    mxus.plot.contributions(result, most=most, ax=ax)
    weights = [each.weight for each in result.contributions]
    if not weights:
        assert len(ax.patches) == 0
        return
    room = 1e-9 * math.fsum(map(abs, weights))
    total = ax.patches[-1]
    assert total.get_x() + total.get_width() == pytest.approx(math.fsum(weights), abs=room)
    assert math.fsum(bar.get_width() for bar in ax.patches[:-1]) == pytest.approx(math.fsum(weights), abs=room)
    assert len(ax.patches) == min(most, len(weights)) + (len(weights) > most) + 1


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from([1, 2, 3]), st.sampled_from([1, 2, 3])), max_size=6))
def test_each_index_with_a_value_has_one_dot(pairs):
    family = specification_curve([x for x, _ in pairs], [y for _, y in pairs], levels=(1, 2, 3))
    ax = axes()
    mxus.plot.specification_curve(family, ax=ax)
    assert sorted(x for ((x, _),) in marks(ax, "value")) == sorted(family.defined.values())


POINTS = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: f"{day.year:04}~"),
    st.sampled_from(
        ["0001", "9999-12-31", "2026-21", "201X", "../2020-01", "2018/", "2018/..", "[..2025-11]", "[2020..]"]
    ),
)


@settings(max_examples=40)
@given(st.lists(POINTS, min_size=1, max_size=4))
def test_whatever_the_dates_are_they_are_drawn_within_what_they_bound(dates):
    periods = [Period(each) for each in dates]
    made = [
        event(f"event-{number}", "ruritania", "sylvania", EventType.AGREE, period=period)
        for number, period in enumerate(periods)
    ]
    ax = axes()
    mxus.plot.timeline(dataset(*made), ax=ax)
    assert len(ax.texts) == len(dates)
    assert len(marks(ax, "possible")) + len(marks(ax, "day")) == len(dates)
    ax.figure.canvas.draw()
    low, high = ax.get_xlim()
    for period in periods:
        held = [day for day in (period.earliest, period.latest) if day is not None]
        assert all(low <= date2num(day) <= high for day in held)


@pytest.mark.filterwarnings("ignore:Glyph .* missing from font:UserWarning")  # of the font that one has; drawn as a box
@settings(max_examples=20)
@given(datasets())
def test_any_dataset_is_drawn(ds):
    ax = axes()
    for draw in (
        lambda: mxus.plot.timeline(ds, ax=ax),
        lambda: mxus.plot.alignment(ds, ax=ax),
        lambda: mxus.plot.network(mxus.signed_network(ds), ax=ax),
        lambda: mxus.plot.bounds(mxus.cooperation(ds, "ruritania", "sylvania"), ax=ax),
        lambda: mxus.plot.contributions(mxus.alignment(ds, "ruritania", "sylvania"), ax=ax),
    ):
        ax.clear()
        draw()
        assert len(ax.texts) > 0


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([-1, 1])), max_size=15))
def test_each_tie_of_a_graph_is_a_line_between_its_two_boxes(ties):
    held = {(min(a, b), max(a, b)): sign for a, b, sign in ties if a != b}
    graph = SignedGraph.from_edges(
        [f"n{a}" for a, _ in held], [f"n{b}" for _, b in held], list(held.values()), nodes=[f"n{n}" for n in range(8)]
    )
    ax = axes()
    mxus.plot.network(graph, ax=ax)
    middles = {
        box.get_gid(): (box.get_x() + box.get_width() / 2, box.get_y() + box.get_height() / 2) for box in ax.patches
    }
    drawn = {
        (tuple(sorted(_at(middles, point) for point in line.get_xydata())), line.get_linestyle()) for line in ax.lines
    }
    assert drawn == {((f"n{a}", f"n{b}"), "-" if sign > 0 else "--") for (a, b), sign in held.items()}


def _at(middles, point):
    """The actor whose box is at a point."""
    return min(middles, key=lambda name: math.dist(middles[name], point))
