"""Options of the measures: what is none of their terms is refused, and said by the option's name."""

import pytest

from mxus import InvalidValueError
from mxus.measures import (
    SignedGraph,
    benati_capurri_a,
    cohen_kappa,
    conflict_network,
    congruence_network,
    frustration,
    krippendorff_alpha,
    local_triangle_balance,
    mean_gap,
    s_score,
    scott_pi,
    signed_degrees,
    subtract_network,
    trade_intensity,
    triangle_balance,
)
from mxus.measures.alignment import similarity

VOTES = (1, 2, 3)
TIES = (["a", "b"], ["b", "c"], [1, -1])
GRAPH = SignedGraph.from_edges(*TIES)
SPOKEN = (["a", "b"], ["c", "c"], [1, -1])

CALLS = [
    (lambda **o: similarity(1, 2, levels=VOTES, **o), "distance"),
    (lambda **o: s_score([1], [2], levels=VOTES, **o), "distance"),
    (lambda **o: benati_capurri_a([1], [2], levels=VOTES, **o), "distance"),
    (lambda **o: cohen_kappa([1], [2], levels=VOTES, **o), "distance"),
    (lambda **o: cohen_kappa([1], [2], levels=VOTES, **o), "convention"),
    (lambda **o: scott_pi([1], [2], levels=VOTES, **o), "distance"),
    (lambda **o: scott_pi([1], [2], levels=VOTES, **o), "convention"),
    (lambda **o: krippendorff_alpha([[1, 2], [1, 2]], **o), "level_of_measurement"),
    (lambda **o: congruence_network(*SPOKEN, **o), "norm"),
    (lambda **o: congruence_network(*SPOKEN, **o), "statements"),
    (lambda **o: conflict_network(*SPOKEN, **o), "norm"),
    (lambda **o: subtract_network(*SPOKEN, **o), "statements"),
    (lambda **o: mean_gap([1, 2], [True, False], ["x", "y"], **o), "alternative"),
    (lambda **o: trade_intensity([[0, 1], [2, 0]], **o), "convention"),
    (lambda **o: frustration(GRAPH, **o), "interrupt"),
    (lambda **o: signed_degrees(GRAPH, **o), "direction"),
    (lambda **o: triangle_balance(GRAPH, **o), "convention"),
    (lambda **o: local_triangle_balance(GRAPH, **o), "convention"),
    (lambda **o: local_triangle_balance(GRAPH, **o), "per"),
    (lambda **o: SignedGraph.from_edges(*TIES, **o), "duplicates"),
    (lambda **o: SignedGraph.from_edges(*TIES, **o), "self_loops"),
    (lambda **o: SignedGraph.from_edges(*TIES, **o), "zeros"),
]


@pytest.mark.parametrize(("call", "option"), CALLS)
def test_a_term_that_is_none_is_named_with_its_option(call, option):
    with pytest.raises(InvalidValueError, match=f"^found {option} 'no such'; expected one of '"):
        call(**{option: "no such"})
