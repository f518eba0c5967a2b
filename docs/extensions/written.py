"""What is made of the package itself when pages are built: fields and terms, JSON Schemas, golden values, examples.

A page of prose says ``<!-- made: golden values -->`` where it wants what is made.
"""

import ast
import json
from pathlib import Path

import mxus
from mxus.authoring.project_schema import project_schema
from mxus.selftest.golden import GOLDEN

KINDS = ("source", "actor", "policy", "trade_link", "event", "position", "claim")


def table(head, rows):
    """Return a table in Markdown."""
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', '/') for cell in row)} |" for row in cells)


def all_schemas():
    """Return every schema by the name of its file."""
    found = {"document": mxus.schema(), "record": mxus.schema("record")}
    return found | {kind: mxus.schema(kind) for kind in KINDS} | {"project": project_schema()}


def files(folder):
    """Write the schemas and the page of fields and terms into the folder of the documentation."""
    (folder / "schemas").mkdir(exist_ok=True)
    for name, content in all_schemas().items():
        (folder / "schemas" / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    lower = mxus.codebook().replace("\n# ", "\n## ").replace("\n## ", "\n### ").replace("# Fields", "## Fields", 1)
    page = f"<!-- Made from the models by docs/extensions/written.py; not edited. -->\n\n# Fields and terms\n\n{lower}"
    (folder / "codebook-tables.md").write_text(page, encoding="utf-8")


def schemas():
    """Return a table of the schemas, to download."""
    rows = [
        (
            f"{{download}}`{name}.json <schemas/{name}.json>`",
            f"`{content['$id']}`",
            ", ".join(f"`{field}`" for field in content.get("required", ())) or "what its kind needs",
        )
        for name, content in all_schemas().items()
    ]
    return table(("file", "`$id`", "needs"), rows)


def golden_values():
    """Return tables of golden values by source, each with what is found now."""
    by_source = {}
    for value in GOLDEN:
        by_source.setdefault(value.source, []).append(value)
    made = []
    for source, values in by_source.items():
        rows = [
            (
                each.measure,
                each.case,
                f"{each.expected:.9g}",
                f"{each.found():.9g}",
                "yes" if each.is_met() else "**no**",
            )
            for each in values
        ]
        made.append(f"**{source}**\n\n" + table(("measure", "of", "expected", "found", "met"), rows))
    met = sum(value.is_met() for value in GOLDEN)
    return "\n\n".join([*made, f"Met: {met} of {len(GOLDEN)}."])


def examples():
    """Return a table of the examples, to download, each with the question it answers."""
    rows = []
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.py")):
        first = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).partition("\n")[0]
        rows.append((f"{{download}}`{path.name} <../examples/{path.name}>`", first))
    return table(("file", "what it asks"), rows)


MADE = {"schemas": schemas, "golden values": golden_values, "examples": examples}


def _filled(app, docname, source):
    for name, make in MADE.items():
        marker = f"<!-- made: {name} -->\n"
        if marker in source[0]:
            source[0] = source[0].replace(marker, make() + "\n")


def setup(app):
    """Fill pages as they are read."""
    app.connect("source-read", _filled)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    files(Path(__file__).parents[1])
