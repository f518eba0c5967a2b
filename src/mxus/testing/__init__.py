"""Hypothesis strategies for records, datasets, values, portfolios, graphs and tables, and documents that are broken.

For the tests of those who build on mxus: every strategy makes what the package accepts, shrinks towards little and
plain, and takes what it should draw from as keywords. Needs Hypothesis, which ``mxus[testing]`` brings.

What we leave out: articles that read like articles, and codings that a coder could have made. A drawn dataset is sound,
and means nothing.
"""

from mxus.errors import MissingExtraError

MissingExtraError.importing("hypothesis", extra="testing")

# The rest is imported only once what it needs is known to be there.
from mxus.testing.broken import BrokenDocument, broken_documents  # noqa: E402
from mxus.testing.dataset import datasets  # noqa: E402
from mxus.testing.frames import event_frames, flow_frames, vote_frames  # noqa: E402
from mxus.testing.measures import portfolios, signed_digraphs, signed_graphs  # noqa: E402
from mxus.testing.passages import TEXT, evidence, locators  # noqa: E402
from mxus.testing.record import (  # noqa: E402
    actors,
    claims,
    events,
    policies,
    positions,
    records,
    sources,
    trade_links,
)
from mxus.testing.values import ids, lines, periods, quantities  # noqa: E402

__all__ = [
    "TEXT",
    "BrokenDocument",
    "actors",
    "broken_documents",
    "claims",
    "datasets",
    "event_frames",
    "events",
    "evidence",
    "flow_frames",
    "ids",
    "lines",
    "locators",
    "periods",
    "policies",
    "portfolios",
    "positions",
    "quantities",
    "records",
    "signed_digraphs",
    "signed_graphs",
    "sources",
    "trade_links",
    "vote_frames",
]
