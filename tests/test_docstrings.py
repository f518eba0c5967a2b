"""Every example in a docstring runs, and every public name has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import mxus

MODULES = [name for _, name, _ in pkgutil.walk_packages(mxus.__path__, "mxus.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_module_run(name):
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert outcome.failed == 0


def _public():
    for name in mxus.__all__:
        yield f"mxus.{name}", getattr(mxus, name)
    for package in (mxus.measures, mxus.plot, mxus.tables, mxus.tables.schemas, mxus.vocabulary):
        for name in package.__all__:
            yield f"{package.__name__}.{name}", getattr(package, name)


@pytest.mark.parametrize(("name", "found"), [pair for pair in _public() if callable(pair[1])])
def test_public_name_has_an_executed_example(name, found):
    assert ">>> " in (inspect.getdoc(found) or ""), f"{name} shows no example"
    if inspect.isclass(found):
        assert found.__doc__, f"{name} inherits its docstring"
