"""Bargains: what was exchanged for what, as the links between records say.

A text connects acts: one is done *in exchange for* another, *compensates for* it in another arena, or *responds to* it.
The coder writes the link on the record that does it. A bargain is all that is linked with one another by one type of
link, with who gave and who got each part of it. What we leave out: worth. That one postponement was given for three
acts does not say that it outweighs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from mxus.analysis._common import (
    FIRM,
    citing,
    has_status,
    in_time,
    passages_of,
    period_of,
    require_actor,
    require_dataset,
    statuses_of,
)
from mxus.analysis.unused import CONTESTED, NOT_DEALT, NOT_DIRECTED, OTHER_STATUS, OTHER_TIME, UNNAMED, heard
from mxus.dataset.dataset import AnyRecord, Dataset
from mxus.display.cards import Page, Shown, Table
from mxus.display.lines import wrapped
from mxus.errors import require_truth
from mxus.measures.literature import MXUS
from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.values.contribution import Contribution, LeftOut
from mxus.values.explanation import left_out_lines, left_out_tables
from mxus.values.interval import Interval
from mxus.values.locator import Passage, places
from mxus.values.period import Period
from mxus.values.result import GroupedResult, Result
from mxus.values.typed import typed
from mxus.vocabulary.statements import LinkType, Status

__all__ = ["Bargain", "BargainPart", "Bargains", "bargain"]

_TYPES: Final = (LinkType.IN_EXCHANGE_FOR, LinkType.COMPENSATES_FOR, LinkType.RESPONDS_TO)

_OF_OTHERS: Final = "of others"

_HEADS: Final = {
    LinkType.IN_EXCHANGE_FOR: ("given", "in exchange for"),
    LinkType.COMPENSATES_FOR: ("as a counterweight", "to"),
    LinkType.RESPONDS_TO: ("in response", "to"),
}


@attrs.frozen(kw_only=True, field_transformer=typed)
class BargainPart:
    """A record in a bargain: what was given or done, by whom and to whom.

    Parameters
    ----------
    record : str
        Id of the event, policy, position or other record.
    givers, receivers : tuple of str
        Ids of the actors who do it, own it or hold it, and of those who receive it or at whom it is directed; empty
        where the record names none.
    gloss : str
        What it says, in the coder's words.
    statuses : tuple of Status
        How the text commits itself to it, passage by passage, each once.
    passages : tuple of Passage
        Where the text says so.

    Examples
    --------
    >>> import mxus
    >>> part = mxus.bargain(mxus.load(), actor="mexico").exchanges[0].against[0]
    >>> part.record, part.givers, part.receivers
    ('extraditions-to-us', ('mexico',), ('united-states',))
    """

    record: str
    givers: tuple[str, ...]
    receivers: tuple[str, ...]
    gloss: str
    statuses: tuple[Status, ...]
    passages: tuple[Passage, ...] = attrs.field(repr=False)


@attrs.frozen(kw_only=True, field_transformer=typed)
class Bargain(Shown):
    """What hangs together by links of one type.

    Parameters
    ----------
    type : LinkType
        ``in-exchange-for``, ``compensates-for`` or ``responds-to``.
    done : tuple of BargainPart
        The records that carry the links: the concession obtained, the counterweight, the response.
    against : tuple of BargainPart
        The records linked to: what it was given for, what it balances, what it answers.
    contributions : tuple of Contribution
        One a link, with the two records and their passages. Links weigh the same, 1 in all: the text sets no price.

    Examples
    --------
    >>> import mxus
    >>> exchange = mxus.bargain(mxus.load()).exchanges[0]
    >>> exchange.got_by("mexico"), exchange.given_by("mexico")
    (('tariff-postponements',), ('extraditions-to-us', 'zhang-delivered', 'migration-contained'))
    """

    type: LinkType
    done: tuple[BargainPart, ...]
    against: tuple[BargainPart, ...]
    contributions: tuple[Contribution, ...] = attrs.field(repr=False)

    @property
    def parties(self) -> tuple[str, ...]:
        """Ids of all who give or get in it, each once."""
        return tuple(dict.fromkeys(name for part in self._parts() for name in (*part.givers, *part.receivers)))

    def given_by(self, actor: str) -> tuple[str, ...]:
        """Return the ids of the records by which an actor gives or does something; empty if there are none."""
        return tuple(part.record for part in self._parts() if isinstance(actor, str) and actor in part.givers)

    def got_by(self, actor: str) -> tuple[str, ...]:
        """Return the ids of the records by which an actor gets something, or is its object; empty if there are none."""
        return tuple(part.record for part in self._parts() if isinstance(actor, str) and actor in part.receivers)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: who did what to whom, and where the text says so."""
        return Page(f"bargain: {self.type.value}", (("parties", ", ".join(self.parties)),), (_table(self),))

    def _parts(self) -> tuple[BargainPart, ...]:
        return (*self.done, *self.against)

    def __str__(self) -> str:
        """Return both sides of the bargain with their passages, in lines of up to 80 characters."""
        head, joint = _HEADS[self.type]
        lines = [head, *_listed(self.done), f"  {joint}", *_listed(self.against)]
        return "\n".join(lines)


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Bargains(GroupedResult):
    """The bargains of a dataset, or of one actor.

    ``value`` is their number, ``n`` the number of links that make them, and the groups are the types of link.
    Contributions are the links, each with the two records and their passages.

    Parameters
    ----------
    actor : str or None
        Id of the actor whose bargains they are; None for all.
    bargains : tuple of Bargain
        Exchanges first, then counterweights, then responses, in the dataset's order.
    left_out : tuple of LeftOut
        Links that could be among them and are not, each with its two records and the reason: no passage of one of the
        two has a status that counts; or, of the bargains of one actor, one of the two does not say who acted or at whom
        it is directed, or neither of them who gives or receives.

    Examples
    --------
    >>> import mxus
    >>> found = mxus.bargain(mxus.load(), actor="mexico")
    >>> print(found)
    bargains of mexico: 10 (n=22); by link: in-exchange-for 1, compensates-for 4, responds-to 5
    >>> found.exchanges[0].parties
    ('united-states', 'mexico')
    """

    actor: str | None
    bargains: tuple[Bargain, ...]

    @property
    def exchanges(self) -> tuple[Bargain, ...]:
        """Those in which something was given in exchange for something else."""
        return self.of_type(LinkType.IN_EXCHANGE_FOR)

    def of_type(self, link: LinkType | str) -> tuple[Bargain, ...]:
        """Return the bargains by one type of link.

        Raises
        ------
        InvalidValueError
            If it is not a term of :class:`~mxus.vocabulary.LinkType`.
        """
        wanted = LinkType.parse(link)
        return tuple(bargain for bargain in self.bargains if bargain.type is wanted)

    def explain(self) -> str:
        """Return each bargain with what was given and got, by whom and where, and what is left out, 80 columns wide."""
        left_out = "\n".join(left_out_lines(self.left_out))
        heads = ["\n".join(wrapped(str(self))), *map(str, self.bargains)]
        return "\n\n".join([*heads, *([left_out] if left_out else [])])

    def page(self) -> Page:
        """Return what a terminal and a notebook show: one table a bargain, with who did what to whom, and where."""
        tables = (*(_table(bargain) for bargain in self.bargains), *left_out_tables(self.left_out))
        counts = tuple((name, str(len(self.of_type(name)))) for name in self.groups)
        return Page(self.measure, (*counts, ("links", str(self.n))), tables)


def _table(bargain: Bargain) -> Table:
    rows = tuple(
        (side, f"{_who(part)}\n{part.gloss}", places(part.passages))
        for side, parts in zip(_HEADS[bargain.type], (bargain.done, bargain.against), strict=True)
        for part in parts
    )
    return Table(bargain.type.value, ("side", "what", "where"), rows)


def _listed(parts: Sequence[BargainPart]) -> Iterator[str]:
    for part in parts:
        yield from wrapped(_who(part), "    ")
        yield from wrapped(f"{part.gloss} ({places(part.passages)})", "      ")


def _who(part: BargainPart) -> str:
    """Return the record with who did it to whom, and with its statuses where not all that is said is asserted."""
    who = ", ".join(part.givers) or "nobody named"
    whom = f" to {', '.join(part.receivers)}" if part.receivers else ""
    firm = set(part.statuses) <= {Status.ASSERTED}
    status = "" if firm else f", {', '.join(each.value for each in part.statuses)}"
    return f"{part.record} ({who}{whom}{status})"


def bargain(
    dataset: Dataset,
    *,
    actor: str | None = None,
    period: Period | str | None = None,
    acting_for: bool = True,
    statuses: Iterable[Status | str] = FIRM,
) -> Bargains:
    """Say what was exchanged for what: records linked as given in exchange, as counterweights and as responses.

    Parameters
    ----------
    dataset : Dataset
        Any dataset.
    actor : str, optional
        Only links of which one record is by this actor or directed at it; all where it is not given. Links that may be
        such, since a record does not name who acts or receives, are in ``left_out``.
    period : Period or EDTF str, optional
        A link counts if each of its two records may be of that time; one without a period may. All links where it is
        not given.
    acting_for : bool, default True
        Whether whoever acts for another at the time is that other: a foreign minister the state. Former office holders
        who are acted upon, as by asylum, stand for themselves.
    statuses : iterable of Status, default asserted and reported
        A link counts if each of its two records has a passage with one of these.

    Returns
    -------
    Bargains
        Links of a type that share a record on the same side of the link are one bargain. Empty where there are none.

    Raises
    ------
    UnknownIdError
        If the actor is not in the dataset.
    InvalidValueError
        If a status or the period is invalid.

    Examples
    --------
    What did Mexico get from the United States, and for what?

    >>> import mxus
    >>> print(mxus.bargain(mxus.load(), actor="mexico").exchanges[0])
    given
        tariff-postponements (united-states to mexico)
          Washington put off its duties on Mexico four times. (¶12)
      in exchange for
        extraditions-to-us (mexico to united-states)
          Mexico handed over traffickers of three cartels to US justice. (¶11)
        zhang-delivered (mexico to united-states)
          Mexico's government turned Zhang over to the United States. (¶11)
        migration-contained (mexico to united-states)
          Mexico held back people on their way north, caravans among them. (¶11)

    Records without a period may be of any:

    >>> print(mxus.bargain(mxus.load(), period="2010"))
    bargains of all actors: 7 (n=14); by link: in-exchange-for 0, compensates-for 4, responds-to 3
    """
    require_dataset(dataset)
    if actor is not None:
        require_actor(dataset, actor)
    require_truth(acting_for, "acting_for")
    accepted = statuses_of(statuses)
    when = period_of(period)
    bargains: list[Bargain] = []
    left_out: list[tuple[LinkType, LeftOut]] = []
    for link_type in _TYPES:
        counted: list[tuple[BargainPart, BargainPart]] = []
        for record in dataset.values():
            for link in getattr(record, "links", ()):
                if link.type is not link_type:
                    continue
                pair = (record, dataset[link.target])
                parts = tuple(_part(dataset, each, acting_for=acting_for) for each in pair)
                reason = None if actor is None else _why_not_of(actor, pair, parts)
                if reason == _OF_OTHERS:
                    continue
                if not all(in_time(each, when) for each in pair):
                    reason = OTHER_TIME
                elif not all(has_status(each, accepted) for each in pair):
                    reason = CONTESTED if all(heard(each, accepted) for each in pair) else OTHER_STATUS
                if reason is None:
                    counted.append((parts[0], parts[1]))
                else:
                    left_out.append((link_type, LeftOut(reason, (record.id, link.target))))
        bargains += [_bargain(link_type, links) for links in _together(counted)]
    measure = f"bargains of {actor or 'all actors'}"
    return Bargains.over(
        _counted(dataset, bargains, [each for _, each in left_out]),
        measure=measure,
        by="link",
        groups={
            link.value: _counted(
                dataset,
                [bargain for bargain in bargains if bargain.type is link],
                [each for kind, each in left_out if kind is link],
            )
            for link in _TYPES
        },
        actor=actor,
        bargains=tuple(bargains),
    )


def _counted(dataset: Dataset, bargains: Sequence[Bargain], left_out: Sequence[LeftOut]) -> Result:
    """Return the number of bargains, with the links that make them."""
    contributions = tuple(each for bargain in bargains for each in bargain.contributions)
    count = float(len(bargains))
    missing = sum(each.reason not in {OTHER_STATUS, OTHER_TIME} for each in left_out)  # those were not asked for
    return Result(
        measure="bargains",
        value=count,
        interval=None if missing else Interval(count, count),
        no_interval="links left out could make further bargains or join some" if missing else "",
        n=len(contributions),
        n_missing=missing,
        method="links of a type that share a record on the same side are one bargain",
        references=citing(dataset, (MXUS,)),
        contributions=contributions,
        left_out=tuple(left_out),
    )


def _why_not_of(actor: str, pair: Sequence[AnyRecord], parts: Sequence[BargainPart]) -> str | None:
    """Return why a link is none of an actor's; None where it is."""
    parties = {name for part in parts for name in (*part.givers, *part.receivers)}
    if actor in parties:
        return None
    if not parties:
        return NOT_DEALT
    events = [each for each in pair if isinstance(each, Event)]
    if not all(event.initiators for event in events):
        return UNNAMED
    return _OF_OTHERS if all(event.recipients for event in events) else NOT_DIRECTED


def _part(dataset: Dataset, record: AnyRecord, *, acting_for: bool) -> BargainPart:
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    match record:
        case Event():
            givers, receivers = record.initiators, record.recipients
        case Policy():
            givers, receivers = record.owners, record.targets
        case Position():
            givers = (record.holder,)
            receivers = (record.target,) if record.target in dataset.actors else ()
        case _:
            pass

    def whole(actors: tuple[str, ...], *, acting: bool) -> tuple[str, ...]:
        if not acting_for:
            return actors
        period = getattr(record, "period", None)
        return tuple(dict.fromkeys(top for name in actors for top in dataset.stands_for(name, period, acting=acting)))

    return BargainPart(
        record=record.id,
        givers=whole(givers, acting=True),
        receivers=whole(receivers, acting=False),
        gloss=record.gloss,
        statuses=tuple(dict.fromkeys(each.status for each in record.evidence)),
        passages=passages_of(record),
    )


def _together(links: Sequence[tuple[BargainPart, BargainPart]]) -> list[list[tuple[BargainPart, BargainPart]]]:
    """Return the links in groups that share a record on the same side, in the order of the first link of each."""
    by_record: dict[tuple[int, str], list[int]] = {}
    for place, link in enumerate(links):
        for side in (0, 1):
            by_record.setdefault((side, link[side].record), []).append(place)
    groups: list[list[tuple[BargainPart, BargainPart]]] = []
    grouped: set[int] = set()
    for first in range(len(links)):
        waiting = [] if first in grouped else [first]
        group = set(waiting)
        while waiting:
            link = links[waiting.pop()]
            sharing = (place for side in (0, 1) for place in by_record.pop((side, link[side].record), ()))
            new = {*sharing} - group
            group |= new
            waiting += new
        grouped |= group
        groups += [[links[place] for place in sorted(group)]] if group else []
    return groups


def _bargain(link_type: LinkType, links: Sequence[tuple[BargainPart, BargainPart]]) -> Bargain:
    return Bargain(
        type=link_type,
        done=tuple(dict.fromkeys(done for done, _ in links)),
        against=tuple(dict.fromkeys(against for _, against in links)),
        contributions=tuple(
            Contribution(
                (done.record, against.record),
                1 / len(links),
                f"{done.gloss} / {against.gloss}",
                tuple(dict.fromkeys((*done.passages, *against.passages))),
            )
            for done, against in links
        ),
    )
