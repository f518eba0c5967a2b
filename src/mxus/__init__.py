"""Typed domain models for research on relations between countries that a text describes.

A text becomes data: actors, policies, trade links, events, positions and claims, each anchored to its passage, and
indices that lead back to those passages. ``mxus.load()`` is one article on the Mexico-US relationship, fully coded.

Names are imported when first used, so that ``import mxus`` costs nothing to those who need only a part.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # as the module typing has it, which takes longer to import than all else here
if TYPE_CHECKING:
    from typing import Any

    from mxus import errors, measures, plot, tables, testing, vocabulary
    from mxus.analysis.alignment import AlignmentResult, alignment
    from mxus.analysis.balance import BalanceResult, balance
    from mxus.analysis.bargain import Bargain, BargainPart, Bargains, bargain
    from mxus.analysis.compensation import CompensationResult, compensation
    from mxus.analysis.cooperation import CooperationResult, cooperation
    from mxus.analysis.dependence import DependenceResult, dependence
    from mxus.analysis.discourse import Discourse, DiscourseTie, discourse
    from mxus.analysis.explanation import explain
    from mxus.analysis.network import SignedNetwork, SignedTie, sign_of, signed_network
    from mxus.analysis.sensitivity import Change, Sensitivity, sensitivity, sign_of_value
    from mxus.authoring.beginning import start_project
    from mxus.authoring.project import lock
    from mxus.authoring.project_schema import project_schema
    from mxus.authoring.quotes import SourceText
    from mxus.authoring.relocation import Lost, Moved, Relocation, relocate
    from mxus.dataset.coverage import Coverage, Sentence, coverage
    from mxus.dataset.dataset import Dataset
    from mxus.dataset.document import Document, Uncoded
    from mxus.dataset.verification import Discrepancy, Verification
    from mxus.datasets import available, load
    from mxus.errors import (
        InvalidDataError,
        InvalidValueError,
        MissingExtraError,
        MxusError,
        Problem,
        UnknownIdError,
        UnreadableFileError,
    )
    from mxus.exchange.codebook import codebook
    from mxus.exchange.convert import export_as, exported
    from mxus.exchange.csv_tables import export
    from mxus.exchange.formats.data_package_reading import read_data_package
    from mxus.exchange.formats.dna_statements import DnaStatement, read_dna_statements
    from mxus.exchange.json_document import read, write
    from mxus.exchange.json_schema import schema
    from mxus.exchange.losses import Exported, Loss, LossReport
    from mxus.exchange.verify import verify
    from mxus.intercoder.adjudication import Dispute, disputes, ledger_of, merge, read_ledger
    from mxus.intercoder.comparison import Comparison, compare
    from mxus.records.actor import Actor, Membership, Office
    from mxus.records.base import Link
    from mxus.records.claim import Claim
    from mxus.records.event import Event
    from mxus.records.evidence import Evidence
    from mxus.records.policy import Parameter, Policy
    from mxus.records.position import Position
    from mxus.records.source import Paragraph, Source
    from mxus.records.trade_link import TradeLink
    from mxus.report.html.document import report_page
    from mxus.values.contribution import Contribution
    from mxus.values.interval import Bound, Interval, Undefined
    from mxus.values.locator import Locator
    from mxus.values.period import Period
    from mxus.values.quantity import Quantity
    from mxus.values.reference import Reference
    from mxus.values.result import GroupedResult, Result

__version__ = "0.1.0"

_MODULE_OF = {
    "AlignmentResult": "mxus.analysis.alignment",
    "alignment": "mxus.analysis.alignment",
    "CompensationResult": "mxus.analysis.compensation",
    "compensation": "mxus.analysis.compensation",
    "BalanceResult": "mxus.analysis.balance",
    "balance": "mxus.analysis.balance",
    "Bargain": "mxus.analysis.bargain",
    "BargainPart": "mxus.analysis.bargain",
    "Bargains": "mxus.analysis.bargain",
    "bargain": "mxus.analysis.bargain",
    "Comparison": "mxus.intercoder.comparison",
    "compare": "mxus.intercoder.comparison",
    "CooperationResult": "mxus.analysis.cooperation",
    "cooperation": "mxus.analysis.cooperation",
    "DependenceResult": "mxus.analysis.dependence",
    "dependence": "mxus.analysis.dependence",
    "Discourse": "mxus.analysis.discourse",
    "DiscourseTie": "mxus.analysis.discourse",
    "discourse": "mxus.analysis.discourse",
    "explain": "mxus.analysis.explanation",
    "SignedNetwork": "mxus.analysis.network",
    "SignedTie": "mxus.analysis.network",
    "sign_of": "mxus.analysis.network",
    "signed_network": "mxus.analysis.network",
    "Change": "mxus.analysis.sensitivity",
    "Sensitivity": "mxus.analysis.sensitivity",
    "sensitivity": "mxus.analysis.sensitivity",
    "sign_of_value": "mxus.analysis.sensitivity",
    "Dispute": "mxus.intercoder.adjudication",
    "disputes": "mxus.intercoder.adjudication",
    "ledger_of": "mxus.intercoder.adjudication",
    "merge": "mxus.intercoder.adjudication",
    "read_ledger": "mxus.intercoder.adjudication",
    "start_project": "mxus.authoring.beginning",
    "lock": "mxus.authoring.project",
    "project_schema": "mxus.authoring.project_schema",
    "SourceText": "mxus.authoring.quotes",
    "Lost": "mxus.authoring.relocation",
    "Moved": "mxus.authoring.relocation",
    "Relocation": "mxus.authoring.relocation",
    "relocate": "mxus.authoring.relocation",
    "Coverage": "mxus.dataset.coverage",
    "Sentence": "mxus.dataset.coverage",
    "coverage": "mxus.dataset.coverage",
    "Dataset": "mxus.dataset.dataset",
    "Document": "mxus.dataset.document",
    "Uncoded": "mxus.dataset.document",
    "Discrepancy": "mxus.dataset.verification",
    "Verification": "mxus.dataset.verification",
    "available": "mxus.datasets",
    "load": "mxus.datasets",
    "InvalidDataError": "mxus.errors",
    "InvalidValueError": "mxus.errors",
    "MissingExtraError": "mxus.errors",
    "MxusError": "mxus.errors",
    "Problem": "mxus.errors",
    "UnknownIdError": "mxus.errors",
    "UnreadableFileError": "mxus.errors",
    "codebook": "mxus.exchange.codebook",
    "export": "mxus.exchange.csv_tables",
    "read_data_package": "mxus.exchange.formats.data_package_reading",
    "DnaStatement": "mxus.exchange.formats.dna_statements",
    "read_dna_statements": "mxus.exchange.formats.dna_statements",
    "export_as": "mxus.exchange.convert",
    "exported": "mxus.exchange.convert",
    "Exported": "mxus.exchange.losses",
    "Loss": "mxus.exchange.losses",
    "LossReport": "mxus.exchange.losses",
    "read": "mxus.exchange.json_document",
    "write": "mxus.exchange.json_document",
    "schema": "mxus.exchange.json_schema",
    "verify": "mxus.exchange.verify",
    "report_page": "mxus.report.html.document",
    "Actor": "mxus.records.actor",
    "Membership": "mxus.records.actor",
    "Office": "mxus.records.actor",
    "Link": "mxus.records.base",
    "Claim": "mxus.records.claim",
    "Event": "mxus.records.event",
    "Evidence": "mxus.records.evidence",
    "Parameter": "mxus.records.policy",
    "Policy": "mxus.records.policy",
    "Position": "mxus.records.position",
    "Paragraph": "mxus.records.source",
    "Source": "mxus.records.source",
    "TradeLink": "mxus.records.trade_link",
    "Locator": "mxus.values.locator",
    "Period": "mxus.values.period",
    "Quantity": "mxus.values.quantity",
    "Reference": "mxus.values.reference",
    "Bound": "mxus.values.interval",
    "Contribution": "mxus.values.contribution",
    "GroupedResult": "mxus.values.result",
    "Interval": "mxus.values.interval",
    "Result": "mxus.values.result",
    "Undefined": "mxus.values.interval",
}

_SUBPACKAGES = ("errors", "measures", "plot", "tables", "testing", "vocabulary")

__all__ = [
    "Actor",
    "AlignmentResult",
    "BalanceResult",
    "Bargain",
    "BargainPart",
    "Bargains",
    "Bound",
    "Change",
    "Claim",
    "Comparison",
    "CompensationResult",
    "Contribution",
    "CooperationResult",
    "Coverage",
    "Dataset",
    "DependenceResult",
    "Discourse",
    "DiscourseTie",
    "Discrepancy",
    "Dispute",
    "DnaStatement",
    "Document",
    "Event",
    "Evidence",
    "Exported",
    "GroupedResult",
    "Interval",
    "InvalidDataError",
    "InvalidValueError",
    "Link",
    "Locator",
    "Loss",
    "LossReport",
    "Lost",
    "Membership",
    "MissingExtraError",
    "Moved",
    "MxusError",
    "Office",
    "Paragraph",
    "Parameter",
    "Period",
    "Policy",
    "Position",
    "Problem",
    "Quantity",
    "Reference",
    "Relocation",
    "Result",
    "Sensitivity",
    "Sentence",
    "SignedNetwork",
    "SignedTie",
    "Source",
    "SourceText",
    "TradeLink",
    "Uncoded",
    "Undefined",
    "UnknownIdError",
    "UnreadableFileError",
    "Verification",
    "alignment",
    "available",
    "balance",
    "bargain",
    "codebook",
    "compare",
    "compensation",
    "cooperation",
    "coverage",
    "dependence",
    "discourse",
    "disputes",
    "errors",
    "explain",
    "export",
    "export_as",
    "exported",
    "ledger_of",
    "load",
    "lock",
    "measures",
    "merge",
    "plot",
    "project_schema",
    "read",
    "read_data_package",
    "read_dna_statements",
    "read_ledger",
    "relocate",
    "report_page",
    "schema",
    "sensitivity",
    "sign_of",
    "sign_of_value",
    "signed_network",
    "start_project",
    "tables",
    "testing",
    "verify",
    "vocabulary",
    "write",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any public name)
    if name in _SUBPACKAGES:
        return importlib.import_module(f"mxus.{name}")
    if name in _MODULE_OF:
        found = getattr(importlib.import_module(_MODULE_OF[name]), name)
        globals()[name] = found
        return found
    elsewhere = [] if name.startswith("_") else [each for each in _SUBPACKAGES if _has(each, name)]
    hint = "".join(f"; there is mxus.{each}.{name}" for each in elsewhere)
    raise AttributeError(f"module 'mxus' has no attribute {name!r}{hint}")


def _has(subpackage: str, name: str) -> bool:
    """Return whether a name is public in a subpackage, whose own packages may not be installed."""
    try:
        return name in importlib.import_module(f"mxus.{subpackage}").__all__
    except ImportError:
        return False


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
