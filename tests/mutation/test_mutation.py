"""What makes and tries changes: one that must be noticed is, one that changes nothing is not."""

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("mutmut", reason="the extra `mutation` is not installed")
sys.path.insert(0, str(Path(__file__).parents[2]))  # the package tests.mutation, as its command has it

from tests.mutation.mutants import mutants_of
from tests.mutation.running import QUIET, Session, _limit, fresh, in_fork

MODULE = """
FLOOR = 0


def larger(first: "int", second):
    \"\"\"Return the larger.\"\"\"
    if first is None:
        raise ValueError("expected two numbers")
    return first if first > second else second


class Number:
    def __init__(self, value):
        self.value = value

    @property
    def twice(self):
        return self.value + self.value

    def __str__(self):
        return "number " + str(self.value)


def floored(value):
    return larger(value, FLOOR)
"""

TESTS = """
from small_module import Number, floored, larger


def test_larger():
    assert (larger(1, 2), larger(2, 1), larger(1, 1)) == (2, 2, 1)


def test_twice():
    assert Number(3).twice == 6


def test_floored():
    assert (floored(-1), floored(0)) == (0, 0)
"""


TERNARY = "first if first > second else second"
TOLD = {
    ("larger", TERNARY, f"{TERNARY.replace('first > second', '(first > second) and False')}"): "killed",
    ("Number.twice", "self.value + self.value", "self.value - self.value"): "killed",
    ("larger", "> second", ">= second"): "survived",  # of two that are equal, either is the larger
    (None, "0", "1"): "killed",
}


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Return the folder of the module above, and its mutants by what they change."""
    (tmp_path / "small_module.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "test_small_module.py").write_text(TESTS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    mutants = mutants_of(tmp_path / "small_module.py", tmp_path)
    return tmp_path, {(each.function, each.before, each.after): each for each in mutants}


def test_changes_that_matter_are_noticed_and_others_survive(module):
    folder, mutants = module
    tests, results = folder / "test_small_module.py", folder / "results.json"

    def work(session):
        names = dict.fromkeys(session.items, 0.1)
        results.write_text(json.dumps([session.tried(mutants[what], names)[0] for what in TOLD if what[0]]))

    arguments = [*QUIET, f"--rootdir={folder}", str(tests)]
    assert in_fork(lambda: int(pytest.main(arguments, plugins=[Session(work)]))) == 0
    assert json.loads(results.read_text()) == [outcome for what, outcome in TOLD.items() if what[0]]
    assert [fresh(mutants[what], {str(tests): 0.1})[0] for what in TOLD if not what[0]] == ["killed"]


def test_words_and_annotations_are_left_as_they_are(module):
    changed = {before for _, before, _ in module[1]}
    assert "self.value + self.value" in changed
    assert changed.isdisjoint({'"expected two numbers"', '"int"', '"number "', '"""Return the larger."""'})


def test_a_change_without_an_end_is_stopped():
    def without_end():
        _limit(0.1)
        while True:
            pass

    assert in_fork(without_end)[0] == "out of time"
