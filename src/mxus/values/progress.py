"""The one kind of progress callback: a function of how much is done and how much there is to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

__all__ = ["Progress"]

Progress: TypeAlias = Callable[[float, float], object]
"""Called as ``progress(done, total)``: records, graphs, parts of a page; of a bracket, its lower and its upper bound.
It is done when the two are equal. What it returns is ignored."""
