"""Solvers interrupted by SIGINT, each at several moments: `python tests/solvers_interrupted.py`.

Prints, as JSON, for each call and moment: what came of it, how many seconds after the signal, and the threads left.
"""

import json
import os
import signal
import threading
import time

import numpy as np

from mxus.measures import SignedGraph, frustration, signed_blockmodel
from mxus.measures.balance import cycle_relaxation

MOMENTS = ("0.1 s", "1.5 s", "first program")
"""Seconds after the call, or while HiGHS solves a program in its thread."""

WHOLE = "program of whole numbers"
"""While HiGHS presolves one, and does not look whether it is to stop."""


def without_order(nodes):
    """A graph of signs by chance, which no solver is done with for minutes."""
    chance = np.random.default_rng(1)
    upper = np.triu(chance.choice([-1.0, 1.0], (nodes, nodes)), 1)
    return SignedGraph.from_matrix(upper + upper.T)


PATIENCE = 30
"""Seconds until the thread of a solver has to have ended by itself, on a busy machine."""

GRAPH = without_order(70)
CALLS = {
    "frustration": lambda: frustration(GRAPH),
    "frustration, the bracket asked for": lambda: frustration(GRAPH, interrupt="return"),
    "signed_blockmodel": lambda: signed_blockmodel(GRAPH),
    "signed_blockmodel of three camps": lambda: signed_blockmodel(GRAPH, camps=3),
}

CASES = [*((name, moment) for name in CALLS for moment in MOMENTS), ("signed_blockmodel of three camps", WHOLE)]


class Moment:
    """Sends SIGINT, and knows when.

    Again after a second where nothing has come of it: Python drops what is raised while it calls back for a weak
    reference, as it does when a thread ends.
    """

    def __init__(self, name):
        self.sent, self.ended = None, threading.Event()
        self._seconds = float(name.removesuffix(" s")) if name.endswith(" s") else None
        self._of, self._after = ("solve_whole", 0.5) if name == WHOLE else ("_run", 0.02)
        self._asked = getattr(cycle_relaxation.CycleProgram, self._of)
        self._timer = None

    def send(self):
        self.sent = time.monotonic()
        os.kill(os.getpid(), signal.SIGINT)
        while not self.ended.wait(1):
            os.kill(os.getpid(), signal.SIGINT)

    def __enter__(self):
        if self._seconds is not None:
            self._timer = threading.Timer(self._seconds, self.send)
            self._timer.start()
            return self

        def asked(program, seconds):
            if self._timer is None:
                self._timer = threading.Timer(self._after, self.send)
                self._timer.start()
            return self._asked(program, seconds)

        setattr(cycle_relaxation.CycleProgram, self._of, asked)
        return self

    def __exit__(self, *_):
        self._timer.join()
        setattr(cycle_relaxation.CycleProgram, self._of, self._asked)


def interrupted(call, moment):
    """Call, be interrupted, and say what came of it."""
    before = threading.active_count()
    with Moment(moment) as sender:
        try:
            found = call()
            came = "exact" if found.exact else "bracket" if found.lower < found.upper else "no bracket"
        except KeyboardInterrupt:
            came = "KeyboardInterrupt"
        sender.ended.set()
        seconds = time.monotonic() - sender.sent
    again = frustration(SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])).value
    while threading.active_count() > before and time.monotonic() < sender.sent + PATIENCE:
        time.sleep(0.01)
    threads = threading.active_count() - before
    return {"came": came, "seconds": round(seconds, 2), "threads": threads, "again": again}


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a shell ignores it
    print(json.dumps({f"{name}: {moment}": interrupted(CALLS[name], moment) for name, moment in CASES}))
