"""What results and datasets look like in print: matplotlib axes in, the same axes out."""

from mxus.plot.bounds import bounds
from mxus.plot.contributions import contributions
from mxus.plot.matrix import alignment
from mxus.plot.network import network
from mxus.plot.series import balance_over_time
from mxus.plot.specification import specification_curve
from mxus.plot.timeline import timeline

__all__ = ["alignment", "balance_over_time", "bounds", "contributions", "network", "specification_curve", "timeline"]
