"""What a project may write shorter than a document: a period as its date, a quantity as the text puts it.

``period: 2019-05`` stands for ``period: {edtf: 2019-05}``, and ``count: {more-than: 26, unit: persons}`` for the two
ends, which the qualifier decides. Which fields hold a period or a quantity follows from the models.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, cast

from pydantic import BaseModel

from mxus.errors import InvalidValueError, Problem
from mxus.records._adapters import as_json
from mxus.records._fields import held_types
from mxus.records._problems import json_path
from mxus.records.union import RECORD_TYPES
from mxus.values.period import Period
from mxus.values.quantity import Quantity
from mxus.vocabulary.quantities import Qualifier

__all__ = ["QUALIFIERS", "fields_holding", "items_of", "written_out"]

QUALIFIERS: Final[dict[str, Callable[[Any, Any], Quantity]]] = {
    Qualifier.EXACTLY.value: Quantity.exactly,
    Qualifier.MORE_THAN.value: Quantity.more_than,
    Qualifier.AT_LEAST.value: Quantity.at_least,
    Qualifier.LESS_THAN.value: Quantity.less_than,
    Qualifier.AT_MOST.value: Quantity.at_most,
    Qualifier.NEARLY.value: Quantity.nearly,
    Qualifier.ABOUT.value: Quantity.about,
    Qualifier.FAR_BELOW.value: Quantity.far_below,
    Qualifier.BETWEEN.value: lambda ends, unit: Quantity.between(ends[0], ends[1], unit),
}
"""How to make a quantity of what stands behind each qualifier."""

Step = str | int


@cache
def fields_holding(value: type) -> frozenset[str]:
    """Return the names of the fields of records and their parts that hold a value of that class.

    Examples
    --------
    >>> sorted(fields_holding(Period)), sorted(fields_holding(Quantity))
    (['period', 'published'], ['casualties', 'count', 'quantity'])
    """
    return frozenset(
        name
        for model in _models()
        for name, field in model.model_fields.items()
        if value in held_types(field.annotation)
    )


def _models() -> Iterator[type[BaseModel]]:
    for record in RECORD_TYPES.values():
        yield record
        for field in record.model_fields.values():
            yield from (part for part in held_types(field.annotation) if issubclass(part, BaseModel))


def written_out(content: Any, spellings: dict[str, str], problems: list[Problem], standing_in: list[str]) -> Any:  # noqa: ANN401 (JSON data)
    """Return project data with every short period and quantity written out.

    What cannot be is added to `problems`, and to `standing_in` the path of the quantity that then stands in for it.

    Examples
    --------
    >>> short = {"period": 2019, "count": {"more-than": 26, "unit": "persons"}}
    >>> made = written_out(short, {"$.period": "2019"}, [], [])
    >>> made["period"], made["count"]["lower"], made["count"]["lower_closed"]
    ({'edtf': '2019'}, 26.0, False)
    """
    return _written_out(content, (), spellings, problems, standing_in)


def _written_out(
    content: Any,  # noqa: ANN401 (JSON data)
    path: tuple[Step, ...],
    spellings: dict[str, str],
    problems: list[Problem],
    standing_in: list[str],
) -> Any:  # noqa: ANN401 (JSON data)
    if isinstance(content, list):
        items = enumerate(items_of(cast("object", content)))
        return [_written_out(item, (*path, index), spellings, problems, standing_in) for index, item in items]
    name = path[-1] if path else ""
    if name in fields_holding(Period) and isinstance(content, (str, int, float)):
        return {"edtf": spellings.get(json_path(path), str(content))}
    if not isinstance(content, dict):
        return content
    members = cast("dict[str, Any]", content)
    if name in fields_holding(Quantity) and not {"lower", "upper", "qualifier"} & members.keys():
        return _quantity(members, path, problems, standing_in)
    made = {key: _written_out(inner, (*path, key), spellings, problems, standing_in) for key, inner in members.items()}
    if name in fields_holding(Period) and "edtf" in made:  # a year alone is a number in YAML
        made["edtf"] = spellings.get(json_path((*path, "edtf")), made["edtf"])
    return made


def _quantity(
    members: dict[str, Any], path: tuple[Step, ...], problems: list[Problem], standing_in: list[str]
) -> dict[str, Any]:
    given = [key for key in members if key in QUALIFIERS]
    if len(given) != 1 or members.keys() != {given[0], "unit"}:
        found = ", ".join(members) or "nothing"
        expected = f"unit and one of {', '.join(QUALIFIERS)}; or lower, upper, unit and qualifier"
        problems.append(Problem(json_path(path), f"found {found}; expected {expected}"))
    else:
        number: object = members[given[0]]
        numbers = items_of(number) if given[0] == Qualifier.BETWEEN.value else [number]
        if len(numbers) != (2 if given[0] == Qualifier.BETWEEN.value else 1) or not all(map(_is_number, numbers)):
            expected = "two numbers, [lower, upper]" if given[0] == Qualifier.BETWEEN.value else "a number"
            problems.append(Problem(json_path((*path, given[0])), f"found {number!r}; expected {expected}"))
        else:
            try:
                return as_json(QUALIFIERS[given[0]](number, members["unit"]))
            except InvalidValueError as error:
                problems.append(Problem(json_path(path), str(error)))
    standing_in.append(json_path(path))
    return as_json(Quantity.exactly(1, "share"))  # stands in, so that the rest can be checked; a problem is reported


def items_of(value: object) -> list[object]:
    """Return the items of a list; none of anything else.

    Examples
    --------
    >>> items_of([1, "two"]), items_of("one")
    ([1, 'two'], [])
    """
    return cast("list[object]", value) if isinstance(value, list) else []


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
