"""A column of ours and where a file has it, as the SQL that casts it.

A value is cast or it is not: nothing is rounded, cut or guessed on the way.
"""

from __future__ import annotations

from typing import Literal

import attrs

__all__ = ["Column", "literal", "quoted"]

Type = Literal["text", "whole number", "number", "date"]


@attrs.frozen(kw_only=True)
class Column:
    """A column of ours, and where a file has it.

    Parameters
    ----------
    name : str
        What it is called.
    type : {'text', 'whole number', 'number', 'date'}
        What its values are. Codes are text. A number that is NaN is missing, one that is infinite is none; 2.5 is no
        whole number, and is not rounded to one.
    source : str or tuple of str
        Column of the file; several are joined by a slash, those that are empty left out.
    required : bool, default False
        Whether a row without a value is rejected.
    missing : tuple of str, default ()
        Values that stand for none, besides the empty one.
    format : str, optional
        How a date is written, where it is not ``2025-10-31``.
    leading_zeros : bool, default False
        Whether 010 and 10 are different codes, so that a file that has numbers there has lost what they were.

    Examples
    --------
    >>> Column(name="vote", type="whole number", source="vote", missing=("8", "9")).missing
    ('8', '9')
    """

    name: str
    type: Type
    source: str | tuple[str, ...]
    required: bool = False
    missing: tuple[str, ...] = ()
    format: str | None = None
    leading_zeros: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the file it is made of."""
        return (self.source,) if isinstance(self.source, str) else self.source

    def text(self) -> str:
        """Return the value as text, in SQL; null where it is missing."""
        none = ", ".join(map(literal, ("", *self.missing, *(("nan", "NaN", "NAN") if self.type == "number" else ()))))
        values = [f"CAST({quoted(each)} AS VARCHAR)" for each in self.sources]
        if self.type != "text":
            values = [f"trim({value})" for value in values]
        # Numbers are compared as numbers: a file that was in other hands meanwhile may have 8.0 where it had 8.
        numbers = ", ".join(
            each for each in self.missing if self.type in {"number", "whole number"} and _is_number(each)
        )
        also = f" AND coalesce(TRY_CAST({{0}} AS DOUBLE) NOT IN ({numbers}), true)" if numbers else ""
        parts = [f"CASE WHEN {value} NOT IN ({none}){also.format(value)} THEN {value} END" for value in values]
        return parts[0] if len(parts) == 1 else f"nullif(concat_ws('/', {', '.join(parts)}), '')"

    def cast(self) -> str:
        """Return the value as its type, in SQL; null where it cannot be."""
        text = self.text()
        if self.type == "text":
            return text
        if self.format is not None:
            return f"CAST(try_strptime({text}, {literal(self.format)}) AS DATE)"
        if self.type == "date":
            return f"TRY_CAST({text} AS DATE)"
        number, whole = f"TRY_CAST({text} AS DOUBLE)", f"TRY_CAST({text} AS BIGINT)"
        if self.type == "number":
            return f"CASE WHEN isfinite({number}) THEN {number} END"
        return f"CASE WHEN {number} = {whole} THEN {whole} END"

    def reason(self) -> str:
        """Return why a row is rejected, in SQL; null where it is not."""
        lacks = f"WHEN {self.text()} IS NULL THEN {literal(f'{self.name} is missing')}" if self.required else ""
        told = literal(f"{self.name} is no {self.type}")
        wrong = f"WHEN {self.text()} IS NOT NULL AND {self.cast()} IS NULL THEN {told}" if self.type != "text" else ""
        return f"CASE {lacks} {wrong} END" if lacks or wrong else "NULL"


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdigit()


def quoted(name: str) -> str:
    """Return a name as SQL has it.

    Examples
    --------
    >>> print(quoted('a "b" c'))
    "a ""b"" c"
    """
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL has it.

    Examples
    --------
    >>> print(literal("the 'who'?"))
    'the ''who''?'
    """
    return "'" + text.replace("'", "''") + "'"
