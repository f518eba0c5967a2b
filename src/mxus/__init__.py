"""Typed domain models for research on relations between countries that a text describes.

A text becomes data: actors, policies, trade links, events, positions and claims, each anchored to its passage, and
indices that lead back to those passages. ``mxus.load()`` is one article on the Mexico-US relationship, fully coded.

The public names are imported when first used, from the modules that ``__init__.pyi`` names, so that ``import mxus``
costs nothing to those who need only a part. Names used less often are in their modules: see the API pages.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # as the module typing has it, which takes longer to import than all else here
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_MOVED = {
    "mxus.analysis.alignment": "AlignmentResult",
    "mxus.analysis.balance": "BalanceResult",
    "mxus.analysis.bargain": "Bargain BargainPart Bargains",
    "mxus.analysis.compensation": "CompensationResult",
    "mxus.analysis.cooperation": "CooperationResult",
    "mxus.analysis.dependence": "DependenceResult",
    "mxus.analysis.discourse": "Discourse DiscourseTie",
    "mxus.analysis.network": "SignedNetwork SignedTie sign_of",
    "mxus.analysis.sensitivity": "Change Sensitivity sign_of_value",
    "mxus.authoring.project_schema": "project_schema",
    "mxus.authoring.relocation": "Lost Moved Relocation",
    "mxus.dataset.coverage": "Coverage Sentence",
    "mxus.dataset.document": "Document",
    "mxus.dataset.verification": "Discrepancy Verification",
    "mxus.exchange.formats.data_package_reading": "read_data_package",
    "mxus.exchange.formats.dna_statements": "DnaStatement read_dna_statements",
    "mxus.exchange.losses": "Exported Loss LossReport",
    "mxus.intercoder.adjudication": "Dispute disputes ledger_of read_ledger",
    "mxus.intercoder.comparison": "Comparison",
    "mxus.values.contribution": "Contribution",
    "mxus.values.interval": "Bound",
}
"""Names that were here in version 0.1, by the module that has them; each warns until the next version."""

_NEED_EXTRAS = ("plot", "testing")
"""Subpackages that `from mxus import *` leaves out, since they cannot be imported without an extra."""


def _table() -> dict[str, str]:
    """Return the module of each public name, as the stub imports it; ``mxus`` itself for a subpackage."""
    if "_module_of" not in globals():
        # Imported here, since a program that only asks for the version needs neither.
        ast, resources = importlib.import_module("ast"), importlib.import_module("importlib.resources")
        stub = ast.parse(resources.files("mxus").joinpath("__init__.pyi").read_text(encoding="utf-8"))
        globals()["_module_of"] = {
            alias.name: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names
        }
    table: dict[str, str] = globals()["_module_of"]
    return table


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public name)
    if name == "__all__":
        globals()[name] = sorted(each for each in _table() if each not in _NEED_EXTRAS)
        return globals()[name]
    if name.startswith("_"):
        raise AttributeError(f"module 'mxus' has no attribute {name!r}")
    module = _table().get(name)
    if module == "mxus":
        return importlib.import_module(f"mxus.{name}")
    if module is not None:
        globals()[name] = getattr(importlib.import_module(module), name)
        return globals()[name]
    for module, names in _MOVED.items():
        if name in names.split():
            message = f"mxus.{name} is deprecated and will be removed: use `from {module} import {name}`"
            importlib.import_module("warnings").warn(message, DeprecationWarning, stacklevel=2)
            return getattr(importlib.import_module(module), name)
    elsewhere = [each for each, module in _table().items() if module == "mxus" and _has(each, name)]
    hint = "".join(f"; there is mxus.{each}.{name}" for each in elsewhere)
    raise AttributeError(f"module 'mxus' has no attribute {name!r}{hint}")


def _has(subpackage: str, name: str) -> bool:
    """Return whether a name is public in a subpackage, whose own packages may not be installed."""
    try:
        return name in importlib.import_module(f"mxus.{subpackage}").__all__
    except ImportError:
        return False


def __dir__() -> list[str]:
    return sorted([*_table(), "__version__"])
