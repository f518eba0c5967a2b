"""All records, to filter and to read: what each says, its fields, and every passage with voice and status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, cast

from mxus.dataset.dataset import AnyRecord
from mxus.dataset.selection import participants
from mxus.records.base import Part
from mxus.records.evidence import Evidence
from mxus.report.html.context import Context
from mxus.report.html.markup import Content, Html, el, joined, said
from mxus.report.wording import in_words
from mxus.values.quantity import Quantity
from mxus.vocabulary.agenda import Arena

__all__ = ["browser"]

_HIDDEN: Final = frozenset({"kind", "id", "gloss", "evidence", "paragraphs", "name", "title", "note"})
"""Fields that are shown in a place of their own, or not for readers."""

_WORDS: Final = frozenset({"id", "evidence", "gloss", "note", "name", "title", "aliases", "outlet", "place", "scope"})
"""Fields that hold no ids of others, or those of a passage."""


def browser(context: Context) -> Html:
    """Return the section."""
    referring = _referring(context.dataset)
    records = [(record, _actors(context, record)) for record in context.dataset.values()]
    return el(
        "section",
        el("h2", "All records"),
        _form(context, [actor for _, actors in records for actor in actors]),
        el("p", f"{len(records)} records", id="found", role="status", class_="note"),
        el(
            "div",
            (_card(context, record, actors, referring.get(record.id, ())) for record, actors in records),
            id="cards",
        ),
        id="records",
    )


def _form(context: Context, present: Iterable[str]) -> Html:
    dataset = context.dataset
    kinds = dict.fromkeys(record.kind for record in dataset.values())
    present_arenas = {getattr(record, "arena", None) for record in dataset.values()}
    arenas = [arena.value for arena in Arena if arena in present_arenas]
    actors = sorted(dict.fromkeys(present), key=lambda actor: context.name(actor).casefold())
    several = len(dataset.sources) > 1
    places = {
        f"{source.id}-{number}": f"{source.id} ¶{number}" if several else f"¶{number}"
        for source in dataset.sources.values()
        for number in range(len(source.paragraphs))
    }
    choices: dict[str, Mapping[str, str]] = {
        "kind": {kind: kind.replace("_", " ") for kind in kinds},
        "arena": {arena: arena.replace("-", " ") for arena in arenas},
        "actor": {actor: context.name(actor) for actor in actors},
        "paragraph": places,
    }
    return el(
        "form",
        el("label", "Words", el("input", type="search", name="words", autocomplete="off", placeholder="in any field")),
        (
            el(
                "label",
                name.capitalize(),
                el(
                    "select",
                    el("option", "any", value=""),
                    (el("option", shown, value=key) for key, shown in held.items()),
                    name=name,
                ),
            )
            for name, held in choices.items()
        ),
        el("button", "Clear", type="reset"),
        id="filters",
        class_="filters",
        role="search",
        aria_label="Filter the records",
        hidden=True,
    )


def _card(context: Context, record: AnyRecord, actors: Iterable[str], referring: Sequence[str]) -> Html:
    name = context.title(record.id)
    fields = [*_fields(context, record)]
    return el(
        "article",
        el(
            "header",
            el("span", record.kind.replace("_", " "), class_="kind"),
            el("h3", said(name)),
            None if name == record.gloss else el("p", said(record.gloss)),
        ),
        el("dl", fields) if fields else None,
        el("p", "Coder's note: ", said(record.note), class_="coder") if record.note else None,
        el("ul", (_passage(context, evidence) for evidence in record.evidence), class_="passages")
        if record.evidence
        else None,
        el(
            "details",
            el("summary", f"Referred to by {len(referring)} record{'' if len(referring) == 1 else 's'}"),
            el("ul", (el("li", context.link(other)) for other in referring)),
        )
        if referring
        else None,
        el("p", el("a", record.id, href=f"#r-{record.id}", class_="id")),
        id=f"r-{record.id}",
        class_="record",
        tabindex="-1",
        data_kind=record.kind,
        data_arena=getattr(record, "arena", None),
        data_actor=" ".join(actors),
        data_paragraph=" ".join(
            dict.fromkeys(f"{evidence.source}-{evidence.locator.paragraph}" for evidence in record.evidence)
        ),
    )


def _actors(context: Context, record: AnyRecord) -> tuple[str, ...]:
    """Return who takes part in a record, and for whom they act then."""
    if record.kind == "actor":
        return (record.id,)
    named = [actor for actor in participants(record) if actor in context.dataset.actors]
    period = getattr(record, "period", None)
    return tuple(
        dict.fromkeys((*named, *(top for actor in named for top in context.dataset.stands_for(actor, period))))
    )


def _fields(context: Context, record: AnyRecord) -> Iterator[Html]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name not in _HIDDEN and value not in {None, ()}:
            yield el("div", el("dt", name.replace("_", " ")), el("dd", _shown(context, value)))
    for name in ("quad_class", "intensity"):
        derived = getattr(record, name, None)
        if derived is not None:
            shown = getattr(derived, "name", f"{derived:g}" if isinstance(derived, float) else str(derived))
            yield el("div", el("dt", name.replace("_", " ")), el("dd", shown.lower().replace("_", " ")))


def _shown(context: Context, value: object) -> Content:
    """Return the value of a field: ids as links, quantities in words, parts with their fields."""
    if isinstance(value, tuple):
        each = [_shown(context, member) for member in cast("tuple[object, ...]", value)]
        return each[0] if len(each) == 1 else el("ul", (el("li", one) for one in each))
    if isinstance(value, Quantity):
        return in_words(value)
    if isinstance(value, Part):
        held = ((name, getattr(value, name)) for name in type(value).model_fields)
        shown = [(name.replace("_", " "), _shown(context, one)) for name, one in held if one not in {None, (), False}]
        return joined([el("span", el("i", name), " ", content, class_="part") for name, content in shown])
    text = str(value)
    if type(value) is str and text in context.dataset:
        return el("a", said(context.title(text)), href=f"#r-{text}")
    return said(text)


def _passage(context: Context, evidence: Evidence) -> Html:
    locator = evidence.locator
    where = f"{evidence.source} ¶{locator.paragraph}" if len(context.dataset.sources) > 1 else f"¶{locator.paragraph}"
    words = context.words(evidence.passage)
    voice: Content = (
        "the author"
        if evidence.speaker is None
        else el("a", said(context.name(evidence.speaker)), href=f"#r-{evidence.speaker}")
    )
    return el(
        "li",
        el("b", where),
        el("span", f" characters {locator.start} to {locator.end}", class_="offsets"),
        " · ",
        el("span", evidence.status.value, class_=f"status {evidence.status.value}"),
        " · voice of ",
        voice,
        el("p", said(evidence.note), class_="coder") if evidence.note else None,
        el("blockquote", said(words)) if words is not None else None,
    )


def _referring(dataset: Mapping[str, AnyRecord]) -> dict[str, tuple[str, ...]]:
    """Return by id the records that name a record, but for its passages' speakers and sources."""
    found: dict[str, dict[str, None]] = {}
    for record in dataset.values():
        for name in type(record).model_fields:
            if name not in _WORDS:
                for target in _ids(getattr(record, name)):
                    if target in dataset and target != record.id:
                        found.setdefault(target, {})[record.id] = None
    return {target: tuple(records) for target, records in found.items()}


def _ids(value: object) -> Iterator[str]:
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for one in cast("tuple[object, ...]", value):
            yield from _ids(one)
    elif isinstance(value, Part):
        for name in type(value).model_fields:
            yield from _ids(getattr(value, name))
