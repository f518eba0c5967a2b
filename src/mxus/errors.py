"""One family of errors, so that ``except MxusError`` catches everything the package raises.

Each class also inherits the builtin a caller would reach for (``ValueError``, ``KeyError``, ...), and each message has
three parts: where (a path such as ``$.events[12].recipients[0]``), what was found, what would be accepted. Problems are
collected: an invalid file is reported whole, not one mistake at a time.
"""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Collection, Iterable, Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

import attrs

__all__ = [
    "InvalidDataError",
    "InvalidValueError",
    "MissingExtraError",
    "MxusError",
    "Problem",
    "UnknownIdError",
    "UnreadableFileError",
]

_T = TypeVar("_T")

_SHOWN_PROBLEMS = 25
"""Problems spelled out in a message; ``InvalidDataError.problems`` always holds every one."""

_MOST_BITS = 4096
"""Longest whole number that a message writes out."""

_SHOWN_CHARACTERS = 120
"""Longest rendering of an offending value inside a message."""


class MxusError(Exception):
    """Root of every exception raised by mxus.

    Examples
    --------
    >>> import mxus
    >>> try:
    ...     mxus.load()["mexcio"]
    ... except mxus.MxusError as error:
    ...     print(error)
    no record has the id 'mexcio'; nearest: 'mexico'
    """


class InvalidValueError(MxusError, ValueError):
    """A single value object (a quantity, a period, a locator) or argument cannot be what was asked for.

    Examples
    --------
    >>> from mxus.values.period import Period
    >>> Period("2025-13")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: '2025-13' is not an EDTF date; expected for instance '2025', '2025-10', \
'2025-10-31', '2026-26', '2025-10-25/2025-10-31' or '[2025-10-21..2025-10-31]'
    """


@attrs.frozen
class Problem:
    """One thing wrong with an input: where, what was found, what would be accepted.

    Parameters
    ----------
    path : str
        JSONPath of the place, for example ``$.events[12].recipients[0]``.
    message : str
        What was found and what would be accepted, in one line.
    line : int, optional
        Line of the file, from 1, where the file is written by hand.

    Examples
    --------
    >>> str(Problem("$.events[0].id", "found 3; expected a string"))
    '$.events[0].id: found 3; expected a string'
    >>> str(Problem("$.events[0].id", "found 3; expected a string", line=12))
    'line 12, $.events[0].id: found 3; expected a string'
    """

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        """Render as ``path: message``, behind the line where there is one."""
        where = self.path if self.line is None else f"line {self.line}, {self.path}"
        return f"{where}: {self.message}"


class InvalidDataError(MxusError, ValueError):
    """A document or a record breaks the model; every problem is listed.

    Parameters
    ----------
    problems : Iterable[Problem]
        All problems found, in document order; at least one.
    where : str, optional
        What was being read, for example a file name.

    Attributes
    ----------
    problems : tuple[Problem, ...]
        All problems, also those that the message leaves out for length.

    Examples
    --------
    >>> error = InvalidDataError([Problem("$.a", "found 1; expected a string")], where="coding.json")
    >>> print(error)
    coding.json: 1 problem
      $.a: found 1; expected a string
    """

    def __init__(self, problems: Iterable[Problem], where: str = "invalid data") -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.where = where
        super().__init__(self._render())

    def _render(self) -> str:
        count = len(self.problems)
        lines = [f"{self.where}: {count} problem{'' if count == 1 else 's'}"]
        lines += [f"  {problem}" for problem in self.problems[:_SHOWN_PROBLEMS]]
        if count > _SHOWN_PROBLEMS:
            lines.append(f"  ... and {count - _SHOWN_PROBLEMS} more (all in .problems)")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[type[InvalidDataError], tuple[tuple[Problem, ...], str]]:
        """Pickle through the constructor, so that problems survive process boundaries."""
        return type(self), (self.problems, self.where)


class UnknownIdError(MxusError, KeyError):
    """No record has the id asked for; the message names the nearest ids.

    Parameters
    ----------
    message : str
        The whole message; use :meth:`among` to build it.

    Examples
    --------
    >>> print(UnknownIdError.among("cubba", ["cuba", "mexico"]))
    no record has the id 'cubba'; nearest: 'cuba'
    """

    @classmethod
    def among(cls, key: str, known: Collection[str], what: str = "record") -> UnknownIdError:
        """Build the error for `key`, naming up to three of the `known` ids that look like it."""
        nearest = nearest_names(key, known) if isinstance(key, str) else ()
        hint = f"nearest: {', '.join(map(repr, nearest))}" if nearest else f"there are {len(known)}, none like it"
        return cls(f"no {what} has the id {shown(key)}; {hint}")

    def __str__(self) -> str:
        """Return the message itself; ``KeyError`` would put it in quotes."""
        return str(self.args[0])


class UnreadableFileError(MxusError, OSError):
    """A file cannot be read or written: absent, too large, not UTF-8, not a regular file.

    Examples
    --------
    >>> import mxus
    >>> mxus.read("no-such-file.json")
    Traceback (most recent call last):
        ...
    mxus.errors.UnreadableFileError: no-such-file.json: no such file
    """


class MissingExtraError(MxusError, ImportError):
    """An optional dependency is not installed; the message says what to install.

    Examples
    --------
    >>> print(MissingExtraError.needed("networkx", extra="networks"))
    networkx is not installed; python -m pip install 'mxus[networks]'
    """

    @classmethod
    def importing(cls, module: str, *, extra: str) -> Any:  # noqa: ANN401 (a module)
        """Return a module of a package that the given `extra` brings; raise this error where it is missing."""
        try:
            return importlib.import_module(module)
        except ImportError as error:
            raise cls.needed(module.partition(".")[0], extra=extra) from error

    @classmethod
    def needed(cls, package: str, *, extra: str) -> MissingExtraError:
        """Build the error for a missing `package` that the given `extra` brings."""
        return cls(f"{package} is not installed; python -m pip install 'mxus[{extra}]'")


def nearest_names(key: str, known: Collection[str], limit: int = 3) -> Sequence[str]:
    """Return up to `limit` of the `known` names that resemble `key`, best first.

    Examples
    --------
    >>> nearest_names("guatemla", ["guatemala", "mexico"])
    ['guatemala']
    """
    return difflib.get_close_matches(key, known, n=limit, cutoff=0.6)


def several(values: Iterable[_T], name: str) -> tuple[_T, ...]:
    """Return values of which there are several; raise where there is one alone, as a text, which is letters to Python.

    Examples
    --------
    >>> several(["mexico"], "initiators")
    ('mexico',)
    >>> several("mexico", "initiators")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found initiators 'mexico'; expected several, as in ('mexico',)
    """
    if isinstance(values, str) or not isinstance(values, Iterable):
        hint = f", as in ({values!r},)" if isinstance(values, str) else ""
        raise InvalidValueError(f"found {name} {shown(values)}; expected several{hint}")
    if getattr(values, "ndim", 1) == 0:  # an array that holds a single value
        raise InvalidValueError(f"found {name} {shown(values)}; expected several")
    return tuple(values)


def require_text(value: object, name: str) -> None:
    """Raise unless a value is a text: bytes, for instance, have to be decoded first.

    Examples
    --------
    >>> require_text(5, "title")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found title 5; expected a text
    """
    if not isinstance(value, str):
        raise InvalidValueError(f"found {name} {shown(value)}; expected a text")


def require_kind(value: object, kinds: type[Any] | tuple[type[Any], ...], name: str, expected: str) -> None:
    """Raise unless a value is an instance of one of the classes: `expected` says in words what is.

    Examples
    --------
    >>> require_kind("coding.json", dict, "texts", "a mapping of sources to texts")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found texts 'coding.json'; expected a mapping of sources to texts
    """
    if not isinstance(value, kinds):
        raise InvalidValueError(f"found {name} {shown(value)}; expected {expected}")


def require_truth(value: object, name: str) -> None:
    """Raise unless a value is True or False, those of numpy included.

    Examples
    --------
    >>> require_truth("no", "acting_for")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found acting_for 'no'; expected True or False
    """
    if not isinstance(value, bool) and type(value).__name__ not in {"bool", "bool_"}:
        raise InvalidValueError(f"found {name} {shown(value)}; expected True or False")


def require_number(value: object, name: str, *, whole: bool = False) -> None:
    """Raise unless a value is a number, those of numpy included; if `whole`, one without a fraction by its type.

    Examples
    --------
    >>> require_number("7", "level")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidValueError: found level '7'; expected a number
    """
    if isinstance(value, int) and not isinstance(value, bool):
        if not whole and abs(value) > sys.float_info.max:
            raise InvalidValueError(f"found {name} {shown(value)}; expected a number below 1e308")
    elif isinstance(value, bool) or not isinstance(value, Integral if whole else Real):
        raise InvalidValueError(f"found {name} {shown(value)}; expected a {'whole ' if whole else ''}number")


def a(noun: str) -> str:
    """Return the noun with its indefinite article.

    Examples
    --------
    >>> a("actor"), a("policy")
    ('an actor', 'a policy')
    """
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def shown(value: object) -> str:
    """Return ``repr(value)`` cut to a length that fits a message; a number of numpy as the one of Python.

    Examples
    --------
    >>> import numpy as np
    >>> shown("mexico"), shown(np.int64(70))
    ("'mexico'", '70')
    """
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:  # which Python does not write out
        return f"a number of {value.bit_length()} bits"
    of_numpy: Any = value if type(value).__module__ == "numpy" and getattr(value, "ndim", 1) == 0 else None
    text = repr(value if of_numpy is None else of_numpy.item())
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[: _SHOWN_CHARACTERS - 3]}..."
