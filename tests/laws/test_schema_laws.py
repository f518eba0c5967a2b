"""JSON Schema and models, on documents and projects spoilt at random: what the one refuses the other refuses.

But for what JSON Schema cannot say: rules between the fields of a record and dates (``value_error``), between records,
and what stands in a text. There the models refuse more.
"""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from making import TEXT, full_dataset
from pydantic import TypeAdapter, ValidationError

import mxus
from mxus import InvalidDataError
from mxus.authoring.project_schema import project_schema
from mxus.dataset.document import Document
from mxus.exchange.json_document import dumps

FULL = full_dataset()
DOCUMENT = json.loads(dumps(FULL))

# Left out are texts that end in a line break, since "$" of Python's expressions, which the validator uses, matches
# before one, unlike "$" of JSON Schema's; and whole numbers with a decimal point, integers to JSON Schema alone.
texts = st.text(max_size=12).map(lambda text: text.rstrip("\n"))
scalars = st.none() | st.booleans() | st.integers(-3, 2**40) | texts
scalars |= st.floats(-2, 2).filter(lambda number: not number.is_integer())
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=5
)


def places(value, path=()):
    """Yield the path of every value in some JSON data."""
    if path:
        yield path
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(inner, (*path, step))


def at(value, path):
    for step in path:
        value = value[step]
    return value


@st.composite
def spoilt(draw, content):
    """A copy with one value taken out, replaced by any other or by one from elsewhere in it, or one more in it."""
    all_places = list(places(content))
    path = draw(st.sampled_from(all_places))
    made = copy.deepcopy(content)
    holder = at(made, path[:-1])
    match draw(st.sampled_from(["out", "other", "elsewhere", "elsewhere", "more"])):
        case "out":
            del holder[path[-1]]
        case "other":
            holder[path[-1]] = draw(anything)
        case "elsewhere":
            found = at(content, draw(st.sampled_from(all_places)))
            holder[path[-1]] = int(found) if isinstance(found, float) and found.is_integer() else copy.deepcopy(found)
        case _ if isinstance(holder, list):
            holder.append(draw(anything))
        case _:
            holder[draw(texts | st.sampled_from(sorted(content["events"][0])))] = draw(anything)
    return made


def structural(error):
    """Return the errors that JSON Schema can tell too."""
    errors = error.errors()
    inside = {each["loc"][:depth] for each in errors for depth in range(len(each["loc"]))}
    # A list is also called too short where it is not, but an item of it is broken.
    told = [each for each in errors if not (each["type"] == "too_short" and each["loc"] in inside)]
    return [each for each in told if each["type"] != "value_error"]


DOCUMENTS = Draft202012Validator(mxus.schema())
ADAPTER = TypeAdapter(Document)


@given(made=spoilt(DOCUMENT))
def test_schema_and_models_agree_on_a_spoilt_document(made):
    if made.get("schema_version") is True:
        return  # a constant 1 to pydantic; refused before the models see it (test_migrations.py)
    try:
        ADAPTER.validate_json(json.dumps(made))
    except ValidationError as error:
        told = structural(error)
    else:
        told = []
    assert DOCUMENTS.is_valid(made) == (not told), told or next(DOCUMENTS.iter_errors(made))


def quoted(content):
    """Return a document as a project: words in the place of locators, a file in the place of paragraphs."""
    made = copy.deepcopy(content)
    for source in made["sources"]:
        del source["paragraphs"]
        source |= {"text": "chronicle.txt", "digest": TEXT_DIGEST, "unbroken": ["Sixty percent"]}
    for record in [each for name, held in made.items() if isinstance(held, list) and name != "coders" for each in held]:
        for passage in record.get("evidence", [record]):
            locator = passage.pop("locator")
            passage["quote"] = TEXT[locator["paragraph"]][locator["start"] : locator["end"]]
            passage |= {"paragraph": locator["paragraph"], "occurrence": 1}
        for name in ("period", "published"):
            if name in record:
                record[name] = record[name]["edtf"]
    made["events"][0]["count"] = {"more-than": 3, "unit": "count"}
    return made


PROJECTS = Draft202012Validator(project_schema())
TEXT_DIGEST = "0" * 64


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project in which every field is filled, and the data in it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "chronicle.txt").write_text("\n\n".join(TEXT), encoding="utf-8")
    path, content = folder / "coding.yaml", quoted(DOCUMENT)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(InvalidDataError, match="no longer the one") as caught:
        mxus.lock(path)
    (problem,) = caught.value.problems
    content["sources"][0]["digest"] = problem.message[-64:]
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    assert set(mxus.lock(path)) == set(FULL)
    assert PROJECTS.is_valid(content)
    return path, content


@given(data=st.data())
def test_what_the_schema_of_projects_refuses_is_not_locked(project, data):
    path, content = project
    made = data.draw(spoilt(content))
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    if not PROJECTS.is_valid(made):
        with pytest.raises(InvalidDataError):
            mxus.lock(path)
