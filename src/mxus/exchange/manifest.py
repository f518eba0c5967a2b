"""What a set of files says of itself: size and SHA-256 of each, in one of them, so that a mixed or cut set is refused.

That one is a Frictionless descriptor: ``datapackage.json`` of a data package, and a manifest of the same form beside
the files of other formats. Its fields ``bytes`` and ``hash`` are Frictionless's own. ``mxus_digest`` holds the SHA-256
of the descriptor itself, with zeros in the place of that digest; it is ``"edited"`` where someone has changed the set
by hand and vouches for it. Descriptors of earlier versions say nothing of this, and bear no check.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, cast

import attrs

from mxus.errors import InvalidDataError, Problem, UnreadableFileError, shown
from mxus.exchange.files import as_path, read_bytes, resolved
from mxus.exchange.json_document import parsed_json

__all__ = [
    "DESCRIPTOR",
    "MANIFESTS",
    "Held",
    "digests_of",
    "manifest",
    "named_in",
    "problems_of",
    "require_whole",
    "settled",
    "stamped",
]

DESCRIPTOR: Final = "datapackage.json"

MANIFESTS: Final = {name: f"{name}.manifest.json" for name in ("croissant", "csv", "parquet")}
"""By format: the file that describes a set which has no Frictionless descriptor of its own."""

_DIGEST: Final = re.compile(rb'"mxus_digest": "sha256:([0-9a-f]{64})"')
_NONE: Final = "0" * 64
_EDITED: Final = "edited"
_HOW: Final = f'export it again, or, if you edited it and vouch for it, write "mxus_digest": "{_EDITED}" in'

_LOOKS: Final = 40
_PAUSE: Final = 0.03
"""Seconds between two looks at a set that is not whole: it may be in the middle of being written."""


def digests_of(content: str | bytes) -> dict[str, Any]:
    """Return size and digest of a file as Frictionless writes them.

    Examples
    --------
    >>> digests_of("id")["bytes"], digests_of("id")["hash"][:15]
    (2, 'sha256:a5614527')
    """
    data = content.encode() if isinstance(content, str) else content
    return {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}


def stamped(described: Mapping[str, Any]) -> str:
    """Return a descriptor as JSON text with its own digest.

    Examples
    --------
    >>> json.loads(stamped({"name": "x"}))["mxus_digest"][:11]
    'sha256:abd3'
    """
    text = json.dumps({**described, "mxus_digest": f"sha256:{_NONE}"}, ensure_ascii=False, indent=2) + "\n"
    return _with_digest(text.encode(), sha256(text.encode()).hexdigest()).decode()


def _with_digest(data: bytes, digest: str) -> bytes:
    return _DIGEST.sub(f'"mxus_digest": "sha256:{digest}"'.encode(), data)


def manifest(name: str, title: str, files: Mapping[str, str | bytes]) -> str:
    """Return the manifest of a set of files.

    Examples
    --------
    >>> made = json.loads(manifest("x", "X", {"events.csv": "id"}))
    >>> made["resources"][0]["path"], made["resources"][0]["bytes"]
    ('events.csv', 2)
    """
    resources = [
        {"name": re.sub("[^a-z0-9]+", "-", file.lower()), "path": file, **digests_of(content)}
        for file, content in files.items()
    ]
    return stamped({"profile": "data-package", "name": name, "title": title, "resources": resources})


def problems_of(data: bytes, described: Mapping[str, Any], files: Mapping[str, bytes]) -> list[Problem]:
    """Return what shows that a set is mixed, cut or edited: nothing where its descriptor bears no check.

    Parameters
    ----------
    data : bytes
        The descriptor.
    described : mapping
        What it holds.
    files : mapping of str to bytes
        By path, what those files hold that could be read.
    """
    resources = [
        cast("dict[str, Any]", each)
        for each in (described["resources"] if isinstance(described.get("resources"), list) else ())
        if isinstance(each, dict)
    ]
    said = described.get("mxus_digest")
    if said == _EDITED or (said is None and not any("hash" in each or "bytes" in each for each in resources)):
        return []
    found = _DIGEST.findall(data)
    if len(found) != 1 or sha256(_with_digest(data, _NONE)).hexdigest() != found[0].decode():
        message = f"this description was damaged or edited; {_HOW} it"
        return [Problem("$.mxus_digest", message)]
    problems: list[Problem] = []
    for each in resources:
        name: object = each.get("path")
        content = files.get(name) if isinstance(name, str) else None
        if content is not None and {**each, **digests_of(content)} != each:
            sizes = f"found {len(content):,} bytes"
            sizes += f"; expected {each['bytes']:,}" if len(content) != each.get("bytes") else " of another content"
            message = f"{name}: {sizes}: this file is cut, edited, or of another export; {_HOW} the description"
            problems.append(Problem(f"$.resources ({each.get('name')})", message))
    return problems


@attrs.frozen
class Held:
    """A set of files as it was found.

    Parameters
    ----------
    data : bytes
        The descriptor.
    described : dict
        What it holds.
    files : dict of str to bytes
        By path, the files that could be read.
    problems : tuple of Problem
        Why it is not whole: files that cannot be read, or are not those that it describes.
    """

    data: bytes
    described: dict[str, Any] = attrs.field(eq=False)
    files: dict[str, bytes]
    problems: tuple[Problem, ...]


def settled(look: Callable[[], Held]) -> Held:
    """Look at a set again while it is not whole and changes: another program may be writing it.

    Examples
    --------
    >>> settled(lambda: Held(b"", {}, {}, ())).problems
    ()
    """
    found = look()
    for _ in range(_LOOKS):
        if not found.problems:
            break
        time.sleep(_PAUSE)
        before, found = found, look()
        if before == found:
            break
    return found


def named_in(folder: Path, descriptor: str) -> dict[str, str | None]:
    """Return the files of the set that a folder holds, with the digest that its descriptor gives, if it gives any.

    Nothing where there is no descriptor that can be read.

    Examples
    --------
    >>> named_in(Path("not there"), DESCRIPTOR)
    {}
    """
    try:
        described = parsed_json(read_bytes(folder / descriptor).decode(errors="replace"), where=descriptor)
    except (UnreadableFileError, InvalidDataError):
        return {}
    resources: object = cast("dict[str, Any]", described).get("resources") if isinstance(described, dict) else None
    named: dict[str, str | None] = {}
    for each in cast("list[object]", resources) if isinstance(resources, list) else ():
        resource = cast("dict[str, object]", each) if isinstance(each, dict) else {}
        path, said = resource.get("path"), resource.get("hash")
        if isinstance(path, str) and path and "\0" not in path and Path(path).name == path:
            named[path] = said if isinstance(said, str) else None
    return named


def require_whole(path: str | Path) -> tuple[Path, ...]:
    """Check a set of files against its manifest or descriptor; return the files.

    Parameters
    ----------
    path : str or Path
        A ``.manifest.json``, or a ``datapackage.json``, of which only the files are checked here.

    Raises
    ------
    UnreadableFileError
        If the descriptor cannot be read.
    InvalidDataError
        If it was edited, or a file is missing or another than it describes; each is named.

    Examples
    --------
    >>> import mxus, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = mxus.export(mxus.load(), folder)
    ...     whole = require_whole(files[-1])
    ...     _ = files[1].write_text("cut", encoding="utf-8")
    ...     try:
    ...         require_whole(files[-1])
    ...     except mxus.InvalidDataError as error:
    ...         print(len(whole), error.problems[0].message[:33])
    8 sources.csv: found 3 bytes; expec
    """
    path = as_path(path)
    found = settled(lambda: _look(path))
    if found.problems:
        raise InvalidDataError(found.problems, where=str(path))
    return tuple(path.parent / name for name in found.files)


def _look(path: Path) -> Held:
    data = read_bytes(path)
    described = parsed_json(data.decode(errors="surrogateescape"), where=str(path))
    if not isinstance(described, dict):
        raise InvalidDataError([Problem("$", f"found {shown(described)}; expected a manifest")], where=str(path))
    content = cast("dict[str, Any]", described)
    names = named_in(path.parent, path.name)
    problems: list[Problem] = []
    files: dict[str, bytes] = {}
    if "mxus_digest" not in content and path.name != DESCRIPTOR:
        problems.append(Problem("$.mxus_digest", f"found none; {_HOW} it"))
    for name in names:
        try:
            files[name] = read_bytes(resolved(path.parent / name))
        except UnreadableFileError as error:
            problems.append(Problem("$.resources", str(error)))
    return Held(data, content, files, (*problems, *problems_of(data, content, files)))
