"""A bounded part of the fuzzing, the same each time: the seeds of every door and some changes of them."""

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # the package tests.fuzz, as its command has it

from tests.fuzz.__main__ import tried
from tests.fuzz.doors import DOORS
from tests.fuzz.mutations import mutated


@pytest.mark.parametrize("name", DOORS)
def test_nothing_but_our_errors_leaves_a_door(name):
    once, seeds = tried(DOORS[name][0]), DOORS[name][1]()
    for seed in seeds:
        once(seed)
    end = time.monotonic() + 1.5
    for number in range(400):
        once(mutated(seeds[number % len(seeds)], number))
        if time.monotonic() > end:
            break
