"""YAML as projects and ledgers need it: mappings, lists and scalars, each with its line; nothing that runs or expands.

A project is written by hand, in lists of records with long lines of prose and passages below each other, for which
TOML has no pleasant form; and JSON Schema completes YAML in editors. Of YAML we read the part that everyone knows.
What we leave out, and refuse by name: anchors and aliases (the means of YAML bombs), tags, several documents in one
file, keys given twice, and YAML 1.1's surprises: ``no`` is a text, ``1_000`` and ``2019-05-01`` are texts, and only
``true``, ``false``, ``null`` and plain decimal numbers are anything else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any, Final, cast

import attrs
import yaml

from mxus.errors import InvalidDataError, Problem, shown
from mxus.records._problems import json_path

__all__ = ["Tree", "parse", "written"]

_DEEPEST: Final = 32
"""Lists and mappings inside each other; a project needs seven."""

_LARGEST: Final = 4 * 1024 * 1024
"""Characters of the largest project: that of the bundled article would have a tenth of it."""

_LOADER: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C where PyYAML has it; some twenty times as fast."""

_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?(?:[eE][-+]?\d+)?")
_CONSTANTS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}

_DUMPER: Final[Any] = type("_Dumper", (yaml.SafeDumper,), {})
"""Writes texts without quotation marks only where YAML 1.1, which others read, and we take them for texts."""
_DUMPER.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(f"(?:{_NUMBER.pattern})$"), list("-0123456789"))

Step = str | int


@attrs.frozen
class Tree:
    """What a YAML file holds, and where.

    Parameters
    ----------
    content : dict, list, str, int, float, bool or None
        As JSON would have it.
    lines : dict
        Line, from 1, of each value, by JSONPath.
    spellings : dict
        How a number or a constant is spelled in the file, by JSONPath.
    """

    content: Any
    lines: dict[str, int]
    spellings: dict[str, str]

    def line(self, path: str) -> int | None:
        r"""Return the line of the value at a JSONPath, or of the nearest value around it.

        Examples
        --------
        >>> tree = parse("events:\n  - id: a\n    act: visit\n")
        >>> tree.line("$.events[0].act"), tree.line("$.events[0].arena"), tree.line("$.claims")
        (3, 2, 1)
        """
        while path not in self.lines:
            if path == "$":
                return None
            path = path[: max(path.rfind("."), path.rfind("["))] if len(path) > 1 else "$"
        return self.lines[path]


class _Refusal(Exception):  # noqa: N818 (never leaves the module)
    """What cannot be read, and where."""

    def __init__(self, message: str, mark: Any) -> None:  # noqa: ANN401 (of a library without types for it)
        super().__init__(message)
        self.line: int | None = None if mark is None else mark.line + 1


def parse(text: str, *, where: str = "project") -> Tree:
    r"""Read YAML text; `where` names it in messages.

    Raises
    ------
    InvalidDataError
        If it is not YAML, or uses what is refused here; the problem has its line.

    Examples
    --------
    >>> parse("answer: no\nyear: 2019\nday: 2019-05-01").content
    {'answer': 'no', 'year': 2019, 'day': '2019-05-01'}
    >>> parse("a: &x [1]\nb: *x")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: project: 1 problem
      line 1, $: found the anchor 'x'; expected the content itself, written out
    """
    if len(text) > _LARGEST:
        problem = Problem("$", f"found {len(text):,} characters; expected at most {_LARGEST:,}")
        raise InvalidDataError([problem], where=where)
    reader = _Reader()
    try:
        return Tree(reader.read(text), reader.lines, reader.spellings)
    except _Refusal as refusal:
        problem = Problem("$", str(refusal), refusal.line)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(filter(None, (error.context, error.problem)))
        problem = Problem(
            "$", f"found what is not YAML ({said}); expected YAML", None if mark is None else mark.line + 1
        )
    except UnicodeEncodeError as error:  # half of a pair of surrogates, which no file in UTF-8 has
        line = text.count("\n", 0, text.index(error.object[error.start])) + 1
        found = f"found the character {error.object[error.start]!r}"
        problem = Problem("$", f"{found}, which YAML does not have; expected text", line)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        found = f"found the character {chr(error.character)!r}" if isinstance(error.character, int) else "found a byte"
        problem = Problem("$", f"{found}, which YAML does not have; expected text", line)
    raise InvalidDataError([problem], where=where)


def written(content: Any) -> str:  # noqa: ANN401 (as JSON would have it)
    r"""Return content as YAML that :func:`parse` reads as the same.

    Examples
    --------
    >>> written([{"id": "1e3", "gloss": "Coal.", "note": None}])
    "- id: '1e3'\n  gloss: Coal.\n  note: null\n"
    """
    made: str = yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=80)
    return made


class _Reader:
    """Builds the content from the parser's events, so that nothing is made that would then be refused."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}
        self.spellings: dict[str, str] = {}
        self._events: Iterator[Any] = iter(())

    def read(self, text: str) -> Any:  # noqa: ANN401 (as JSON would have it)
        self._events = iter(cast("Iterator[Any]", yaml.parse(text, Loader=_LOADER)))
        next(self._events)  # start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        content = self._value(next(self._events), ())
        next(self._events)  # end of the document
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            raise _Refusal("found a second document; expected one", following.start_mark)
        return content

    def _value(self, event: Any, path: tuple[Step, ...]) -> Any:  # noqa: ANN401 (as JSON would have it)
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            raise _Refusal(f"found the alias {event.anchor!r}; expected the content itself, written out", mark)
        if event.anchor is not None:
            raise _Refusal(f"found the anchor {event.anchor!r}; expected the content itself, written out", mark)
        if event.tag not in {None, "!"}:
            raise _Refusal(f"found the tag {shown(event.tag)}; expected content without tags", mark)
        if len(path) > _DEEPEST:
            raise _Refusal(f"found more than {_DEEPEST} levels; expected a project, which has seven", mark)
        self.lines[json_path(path)] = mark.line + 1
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._list(path)

    def _list(self, path: tuple[Step, ...]) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._value(event, (*path, len(found))))
        return found

    def _mapping(self, path: tuple[Step, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor is not None or event.tag is not None:
                raise _Refusal("found a key that is not plain text; expected the name of a field", event.start_mark)
            if event.value in found:
                raise _Refusal(f"found the key {shown(event.value)} twice; expected each once", event.start_mark)
            found[event.value] = self._value(next(self._events), (*path, event.value))
        return found

    def _scalar(self, event: Any, path: tuple[Step, ...]) -> Any:  # noqa: ANN401 (as JSON would have it)
        text: str = event.value
        if not event.implicit[0]:  # in quotation marks, or a block
            return text
        if text in _CONSTANTS:
            self.spellings[json_path(path)] = text
            return _CONSTANTS[text]
        number = _NUMBER.fullmatch(text)
        if number is None or len(text) > 30:
            return text
        whole = number[1] is None and "e" not in text.lower()
        value = int(text) if whole else float(text)
        if not math.isfinite(value):
            return text
        self.spellings[json_path(path)] = text
        return value
