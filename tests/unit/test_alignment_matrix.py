"""The matrix that the plot draws, as data."""

from itertools import combinations

import numpy as np
import pytest
from making import at, dataset, policy, position

import mxus
from mxus import InvalidValueError, UnknownIdError
from mxus.vocabulary import Stance, Status

THREE = ["mexico", "united-states", "colombia"]


def test_every_entry_is_the_alignment_of_its_two(ds):
    found = mxus.alignment_matrix(ds, THREE)
    assert found.rows == found.columns == tuple(THREE)
    for first, second in combinations(THREE, 2):
        asked = mxus.alignment(ds, first, second)
        assert found.at(first, second) == found.at(second, first) == pytest.approx(asked.value)
        assert found.of(second, first).n == asked.n == found.shared[THREE.index(first)][THREE.index(second)]
    assert np.ma.getmaskarray(found.value).diagonal().all()


def test_any_index_of_the_family_can_be_asked_for(ds):
    found = mxus.alignment_matrix(ds, THREE, index="agreement")
    assert found.at("mexico", "united-states") == mxus.alignment(ds, *THREE[:2]).family["agreement"].value
    assert "agreement" in found.measure


def test_without_actors_all_states_that_share_an_object_are_rows(ds):
    found = mxus.alignment_matrix(ds)
    assert {"mexico", "united-states", "colombia"} <= set(found.rows)
    assert all(any(row) for row in found.shared)
    for first, second in combinations(found.rows, 2):
        assert found.of(first, second).n == mxus.alignment(ds, first, second).n


def test_what_counts_is_handed_on():
    ds = dataset(
        policy("pact", "sylvania"),
        position("a", "ruritania", "pact", Stance.SUPPORTS, evidence=(at(status=Status.PLANNED),)),
        position("b", "sylvania", "pact", Stance.SUPPORTS),
    )
    pair = ("ruritania", "sylvania")
    assert np.ma.getmaskarray(mxus.alignment_matrix(ds, pair).value).all()
    assert mxus.alignment_matrix(ds, pair, statuses=iter(["asserted", "planned"])).at(*pair) == 1
    assert mxus.alignment_matrix(ds).rows == ()


def test_the_plot_of_the_matrix_is_the_plot_of_the_dataset(ds):
    drawn = [mxus.plot.alignment(found) for found in (mxus.alignment_matrix(ds, THREE), ds)]
    assert [text.get_text() for text in drawn[0].texts] == [*THREE, "+0.33", "+0.25", "-1"]
    whole = mxus.plot.alignment(mxus.alignment_matrix(ds))
    assert [text.get_text() for text in whole.texts] == [text.get_text() for text in drawn[1].texts]
    chosen = mxus.plot.alignment(mxus.alignment_matrix(ds), THREE)
    assert [text.get_text() for text in chosen.texts] == [text.get_text() for text in drawn[0].texts]


def test_wrong_actors_and_indices_are_errors(ds):
    with pytest.raises(UnknownIdError, match="no index has the id 'kappa'"):
        mxus.alignment_matrix(ds, THREE, index="kappa")
    with pytest.raises(UnknownIdError, match="nowhere"):
        mxus.alignment_matrix(ds, ["mexico", "nowhere"])
    with pytest.raises(InvalidValueError, match="twice"):
        mxus.alignment_matrix(ds, ["mexico", "mexico"])
    with pytest.raises(InvalidValueError, match="twice"):
        mxus.alignment_matrix(ds, THREE).of("mexico", "mexico")
    with pytest.raises(UnknownIdError, match="no actor has the id 'cuba'"):
        mxus.alignment_matrix(ds, THREE).of("mexico", "cuba")
