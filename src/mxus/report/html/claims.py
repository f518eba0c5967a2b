"""Rival claims side by side: readings that cannot well be held together, with who holds them."""

from __future__ import annotations

from collections.abc import Sequence

from mxus.records.claim import Claim
from mxus.report.html.context import Context
from mxus.report.html.markup import Html, el, said

__all__ = ["claims"]


def claims(context: Context, rivals: Sequence[Claim]) -> Html | None:
    """Return the section; None where no claim has a rival."""
    if not rivals:
        return None
    groups = _disputes(rivals)
    return el(
        "section",
        el("h2", "Rival readings"),
        el("p", f"{len(rivals)} claims in {len(groups)} dispute{'s' * (len(groups) != 1)}. Together stand claims "
           "that speak against each other; none of them is coded as true.", class_="note"),
        (el("div", (_card(context, claim) for claim in group), class_="dispute") for group in groups),
        id="rivals",
    )  # fmt: skip


def _disputes(rivals: Sequence[Claim]) -> list[list[Claim]]:
    """Return the claims in groups within which each is led to from each, rival by rival."""
    by_id = {claim.id: claim for claim in rivals}
    groups: list[list[Claim]] = []
    seen: set[str] = set()
    for claim in rivals:
        if claim.id in seen:
            continue
        seen.add(claim.id)
        group = [claim]
        for one in group:
            new = [other for other in one.rivals if other not in seen]
            seen.update(new)
            group += [by_id[other] for other in new]
        groups.append(group)
    return groups


def _card(context: Context, claim: Claim) -> Html:
    against = [el("li", el("a", said(context.title(other)), href=f"#r-{other}")) for other in claim.rivals]
    who = [
        [said(context.name(holder)), ", " if number < len(claim.holders) else ""]
        for number, holder in enumerate(claim.holders, 1)
    ]
    return el(
        "article",
        el("h3", who),
        el("p", el("a", said(claim.gloss), href=f"#r-{claim.id}", class_="mark"), " ", context.where(claim)),
        el("details", el("summary", f"Speaks against {len(against)}"), el("ul", against)),
        class_="claim",
    )
