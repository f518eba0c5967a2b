"""The base of all closed vocabularies: a string enumeration whose members define themselves."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from mxus.errors import InvalidValueError, shown


class Term(StrEnum):
    """A term of a closed vocabulary, with its definition in ``meaning``.

    The definition is written once, beside the member; the JSON Schema and the codebook print it from here.

    Examples
    --------
    >>> from mxus.vocabulary import Arena
    >>> Arena("regional-diplomacy") is Arena.REGIONAL_DIPLOMACY
    True
    >>> Arena.DOMESTIC.meaning
    'Inside one country: its institutions, reforms, parties and security.'
    """

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:  # noqa: ANN401 (pydantic's, which is not imported here)
        """Let a strict pydantic model take the spelling of a term for the term."""
        schema = handler.resolve_ref_schema(handler(source))
        schema["strict"] = False
        return schema

    @classmethod
    def parse(cls, term: str) -> Self:
        """Return the term spelled `term`.

        Raises
        ------
        InvalidValueError
            If the vocabulary has no such term; the message lists those it has.

        Examples
        --------
        >>> from mxus.vocabulary import Voice
        >>> Voice.parse("narrator")
        Traceback (most recent call last):
            ...
        mxus.errors.InvalidValueError: found 'narrator'; expected one of 'author', 'reported'
        """
        if isinstance(term, str):
            for known in cls:
                if known.value == term:
                    return known
        message = f"found {shown(term)}; expected one of {', '.join(repr(known.value) for known in cls)}"
        raise InvalidValueError(message)
