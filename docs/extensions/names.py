"""Names as a reader writes them: ``mxus.load`` for what is defined in ``mxus.datasets``.

Docstrings and annotations name things by the file they are in; here such a name leads to the public one. A page of the
API says ``<!-- names -->`` where a table of all that it describes is wanted.
"""

import importlib
import re

PACKAGES = ("mxus.vocabulary", "mxus.measures", "mxus.tables", "mxus.tables.schemas", "mxus")
DESCRIBED = re.compile(r"^\.\. auto(?:function|class|data|exception):: (\S+)$", re.MULTILINE)


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


def _with_tables(app, docname, source):
    """Put a table of the names that a page describes where it asks for one."""
    rows = "".join(f"   ~{name}\n" for name in DESCRIBED.findall(source[0]))
    table = f"```{{eval-rst}}\n.. autosummary::\n   :nosignatures:\n\n{rows}```\n"
    source[0] = source[0].replace("<!-- names -->\n", table)


def setup(app):
    """Listen for references that lead nowhere, and for pages as they are read."""
    app.connect("missing-reference", _resolved)
    app.connect("source-read", _with_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
