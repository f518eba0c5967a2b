"""Change the library in small ways, one at a time, and see whether the tests notice.

Prints the share of changes noticed in each package with its exact 95 % interval (Clopper and Pearson 1934), and the
changes that were not, under the names that ``--only`` takes. One process, on systems that fork.
"""

import argparse
import hashlib
import importlib
import json
import os
import random
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.mutation.mutants import PACKAGES, SOURCE, mutants_of_package
from tests.mutation.running import QUIET, Session, fresh, in_fork

ROOT = SOURCE.parent
OUT = ROOT / "build" / "mutation.jsonl"
REACH = ROOT / "build" / "mutation-reach.json"

FAR = {"test_plot_laws", "test_data_package_laws", "test_dataset_stateful", "test_rendering_laws", "test_schema_laws"}
# fmt: off
UNIT = [
    "alignment", "analysis", "answers", "balance", "balance_of_datasets", "balance_series", "bargain", "comparison",
    "compensation", "cooperation", "dataset", "discourse", "discourse_of_datasets", "exchange", "frames_and_graph",
    "mean_gap", "network_layout", "options", "period", "quantity", "records", "reliability", "rendering", "result",
    "sensitivity", "signed_digraph", "trade", "verification", "walk_balance",
]
# fmt: on
TESTS = [
    *(ROOT / "tests" / "unit" / f"test_{name}.py" for name in UNIT),
    *(path for path in sorted((ROOT / "tests" / "laws").glob("test_*.py")) if path.stem not in FAR),
    *(
        ROOT / "tests" / f"test_{name}.py"
        for name in ("bundled_article", "docstrings", "documents", "public_api_snapshot", "selftest")
    ),
]
"""The tests of the five packages. Those of files, frames, figures and commands reach the same code more slowly."""

WIDE = ("test_every_answer_says_what_it_said", "test_the_public_api_is_that_of_the_snapshot")
"""Tests that ask everything, in two seconds together."""

LONGEST = 4.0
"""Seconds of a test that is left out: what it reaches is reached by others."""

FIRST = ("numpy", "pydantic", "pandas", "polars", "pyarrow", "duckdb", "networkx", "scipy.optimize", "highspy")
"""Imported before the first fork, so that not each fork has to."""


def _digest(*paths):
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(paths))).hexdigest()


def reached(session):
    """Return each test with its seconds and lines; asked again only of files that have changed since."""
    known = json.loads(REACH.read_text(encoding="utf-8")) if REACH.exists() else {}
    common = [*SOURCE.rglob("*.py"), *(ROOT / "tests").glob("*.py")]
    answers = {}
    for path in TESTS:
        name, digest = str(path.relative_to(ROOT)), _digest(path, *common)
        held = known.get(name, {})
        if held.get("digest") != digest:
            tests = session.timed(path)
            failing = session.failing_unchanged({test: each["seconds"] for test, each in tests.items()})
            if failing:
                raise RuntimeError(f"these fail in a fork though nothing is changed: {failing}")
            held = {"digest": digest, "tests": tests}
        answers[name] = held
        REACH.write_text(json.dumps(known | answers), encoding="utf-8")
    return answers


class Reach:
    """Which tests reach which lines, and which are likely to be about them."""

    def __init__(self, answers, seconds):
        self.seconds = seconds
        tests = {name: each for file in answers.values() for name, each in file["tests"].items()}
        self.tests = {name: each for name, each in tests.items() if each["seconds"] <= LONGEST}
        self.wide = {name for name in self.tests if any(each in name for each in WIDE)}
        self.size = {name: sum(map(len, each["lines"].values())) for name, each in self.tests.items()}
        self.lines, self.modules, self.files = {}, {}, Counter()
        for name, each in self.tests.items():
            self.files[_file(name)] += self.size[name]
            for path, lines in each["lines"].items():
                self.modules.setdefault(path, {})[name] = len(lines)
                for line in lines:
                    self.lines.setdefault((path, line), set()).add(name)

    def of(self, mutant):
        """Return the tests, with their seconds, that reach what a change in a function changes."""
        path, (first, last) = str(mutant.path), mutant.lines
        found = {name for line in range(first, last + 1) for name in self.lines.get((path, line), ())}
        if not found:
            return {}
        # What is remembered from one test to the next is reached by the first alone; hence some others of the module.
        beside = self.modules[path].keys() - found
        return self._together(found, [path]) | self._together(beside, [path], 0.3)

    def at_import(self, mutant):
        """Return those that ask everything, and tests of the module, or where none reaches into it, of its package."""
        path = str(mutant.path)
        paths = (
            [path]
            if path in self.modules
            else [each for each in self.modules if Path(each).parent == mutant.path.parent]
        )
        return self._together(self.wide | {name for each in paths for name in self.modules[each]}, paths)

    def _together(self, names, paths, part=1.0):
        """Return as many tests as fit: those that ask everything, then short ones that reach little and are near."""
        about = Counter()
        for path in paths:
            for name, lines in self.modules[path].items():
                about[_file(name)] += lines / self.files[_file(name)]
        cost = {
            name: (self.tests[name]["seconds"] + 0.02) * self.size[name] / about[_file(name)]
            for name in names - self.wide
        }
        chosen, left = {}, part * self.seconds
        for name in [*sorted(names & self.wide), *sorted(cost, key=cost.__getitem__)]:
            took = self.tests[name]["seconds"]
            if took <= left:
                chosen[name], left = took, left - took
        return chosen


def _file(test):
    return test if "test_docstrings" in test else test.partition("::")[0]


def sampled(package, asked):
    """Return the mutants of a package that are asked for."""
    found = mutants_of_package(package)
    if asked.only:
        return [each for each in found if each.name in asked.only]
    number = len(found) if asked.all else min(asked.sample, len(found))
    chosen = random.Random(f"{asked.seed} {package}").sample(found, number)
    return sorted(chosen, key=lambda each: (each.path, each.number))


def run(mutants, seconds):
    """Try each mutant, and yield it with what became of it; those that need an import of their own come last."""

    def work(session):
        reach = Reach(reached(session), seconds)
        for each in mutants:
            tests = reach.of(each)
            result = session.tried(each, tests) if each.function and tests else ["not in place", ""]
            with OUT.open("a", encoding="utf-8") as out:
                out.write(json.dumps([each.name, *result]) + "\n")

    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text("", encoding="utf-8")
    for name in FIRST:
        with suppress(ImportError):  # of an extra that is not here: its tests skip, too
            importlib.import_module(name)
    import pytest

    arguments = [*QUIET, *map(str, TESTS)]
    if status := in_fork(lambda: int(pytest.main(arguments, plugins=[Session(work)]))):
        sys.exit(f"pytest ended with status {status}")
    results = {name: (*rest,) for name, *rest in map(json.loads, OUT.read_text(encoding="utf-8").splitlines())}
    reach = Reach(json.loads(REACH.read_text(encoding="utf-8")), seconds)
    for each in mutants:
        result = results[each.name]
        if result[0] == "not in place":
            tests = reach.at_import(each)
            result = fresh(each, tests)
            with OUT.open("a", encoding="utf-8") as out:
                out.write(json.dumps([each.name, *result]) + "\n")
        yield each, result


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help=f"of {', '.join(PACKAGES)}; all without one")
    parser.add_argument("--sample", type=int, default=200, help="how many of each package, at random (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="of the sample (default 1)")
    parser.add_argument("--all", action="store_true", help="every one, which takes hours")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="these, as they are named in what is printed")
    parser.add_argument("--seconds", type=float, default=10, help="of tests, unchanged, that a change is shown to")
    asked = parser.parse_args()
    os.environ.setdefault("MXUS_HYPOTHESIS_PROFILE", "default")
    from scipy.stats import binomtest

    chosen = {package: sampled(package, asked) for package in asked.packages or PACKAGES}
    package_of = {each.name: package for package, mutants in chosen.items() for each in mutants}
    survived, killed = [], dict.fromkeys(chosen, 0)
    for mutant, (outcome, by) in run([each for mutants in chosen.values() for each in mutants], asked.seconds):
        if outcome == "survived":
            survived.append(mutant)
        else:
            killed[package_of[mutant.name]] += 1
        if asked.only:
            print(mutant.name, outcome, by)
    for each in survived:
        print(f"{each.name}\n  line {each.lines[1]}: {each.before}\n  became {each.after}")
    for package, mutants in chosen.items():
        if mutants:
            share = binomtest(killed[package], len(mutants)).proportion_ci(0.95, method="exact")
            interval = f"{killed[package] / len(mutants):.1%} [{share.low:.1%}, {share.high:.1%}]"
            print(f"| `{package}` | {len(mutants)} | {killed[package]} | {interval} | {asked.seed} |")


if __name__ == "__main__":
    main()
