"""What made a result: the versions of mxus, of Python and of the numerical packages that took part.

Python is among them because its own sums of floats have changed (3.12). What we leave out: the machine and its
libraries of linear algebra, which can move the last digit of what is not exact.
"""

from __future__ import annotations

import platform
import sys
from functools import cache
from importlib import metadata

from mxus.errors import InvalidValueError, require_text, shown

__all__ = ["Versions", "in_one_line", "made_with"]

Versions = tuple[tuple[str, str], ...]
"""Names and versions, mxus first."""


def made_with(*packages: str) -> Versions:
    """Return the versions of mxus and Python, of numpy where it is loaded (every measure computes with it), and more.

    Parameters
    ----------
    *packages : str
        Others that took part, by the names under which they are installed.

    Examples
    --------
    >>> [name for name, _ in made_with("scipy")]
    ['mxus', 'python', 'numpy', 'scipy']
    """
    for name in packages:
        require_text(name, "package")
    return _made_with(("numpy", *packages) if "numpy" in sys.modules else packages)


@cache
def _made_with(packages: tuple[str, ...]) -> Versions:
    # Looked up once: a file is read for each.
    try:
        found = [(name, metadata.version(name)) for name in packages]
    except (metadata.PackageNotFoundError, ValueError) as error:
        raise InvalidValueError(f"found packages {shown(packages)}; expected names of installed ones") from error
    return (("mxus", metadata.version("mxus")), ("python", platform.python_version()), *found)


def in_one_line(versions: Versions) -> str:
    """Return versions as a line of text.

    Examples
    --------
    >>> in_one_line((("mxus", "0.1.0"), ("python", "3.11.7")))
    'mxus 0.1.0, python 3.11.7'
    """
    return ", ".join(f"{name} {version}" for name, version in versions)
