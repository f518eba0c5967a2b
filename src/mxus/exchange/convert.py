"""The formats a dataset can be written in, by name, and the one way to write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, get_args

from mxus.dataset.dataset import Dataset
from mxus.dataset.required import require_dataset
from mxus.errors import InvalidValueError, nearest_names, shown
from mxus.exchange.formats.citation import citation
from mxus.exchange.formats.croissant import croissant
from mxus.exchange.formats.data_package import data_package
from mxus.exchange.formats.dna_statements import dna_statements
from mxus.exchange.formats.ftm_statements import ftm_statements
from mxus.exchange.formats.graphml import graphml
from mxus.exchange.formats.parquet import parquet
from mxus.exchange.formats.plover_records import plover
from mxus.exchange.formats.prov_json import prov_json
from mxus.exchange.formats.qda_codebook import qda_codebook
from mxus.exchange.formats.web_annotations import web_annotations
from mxus.exchange.losses import Exported, LossReport
from mxus.exchange.sets import write_set

__all__ = ["FORMATS", "Format", "export_as", "exported"]

Format = Literal[
    "annotations", "citation", "croissant", "datapackage", "dna", "ftm", "graphml", "parquet", "plover", "prov", "qdc"
]
"""Names of the formats."""

FORMATS: Final[dict[Format, Callable[[Dataset], Exported]]] = {
    "annotations": web_annotations,
    "citation": citation,
    "croissant": croissant,
    "datapackage": data_package,
    "dna": dna_statements,
    "ftm": ftm_statements,
    "graphml": graphml,
    "parquet": parquet,
    "plover": plover,
    "prov": prov_json,
    "qdc": qda_codebook,
}
"""By name: what makes the files of a format."""


def exported(dataset: Dataset, format: Format) -> Exported:  # noqa: A002 (what it is)
    """Return a dataset in another format, as files in memory, with the report of what is left behind.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    format : str
        ``"datapackage"`` (Frictionless), ``"croissant"``, ``"parquet"``, ``"plover"``, ``"annotations"`` (W3C),
        ``"prov"``, ``"ftm"`` (FollowTheMoney), ``"graphml"``, ``"dna"``, ``"qdc"`` (REFI-QDA) or ``"citation"``.

    Raises
    ------
    InvalidValueError
        If there is no such format.
    MissingExtraError
        If the format needs a package that is not installed: networkx for GraphML, pyarrow for Parquet.

    Examples
    --------
    >>> import mxus
    >>> made = mxus.exported(mxus.load(), "prov")
    >>> list(made.files), made.report.lossless
    (['rojas-2025.prov.json'], False)
    """
    require_dataset(dataset)
    if not isinstance(format, str) or format not in FORMATS:
        nearest = nearest_names(str(format), get_args(Format))
        hint = f" (nearest: {', '.join(map(repr, nearest))})" if nearest else ""
        raise InvalidValueError(f"found format {shown(format)}; expected one of {', '.join(FORMATS)}{hint}")
    return FORMATS[format](dataset)


def export_as(dataset: Dataset, format: Format, folder: str | Path) -> tuple[tuple[Path, ...], LossReport]:  # noqa: A002 (what it is)
    """Write a dataset in another format.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    format : str
        As for :func:`exported`.
    folder : str or Path
        Made where it does not exist; files of the same names are replaced, tables of an older export that the new one
        does not have are removed, others left alone.

    Returns
    -------
    tuple of (tuple of Path, LossReport)
        The files written, and what the format leaves behind.

    Raises
    ------
    InvalidValueError, MissingExtraError
        As for :func:`exported`.
    UnreadableFileError
        If the folder cannot be made or a file not be written there.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files, report = mxus.export_as(mxus.load(), "plover", folder)
    >>> [path.name for path in files]
    ['rojas-2025.plover.jsonl']
    """
    made = exported(dataset, format)
    return write_set(folder, made.files), made.report
