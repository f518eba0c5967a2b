"""Two codings of one text, compared: what both found, how far they code it alike, and what that does to the indices.

Whoever codes a text judges, and another coder judges otherwise. Two questions are asked apart. *Finding*: does a
sentence carry a record of a kind, and is a record of one coding also in the other? *Judging*: where both found the same
thing, do they code it alike, field by field? Then every index can be asked of both codings, so that what coders do not
agree on becomes an interval. What we leave out: who is right. Codings are compared with each other, not with a truth.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from mxus.analysis._common import FIRM, citing, require_dataset, require_function, statuses_of
from mxus.analysis.alignment import alignment
from mxus.analysis.balance import balance
from mxus.analysis.coding import Coding, text_of
from mxus.analysis.cooperation import cooperation
from mxus.analysis.dependence import dependence
from mxus.dataset.dataset import Dataset
from mxus.dataset.document import Collection
from mxus.display.cards import Page, Table
from mxus.display.lines import wrapped
from mxus.errors import InvalidDataError, InvalidValueError, Problem, UnknownIdError, shown
from mxus.intercoder.agreement import KINDS, Agreement, agreements_of
from mxus.intercoder.matching import TimeIsOutError, watch
from mxus.intercoder.two_codings import TwoCodings
from mxus.measures.balance.bracket import seconds_of
from mxus.measures.citing import references_of
from mxus.measures.reliability import field_reliability
from mxus.values.interval import Undefined
from mxus.values.progress import Progress
from mxus.values.result import Result
from mxus.values.typed import typed
from mxus.vocabulary.statements import Status

__all__ = ["Comparison", "compare"]


@attrs.frozen(kw_only=True, repr=False, order=False, field_transformer=typed)
class Comparison(Result):
    """Two codings of one text, matched record by record.

    ``value`` is the share of all records of either coding that both have, ``n`` the number of those records, and
    ``n_missing`` the number of records that were not compared.

    Parameters
    ----------
    first, second : Dataset
        The codings.
    agreements : Mapping of str to Agreement
        What they agree on, by collection.
    not_compared : tuple of str
        The collections that were not compared because `time_limit` was reached. They have no entry in `agreements`, and
        no record of theirs has a partner.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> both.counterpart("uruapan")
    'uruapan-municipality'
    >>> len(both.agreements["claims"].matches), both.agreements["claims"].only_first
    (40, ())
    """

    first: Dataset
    second: Dataset
    _agreements: tuple[Agreement, ...] = attrs.field(alias="agreements")
    not_compared: tuple[Collection, ...] = ()

    @property
    def agreements(self) -> Mapping[Collection, Agreement]:
        """What the codings agree on, by collection."""
        return MappingProxyType({each.collection: each for each in self._agreements})

    @property
    def partners(self) -> Mapping[str, str]:
        """The partner in the second coding of each record of the first that has one."""
        matches = (match for agreement in self._agreements for match in agreement.matches)
        return MappingProxyType({match.first: match.second for match in matches})

    def counterpart(self, record: str) -> str:
        """Return the id that a record of the first coding has in the second.

        Raises
        ------
        UnknownIdError
            If the first coding has no such record.
        InvalidValueError
            If the second coding has nothing that it was matched with.
        """
        if not isinstance(record, str) or record not in self.first:
            raise UnknownIdError.among(record, list(self.first))
        found = self.partners.get(record)
        if found is None and self.first[record].kind in {KINDS[each] for each in self.not_compared}:
            late = f"{shown(record)}, of {' and '.join(self.not_compared)}, which time_limit left uncompared"
            raise InvalidValueError(f"found {late}; expected a longer time_limit")
        if found is None:
            message = f"found {shown(record)}, which the first coding alone has; expected a record that both have"
            raise InvalidValueError(message)
        return found

    def index(
        self,
        question: Callable[..., Result],
        *actors: str,
        **options: Any,  # noqa: ANN401 (options of any question)
    ) -> TwoCodings:
        """Ask both codings the same question.

        Parameters
        ----------
        question : function
            Takes a dataset, ids of actors and options, and returns a result: :func:`mxus.alignment`,
            :func:`mxus.dependence`, or one of your own.
        *actors : str
            Ids in the first coding; the second is asked for their counterparts.
        **options
            Handed to the question as they are.

        Returns
        -------
        TwoCodings
            The answer of each, and the interval that both leave.

        Raises
        ------
        UnknownIdError, InvalidValueError
            As :meth:`counterpart`, if the question is no function or returns no result, and whatever it raises.

        Examples
        --------
        >>> import mxus
        >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
        >>> both.index(mxus.dependence, "mexico").value
        0.8
        """
        require_function(question, "question")
        theirs = [self.counterpart(actor) for actor in actors]
        answers = question(self.first, *actors, **options), question(self.second, *theirs, **options)
        for answer in answers:
            if not isinstance(answer, Result):
                message = f"found {shown(answer)} from the question; expected a Result, as of mxus.alignment"
                raise InvalidValueError(message)
        return TwoCodings.of(*answers, self.partners)

    def indices(
        self, first: str, second: str, *, acting_for: bool = True, statuses: Iterable[Status | str] = FIRM
    ) -> tuple[TwoCodings, ...]:
        """Ask both codings for every index of two actors.

        Parameters
        ----------
        first, second : str
            Ids of two actors in the first coding.
        acting_for, statuses
            As for :func:`mxus.alignment`.

        Returns
        -------
        tuple of TwoCodings
            Alignment; cooperation in each direction; dependence of each; structural balance of all actors.

        Raises
        ------
        UnknownIdError, InvalidValueError
            As :meth:`counterpart`, and as the indices.
        MissingExtraError
            If scipy or highspy, which prove the balance, are not installed (``mxus[balance]``).

        Examples
        --------
        >>> import mxus
        >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
        >>> alignment, *_, balance = both.indices("mexico", "united-states")
        >>> print(alignment.summary())
        alignment of mexico and united-states (Signorino-Ritter S)
          first   0.3553 in [0.275, 0.3684] (n=19, n_missing=42)
          second  0.25 in [0.1522, 0.3043] (n=23, n_missing=35)
          both    in [0.1522, 0.3684]
        >>> print(balance.interval)
        [0.84, 0.8519]
        """
        options: dict[str, Any] = {"acting_for": acting_for, "statuses": statuses_of(statuses)}
        return (
            self.index(alignment, first, second, **options),
            self.index(cooperation, first, second, **options),
            self.index(cooperation, second, first, **options),
            self.index(dependence, first),
            self.index(dependence, second),
            self.index(balance, **options),
        )

    def swapped(self) -> Comparison:
        """Return the comparison with the codings in the other order."""
        turned = tuple(agreement.swapped() for agreement in self._agreements)
        return _compared(self.second, self.first, turned, self.not_compared)

    def explain(self) -> str:
        """Return what the codings have otherwise, passage by passage, in lines of up to 80 characters.

        What stands left of a bar is in the first coding, right of it in the second.
        """
        return "\n".join(_by_passage(self)) or "no difference"

    def summary(self) -> str:
        """Return the table of agreement: question, units, share of units coded alike, alpha."""
        lines = [f"{'':<32}{'units':>6}{'alike':>8}{'alpha':>8}"]
        lines += [f"{what:<32}{units:>6}{alike:>8}{alpha:>8}" for what, units, alike, alpha in self._cells()]
        lines += wrapped(self._late) if self._late else ()
        return "\n".join(lines)

    def page(self) -> Page:
        """Return what a terminal and a notebook show: the table of agreement."""
        note = "alike is the share of units coded alike, alpha what is left of it beyond chance"
        table = Table("agreement", ("question", "units", "alike", "alpha"), tuple(self._cells()), note)
        facts = (("codings", f"{self.first.id} and {self.second.id}"), ("not compared", self._late))
        return Result.page(self).extended(facts, table)

    @property
    def _late(self) -> str:
        if not self.not_compared:
            return ""
        return f"time_limit reached: {', '.join(self.not_compared).replace('_', ' ')} not compared"

    def _cells(self) -> Iterator[tuple[str, str, str, str]]:
        for name, agreement in self.agreements.items():
            rows = [("found by both", agreement, None), *_rows(agreement)]
            for field, share, alpha in rows:
                alike = f"{share.value:.2f}" if not isinstance(share.value, Undefined) else "-"
                beyond = f"{alpha.value:.2f}" if alpha and not isinstance(alpha.value, Undefined) else "-"
                yield f"{name}: {field}", str(share.n), alike, beyond


def compare(
    first: Dataset,
    second: Dataset,
    *,
    time_limit: float | None = None,
    progress: Progress | None = None,
) -> Comparison:
    r"""Compare two codings of the same text, whatever ids their coders chose.

    Records are partners if they are of one kind, share characters of their passages, and are more than half alike: the
    mean of the share of characters in common and the share of fields coded alike. Positions must also be on the same
    object, held by actors who stand for the same, and trade links between the same actors. Actors are partners by codes
    and names wherever they are mentioned, and by passages only where they have no namesake. Of all ways to pair
    records, one partner each, the one is taken that exceeds one half by most in total.

    Parameters
    ----------
    first, second : Dataset
        Codings of the same text or texts: sources with the same paragraphs, whatever their ids. The order does not
        matter, and neither do ids and the order of records.
    time_limit : float, optional
        Seconds after which the kinds of record compared so far are returned; all are compared where not given. Kinds
        are compared in the order in which they refer to each other, and each whole or not at all.
    progress : callable, optional
        ``progress(done, total)`` is called after each record of one coding that is compared with the other.

    Returns
    -------
    Comparison
        Agreement by collection and field, differences by passage, and every index by either coding. ``not_compared``
        lists the collections for which there was no time.

    Raises
    ------
    InvalidDataError
        If the text of a source of one coding is no source's of the other.
    InvalidValueError
        If one is no dataset, `time_limit` is not a number from 0, or `progress` is no function.

    Notes
    -----
    Alpha is computed when it is asked for, as by ``print``, and needs the ``krippendorff`` package
    (``mxus[reliability]``) only then: :func:`mxus.merge`, :meth:`Comparison.explain` and shares coded alike do without.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's Alpha-Reliability. The assignment: Jonker and Volgenant (1987),
    Computing 38(4), 325-340.

    Examples
    --------
    >>> import mxus
    >>> both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    >>> print(both.agreements["positions"])
    share of positions found by both: 0.7015 (n=134)
    >>> print(*both.explain().splitlines()[:4], sep="\n")
    ¶0
      claim bond-survives-everything | bond-survives-pressures
        type: interpretation | evaluation
        about: bilateralism | bilateralism, us-embargo-on-cuba
    """
    until = time.monotonic() + seconds_of(time_limit)
    for coding in (first, second):
        require_dataset(coding)
    if progress is not None:
        require_function(progress, "progress")
    _require_same_text(first, second)
    look = watch(until)
    try:
        codings = Coding.of(first, look), Coding.of(second, look)
    except TimeIsOutError:
        return _compared(first, second, (), tuple(KINDS))
    # In one order, whichever they are given in: where several assignments are as good, one of them is found, not two.
    swapped = codings[1].key < codings[0].key
    one, other = (codings[1], codings[0]) if swapped else codings
    agreements, late = agreements_of(one, other, progress, until=until)
    found = _compared(one.dataset, other.dataset, agreements, late)
    return found.swapped() if swapped else found


def _compared(
    first: Dataset, second: Dataset, agreements: tuple[Agreement, ...], late: tuple[Collection, ...]
) -> Comparison:
    """Return the comparison, with the share of records that both codings have."""
    n, both = sum(each.n for each in agreements), sum(len(each.matches) for each in agreements)
    late_kinds = {KINDS[each] for each in late}
    missing = sum(record.kind in late_kinds for coding in (first, second) for record in coding.values())
    return Comparison.from_result(
        Result.with_missing(
            "share of records found by both codings",
            both / n if n else Undefined("no record was compared"),
            "time_limit reached",
            n=n,
            n_missing=missing,
            method="records matched by passages and fields",
            references=citing(first, (*second.references(), *references_of(field_reliability))),
        ),
        first=first,
        second=second,
        agreements=agreements,
        not_compared=late,
    )


def _require_same_text(first: Dataset, second: Dataset) -> None:
    problems: list[Problem] = []
    for one, other, which in ((first, second, "second"), (second, first, "first")):
        known = {text_of(source): source for source in other.sources.values()}
        paragraphs = {paragraph.digest for source in known.values() for paragraph in source.paragraphs}
        for index, source in enumerate(one.sources.values()):
            if text_of(source) in known:
                continue
            missing = [number for number, each in enumerate(source.paragraphs) if each.digest not in paragraphs]
            where = (
                f"paragraphs {', '.join(map(str, missing))} of" if missing else "the paragraphs, in another order, of"
            )
            found = f"found {where} {source.id!r}, which no source of the {which} coding has"
            path = f"{one.id}: $.sources[{index}]"
            problems.append(Problem(path, f"{found}; expected two codings of the same text"))
    if problems:
        raise InvalidDataError(problems, where="two codings")


def _rows(agreement: Agreement) -> Iterator[tuple[str, Result, Result]]:
    yield "found in a sentence", agreement.sentences.agreement, agreement.sentences
    for field, found in agreement.fields.items():
        yield field, found.agreement, found


def _by_passage(comparison: Comparison) -> Iterator[str]:
    """Yield the lines of the explanation."""
    entries: dict[tuple[str, int], list[tuple[int, str, list[str]]]] = {}

    def enter(dataset: Dataset, record: str, head: str, lines: list[str]) -> None:
        start = min(
            (source, each.locator.paragraph, each.locator.start)
            for each in dataset[record].evidence
            for source in (texts[text_of(dataset.sources[each.source])],)
        )
        entries.setdefault(start[:2], []).append((start[2], head, lines))

    texts = {text_of(source): source.id for source in comparison.first.sources.values()}
    for agreement in comparison.agreements.values():
        for match in agreement.matches:
            if match.differences:
                kind = comparison.first[match.first].kind.replace("_", " ")
                names = match.first if match.first == match.second else f"{match.first} | {match.second}"
                enter(comparison.first, match.first, f"{kind} {names}", list(map(str, match.differences)))
        for dataset, only, which in (
            (comparison.first, agreement.only_first, "first"),
            (comparison.second, agreement.only_second, "second"),
        ):
            for name in only:
                record = dataset[name]
                kind = record.kind.replace("_", " ")
                enter(dataset, name, f"{kind} {name}, in the {which} alone", [record.gloss])
    several = len(comparison.first.sources) > 1
    for (source, paragraph), found in sorted(entries.items()):
        yield f"{source} ¶{paragraph}" if several else f"¶{paragraph}"
        for _, head, lines in sorted(found):
            yield from wrapped(head, "  ")
            for line in lines:
                yield from wrapped(line, "    ")
