"""A column of ours and where a file has it, as the SQL that casts it.

A value is cast or it is not: nothing is rounded, cut or guessed on the way.
"""

from __future__ import annotations

from typing import Final, Literal

import attrs

__all__ = ["MISSING", "Column", "literal", "quoted"]

MISSING: Final = ("", "NA", "na", "N/A", "n/a", "NULL", "Null", "null", "None", "none", r"\N")
"""Spellings of a missing value that providers, databases, R and Python write into files.

Not for a column of alpha-2 codes of countries, in which NA is Namibia.
"""

_NO_NUMBER: Final = ("nan", "NaN", "NAN", "NaT")
"""What is missing in a column that is no text."""

_ISO_DATE: Final = "%Y-%m-%d"

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
        Values that stand for none, besides those of its schema.
    format : str or tuple of str, default '%Y-%m-%d'
        How a date is written; of several, in any of them.
    leading_zeros : bool, default False
        Whether 010 and 10 are different codes, so that a file that has numbers there has lost what they were.
    may_be_absent : bool, default False
        Whether a known edition of the file lacks the column. Its values are missing then, and `Intake.absent` says so.

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
    format: str | tuple[str, ...] = _ISO_DATE
    leading_zeros: bool = False
    may_be_absent: bool = False

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns of the file it is made of."""
        return (self.source,) if isinstance(self.source, str) else self.source

    def text(self, missing: tuple[str, ...]) -> str:
        """Return the value as text, in SQL; null where it is missing."""
        spellings = dict.fromkeys(("", *missing, *self.missing, *(_NO_NUMBER if self.type != "text" else ())))
        none = ", ".join(map(literal, spellings))
        values = [f"CAST({quoted(each)} AS VARCHAR)" for each in self.sources]
        if self.type != "text":
            values = [f"trim({value})" for value in values]
        # Numbers are compared as numbers: a file that was in other hands meanwhile may have 8.0 where it had 8.
        numbers = ", ".join(
            each for each in self.missing if self.type in {"number", "whole number"} and _is_number(each)
        )
        also = f" AND coalesce(TRY_CAST({{0}} AS DOUBLE) NOT IN ({numbers}), true)" if numbers else ""
        parts = [f"CASE WHEN trim({value}) NOT IN ({none}){also.format(value)} THEN {value} END" for value in values]
        return parts[0] if len(parts) == 1 else f"nullif(concat_ws('/', {', '.join(parts)}), '')"

    def cast(self, text: str) -> str:
        """Return the value as its type, in SQL; null where it cannot be."""
        if self.type == "text":
            return text
        if self.type == "date":
            forms = (self.format,) if isinstance(self.format, str) else self.format
            # Those of other forms first: a cast takes 12/1/20 for a day in the year 12.
            dates = [f"CAST(try_strptime({text}, {literal(each)}) AS DATE)" for each in forms if each != _ISO_DATE]
            dates += [f"TRY_CAST({text} AS DATE)"] if _ISO_DATE in forms else []
            return dates[0] if len(dates) == 1 else f"coalesce({', '.join(dates)})"
        number, whole = f"TRY_CAST({text} AS DOUBLE)", f"TRY_CAST({text} AS BIGINT)"
        if self.type == "number":
            return f"CASE WHEN isfinite({number}) THEN {number} END"
        return f"CASE WHEN {number} = {whole} THEN {whole} END"

    def reason(self, text: str, value: str) -> str | None:
        """Return why a row is rejected, in SQL; null where it is not, none where it never is."""
        lacks = f"WHEN {text} IS NULL THEN {literal(f'{self.name} is missing')}" if self.required else ""
        told = literal(f"{self.name} is no {self.type}")
        wrong = f"WHEN {text} IS NOT NULL AND {value} IS NULL THEN {told}" if self.type != "text" else ""
        return f"CASE {lacks} {wrong} END" if lacks or wrong else None


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
