"""Measure the CPU of each test and write the list of slow ones, `tests/slow.txt`.

Run it on a quiet machine: python tests/slowest.py. It takes some minutes.
"""

import resource
import sys
from pathlib import Path

import pytest

LIMIT = 0.5
"""Seconds of CPU, of the test and of the processes it waits for, above which a test is slow."""


class Meter:
    """A plugin that notes the seconds of each test, its fixtures among them."""

    def __init__(self):
        self.seconds = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        began = used()
        outcome = yield
        self.seconds[item.nodeid] = used() - began
        return outcome


def used():
    """Return the seconds of CPU of this process and of those it has waited for."""
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main():
    meter = Meter()
    status = pytest.main(["-q", "-m", "", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[meter])
    slow = sorted(name for name, seconds in meter.seconds.items() if seconds > LIMIT)
    Path(__file__).with_name("slow.txt").write_text("\n".join(slow) + "\n", encoding="utf-8")
    left = sum(meter.seconds[name] for name in slow)
    print(f"{len(slow)} of {len(meter.seconds)} tests are slow: {left:.0f} of {sum(meter.seconds.values()):.0f} s")
    sys.exit(status)


if __name__ == "__main__":
    main()
