"""The registry of indices: what is in it is what functions, tables and curves have."""

import polars as pl
import pytest

from mxus import tables
from mxus.measures import (
    agreement_share,
    all_pairs,
    benati_capurri_a,
    cite,
    cohen_kappa,
    kendall_tau_b,
    s_score,
    scott_pi,
    specification_curve,
)
from mxus.measures.indices import INDICES, works_of

X, Y = [1, 1, 3, 2, 3], [1, 2, 3, 1, 1]
LEVELS = (1, 2, 3)

FUNCTIONS = {
    "Signorino-Ritter S": s_score,
    "Cohen's kappa": cohen_kappa,
    "Scott's pi": scott_pi,
    "Kendall's tau-b": kendall_tau_b,
    "Benati-Capurri A": benati_capurri_a,
    "agreement share": agreement_share,
}


@pytest.mark.parametrize("index", INDICES.values(), ids=list(INDICES))
def test_every_way_to_an_index_has_its_value_name_and_works(index):
    options = {} if index.distance is None else {"distance": index.distance}
    alone = FUNCTIONS[index.measure](X, Y, levels=LEVELS, **options)
    in_curve = specification_curve(X, Y, levels=LEVELS)[index.name]
    assert alone == in_curve
    assert (alone.measure, alone.references[:-1]) == (index.measure, index.works)
    assert all_pairs([X, Y], levels=LEVELS).indices[index.name].tolist() == [alone.value]
    rows = {"item": [*range(5)] * 2, "unit": ["a"] * 5 + ["b"] * 5, "value": X + Y}
    asked = {"unit": "unit", "item": "item", "value": "value", "by": (), "levels": LEVELS, "measures": [index.name]}
    for frame in (pl.DataFrame(rows), pl.LazyFrame(rows)):
        found = tables.agreement(frame, **asked).lazy().collect()
        assert found[index.name].to_list() == [alone.value]
    constant = FUNCTIONS[index.measure]([2, 2], [2, 2], levels=LEVELS, **options)
    assert constant.is_defined == (not index.undefined)
    assert constant.is_defined or constant.value.reason == index.undefined


@pytest.mark.parametrize("measure", [all_pairs, specification_curve, tables.agreement])
def test_what_has_all_indices_cites_the_works_of_all(measure):
    keys = {work.key for work in works_of()}
    assert {"kendall1938", "kendall1945", "cohen1960", "cohen1968", "haege2011", "scott1955"} < keys
    assert all(f"{{{key}," in cite(measure) for key in keys)
