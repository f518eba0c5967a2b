"""The facade: one table names what is there; each name is typed, and costs nothing until used."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import mxus

STUB = ast.parse(Path(mxus.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
TABLE = {alias.name: node.module for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names}
MOVED = [(name, module) for module, names in mxus._MOVED.items() for name in names.split()]


@pytest.mark.parametrize("name", TABLE)
def test_public_name_resolves_to_what_its_type_says(name):
    found = getattr(mxus, name)
    if TABLE[name] == "mxus":
        assert found.__name__ == f"mxus.{name}"
    else:
        assert found is getattr(importlib.import_module(TABLE[name]), name)
        assert found.__module__ == TABLE[name]


def test_each_name_of_the_table_is_re_exported_once():
    aliases = [alias for node in STUB.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert all(alias.name == alias.asname for alias in aliases)
    assert len(aliases) == len(TABLE)


def test_all_names_are_listed_by_dir():
    assert set(dir(mxus)) == {*TABLE, "__version__"}
    assert set(TABLE) - set(mxus.__all__) == {"plot", "testing"}


def test_a_star_import_brings_the_names_and_needs_no_extra():
    script = "from mxus import *; import sys; print(load.__name__, Event.__name__, 'matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["load", "Event", "False"]


@pytest.mark.parametrize(("name", "module"), MOVED)
def test_a_name_that_moved_still_works_and_says_where_it_is(name, module):
    with pytest.warns(DeprecationWarning, match=rf"`from {module} import {name}`"):
        found = getattr(mxus, name)
    assert found is getattr(importlib.import_module(module), name)
    assert name not in TABLE


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'allignment'"):
        mxus.allignment  # noqa: B018


@pytest.mark.parametrize("name", ["measures.s_score", "vocabulary.Arena", "tables.iso3"])
def test_a_name_that_is_elsewhere_is_answered_with_its_module(name):
    with pytest.raises(AttributeError, match=f"there is mxus.{name}"):
        getattr(mxus, name.rpartition(".")[2])


def test_import_loads_no_library_and_no_data():
    heavy = (
        *("ast", "importlib.resources", "typing"),
        *("pydantic", "attrs", "numpy", "scipy", "pandas", "polars", "pyarrow", "narwhals", "networkx"),
        *("matplotlib", "edtf", "rich"),
    )
    script = f"import sys; before = set(sys.modules); import mxus; print({set(heavy)} & (set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_loading_the_article_imports_no_dataframe_and_no_date_parser():
    heavy = ("numpy", "scipy", "pandas", "polars", "pyarrow", "narwhals", "networkx", "edtf", "rich", "typer")
    script = f"import mxus, sys; mxus.load(); print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
