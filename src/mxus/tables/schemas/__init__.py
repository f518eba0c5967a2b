"""Files of data providers as typed columns: ``GDELT_EVENTS.scan(path)`` and the like."""

from mxus.tables.schemas.baci import BACI
from mxus.tables.schemas.column import Column
from mxus.tables.schemas.comparison import Comparison, Difference, DifferencesWarning
from mxus.tables.schemas.comtrade import COMTRADE
from mxus.tables.schemas.cow_trade import COW_TRADE
from mxus.tables.schemas.gdelt import GDELT_EVENTS
from mxus.tables.schemas.icews import ICEWS_EVENTS
from mxus.tables.schemas.intake import Intake, RejectedRowsWarning
from mxus.tables.schemas.polecat import POLECAT_EVENTS
from mxus.tables.schemas.schema import Schema
from mxus.tables.schemas.unga import UNGA_VOTES

__all__ = [
    "BACI",
    "COMTRADE",
    "COW_TRADE",
    "GDELT_EVENTS",
    "ICEWS_EVENTS",
    "POLECAT_EVENTS",
    "UNGA_VOTES",
    "Column",
    "Comparison",
    "Difference",
    "DifferencesWarning",
    "Intake",
    "RejectedRowsWarning",
    "Schema",
]
