"""Agreement of every dyad and period: the same as the measures, on every kind of frame."""

import random

import numpy as np
import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, InvalidValueError, UnknownIdError
from mxus.measures import specification_curve
from mxus.measures.indices import INDICES
from mxus.values.interval import Undefined

LEVELS = (1, 2, 3)
ASKED = {"unit": "country", "item": "rcid", "value": "vote", "by": "year", "levels": LEVELS}
KEYS = ("year", "source", "target")


def some_votes(seed=0, countries=("MEX", "USA", "CUB", "NA", "BRA")):
    """Votes of three years, some of them missing; one country is there in one year only, one never takes a side."""
    chance = random.Random(seed)
    rows = [
        (year, 100 * year + number, country, chance.choice((1, 1, 2, 3, None)))
        for year in (2001, 2002, 2003)
        for number in range(12)
        for country in countries
        if chance.random() < 0.9 and (country != "BRA" or year == 2002)
    ]
    rows += [(2003, 200300 + number, "XXX", None) for number in range(3)]
    return pl.DataFrame(rows, schema=["year", "rcid", "country", "vote"], orient="row")


def expected(votes, levels=LEVELS):
    """The same by the scalar functions, dyad by dyad."""
    found = []
    for (year,), part in sorted(votes.partition_by("year", as_dict=True).items()):
        items = sorted(part["rcid"].unique())
        units = sorted(part["country"].unique())
        position = {(row["country"], row["rcid"]): row["vote"] for row in part.to_dicts()}
        side = {unit: [position.get((unit, item)) for item in items] for unit in units}
        for place, a in enumerate(units):
            for b in units[place + 1 :]:
                curve = specification_curve(side[a], side[b], levels=levels)
                values = {
                    name: None if isinstance(curve[name].value, Undefined) else curve[name].value for name in INDICES
                }
                n = curve["s_absolute"].n
                found.append({"year": year, "source": a, "target": b, "n": n, "n_missing": len(items) - n, **values})
    return found


def assert_rows(found, wanted):
    assert len(found) == len(wanted)
    for ours, theirs in zip(found, wanted, strict=True):
        assert ours.keys() == theirs.keys()
        assert {name: ours[name] for name in (*KEYS, "n", "n_missing")} == {
            name: theirs[name] for name in (*KEYS, "n", "n_missing")
        }
        for name in INDICES:
            assert ours[name] == (theirs[name] if theirs[name] is None else pytest.approx(theirs[name], abs=1e-9))


def test_is_the_same_as_the_scalar_measures(backend):
    votes = some_votes()
    found = backend.rows(tables.agreement(backend.frame(votes), **ASKED), *KEYS)
    assert_rows(found, expected(votes))
    assert any(row["n"] == 0 for row in found)


def test_codes_may_be_whole_numbers_and_items_text(backend):
    votes = some_votes().with_columns(
        pl.col("country").replace_strict({"MEX": 70, "USA": 2, "CUB": 40, "NA": 565, "BRA": 140, "XXX": 7}),
        pl.format("A/RES/{}", "rcid").alias("rcid"),
    )
    found = backend.rows(tables.agreement(backend.frame(votes), **ASKED), *KEYS)
    assert_rows(found, expected(votes))
    assert {row["source"] for row in found} == {2, 7, 40, 70, 140}


def test_levels_that_nobody_takes_still_count(backend):
    votes = some_votes().filter(pl.col("vote") != 3)
    found = backend.rows(tables.agreement(backend.frame(votes), **ASKED), *KEYS)
    assert_rows(found, expected(votes))


def test_uneven_scales_have_the_same_indices(backend):
    votes = some_votes(seed=3).with_columns(pl.col("vote").replace_strict({1: -1.0, 2: 0.1, 3: 0.7}))
    levels = (-1.0, 0.1, 0.7, 2.0)
    found = backend.rows(tables.agreement(backend.frame(votes), **{**ASKED, "levels": levels}), *KEYS)
    assert_rows(found, expected(votes, levels))


def test_periods_may_be_several_columns_or_none(backend):
    votes = some_votes().with_columns(pl.lit("trade").alias("issue"))
    found = backend.rows(tables.agreement(backend.frame(votes), **{**ASKED, "by": ["issue", "year"]}), *KEYS)
    assert found[0].pop("issue") == "trade"
    assert found[0] == expected(votes)[0] | {name: pytest.approx(found[0][name]) for name in INDICES if found[0][name]}
    pooled = backend.rows(tables.agreement(backend.frame(votes), **{**ASKED, "by": ()}), "source", "target")
    whole = expected(votes.with_columns(pl.lit(0).alias("year")))
    assert_rows([{"year": 0, **row} for row in pooled], whole)


def test_an_empty_table_has_no_dyads(backend):
    schema = {"year": pl.Int64, "rcid": pl.Int64, "country": pl.String, "vote": pl.Int64}
    found = backend.table(tables.agreement(backend.frame(pl.DataFrame(schema=schema)), **ASKED))
    assert found.height == 0
    assert found.columns == [*KEYS, "n", "n_missing", *INDICES]


def test_one_unit_has_no_dyads(backend):
    votes = some_votes().filter(pl.col("country") == "MEX")
    assert backend.rows(tables.agreement(backend.frame(votes), **ASKED)) == []


def test_a_dyad_without_an_item_in_common_has_no_indices_and_is_there(backend):
    votes = {"year": [1, 1], "rcid": [1, 2], "country": ["a", "b"], "vote": [1, 1]}
    (row,) = backend.rows(tables.agreement(backend.frame(votes), **ASKED))
    assert (row["n"], row["n_missing"]) == (0, 2)
    assert {row[name] for name in INDICES} == {None}


def test_directed_has_each_dyad_in_both_orders(backend):
    votes = some_votes()
    asked = {**ASKED, "measures": ["s_absolute"], "directed": True}
    found = backend.rows(tables.agreement(backend.frame(votes), **asked), *KEYS)
    score = {(row["year"], row["source"], row["target"]): row["s_absolute"] for row in found}
    assert len(score) == 2 * len(expected(votes))
    assert all(score[year, b, a] == value for (year, a, b), value in score.items())


def test_only_the_indices_asked_for_are_made(backend):
    asked = {**ASKED, "measures": ["tau_b", "agreement"]}
    found = backend.table(tables.agreement(backend.frame(some_votes()), **asked))
    assert found.columns == [*KEYS, "n", "n_missing", "tau_b", "agreement"]


def test_categories_compare_by_letter():
    votes = some_votes()
    order = pl.Enum(["USA", "XXX", "NA", "MEX", "CUB", "BRA"])
    found = tables.agreement(votes.with_columns(pl.col("country").cast(order)), **ASKED)
    assert_rows(found.to_dicts(), expected(votes))


def test_many_items_are_not_packed_beyond_what_is_exact():
    chance = np.random.default_rng(1)
    votes = pl.DataFrame(
        {
            "year": 1,
            "rcid": np.repeat(np.arange(140_000), 2),
            "country": np.tile(["a", "b"], 140_000),
            "vote": chance.choice([1, 2, 3], 280_000),
        }
    )
    found = tables.agreement(votes.lazy(), **ASKED).collect()
    whole = tables.agreement(votes, **ASKED)
    for name in INDICES:
        assert found[name][0] == pytest.approx(whole[name][0], abs=1e-12)


def test_every_column_that_is_missing_or_of_another_type_is_named(backend):
    frame = backend.frame({"yaer": [1], "rcid": [1.5], "country": ["a"], "vote": ["yes"]})
    with pytest.raises(InvalidDataError) as caught:
        tables.agreement(frame, **ASKED)
    told = str(caught.value)
    assert "votes.year: found no such column; nearest: 'yaer'; expected one of yaer, rcid, country, vote" in told
    assert "votes.rcid: found values of type Float64; expected text or whole numbers" in told
    assert "votes.vote: found values of type String; expected numbers" in told
    assert len(caught.value.problems) == 3


def test_repeated_votes_and_values_off_the_scale_are_refused(backend):
    votes = {"year": [1, 1, 1, 1], "rcid": [1, 1, 1, 1], "country": ["a", "a", "b", "c"], "vote": [1, 1, 8, 9]}
    with pytest.raises(InvalidDataError) as caught:
        tables.agreement(backend.frame(votes), **ASKED)
    told = str(caught.value)
    assert "votes.vote: found 8 (1 rows), 9 (1 rows); expected a missing value or one of 1, 2, 3" in told
    assert "votes: found several rows of year 1, rcid 1, country a; expected one of a unit on an item" in told


def test_rows_that_name_no_unit_are_refused(backend):
    votes = {"year": [1, 1], "rcid": [1, 1], "country": ["a", None], "vote": [1, 1]}
    with pytest.raises(InvalidDataError, match=r"votes\.country: found 1 row without a value; expected one in each"):
        tables.agreement(backend.frame(votes), **ASKED)


def test_arguments_that_cannot_be_are_refused():
    votes = some_votes()
    with pytest.raises(UnknownIdError, match="no index has the id 's_absolut'; nearest: 's_absolute'"):
        tables.agreement(votes, **{**ASKED, "measures": ["s_absolut"]})
    with pytest.raises(InvalidValueError, match="found by n, a column that the result has itself"):
        tables.agreement(votes.rename({"year": "n"}), **{**ASKED, "by": "n"})
    with pytest.raises(InvalidValueError, match="expected at least two finite levels"):
        tables.agreement(votes, **{**ASKED, "levels": (1,)})
    with pytest.raises(InvalidValueError, match="expected different ones"):
        tables.agreement(votes, **{**ASKED, "by": "rcid"})
    with pytest.raises(InvalidValueError, match="found 20 levels; expected at most 12 of a query"):
        tables.agreement(votes.lazy(), **{**ASKED, "levels": range(20)})
    with pytest.raises(InvalidValueError, match="expected a frame of pandas, polars, pyarrow, DuckDB or Spark"):
        tables.agreement({"year": [1]}, **ASKED)


@pytest.fixture(scope="module")
def unga(reference):
    """The 870,109 votes, with the year of each."""
    folder = reference / "similarity"
    votes = pl.read_csv(folder / "unga_votes.csv.gz", schema_overrides={"country_code": pl.String})
    rolls = pl.read_csv(folder / "unga_rollcalls.csv.gz", null_values="NA").select("rcid", "year")
    return votes.join(rolls, on="rcid")


def test_raw_votes_of_the_general_assembly_meet_the_values_of_others(backend, unga, reference):
    """Seven hundred dyad-years of other people's software, from every vote there is."""
    assert unga.height == 870_109
    wanted = pl.read_csv(reference / "similarity" / "expected_open_unga.csv")
    ours_of = {name: name.replace("_linear", "_absolute").replace("_quadratic", "_squared") for name in wanted.columns}
    wanted = wanted.rename(ours_of)
    asked = {"unit": "country_code", "item": "rcid", "value": "vote", "by": "year", "levels": LEVELS}
    # Spark on two cores takes two minutes for all 74 years; it is given the eight that there are values for.
    votes = unga.join(wanted.select("year").unique(), on="year") if backend.kind == "pyspark" else unga
    found = backend.table(tables.agreement(backend.frame(votes), **asked))
    names = [name for name in INDICES if name in wanted.columns]
    assert len(names) == 12
    met = wanted.join(
        found, left_on=["year", "country_a", "country_b"], right_on=["year", "source", "target"], suffix="_ours"
    )
    assert met.height == wanted.height
    assert (met["n"] == met["n_common"]).all()
    for name in names:
        ours, theirs = met[f"{name}_ours"].fill_nan(None), met[name]
        assert (ours.is_null() == theirs.is_null()).all()
        assert ((ours - theirs).abs().drop_nulls() <= 1e-9).all()
