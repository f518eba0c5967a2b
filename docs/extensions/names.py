"""Names as a reader writes them: ``mxus.load`` for what is defined in ``mxus.datasets``.

Docstrings and annotations name things by the file they are in; here such a name leads to the public one. A page of the
API says ``<!-- names -->`` where a table of all that it describes is wanted. Constants are described by the text below
their definition, and records are called with names of fields, whose types stand with each field.
"""

import ast
import functools
import importlib
import inspect
import re

import pydantic
from sphinx.pycode import ModuleAnalyzer

PACKAGES = (
    "mxus.vocabulary",
    "mxus.measures",
    "mxus.tables",
    "mxus.tables.schemas",
    "mxus.plot",
    "mxus.testing",
    "mxus",
)
DESCRIBED = re.compile(r"^\.\. auto(function|class|data|exception):: (\S+)$", re.MULTILINE)


def public_names():
    """Return the public name of each object that has one, by the name that its own module gives it."""
    found = {}
    for package in PACKAGES:
        module = importlib.import_module(package)
        for name in module.__all__:
            target = getattr(module, name)
            if hasattr(target, "__qualname__"):
                found[f"{target.__module__}.{target.__qualname__}"] = f"{package}.{name}"
    return found


PUBLIC = public_names()


@functools.cache
def text_of_constant(name):
    """Return the lines below the definition of a constant, wherever it is imported from."""
    module, _, own = name.rpartition(".")
    for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
        if isinstance(node, ast.ImportFrom) and own in {alias.name for alias in node.names}:
            module = node.module
    return ModuleAnalyzer.for_module(module).find_attr_docs()["", own]


def _resolved(app, env, node, contnode):
    """Return a reference to what is described under another name than the one written, if there is one such thing."""
    domain, target = env.domains["py"], node.get("reftarget", "")
    head, _, last = target.rpartition(".")
    found = {PUBLIC.get(target), f"{PUBLIC.get(head)}.{last}"}
    if node.get("reftype") != "class":  # the name of a class is also that of many a type elsewhere
        found |= {name for name in domain.objects if name.endswith((f".{target}", f".measures.{last}"))}
    found &= set(domain.objects)
    if len(found) != 1:
        return None
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", found.pop(), node, contnode)


def _row(kind, name):
    module, _, own = name.rpartition(".")
    lines = (
        text_of_constant(name)
        if kind == "data"
        else inspect.getdoc(getattr(importlib.import_module(module), own)).splitlines()
    )
    return f"   * - :py:obj:`~{name}`\n     - {lines[0]}\n"


def _with_tables(app, docname, source):
    """Put a table of the names that a page describes where it asks for one."""
    if "<!-- names -->\n" in source[0]:
        rows = "".join(_row(kind, name) for kind, name in DESCRIBED.findall(source[0]))
        table = f"```{{eval-rst}}\n.. list-table::\n   :class: names\n\n{rows}```\n"
        source[0] = source[0].replace("<!-- names -->\n", table)


def _described(app, what, name, obj, options, lines):
    """Describe a constant by its own text, not by that of its type."""
    if what == "data":
        lines[:] = [*text_of_constant(name), ""]


def _called(app, what, name, obj, options, signature, returned):
    """Call a record with the names of its fields, those that have to be given first."""
    if what != "class" or not issubclass(obj, pydantic.BaseModel):
        return None
    fields = obj.model_fields.items()
    needed = [name for name, field in fields if field.is_required()]
    free = [f"{name}={field.get_default()!r}" for name, field in fields if not field.is_required() and name != "kind"]
    return f"(*, {', '.join(needed + free)})", None


def setup(app):
    """Listen for references that lead nowhere, for pages as they are read, and for what is taken from docstrings."""
    app.connect("missing-reference", _resolved)
    app.connect("source-read", _with_tables)
    app.connect("autodoc-process-docstring", _described)
    app.connect("autodoc-process-signature", _called)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
