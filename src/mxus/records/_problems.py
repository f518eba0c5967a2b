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
    "enum": "expected one of {expected}",
    "literal_error": "expected {expected}",
    "union_tag_invalid": "expected kind {expected_tags}",
    "union_tag_not_found": "expected a field 'kind'",
}
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
        else:
            yield Problem(json_path(location), _message(details, model))


def _message(details: ErrorDetails, model: type[Any]) -> str:
    kind, found = details["type"], details["input"]
    if kind == "extra_forbidden":
        return _unknown_field(str(details["loc"][-1]), _fields_at(model, details["loc"][:-1]))
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
    hint = _nearest_term(found, model, details["loc"]) if kind == "is_instance_of" else ""
    return f"found {shown(found)}; {phrase.format(**context)}{hint}"


def _unknown_field(name: str, known: Sequence[str]) -> str:
    nearest = nearest_names(name, known)
    hint = f" (nearest: {', '.join(map(repr, nearest))})" if nearest else ""
    return f"found unknown field {shown(name)}; expected only {', '.join(known)}{hint}"


def _nearest_term(found: object, model: type[Any], location: Sequence[str | int]) -> str:
    """Return the term that text stands for where one of a vocabulary is expected, as it is written in Python."""
    if not isinstance(found, str):
        return ""
    terms = {
        str(term): f"{kind.__name__}.{term.name}"
        for kind in _types_at(model, location)
        if issubclass(kind, Enum)
        for term in kind
    }
    nearest = [found] if found in terms else nearest_names(found, list(terms))
    return f" (nearest: {', '.join(terms[each] for each in nearest)})" if nearest else ""


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
