"""From pydantic's errors to ours: a path, what was found, what would be accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mxus.errors import Problem, nearest_names, shown
from mxus.records._fields import fields_of, held_types
from mxus.vocabulary.countries import country_of

__all__ = ["BrokenRules", "json_path", "problems_of"]

_PHRASES = {
    "missing": "expected this required field",
    "json_invalid": "expected well-formed JSON",
    "too_short": "expected at least {min_length} of these",
    "string_too_short": "expected at least {min_length} character(s)",
    "string_too_long": "expected at most {max_length} characters",
    "string_pattern_mismatch": "expected a string matching {pattern}",
    "finite_number": "expected a finite number",
    "is_instance_of": "expected the type {class}",
    "model_type": "expected the type {class_name}, or a dictionary of its fields",
    "tuple_type": "expected a tuple or a list",
    "enum": "expected one of {expected}",
    "literal_error": "expected {expected}",
    "union_tag_invalid": "expected kind {expected_tags}",
    "union_tag_not_found": "expected a field 'kind'",
}
_MOST_HINTS = 25
"""Misspelt fields and terms of one input for which the nearest known ones are looked for: each takes a comparison."""

_ID_PHRASE = "expected lower-case words joined by hyphens"
_PLAIN_PHRASE = "expected text without control characters"
_SIMPLE_KEY = re.compile(r"[A-Za-z_]\w*")


class BrokenRules(ValueError):  # noqa: N818 (never leaves the package: problems_of takes it apart)
    """Rules between the fields of one model that do not hold: the field and the problem of each."""

    def __init__(self, rules: Sequence[tuple[str, str]]) -> None:
        self.rules = tuple(rules)
        super().__init__("; ".join(problem for _, problem in rules))


def json_path(location: Sequence[str | int]) -> str:
    """Return the JSONPath of a location.

    Examples
    --------
    >>> json_path(("events", 12, "recipients", 0))
    '$.events[12].recipients[0]'
    >>> json_path(("odd key",))
    "$['odd key']"
    """

    def written(step: str | int) -> str:
        simple = isinstance(step, str) and _SIMPLE_KEY.fullmatch(step) is not None
        return f".{step}" if simple else f"[{step!r}]"

    return "$" + "".join(map(written, location))


def problems_of(error: ValidationError, model: type[Any]) -> Iterator[Problem]:
    """Yield our problems for each of pydantic's, those of rules between fields one by one."""
    errors = error.errors(include_url=False)
    inside = {each["loc"][:depth] for each in errors for depth in range(len(each["loc"]))}
    known: dict[tuple[str | int, ...], list[str]] = {}
    hinted = 0
    for details in errors:
        location = details["loc"]
        if details["type"] == "too_short" and location in inside:
            continue  # not too few, but some of them broken, which is reported already
        cause = details.get("ctx", {}).get("error")
        if isinstance(cause, BrokenRules):
            for field, message in cause.rules:
                yield Problem(json_path((*location, field) if field else location), message)
        elif details["type"] == "value_error":
            yield Problem(json_path(location), str(cause))
        elif details["type"] == "extra_forbidden":
            above = location[:-1]
            if above not in known:
                known[above] = _fields_at(model, above)
            yield Problem(
                json_path(location), _unknown_field(str(location[-1]), known[above], hint=hinted < _MOST_HINTS)
            )
            hinted += 1
        else:
            yield Problem(json_path(location), _message(details, model, hint=hinted < _MOST_HINTS))
            hinted += details["type"] == "is_instance_of"


def _message(details: ErrorDetails, model: type[Any], *, hint: bool) -> str:
    kind, found = details["type"], details["input"]
    context = details.get("ctx", {})
    if kind == "json_invalid":
        return f"found text that breaks off or is malformed ({context.get('error')}); {_PHRASES[kind]}"
    if kind == "missing":
        return f"found nothing; {_PHRASES[kind]}"
    if kind == "string_pattern_mismatch":
        pattern = str(context.get("pattern"))
        special = _ID_PHRASE if "(?:-" in pattern else _PLAIN_PHRASE if pattern.startswith("^[^") else None
        if pattern == "^[A-Z]{3}$":
            country = country_of(str(found))
            special = f"expected an ISO 3166 alpha-3 code such as {country or 'MEX'}"
        if special is not None:
            return f"found {shown(found)}; {special}"
    phrase = _PHRASES.get(kind)
    if phrase is None:
        expected = re.sub(r"^Input should be ", "", details["msg"])
        return f"found {shown(found)}; expected {expected[0].lower()}{expected[1:]}"
    if kind == "is_instance_of" and context.get("class") == "Period":
        phrase = "expected a Period or EDTF text, such as '2025-10'"
    nearest = _nearest_term(found, model, details["loc"]) if kind == "enum" and hint else ""
    return f"found {shown(found)}; {phrase.format(**context)}{nearest}"


def _unknown_field(name: str, known: Sequence[str], *, hint: bool) -> str:
    nearest = nearest_names(name, known) if hint else ()
    nearby = f" (nearest: {', '.join(map(repr, nearest))})" if nearest else ""
    return f"found unknown field {shown(name)}; expected only {', '.join(known)}{nearby}"


def _nearest_term(found: object, model: type[Any], location: Sequence[str | int]) -> str:
    """Return the terms nearest to text where one of a vocabulary is expected."""
    if not isinstance(found, str):
        return ""
    terms = [str(term) for kind in _types_at(model, location) if issubclass(kind, Enum) for term in kind]
    nearest = nearest_names(found, terms)
    return f" (nearest: {', '.join(map(repr, nearest))})" if nearest else ""


def _fields_at(model: type[Any], location: Sequence[str | int]) -> list[str]:
    """Return the names of the fields of the model that stands at `location` below `model`."""
    return [name for candidate in _types_at(model, location) for name in fields_of(candidate)]


def _types_at(model: type[Any], location: Sequence[str | int]) -> tuple[type[Any], ...]:
    """Return the types that what stands at `location` below `model` may have."""
    candidates = held_types(model)
    for step in location:
        named = [fields_of(candidate)[step] for candidate in candidates if step in fields_of(candidate)]
        tagged = [each for each in candidates if step in get_args(fields_of(each).get("kind"))]
        if named:
            candidates = held_types(named[0])
        elif tagged:  # the tag of a union of kinds
            candidates = tuple(tagged)
    return candidates
