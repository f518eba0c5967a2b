"""Codings of one text to compare, and datasets with other ids: what no question may depend on."""

from hypothesis import settings
from hypothesis import strategies as st
from making import actor, at, claim, dataset, event, policy, position

import mxus
from mxus.exchange import renaming
from mxus.vocabulary import Arena, EventType, Expression, LinkType, Stance, Status

FEWER = settings(max_examples=min(settings.default.max_examples, 250))
"""For laws each example of which is one or two whole datasets: up to a quarter of the most."""

STATES = ("ruritania", "sylvania", "third")
PASSAGES = st.sampled_from(
    [(0, 0, 9), (0, 0, 28), (1, 0, 33), (1, 0, 20), (1, 34, 63), (1, 34, 55), (1, 64, 84), (2, 0, 34)]
)


@st.composite
def codings(draw):
    """Sound codings of one text, with records that refer to each other; some say the same of the same passage."""

    def evidence():
        return tuple(
            at(*passage, status=draw(st.sampled_from([Status.ASSERTED, Status.ALLEGED])))
            for passage in draw(st.lists(PASSAGES, min_size=1, max_size=2, unique=True))
        )

    def pair():
        return draw(st.permutations(STATES))[:2]

    # Few glosses, so that records occur which nothing but their place in the dataset tells apart.
    gloss = st.sampled_from(["About one thing.", "About another."])
    made = [actor("third", evidence=evidence())]
    for number in range(draw(st.integers(0, 3))):
        owner, target = pair()
        made.append(policy(f"policy-{number}", owner, targets=(target,), gloss=draw(gloss), evidence=evidence()))
    for number in range(draw(st.integers(0, 4))):
        linked = [record.id for record in made if record.kind in {"policy", "event"}]
        links = st.lists(st.sampled_from(linked), max_size=2, unique=True) if linked else st.just([])
        made.append(
            event(
                f"event-{number}",
                *pair(),
                draw(st.sampled_from([EventType.AID, EventType.ASSAULT, None])),
                gloss=draw(gloss),
                evidence=evidence(),
                links=tuple(mxus.Link(type=LinkType.RESPONDS_TO, target=name) for name in draw(links)),
            )
        )
    for number in range(draw(st.integers(0, 2))):
        made.append(claim(f"claim-{number}", draw(st.sampled_from(STATES)), gloss=draw(gloss), evidence=evidence()))  # noqa: PERF401
    targets = st.sampled_from([record.id for record in made])
    for number in range(draw(st.integers(0, 4))):
        target = draw(targets)
        made.append(
            position(
                f"position-{number}",
                draw(st.sampled_from([name for name in STATES if name != target])),
                target,
                draw(st.sampled_from(Stance)),
                gloss=draw(gloss),
                expression=draw(st.sampled_from(Expression)),
                arena=draw(st.sampled_from([Arena.DOMESTIC, Arena.GLOBAL])),
                evidence=evidence(),
            )
        )
    return dataset(*made)


def renamed(ds, new_id):
    """Return the dataset with every id, and every reference to it, replaced by ``new_id(id)``."""
    return renaming.renamed(ds, {name: new_id(name) for name in ds})
