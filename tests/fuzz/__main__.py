"""Fuzz one door or all, by atheris where it is installed (Python 3.11 to 3.13), else by mutation of the seeds.

Stops at the first input that lets out another error than ours, or takes more than two seconds of a processor or 500 MB;
the input is written beside and its name printed.
"""

import argparse
import contextlib
import importlib
import importlib.util
import itertools
import logging
import re
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.fuzz.mutations import mutated

MEMORY = 500 * 2**20
"""Bytes that a door may take beyond what the process has when it starts."""

SECONDS = 2
"""Longest processor time for one input; what waits without computing is stopped by the fuzzer after some more."""


def tried(door):
    """Return a function of bytes that raises where the door fails."""
    from mxus.errors import MxusError  # not at the top, so that atheris sees it imported

    def once(data):
        began = time.process_time()
        with contextlib.suppress(MxusError):
            door(data)
        took = time.process_time() - began
        if took > SECONDS:
            raise TimeoutError(f"took {took:.1f} s of processor time")

    return once


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("door", help="a name in tests/fuzz/doors.py, or all")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=1, help="doors that are tried at a time, of all")
    parser.add_argument("--by", choices=["atheris", "mutation"])
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)
    by = chosen.by or ("atheris" if importlib.util.find_spec("atheris") else "mutation")
    if chosen.door == "all":
        sys.exit(_all(_doors("mutation"), chosen.seconds, by, chosen.jobs))  # the doors' names: nothing is tried here
    doors = _doors(by)
    door, make_seeds = doors[chosen.door]
    seeds, once = make_seeds(), tried(door)
    for seed in seeds:
        once(seed)  # also loads whatever is loaded when first used
    if by == "atheris":
        _by_atheris(once, seeds, chosen.seconds)
    print(f"{chosen.door}: {_by_mutation(once, seeds, chosen.seconds):,} inputs in {chosen.seconds} s, by mutation")


def _all(names, seconds, by, jobs):
    """Try every door in a process of its own; print how many inputs each took, and whatever a failing one says."""

    def one(name):
        asked = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(seconds), "--by", by]
        return subprocess.run(asked, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    failed = []
    with ThreadPoolExecutor(jobs) as pool:
        for name, done in zip(names, pool.map(one, names), strict=True):
            said = re.search(r"number_of_executed_units: (\d+)|: ([\d,]+) inputs", done.stdout)
            if done.returncode or not said:
                failed.append(name)
                print(f"{name}: failed\n{done.stdout[-5000:]}", flush=True)
            else:
                print(f"{name}: {said[1] or said[2]} inputs by {by}", flush=True)
    return f"failed: {', '.join(failed)}" if failed else 0


def _doors(by):
    """Return the doors; for atheris with the package instrumented as it is imported."""
    if by == "atheris":
        import atheris

        with atheris.instrument_imports(include=["mxus"]):
            return importlib.import_module("tests.fuzz.doors").DOORS
    return importlib.import_module("tests.fuzz.doors").DOORS


def _by_mutation(once, seeds, seconds):
    held = _taken()
    end = time.monotonic() + seconds
    for number in itertools.count():
        data = mutated(seeds[number % len(seeds)], number)
        try:
            once(data)
            assert _taken() <= held + MEMORY, "took too much memory"
        except BaseException:
            path = Path(tempfile.gettempdir(), f"crash-{number}")
            path.write_bytes(data)
            print(f"input {number}, written to {path}")
            raise
        if time.monotonic() > end:
            return number + 1
    return 0


def _taken():
    """Return the most bytes that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _by_atheris(once, seeds, seconds):
    import atheris

    corpus = tempfile.mkdtemp()
    for number, seed in enumerate(seeds):
        Path(corpus, f"seed-{number}").write_bytes(seed)
    options = [
        f"-max_total_time={seconds}",
        f"-timeout={15 * SECONDS}",
        f"-rss_limit_mb={(_taken() + MEMORY) // 2**20}",
        "-max_len=20000",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, corpus], once)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
