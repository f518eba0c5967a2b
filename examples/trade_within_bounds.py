"""How dependent is a state of whose trade one reads "more than half" or "less than 3 percent"? Within bounds.

A text gives shares by bounds. They stay bounds: the largest share, the concentration of trade and the gap between the
two sides of a pair are the least and the most that the words allow. Then one more figure becomes known, and the bounds
close in. The text is made up.

Run it: python examples/trade_within_bounds.py
"""

import mxus
from mxus import Actor, Quantity, Source, SourceText, TradeLink
from mxus.measures import asymmetry
from mxus.vocabulary import ActorType, TradeMeasure, Unit

WORDS = """The harbours of Ruritania

More than half of what Ruritania trades goes to or comes from Sylvania, and nearly a tenth is with Moravia.
With Carpathia it is less than 3 percent. For Sylvania, Ruritania is between 4 and 6 percent."""

SHARES = (
    ("ruritania", "sylvania", Quantity.more_than(0.5, Unit.SHARE), "More than half of what Ruritania trades"),
    ("ruritania", "moravia", Quantity.nearly(0.1, Unit.SHARE), "nearly a tenth is with Moravia"),
    ("ruritania", "carpathia", Quantity.less_than(0.03, Unit.SHARE), "With Carpathia it is less than 3 percent"),
    ("sylvania", "ruritania", Quantity.between(0.04, 0.06, Unit.SHARE), "Ruritania is between 4 and 6 percent"),
)


def coded() -> mxus.Dataset:
    """Return the text as a dataset: its source, its actors and a trade link for each share."""
    text = SourceText.of(WORDS, source="harbours")
    author = Actor(
        id="author",
        gloss="Who wrote it.",
        name="Anonymous",
        type=ActorType.PERSON,
        evidence=(text.evidence("The harbours of Ruritania"),),
    )
    named = ("Ruritania", "Sylvania", "Moravia", "Carpathia")
    states = [
        Actor(
            id=name.lower(),
            gloss=f"{name}, a trader.",
            name=name,
            type=ActorType.STATE,
            evidence=(text.evidence(name, paragraph=1, occurrence=1),),
        )
        for name in named
    ]
    links = [
        TradeLink(
            id=f"trade-{reporter}-{partner}",
            gloss=f"Trade of {reporter} with {partner}.",
            reporter=reporter,
            partner=partner,
            measure=TradeMeasure.SHARE_OF_TRADE,
            quantity=quantity,
            evidence=(text.evidence(quote),),
        )
        for reporter, partner, quantity, quote in SHARES
    ]
    source = Source(
        id="harbours",
        gloss="A note on trade.",
        title="The harbours of Ruritania",
        authors=("author",),
        outlet="The Example",
        language="en",
        paragraphs=text.source_paragraphs(),
    )
    return mxus.Dataset([source, author, *states, *links], id="harbours-coded", title="Trade of Ruritania")


def shown(ds: mxus.Dataset) -> None:
    """Print what the shares of Ruritania allow."""
    found = mxus.dependence(ds, "ruritania")
    for partner, share in found.groups.items():
        words = ds.trade_links[f"trade-ruritania-{partner}"].quantity
        print(f"  {partner:<12}{words!s:<24}{share.interval}, ¶{share.contributions[0].paragraphs[0]}")
    print(f"  largest share                       {found.interval or found.value}")
    print(f"  concentration (Herfindahl)          {found.concentration.interval}")


def main() -> None:
    """Print the bounds, and how a second source narrows them."""
    ds = coded()
    print("What the text allows")
    shown(ds)

    mine = mxus.dependence(ds, "ruritania").groups["sylvania"].interval
    theirs = mxus.dependence(ds, "sylvania").groups["ruritania"].interval
    if mine is None or theirs is None:
        raise SystemExit("the shares of the two exclude each other")
    least = asymmetry(mine.lower, theirs.upper)
    print("\nWho depends more?")
    print(f"  Sylvania has a share in {mine}, Ruritania one in {theirs}:")
    print(f"  Ruritania depends more, by {least.value:.2f} at least.")

    print("\nWith a customs report that has Sylvania at 62 percent")
    link = ds.trade_links["trade-ruritania-sylvania"]
    known = link.evolve(quantity=Quantity.exactly(0.62, Unit.SHARE))
    shown(ds.replace(known))
    print(f"\nPlease cite:\n\n{mxus.dependence(ds, 'ruritania').concentration.cite()}")


if __name__ == "__main__":
    main()
