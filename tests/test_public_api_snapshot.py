"""Nothing public changes by accident: names, signatures, fields, commands and schemas are those of the snapshot."""

import pytest
from public_api import SNAPSHOT, annotation, changes, default, snapshot

import mxus
from mxus.vocabulary import Status


def test_the_public_api_is_that_of_the_snapshot():
    found = changes()
    assert not found, "\n".join(
        [
            "the public API is not what tests/public_api.txt says:",
            *found,
            "if that is wanted: python tests/public_api.py, and a fragment in docs/changes that names it",
        ]
    )


def test_every_public_name_has_a_line():
    lines = SNAPSHOT.read_text(encoding="utf-8").splitlines()
    for name in mxus.__all__:
        starts = tuple(f"{kind}{name}{after}" for kind in ("def ", "class ", "module ") for after in ("(", ":", ""))
        assert any(line.startswith(starts) for line in lines), name


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (lambda patch: patch.setattr(mxus, "__all__", [*mxus.__all__[1:]]), "-class Actor(Record)"),
        (lambda patch: patch.setattr(mxus.plot, "bounds", lambda result: result), "+def bounds(result)"),
        (
            lambda patch: patch.setattr(mxus.Result, "cite", mxus.Result.to_frame),
            "+    cite(*, backend: Backend) -> Any",
        ),
    ],
    ids=["name", "signature", "method"],
)
def test_what_changes_is_found(monkeypatch, broken, line):
    broken(monkeypatch)
    assert line in changes()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Status.ALLEGED, "Status.ALLEGED"),
        ((Status.ALLEGED,), "(Status.ALLEGED,)"),
        (tuple(Status), "tuple(Status)"),
        (mxus.load, "load"),
        ("mexico", "'mexico'"),
        ({"a": (1, 2.5)}, "{'a': (1, 2.5)}"),
    ],
)
def test_defaults_are_as_one_would_write_them(value, written):
    assert default(value) == written


def test_annotations_lose_their_modules():
    assert annotation(mxus.Result) == "Result"
    assert annotation(tuple[mxus.Result, ...]) == "tuple[Result, ...]"
    assert annotation("Result | None") == "Result | None"


def test_no_place_in_memory_is_in_it():
    assert " at 0x" not in snapshot()
