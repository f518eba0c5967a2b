"""The measures: pure functions on numbers, knowing no record and no dataframe."""

from mxus.measures.alignment import s_score
from mxus.measures.concentration import largest_share
from mxus.measures.cooperation import net_cooperation

__all__ = ["largest_share", "net_cooperation", "s_score"]
