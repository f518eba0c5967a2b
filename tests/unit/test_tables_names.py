"""A column of the caller's may have any name, those that the functions give to columns of their own included."""

import re
from pathlib import Path

import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidValueError
from mxus.measures import CAMEO

SOME = "cell_0_1 concordant first_0 flat gdp observed_nominal pack_0 rows second_1 total"
OURS = sorted(
    {
        *SOME.split(),
        *(
            name
            for path in Path(tables.__file__).parent.glob("*.py")
            for name in re.findall(r'"(_[a-z]+)"', path.read_text(encoding="utf-8"))
        ),
    }
)

EVENTS = pl.DataFrame({"when": [1, 1, 2], "from": ["a", "b", "a"], "to": ["b", "a", "c"], "code": ["010", None, "190"]})
FLOWS = pl.DataFrame({"when": [1, 1, 2, 2], "from": list("abab"), "to": list("baca"), "x": [1.0, 2.0, None, 4.0]})
GDP = pl.DataFrame({"when": [1, 1, 2, 2], "from": list("abab"), "gdp": [10.0, 20.0, 30.0, 40.0]})
VOTES = pl.DataFrame(
    {"when": [1] * 4 + [2] * 4, "item": [1, 1, 2, 2] * 2, "unit": list("abab") * 2, "vote": [1, 1, 2, 1, 3, 1, None, 2]}
)
TIES = pl.DataFrame(
    {"when": [1, 1, 1, 2], "source": list("aaba"), "target": list("bccb"), "sign": [1, -1, 1, 1]}
).with_columns(intensity_sum=1.0)

ASKED = {
    "agreement": (
        VOTES,
        lambda t, by, unit="unit": tables.agreement(t, unit=unit, item="item", value="vote", by=by, levels=(1, 2, 3)),
    ),
    "cooperation": (
        EVENTS,
        lambda t, by, code="code": tables.cooperation(t, source="from", target="to", by=by, code=code, scheme=CAMEO),
    ),
    "dependence": (FLOWS, lambda t, by: tables.dependence(t, reporter="from", partner="to", value="x", by=by)),
    "signed_ties": (TIES, lambda t, by: tables.signed_ties(t, by=by, rule="intensity")),
    "signed_triangles": (TIES, lambda t, by: tables.signed_triangles(t, by=by)),
}


def rows(found):
    """The rows in order, of any kind of frame."""
    held = found.collect() if isinstance(found, pl.LazyFrame) else found
    held = held if isinstance(held, pl.DataFrame) else pl.from_pandas(held)
    return held.sort(held.columns[:3]).rows()


@pytest.mark.parametrize("kind", ["pandas", "lazy"])
@pytest.mark.parametrize("name", ASKED)
def test_a_period_may_have_any_name_that_the_result_has_not(name, kind):
    table, ask = ASKED[name]

    def of(period):
        named = table.rename({"when": period})
        return ask(named.to_pandas() if kind == "pandas" else named.lazy(), period)

    expected = rows(of("when"))
    assert expected
    for ours in OURS:
        if (name, ours) == ("dependence", "total"):
            with pytest.raises(InvalidValueError, match="a column that the result has itself"):
                of(ours)
        else:
            assert rows(of(ours)) == expected, ours


@pytest.mark.parametrize("kind", ["pandas", "lazy"])
@pytest.mark.parametrize(("name", "column"), [("agreement", "unit"), ("cooperation", "code")])
def test_so_may_a_unit_and_a_code(name, column, kind):
    table, ask = ASKED[name]

    def of(other):
        named = table.rename({column: other})
        return rows(ask(named.to_pandas() if kind == "pandas" else named.lazy(), "when", other))

    expected = of(column)
    for ours in OURS:
        assert of(ours) == expected, ours


@pytest.mark.parametrize("kind", ["pandas", "lazy"])
def test_so_may_a_code_of_a_country(kind):
    for ours in OURS:
        codes = pl.DataFrame({ours: [2, 70]})
        found = tables.with_iso3(codes.to_pandas() if kind == "pandas" else codes.lazy(), ours, codes="cow")
        assert rows(found) == [(2, "USA"), (70, "MEX")]
