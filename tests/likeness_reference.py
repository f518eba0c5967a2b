"""How alike records of two codings are, pair by pair and character by character: what the fast way is held to."""

from mxus import Actor, Position, TradeLink
from mxus.analysis.coding import FIELDS, LATER, coded


def _characters(coding, record):
    return {
        (coding.texts[each.source], each.locator.paragraph, offset)
        for each in record.evidence
        for offset in range(each.locator.start, each.locator.end)
    }


def _said(record, name_of):
    return [coded(getattr(record, field), name_of) for field in FIELDS[record.kind] if field not in LATER]


def _names(actor):
    return {name.casefold() for name in (actor.name, *actor.aliases)}


def _may_be_one(first, second, partners, one, other):
    def same(mine, theirs):
        return partners.get(mine) == theirs

    if isinstance(one, Actor):
        codes = ((one.iso3, other.iso3), (one.cow, other.cow))
        return not any(mine is not None and theirs is not None and mine != theirs for mine, theirs in codes)
    if isinstance(one, Position):
        standing = second.standing[other.id]
        return same(one.target, other.target) and any(partners.get(x) in standing for x in first.standing[one.id])
    if isinstance(one, TradeLink):
        return same(one.reporter, other.reporter) and same(one.partner, other.partner)
    return True


def _likeness(first, second, partners, one, other):
    if not _may_be_one(first, second, partners, one, other):
        return 0.0
    here, there = _characters(first, one), _characters(second, other)
    overlap = len(here & there) / len(here | there)
    if isinstance(one, Actor):
        named = len(_names(one) & _names(other)) / len(_names(one) | _names(other))
        codes = [{code for code in (each.iso3, each.cow) if code is not None} for each in (one, other)]
        if named or codes[0] & codes[1]:
            return 2.0 + named + overlap
    if not here & there:
        return 0.0
    mine = _said(one, lambda name: partners.get(name, (name,) if name in first.dataset else name))
    theirs = _said(other, str)
    return (overlap + sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)) / 2


def _order(coding, records):
    seen = {}
    return {
        record.id: seen.setdefault(coding.profiles[record.id], []).append(0)
        or len(seen[coding.profiles[record.id]]) - 1
        for record in records
    }


def excesses(first, second, partners, mine, theirs):
    """Return by how much each two records are more than half alike, for those that are, by their places."""
    order = _order(first, mine), _order(second, theirs)
    found = {}
    for row, one in enumerate(mine):
        for column, other in enumerate(theirs):
            excess = _likeness(first, second, partners, one, other) - 0.5
            if excess > 0:
                same = first.profiles[one.id] == second.profiles[other.id]
                ties = (one.gloss == other.gloss, same, same and order[0][one.id] == order[1][other.id])
                found[row, column] = excess + 1e-6 * sum(ties)
    return found
