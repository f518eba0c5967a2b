"""What all records share: identity, gloss, passages, links, and how they are checked.

Records are pydantic models, frozen and strict: a field that is not in the model, a value of another type, NaN and
infinity are refused, and every problem of an input is reported at once with its path. Type checkers and editors see
the types of the fields; at run time a constructor also takes what everyday Python has: the spelling of a term
(``"domestic"``), a list for a tuple, EDTF text for a period, a dictionary for a part. Records are final: a file could
not say what the fields of a subclass are. What pydantic offers works on them (``model_validate`` of ``model_dump()``,
``TypeAdapter``, ``model_copy``, pickles); the methods of a record raise our error, while a ``TypeAdapter``, which is
pydantic's own door, raises pydantic's, since those who call it (FastAPI, for one) wait for that.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from copy import copy, deepcopy
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Self, dataclass_transform, final

import attrs
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from mxus.display.cards import Page, Shown
from mxus.errors import InvalidDataError, InvalidValueError
from mxus.records._adapters import from_python
from mxus.records._fields import short_annotation
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


_INSTEAD: Final = "keep what you add beside the records, by their ids"

_SHOWN: Final = 120
"""Characters of a gloss in the repr of a record."""


@contextmanager
def _our_error(cls: type[Any]) -> Generator[None, None, None]:
    """Raise InvalidDataError, with all problems and their paths, where pydantic would raise its own error."""
    try:
        yield
    except ValidationError as error:
        raise InvalidDataError(problems_of(error, cls), where=cls.__name__) from None


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class _Checked(ModelMetaclass):
    """Raises our error where pydantic would raise its own.

    Type checkers read the parameters of a constructor off the fields, which they could not if they saw ``__call__``.
    """

    if not TYPE_CHECKING:

        def __call__(cls, *args: Any, **fields: Any) -> Any:  # noqa: ANN401, N805 (the signature of type.__call__)
            if args:
                raise InvalidValueError(
                    f"found {len(args)} positional argument(s) of {cls.__name__}; expected keywords"
                )
            with _our_error(cls):
                return super().__call__(**fields)


class Part(BaseModel, metaclass=_Checked):
    """A piece of a record with fields of its own, checked like a record.

    Examples
    --------
    >>> from mxus.records import Link
    >>> Link(type="continues", target="plan mexico", weight=2)
    Traceback (most recent call last):
        ...
    mxus.errors.InvalidDataError: Link: 2 problems
      $.target: found 'plan mexico'; expected lower-case words joined by hyphens
      $.weight: found unknown field 'weight'; expected only type, target, note
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

    @classmethod
    def __pydantic_init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 (pydantic's)
        """Give the class a signature that a person can read: the fields as keywords, their types in short."""
        super().__pydantic_init_subclass__(**options)
        for base in cls.__mro__[1:]:
            if vars(base).get("__final__"):
                message = (
                    f"{base.__name__} cannot be subclassed, since a file could not say what its fields are; {_INSTEAD}"
                )
                raise InvalidValueError(message)
        keywords = [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                default=Parameter.empty if field.is_required() else field.get_default(),
                annotation=short_annotation(field.annotation),
            )
            for name, field in cls.model_fields.items()
            if name != "kind"
        ]
        signature = Signature(sorted(keywords, key=lambda each: each.default is not Parameter.empty))
        type.__setattr__(cls, "__signature__", signature)

    def _broken_rules(self) -> Iterable[tuple[str, str]]:
        """Yield the field and the problem of each rule that fields together break; overridden where there are any."""
        return ()

    @model_validator(mode="after")
    def _keep_rules(self) -> Self:
        for _ in self._broken_rules():
            raise BrokenRules(tuple(self._broken_rules()))
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Take from Python what a person would write: terms by their id, lists for tuples, dictionaries for parts."""
        return from_python(handler(source), handler)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:  # noqa: ANN401 (pydantic's)
        """Make an instance of JSON text, as pydantic does, with our error."""
        with _our_error(cls):
            return super().model_validate_json(json_data, **options)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 (pydantic's)
        """Make an instance of Python data, as pydantic does, with our error."""
        with _our_error(cls):
            return super().model_validate(obj, **options)

    @classmethod
    def model_validate_strings(cls, obj: Any, **options: Any) -> Self:  # noqa: ANN401 (pydantic's)
        """Make an instance of strings, as pydantic does, with our error."""
        with _our_error(cls):
            return super().model_validate_strings(obj, **options)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; unlike pydantic's, one with changes is checked like a new instance (:meth:`evolve`)."""
        copied = deepcopy(self) if deep else copy(self)
        return copied.evolve(**update) if update else copied

    if not TYPE_CHECKING:

        def __setattr__(self, name: str, value: object) -> None:
            """Refuse: records do not change."""
            message = f"{type(self).__name__} is immutable; use evolve({name}=...), which returns a changed copy"
            raise InvalidValueError(message)

        def __delattr__(self, name: str) -> None:
            """Refuse: records do not change."""
            raise InvalidValueError(f"{type(self).__name__} is immutable; its field {name!r} cannot be deleted")

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
          $.iso3: found 'Mexico'; expected an ISO 3166 alpha-3 code such as MEX
        """
        fields: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**{**fields, **changes})


@final
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

    def __repr__(self) -> str:
        """Return class, id and the beginning of the gloss."""
        gloss = self.gloss if len(self.gloss) <= _SHOWN else f"{self.gloss[: _SHOWN - 1]}…"
        return f"{type(self).__name__}(id={self.id!r}, gloss={gloss!r})"

    def __str__(self) -> str:
        """Return the record's card: its fields, what follows from them, and its passages."""
        return self.page().text()

    def page(self) -> Page:
        """Return what a terminal and a notebook show of the record; ``mxus show`` also tells who refers to it."""
        return record_page(self)
