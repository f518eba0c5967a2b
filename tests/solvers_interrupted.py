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


def without_order(nodes):
    """A graph of signs by chance, which no solver is done with for minutes."""
    chance = np.random.default_rng(1)
    upper = np.triu(chance.choice([-1.0, 1.0], (nodes, nodes)), 1)
    return SignedGraph.from_matrix(upper + upper.T)


GRAPH = without_order(70)
CALLS = {
    "frustration": lambda: frustration(GRAPH),
    "frustration, the bracket asked for": lambda: frustration(GRAPH, interrupt="return"),
    "signed_blockmodel": lambda: signed_blockmodel(GRAPH),
    "signed_blockmodel of three camps": lambda: signed_blockmodel(GRAPH, camps=3),
}


class Moment:
    """Sends SIGINT, and knows when.

    Again after a second where nothing has come of it: Python drops what is raised while it calls back for a weak
    reference, as it does when a thread ends.
    """

    def __init__(self, name):
        self.sent, self.ended = None, threading.Event()
        self._seconds = None if name == "first program" else float(name.removesuffix(" s"))
        self._timer = None

    def send(self):
        self.sent = time.monotonic()
        os.kill(os.getpid(), signal.SIGINT)
        while not self.ended.wait(1):
            os.kill(os.getpid(), signal.SIGINT)

    def __enter__(self):
        self._run = cycle_relaxation.CycleProgram._run
        if self._seconds is not None:
            self._timer = threading.Timer(self._seconds, self.send)
            self._timer.start()
            return self

        def run(program, seconds):
            if self._timer is None:
                self._timer = threading.Timer(0.02, self.send)
                self._timer.start()
            self._run(program, seconds)

        cycle_relaxation.CycleProgram._run = run
        return self

    def __exit__(self, *_):
        self._timer.join()
        cycle_relaxation.CycleProgram._run = self._run


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
    again = frustration(SignedGraph.from_edges(["a", "a", "b"], ["b", "c", "c"], [1, 1, -1])).index.value
    return {"came": came, "seconds": round(seconds, 2), "threads": threading.active_count() - before, "again": again}


if __name__ == "__main__":
    print(json.dumps({f"{name}: {moment}": interrupted(CALLS[name], moment) for name in CALLS for moment in MOMENTS}))
