"""Sphinx configuration; writes the codebook's tables and the schemas, and draws the gallery, before each build."""

import json
import sys
from pathlib import Path

import mxus

project = "mxus"
author = "The mxus authors"
copyright = "2026, The mxus authors"  # noqa: A001 (Sphinx's name)
version = release = mxus.__version__

extensions = ["myst_parser", "numpydoc", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx.ext.viewcode"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"mxus {version}"
nitpicky = False
suppress_warnings = ["myst.xref_missing"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": False, "exclude-members": "model_config"}
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

here = Path(__file__).parent
(here / "schemas").mkdir(exist_ok=True)
kinds = ("record", "source", "actor", "policy", "trade_link", "event", "position", "claim")
schemas = {"document": mxus.schema(), "project": mxus.project_schema(), **{kind: mxus.schema(kind) for kind in kinds}}
for name, content in schemas.items():
    (here / "schemas" / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
(here / "codebook-tables.md").write_text(
    "<!-- Made from the models by conf.py; not edited. -->\n\n# Fields and terms\n\n"
    + mxus.codebook().replace("\n# ", "\n## ").replace("\n## ", "\n### ").replace("# Fields", "## Fields", 1),
    encoding="utf-8",
)
sys.path.insert(0, str(here))
from drawing import draw_gallery  # noqa: E402 (beside this file, where Sphinx does not look)

draw_gallery(here / "gallery.md", here.parent / "examples")
