"""From a text of one's own to an index that leads back to its words, in Python, from nothing.

The text is made up. Each record quotes the words that bear it; the dataset keeps where they stand and a digest of them,
and not the words. Then a question is asked, its answer is explained with the words, and a copy of the text in which one
word differs is found out.

Run it: python examples/a_source_of_your_own.py
"""

import tempfile
from pathlib import Path

import mxus
from mxus import Actor, Event, Evidence, Policy, Position, Source, SourceText
from mxus.vocabulary import Act, ActorType, Arena, EventType, Expression, Issue, PolicyStatus, PolicyType, Stance

WORDS = """Two neighbours and a river

By Vera Holm

In 2024 Ruritania dammed the Drava. Sylvania called the dam an act of theft.

At the river commission both governments backed the ban on gold mining. When the flood came in May, Ruritania sent
Sylvania two hundred boats."""

TEXT = SourceText.of(WORDS, source="river")


def quoted(words: str) -> tuple[Evidence, ...]:
    """Return the one passage where the words stand; that they stand in several places, or in none, is an error."""
    return (TEXT.evidence(words),)


def actor(name: str, kind: ActorType, words: str) -> Actor:
    """Return an actor whose id is its name."""
    return Actor(id=name.lower().replace(" ", "-"), gloss=f"{name}.", name=name, type=kind, evidence=quoted(words))


def arena_of(policy: str) -> Arena:
    """Return where a policy is dealt with: the dam between the two, the ban in the region."""
    return Arena.BILATERAL_AGENDA if policy == "dam" else Arena.REGIONAL_DIPLOMACY


def policy(name: str, kind: PolicyType, owners: tuple[str, ...], words: str) -> Policy:
    """Return something that lasts."""
    where, state = {"issue": Issue.ENERGY, "arena": arena_of(name)}, PolicyStatus.IN_FORCE
    return Policy(
        id=name, gloss=f"The {name}.", type=kind, owners=owners, status=state, evidence=quoted(words), **where
    )


def position(holder: str, target: str, stance: Stance, expression: Expression, words: str) -> Position:
    """Return a side taken, in words or in deeds."""
    what = {"holder": holder, "target": target, "issue": Issue.ENERGY, "arena": arena_of(target)}
    name, gloss = f"{holder}-on-{target}", f"What {holder} makes of it."
    return Position(id=name, gloss=gloss, stance=stance, expression=expression, evidence=quoted(words), **what)


def event(name: str, kind: EventType, initiators: tuple[str, ...], recipients: tuple[str, ...], words: str) -> Event:
    """Return something that happened, between the two, in May 2024 as far as one can tell."""
    who, when = {"initiators": initiators, "recipients": recipients}, mxus.Period("2024-05", basis="inferred")
    what = {"act": Act.SUPPLY, "issue": Issue.SECURITY, "arena": Arena.BILATERAL_AGENDA}
    return Event(id=name, gloss=f"The {name}.", type=kind, period=when, evidence=quoted(words), **who, **what)


def coded() -> mxus.Dataset:
    """Return the text as a dataset."""
    source = Source(
        id="river",
        gloss="An article on two neighbours.",
        title="Two neighbours and a river",
        authors=("vera-holm",),
        outlet="The Example",
        language="en",
        paragraphs=TEXT.source_paragraphs(),
    )
    both = "both governments backed the ban on gold mining"
    records = [
        source,
        actor("Vera Holm", ActorType.PERSON, "Vera Holm"),
        actor("Ruritania", ActorType.STATE, "In 2024 Ruritania"),
        actor("Sylvania", ActorType.STATE, "Sylvania called"),
        policy("dam", PolicyType.PUBLIC_WORK, ("ruritania",), "Ruritania dammed the Drava"),
        policy("mining-ban", PolicyType.RESTRICTION, ("ruritania", "sylvania"), "the ban on gold mining"),
        position("ruritania", "dam", Stance.SUPPORTS_STRONGLY, Expression.MATERIAL, "Ruritania dammed the Drava"),
        position("sylvania", "dam", Stance.OPPOSES_STRONGLY, Expression.VERBAL, "called the dam an act of theft"),
        position("ruritania", "mining-ban", Stance.SUPPORTS, Expression.VERBAL, both),
        position("sylvania", "mining-ban", Stance.SUPPORTS, Expression.VERBAL, both),
        event("boats", EventType.AID, ("ruritania",), ("sylvania",), "Ruritania sent Sylvania two hundred boats"),
    ]
    return mxus.Dataset(records, id="river-coded", title="The river, coded")


def main() -> None:
    """Ask, explain, write and verify."""
    ds = coded()
    still_open = [sentence for sentence in mxus.coverage(ds).sentences if sentence.state == "open"]
    print(
        f"sentences without a record: {len(still_open)}, in ¶{', ¶'.join(str(each.paragraph) for each in still_open)}\n"
    )
    for arena, result in mxus.alignment(ds, "ruritania", "sylvania", by="arena").groups.items():
        if result.is_defined:
            print(f"{arena:<19}{result}")
    print(f"\n{mxus.explain(mxus.cooperation(ds, 'ruritania', 'sylvania'), ds, texts=TEXT)}")

    with tempfile.TemporaryDirectory() as folder:
        mxus.write(ds, Path(folder, "river.json"))
        copy = Path(folder, "copy.txt")
        copy.write_text(WORDS.replace("theft", "faith"), encoding="utf-8")
        print("\nA copy in which a word differs:")
        print(*mxus.verify(mxus.read(Path(folder, "river.json")), copy).discrepancies, sep="\n")
    print(f"\nPlease cite:\n\n{mxus.alignment(ds, 'ruritania', 'sylvania').cite()}")


if __name__ == "__main__":
    main()
