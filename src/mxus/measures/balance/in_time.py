"""Calls that cannot be stopped from outside, waited for until time is out."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent import futures
from typing import Final, TypeVar

__all__ = ["ended_by"]

Found = TypeVar("Found")

_GRACE: Final = 0.3
"""Seconds that a call may go on after its time: it may have a limit of its own, and be about to keep it."""

_LOOK: Final = 0.1
"""Seconds between two looks at the clock, and for an interruption."""


def ended_by(call: Callable[[], Found], *, until: float, stop: Callable[[], object]) -> Found | None:
    """Return what a call returns; None where time is out before. It is then left to end by itself, in its own thread.

    Parameters
    ----------
    call : callable
        It takes what it needs with it: nobody else may use that while it goes on. It does not return None.
    until : float
        Reading of the monotonic clock at which time is out.
    stop : callable
        Called where the call is left, by time or by an interruption, to ask it to end soon.

    Examples
    --------
    >>> ended_by(lambda: 1, until=time.monotonic() + 60, stop=lambda: None)
    1
    >>> ended_by(lambda: time.sleep(0.8) or 1, until=time.monotonic(), stop=lambda: None) is None
    True
    """
    # While compiled code runs in this thread nothing would notice an interruption or the time.
    pool = futures.ThreadPoolExecutor(max_workers=1)
    try:
        running = pool.submit(call)
        while not futures.wait([running], timeout=_LOOK).done and time.monotonic() < until + _GRACE:
            pass
    except KeyboardInterrupt:
        # Not waited for: HiGHS, asked to stop, does so when it next looks, which can take seconds while it presolves.
        stop()
        pool.shutdown(wait=False)
        raise
    if not running.done():
        stop()
        pool.shutdown(wait=False)
        return None
    pool.shutdown()
    return running.result()
