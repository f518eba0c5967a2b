"""The bar that those who wait are shown."""

import sys

import pytest

from mxus.cli import waiting
from mxus.cli.waiting import progress_bar


@pytest.fixture
def terminal(monkeypatch):
    """Standard error is a terminal."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")


class Timer:
    """Stands for a timer, of which the time is up as soon as it starts, or never."""

    made = ()

    def __init__(self, seconds, call, *, up):
        self.call, self.up, self.ended = call, up, False
        Timer.made = (*Timer.made, (seconds, self))

    def start(self):
        if self.up:
            self.call()

    def cancel(self):
        self.ended = True

    def join(self):
        assert self.ended


@pytest.fixture
def timed(monkeypatch):
    """A function that lets the time be up at once, or never."""
    monkeypatch.setattr(Timer, "made", ())
    return lambda up: monkeypatch.setattr(waiting.threading, "Timer", lambda *given: Timer(*given, up=up))


def shown(steps=3):
    """Wait for some steps under a bar."""
    with progress_bar("comparing records") as progress:
        for done in range(1, steps + 1):
            progress(done, steps)
        sys.stdout.write("the answer\n")


def test_a_long_wait_has_a_bar_on_standard_error(terminal, timed, capsys):
    timed(up=True)
    shown()
    told = capsys.readouterr()
    assert "comparing records" in told.err
    assert "100%" in told.err
    assert told.err.endswith("\x1b[2K")  # the line is cleared: nothing is left of the bar


def test_a_short_wait_has_none(terminal, timed, capsys):
    timed(up=False)
    shown()
    assert capsys.readouterr() == ("the answer\n", "")
    ((seconds, timer),) = Timer.made
    assert seconds == 0.5
    assert timer.ended


def test_a_wait_of_which_nothing_is_told_has_one_too(terminal, timed, capsys):
    timed(up=True)
    with progress_bar("writing"):
        pass
    assert "writing" in capsys.readouterr().err


def test_a_file_has_none(monkeypatch, capsys):
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    with progress_bar("comparing records") as progress:
        assert progress is None
    assert capsys.readouterr() == ("", "")


def test_an_interruption_ends_the_bar(terminal, timed, capsys):
    timed(up=True)

    def stopped():
        with progress_bar("comparing records"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert capsys.readouterr().err.endswith("\x1b[2K")
