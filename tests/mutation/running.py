"""Run the tests that reach a change, in a fork of this process that has collected them and has made the change.

Functions are changed in place: their code objects are replaced, decorated or not, so that a mutant costs a fork and its
tests. What is made when a module is imported (fields, tables, defaults) is changed as the module is imported, in a fork
made before that: `Session` is for the former, `fresh` for the latter.
"""

import functools
import gc
import importlib.abc
import importlib.machinery
import json
import os
import resource
import signal
import sys
import time
import traceback
import types
from pathlib import Path

import coverage
import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import SOURCE

SPARE = 5.0
"""Seconds of processor time for a test beyond ten times what it takes: a fork may be the first to import something."""

MEMORY = 3 * 2**30
"""Bytes that a mutant may take beyond what the process has."""

QUIET = [
    "-o",
    "addopts=",
    "-p",
    "no:terminal",
    "-p",
    "no:cacheprovider",
    "-W",
    "ignore::pytest.PytestAssertRewriteWarning",
]
"""Options of pytest: nothing is printed or written, and packages may have been imported before."""


def in_fork(work):
    """Return what work returns in a fork, as JSON can hold it; the signal's name where it is killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            answer = {"found": work()}
        except BaseException:  # noqa: BLE001 - whatever it is, the parent raises it
            answer = {"raised": traceback.format_exc()}
        with os.fdopen(writing, "w") as out:
            json.dump(answer, out)
            out.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    status = os.waitpid(child, 0)[1]
    if text:
        found = json.loads(text)
        if "raised" in found:
            raise RuntimeError(found["raised"])
        return found["found"]
    return ["out of time" if os.WIFSIGNALED(status) else "killed", f"(ended with status {status})"]


def _limit(seconds):
    """End this process when it has used so much processor time, or waited for ten times as long."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, 10 * seconds)


def _limit_memory():
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, resource.RLIM_INFINITY))


def _forget():
    """Empty what was remembered while tests were collected."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper):
            each.cache_clear()


def _codes(code):
    yield code
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from _codes(each)


def _place(code):
    return code.co_filename, code.co_qualname, code.co_firstlineno


class Session:
    """A plugin of pytest that collects as always, and then does its own work with what is collected."""

    def __init__(self, work):
        self.work, self.functions, self.items = work, {}, {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session):
        self.items = {item.nodeid: item for item in session.items}
        for each in gc.get_objects():
            if isinstance(each, types.FunctionType):
                self.functions.setdefault(_place(each.__code__), []).append(each)
        gc.freeze()
        self.work(self)
        return True

    def timed(self, file):
        """Return each test of a file with its seconds and the lines it reaches; none for one that fails or skips."""
        return in_fork(lambda: self._timed([item for item in self.items.values() if item.path == file]))

    def _timed(self, items):
        _forget()
        measured = coverage.Coverage(data_file=None, include=[f"{SOURCE}/*"], config_file=False)
        tests = {}
        measured.start()
        for item, following in zip(items, [*items[1:], None], strict=True):
            measured.switch_context(item.nodeid)
            began = time.process_time()
            reports = runtestprotocol(item, nextitem=following, log=False)
            took = time.process_time() - began
            if all(report.passed for report in reports):
                tests[item.nodeid] = {"seconds": round(took, 3), "lines": {}}
        measured.stop()
        data = measured.get_data()
        for path in data.measured_files():
            for line, contexts in data.contexts_by_lineno(path).items():
                for context in set(contexts) & set(tests):
                    tests[context]["lines"].setdefault(path, []).append(line)
        return tests

    def tried(self, mutant, tests):
        """Return whether a change of a function is noticed, and by which test."""
        code = mutant.code
        return in_fork(lambda: self._tried(mutant, code, tests))

    def failing_unchanged(self, tests):
        """Return the tests that fail in a fork though nothing is changed: what they say of a change says nothing."""
        return in_fork(lambda: list(self._failing(tests)))

    def _tried(self, mutant, code, tests):
        try:
            module = compile(code, str(mutant.path), "exec")
        except SyntaxError as error:
            return "killed", f"is no Python: {error}"
        within = mutant.function
        for part in _codes(module):
            if part.co_qualname == within or part.co_qualname.startswith(f"{within}.<locals>"):
                for function in self.functions.get(_place(part), []):
                    if len(function.__code__.co_freevars) != len(part.co_freevars):
                        return "not in place", ""
                    function.__code__ = part
        failing = next(self._failing(tests), None)
        return ("killed", failing) if failing else ("survived", "")

    def _failing(self, tests):
        gc.unfreeze()
        _forget()
        _limit_memory()
        chosen = [self.items[name] for name in tests]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            _limit(10 * tests[item.nodeid] + SPARE)
            if any(report.failed for report in runtestprotocol(item, nextitem=following, log=False)):
                yield item.nodeid


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Imports one module with other text than its file has."""

    def __init__(self, mutant):
        self.mutant = mutant
        self.name = ".".join(mutant.path.relative_to(mutant.root).with_suffix("").parts).removesuffix(".__init__")

    def find_spec(self, fullname, _path, _target=None):
        if fullname != self.name:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, origin=str(self.mutant.path), is_package=self._package())

    def _package(self):
        return self.mutant.path.name == "__init__.py"

    def get_filename(self, _fullname):
        return str(self.mutant.path)

    def get_data(self, path):
        return self.mutant.code.encode() if path == str(self.mutant.path) else b""

    def is_package(self, _fullname):
        return self._package()


def fresh(mutant, tests):
    """Return whether a change of what is made at import is noticed; this process must not have imported the module."""
    assert _Changed(mutant).name not in sys.modules
    return in_fork(lambda: _fresh(mutant, tests))


def _fresh(mutant, tests):
    sys.meta_path.insert(0, _Changed(mutant))
    _limit_memory()
    _limit(10 * sum(tests.values()) + 12 * SPARE)
    failed = []

    class Noticed:
        def pytest_runtest_logreport(self, report):
            failed.extend([report.nodeid] if report.failed else [])

    status = pytest.main(["-x", *QUIET, *tests], plugins=[Noticed()])
    return ("killed", failed[0] if failed else "cannot be imported") if status else ("survived", "")
