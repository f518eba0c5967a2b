"""What a report asks a dataset: all questions at once, for whatever states the dataset is about.

Whoever lays a report out (a terminal, a page) takes the answers from here, so that two reports cannot differ. What we
leave out: questions that take longer than a reader waits.
"""

from __future__ import annotations

from typing import Final, Self

import attrs

from mxus.analysis.alignment import alignment
from mxus.analysis.balance import BalanceResult, balance
from mxus.analysis.compensation import CompensationResult, compensation
from mxus.analysis.cooperation import CooperationResult, cooperation
from mxus.analysis.dependence import DependenceResult, dependence
from mxus.analysis.network import SignedNetwork, signed_network
from mxus.dataset.coverage import Coverage, coverage
from mxus.dataset.dataset import Dataset
from mxus.errors import MissingExtraError
from mxus.records.claim import Claim
from mxus.report.overview import main_pair
from mxus.values.result import GroupedResult
from mxus.vocabulary.quantities import TradeMeasure
from mxus.vocabulary.statements import ClaimType

__all__ = ["Findings"]

_SECONDS: Final = 30.0
"""Time for the balance of a very large network; after that the report has the best partition found so far."""


@attrs.frozen(kw_only=True)
class Findings:
    """The answers, and the dataset they are of.

    Parameters
    ----------
    dataset : Dataset
        What was asked.
    coverages : tuple of Coverage
        One for each source.
    pair : (str, str) or None
        The two states that most records are about; None where no two have anything between them, and then there is no
        answer on two states either.
    by_arena, by_issue : GroupedResult or None
        Their alignment.
    directed : tuple of (str, str, CooperationResult)
        What the one does to the other, and the other way round.
    trade : tuple of (str, TradeMeasure, DependenceResult)
        By reporter and share: of foreign trade, of exports, of imports, as far as the text tells of them. A reporter
        of whom only amounts are told has the share of trade, which is undefined.
    compensation : CompensationResult or None
        The gap between two stages, of the first towards the second.
    network : SignedNetwork
        The actors and what they do and say to each other.
    balance : BalanceResult or None
        Structural balance of that network; None without edges, and where it cannot be computed.
    no_balance : str
        Why it cannot be computed: what has to be installed. Empty where it is.
    theses, rivals : tuple of Claim
        What the text sets out to show; claims with a rival.

    Examples
    --------
    >>> import mxus
    >>> Findings.of(mxus.load()).pair
    ('mexico', 'united-states')
    """

    dataset: Dataset
    coverages: tuple[Coverage, ...]
    pair: tuple[str, str] | None
    by_arena: GroupedResult | None
    by_issue: GroupedResult | None
    directed: tuple[tuple[str, str, CooperationResult], ...]
    trade: tuple[tuple[str, TradeMeasure, DependenceResult], ...]
    compensation: CompensationResult | None
    network: SignedNetwork
    balance: BalanceResult | None
    no_balance: str
    theses: tuple[Claim, ...]
    rivals: tuple[Claim, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """Ask the dataset all a report tells."""
        answered, no_balance = _balance(dataset)
        pair = main_pair(dataset)
        directed: tuple[tuple[str, str, CooperationResult], ...] = ()
        if pair is not None:
            directed = tuple((a, b, cooperation(dataset, a, b)) for a, b in (pair, pair[::-1]))
        told = dict.fromkeys((link.reporter, link.measure) for link in dataset.trade_links.values())
        shares = [(reporter, measure) for reporter, measure in told if measure.is_share]
        without = dict.fromkeys(reporter for reporter, _ in told if reporter not in dict(shares))
        shares += [(reporter, TradeMeasure.SHARE_OF_TRADE) for reporter in without]
        order = [*dict.fromkeys(reporter for reporter, _ in told)]
        shares.sort(key=lambda share: (order.index(share[0]), [*TradeMeasure].index(share[1])))
        return cls(
            dataset=dataset,
            coverages=tuple(coverage(dataset, source=source) for source in dataset.sources),
            pair=pair,
            by_arena=None if pair is None else alignment(dataset, *pair, by="arena"),
            by_issue=None if pair is None else alignment(dataset, *pair, by="issue"),
            directed=directed,
            trade=tuple((reporter, share, dependence(dataset, reporter, measure=share)) for reporter, share in shares),
            compensation=None if pair is None else compensation(dataset, *pair),
            network=signed_network(dataset) if answered is None else answered.network,
            balance=answered,
            no_balance=no_balance,
            theses=tuple(claim for claim in dataset.claims.values() if claim.type is ClaimType.THESIS),
            rivals=tuple(claim for claim in dataset.claims.values() if claim.rivals),
        )


def _balance(dataset: Dataset) -> tuple[BalanceResult | None, str]:
    """Return the balance of the dataset, or why there is none."""
    try:
        found = balance(dataset, time_limit=_SECONDS)
    except MissingExtraError as error:
        return None, str(error)
    return (found if found.n else None), ""
