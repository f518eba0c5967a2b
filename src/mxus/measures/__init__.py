"""The measures: pure functions on numbers, knowing no record and no dataframe."""

from mxus.measures.alignment import (
    agreement_share,
    benati_capurri_a,
    cohen_kappa,
    kendall_tau_b,
    lijphart_agreement,
    s_score,
    scott_pi,
)
from mxus.measures.arrays import ArrayResult
from mxus.measures.balance.blockmodel import SignedBlockmodel, signed_blockmodel
from mxus.measures.balance.centrality import pn_centrality, signed_degrees, signed_eigenvector_centrality
from mxus.measures.balance.frustration import Frustration, frustration
from mxus.measures.balance.series import balance_series, graphs_by_period
from mxus.measures.balance.signed_digraph import SignedDiGraph
from mxus.measures.balance.signed_graph import SignedGraph
from mxus.measures.balance.spectral_bound import SpectralBound
from mxus.measures.balance.spectrum import AlgebraicConflict, algebraic_conflict
from mxus.measures.balance.subgroups import balanced_partition, cohesiveness, divisiveness, frustrated_ties
from mxus.measures.balance.triads import TransitiveTriads, TriadCensus, signed_triad_census, transitive_triad_balance
from mxus.measures.balance.triangles import (
    LocalTriangleBalance,
    TriangleBalance,
    local_triangle_balance,
    triangle_balance,
)
from mxus.measures.balance.walks import local_walk_balance, walk_balance
from mxus.measures.citing import cite
from mxus.measures.concentration import (
    effective_partners,
    herfindahl,
    herfindahl_bounds,
    herfindahl_points,
    largest_share,
    normalised_herfindahl,
)
from mxus.measures.cooperation import (
    Intensity,
    QuadCounts,
    intensity,
    intensity_weighted_cooperation,
    net_cooperation,
    quad_counts,
)
from mxus.measures.discourse import (
    DiscourseNetwork,
    conflict_network,
    congruence_network,
    controversy,
    subtract_network,
)
from mxus.measures.dyads import Dyads, all_pairs
from mxus.measures.event_schemes import CAMEO, CAMEO_GDELT, PLOVER, PLOVER_SANCTION_VERBAL, EventScheme
from mxus.measures.inequality import concentration_ratio, gini, shannon_entropy, theil_t
from mxus.measures.mean_gap import MeanGap, mean_bounds, mean_gap
from mxus.measures.polarisation import Polarisation, polarisation
from mxus.measures.reliability import FieldReliability, field_reliability, krippendorff_alpha
from mxus.measures.specification import SpecificationCurve, specification_curve
from mxus.measures.trade import (
    asymmetry,
    grubel_lloyd,
    openness,
    relative_asymmetry,
    revealed_comparative_advantage,
    trade_dependence,
    trade_intensity,
    trade_share,
    weak_link,
)

__all__ = [
    "CAMEO",
    "CAMEO_GDELT",
    "PLOVER",
    "PLOVER_SANCTION_VERBAL",
    "AlgebraicConflict",
    "ArrayResult",
    "DiscourseNetwork",
    "Dyads",
    "EventScheme",
    "FieldReliability",
    "Frustration",
    "Intensity",
    "LocalTriangleBalance",
    "MeanGap",
    "Polarisation",
    "QuadCounts",
    "SignedBlockmodel",
    "SignedDiGraph",
    "SignedGraph",
    "SpecificationCurve",
    "SpectralBound",
    "TransitiveTriads",
    "TriadCensus",
    "TriangleBalance",
    "agreement_share",
    "algebraic_conflict",
    "all_pairs",
    "asymmetry",
    "balance_series",
    "balanced_partition",
    "benati_capurri_a",
    "cite",
    "cohen_kappa",
    "cohesiveness",
    "concentration_ratio",
    "conflict_network",
    "congruence_network",
    "controversy",
    "divisiveness",
    "effective_partners",
    "field_reliability",
    "frustrated_ties",
    "frustration",
    "gini",
    "graphs_by_period",
    "grubel_lloyd",
    "herfindahl",
    "herfindahl_bounds",
    "herfindahl_points",
    "intensity",
    "intensity_weighted_cooperation",
    "kendall_tau_b",
    "krippendorff_alpha",
    "largest_share",
    "lijphart_agreement",
    "local_triangle_balance",
    "local_walk_balance",
    "mean_bounds",
    "mean_gap",
    "net_cooperation",
    "normalised_herfindahl",
    "openness",
    "pn_centrality",
    "polarisation",
    "quad_counts",
    "relative_asymmetry",
    "revealed_comparative_advantage",
    "s_score",
    "scott_pi",
    "shannon_entropy",
    "signed_blockmodel",
    "signed_degrees",
    "signed_eigenvector_centrality",
    "signed_triad_census",
    "specification_curve",
    "subtract_network",
    "theil_t",
    "trade_dependence",
    "trade_intensity",
    "trade_share",
    "transitive_triad_balance",
    "triangle_balance",
    "walk_balance",
    "weak_link",
]
