"""Shared fixtures, and the three profiles of Hypothesis."""

import os
import sys
from pathlib import Path

import pytest
from backends import KINDS, Backend, spark_session
from hypothesis import HealthCheck, settings
from making import full_dataset

import mxus

settings.register_profile("brief", max_examples=15, deadline=None, derandomize=True)
settings.register_profile("default", max_examples=40, deadline=None, derandomize=True)
settings.register_profile(
    "thorough", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("MXUS_HYPOTHESIS_PROFILE", "default"))


# No window opens, also where there is a screen.
os.environ.setdefault("MPLBACKEND", "agg")


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
