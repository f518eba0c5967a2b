"""Every example in a docstring runs, and every public name has one."""

import doctest
import importlib
import inspect
import pkgutil

import pytest
from public_api import modules

import mxus

MODULES = [name for _, name, _ in pkgutil.walk_packages(mxus.__path__, "mxus.")]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_module_run(name):
    outcome = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert outcome.failed == 0


def _public():
    for module, names in modules().items():
        if module not in {"mxus.testing", "mxus.selftest.golden"}:
            for name in names:
                yield f"{module}.{name}", getattr(importlib.import_module(module), name)


@pytest.mark.parametrize(("name", "found"), [pair for pair in _public() if callable(pair[1])])
def test_public_name_has_an_executed_example(name, found):
    assert ">>> " in (inspect.getdoc(found) or ""), f"{name} shows no example"
    if inspect.isclass(found):
        assert found.__doc__, f"{name} inherits its docstring"
