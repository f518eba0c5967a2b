"""Versions of the document form: older ones are brought forward, newer ones refused."""

import json

import pytest
from making import dataset

import mxus
from mxus.dataset.document import SCHEMA_VERSION
from mxus.exchange import json_document
from mxus.exchange.json_document import dumps, loads
from mxus.exchange.migrations import STEPS, migrated


@pytest.fixture
def content():
    """A sound document as JSON data."""
    return json.loads(dumps(dataset()))


def test_there_is_a_step_from_every_older_version():
    assert sorted(STEPS) == list(range(1, SCHEMA_VERSION))


def test_a_current_document_is_left_alone(content):
    assert migrated(content, where="x") is content


def test_a_document_that_says_no_version_is_current(content):
    del content["schema_version"]
    assert loads(json.dumps(content)) == dataset()


@pytest.mark.parametrize("version", [2, 3, 10**30])
def test_a_newer_document_is_refused_with_what_to_do(content, version):
    with pytest.raises(mxus.InvalidDataError) as caught:
        loads(json.dumps({**content, "schema_version": version}), where="new.json")
    assert str(caught.value).startswith("new.json: 1 problem")
    assert "$.schema_version: found" in str(caught.value)
    assert "a newer mxus" in str(caught.value)


@pytest.mark.parametrize("version", [0, -1, 1.0, "1", None, True, [1]])
def test_what_is_no_version_is_refused(content, version):
    with pytest.raises(mxus.InvalidDataError, match=r"\$\.schema_version: found"):
        loads(json.dumps({**content, "schema_version": version}))


def test_steps_are_taken_in_order_and_the_outcome_is_checked(content, monkeypatch):
    """A made-up past: in version 1 the title was a name, in version 2 a heading."""
    steps = {
        1: lambda old: {("heading" if key == "name" else key): value for key, value in old.items()},
        2: lambda old: {("title" if key == "heading" else key): value for key, value in old.items()},
    }
    old = {("name" if key == "title" else key): value for key, value in content.items()}
    new = migrated(old, where="x", steps=steps, to=3)
    assert (new["title"], new["schema_version"]) == (content["title"], 3)
    with pytest.raises(mxus.InvalidDataError, match="found 1, a form that is not read any more; expected 3"):
        migrated(old, where="x", steps={2: steps[2]}, to=3)

    def forward(found, *, where):
        return migrated({**migrated(found, where=where, steps=steps, to=3), "schema_version": 1}, where=where)

    monkeypatch.setattr(json_document, "migrated", forward)
    assert loads(json.dumps(old)) == dataset()
    with pytest.raises(mxus.InvalidDataError, match=r"\$\.actors\[0\]\.gloss"):
        loads(json.dumps({**old, "actors": [{"id": "x"}]}))
