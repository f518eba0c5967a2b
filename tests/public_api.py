"""The public API as text, one name or parameter a line: `python tests/public_api.py` writes it anew.

Made from what is imported, not from the source, since constructors are made by attrs and pydantic. Annotations are as
written: modules postpone them, so that no Python has its own words for them.
"""

import difflib
import enum
import functools
import importlib
import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args, get_type_hints

import attrs
from pydantic import BaseModel
from typer.models import OptionInfo

import mxus
from mxus.authoring.project_schema import project_schema
from mxus.cli.app import app

SNAPSHOT = Path(__file__).with_name("public_api.txt")

ROOT = Path(__file__).parents[1]

PACKAGES = (
    "mxus",
    "mxus.measures",
    "mxus.plot",
    "mxus.tables",
    "mxus.tables.schemas",
    "mxus.testing",
    "mxus.vocabulary",
    "mxus.selftest.golden",
)

OPERATORS = {
    f"__{name}__"
    for name in (
        *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "neg", "and", "or"),
        *("lt", "le", "gt", "ge", "bool", "float", "call", "contains", "getitem", "iter", "len"),
    )
}

WIDTH = 118


def default(value):
    """Return a default as one would write it; long texts are cut, and every term of a vocabulary is all of it."""
    if value is attrs.NOTHING:  # what a function makes anew each time
        return "..."
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key!r}: {default(inner)}' for key, inner in value.items())}}}"
    if type(value) in {tuple, list}:
        return listed(value)
    written = value.__qualname__ if callable(value) else repr(value)
    return f"{value[:26]!r}..." if isinstance(value, str) and len(value) > 30 else written


def listed(values):
    """Return a tuple or list as one would write it."""
    if len(values) > 1 and isinstance(values[0], enum.Enum) and list(values) == list(type(values[0])):
        return f"tuple({type(values[0]).__name__})"
    inner = ", ".join(map(default, values)) + ("," if type(values) is tuple and len(values) == 1 else "")
    return f"({inner})" if type(values) is tuple else f"[{inner}]"


def annotation(value):
    """Return an annotation as it is written; one that is evaluated, without the modules of its names."""
    if isinstance(value, str):
        return value
    text = value.__name__ if isinstance(value, type) and not hasattr(value, "__args__") else str(value)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", re.sub(r"ForwardRef\('([^']+)'[^)]*\)", r"\1", text))


def parameter(each):
    """Return a parameter with its stars, annotation and default."""
    stars = {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "")
    said = "" if each.annotation is each.empty else f": {annotation(each.annotation)}"
    return f"{stars}{each.name}{said}" + ("" if each.default is each.empty else f" = {default(each.default)}")


def signature(called, indent, *, bound=False, returns=True):
    """Return parameters and what is returned, in one line where they fit in one."""
    found = inspect.signature(called)
    held = list(found.parameters.values())[1 if bound else 0 :]
    shown, keyword_only = [], False
    for place, each in enumerate(held):
        if each.kind is each.KEYWORD_ONLY and not keyword_only:
            keyword_only = True
            if not any(other.kind is other.VAR_POSITIONAL for other in held):
                shown.append("*")
        shown.append(parameter(each))
        if each.kind is each.POSITIONAL_ONLY and all(other.kind is not each.kind for other in held[place + 1 :]):
            shown.append("/")
    answer = found.return_annotation
    end = f" -> {annotation(answer)}" if returns and answer is not found.empty else ""
    line = f"({', '.join(shown)}){end}"
    if len(line) + len(indent) < WIDTH - 40:
        return line
    return "\n".join(["(", *(f"{indent}    {each}" for each in shown), f"{indent}){end}"])


def fields(model):
    """Yield the fields of a record, as they are written in it and in what it is made of."""
    written = {}
    for base in reversed(model.__mro__):
        written.update(inspect.get_annotations(base) if base.__module__.startswith("mxus") else {})
    for name, field in model.model_fields.items():
        needed = "" if field.is_required() else f" = {default(field.get_default(call_default_factory=True))}"
        yield f"    {name}: {annotation(written[name])}{needed}"


def members(found):
    """Yield the public methods, properties and operators of a class, those of classes of ours above it included."""
    held = {}
    for base in reversed(found.__mro__):
        if base.__module__.startswith("mxus"):
            held.update(base.__dict__)
    for name, member in sorted(held.items()):
        if name not in OPERATORS and (name.startswith("_") or name == "model_config"):
            continue
        if isinstance(member, property | functools.cached_property):
            getter = member.fget if isinstance(member, property) else member.func
            yield f"    {name} -> {annotation(inspect.signature(getter).return_annotation)}"
        elif isinstance(member, classmethod | staticmethod):
            made = signature(member.__func__, "    ", bound=isinstance(member, classmethod))
            yield f"    {type(member).__name__} {name}{made}"
        elif inspect.isfunction(member):
            yield f"    {name}{signature(member, '    ', bound=True)}"


def class_of(name, found):
    """Yield what there is to say of a class."""
    bases = ", ".join(base.__name__ for base in found.__bases__ if base is not object)
    head = f"class {name}({bases})" if bases else f"class {name}"
    if issubclass(found, enum.Enum):
        yield head
        yield from (f"    {term.name} = {term.value!r}" for term in found)
    elif issubclass(found, BaseModel):
        yield head
        yield from fields(found)
    elif attrs.has(found):
        yield f"{head}: {signature(found, '', returns=False)}"
    else:
        own = any("__init__" in base.__dict__ for base in found.__mro__ if base.__module__.startswith("mxus"))
        yield f"{head}: {signature(found.__init__, '', bound=True, returns=False)}" if own else head
    yield from members(found)


def described():
    """Return the full names that the API pages describe, in their order."""
    pages = sorted((ROOT / "docs").glob("api-*.md"))
    pattern = re.compile(r"^\.\. auto(?:function|class|data|exception):: (\S+)$", re.MULTILINE)
    return [name for page in pages for name in pattern.findall(page.read_text(encoding="utf-8"))]


def modules():
    """Return the public names of each package, and those of each module that has names of its own on the API pages."""
    found = {package: sorted(importlib.import_module(package).__all__) for package in PACKAGES}
    for full in sorted(described()):
        module, _, name = full.rpartition(".")
        if module not in PACKAGES:
            found.setdefault(module, []).append(name)
    return found


def names():
    """Yield every public name, module by module."""
    for package, own in modules().items():
        module = importlib.import_module(package)
        yield f"\n# {package}\n"
        for name in own:
            found = getattr(module, name)
            if inspect.isclass(found):
                yield from class_of(name, found)
            elif inspect.ismodule(found):
                yield f"module {name}"
            elif callable(found):
                yield f"def {name}{signature(found, '')}"
            else:
                yield f"{name}: {type(found).__name__}"


def commands():
    """Yield the commands with their arguments and options, as their functions have them."""
    yield "\n# command line\n"
    for command in sorted(app.registered_commands, key=_command_name):
        yield f"mxus {_command_name(command)}"
        hints = get_type_hints(command.callback, include_extras=True)
        for each in inspect.signature(command.callback).parameters.values():
            kind, said = hints[each.name].__origin__, hints[each.name].__metadata__[0]
            written = ", ".join(_flags(said, each.name))
            terms = [term for part in (kind, *get_args(kind)) for term in get_args(part) if isinstance(term, str)]
            value = f" {{{', '.join(dict.fromkeys(terms))}}}" if terms else ""
            if kind is not bool and not value and written.startswith("-"):
                value = f" {said.metavar or each.name.upper()}"
            needed = " (needed)" if each.default is each.empty else ""
            stands = f" = {each.default}" if each.default and not needed else ""
            yield f"    {written}{value}{stands}{needed}"


def _flags(said, name):
    if not isinstance(said, OptionInfo):
        return [said.metavar or name]
    # Typer takes the first name of an option to be its default where that stands behind the annotation.
    given = [*([said.default] if isinstance(said.default, str) else []), *(said.param_decls or ())]
    return given or [f"--{name.replace('_', '-')}"]


def _command_name(command):
    return command.name or command.callback.__name__


def schemas():
    """Yield the properties of the JSON Schemas, a star at those that are needed."""
    for title, found in (("document", mxus.schema()), ("project", project_schema())):
        yield f"\n# JSON Schema of a {title}: {found['$id']}\n"
        for name, part in [(title, found), *sorted(found.get("$defs", {}).items())]:
            if "properties" in part:
                yield name
                needed = part.get("required", ())
                yield from (f"    {each}{'*' if each in needed else ''}" for each in part["properties"])


def snapshot():
    """Return the whole."""
    head = "Made by `python tests/public_api.py`. What may change between versions: docs/versions.md."
    return "\n".join([head, *names(), *commands(), *schemas()]) + "\n"


def changes():
    """Return how the public API differs from the snapshot, line by line."""
    old = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    return list(difflib.unified_diff(old, snapshot().splitlines(), "snapshot", "now", lineterm="", n=2))


if __name__ == "__main__":
    SNAPSHOT.write_text(snapshot(), encoding="utf-8")
