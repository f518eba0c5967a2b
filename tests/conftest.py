"""Shared fixtures, the profiles of Hypothesis, and which tests are slow."""

import os
import sys
from pathlib import Path

import pytest
from backends import KINDS, Backend, spark_session
from hypothesis import HealthCheck, settings
from making import full_dataset

import mxus

settings.register_profile("default", max_examples=15, deadline=None, derandomize=True)
for profile, examples in (("thorough", 100), ("exhaustive", 1000)):
    settings.register_profile(
        profile,
        max_examples=examples,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("MXUS_HYPOTHESIS_PROFILE", "default"))

SLOW = frozenset(Path(__file__).with_name("slow.txt").read_text(encoding="utf-8").splitlines())
"""Tests that take more than half a second of CPU; `python tests/slowest.py` writes the list anew."""

# No window opens, also where there is a screen.
os.environ.setdefault("MPLBACKEND", "agg")


def pytest_collection_modifyitems(items):
    """Mark the slow tests, before pytest leaves out those that are not asked for."""
    for item in items:
        if item.nodeid in SLOW:
            item.add_marker("slow")


def pytest_terminal_summary(terminalreporter, config):
    """Say what was left out, and how to run it."""
    left = sum("slow" in item.keywords for item in terminalreporter.stats.get("deselected", ()))
    if left and config.getoption("markexpr") == "not slow":
        terminalreporter.write_line(
            f"{left} slow tests were left out: run them with `python -m pytest -m slow`. "
            "`nox --list` names what else there is: benchmarks, thorough laws, fuzzing, other Pythons."
        )


@pytest.fixture(autouse=True)
def _figures_closed():
    """No figure of pyplot is left by a test."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


@pytest.fixture(scope="session")
def ds() -> mxus.Dataset:
    """The bundled coding."""
    return mxus.load()


@pytest.fixture(scope="session")
def full() -> mxus.Dataset:
    """A dataset in which every field of every record is filled."""
    return full_dataset()


@pytest.fixture(scope="session")
def article() -> str:
    """A copy of the coded article, which is not ours to ship."""
    path = os.environ.get("MXUS_ARTICLE")
    if not path:
        pytest.skip("MXUS_ARTICLE does not name a copy of the article")
    return Path(path).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def article_path(article: str) -> Path:
    """Where the copy of the article is."""
    return Path(os.environ["MXUS_ARTICLE"])


@pytest.fixture(scope="session")
def reference() -> Path:
    """A folder of values computed by other people's software."""
    path = os.environ.get("MXUS_REFERENCE")
    if not path:
        pytest.skip("MXUS_REFERENCE does not name the folder of reference values")
    return Path(path)


@pytest.fixture(scope="session")
def spark():
    """A session of Spark on this machine."""
    with spark_session() as session:
        yield session


@pytest.fixture(params=KINDS)
def backend(request) -> Backend:
    """Each kind of frame in turn."""
    return Backend(request.param, request.getfixturevalue("spark") if request.param == "pyspark" else None)
