"""The doors: each a function of bytes that lets nothing out but errors of mxus, and the small inputs to start from."""

import contextlib
import json
import tempfile
import warnings
from pathlib import Path

import mxus
from mxus.authoring.segmentation import paragraphs_of, sentence_ends
from mxus.errors import MxusError
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.formats.dna_statements import read_dna_statements
from mxus.exchange.json_document import dumps, loads
from mxus.exchange.plain_yaml import parse
from mxus.tables import schemas
from mxus.testing import broken_documents
from mxus.testing.broken import _sound
from mxus.values.text import digest, normalise, single_spaced


def _text(data):
    return data.decode("utf-8", errors="surrogateescape")


def json_document(data):
    loads(_text(data))


def records(data):
    for kind in (mxus.Source, mxus.Actor, mxus.Policy, mxus.TradeLink, mxus.Event, mxus.Position, mxus.Claim):
        with contextlib.suppress(MxusError):
            kind.model_validate_json(data)


def yaml(data):
    parse(_text(data))


def project(data):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "annals.txt").write_text("Coal for the neighbour. By the Scribe.", encoding="utf-8")
        path = Path(folder, "annals.yaml")
        path.write_bytes(data)
        mxus.lock(path)


def edtf(data):
    mxus.Period(_text(data))


def quantity(data):
    """Words: two numbers, a unit, a qualifier; what is not there is taken from the defaults."""
    words = _text(data).split(" ")
    lower, upper, unit, qualifier = (*words, *("0", "1", "usd", "between")[len(words) :])[:4]
    try:
        ends = float(lower), float(upper)
    except ValueError:
        return
    made = mxus.Quantity(*ends, unit, qualifier)
    str(made)
    other = mxus.Quantity.at_most(1, unit)
    for asked in (lambda: made + other, lambda: made - other, lambda: made * 2, lambda: made & other):
        with contextlib.suppress(MxusError):
            asked()


def locator(data):
    text = _text(data)
    for start, end in ((0, 1), (0, len(text)), (len(text) // 2, len(text))):
        try:
            found = mxus.Locator.of(text, paragraph=0, start=start, end=end)
        except MxusError:
            continue
        assert found.matches(normalise(text)[start:end])


def text(data):
    whole = _text(data)
    once = normalise(whole)
    assert normalise(once) == once
    single_spaced(whole)
    digest(whole)
    for paragraph in paragraphs_of(whole):
        assert sentence_ends(paragraph)[-1] == len(paragraph)


def _in_file(name, read):
    def door(data):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(data)
            read(path)

    return door


def verify(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "text.txt")
        path.write_bytes(data)
        mxus.verify(_sound(), path)
        mxus.relocate(_sound(), path)


def data_package(data):
    """The first line names the file of the package that the rest takes the place of."""
    name, _, content = data.partition(b"\n")
    made = dict(mxus.exported(_sound(), "datapackage").files)
    described = {**json.loads(made["datapackage.json"]), "mxus_digest": "edited"}  # digests would see every change
    made["datapackage.json"] = json.dumps(described)
    with tempfile.TemporaryDirectory() as folder:
        for each, held in made.items():
            path = Path(folder, each)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held.encode() if isinstance(held, str) else held)
        known = sorted(made)
        Path(folder, known[sum(name) % len(known)] if _text(name) not in made else _text(name)).write_bytes(content)
        read_data_package(Path(folder, "datapackage.json"))


def table(data):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", schemas.RejectedRowsWarning)
        _in_file("table.csv", lambda path: schemas.COW_TRADE.scan(path).fetchall())(data)


def _package_seeds():
    for name, content in mxus.exported(_sound(), "datapackage").files.items():
        yield name.encode() + b"\n" + (content.encode() if isinstance(content, str) else content)


def _dna_seed():
    (content,) = (held for name, held in mxus.exported(_sound(), "dna").files.items() if name.endswith(".csv"))
    return content.encode() if isinstance(content, str) else content


SOUND = dumps(_sound()).encode()

TEXTS = ["Coal. Steel (p. 3)! «No»", "pro-\ngovernment \u2014\r\nonward\n\nSecond.", "e\u0301 \u2019 \ud7ff \x85 ."]

DATES = ["2025-10~", "[2025-10-21..2025-10-31]", "2018/..", "Y-17E7", "201X", "{1960,1961..1963}", "2004-06-(01)~"]

YAML = [b"- a: 'b'\n  c: \"d\\u00e9\"\n- !!int 3\n- &x [1, 2]\n- *x\n", b"? a\n: |\n  b\n"]

PROJECT = """\
title: Coal
authors: [scribe]
outlet: Annals
language: en
text: annals.txt
actors:
  scribe: {name: The Scribe, type: person, gloss: The author., evidence: [the Scribe]}
"""

DOORS = {
    "json": (json_document, lambda: [SOUND, *(each.content.encode() for each in broken_documents()[:6])]),
    "records": (records, lambda: [each.model_dump_json().encode() for each in _sound().values()]),
    "yaml": (
        yaml,
        lambda: [PROJECT.encode(), *YAML],
    ),
    "project": (project, lambda: [PROJECT.encode(), b"title: 3\nevents: {a: {count: more than 3 persons}}\n"]),
    "edtf": (
        edtf,
        lambda: [
            each.encode()
            for each in (
                "2025-10~",
                "[2025-10-21..2025-10-31]",
                "2018/..",
                "Y-17E7",
                "Y44E720682018",
                "201X",
                "{1960,1961..1963}",
                "2004-06-(01)~",
            )
        ],
    ),
    "quantity": (quantity, lambda: [b"1 2 usd between", b"0.1 1e308 share derived", b"0 nan ratio about"]),
    "locator": (locator, lambda: [each.encode() for each in TEXTS]),
    "text": (text, lambda: [each.encode() for each in TEXTS]),
    "verify": (verify, lambda: ["\n\n".join(mxus.testing.TEXT).encode(), *(each.encode() for each in TEXTS)]),
    "data-package": (data_package, lambda: list(_package_seeds())),
    "dna": (_in_file("dna.csv", read_dna_statements), lambda: [_dna_seed()]),
    "table": (table, lambda: [b"ccode1,ccode2,year,flow1,flow2\n2,70,2014,305.1,239.9\n2,20,2014,-9,312\n"]),
}
"""By name: the door, and what makes the inputs to start from."""
