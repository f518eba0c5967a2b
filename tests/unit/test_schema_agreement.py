"""The JSON Schema and the models agree on every file, sound or broken, as far as JSON Schema can tell."""

import copy
import json

import pytest
from jsonschema import Draft202012Validator
from making import full_dataset
from pydantic import TypeAdapter, ValidationError

import mxus
from mxus.authoring.project_schema import project_schema
from mxus.dataset.document import Document
from mxus.exchange.json_document import collection_kind, dumps
from mxus.records.union import RECORD_TYPES

DELETED = object()
# No text that ends in a line break: "$" of Python's expressions, which this validator uses, matches before one, unlike
# "$" of JSON Schema's.
OTHERS = (
    None,
    True,
    5,
    -1,
    1.5,
    "",
    "x",
    "Not An Id",
    "two\nlines",
    "\x07",
    "x" * 5000,
    [],
    ["x"],
    {},
    {"x": 1},
    DELETED,
)


@pytest.fixture(scope="module")
def content():
    """A document in which every field is filled."""
    return json.loads(dumps(full_dataset()))


def places(value, path=()):
    """Yield the path of every value."""
    if path:
        yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value[:1]):
            yield from places(inner, (*path, index))


def broken(value):
    """Yield copies with one value replaced or taken out, or one field more."""
    for path in places(value):
        for other in OTHERS:
            made = copy.deepcopy(value)
            holder = made
            for step in path[:-1]:
                holder = holder[step]
            if other is DELETED:
                del holder[path[-1]]
            else:
                holder[path[-1]] = other
            yield path, other, made
            if isinstance(other, dict) and isinstance(holder, dict):
                holder[path[-1]], holder["unknown"] = value_at(value, path), 1
                yield path, "unknown field", made


def value_at(value, path):
    for step in path:
        value = value[step]
    return value


def agree(validator, adapter, made):
    """Whether both say the same; what the models refuse by rules between fields, or of dates, is beyond the schema."""
    try:
        adapter.validate_json(json.dumps(made))
    except ValidationError as error:
        errors = error.errors()
        inside = {each["loc"][:depth] for each in errors for depth in range(len(each["loc"]))}
        # A list is also called too short where it is not, but an item of it is broken.
        told = [each for each in errors if not (each["type"] == "too_short" and each["loc"] in inside)]
        structural = [each for each in told if each["type"] != "value_error"]
    else:
        structural = []
    return validator.is_valid(made) == (not structural)


@pytest.mark.parametrize("kind", [None, *RECORD_TYPES])
def test_schema_and_models_agree(kind, content):
    """One record of each kind, with every value replaced by each of a dozen others."""
    schema = mxus.schema(kind)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    adapter = TypeAdapter(Document if kind is None else RECORD_TYPES[kind])
    if kind is None:
        value = {name: held for name, held in content.items() if not isinstance(held, list) or name == "coders"}
    else:
        (collection,) = (name for name in content if name != "uncoded" and collection_kind(name) == kind)
        value = max(content[collection], key=lambda record: len(json.dumps(record)))
    assert agree(validator, adapter, value)
    assert validator.is_valid(value)
    cases, refused, wrong = 0, 0, []
    for path, other, made in broken(value):
        cases += 1
        refused += not validator.is_valid(made)
        if path == ("schema_version",) and other is True:
            continue  # a constant 1 to pydantic; refused before the models see it (test_migrations.py)
        if not agree(validator, adapter, made):
            wrong.append((path, other))
    assert not wrong
    assert cases > 50
    assert 0.5 < refused / cases < 1


def test_identifiers_are_stable_and_each_its_own():
    names = [mxus.schema(kind)["$id"] for kind in (None, "record", *RECORD_TYPES)] + [project_schema()["$id"]]
    assert names == [
        *(f"urn:mxus:schema:1:{name}" for name in ("document", "record", "source", "actor", "policy", "trade_link")),
        *(f"urn:mxus:schema:1:{name}" for name in ("event", "position", "claim", "project")),
    ]
