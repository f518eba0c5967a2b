"""Plots: marks stand where the values are, signs are told apart without colour, and no label is over another."""

import math
import subprocess
import sys
from datetime import date
from itertools import combinations

import matplotlib as mpl
import numpy as np
import pytest
from making import dataset, event
from matplotlib import pyplot as plt
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from plots import drawn_texts, faults, marks

import mxus
from mxus import Interval, InvalidValueError, Period, Result, Undefined, UnknownIdError
from mxus.measures import SignedGraph, all_pairs, balance_series, s_score, specification_curve
from mxus.values.contribution import Contribution
from mxus.vocabulary import EventType

HOSTILE = ["$x^2$", "$", r"\alpha", "a_b^c", "{", "100 %", "two\nlines", "turned \u202e", "x" * 150, "\x1b[31m"]


@pytest.fixture
def ax():
    """Axes of a figure that pyplot does not know."""
    return Figure(figsize=(3.5, 4), layout="constrained").add_subplot()


def series():
    """Two graphs, with one between that has no triangle and one that has no tie."""
    ends = (["a", "a", "b"], ["b", "c", "c"])
    return balance_series(
        {
            "1914": SignedGraph.from_edges(*ends, [1, 1, 1]),
            "1915": SignedGraph.from_edges(["a"], ["b"], [-1]),
            "1918": SignedGraph.from_edges([], [], [], nodes=["a"]),
            "1919": SignedGraph.from_edges(*ends, [1, 1, -1]),
        }
    )


def everything(ds):
    """Each plot of the bundled dataset, and of what goes with it."""
    alignment = mxus.alignment(ds, "mexico", "united-states", by="issue")
    return {
        "bounds by issue": lambda ax: mxus.plot.bounds(alignment, ax=ax),
        "bounds by arena": lambda ax: mxus.plot.bounds(
            mxus.alignment(ds, "mexico", "united-states", by="arena"), ax=ax
        ),
        "bounds by cause": lambda ax: mxus.plot.bounds(mxus.compensation(ds, "mexico", "united-states"), ax=ax),
        "bounds of shares": lambda ax: mxus.plot.bounds(mxus.dependence(ds, "mexico"), ax=ax),
        "specification": lambda ax: mxus.plot.specification_curve(alignment.family, ax=ax),
        "contributions": lambda ax: mxus.plot.contributions(alignment, ax=ax),
        "contributions to balance": lambda ax: mxus.plot.contributions(mxus.balance(ds), most=27, ax=ax),
        "events": lambda ax: mxus.plot.timeline(ds, ax=ax),
        "events of 2025": lambda ax: mxus.plot.timeline(ds, period="2025", ax=ax),
        "policies": lambda ax: mxus.plot.timeline(ds, "policies", ax=ax),
        "positions": lambda ax: mxus.plot.timeline(ds, "positions", ax=ax),
        "alignment": lambda ax: mxus.plot.alignment(ds, ax=ax),
        "balance": lambda ax: mxus.plot.network(mxus.balance(ds), ax=ax),
        "network": lambda ax: mxus.plot.network(mxus.signed_network(ds, acting_for=False), ax=ax),
        "series": lambda ax: mxus.plot.balance_over_time(series(), ax=ax),
    }


NAMES = list(everything(mxus.load()))


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_over_another_or_cut_off_in_a_column(ds, name):
    drawn = everything(ds)[name](None)
    assert drawn.figure.get_figwidth() == 3.5
    assert len(drawn_texts(drawn.figure)) > 3
    assert faults(drawn.figure) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_over_another_or_cut_off_on_axes_that_are_given(ds, name):
    figure = Figure(figsize=(7, 9), layout="constrained")
    given = figure.add_subplot()
    assert everything(ds)[name](given) is given
    assert faults(figure) == []


def test_nothing_of_matplotlib_is_changed_and_no_figure_made_where_axes_are_given(ds, ax):
    before = dict(mpl.rcParams)
    for name in ("bounds by arena", "specification", "contributions", "policies", "alignment", "balance", "series"):
        ax.clear()
        everything(ds)[name](ax)
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == []
    mxus.plot.bounds(mxus.dependence(ds, "mexico"))
    assert plt.get_fignums() == [1]
    assert dict(mpl.rcParams) == before


def test_a_dot_is_the_value_and_a_bar_the_interval_of_each_group(ds, ax):
    result = mxus.alignment(ds, "mexico", "united-states", by="arena")
    mxus.plot.bounds(result, ax=ax)
    parts = [result, *result.groups.values()]
    assert [x for ((x, _),) in marks(ax, "value")] == [float(part) for part in parts if part.is_defined]
    assert [(low[0], high[0]) for low, high in marks(ax, "interval")] == [
        (part.interval.lower, part.interval.upper) for part in parts if part.interval and part.interval.width
    ]
    shapes = [line.get_marker() for line in ax.lines if line.get_gid() == "value"]
    assert shapes == ["s", "o", "o", "o"]
    labels = [text.get_text().replace("\n", " ") for text in ax.texts]
    assert labels[0] == "all: 0.3333 in [0.2381, 0.381] (n=21, n_missing=38)"
    assert labels[3] == "domestic: undefined: no object on which both take a position (n=0, n_missing=3)"
    assert ax.get_xlabel().replace("\n", " ").endswith("by arena")


def test_a_share_known_by_bounds_has_a_bar_and_no_dot(ds, ax):
    mxus.plot.bounds(mxus.dependence(ds, "mexico"), ax=ax)
    assert [x for ((x, _),) in marks(ax, "value")] == [0.8, 0.8]
    assert [(low[0], high[0]) for low, high in marks(ax, "interval")] == [(0, 0.007)] * 5
    rows = [y for ((_, y),) in marks(ax, "value")] + [low[1] for low, _ in marks(ax, "interval")]
    assert rows == sorted(set(rows))


def test_a_result_without_groups_has_a_row_for_each_cause_that_leaves_it_open(ds, ax):
    result = mxus.compensation(ds, "mexico", "united-states")
    mxus.plot.bounds(result, ax=ax)
    drawn = [(low[0], high[0]) for low, high in marks(ax, "interval")]
    ends = [result.interval, *(bound.interval for bound in result.bounds)]
    assert drawn == [(end.lower, end.upper) for end in ends]
    assert ax.texts[-1].get_text() == "and each stance one level off: [-0.325, 1.732]"


def test_indices_stand_from_the_highest_to_the_lowest(ds, ax):
    family = mxus.alignment(ds, "mexico", "united-states").family
    mxus.plot.specification_curve(family, ax=ax)
    dots = [line for line in ax.lines if line.get_gid() == "value"]
    assert [line.get_xdata()[0] for line in dots] == sorted(family.defined.values(), reverse=True)
    hollow = [line.get_xdata()[0] for line in dots if line.get_fillstyle() == "none"]
    assert hollow == [family.defined["agreement"]]


def test_undefined_indices_are_named_with_the_reason_and_not_drawn(ax):
    family = specification_curve([1, 1], [1, 1], levels=(1, 2))
    mxus.plot.specification_curve(family, ax=ax)
    undefined = [text.get_text() for text in ax.texts if "undefined" in text.get_text()]
    assert len(undefined) == len(family) - len(family.defined) > 0
    assert len(marks(ax, "value")) == len(family.defined)
    assert undefined == [text.get_text() for text in ax.texts][-len(undefined) :]


def bars(ax):
    """Start and end of each bar."""
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in ax.patches]


def test_each_contribution_begins_where_the_last_ended_and_the_last_is_the_value(ds, ax):
    result = mxus.cooperation(ds, "mexico", "united-states")
    mxus.plot.contributions(result, most=6, ax=ax)
    *parts, total = bars(ax)
    assert total == (0, pytest.approx(result.value))
    assert parts[0][0] == 0
    assert [end for _, end in parts[:-1]] == pytest.approx([start for start, _ in parts[1:]])
    assert parts[-1][1] == pytest.approx(total[1])
    weights = sorted((each.weight for each in result.contributions), key=abs, reverse=True)
    assert [end - start for start, end in parts[:-1]] == pytest.approx(weights[:6])
    rest = math.fsum(weights[6:])
    assert [text.get_text() for text in ax.texts][-2:] == [f"2 more: {rest:+.4g}", "sum: +0.5"]
    hatched = [bool(bar.get_hatch()) for bar in ax.patches]
    assert hatched == [end < start for start, end in bars(ax)]
    assert any(hatched)


def test_what_the_value_would_lose_has_no_sum(ds, ax):
    results = mxus.discourse(ds).controversy.values()
    result = next(each for each in results if len(each.contributions) > 2)
    assert result.decomposition == "leave-one-out"
    mxus.plot.contributions(result, most=2, ax=ax)
    weights = sorted((each.weight for each in result.contributions), key=abs, reverse=True)
    assert [end - start for start, end in bars(ax)[:2]] == pytest.approx(weights[:2])
    assert all(start == 0 for start, _ in bars(ax))
    assert "sum" not in " ".join(text.get_text() for text in ax.texts)
    assert "would lose" in ax.get_xlabel().replace("\n", " ")


@pytest.mark.parametrize("most", [0, -1, 2.5, True, None])
def test_how_many_contributions_must_be_a_number_from_1(ds, most):
    with pytest.raises(InvalidValueError, match=r"found most .*; expected a whole number from 1"):
        mxus.plot.contributions(mxus.balance(ds), most=most)


def dated(*periods):
    events = [
        event(f"event-{number}", "ruritania", "sylvania", EventType.AGREE, period=period and Period(period))
        for number, period in enumerate(periods)
    ]
    return dataset(*events)


def day(*parts):
    return float(date2num(date(*parts)))


def test_a_record_is_drawn_as_long_as_it_may_have_been_and_certainly_was(ax):
    periods = ("2024-03/2024-05", "2024-02-10", None, "[..2024-06]", "2024-01~", "2024-04/..")
    mxus.plot.timeline(dated(*periods), ax=ax)
    low, high = ax.get_xlim()
    spans = [(start[0], end[0]) for start, end in marks(ax, "possible")]
    assert spans == [
        (low, day(2024, 7, 1)),
        (day(2024, 1, 1), day(2024, 2, 1)),
        (day(2024, 3, 1), day(2024, 6, 1)),
        (day(2024, 4, 1), high),
    ]
    assert [x for ((x, _),) in marks(ax, "day")] == [day(2024, 2, 10) + 0.5]
    assert [(start[0], end[0]) for start, end in marks(ax, "certain")] == [
        (day(2024, 3, 31), day(2024, 5, 2)),
        (day(2024, 4, 30), high),
    ]
    ends = [(line.get_marker(), line.get_xdata()[0]) for line in ax.lines if line.get_gid() == "open"]
    assert ends == [("<", low), (">", high)]
    styles = [line.get_linestyle() for line in ax.lines if line.get_gid() == "possible"]
    assert styles == ["-", ":", "-", "-"]
    assert "1 without a date left out" in ax.get_xlabel()
    assert [text.get_text().split(":")[0] for text in ax.texts] == [f"event-{n}" for n in (3, 4, 1, 0, 5)]


def test_an_axis_without_days_does_not_depend_on_the_day_it_is_drawn(ax):
    mxus.plot.timeline(dated("../.."), ax=ax)
    low, high = ax.get_xlim()
    assert low < day(2000, 1, 1) < high < day(2001, 1, 1)


def test_a_period_is_what_the_axis_shows(ax):
    mxus.plot.timeline(dated("2020/2024", "2022-06", "2019", "2023"), period="2022", ax=ax)
    low, high = ax.get_xlim()
    assert low < day(2022, 1, 1) < day(2023, 1, 1) < high < day(2023, 2, 1)
    ends = [(line.get_marker(), line.get_xdata()[0]) for line in ax.lines if line.get_gid() == "open"]
    assert ends == [("<", low), (">", high)]
    assert len(ax.texts) == 2


def test_a_square_covers_as_much_as_the_index_is_far_from_0(ds, ax):
    names = ["mexico", "united-states", "colombia", "cuba"]
    mxus.plot.alignment(ds, names, ax=ax)
    values = [mxus.alignment(ds, a, b).value for a, b in combinations(names, 2)]
    held = [value for value in values if not isinstance(value, Undefined)]
    squares = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    areas = np.array([patch.get_width() * patch.get_height() for patch in squares])
    assert areas / areas.max() == pytest.approx(np.abs(held) / np.max(np.abs(held)))
    assert [patch.get_facecolor() == (1, 1, 1, 1) for patch in squares] == [value < 0 for value in held]
    assert len(marks(ax, "undefined")) == len(values) - len(held) > 0
    numbers = [text.get_text() for text in ax.texts if text.get_gid() == "number"]
    assert numbers == [f"{value:+.2g}" for value in held]
    # Mexico is the first row and the first column: its square with Cuba is in the fourth row.
    corner = next(patch for patch in squares if patch.get_x() < 1 and patch.get_y() > 3)
    assert corner.get_width() ** 2 / areas.max() == pytest.approx(mxus.alignment(ds, "mexico", "cuba").value)


def test_dyads_are_drawn_by_any_index_and_in_any_order(ax):
    dyads = all_pairs([[1, 2, 3, 1], [1, 2, 2, 1], [3, 3, 1, 3], [None] * 4], levels=(1, 2, 3), units=list("abcd"))
    mxus.plot.alignment(dyads, ["c", "a", "b"], index="kappa_absolute", ax=ax)
    drawn = [float(text.get_text()) for text in ax.texts if text.get_gid() == "number"]
    assert drawn == [float(f"{dyads.of(*pair)['kappa_absolute']:.2g}") for pair in ("ca", "cb", "ab")]
    ax.clear()
    mxus.plot.alignment(dyads, ax=ax)
    assert len(marks(ax, "undefined")) == 3


def test_many_units_are_drawn_without_numbers(ax):
    votes = np.random.default_rng(0).integers(1, 4, (60, 20)).astype(float)
    mxus.plot.alignment(all_pairs(votes, levels=(1, 2, 3)), ax=ax)
    assert len(ax.patches) + len(marks(ax, "undefined")) == 60 * 59 / 2
    assert len(ax.texts) == 60
    assert faults(ax.figure) == []


def test_what_no_matrix_can_show_is_refused(ds):
    stack = all_pairs(np.ones((2, 3, 4)), levels=(1, 2))
    dyads = all_pairs(np.ones((3, 4)), levels=(1, 2), units=list("abc"))
    with pytest.raises(InvalidValueError, match="found a stack of 2 matrices"):
        mxus.plot.alignment(stack)
    with pytest.raises(UnknownIdError, match="no unit has the id 'z'"):
        mxus.plot.alignment(dyads, ["a", "z"])
    with pytest.raises(UnknownIdError, match="no index has the id 's_absolut'; nearest: 's_absolute'"):
        mxus.plot.alignment(dyads, index="s_absolut")
    with pytest.raises(InvalidValueError, match="found 'a' twice"):
        mxus.plot.alignment(dyads, ["a", "b", "a"])
    with pytest.raises(UnknownIdError, match="no actor has the id 'mexcio'; nearest: 'mexico'"):
        mxus.plot.alignment(ds, ["mexcio", "cuba"])


def test_each_tie_is_a_line_whose_style_is_its_sign(ds, ax):
    result = mxus.balance(ds)
    mxus.plot.network(result, ax=ax)
    ties = result.network.ties
    turning = result.would_have_to_turn
    for sign, style, fits, other in (
        (1, "-", "friends", "friends in different camps"),
        (-1, "--", "foes", "foes in one camp"),
    ):
        lines = [line for line in ax.lines if line.get_gid() in {fits, other}]
        assert len(lines) == sum(tie.sign == sign for tie in ties)
        assert {line.get_linestyle() for line in lines} == {style}
        thick = [line for line in lines if line.get_linewidth() > 2]
        assert len(thick) == sum(tie.sign == sign for tie in turning)
    dotted = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert len(dotted) == sum(tie.sign == 0 for tie in ties) == 2
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {
        "friends", "foes", "neither prevails", "foes in one camp", "one camp", "the other",
    }  # fmt: skip


def test_each_actor_is_a_box_of_its_camp_at_the_ends_of_its_ties(ds, ax):
    result = mxus.balance(ds)
    mxus.plot.network(result, ax=ax)
    boxes = {patch.get_gid(): patch for patch in ax.patches if isinstance(patch, FancyBboxPatch)}
    assert set(boxes) == set(result.network.graph.nodes) | {"brics", "democratic-left-bloc"}
    for one, other in combinations(boxes.values(), 2):
        apart_x = max(one.get_x(), other.get_x()) - min(
            one.get_x() + one.get_width(), other.get_x() + other.get_width()
        )
        apart_y = max(one.get_y(), other.get_y()) - min(
            one.get_y() + one.get_height(), other.get_y() + other.get_height()
        )
        assert max(apart_x, apart_y) > 0
    middles = {
        (patch.get_x() + patch.get_width() / 2, patch.get_y() + patch.get_height() / 2) for patch in boxes.values()
    }
    assert all(
        min(np.hypot(x - a, y - b) for a, b in middles) < 1e-6 for line in ax.lines for x, y in line.get_xydata()
    )
    tied = {name for tie in result.network.ties if tie.sign for name in tie.actors}
    shades = [{boxes[name].get_facecolor() for name in camp if name in tied} for camp in result.camps]
    assert [len(shade) for shade in shades] == [1, 1]
    assert shades[0] != shades[1]


def test_a_graph_of_ones_own_is_drawn(ax):
    mxus.plot.network(SignedGraph.from_edges(["a", "b"], ["b", "c"], [2.5, -1], nodes=["a", "b", "c", "d"]), ax=ax)
    assert [line.get_gid() for line in ax.lines] == ["friends", "foes"]
    assert [text.get_text() for text in ax.texts] == ["a", "b", "c", "d"]


def test_a_line_is_broken_where_balance_is_undefined_and_that_is_marked(ax):
    found = series()
    mxus.plot.balance_over_time(found, ax=ax)
    (score,), (triangles,) = marks(ax, "score"), marks(ax, "triangle index")
    years = [1914, 1915, 1918, 1919]
    assert [x for x, _ in score] == [x for x, _ in triangles] == years
    np.testing.assert_allclose([y for _, y in score], [1, 1, np.nan, 1 / 3])
    np.testing.assert_allclose([y for _, y in triangles], [1, np.nan, np.nan, 0])
    assert [[x for x, _ in line] for line in marks(ax, "no score") + marks(ax, "no triangle index")] == [
        [1918],
        [1915, 1918],
    ]
    lines = {line.get_gid(): line for line in ax.lines}
    assert lines["score"].get_linestyle() != lines["triangle index"].get_linestyle()
    assert lines["score"].get_marker() != lines["triangle index"].get_marker()
    assert "undefined" in [label.get_text() for label in ax.get_yticklabels()]
    assert found.undefined in ax.get_xlabel().replace("\n", " ")


def test_periods_that_are_no_years_stand_one_after_the_other(ax):
    graph = SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, 1])
    names = [f"the {number}th congress" for number in range(30)]
    mxus.plot.balance_over_time(balance_series(dict.fromkeys(names, graph)), ax=ax)
    assert [x for x, _ in marks(ax, "score")[0]] == list(range(30))
    shown = [label.get_text() for label in ax.get_xticklabels()]
    assert 1 < len(shown) < 30
    assert shown == [names[round(place)] for place in ax.get_xticks()]
    assert faults(ax.figure) == []


def test_only_a_series_of_balance_is_drawn_as_one():
    other = mxus.measures.revealed_comparative_advantage([[8, 2], [2, 8]], rows=["a", "b"], columns=["c", "d"])
    with pytest.raises(InvalidValueError, match="found no column 'score' and none 'triangle index'"):
        mxus.plot.balance_over_time(other)


def test_what_is_empty_says_so(ds, ax):
    nobody = dataset()
    undefined = s_score([], [], levels=(1, 2))
    for draw, said in (
        (lambda: mxus.plot.timeline(nobody, ax=ax), "events: none has a date"),
        (lambda: mxus.plot.timeline(dated(None), ax=ax), "1 without a date left out"),
        (lambda: mxus.plot.alignment(nobody, ax=ax), "no two share an object"),
        (lambda: mxus.plot.alignment(ds, ["mexico"], ax=ax), "mexico alone"),
        (lambda: mxus.plot.network(mxus.balance(nobody), ax=ax), "no relation between actors"),
        (lambda: mxus.plot.network(SignedGraph.from_edges([], [], []), ax=ax), "no relation between actors"),
        (lambda: mxus.plot.contributions(undefined, ax=ax), "undefined: no observation in common; no contributions"),
        (lambda: mxus.plot.bounds(undefined, ax=ax), "as coded: undefined: no observation in common"),
        (lambda: mxus.plot.balance_over_time(balance_series({}), ax=ax), "no periods"),
        (
            lambda: mxus.plot.specification_curve(mxus.alignment(nobody, "ruritania", "sylvania").family, ax=ax),
            "undefined",
        ),
    ):
        ax.clear()
        draw()
        assert said in " ".join(text.get_text() for text in ax.texts).replace("\n", " ")
        assert faults(ax.figure) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_drawn_as_they_are(name):
    seen = name.replace("\n", " ").replace("\u202e", "\\u202e").replace("\x1b", "\\x1b")
    result = Result(
        measure=name,
        value=0.5,
        interval=Interval(0, 1),
        n=1,
        method="",
        contributions=(Contribution((name,), 0.5, "", ()),),
    )
    grouped = mxus.GroupedResult.over(result, measure=name, by=name, groups={name: result})
    graph = SignedGraph.from_edges([name, "a", "a"], ["a", "b", name + "2"], [1, 1, -1])
    dyads = all_pairs([[1, 2], [2, 2]], levels=(1, 2), units=[name, "other"])
    for draw, shown in (
        (lambda ax: mxus.plot.bounds(grouped, ax=ax), f"{seen}: 0.5 in [0, 1] (n=1)"),
        (lambda ax: mxus.plot.contributions(result, ax=ax), f"{seen}: +0.5"),
        (lambda ax: mxus.plot.network(graph, ax=ax), seen),
        (lambda ax: mxus.plot.alignment(dyads, ax=ax), seen[:12]),
        (lambda ax: mxus.plot.balance_over_time(balance_series({name: graph}), ax=ax), ""),
    ):
        drawn = draw(None)
        assert faults(drawn.figure) == []
        texts = [text.get_text() for text in drawn.texts]
        assert not shown or any(
            text.replace("\n", "").replace(" ", "").startswith(shown.replace(" ", "")) for text in texts
        )
        every = [text for text in drawn.figure.findobj(mpl.text.Text) if set("$\\") & set(text.get_text())]
        assert not any(text.get_parse_math() or text.get_usetex() for text in every)


def test_without_matplotlib_the_error_says_what_to_install():
    script = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "import mxus\n"
        "try:\n    mxus.plot.network\n"
        "except mxus.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "matplotlib is not installed; python -m pip install 'mxus[plot]'"


def test_drawing_on_given_axes_does_not_import_pyplot(tmp_path):
    script = (
        "import sys, mxus\nfrom matplotlib.figure import Figure\n"
        "ax = Figure().add_subplot()\n"
        "mxus.plot.bounds(mxus.dependence(mxus.load(), 'mexico'), ax=ax)\n"
        f"ax.figure.savefig({str(tmp_path / 'x.svg')!r})\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
