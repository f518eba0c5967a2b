"""The codebook's tables: every field and every term, from the JSON Schema, which is made from the models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from mxus.exchange.json_schema import schema
from mxus.records.base import ID_PATTERN
from mxus.values.text import LINES, PLAIN
from mxus.vocabulary.plover import EventMode
from mxus.vocabulary.plover_tables import INTENSITY, QUAD_CLASSES

__all__ = ["codebook"]

_LIMITS: Final = {
    "minimum": "from {}",
    "maximum": "to {}",
    "minLength": "from {} characters",
    "maxLength": "to {} characters",
    "minItems": "at least {}",
    "pattern": "like `{}`",
    "const": "always {}",
    "enum": "{}",
}
_PATTERNS: Final = {
    ID_PATTERN: "lower-case words joined by hyphens",
    PLAIN: "one line",
    LINES: "without control characters",
}
_PLAIN: Final = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}


def codebook() -> str:
    """Return the codebook's tables as Markdown: fields of documents, records, parts and values, then all terms.

    Returns
    -------
    str
        Made from the models at each call, so that it says what the package checks: what a field holds, whether it is
        required, its range and its meaning.

    Examples
    --------
    >>> lines = codebook().splitlines()
    >>> "## Event" in lines, "## Arena" in lines
    (True, True)
    """
    document = schema()
    definitions: dict[str, Any] = document["$defs"]
    models = {"Document": document, **{name: part for name, part in definitions.items() if "properties" in part}}
    vocabularies = {name: part for name, part in definitions.items() if "oneOf" in part}
    fields = [_fields(name, part) for name, part in models.items()]
    terms = [_terms(name, part) for name, part in vocabularies.items()]
    return "\n\n".join(["# Fields", *fields, "# Terms", *terms, _scores()]) + "\n"


def _fields(name: str, model: Mapping[str, Any]) -> str:
    rows = [
        (
            f"`{field}`",
            _holds(part),
            "yes" if field in model.get("required", ()) else "",
            _range(part),
            part["description"],
        )
        for field, part in model["properties"].items()
    ]
    return _section(name, model["description"], ("field", "holds", "required", "range", "meaning"), rows)


def _holds(part: Mapping[str, Any]) -> str:
    """Say what a field holds: plain content, ids of records, a term, a part, or several of these."""
    if "x-refers-to" in part:
        return f"id of {' or '.join(kind.replace('_', ' ') for kind in part['x-refers-to'])}"
    if "$ref" in part:
        name: str = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in part:
        return " or ".join(_holds(each) for each in part["anyOf"] if each.get("type") != "null")
    if part.get("type") == "array":
        return f"several: {_holds(part['items'])}"
    return _PLAIN.get(part.get("type", "string"), "text")


def _range(part: Mapping[str, Any]) -> str:
    """Say which values of its kind a field takes."""
    limits = [
        _PATTERNS.get(part[limit]) or said.format(_listed(part[limit]))
        if limit == "pattern"
        else said.format(_listed(part[limit]))
        for limit, said in _LIMITS.items()
        if limit in part
    ]
    if not limits and "anyOf" in part:
        limits = [_range(each) for each in part["anyOf"] if each.get("type") != "null"]
    return ", ".join(filter(None, limits))


def _listed(limit: Any) -> str:  # noqa: ANN401 (a number, a pattern or a list of terms)
    return " or ".join(map(str, limit)) if isinstance(limit, list) else str(limit)  # pyright: ignore[reportUnknownArgumentType]


def _terms(name: str, vocabulary: Mapping[str, Any]) -> str:
    rows = [(f"`{term['const']}`", term["description"]) for term in vocabulary["oneOf"]]
    return _section(name, vocabulary["description"], ("term", "meaning"), rows)


def _scores() -> str:
    def said(mode: EventMode | None) -> str:
        return "" if mode is None else f"`{mode}`"

    rows = [
        (f"`{kind}`", said(mode), QUAD_CLASSES[kind].name.lower().replace("_", " "), f"{score:+g}")
        for kind, modes in INTENSITY.items()
        for mode, score in modes.items()
    ]
    head = ("type", "mode", "quad class", "intensity")
    return _section("Quad class and intensity", "By type and mode of event.", head, rows)


def _section(title: str, summary: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    table = [head, ("---",) * len(head), *rows]
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in table]
    return "\n".join([f"## {title}", "", summary, "", *lines])
