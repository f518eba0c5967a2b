"""From the document form of one version to that of the next.

A document says its schema version. One of an older form is brought forward step by step, each step a function from
JSON data to JSON data; the document is then checked like any other. One of a newer form is refused: what a later
version means cannot be known here. The form has not changed yet, so there is no step; the first change adds one, with
a document of the old form in its test.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from mxus.dataset.document import SCHEMA_VERSION
from mxus.errors import InvalidDataError, Problem, shown

__all__ = ["STEPS", "migrated"]

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: Final[Mapping[int, Step]] = {}
"""By the version they start from: how a document becomes one of the next version."""


def migrated(
    content: dict[str, Any], *, where: str, steps: Mapping[int, Step] = STEPS, to: int = SCHEMA_VERSION
) -> dict[str, Any]:
    """Return a document in the form of version `to`; the same object where it has that form already.

    Parameters
    ----------
    content : dict
        A document as JSON data, of any version; without one it is taken for a current one.
    where : str
        What is being read, for messages.
    steps : mapping from int to function, optional
        The steps known.
    to : int, optional
        The version wanted; the current one where not given.

    Raises
    ------
    InvalidDataError
        If the version is newer, or older than any step starts from, or none.

    Examples
    --------
    >>> rename = {1: lambda content: {**content, "title": content["name"]}}
    >>> migrated({"schema_version": 1, "name": "X"}, where="old.json", steps=rename, to=2)
    {'schema_version': 2, 'name': 'X', 'title': 'X'}
    >>> migrated({"schema_version": 9}, where="new.json")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: new.json: 1 problem
      $.schema_version: found 9, the form of a newer mxus; expected at most 1 (a newer mxus reads it)
    """
    version = content.get("schema_version", to)
    problem: str | None = None
    if type(version) is not int or version < 1:
        problem = f"found {shown(version)}; expected {to}"
    elif version > to:
        problem = f"found {shown(version)}, the form of a newer mxus; expected at most {to} (a newer mxus reads it)"
    elif any(step not in steps for step in range(version, to)):
        problem = f"found {shown(version)}, a form that is not read any more; expected {to}"
    if problem is not None:
        raise InvalidDataError([Problem("$.schema_version", problem)], where=where)
    while version < to:
        content = {**steps[version](content), "schema_version": version + 1}
        version += 1
    return content
