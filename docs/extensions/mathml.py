"""Formulas as MathML, made when the pages are built: browsers draw it themselves, so that nothing is fetched."""

import re

from docutils import nodes
from latex2mathml.converter import convert

LIMITS = re.compile(r"<msub>(<mo>(?:max|min)</mo>.*?)</msub>")
BAR = '<mo stretchy="false">&#x0007C;</mo>'


def mathml(latex, display):
    """Return a formula, with limits under their operator where it stands alone, and bars close to what is between."""
    made = convert(latex, display=display).replace(BAR, BAR.replace("<mo ", '<mo lspace="0" rspace="0" '))
    return LIMITS.sub(r"<munder>\1</munder>", made) if display == "block" else made


def _inline(writer, node):
    writer.body.append(mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def _block(writer, node):
    writer.body.append(f'<div class="formula">{mathml(node.astext(), "block")}</div>\n')
    raise nodes.SkipNode


def setup(app):
    """Name the renderer, for ``html_math_renderer``."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
