"""The argument of the bundled article, asked question by question, each answer with what it cannot bear.

Rafael Rojas: Mexico makes common cause with Washington on what is vital between the two, and keeps its distance in the
region's diplomacy. Run it: python examples/the_articles_argument.py
"""

import textwrap

import mxus
from mxus.analysis.alignment import AlignmentResult
from mxus.analysis.sensitivity import Sensitivity, sign_of_value

MEXICO, WASHINGTON = "mexico", "united-states"


def question(number: int, words: str) -> None:
    """Print a question."""
    print(f"\n{number}. {words}")


def limit(words: str) -> None:
    """Print what an answer cannot bear."""
    print(textwrap.fill(f"Limit: {words}", 78, initial_indent="   ", subsequent_indent="   "))


def stages(ds: mxus.Dataset) -> AlignmentResult:
    """Return alignment stage by stage."""
    return mxus.alignment(ds, MEXICO, WASHINGTON, by="arena")


def near_and_far(result: mxus.Result) -> tuple[str, ...]:
    """Return on which side of zero the two stages are."""
    return tuple(map(sign_of_value, (result.groups[each] for each in ("bilateral-agenda", "regional-diplomacy"))))


def words(ds: mxus.Dataset) -> mxus.Result:
    """Return how friendly Mexico's words to Washington are on balance."""
    return mxus.cooperation(ds, MEXICO, WASHINGTON).groups["verbal"]


def print_sensitivity(what: str, tried: Sensitivity) -> None:
    """Print how many changes of one record turn a verdict, and of which records."""
    print(f"   {what}: {len(tried.decisive)} of {len(tried.changes)} changes would")
    for name in dict.fromkeys(change.record for change in tried.decisive):
        print(f"      {name}")


def main() -> None:
    """Ask the eight questions."""
    ds = mxus.load()
    print(ds.references()[0].title)

    question(1, "How aligned are Mexico and the United States, stage by stage?")
    aligned = stages(ds)
    for arena, result in aligned.groups.items():
        if result.is_defined:
            print(f"   {arena:<20}S = {result.value:+.2f} in {result.interval}, {result.n} objects")
    everywhere = aligned.family
    print(f"   over all: S {float(everywhere['s_absolute']):+.2f}, corrected for chance", end=" ")
    print(f"{float(everywhere['alignment_absolute']):+.2f}")
    limit(
        "S takes two who support nearly everything for friends. Corrected for chance the two are near no more than "
        "strangers: it is the stages that differ, not the whole that is near."
    )

    question(2, "With whom in the region is Mexico aligned?")
    network = mxus.signed_network(ds)
    for name in ("cuba", "venezuela", "colombia", "brazil"):
        both, tie = mxus.alignment(ds, MEXICO, name), network.tie(MEXICO, name)
        s = f"S = {both.value:+.2f} over {both.n} object" if both.is_defined else "no object on which both take a side"
        print(f"   {name:<12}{s}; {'no tie' if tie is None else f'tie {tie.sign:+d}, {len(tie.records)} records'}")
    limit("one object, or none: the article says what Mexico does for Cuba and Venezuela, not what they think of it.")

    question(3, "Is cooperation with the United States in words or in deeds?")
    for sort, result in mxus.cooperation(ds, MEXICO, WASHINGTON).groups.items():
        print(f"   {sort:<10}{result.value:+.2f} over {result.n} events")
    limit("eight events that one author chose; each counts once, the handing over of 26 people like a meeting.")

    question(4, "What did Mexico get, and for what?")
    for exchange in mxus.bargain(ds, actor=MEXICO).exchanges:
        for name in (*exchange.got_by(MEXICO), "  for", *exchange.given_by(MEXICO)):
            print(f"   {name}")
    limit("an exchange is one because the text says so; neither side is asked.")

    question(5, "How dependent is Mexico's trade?")
    trade = mxus.dependence(ds, MEXICO)
    print(f"   largest share {trade.value:.0%}; concentration (Herfindahl) in {trade.concentration.interval}")
    for partner in ("brazil", "cuba"):
        print(f"   {partner:<12}share in {trade.groups[partner].interval}")
    limit("shares as the article rounds them; of all other partners it says nothing.")

    question(6, "Is the network of actors balanced, and which ties strain it?")
    structure = mxus.balance(ds)
    print(f"   frustration score {structure.value:.2f} (1: balanced) of {structure.n} ties; against it:")
    for tie in structure.would_have_to_turn:
        print(f"   {' - '.join(tie.actors)} ({'friends' if tie.sign > 0 else 'foes'}, {len(tie.records)} records)")
    print(f"   were each stance misjudged by one level: anywhere in {structure.bounds[-1].interval}")
    limit("other camps may be as good, and most ties rest on one record.")

    question(7, "Does the record bear the thesis out, and how fragile is that?")
    print(mxus.compensation(ds, MEXICO, WASHINGTON).summary())

    question(8, "Which single judgement of the coders would change the verdict?")
    print_sensitivity("near here, far there", mxus.sensitivity(ds, stages, verdict=near_and_far))
    print_sensitivity("friendly in words", mxus.sensitivity(ds, words))
    limit("one change at a time; two at once may do what none does alone, and none is more likely than another.")

    print()
    print(structure.cite())


if __name__ == "__main__":
    main()
