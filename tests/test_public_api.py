"""The facade: what it names is there, typed, and costs nothing until used."""

import ast
import inspect
import subprocess
import sys

import pytest

import mxus


@pytest.mark.parametrize("name", mxus.__all__)
def test_public_name_resolves_to_what_its_type_says(name):
    tree = ast.parse(inspect.getsource(mxus))
    typed = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("mxus")
        for alias in node.names
    }
    found = getattr(mxus, name)
    if inspect.ismodule(found):
        assert typed[name] == "mxus"
        assert found.__name__ == f"mxus.{name}"
    else:
        assert typed[name] == found.__module__


def test_all_names_are_listed_by_dir():
    assert set(mxus.__all__) < set(dir(mxus))


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'allignment'"):
        mxus.allignment  # noqa: B018


@pytest.mark.parametrize("name", ["measures.s_score", "vocabulary.Arena", "tables.iso3"])
def test_a_name_that_is_elsewhere_is_answered_with_its_module(name):
    with pytest.raises(AttributeError, match=f"there is mxus.{name}"):
        getattr(mxus, name.rpartition(".")[2])


def test_import_loads_no_library_and_no_data():
    heavy = (
        "pydantic",
        "attrs",
        "numpy",
        "scipy",
        "pandas",
        "polars",
        "pyarrow",
        "narwhals",
        "networkx",
        "matplotlib",
        "edtf",
        "rich",
    )
    script = f"import mxus, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_loading_the_article_imports_no_dataframe_and_no_date_parser():
    heavy = ("numpy", "scipy", "pandas", "polars", "pyarrow", "narwhals", "networkx", "edtf", "rich", "typer")
    script = f"import mxus, sys; mxus.load(); print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
