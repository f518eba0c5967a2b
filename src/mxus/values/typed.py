"""Fields that hold what their annotation says: one check for every class whose instances a user may make or change.

``attrs`` takes whatever it is given. With ``field_transformer=typed`` a class refuses a value of another kind when an
instance is made, and says which field it is, so that it does not fail later where nobody knows why.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Collection, Mapping
from numbers import Integral, Real
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

import attrs

from mxus.errors import InvalidValueError, a, shown

__all__ = ["pairs_of", "typed"]

_Check = Callable[[Any], bool]


def _is_number(value: object) -> bool:
    """Whether a value is a number that a float can hold, NaN and infinity included."""
    if isinstance(value, int):
        return not isinstance(value, bool) and abs(value) <= sys.float_info.max
    return isinstance(value, Real)


_OF_PLAIN: dict[Any, tuple[str, _Check]] = {
    str: ("a text", lambda value: isinstance(value, str)),
    bool: ("True or False", lambda value: type(value).__name__ in {"bool", "bool_"}),
    int: ("a whole number", lambda value: isinstance(value, Integral) and not isinstance(value, bool)),
    float: ("a number", _is_number),
    type(None): ("None", lambda value: value is None),
}


def typed(_: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Return the fields of an attrs class, each with a check of its kind: a ``field_transformer`` of attrs.

    Examples
    --------
    >>> @attrs.frozen(field_transformer=typed)
    ... class Share:
    ...     value: float
    >>> Share(0.5).value
    0.5
    >>> Share("29 %")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: Share: found value '29 %'; expected a number
    """
    return [each if cast("Any", each).inherited else each.evolve(validator=_Kind(each.validator)) for each in fields]


def pairs_of(found: Any, name: str) -> tuple[tuple[Any, Any], ...]:  # noqa: ANN401 (what is asked)
    """Return a mapping as a tuple of keys with their values; such a tuple, which `attrs.evolve` hands back, as it is.

    Examples
    --------
    >>> pairs_of({"a": 1}, "groups")
    (('a', 1),)
    >>> pairs_of(5, "groups")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found groups 5; expected a mapping
    """
    if _is(found, Mapping):
        return tuple(found.items())
    if not _is(found, tuple):
        raise InvalidValueError(f"found {name} {shown(found)}; expected a mapping")
    return cast("tuple[tuple[Any, Any], ...]", found)


class _Kind:
    """A validator of attrs that checks a value against the annotation of its field, which is read when first needed."""

    def __init__(self, more: Callable[[Any, Any, Any], Any] | None) -> None:
        self._more = more
        self._found: tuple[str, _Check] | None = None

    def __call__(self, instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
        """Raise unless the value is of the kind."""
        if self._found is None:
            self._found = _kind(get_type_hints(type(instance))[attribute.name])
        expected, holds = self._found
        if not holds(value):
            where = f"{type(instance).__name__}: found {attribute.alias}"
            raise InvalidValueError(f"{where} {shown(value)}; expected {expected}")
        if self._more is not None:
            self._more(instance, attribute, value)


def _kind(hint: Any) -> tuple[str, _Check]:  # noqa: ANN401, PLR0911 (an annotation; one return a kind)
    """Return what an annotation asks for, in words, and whether a value is such."""
    if hint is Any:
        return "anything", lambda _: True
    if hint in _OF_PLAIN:
        return _OF_PLAIN[hint]
    origin: Any = get_origin(hint)
    parts = get_args(hint)
    if origin is Literal:
        return f"one of {', '.join(map(repr, parts))}", lambda value: type(value) in {str, int} and value in parts
    if origin in {Union, types.UnionType}:
        kinds = [_kind(part) for part in parts]
        words = " or ".join(dict.fromkeys(words for words, _ in kinds))
        return words, lambda value: any(holds(value) for _, holds in kinds)
    if origin is tuple:
        return _tuple(parts)
    if origin is Callable:
        return "a function", callable
    kind: Any = origin or hint
    if not _is(kind, type) or getattr(kind, "_is_protocol", False):
        return "anything", lambda _: True
    if issubclass(kind, Mapping) and parts:
        (_, key), (_, held) = map(_kind, parts)
        return (
            "a mapping",
            lambda value: _is(value, kind) and all(key(name) and held(each) for name, each in value.items()),
        )
    if issubclass(kind, Collection) and len(parts) == 1:
        words, holds = _kind(parts[0])
        return (
            f"several, each {words}",
            lambda value: _is(value, kind) and not _is(value, str) and all(map(holds, value)),
        )
    return a(kind.__name__), lambda value: _is(value, kind)


def _tuple(parts: tuple[Any, ...]) -> tuple[str, _Check]:
    if len(parts) == 2 and parts[1] is ...:
        words, holds = _kind(parts[0])
        return f"a tuple, each {words}", lambda value: _is(value, tuple) and all(map(holds, value))
    kinds = [_kind(part) for part in parts]
    return (
        f"a tuple of {', '.join(words for words, _ in kinds)}",
        lambda value: (
            _is(value, tuple)
            and len(value) == len(kinds)
            and all(holds(each) for (_, holds), each in zip(kinds, value, strict=True))
        ),
    )


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401 (a class)
    """Whether a value is an instance; type checkers would take what is in it for unknown after `isinstance` itself."""
    return isinstance(value, kind)
