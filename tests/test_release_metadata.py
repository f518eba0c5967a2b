"""What is said of the release in several places is the same everywhere."""

import re
import tomllib
from importlib import metadata, resources
from pathlib import Path

import mxus

ROOT = Path(__file__).parents[1]
CITATION = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_version_is_the_same_everywhere():
    assert metadata.version("mxus") == mxus.__version__
    assert f"\nversion: {mxus.__version__}\n" in CITATION


def test_licence_is_the_same_everywhere():
    assert PROJECT["license"] == "MIT"
    assert "\nlicense: MIT\n" in CITATION
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")


def test_package_is_typed_and_holds_its_data():
    files = {file.name for file in resources.files("mxus").iterdir()}
    assert "py.typed" in files
    assert mxus.available() == ("rojas-2025", "rojas-2025-first", "rojas-2025-second")


def test_every_extra_that_a_message_names_exists():
    named = set()
    for path in (ROOT / "src").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        named |= set(re.findall(r'needed\([^)]*extra="([a-z]+)"', source))
    assert named | {"tables", "pandas", "pyarrow"} <= set(PROJECT["optional-dependencies"])
