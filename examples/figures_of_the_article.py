"""One page of figures on the bundled article, as a paper would print it, with the caption of each.

Who is friend and who is foe, how aligned Mexico and the United States are by arena, what their distance in the region
is made of, whom Mexico trades with, when things were, and whether the choice of an index matters.

Run it: python examples/figures_of_the_article.py [FIGURES.pdf]

Any format that matplotlib writes will do; without a name nothing is written.
"""

import argparse
import textwrap
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import mxus


def figures(ds: mxus.Dataset) -> tuple[Figure, dict[str, str]]:
    """Return the page, and the caption of each of its panels."""
    structure = mxus.balance(ds)
    alignment = mxus.alignment(ds, "mexico", "united-states", by="arena")
    regional = alignment.groups["regional-diplomacy"]
    trade = mxus.dependence(ds, "mexico")
    page = plt.figure(figsize=(7.2, 10), layout="constrained")
    panels = page.subplot_mosaic("ab;ac;df;ef", height_ratios=(1.8, 2.3, 2.5, 2.9))
    mxus.plot.network(structure, ax=panels["a"])
    mxus.plot.bounds(alignment, ax=panels["b"])
    mxus.plot.bounds(trade, ax=panels["c"])
    mxus.plot.timeline(ds, period="2025", arena="regional-diplomacy", ax=panels["d"])
    mxus.plot.contributions(regional, most=5, ax=panels["e"])
    mxus.plot.specification_curve(alignment.family, ax=panels["f"])
    for letter, ax in panels.items():
        ax.set_title(letter, loc="left", fontsize=9, fontweight="bold")
    strained = " and ".join(" with ".join(tie.actors) for tie in structure.would_have_to_turn)
    span = alignment.family.range
    return page, {
        "a": f"{structure}. Thick ties fit no two camps: {strained}.",
        "b": f"{str(alignment).splitlines()[0]}, and by arena.",
        "c": f"{str(trade).splitlines()[0]}; the other shares are known only to be below 0.7 %.",
        "d": "Events in regional diplomacy that may have been in 2025, as precisely as the article dates them.",
        "e": f"What the {regional.value:+.3g} of regional diplomacy is made of: its weightiest pairs of positions.",
        "f": f"The same positions by every index of the family, which lie in {span}.",
    }


def main() -> None:
    """Draw the page, and print its captions and what to cite."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("file", nargs="?", type=Path, help="where to draw the figures")
    chosen = options.parse_args()
    ds = mxus.load()
    page, captions = figures(ds)
    for letter, caption in captions.items():
        print(textwrap.fill(f"({letter}) {caption}", 80, subsequent_indent="    "))
    if chosen.file is not None:
        # Without its date, and without names made at random, the same page is the same file.
        date = {".pdf": {"CreationDate": None}, ".svg": {"Date": None}}
        with mpl.rc_context({"svg.hashsalt": "mxus"}):
            page.savefig(chosen.file, metadata=date.get(chosen.file.suffix))
        print(f"\nDrawn in {chosen.file}")
    print(f"\nPlease cite:\n\n{mxus.compensation(ds, 'mexico', 'united-states').cite()}")


if __name__ == "__main__":
    main()
