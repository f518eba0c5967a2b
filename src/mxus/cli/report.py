"""The report: a dataset at a glance, in a terminal of 80 columns.

Who and what; how the two main states stand to each other by arena and issue; how they treat each other in words and
in deeds; whom they trade with; what the text argues and who reads it otherwise. Every line names its paragraphs.
Nothing in it is about one text: another dataset gives another report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import attrs
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from mxus.analysis.compensation import CompensationResult
from mxus.cli.render import brackets, figure, plain_table, result_as_data
from mxus.dataset.dataset import AnyRecord
from mxus.dataset.document import COLLECTIONS, Collection
from mxus.records.claim import Claim
from mxus.report.findings import Findings
from mxus.report.overview import most_present
from mxus.report.wording import in_words
from mxus.values.interval import Undefined
from mxus.values.locator import places
from mxus.values.result import GroupedResult, Result
from mxus.vocabulary.agenda import Arena
from mxus.vocabulary.statements import LinkType

__all__ = ["Report"]

_CAUTION = (
    "These numbers describe a coded text, not the world: they weigh what its author chose to tell. "
    "mxus show ID leads from any record to its passages."
)


@attrs.frozen(kw_only=True)
class Report(Findings):
    """What the report says, laid out for a terminal or as data.

    Examples
    --------
    >>> import mxus
    >>> report = Report.of(mxus.load())
    >>> report.pair
    ('mexico', 'united-states')
    """

    def as_data(self) -> dict[str, Any]:
        """Return the report as JSON data."""

        def grouped(result: GroupedResult | None) -> dict[str, Any] | None:
            if result is None:
                return None
            groups = {name: result_as_data(group) for name, group in result.groups.items()}
            return {**result_as_data(result), "by": result.by, "groups": groups}

        return {
            "dataset": self.dataset.id,
            "sources": [str(reference) for reference in self.dataset.references()],
            "records": {name: len(getattr(self.dataset, name)) for name in COLLECTIONS},
            "sentences": {
                found.source: {state: found.count(state) for state in ("coded", "excused", "open")}
                for found in self.coverages
            },
            "pair": self.pair,
            "alignment_by_arena": grouped(self.by_arena),
            "alignment_by_issue": grouped(self.by_issue),
            "cooperation": [
                {"source": source, "target": target, **(grouped(result) or {})}
                for source, target, result in self.directed
            ],
            "trade": [
                {"reporter": reporter, "share": share.value, **(grouped(result) or {})}
                for reporter, share, result in self.trade
            ],
            "compensation": None if self.compensation is None else _tested(self.compensation),
            "balance": self._balance_as_data(),
            "theses": [{"id": claim.id, "gloss": claim.gloss} for claim in self.theses],
            "rival_claims": [
                {"id": claim.id, "holders": claim.holders, "gloss": claim.gloss, "rivals": claim.rivals}
                for claim in self.rivals
            ],
        }

    def _balance_as_data(self) -> dict[str, Any] | None:
        if self.balance is None:
            return {"not_computed": self.no_balance} if self.no_balance else None
        return {
            **result_as_data(self.balance),
            "camps": self.balance.camps,
            "would_have_to_turn": [tie.actors for tie in self.balance.would_have_to_turn],
        }

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        """Lay the report out."""
        yield Text(self.dataset.title, style="bold")
        yield from self._text_and_coverage()
        yield from self._who_and_what()
        yield from self._figures_and_exchanges()
        if self.pair is not None and self.by_arena is not None and self.by_issue is not None:
            yield from self._pair(self.by_arena, self.by_issue)
        yield from self._balance()
        yield from self._trade()
        yield from self._argument()
        yield ""
        yield Text(_CAUTION, style="dim")

    def _text_and_coverage(self) -> Iterator[RenderableType]:
        for reference, found in zip(self.dataset.references(), self.coverages, strict=True):
            sentences = len(found.sentences)
            done = f"{found.count('coded')} of {sentences} sentences coded, {found.count('excused')} excused"
            left = f", {found.count('open')} open" if found.count("open") else ""
            yield Text(f"{reference}; {done}{left}", style="dim")

    def _who_and_what(self) -> Iterator[RenderableType]:
        yield _heading("Who")
        kinds = Counter(actor.type for actor in self.dataset.actors.values())
        yield Text(", ".join(f"{count} {_plural(kind.value, count)}" for kind, count in kinds.most_common()))
        present = ", ".join(f"{self._name(actor)} {count}" for actor, count in most_present(self.dataset, 8))
        yield Text(f"in most records: {present}")
        yield _heading("What")
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("arena", style="cyan")
        columns: tuple[Collection, ...] = ("policies", "events", "positions", "claims")
        for name in columns:
            table.add_column(name, justify="right")
        for arena in Arena:
            row = [self._within(name, arena) for name in columns]
            if any(row):
                table.add_row(arena.value, *map(str, row))
        table.add_row("all", *(str(len(getattr(self.dataset, name))) for name in columns), style="bold")
        yield table

    def _figures_and_exchanges(self) -> Iterator[RenderableType]:
        """Yield the events and policies that the text puts a number to, and what it says was given for what."""
        table = plain_table("figure", "of what")
        for event in self.dataset.events.values():
            counted = [] if event.count is None else [in_words(event.count)]
            killed = [] if event.casualties is None else [f"{in_words(event.casualties)} killed"]
            said = ", ".join([*counted, *killed])
            if said:
                table.add_row(said, self._glossed(event))
        for policy in self.dataset.policies.values():
            sizes = [(each.name, each.quantity) for each in policy.parameters if each.quantity is not None]
            if sizes:
                said = ", ".join(f"{name}: {in_words(size)}" for name, size in sizes)
                table.add_row(said, self._glossed(policy))
        if table.row_count:
            yield _heading("In figures")
            yield table
        exchanged = [
            (event, [link.target for link in event.links if link.type is LinkType.IN_EXCHANGE_FOR])
            for event in self.dataset.events.values()
        ]
        if any(targets for _, targets in exchanged):
            yield _heading("Given in exchange")
            for event, targets in exchanged:
                if targets:
                    yield self._glossed(event)
                    yield from (
                        Padding(Text.assemble("for: ", self._glossed(self.dataset[each])), (0, 0, 0, 2))
                        for each in targets
                    )

    def _glossed(self, record: AnyRecord) -> Text:
        where = places(evidence.passage for evidence in record.evidence)
        return Text.assemble(record.gloss, (f" ({where})", "dim"))

    def _within(self, collection: Collection, arena: Arena) -> int:
        return sum(record.arena is arena for record in getattr(self.dataset.document, collection))

    def _pair(self, by_arena: GroupedResult, by_issue: GroupedResult) -> Iterator[RenderableType]:
        first, second = (self._name(actor) for actor in self.pair or ())
        yield _heading(f"{first} and {second}: alignment")
        yield Text("Signorino-Ritter S over objects both take a side on, -1 to 1", style="dim")
        table = plain_table("", "S", "objects", "where")
        table.add_row(Text("all", style="bold"), figure(by_arena), str(by_arena.n), _where(by_arena))
        for result in (by_arena, by_issue):
            table.add_section()
            for name, group in result.groups.items():
                if group.is_defined:
                    table.add_row(name, figure(group), str(group.n), _where(group))
        yield table
        yield _heading(f"{first} and {second}: cooperation")
        yield Text("net cooperation over events, -1 (conflict alone) to 1 (cooperation alone)", style="dim")
        table = plain_table("", "", "net", "events", "where")
        for source, target, result in self.directed:
            table.add_section()
            for name, part in (("all", result), *result.groups.items()):
                direction = f"{self._name(source)} → {self._name(target)}" if part is result else ""
                table.add_row(direction, name, figure(part), str(part.n), _where(part))
        yield table

    def _balance(self) -> Iterator[RenderableType]:
        found = self.balance
        if found is None and not self.no_balance:
            return
        yield _heading("Who stands with whom")
        if found is None:
            yield Text(f"structural balance is not computed: {self.no_balance}", style="dim")
            return
        yield Text("structural balance, 1 (every relation fits two camps) to 0", style="dim")
        yield Text.assemble(("frustration score ", "bold"), figure(found), f", {found.n} relations")
        for number, camp in enumerate(found.camps, 1):
            tied = [actor for actor in camp if any(tie.sign and actor in tie.actors for tie in found.network.ties)]
            yield Text(f"camp {number}: {', '.join(map(self._name, tied)) or 'nobody'}")
        for tie in found.would_have_to_turn:
            relation = "friends in different camps" if tie.sign > 0 else "foes in one camp"
            where = places(each.passage for record in tie.records for each in self.dataset[record].evidence)
            names = " and ".join(map(self._name, tie.actors))
            yield Text.assemble(f"does not fit: {names}, {relation}", (f" ({where})", "dim"))

    def _trade(self) -> Iterator[RenderableType]:
        for reporter in dict.fromkeys(reporter for reporter, _, _ in self.trade):
            links = [link for link in self.dataset.trade_links.values() if link.reporter == reporter]
            yield _heading(f"Trade of {self._name(reporter)}")
            dated = any(link.period is not None for link in links)
            table = plain_table("partner", "measure", *(["when"] if dated else []), "as stated", "where")
            for link in links:
                when = ["" if link.period is None else link.period.edtf] if dated else []
                where = Text(places(evidence.passage for evidence in link.evidence), style="dim")
                measure = link.measure.value.replace("-", " ")
                table.add_row(self._name(link.partner), measure, *when, in_words(link.quantity), where)
            yield table
            for result in (result for other, _, result in self.trade if other == reporter):
                yield Text(f"{result.measure}: {_bounds_of(result)}", style="dim")

    def _argument(self) -> Iterator[RenderableType]:
        if self.theses:
            yield _heading("Where the thesis stands")
            yield from (self._claim(claim) for claim in self.theses)
            yield from self._tested()
        if self.rivals:
            yield Text("rival readings", style="cyan")
            yield from (Padding(self._claim(claim), (0, 0, 0, 2)) for claim in self.rivals)

    def _tested(self) -> Iterator[RenderableType]:
        result = self.compensation
        if result is None or isinstance(result.value, Undefined):
            return
        sides = f"{float(result.near):+.2f} on the bilateral agenda, {float(result.far):+.2f} in regional diplomacy"
        known = "" if result.interval is None else f" in {brackets(result.interval)}"
        yield Text(f"in this coding: mean code {sides}; D = {result.value:+.2f}{known}", style="bold")
        test = result.test
        drawn = "" if test.bootstrap is None else f"; 95% of draws of paragraphs in {brackets(test.bootstrap)}"
        yield Text(f"stages dealt to paragraphs at random give as much: p = {test.p_value:.4f}{drawn}", style="dim")
        yield from (Text(f"  {verdict}") for verdict in result.verdicts)

    def _claim(self, claim: Claim) -> Text:
        who = ", ".join(self._name(holder) for holder in claim.holders)
        where = places(evidence.passage for evidence in claim.evidence)
        return Text.assemble((f"{who}: ", "bold"), claim.gloss, (f" ({where})", "dim"))

    def _name(self, actor: str) -> str:
        return self.dataset.actors[actor].name


def _heading(title: str) -> RenderableType:
    return Padding(Rule(Text(title, style="bold cyan"), align="left", style="cyan"), (1, 0, 0, 0))


def _bounds_of(result: Result) -> str:
    """Return the bounds of a share, or why there is none."""
    if result.interval is None:
        return str(result.value) if not isinstance(result.value, Undefined) else result.value.reason
    ends = dict.fromkeys((result.interval.lower, result.interval.upper))
    return f"{' to '.join(f'{end:.3g}' for end in ends)} (sharp bounds)"


def _where(result: Result) -> Text:
    passages = [passage for contribution in result.contributions for passage in contribution.passages]
    return Text(places(passages), style="dim")


def _tested(result: CompensationResult) -> dict[str, Any]:
    parts = {name: result_as_data(getattr(result, name)) for name in ("near", "far", "words", "deeds")}
    test = result.test
    return {
        **result_as_data(result),
        **parts,
        "p_value": None if isinstance(test.p_value, Undefined) else test.p_value,
        "bootstrap": None if test.bootstrap is None else [test.bootstrap.lower, test.bootstrap.upper],
        "verdicts": {each.hypothesis: {"agrees": each.agrees, "firm": each.firm} for each in result.verdicts},
    }


def _plural(noun: str, count: int) -> str:
    words = noun.replace("-", " ")
    if count == 1 or words == "media":
        return words
    endings: Sequence[tuple[str, str]] = (("person", "people"), ("y", "ies"))
    for ending, plural in endings:
        if words.endswith(ending):
            return words.removesuffix(ending) + plural
    return f"{words}s"
