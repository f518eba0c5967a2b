"""What all records share: identity, gloss, passages, links, and how they are checked.

Records are pydantic models, frozen and strict: a field that is not in the model, a value of another type, NaN and
infinity are refused, and every problem of an input is reported at once with its path. Built in Python, a record takes
the types of its fields (a tuple for many, ``Arena.DOMESTIC`` for a term); from JSON it takes JSON's.
:meth:`Part.evolve` validates where pydantic's ``model_copy(update=...)`` would not, and a dataset checks again what
it is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Self

import attrs
from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mxus.display.cards import Page, Shown
from mxus.errors import InvalidDataError
from mxus.records._problems import BrokenRules, problems_of
from mxus.records.cards import record_page
from mxus.values.text import PLAIN
from mxus.vocabulary.statements import LinkType

if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)  # the same class, by its public road

__all__ = ["ID_PATTERN", "Gloss", "Id", "Line", "Link", "Name", "Note", "Part", "Record", "RefersTo"]

ID_PATTERN: Final = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
"""Ids are lower-case words joined by hyphens, unique in a dataset over all kinds of record."""

Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
"""Identifier of a record."""

Gloss = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=PLAIN)]
"""A short paraphrase in the coder's own words."""

Note = Annotated[str, StringConstraints(min_length=1, max_length=1000, pattern=PLAIN)]
"""A remark of the coder: what was ambiguous, and how it was decided."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=PLAIN)]
"""A title, a name of an outlet, a reason."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=PLAIN)]
"""A name of someone, of an office, of a place."""


@attrs.frozen
class RefersTo:
    """Annotation of a field that holds ids of records of the given kinds.

    Parameters
    ----------
    kinds : frozenset of str
        Kinds of record that may be referred to; empty for any.

    Examples
    --------
    >>> sorted(RefersTo.any_of("policy", "event").kinds)
    ['event', 'policy']
    """

    kinds: frozenset[str]

    @classmethod
    def any_of(cls, *kinds: str) -> RefersTo:
        """Make the annotation for the given kinds, all kinds where none is given."""
        return cls(frozenset(kinds))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in the JSON Schema what kinds of record the id may be of."""
        return {**handler(schema), "x-refers-to": sorted(self.kinds) or ["record"]}


ActorId = Annotated[Id, RefersTo.any_of("actor")]
SourceId = Annotated[Id, RefersTo.any_of("source")]
PolicyId = Annotated[Id, RefersTo.any_of("policy")]
ClaimId = Annotated[Id, RefersTo.any_of("claim")]
AnyId = Annotated[Id, RefersTo.any_of()]


class _Checked(ModelMetaclass):
    """Raises our error, with all problems and their paths, where pydantic would raise its own."""

    def __call__(cls, *args: Any, **fields: Any) -> Any:  # noqa: ANN401, N805 (the signature of type.__call__)
        try:
            return super().__call__(*args, **fields)
        except ValidationError as error:
            raise InvalidDataError(problems_of(error, cls), where=cls.__name__) from None


class Part(BaseModel, metaclass=_Checked):
    """A piece of a record with fields of its own, checked like a record.

    Examples
    --------
    >>> from mxus.records import Link
    >>> Link(type="continues", target="plan mexico")
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: Link: 2 problems
      $.type: found 'continues'; expected the type LinkType (nearest: LinkType.CONTINUES)
      $.target: found 'plan mexico'; expected lower-case words joined by hyphens
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
        validate_default=False,
        revalidate_instances="always",  # what was copied past the checks does not get into a dataset
    )

    def _broken_rules(self) -> Iterable[tuple[str, str]]:
        """Yield the field and the problem of each rule that fields together break; overridden where there are any."""
        return ()

    @model_validator(mode="after")
    def _keep_rules(self) -> Self:
        for _ in self._broken_rules():
            raise BrokenRules(tuple(self._broken_rules()))
        return self

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 (pydantic's)
        """Make an instance of JSON text, as pydantic does, with our error."""
        try:
            return super().model_validate_json(json_data, **options)
        except ValidationError as error:
            raise InvalidDataError(problems_of(error, cls), where=cls.__name__) from None

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 (pydantic's)
        """Make an instance of Python data, as pydantic does, with our error."""
        try:
            return super().model_validate(obj, **options)
        except ValidationError as error:
            raise InvalidDataError(problems_of(error, cls), where=cls.__name__) from None

    def evolve(self, **changes: Any) -> Self:  # noqa: ANN401 (any field's type)
        """Return a copy with the given fields changed, checked like a new one.

        Raises
        ------
        InvalidDataError
            If the result would break the model.

        Examples
        --------
        >>> import mxus
        >>> mexico = mxus.load().actors["mexico"]
        >>> mexico.evolve(name="Mexico (United Mexican States)").name
        'Mexico (United Mexican States)'
        >>> mexico.evolve(iso3="Mexico")
        Traceback (most recent call last):
            ...
        mxus.errors.InvalidDataError: Actor: 1 problem
          $.iso3: found 'Mexico'; expected a string matching ^[A-Z]{3}$
        """
        fields: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})


class Link(Part):
    """A typed, directed link from the record that holds it to another.

    Examples
    --------
    >>> Link(type=LinkType.IN_EXCHANGE_FOR, target="tariff-postponements").target
    'tariff-postponements'
    """

    type: LinkType
    """What the link means, read from the holder to the target."""

    target: AnyId
    """The record linked to."""

    note: Note | None = None
    """Coder's remark on the link."""


class Record(Part, Shown):
    """What every record has. Kinds of record that can be linked or located add to it.

    Examples
    --------
    >>> import mxus
    >>> record = mxus.load()["mexico"]
    >>> record.kind, record.id
    ('actor', 'mexico')
    """

    kind: Any
    """Kind of record; each kind narrows it to its own name."""

    id: Id
    """Identifier, unique in the dataset over all kinds of record."""

    gloss: Gloss
    """Short paraphrase of what is coded, in the coder's own words, never the text's."""

    note: Note | None = None
    """Coder's remark: what was ambiguous, and how it was decided."""

    def page(self) -> Page:
        """Return what a terminal and a notebook show of the record; ``mxus show`` also tells who refers to it."""
        return record_page(self)
