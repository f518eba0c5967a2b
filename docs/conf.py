"""Sphinx configuration; before each build the pages that are made of the package itself are written."""

import sys
from pathlib import Path

import mxus

sys.path.insert(0, str(Path(__file__).parent / "extensions"))
import written
from drawing import draw_gallery

project = "mxus"
author = "The mxus authors"
copyright = "2026, The mxus authors"  # noqa: A001 (Sphinx's name)
version = release = mxus.__version__

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.viewcode",
    "mathml",
    "names",
    "self_contained",
    "written",
]
exclude_patterns = ["_build", "changes"]  # fragments, which become sections of the changelog
html_theme = "furo"
html_title = f"mxus {version}"
html_static_path = ["static"]
html_css_files = ["mxus.css"]
html_math_renderer = "mathml"
nitpicky = True
suppress_warnings = ["ref.python"]  # "type" is a builtin, and a field of five records
# Types in signatures: those of other libraries are described elsewhere, and aliases of ours are no names of the API.
nitpick_ignore_regex = [("py:class", ".*"), ("py:obj", r".*\._\w+")]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
autodoc_default_options = {"members": True, "show-inheritance": False, "exclude-members": "model_config"}
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

written.files(Path(__file__).parent)
draw_gallery(Path(__file__).parent / "gallery.md", Path(__file__).parents[1] / "examples")
