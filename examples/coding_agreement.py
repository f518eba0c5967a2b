"""How far the two codings behind the bundled article agree, and what the indices make of it.

Two questions are asked apart. *Finding*: does a sentence carry a record of a kind? One unit a sentence. *Judging*:
where both found the same thing, do they code it alike? One unit a pair of records. Then every index of two states is
asked of both codings: where the coders disagree, it is an interval.

Run it: python examples/coding_agreement.py
"""

from collections.abc import Iterator

import mxus
from mxus.intercoder.comparison import Comparison


def indices(both: Comparison) -> Iterator[str]:
    """Yield each index of Mexico and the United States by either coding, and alignment in two arenas."""
    for result in both.indices("mexico", "united-states"):
        if result.n:
            yield result.summary()
    for arena in ("bilateral-agenda", "regional-diplomacy"):
        yield f"{arena}:\n{both.index(in_arena, 'mexico', 'united-states', arena=arena).summary()}"


def in_arena(ds: mxus.Dataset, first: str, second: str, *, arena: str) -> mxus.Result:
    """Return the alignment of two actors in one arena: any function of a dataset that returns a result will do."""
    return mxus.alignment(ds, first, second, by="arena").groups[arena]


if __name__ == "__main__":
    compared = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    print(compared.summary())
    print()
    print("\n".join(indices(compared)))
    print()
    print("What they code otherwise, the first five passages:")
    print(*compared.explain().splitlines()[:40], sep="\n")
    print()
    print(compared.cite())
