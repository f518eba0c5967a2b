"""Who waits for a solver and interrupts it goes on at once, its thread ends by itself, and it can be asked again."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from solvers_interrupted import CASES

SCRIPT = Path(__file__).parents[1] / "solvers_interrupted.py"


@pytest.fixture(scope="module")
def found():
    """What came of each call at each moment, in a process of its own: tests are not to be interrupted."""
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=True, timeout=300)
    return json.loads(done.stdout)


@pytest.mark.parametrize(("call", "moment"), CASES)
def test_an_interruption_ends_it_at_once(found, call, moment):
    told = found[f"{call}: {moment}"]
    assert told["came"] == ("bracket" if "asked for" in call else "KeyboardInterrupt")
    assert 0 <= told["seconds"] < 2  # of a busy machine
    assert told["threads"] == 0
    assert told["again"] == 1
