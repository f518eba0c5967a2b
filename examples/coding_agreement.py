"""How far do two codings of one text agree? The two passes behind the bundled article, field by field.

Two questions are asked apart. *Finding*: does a sentence carry a record of a kind? One unit a sentence. *Judging*:
where both found the same thing, do they code it alike? One unit a pair of records. Records are paired by what
identifies them: actors, policies, events and trade links by id (both coders had one list of names), positions by
holder, object and expression, claims by the passages they share.

Run it: python examples/coding_agreement.py
"""

from collections.abc import Hashable
from typing import Any

import mxus
from mxus.measures import cite, field_reliability

FIELDS = {
    "actors": ("type", "country", "principal"),
    "policies": ("type", "owners", "issue", "arena", "status"),
    "events": ("act", "type", "mode", "initiators", "recipients", "issue", "arena", "bounds"),
    "positions": ("stance", "issue", "arena"),
    "claims": ("type", "holders", "issue", "arena"),
    "trade_links": ("quantity",),
}

NONE = "none"


def finding(first: mxus.Dataset, second: mxus.Dataset, collection: str) -> list[tuple[bool, bool]]:
    """Return for each sentence whether each coding has a record of the collection in it."""
    sides = []
    for ds in (first, second):
        names = set(getattr(ds, collection))
        sides.append([not names.isdisjoint(sentence.records) for sentence in mxus.coverage(ds).sentences])
    return list(zip(*sides, strict=True))


def pairs(first: mxus.Dataset, second: mxus.Dataset, collection: str) -> list[tuple[Any, Any]]:
    """Return the records of the two codings that are about the same thing."""
    if collection == "claims":
        return claims_with_shared_passages(first, second)

    def key(record: Any) -> Hashable:
        return (record.holder, record.target, record.expression) if collection == "positions" else record.id

    others = {key(record): record for record in getattr(second, collection).values()}
    return [(record, others[key(record)]) for record in getattr(first, collection).values() if key(record) in others]


def claims_with_shared_passages(first: mxus.Dataset, second: mxus.Dataset) -> list[tuple[Any, Any]]:
    """Return pairs of claims each of which shares more characters with the other than with any third."""

    def characters(claim: mxus.Claim) -> set[tuple[int, int]]:
        places = (passage.locator for passage in claim.evidence)
        return {(place.paragraph, offset) for place in places for offset in range(place.start, place.end)}

    mine = {claim.id: characters(claim) for claim in first.claims.values()}
    theirs = {claim.id: characters(claim) for claim in second.claims.values()}

    def best(passage: set[tuple[int, int]], among: dict[str, set[tuple[int, int]]]) -> str | None:
        shared = {name: len(passage & other) / len(passage | other) for name, other in among.items()}
        name = max(shared, key=lambda each: shared[each])
        return name if shared[name] else None

    found = []
    for name, passage in mine.items():
        other = best(passage, theirs)
        if other is not None and best(theirs[other], mine) == name:
            found.append((first.claims[name], second.claims[other]))
    return found


def coded(record: Any, field: str) -> Hashable:
    """Return how a record codes a field, order and wording of no account; that it has none is a judgement, too."""
    if field == "bounds":
        return NONE if record.period is None else (record.period.earliest, record.period.latest)
    value = getattr(record, field)
    if value is None:
        return NONE
    return frozenset(value) if isinstance(value, tuple) else value


def table() -> str:
    """Return the table of agreement: question, units, share of units coded alike, alpha."""
    first, second = mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second")
    rows: list[tuple[str, int, float, str]] = []
    for collection, fields in FIELDS.items():
        both = len(pairs(first, second, collection))
        either = len(getattr(first, collection)) + len(getattr(second, collection)) - both
        rows.append((f"{collection}: found by both", either, both / either, "-"))
        matched = pairs(first, second, collection)
        sentences = finding(first, second, collection)
        codings = [
            {
                "found in a sentence": [unit[side] for unit in sentences],
                **{field: [coded(pair[side], field) for pair in matched] for field in fields},
            }
            for side in (0, 1)
        ]
        ordinal = {"stance": list(mxus.vocabulary.Stance)} if "stance" in fields else None
        for field, found in field_reliability(codings[0], codings[1], ordinal=ordinal).items():
            shown = f"{found.alpha.value:.2f}" if found.alpha.is_defined else "-"
            rows.append((f"{collection}: {field}", found.agreement.n, float(found.agreement), shown))
    lines = [f"{'':<32}{'units':>6}{'alike':>8}{'alpha':>8}"]
    lines += [f"{name:<32}{units:>6}{alike:>8.2f}{shown:>8}" for name, units, alike, shown in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
    print()
    print("\n\n".join(reference.bibtex() for reference in mxus.load().references()))
    print()
    print(cite(field_reliability))
