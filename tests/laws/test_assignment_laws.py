"""Laws of the assignment of records: it is scipy's, or as good."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from mxus.intercoder.assignment import assigned

WEIGHTS = st.one_of(
    st.floats(1e-9, 2.5),
    st.integers(1, 4).map(float),  # so that many are equal
    st.sampled_from([0.25, 0.25 + 1e-6, 0.25 + 2e-6]),
)
SPARSE = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), WEIGHTS, max_size=40)


def columns_of(weights):
    rows, columns = np.array(list(weights), dtype=np.int64).reshape(-1, 2).T
    return rows, columns, np.array(list(weights.values()))


def matrix_of(weights):
    matrix = np.zeros((10, 10))
    for pair, weight in weights.items():
        matrix[pair] = weight
    return matrix


@given(SPARSE)
def test_no_assignment_is_better_than_scipys_and_ours_is_as_good(weights):
    found = list(assigned(*columns_of(weights)))
    assert len({row for row, _ in found}) == len({column for _, column in found}) == len(found)
    matrix = matrix_of(weights)
    best = matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    assert sum(weights[pair] for pair in found) == pytest.approx(best, abs=1e-9)


@given(SPARSE, st.randoms(use_true_random=False))
def test_the_order_in_which_pairs_are_given_does_not_matter(weights, chance):
    shuffled = dict(chance.sample(list(weights.items()), len(weights)))
    assert list(assigned(*columns_of(shuffled))) == list(assigned(*columns_of(weights)))


@given(SPARSE)
def test_a_pair_more_makes_none_worse(weights):
    def best(some):
        return sum(some[pair] for pair in assigned(*columns_of(some)))

    whole = best(weights)
    for pair in weights:
        fewer = {other: weight for other, weight in weights.items() if other != pair}
        assert best(fewer) <= whole + 1e-9


@pytest.mark.parametrize("kind", ["random", "few values", "one value", "a diagonal"])
def test_a_part_of_many_records_is_as_scipy_has_it(kind):
    size, chance = 120, np.random.default_rng(0)
    matrix = {
        "random": chance.random((size, size)) / 2 + 1e-6,
        "few values": chance.integers(0, 6, (size, size)) / 12,
        "one value": np.full((size, size), 0.25),
        "a diagonal": chance.random((size, size)) / 4 + np.eye(size) / 4,
    }[kind]
    rows, columns = np.nonzero(matrix)
    found = list(assigned(rows, columns, matrix[rows, columns]))
    best = matrix[linear_sum_assignment(matrix, maximize=True)].sum()
    assert sum(matrix[pair] for pair in found) == pytest.approx(best)
    if kind == "a diagonal":
        assert found == [(place, place) for place in range(size)]


def test_time_is_looked_at_before_each_row():
    looks = []
    list(assigned(np.array([0, 0, 1]), np.array([0, 1, 0]), np.ones(3), lambda: looks.append(1)))
    assert looks

    def out():
        raise TimeoutError

    with pytest.raises(TimeoutError):
        list(assigned(np.array([0]), np.array([0]), np.ones(1), out))
