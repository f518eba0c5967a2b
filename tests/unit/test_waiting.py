"""The bar that those who wait are shown."""

import sys
import time

import pytest

from mxus.cli import waiting
from mxus.cli.waiting import progress_bar


@pytest.fixture
def terminal(monkeypatch):
    """Standard error is a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")


def shown(steps=3):
    """Wait for some steps under a bar."""
    with progress_bar("comparing records") as progress:
        time.sleep(2 * waiting._PATIENCE if waiting._PATIENCE < 0.2 else 0.0)
        for done in range(1, steps + 1):
            progress(done, steps)
        sys.stdout.write("the answer\n")


def test_a_long_wait_has_a_bar_on_standard_error(terminal, monkeypatch, capsys):
    monkeypatch.setattr(waiting, "_PATIENCE", 0.05)
    shown()
    told = capsys.readouterr()
    assert "comparing records" in told.err
    assert "100%" in told.err
    assert told.err.endswith("\x1b[2K")  # the line is cleared: nothing is left of the bar


def test_a_short_wait_has_none(terminal, capsys):
    shown()
    assert capsys.readouterr() == ("the answer\n", "")


def test_a_file_has_none(monkeypatch, capsys):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with progress_bar("comparing records") as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


def test_an_interruption_ends_the_bar(terminal, monkeypatch, capsys):
    monkeypatch.setattr(waiting, "_PATIENCE", 0.05)

    def stopped():
        with progress_bar("comparing records"):
            time.sleep(0.2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert capsys.readouterr().err.endswith("\x1b[2K")
