"""The structure: imports go down the layers, modules stay small, the package speaks of itself."""

import re
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "src").rglob("*.py"))


def test_imports_go_down_the_layers(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", cache_dir=None)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_stays_under_its_size(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_files_and_no_facade_above_it(path):
    layers = "records|vocabulary|dataset|exchange|analysis|values|measures|tables|plot"
    facades = rf"^\s*(from mxus(\.({layers}))? import|import mxus$)"
    # The last of these is a facade that holds another, of the package below it.
    allowed = {"src/mxus/__init__.py", "src/mxus/cli/app.py", "src/mxus/tables/__init__.py"}
    found = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(facades, line) and not line.lstrip().startswith(">>>")
    ]
    assert str(path.relative_to(ROOT)) in allowed or not found


def test_no_unvalidated_back_door_is_used():
    doors = re.compile(r"\.model_copy\(|\.model_construct\(")
    assert not [path for path in MODULES if doors.search(path.read_text(encoding="utf-8"))]
