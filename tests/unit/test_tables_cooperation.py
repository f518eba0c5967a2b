"""Cooperation of every directed dyad and period: the same as the measures, on every kind of frame."""

import random
import warnings

import pandas as pd
import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, InvalidValueError
from mxus.measures import CAMEO, CAMEO_GDELT, PLOVER, intensity, intensity_weighted_cooperation, quad_counts
from mxus.values.interval import Undefined
from mxus.vocabulary.plover import QuadClass

ASKED = {"source": "from", "target": "to", "by": "year", "code": "cameo", "scheme": CAMEO}
KEYS = ("year", "source", "target")


def some_events(scheme=CAMEO, seed=0, rows=300):
    chance = random.Random(seed)
    codes = [None, *scheme.scores]
    made = [
        (chance.choice((2001, 2002)), chance.choice("abcd"), chance.choice("abcd"), chance.choice(codes))
        for _ in range(rows)
    ]
    made.append((2003, "a", "b", None))
    return pl.DataFrame(made, schema=["year", "from", "to", "cameo"], orient="row")


def value_of(result):
    return None if isinstance(result.value, Undefined) else result.value


def expected(events, scheme):
    """The same by the scalar functions, dyad by dyad."""
    found = []
    groups = events.partition_by("year", "from", "to", as_dict=True)
    for (year, a, b), part in sorted(groups.items()):
        codes = part["cameo"].to_list()
        strength, counts = intensity(codes, scheme=scheme), quad_counts(codes, scheme=scheme)
        found.append(
            {
                "year": year,
                "source": a,
                "target": b,
                "n": strength.n,
                "n_missing": counts.n_missing,
                "intensity_sum": value_of(strength),
                "intensity_mean": value_of(strength.mean),
                "intensity_weighted_cooperation": value_of(intensity_weighted_cooperation(codes, scheme=scheme)),
                **{quad.name.lower(): counts[quad] for quad in QuadClass},
                "net_cooperation": value_of(counts.net_cooperation()),
                "net_verbal_cooperation": value_of(counts.net_verbal_cooperation()),
                "net_material_cooperation": value_of(counts.net_material_cooperation()),
            }
        )
    return found


def assert_rows(found, wanted):
    assert len(found) == len(wanted)
    for ours, theirs in zip(found, wanted, strict=True):
        assert list(ours) == list(theirs)
        assert ours == {
            name: pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
            for name, value in theirs.items()
        }


@pytest.mark.parametrize("scheme", [CAMEO, CAMEO_GDELT, PLOVER], ids=str)
def test_codes_are_counted_as_the_scalar_measures_do(backend, scheme):
    if backend.kind == "pyspark" and scheme is not CAMEO:
        pytest.skip("one scheme is enough for Spark, where each query takes seconds to plan")
    events = some_events(scheme)
    found = tables.cooperation(backend.frame(events), **{**ASKED, "scheme": scheme})
    assert_rows(backend.rows(found, *KEYS), expected(events, scheme))


def test_scores_alone_have_sums_and_means(backend):
    events = some_events()
    scored = events.with_columns(pl.col("cameo").replace_strict(CAMEO.scores, default=None).alias("goldstein"))
    asked = {"source": "from", "target": "to", "by": "year", "score": "goldstein"}
    wanted = [{name: row[name] for name in list(row)[:8]} for row in expected(events, CAMEO)]
    assert_rows(backend.rows(tables.cooperation(backend.frame(scored), **asked), *KEYS), wanted)


def test_all_time_needs_no_period(backend):
    events = some_events()
    found = backend.rows(tables.cooperation(backend.frame(events), **{**ASKED, "by": ()}), "source", "target")
    wanted = expected(events.with_columns(pl.lit(0).alias("year")), CAMEO)
    assert_rows([{"year": 0, **row} for row in found], wanted)


def test_countries_may_be_whole_numbers_and_one_country_alone(backend):
    events = some_events(rows=40)
    numbers = events.with_columns(pl.col("from", "to").replace_strict({"a": 2, "b": 20, "c": 40, "d": 70}))
    found = backend.rows(tables.cooperation(backend.frame(numbers), **ASKED), *KEYS)
    assert_rows(found, expected(numbers, CAMEO))
    alone = numbers.filter((pl.col("from") == 2) & (pl.col("to") == 2))
    assert alone.height
    assert_rows(backend.rows(tables.cooperation(backend.frame(alone), **ASKED), *KEYS), expected(alone, CAMEO))


def test_nothing_happened_is_zero_only_inside_the_coverage(backend):
    events = {"year": [1, 1], "from": ["a", "b"], "to": ["b", "a"], "cameo": ["063", None]}
    coverage = {"year": [1, 1, 2], "from": ["a", "b", "a"], "to": ["b", "a", "b"]}
    asked = {**ASKED, "coverage": backend.frame(coverage)}
    found = backend.rows(tables.cooperation(backend.frame(events), **asked), *KEYS)
    assert [(row["year"], row["source"], row["n"], row["n_missing"], row["intensity_sum"]) for row in found] == [
        (1, "a", 1, 0, 7.4),
        (1, "b", 0, 1, None),
        (2, "a", 0, 0, 0.0),
    ]
    assert [row["intensity_mean"] for row in found] == [7.4, None, None]
    assert [row["net_cooperation"] for row in found] == [1.0, None, None]
    without = backend.rows(tables.cooperation(backend.frame(events), **ASKED), *KEYS)
    assert without == found[:2]


def test_coverage_may_have_narrower_numbers():
    events = pl.DataFrame({"year": [1], "from": ["a"], "to": ["b"], "cameo": ["063"]})
    coverage = events.select("year", "from", "to").cast({"year": pl.Int16, "from": pl.Categorical})
    assert tables.cooperation(events, **ASKED, coverage=coverage)["n"].to_list() == [1]


def test_events_outside_the_coverage_are_refused(backend):
    events = {"year": [1, 3], "from": ["a", "a"], "to": ["b", "b"], "cameo": ["063", "063"]}
    coverage = backend.frame({"year": [1], "from": ["a"], "to": ["b"]})
    with pytest.raises(InvalidDataError, match="found events of year 3; from a; to b outside the coverage"):
        tables.cooperation(backend.frame(events), **ASKED, coverage=coverage)


def test_an_empty_table_has_no_dyads(backend):
    events = pl.DataFrame(schema={"year": pl.Int64, "from": pl.String, "to": pl.String, "cameo": pl.String})
    found = backend.table(tables.cooperation(backend.frame(events), **ASKED))
    assert found.height == 0
    assert found.columns == [*KEYS, *list(expected(some_events(), CAMEO)[0])[3:]]


def test_events_without_an_actor_are_left_out_and_counted(backend):
    events = {"year": [1, 1, 1], "from": ["a", None, "a"], "to": ["b", "b", None], "cameo": ["063", "063", None]}
    with pytest.warns(tables.RowsLeftOutWarning, match="2 events without from or to: left out") as caught:
        (row,) = backend.rows(tables.cooperation(backend.frame(events), **ASKED))
    assert row["n"] == 1
    assert caught[0].filename == __file__


def test_codes_outside_the_scheme_are_refused_with_their_number(backend):
    events = {"year": [1] * 3, "from": ["a"] * 3, "to": ["b"] * 3, "cameo": ["063", "0639", "0639"]}
    with pytest.raises(InvalidDataError) as caught:
        tables.cooperation(backend.frame(events), **ASKED)
    assert "events.cameo: found '0639' in 2 rows; expected codes of CAMEO 1.1b3 (nearest to '0639': '063'" in str(
        caught.value
    )


def test_codes_that_are_numbers_are_refused(backend):
    events = {"year": [1], "from": ["a"], "to": ["b"], "cameo": [10]}
    with pytest.raises(InvalidDataError, match="found values of type Int64; expected text, since '010' is not 10"):
        tables.cooperation(backend.frame(events), **ASKED)


def test_periods_that_are_missing_and_scores_that_are_infinite_are_refused():
    events = pl.DataFrame({"year": [1, None], "from": ["a", "a"], "to": ["b", "b"], "s": [1.0, float("inf")]})
    asked = {"source": "from", "target": "to", "by": "year", "score": "s"}
    with pytest.raises(InvalidDataError) as caught:
        tables.cooperation(events, **asked)
    assert [problem.path for problem in caught.value.problems] == ["events.year", "events.s"]


def test_arguments_that_cannot_be_are_refused():
    events = some_events()
    with pytest.raises(InvalidValueError, match="found code; expected score alone, or code and scheme"):
        tables.cooperation(events, source="from", target="to", by="year", code="cameo")
    with pytest.raises(InvalidValueError, match="found none of score, code and scheme"):
        tables.cooperation(events, source="from", target="to", by="year")
    with pytest.raises(InvalidValueError, match="expected an EventScheme"):
        tables.cooperation(events, **{**ASKED, "scheme": "cameo"})
    with pytest.raises(InvalidValueError, match="found events of polars and coverage of pandas"):
        tables.cooperation(events, **ASKED, coverage=events.to_pandas())
    with pytest.raises(InvalidValueError, match=r"found events of polars and coverage of polars \(lazy\)"):
        tables.cooperation(events, **ASKED, coverage=events.lazy())


def test_no_other_warning_is_raised(backend):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tables.cooperation(backend.frame(some_events()), **ASKED)


def test_a_column_of_text_and_numbers_is_refused():
    codes = pd.Series(["010"] * 150 + [10, "010"], dtype=object)
    for name, told in (("from", "found values of several types; expected one"), ("cameo", "found values of several")):
        events = pd.DataFrame({"year": 1, "from": "MEX", "to": "USA", "cameo": ["010"] * 152})
        events[name] = codes
        with pytest.raises(InvalidDataError, match=rf"events\.{name}: {told}"):
            tables.cooperation(events, source="from", target="to", by="year", code="cameo", scheme=CAMEO)


def test_an_index_named_like_a_column_is_no_matter():
    events = pd.DataFrame({"year": [1, 2], "from": "MEX", "to": "USA", "cameo": "010"}).set_index("year", drop=False)
    found = tables.cooperation(events, source="from", target="to", by="year", code="cameo", scheme=CAMEO)
    assert found["year"].tolist() == [1, 2]


def test_two_columns_of_one_name_are_refused():
    events = pd.DataFrame([[1, "MEX", "USA", "010"]], columns=["year", "from", "from", "cameo"])
    with pytest.raises(InvalidDataError, match="found several columns of one name; expected different ones"):
        tables.cooperation(events, source="from", target="from", by="year", code="cameo", scheme=CAMEO)


def test_a_coverage_of_other_codes_is_refused():
    events = pl.DataFrame({"year": [1], "from": [2], "to": [70], "cameo": ["010"]})
    coverage = pl.DataFrame({"year": [1], "from": ["2"], "to": ["70"]})
    with pytest.raises(InvalidDataError, match=r"coverage\.from: found values of type String; expected the type of"):
        tables.cooperation(events, source="from", target="to", by="year", code="cameo", scheme=CAMEO, coverage=coverage)
