"""Speed, as ratios against a named alternative in the same run.

Each side is run in turn several times and the medians are compared, so that a machine that is slow or busy slows both.
Run with -s to see the table.
"""

import gc
import json
import subprocess
import sys
import time
from importlib import resources
from statistics import median

import pytest
from bare import bare_model

from mxus.dataset.document import Document
from mxus.datasets import parse
from mxus.exchange.json_document import loads

DIGEST = "a" * 64
RECORDS = 100_000


def ratio(ours, theirs, rounds):
    """Return the median of the ratios of the times of the two, run in turn."""

    def seconds(call):
        start = time.perf_counter()
        call()
        return time.perf_counter() - start

    seconds(ours), seconds(theirs)
    return median(seconds(ours) / seconds(theirs) for _ in range(rounds))


def report(what, against, found, limit):
    """Print a line of the table and hold the limit."""
    print(f"\n{what} against {against}: {found:.2f} (at most {limit})")
    assert found <= limit


def imported(name):
    """Return a call that imports a module in a new process."""
    return lambda: subprocess.run([sys.executable, "-c", f"import {name}"], check=True)


def test_import_is_as_light_as_pydantics():
    report("import mxus", "import pydantic", ratio(imported("mxus"), imported("pydantic"), 9), 1.3)


def test_loading_the_article_takes_little_more_than_reading_it():
    content = resources.files("mxus.datasets").joinpath("rojas-2025.json").read_bytes()
    bare = bare_model(Document)

    def theirs():
        json.loads(content)
        bare.model_validate_json(content)

    report("mxus.load()", "json.loads and bare pydantic", ratio(lambda: parse(content), theirs, 15), 3)


@pytest.fixture(scope="module")
def many():
    """A document of 100,000 records, as JSON text."""
    locator = {"paragraph": 0, "start": 0, "end": 5, "digest": DIGEST}
    paragraph = {"length": 100, "digest": DIGEST, "sentences": [100]}
    source = {
        "kind": "source",
        "id": "s",
        "gloss": "g",
        "title": "t",
        "authors": ["a0"],
        "outlet": "o",
        "language": "en",
        "paragraphs": [paragraph],
    }
    evidence = [{"source": "s", "locator": locator}]
    actors = [
        {"kind": "actor", "id": f"a{i}", "gloss": "g", "name": "n", "type": "state", "evidence": evidence}
        for i in range(200)
    ]
    events = [
        {
            "kind": "event",
            "id": f"e{i}",
            "gloss": "An act of some kind",
            "act": "statement",
            "type": "SUPPORT",
            "contexts": ["diplomatic"],
            "initiators": [f"a{i % 200}"],
            "recipients": [f"a{(i + 7) % 200}"],
            "issue": "trade",
            "arena": "global",
            "period": {"edtf": f"20{i % 25:02}-0{1 + i % 9}", "basis": "stated"},
            "count": {
                "lower": i % 50,
                "upper": None,
                "unit": "count",
                "qualifier": "more-than",
                "lower_closed": False,
                "upper_closed": False,
            },
            "evidence": [
                {
                    "source": "s",
                    "locator": {**locator, "start": i % 90, "end": 100},
                    "voice": "author",
                    "status": "asserted",
                }
            ],
        }
        for i in range(RECORDS - 201)
    ]
    return json.dumps({"id": "many", "title": "Many", "sources": [source], "actors": actors, "events": events})


def test_a_hundred_thousand_records_take_at_most_twice_bare_pydantic(many):
    """As a caller reads them, searched for keys given twice too; the garbage collector is paused by reading itself."""
    bare = bare_model(Document)
    found = ratio(lambda: loads(many), lambda: bare.model_validate_json(many), 3)
    report("100,000 records read and checked", "bare pydantic", found, 2)


def test_the_checks_alone_take_at_most_twice_bare_pydantic_without_the_collector(many):
    """Validated, indexed and integrity-checked, with the collector off for both, so that pausing it gains nothing."""
    bare, content = bare_model(Document), many.encode()
    gc.disable()
    try:
        found = ratio(lambda: parse(content), lambda: bare.model_validate_json(content), 3)
    finally:
        gc.enable()
    report("100,000 records checked, no collector,", "bare pydantic", found, 2)
