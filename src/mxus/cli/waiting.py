"""What whoever waits is shown: how far a long answer is, on standard error, where that is a terminal."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from mxus.values.progress import Progress as Callback

__all__ = ["progress_bar"]

_PATIENCE: Final = 0.5
"""Seconds after which a bar is shown: most answers are there before, and a bar that flashes by only disturbs."""


@contextmanager
def progress_bar(doing: str) -> Generator[Callback | None, None, None]:
    """Give a callback that shows how much is done of how much, or None where nobody looks; the bar leaves no trace.

    Where it is not called, the bar shows that something is being done.

    Examples
    --------
    >>> with progress_bar("comparing") as progress:
    ...     print(progress)
    None
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn(doing), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(doing, total=None)
    showing = threading.Timer(_PATIENCE, bar.start)
    showing.start()

    def progress(done: float, total: float) -> None:
        bar.update(task, completed=done, total=total)

    try:
        yield progress
    finally:
        showing.cancel()
        showing.join()  # which may be about to show it
        bar.stop()
