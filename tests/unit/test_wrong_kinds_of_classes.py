"""Whatever a class of ours is made of or asked, what comes of it is an instance, an answer or an error of ours."""

import inspect
import operator
import warnings

import attrs
import pytest
from making import TEXT, full_dataset
from pydantic import BaseModel
from test_rendering import answers, classes_of_answers  # noqa: F401 (a fixture)
from test_wrong_kinds import GIVEN_FUNCTIONS, WRONG

import mxus
from mxus.analysis.predictions import HYPOTHESES
from mxus.authoring.relocation import Moved
from mxus.drawing.network_layout import place_network
from mxus.exchange.formats.dna_statements import DnaStatement
from mxus.intercoder.adjudication import disputes
from mxus.measures import CAMEO, SignedDiGraph, SignedGraph
from mxus.measures.indices import INDICES

OPERATORS = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "&": operator.and_,
    "|": operator.or_, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
    "in": operator.contains, "[]": operator.getitem,
}  # fmt: skip


def within(value, found):
    """Collect the first instance of every class of ours in a value and in what it holds."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for each in value[:3]:
            within(each, found)
    if type(value).__module__.startswith("mxus.") and type(value) not in found:
        if attrs.has(type(value)):
            found[type(value)] = value
            for field in attrs.fields(type(value)):
                within(getattr(value, field.name), found)
        elif isinstance(value, BaseModel):
            found[type(value)] = value
            for name in type(value).model_fields:
                within(getattr(value, name), found)


def parts(value):
    """Return the arguments of which an instance is made, by name."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, mxus.Dataset):
        return {"records": tuple(value.values()), **value.about()}
    return {each.alias: getattr(value, each.name) for each in attrs.fields(type(value)) if each.init}


@pytest.fixture(scope="module")
def instances(answers, ds):  # noqa: F811 (the fixture)
    found = {}
    full = full_dataset()
    graph = SignedGraph.from_edges(["a", "b"], ["b", "c"], [1, -1])
    digraph = SignedDiGraph.from_edges(["a", "b"], ["b", "c"], [1, -1])
    text = mxus.SourceText.of("\n\n".join(TEXT), source="chronicle")
    texts = (mxus.Period("2020"), mxus.Quantity.exactly(0.5, "share"), mxus.Reference(
        key="a", authors=("Doe, Jane",), title="T", year=2000, container="C", volume="1", number="2", pages="1-2",
        doi="10/x", url="https://x", note="n",
    ))  # fmt: skip
    both = mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))
    more = (
        DnaStatement(id=1, time="", document="X", person="Y", organization="", concept="Z", agreement=True),
        mxus.relocate(full, mxus.SourceText.of("Nothing of it.", source="chronicle")),
        Moved("strike", full["strike"].evidence[0].locator, full["strike"].evidence[0].locator),
        next(match for each in both.agreements.values() for match in each.matches if match.differences),
        disputes(both)[0],
        mxus.cooperation(ds, "mexico", "united-states"),
        mxus.Problem("$", "wrong"),
        HYPOTHESES[0],
        INDICES["s_absolute"],
        place_network([("a", "b", 1.0)], {"a": (9.0, 9.0), "b": (9.0, 9.0)}, width=99.0),
        mxus.measures.field_reliability({"arena": ["a", "b"]}, {"arena": ["a", "b"]}),
        mxus.GroupedResult.over(mxus.Result.exactly("m", 1.0, n=1, method="x"), measure="m", by="arena", groups={}),
    )
    for each in (*more, *full.values(), full, full.document, graph, digraph, text, CAMEO, texts, *answers.values()):
        within(each, found)
    return found


def tried(call, where):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()
    except mxus.MxusError:
        return None
    except Exception as error:
        raise AssertionError(where) from error


def shown_anyhow(made):
    """Look at an instance in every way in which it shows itself."""
    str(made), repr(made)
    for name in ("page", "explain", "cite", "_repr_html_"):
        if hasattr(made, name):
            getattr(made, name)()


def asked(value):
    """Yield by name what can be called of an instance: its methods and those of its class, constructors apart."""
    for name in dir(type(value)):
        if not name.startswith("_") and not (isinstance(value, BaseModel) and hasattr(BaseModel, name)):
            found = inspect.getattr_static(type(value), name)
            if inspect.isfunction(found) or isinstance(found, classmethod | staticmethod):
                yield name, getattr(value, name)


GOOD = {
    "backend": "polars", "collection": "events", "text": "some words", "source": ["a"], "target": ["b"],
    "weight": [1], "nodes": ["a", "b"], "unit": "share", "value": 0.5, "lower": 0.1, "upper": 0.2, "paragraph": 0,
    "start": 0, "end": 4, "first": "a", "second": "b", "level": 0.5, "passage": "x",
}  # fmt: skip
"""What stands for other parameters while one is wrong."""


def wrong_calls(function, wrong, **more):
    """Yield calls in which one parameter is of a wrong kind, the others as likely as can be had."""
    given = [each for each in inspect.signature(function).parameters.values() if each.kind not in {2, 4}]
    needed = {each.name: {**GOOD, **more}.get(each.name, "mexico") for each in given if each.default is each.empty}
    for parameter in given:
        for kind, value in wrong.items():
            if parameter.name in GIVEN_FUNCTIONS and callable(value):
                continue
            named = {**needed, parameter.name: value}
            first = [named.pop(each.name) for each in given if each.kind == 0 and each.name in named]
            yield f"{parameter.name}: {kind}", lambda first=first, named=named: function(*first, **named)
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind == 2:
            for kind, value in wrong.items():
                yield f"*{parameter.name}: {kind}", lambda value=value: function(value)


def test_a_wrong_part_is_refused_or_makes_an_instance_that_can_be_shown(instances):
    for made_of, value in public(instances):
        given = parts(value)
        for name in given:
            for kind, wrong in WRONG.items():
                where = f"{made_of.__name__}({name}: {kind})"
                made = tried(lambda: made_of(**{**given, name: wrong}), where)  # noqa: B023 (called at once)
                if made is not None:
                    tried(lambda: shown_anyhow(made), f"showing {where}")  # noqa: B023 (called at once)


def test_a_wrong_argument_of_a_method_is_an_answer_or_an_error_of_ours(instances):
    for made_of, value in public(instances):
        for name, method in asked(value):
            for where, call in wrong_calls(method, WRONG):
                tried(call, f"{made_of.__name__}.{name}({where})")


COMPARED = [kind for kind, value in WRONG.items() if isinstance(value, str | int | float | bytes | list | dict | set)]
"""What leaves it to the other side what an operator does: arrays and dataframes go on by themselves."""


def test_an_operator_with_a_wrong_side_is_an_answer_an_error_of_ours_or_the_type_error_of_python(instances):
    """For an operator that a class does not have, Python itself raises TypeError."""
    for made_of, value in public(instances):
        for sign, act in OPERATORS.items():
            for kind in COMPARED:
                wrong = WRONG[kind]
                has = {"in": "__contains__", "[]": "__getitem__"}.get(sign, "")
                try:
                    tried(lambda: act(value, wrong), f"{made_of.__name__} {sign} {kind}")  # noqa: B023 (called at once)
                except AssertionError as error:
                    if not isinstance(error.__cause__, TypeError) or hasattr(made_of, has):
                        raise


def public(instances):
    """Return what a user meets: records, values, answers, and what these are made of."""
    known = classes_of_answers()
    return [(kind, value) for kind, value in instances.items() if not attrs.has(kind) or kind in known]


def test_every_class_of_a_user_is_walked(instances):
    walked = {kind.__name__ for kind, _ in public(instances)}
    left = {kind.__name__ for kind in classes_of_answers()} - walked
    assert left == set()
