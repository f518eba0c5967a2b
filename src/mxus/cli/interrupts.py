"""Interruptions (SIGINT, Ctrl-C): wherever one meets the program, and whatever becomes of it there, it is heeded.

Python raises ``KeyboardInterrupt`` between any two steps. Where that is inside of a callback it is printed and dropped;
in the middle of an import it may come out as another error. So the signal is remembered, and what ends the program
after it is the interruption.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

__all__ = ["interruptible", "stopped"]

_SEEN: list[int] = []
"""The interruption that has come, if one has."""


@contextmanager
def interruptible() -> Generator[None, None, None]:
    """Make one interruption end what is done inside with ``KeyboardInterrupt``, and a second one the process at once.

    Where interruptions are ignored, as in the background of a shell, they still are.

    Examples
    --------
    >>> with interruptible():
    ...     print("done")
    done
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    _SEEN.clear()
    told = sys.unraisablehook
    signal.signal(signal.SIGINT, _heed)
    sys.unraisablehook = _without_interrupts(told)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = told
        # While Python shuts down nothing is left to interrupt, but a traceback would be printed.
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)
        if _SEEN:
            raise KeyboardInterrupt


def stopped() -> None:
    """Take an interruption for the regular end of what is done, as of watching files."""
    _SEEN.clear()


def _heed(number: int, _: object) -> None:
    if _SEEN:
        os._exit(130)
    _SEEN.append(number)
    raise KeyboardInterrupt


def _without_interrupts(told: Callable[[Any], object]) -> Callable[[Any], object]:
    def tell(found: Any) -> None:  # noqa: ANN401 (what Python gives the hook)
        if not issubclass(found.exc_type, KeyboardInterrupt):
            told(found)

    return tell
