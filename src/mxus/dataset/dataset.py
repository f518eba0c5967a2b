"""Dataset: an immutable collection of records that is sound as a whole.

A dataset is a mapping from ids to records (sources, actors, policies, trade links, events, positions, claims), and has
one read-only mapping per collection. It is made once, checked once, and never changed; :meth:`Dataset.replace` makes
another. Equal are datasets with the same records, in any order, that say the same of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, TypeVar, Unpack, cast, overload

import attrs

from mxus.dataset.agency import Agency
from mxus.dataset.cards import dataset_page
from mxus.dataset.citing import cited_names
from mxus.dataset.collection import Records
from mxus.dataset.document import Collection, Document, Uncoded, by_collection, collection_named, counted
from mxus.dataset.frames import frame_of
from mxus.dataset.graph import graph_of
from mxus.dataset.integrity import problems_in
from mxus.dataset.naming import unknown_actor
from mxus.dataset.pairs import EventPairs
from mxus.dataset.paragraph_index import ByParagraph, by_paragraph
from mxus.dataset.revision import Known, exchangeable, remaining
from mxus.dataset.selection import Conditions, Keywords, as_period
from mxus.display.cards import Page
from mxus.errors import InvalidDataError, InvalidValueError, a, several
from mxus.records.actor import Actor
from mxus.records.claim import Claim
from mxus.records.event import Event
from mxus.records.policy import Policy
from mxus.records.position import Position
from mxus.records.source import Source
from mxus.records.trade_link import TradeLink
from mxus.records.union import AnyRecord
from mxus.values.frames import Backend
from mxus.values.period import Period
from mxus.values.reference import Reference
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Status, Voice

__all__ = ["AnyRecord", "Dataset"]

_T = TypeVar("_T")


@attrs.frozen(eq=False, repr=False, init=False)
class Dataset(Records[AnyRecord]):
    """Records held together.

    Parameters
    ----------
    records : Iterable of records
        In any order; a dataset keeps them by collection, and within one in the order given.
    id : str
        Identifier of the dataset.
    title : str
        What it is, in a line.
    description : str, default ''
        What was coded, by which rules, and what to know before using it.
    coders : Iterable of str, default ()
        Who coded it, or how.
    uncoded : Iterable of Uncoded, default ()
        Passages that carry nothing to code, and why.

    Raises
    ------
    InvalidDataError
        If ids repeat, a reference does not resolve, a passage lies outside its source, or offices, memberships and
        principals contradict each other in time. All problems are listed.

    Examples
    --------
    >>> import mxus
    >>> ds = mxus.load()
    >>> ds["mexico"].name, "mexico" in ds, len(ds) == sum(1 for _ in ds)
    ('Mexico', True, True)
    >>> ds.policies["us-embargo-on-cuba"].type.value
    'embargo'
    >>> ds == mxus.Dataset(sorted(ds.values(), key=lambda record: record.gloss), **ds.about())
    True
    """

    _about: dict[str, Any]

    _agency: Agency

    _made: dict[str, Any]
    """What follows from the records and is made when first asked for; it can be thrown away at any time."""

    def __init__(  # noqa: PLR0913 (the parts of a dataset, all but one by keyword)
        self,
        records: Iterable[AnyRecord],
        *,
        id: str,  # noqa: A002 (the field's name)
        title: str,
        description: str = "",
        coders: Iterable[str] = (),
        uncoded: Iterable[Uncoded] = (),
    ) -> None:
        fields: dict[str, Any] = {**by_collection(several(records, "records"))}
        fields |= {"coders": several(coders, "coders"), "uncoded": several(uncoded, "uncoded")}
        self._hold(Document(id=id, title=title, description=description, **fields))

    @classmethod
    def from_document(cls, document: Document) -> Dataset:
        """Make a dataset of a document, with the checks of the constructor."""
        made = cls.__new__(cls)
        made._hold(document)  # noqa: SLF001 (of the same class)
        return made

    def _hold(self, document: Document) -> None:
        problems = problems_in(document)
        if problems:
            raise InvalidDataError(problems, where=f"dataset {document.id!r}")
        about = {name: getattr(document, name) for name in ("id", "title", "description", "coders", "uncoded")}
        self._set({record.id: record for record in document.records()}, about, Agency.among(document.actors))
        self._made["document"] = document

    def _set(self, records: dict[str, AnyRecord], about: dict[str, Any], agency: Agency) -> None:
        for name, held in (("_records", records), ("_about", about), ("_agency", agency), ("_made", {})):
            object.__setattr__(self, name, held)

    # What it holds

    @property
    def document(self) -> Document:
        """The dataset as it is written to a file."""
        fields: dict[str, Any] = {**self._about, **self._by_collection()}
        return self._once("document", lambda: Document(**fields))

    @property
    def id(self) -> str:
        """Identifier of the dataset."""
        return cast("str", self._about["id"])

    @property
    def title(self) -> str:
        """What it is, in a line."""
        return cast("str", self._about["title"])

    @property
    def sources(self) -> Mapping[str, Source]:
        """The coded texts, by id."""
        return self._by_id("sources")

    @property
    def actors(self) -> Mapping[str, Actor]:
        """Whoever acts, is acted upon, or speaks, by id."""
        return self._by_id("actors")

    @property
    def policies(self) -> Mapping[str, Policy]:
        """Standing courses of action, by id."""
        return self._by_id("policies")

    @property
    def trade_links(self) -> Mapping[str, TradeLink]:
        """Shares and values of trade, by id."""
        return self._by_id("trade_links")

    @property
    def events(self) -> Mapping[str, Event]:
        """What happened, by id."""
        return self._by_id("events")

    @property
    def positions(self) -> Mapping[str, Position]:
        """The sides actors take, by id."""
        return self._by_id("positions")

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Readings of the facts, by id."""
        return self._by_id("claims")

    @property
    def uncoded(self) -> tuple[Uncoded, ...]:
        """Passages that carry nothing to code, and why."""
        return cast("tuple[Uncoded, ...]", self._about["uncoded"])

    def about(self) -> dict[str, Any]:
        """Return what the dataset says of itself, as the keywords of the constructor."""
        return dict(self._about)

    def replace(self, *records: AnyRecord) -> Dataset:
        """Return a dataset in which `records` take the place of those with their ids, or are added.

        Examples
        --------
        >>> import mxus
        >>> ds = mxus.load()
        >>> ds.replace(ds.actors["mexico"].evolve(aliases=("Estados Unidos Mexicanos",))) == ds
        False
        """
        by_collection(records)  # which refuses what is no record
        new = {record.id: record for record in records}
        checked = exchangeable(new, self._once("known", lambda: Known.of(self._records.values())))
        if checked is None:
            return Dataset({**self._records, **new}.values(), **self.about())
        made = Dataset.__new__(Dataset)
        made._set({**self._records, **checked}, self._about, self._agency)  # noqa: SLF001 (of the same class)
        return made

    def without(self, *ids: str) -> Dataset:
        """Return a dataset in which policies, trade links, events, positions or claims are left out.

        Positions on them go too. Other records that refer to them (links, ``part_of``, ``concerns``, ``about``,
        ``rivals``) are kept without the reference.

        Raises
        ------
        UnknownIdError
            If there is no such record.
        InvalidValueError
            If it is a source or an actor, without whom others would not say what they say.

        Examples
        --------
        >>> import mxus
        >>> ds = mxus.load().without("us-embargo-on-cuba")
        >>> any(position.target == "us-embargo-on-cuba" for position in ds.positions.values())
        False
        """
        for name in ids:
            if isinstance(self[name], Source | Actor):
                found = f"found {name!r}, {a(self[name].kind)}"
                raise InvalidValueError(f"{found}; expected policies, trade links, events, positions or claims")
        return Dataset(remaining(self._records.values(), ids), **self.about())

    def __eq__(self, other: object) -> bool:
        """Whether the other is a dataset with the same records that says the same of itself."""
        if not isinstance(other, Dataset):
            return NotImplemented
        return self._records == other._records and self.about() == other.about()

    def __hash__(self) -> int:
        """Hash by content."""
        return hash((self.id, frozenset(self._records)))

    def __repr__(self) -> str:
        """Return id and size of each collection."""
        sizes = [counted(len(held), name) for name, held in self._by_collection().items()]
        return f"<Dataset {self.id!r}: {', '.join(sizes)}>"

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the sources, and how many records there are of each kind."""
        return dataset_page(self.id, self.title, self.references(), self._by_collection())

    # Questions

    def agents_of(self, actor: str, period: Period | str | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return the ids of all who act for an actor, by their nature or by an office.

        Parameters
        ----------
        actor : str
            Id of an actor.
        period : Period or EDTF str, optional
            Only those whose mandate may overlap it.
        acting : bool, default True
            Whether they act, or are acted upon: a former minister given asylum no longer stands for the state.

        Raises
        ------
        UnknownIdError
            If there is no such actor.

        Examples
        --------
        >>> import mxus
        >>> "marco-rubio" in mxus.load().agents_of("united-states")
        True
        """
        self._require_actor(actor)
        return self._agency.agents_of(actor, as_period(period), acting=acting)

    def stands_for(self, actor: str, period: Period | str | None = None, *, acting: bool = True) -> tuple[str, ...]:
        """Return the ids of those for whom an actor acts in the end: a minister's state; itself if for nobody.

        Parameters
        ----------
        actor : str
            Id of an actor.
        period : Period or EDTF str, optional
            When; all for whom it ever acted where not given.
        acting : bool, default True
            Whether it acts, or is acted upon: a former minister given asylum no longer stands for the state.

        Raises
        ------
        UnknownIdError
            If there is no such actor.

        Examples
        --------
        >>> import mxus
        >>> mxus.load().stands_for("marco-rubio")
        ('united-states',)
        """
        self._require_actor(actor)
        return self._agency.stands_for(actor, as_period(period), acting=acting)

    @overload
    def select(self, collection: Literal["sources"], **conditions: Unpack[Keywords]) -> tuple[Source, ...]: ...
    @overload
    def select(self, collection: Literal["actors"], **conditions: Unpack[Keywords]) -> tuple[Actor, ...]: ...
    @overload
    def select(self, collection: Literal["policies"], **conditions: Unpack[Keywords]) -> tuple[Policy, ...]: ...
    @overload
    def select(self, collection: Literal["trade_links"], **conditions: Unpack[Keywords]) -> tuple[TradeLink, ...]: ...
    @overload
    def select(self, collection: Literal["events"], **conditions: Unpack[Keywords]) -> tuple[Event, ...]: ...
    @overload
    def select(self, collection: Literal["positions"], **conditions: Unpack[Keywords]) -> tuple[Position, ...]: ...
    @overload
    def select(self, collection: Literal["claims"], **conditions: Unpack[Keywords]) -> tuple[Claim, ...]: ...
    @overload
    def select(self, collection: None = None, **conditions: Unpack[Keywords]) -> tuple[AnyRecord, ...]: ...

    def select(  # noqa: PLR0913 (one keyword a condition)
        self,
        collection: Collection | None = None,
        *,
        actor: str | None = None,
        acting_for: bool = True,
        arena: Arena | str | None = None,
        issue: Issue | str | None = None,
        period: Period | str | None = None,
        voice: Voice | str | None = None,
        status: Status | str | None = None,
    ) -> tuple[Any, ...]:
        """Return the records that meet all conditions, in the dataset's order.

        Parameters
        ----------
        collection : str, optional
            ``"events"``, ``"positions"``, ...; all where it is not given.
        actor : str, optional
            Id of an actor who takes part: acts, holds, owns or receives.
        acting_for : bool, default True
            Whether those who act for the actor, at the time of the record, count as the actor.
        arena, issue : str, optional
            Term of :class:`~mxus.vocabulary.Arena`, :class:`~mxus.vocabulary.Issue`.
        period : Period or EDTF str, optional
            Records that may have been then; one without a period may.
        voice, status : str, optional
            Records with a passage in this voice, of this status, in one passage where both are given.

        Returns
        -------
        tuple of records
            Empty where none meets the conditions.

        Raises
        ------
        UnknownIdError
            If there is no such actor.
        InvalidValueError
            If a term is not one of its vocabulary, or the collection not one of the dataset's.

        Examples
        --------
        >>> import mxus
        >>> ds = mxus.load()
        >>> strikes = ds.select("events", actor="united-states", arena="regional-diplomacy")
        >>> "vessel-strikes" in {event.id for event in strikes}
        True
        >>> all(claim.kind == "claim" for claim in ds.select("claims", status="alleged"))
        True
        """
        if actor is not None:
            self._require_actor(actor)
        conditions = Conditions(
            actor=actor,
            acting_for=acting_for,
            arena=None if arena is None else Arena.parse(arena),
            issue=None if issue is None else Issue.parse(issue),
            period=as_period(period),
            voice=None if voice is None else Voice.parse(voice),
            status=None if status is None else Status.parse(status),
        )
        records = self._records.values() if collection is None else self._by_collection()[collection_named(collection)]
        return tuple(conditions.matching(records, self._agency))

    def references(self) -> tuple[Reference, ...]:
        """Return the sources as citable works.

        Examples
        --------
        >>> import mxus
        >>> print(mxus.load().references()[0])
        Rojas (2025), Mexico – USA: A Relationship That Withstands Everything?, Havana Times
        """

        def made() -> tuple[Reference, ...]:
            return tuple(source.reference(cited_names(source, self.actors)) for source in self.sources.values())

        return self._once("references", made)

    # Other forms

    def to_frame(self, collection: Collection, *, backend: Backend) -> Any:  # noqa: ANN401 (the caller's dataframe)
        """Return a collection as a tidy table, one row a record, in the dataset's order.

        Parameters
        ----------
        collection : str
            ``"events"``, ``"positions"``, ...
        backend : {'polars', 'pandas', 'pyarrow'}
            Which dataframe to make; the package must be installed.

        Returns
        -------
        polars.DataFrame, pandas.DataFrame or pyarrow.Table
            Columns are the record's fields: several ids or names joined by ``";"`` (one in a name becomes ``","``); a
            quantity as ``_lower``, ``_upper``, ``_lower_closed``, ``_upper_closed``, ``_unit`` and ``_qualifier``; a
            period as ``_edtf``, ``_earliest``, ``_latest`` and ``_basis``; the passages as ``sources``,
            ``paragraphs``, ``voices``, ``speakers`` and ``statuses``. Of offices, memberships and links the table has
            who and what, not periods and notes. No bound and no value are null.

        Raises
        ------
        MissingExtraError
            If the backend is not installed.

        Examples
        --------
        >>> import mxus
        >>> frame = mxus.load().to_frame("trade_links", backend="polars")
        >>> frame.select("partner", "quantity_lower", "quantity_upper").row(0)
        ('united-states', 0.8, 0.8)
        """
        return frame_of(self._by_collection()[collection_named(collection)], collection, backend)

    def to_networkx(self) -> Any:  # noqa: ANN401 (networkx is an extra)
        """Return the actors' relations as a signed, directed multigraph.

        Returns
        -------
        networkx.MultiDiGraph
            Nodes are actors, with ``name`` and ``type``. Edges run from each initiator to each recipient of an event,
            and from the holder of a position to the actor it is about; the key is the record's id. Edges have
            ``kind``, ``sign`` (+1, 0, -1), ``weight`` (PLOVER intensity, or stance level), ``arena``, ``issue``,
            ``statuses`` and ``evidence`` (passages: source and locator). Events without a PLOVER type, without
            initiators or without recipients (mutual acts among them), and positions on what is no actor have no edge:
            ``graph.graph["left_out"]`` lists their ids.

        Raises
        ------
        MissingExtraError
            If networkx is not installed.

        Examples
        --------
        >>> import mxus
        >>> graph = mxus.load().to_networkx()
        >>> graph.edges["sheinbaum-government", "united-states", "extraditions-to-us"]["sign"]
        1
        """
        return graph_of(self.document)

    def events_between(self, initiators: Iterable[str], recipients: Iterable[str]) -> list[Event]:
        """Return the events that any of the first initiates and any of the others receives, in the dataset's order.

        Whoever acts for an actor counts only if given. Events are looked up, after the first time, not searched for.

        Raises
        ------
        UnknownIdError, InvalidValueError
            If one of them is no actor, or an id stands where several are expected.

        Examples
        --------
        >>> import mxus
        >>> [event.id for event in mxus.load().events_between(["united-states"], ["mexico"])]
        ['tariff-postponements']
        """
        acting, receiving = several(initiators, "initiators"), several(recipients, "recipients")
        for actor in (*acting, *receiving):
            self._require_actor(actor)
        return self._pairs().between(acting, receiving)

    def passages_by_paragraph(self) -> tuple[ByParagraph, ByParagraph]:
        """Return by source and paragraph the passages of records with their ids, and the uncoded ones with reasons.

        Examples
        --------
        >>> import mxus
        >>> coded, excused = mxus.load().passages_by_paragraph()
        >>> ("rojas-2025", 11) in coded
        True
        """
        return self._once("passages", lambda: by_paragraph(self._records.values(), self.uncoded))

    def _pairs(self) -> EventPairs:
        return self._once("pairs", lambda: EventPairs.of(tuple(self.events.values())))

    def open_ended_events(self, actors: Iterable[str]) -> list[Event]:
        """Return the events of any of some actors that do not run from one of two to the other, in the dataset's order.

        They lack initiators or recipients, or several act together.

        Raises
        ------
        UnknownIdError, InvalidValueError
            If one of them is no actor, or an id stands where several are expected.

        Examples
        --------
        >>> import mxus
        >>> ds = mxus.load()
        >>> all(len(event.initiators) != 1 or not event.recipients for event in ds.open_ended_events(["mexico"]))
        True
        """
        named = several(actors, "actors")
        for actor in named:
            self._require_actor(actor)
        return self._pairs().open_ended(named)

    def _by_id(self, collection: Collection) -> Mapping[str, Any]:
        return self._once(collection, lambda: Records({each.id: each for each in self._by_collection()[collection]}))

    def _by_collection(self) -> dict[str, tuple[Any, ...]]:
        return self._once("collections", lambda: by_collection(self._records.values()))

    def _once(self, name: str, make: Callable[[], _T]) -> _T:
        """Return what is made of the records when it is first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return cast("_T", self._made[name])

    def _require_actor(self, actor: str) -> None:
        if actor not in self.actors:
            raise unknown_actor(actor, self.actors)
