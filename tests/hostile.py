"""A dataset whose every free text tries to be markup, and one of thousands of records."""

from making import actor, at, claim, dataset, event, paragraph, policy, position, source, trade

import mxus
from mxus.values.quantity import Quantity
from mxus.vocabulary import Arena, EventType, PolicyType, Stance

ATTACKS = (
    "<script>window.hurt = 1</script>",
    '"><img src=x onerror="window.hurt = 2">',
    "'><svg onload=window.hurt=3>",
    "</script><script>window.hurt = 4</script>",
    "</style><style>body{display:none}</style>",
    "<!-- a comment that does not end",
    "&lt;b&gt; &amp;amp; \\u003cscript\\u003e",
    "javascript:window.hurt=5",
    "]]><![CDATA[ {{7*7}} ${7*7}",
    "שלום, العالم <b>bold</b>",
    "W" * 120,
)
"""Each is as a name may be: on one line, of at most 120 characters."""

TURNED = "Words \u202egnorw eht yaw\u202c round, and <b>bold</b> \u2066too."
"""A text of a user's own may turn its direction, though no field of a record may."""


def hostile() -> tuple[mxus.Dataset, dict[str, mxus.SourceText]]:
    """Return the dataset, and a text that it is of."""
    states = [actor(f"s{number}", name=attack, gloss=attack, note=attack) for number, attack in enumerate(ATTACKS)]
    evidence = (at(0, 0, 9, note=ATTACKS[0]),)
    ids = [state.id for state in states]
    pairs = list(zip(ids, [*ids[1:], ids[0]], strict=True))
    records = [
        *(event(f"e-{a}", a, b, EventType.SUPPORT, gloss=attack, note=attack, place=attack, evidence=evidence,
                period=mxus.Period("2020~", phrase="<i>then</i>"))
          for (a, b), attack in zip(pairs, ATTACKS, strict=True)),
        *(policy(f"p-{a}", a, gloss=attack) for (a, _), attack in zip(pairs, ATTACKS, strict=True)),
        *(position(f"o-{a}-{b}", a, f"p-{b}", Stance.OPPOSES, gloss=ATTACKS[0]) for a, b in pairs),
        *(position(f"o-{a}-own", a, f"p-{a}", Stance.SUPPORTS, gloss=ATTACKS[1]) for a, _ in pairs),
        trade("t", "s0", "s1", Quantity.less_than(0.5, "share"), gloss=ATTACKS[2], scope=ATTACKS[3]),
        claim("c1", "s1", gloss=ATTACKS[3], rivals=("c2",)),
        claim("c2", "s2", gloss=ATTACKS[4], rivals=("c1",)),
    ]  # fmt: skip
    turned = source(id="turned", title=ATTACKS[0], outlet=ATTACKS[1], paragraphs=(paragraph(TURNED),))
    words = mxus.Evidence(source="turned", locator=mxus.Locator.of(TURNED, paragraph=0, start=0, end=len(TURNED)))
    found = dataset(turned, *states, *records, event("e-turned", "s0", "s2", EventType.ASSAULT, evidence=(words,)))
    return mxus.Dataset(
        found.values(), **{**found.about(), "title": ATTACKS[3], "description": ATTACKS[0], "coders": (ATTACKS[1],)}
    ), {"turned": mxus.SourceText.of(TURNED, source="turned")}


def large(records: int = 2_000) -> mxus.Dataset:
    """Return a dataset of about so many records: states, their policies, acts and positions."""
    states = [actor(f"s{number}", name=f"State {number}") for number in range(records // 40)]
    ids = [state.id for state in states]
    policies = [policy(f"p{number}", ids[number % len(ids)], type=PolicyType.TARIFF) for number in range(records // 10)]
    events = [
        event(
            f"e{number}", ids[number % len(ids)], ids[(number * 7 + 1 + number // 11) % len(ids)],
            (EventType.SUPPORT, EventType.ASSAULT, EventType.CONSULT)[number % 3],
            period=mxus.Period(f"{2000 + number % 25}-{1 + number % 12:02}"),
        )
        for number in range(records * 4 // 10)
        if (number * 7 + 1 + number // 11 - number) % len(ids)
    ]  # fmt: skip
    positions = [
        position(
            f"o{number}",
            ids[(number * 3) % len(ids) if number % 4 else number % 2],
            policies[number % len(policies)].id,
            tuple(Stance)[number % 5],
            arena=(Arena.BILATERAL_AGENDA, Arena.REGIONAL_DIPLOMACY)[number % 2],
        )
        for number in range(records - len(states) - len(policies) - len(events))
    ]  # fmt: skip
    return dataset(*states, *policies, *events, *positions)
