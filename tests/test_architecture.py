"""The structure: imports go down the layers, modules stay small, the package speaks of itself."""

import re
import tomllib
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src").rglob("*.py"))

FACADES = [
    ".".join(path.parent.relative_to(ROOT / "src").parts)
    for path in MODULES
    if path.name == "__init__.py"
    and path.parent.name != "datasets"  # which has functions of its own
    and re.search(r"^ *from mxus\.", path.read_text(encoding="utf-8"), re.MULTILINE)
]
"""Packages that hold the names of their modules, for those who use mxus."""


def test_imports_go_down_the_layers(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_stays_under_its_size(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_files_and_no_facade_above_it(path):
    facades = "|".join(re.escape(name) for name in FACADES)
    taken = re.compile(rf"^\s*(from (mxus|{facades}) import|import mxus$)")
    # The last of these is a facade that holds another, of the package below it.
    allowed = {"src/mxus/__init__.py", "src/mxus/tables/__init__.py"}
    found = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if taken.match(line) and not line.lstrip().startswith(">>>")
    ]
    assert str(path.relative_to(ROOT)) in allowed or not found


def test_no_unvalidated_back_door_is_used():
    doors = re.compile(r"\.model_copy\(|\.model_construct\(")
    assert not [path for path in MODULES if doors.search(path.read_text(encoding="utf-8"))]


def test_the_layers_of_the_contributors_guide_are_those_of_the_contract():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = guide.split("```text\n")[1].partition("```")[0].split("\n")
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert drawn[:-1] == contracts[0]["layers"]


def test_every_session_of_the_contributors_guide_exists():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    row = "\n".join(re.findall(r"^\| (`nox -s [^|]*) \|", guide, re.MULTILINE))
    named = set(re.findall(r"\w+", row.replace("nox -s ", "")))
    sessions = set(
        re.findall(r"^@nox\.session.*\ndef (\w+)", (ROOT / "noxfile.py").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named == sessions - {"tests", "slow"}
