"""What a class or a function is, from its docstring, also where Python runs with ``-OO`` and has thrown that away."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from mxus.errors import UnreadableFileError

__all__ = ["definition_of"]


def definition_of(found: type[Any] | Callable[..., Any]) -> str:
    """Return the first paragraph of a docstring on one line; empty where there is no docstring.

    Raises
    ------
    UnreadableFileError
        If docstrings are stripped (``python -OO``) and the source is not there to read them from.

    Examples
    --------
    >>> from mxus.vocabulary import Arena
    >>> definition_of(Arena)
    'The stage on which an act, a policy or a stance has its addressees.'
    """
    text = found.__doc__ or ""
    if not text and not __doc__:  # this module has one, unless they are stripped
        text = _from_source(found)
    return " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())


def _from_source(found: type[Any] | Callable[..., Any]) -> str:
    try:
        (node,) = ast.parse(textwrap.dedent(inspect.getsource(found))).body
    except (OSError, TypeError, SyntaxError, ValueError) as error:
        message = f"{found.__qualname__}: its definition was stripped by python -OO; expected the source, or no -OO"
        raise UnreadableFileError(message) from error
    return (ast.get_docstring(node) if isinstance(node, ast.ClassDef | ast.FunctionDef) else None) or ""
