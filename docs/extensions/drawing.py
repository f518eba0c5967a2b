"""Draws the figures of the gallery with the code that the page shows, and those of the examples."""

import re
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

_STEP = re.compile(r"```python\n(?P<code>.*?)```|!\[[^\]]*\]\(figures/(?P<figure>\w+)\.svg\)", re.DOTALL)

_BY_EXAMPLES = {"figures_of_the_article": (), "balance_over_time": ("--svg",)}
"""Figures that an example draws into the file it is given, with the option before it."""


def draw_gallery(page: Path, examples: Path) -> None:
    """Run the code of a page, and write each figure it shows into ``figures`` beside it: the same file every time."""
    folder = page.parent / "figures"
    folder.mkdir(exist_ok=True)
    with mpl.rc_context({"backend": "agg", "svg.hashsalt": "mxus"}):
        names: dict[str, object] = {}
        for step in _STEP.finditer(page.read_text(encoding="utf-8")):
            figure = step["figure"]
            if step["code"] is not None:
                exec(compile(step["code"], str(page), "exec"), names)  # noqa: S102 (the page's own, which readers run, too)
            elif figure in _BY_EXAMPLES:
                command = [sys.executable, examples / f"{figure}.py", *_BY_EXAMPLES[figure], folder / f"{figure}.svg"]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (an example of ours)
            else:
                names["ax"].figure.savefig(folder / f"{figure}.svg", metadata={"Creator": None, "Date": None})
        plt.close("all")
