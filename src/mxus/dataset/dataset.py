"""Dataset: an immutable collection of records that is sound as a whole.

A dataset is a mapping from ids to records (sources, actors, policies, trade links, events, positions, claims), and has
one read-only mapping per collection. It is made once, checked once, and never changed; :meth:`Dataset.replace` makes
another. Equal are datasets with the same records, in any order, that say the same of themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, Unpack, overload

import attrs

from mxus.dataset.agency import Agency
from mxus.dataset.cards import dataset_page
from mxus.dataset.document import Collection, Document, Uncoded, by_collection, collection_named, counted
from mxus.dataset.frames import frame_of
from mxus.dataset.graph import graph_of
from mxus.dataset.integrity import problems_in
from mxus.dataset.lookups import Lookups
from mxus.dataset.revision import Known, exchangeable, remaining
from mxus.dataset.selection import Conditions, Keywords, as_period
from mxus.display.cards import Page
from mxus.errors import InvalidDataError, InvalidValueError, a, require_kind, several
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
from mxus.vocabulary.agenda import Arena, Issue
from mxus.vocabulary.statements import Status, Voice

__all__ = ["AnyRecord", "Dataset"]


@attrs.frozen(eq=False, repr=False, init=False)
class Dataset(Lookups):
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
        require_kind(document, Document, "document", "a Document")
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
