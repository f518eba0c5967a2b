"""The entry point of the command line, which an interruption ends quietly from its first import on."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run ``mxus``; an interruption (Ctrl-C) at any moment, also while it loads, ends it with code 130."""
    try:
        from mxus.cli.interrupts import interruptible  # noqa: PLC0415 (what loads may be interrupted, too)

        with interruptible():
            from mxus.cli.app import run  # noqa: PLC0415

            run()
    except KeyboardInterrupt:
        sys.exit(130)
