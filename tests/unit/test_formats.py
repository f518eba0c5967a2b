"""Formats of other tools: what each says it holds it holds, and what it says is lost is lost."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
import yaml
from making import TEXT

import mxus
from mxus import Dataset, InvalidDataError, InvalidValueError
from mxus.exchange.convert import FORMATS
from mxus.exchange.formats.dna_statements import read_dna_statements
from mxus.exchange.json_document import dumps, loads
from mxus.exchange.losses import losses
from mxus.exchange.table_layout import tables

LOSSLESS = ("datapackage", "croissant")


def leaves(content):
    """Yield the path of every value in a document: collection, place and steps."""
    for collection, held in content.items():
        if collection == "schema_version":
            continue
        if isinstance(held, list) and collection != "coders":
            for place, record in enumerate(held):
                yield from ((collection, place, *rest) for rest in steps(record))
        else:
            yield (collection,)


def steps(value):
    """Yield the steps to every value below."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from ((name, *rest) for rest in steps(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ((place, *rest) for rest in steps(inner))
    else:
        yield ()


def named(path):
    """Return the path as a loss report names it."""
    return ".".join(str(step) for step in path if not isinstance(step, int))


OTHER = {
    "ruritania": "court", "sylvania": "court", "minister": "court", "chronicle": "other", "league": "court",
    "asserted": "denied", "inferred": "stated", "es": "fr", "en": "fr", "SYL": "SYX", "trade": "energy",
    "bilateral-agenda": "domestic", "opposes": "supports", "verbal": "material", "interpretation": "reason",
    "tariff": "subsidy", "in-force": "proposed", "DIPLOMATIC": "MILITARY", "aerial": "explosives",
    "institution": "company",
    "2019-05-01": "2019-05-02", "2020-01-02": "2020-01-03", "military-strike": "killing", "state": "company",
    "alleged": "denied", "strike": "tariff", "share-of-trade": "share-of-exports", "reading": "strike",
    "trade-policy": "strike", "continues": "responds-to", "responds-to": "continues", "supports": "continues",
}  # fmt: skip


def changes(value):
    """Yield other values that a field might have; most are refused by the models, which is what they are for."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, float)):
        yield from (value + 1, value - 1, value * 0.9)
    elif isinstance(value, str):
        yield from (OTHER.get(value), f"{value} more", f"{value}-more", "x", None)


def changed(content, path):
    """Return the document with another value at the path, sound again; None where there is none."""
    for other in changes(_at(content, path)):
        copy = json.loads(json.dumps(content))
        holder = _at(copy, path[:-1])
        if other is None and isinstance(holder, dict):
            del holder[path[-1]]
        else:
            holder[path[-1]] = other
        try:
            made = loads(json.dumps(copy))
        except InvalidDataError:
            continue
        if dumps(made) != dumps(loads(json.dumps(content))):
            return made
    return None


def _at(content, path):
    for step in path:
        content = content[step]
    return content


def test_a_field_said_to_be_held_changes_the_output_and_one_said_to_be_lost_does_not(full):
    """The reports are held to what the exporters do: each field is changed, and each format written again."""
    content = json.loads(dumps(full))
    before = {name: make(full) for name, make in FORMATS.items()}
    lost = {name: {loss.field: loss.partly for loss in made.report.lost} for name, made in before.items()}
    assert {name for name, made in before.items() if made.report.lossless} == set(LOSSLESS)
    tried, untried, wrong = set(), set(), []
    for path in leaves(content):
        field = named(path)
        other = changed(content, path)
        if other is None:
            untried.add(field)
            continue
        tried.add(field)
        for name, make in FORMATS.items():
            differs = list(make(other).files.values()) != list(before[name].files.values())
            if field not in lost[name] and not differs:
                wrong.append(f"{name} says it holds {field} and does not")
            if differs and lost[name].get(field) is False:
                wrong.append(f"{name} says it loses {field} and does not")
    assert not sorted(set(wrong))
    assert len(tried) > 100
    # Ids that others refer to, digests and offsets that must agree, and kinds cannot be changed alone.
    assert len(untried - tried) < 60, sorted(untried - tried)


def test_the_report_names_every_field_that_nothing_holds(full):
    found = {loss.field for loss in losses(full, "nothing", ()).lost}
    assert found == {named(path) for path in leaves(json.loads(dumps(full)))}


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_dataset_and_the_bundled_one_can_be_written(name, ds, tmp_path):
    for number, dataset in enumerate((Dataset([], id="empty", title="Nothing yet"), ds)):
        files, report = mxus.export_as(dataset, name, tmp_path / str(number))
        assert files
        assert all(path.parent == tmp_path / str(number) and path.stat().st_size >= 0 for path in files)
        assert report.format == name


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "dna"])
def test_no_export_holds_words_of_the_text(name, full):
    written = b"".join(
        content.encode() if isinstance(content, str) else content for content in FORMATS[name](full).files.values()
    )
    assert not any(text.encode() in written for text in TEXT)


def test_an_unknown_format_is_refused_with_the_nearest(ds, tmp_path):
    with pytest.raises(InvalidValueError, match=r"found format 'datapackge'; .* \(nearest: 'datapackage'\)"):
        mxus.export_as(ds, "datapackge", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_our_error(ds, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(mxus.UnreadableFileError, match="cannot be made a folder"):
        mxus.export_as(ds, "prov", tmp_path / "file")


def test_every_column_is_described():
    for table in tables():
        assert all(column.meaning for column in table.columns), table.name
        assert len({column.name for column in table.columns}) == len(table.columns)


def test_croissant_says_the_digest_of_each_file(full):
    from hashlib import sha256

    files = FORMATS["croissant"](full).files
    described = json.loads(files["croissant.json"])["distribution"]
    assert {each["name"]: each["sha256"] for each in described} == {
        name: sha256(content.encode()).hexdigest() for name, content in files.items() if name.endswith(".csv")
    }


def test_parquet_without_records_keeps_what_its_manifest_says_of_the_dataset(full):
    kept = {"description", "coders"}
    assert {loss.field for loss in FORMATS["parquet"](full).report.lost} <= kept
    made = FORMATS["parquet"](mxus.Dataset([], id="x", title="X"))
    assert list(made.files) == ["dictionary.csv", "parquet.manifest.json"]
    assert made.report.lossless


def test_parquet_opens_with_types_and_definitions(full):
    import polars

    files = FORMATS["parquet"](full).files
    frame = polars.read_parquet(io.BytesIO(files["trade_links.parquet"]))
    assert frame["quantity_upper"].to_list() == [0.7]
    assert frame.schema["quantity_lower_closed"] == polars.Boolean
    rows = list(csv.DictReader(io.StringIO(files["dictionary.csv"])))
    assert {f"{row['table']}.parquet" for row in rows} == {name for name in files if name.endswith(".parquet")}
    assert (
        next(row for row in rows if (row["table"], row["column"]) == ("positions", "holder"))["refers_to"] == "actors"
    )


def test_plover_records_have_the_fields_of_the_manual_and_the_codes_of_the_events(ds):
    made = FORMATS["plover"](ds)
    records = [json.loads(line) for line in made.files["rojas-2025.plover.jsonl"].splitlines()]
    known = {
        "id", "has_event", "date", "enddate", "source", "recipient", "event", "event_loc", "quad_code", "event_scale",
        "mode", "context", "size", "text_info", "cite_info", "coder", "comment",
    }  # fmt: skip
    actor = {"code", "actor_text", "identifier_id", "identifier_text"}
    cited = {"corpus", "citation", "title", "language", "publication", "codebook"}
    assert records
    for record in records:
        assert {"id", "date", "source", "event"} <= record.keys() <= known
        assert all(each.keys() <= actor for side in ("source", "recipient") for each in record.get(side, ()))
        assert record["text_info"].keys() == {"start", "end"}
        assert record["cite_info"].keys() <= cited
        assert record["cite_info"]["language"] == "en"
        assert record.get("size", {}).keys() <= {"dead"}
        assert record.get("event_loc", {}).keys() <= {"name"}
        event = ds.events[record["id"]]
        assert record["event"] == [event.type.value]
        assert record["quad_code"] == event.quad_class.value
        assert [each["identifier_id"] for each in record["source"]] == list(event.initiators)
        assert record["date"] == event.period.earliest.isoformat()
    left_out = [event for event in ds.events.values() if event.id not in {record["id"] for record in records}]
    assert left_out
    for event in left_out:
        days = () if event.period is None else (event.period.earliest, event.period.latest)
        assert not event.initiators or event.type is None or not all(days) or not days
    assert "events.id" in {loss.field for loss in made.report.lost if loss.partly}


@pytest.mark.parametrize(("language", "told"), [("es-MX", "es"), ("nah", None), ("en", "en")])
def test_plover_tells_a_language_by_its_two_letters(full, language, told):
    dataset = full.replace(full.sources["chronicle"].evolve(language=language))
    record = json.loads(FORMATS["plover"](dataset).files["full.plover.jsonl"])
    assert record["cite_info"].get("language") == told


def test_annotations_have_each_its_own_name(full):
    """Whatever records are called."""
    texts = (full.actors["court"].evolve(id="uncoded"), full.actors["court"].evolve(id="annotations"))
    dataset = full.replace(*texts) if len(texts) == 1 else Dataset([*full.values(), *texts], **full.about())
    collection = json.loads(FORMATS["annotations"](dataset).files["full.annotations.jsonld"])
    names = [collection["id"], collection["first"]["id"], *(each["id"] for each in collection["first"]["items"])]
    assert len(set(names)) == len(names)
    assert collection["last"] == collection["first"]["id"]


def test_annotations_select_what_was_coded(full):
    collection = json.loads(FORMATS["annotations"](full).files["full.annotations.jsonld"])
    items = collection["first"]["items"]
    whole = " ".join(TEXT)
    passages = [(record.id, evidence) for record in full.values() for evidence in record.evidence]
    assert collection["total"] == len(items) == len(passages) + len(full.uncoded)
    for item, (record, evidence) in zip(items, passages, strict=False):
        selector = item["target"]["selector"]
        assert evidence.locator.matches(whole[selector["start"] : selector["end"]])
        assert item["body"][0]["value"] == record
        assert item["target"]["digest"] == evidence.locator.digest


def test_prov_relations_name_what_there_is(full):
    content = json.loads(FORMATS["prov"](full).files["full.prov.json"])
    known = content["entity"].keys() | content["agent"].keys() | content["activity"].keys()
    relations = [part for name, part in content.items() if name not in {"prefix", "entity", "agent", "activity"}]
    assert all(target in known for part in relations for ends in part.values() for target in ends.values())


def test_statements_are_known_by_followthemoneys_hash(full):
    from hashlib import sha1

    dataset = Dataset(full.values(), **{**full.about(), "id": "all-fields"})
    rows = list(csv.DictReader(io.StringIO(FORMATS["ftm"](dataset).files["all-fields.statements.csv"])))
    for row in rows:
        key = f"all_fields.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == sha1(key.encode()).hexdigest()  # noqa: S324 (FollowTheMoney's own key)
    assert {row["schema"] for row in rows} == {"Article", "Person", "PublicBody", "Organization", "Membership", "Event"}


def test_graphml_is_read_by_networkx_as_the_graph_it_was(ds):
    import networkx as nx

    graph = nx.parse_graphml(FORMATS["graphml"](ds).files["rojas-2025.graphml"], force_multigraph=True)
    full_graph = ds.to_networkx()
    assert set(graph.nodes) == set(full_graph.nodes)
    ours = sorted((a, b, data["record"], data["sign"], data["weight"]) for a, b, data in graph.edges(data=True))
    theirs = sorted(
        (a, b, key, data["sign"], data["weight"]) for a, b, key, data in full_graph.edges(keys=True, data=True)
    )
    assert ours == theirs


def test_statements_are_read_back_and_make_the_same_network(ds, tmp_path):
    import numpy as np

    files, _ = mxus.export_as(ds, "dna", tmp_path)
    found = read_dna_statements(files[0])
    sided = [each for each in ds.positions.values() if each.stance.level]
    assert len(found) == sum(len(each.evidence) for each in sided)
    assert [each.concept for each in found] == [each.target for each in sided for _ in each.evidence]
    assert [each.stance for each in found] == [np.sign(each.stance.level) for each in sided for _ in each.evidence]
    head = files[0].read_text(encoding="utf-8").splitlines()[0]
    # As DNA has written it since 3.0.9, our variables among its own.
    assert [name.strip('"') for name in head.split(";")] == [
        *("statement_id", "time", "person", "organization", "concept", "agreement"),
        *("stance", "expression", "arena", "issue", "record", "start_position", "stop_position", "text", "coder"),
        *("document_id", "document_title", "document_author", "document_source", "document_section", "document_type"),
    ]
    sources = [ds.sources[evidence.source].title for each in sided for evidence in each.evidence]
    assert [each.document for each in found] == sources
    assert [each.id for each in found] == list(range(1, len(found) + 1))


DNA_2 = (
    '"statement ID";"time";"document ID";"document title";"author";"source";"section";"type";"text";'
    '"organization";"person";"concept";"agreement"\n'
    '17;2005-01-26 12:00:00;3;"On \'energy\', again";"K";"NYT";"";"";"words";"EPA";"A";"\'-5\' is enough";1\n'
    '4;;3;"On \'energy\', again";"K";"NYT";"";"";"words";"";"B";"Y";0\n'
)
"""An event list as DNA 2.0 beta to 3.0.8 write it."""

DNA_3 = (
    '"statement_id";"time";"person";"organization";"concept";"agreement";"start_position";"stop_position";"text";'
    '"coder";"document_id";"document_title";"document_author";"document_source";"document_section";"document_type"\n'
    '17;2005-01-26 12:00:00;"A";"EPA";"\'-5\' is enough";1;10;20;"words";1;3;"On \'energy\', again";"K";"NYT";"";""\n'
    '4;;"B";"";"Y";0;30;40;"words";1;3;"On \'energy\', again";"K";"NYT";"";""\n'
)
"""The same as DNA 3.0.9 and later write it."""


@pytest.mark.parametrize("content", [DNA_2, DNA_3])
def test_event_lists_of_each_version_of_dna_are_read_alike(tmp_path, content):
    (tmp_path / "dna.csv").write_text(content, encoding="utf-8")
    first, second = read_dna_statements(tmp_path / "dna.csv")
    assert (first.id, first.time, first.document) == (17, "2005-01-26 12:00:00", "On 'energy', again")
    assert (first.person, first.organization, first.concept, first.stance) == ("A", "EPA", "'-5' is enough", 1)
    assert (second.id, second.time, second.actor, second.stance) == (4, "", "B", -1)


@pytest.mark.parametrize("content", [DNA_2, DNA_3])
@pytest.mark.parametrize(
    ("column", "field"),
    [("statement.?id", "id"), ("time", "time"), ("document.title", "document"), ("person", "person")],
)
def test_no_value_is_made_up_for_a_column_that_an_event_list_lacks(tmp_path, content, column, field):
    import re

    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[:2]
    kept = [place for place, name in enumerate(rows[0]) if not re.fullmatch(column, name, re.IGNORECASE)]
    assert len(kept) == len(rows[0]) - 1
    lines = [";".join(row[place] for place in kept) for row in rows]
    (tmp_path / "dna.csv").write_text("\n".join(lines), encoding="utf-8")
    (found,) = read_dna_statements(tmp_path / "dna.csv")
    assert getattr(found, field) is None
    others = {"id": 17, "time": "2005-01-26 12:00:00", "document": "On 'energy', again", "person": "A"}
    assert all(getattr(found, name) == value for name, value in others.items() if name != field)


@pytest.mark.parametrize(
    "name", ["Statement ID", "statement.ID", "statementid", "document.title", "Document_Title", "Concept", "TIME"]
)
def test_a_column_of_an_event_list_in_another_spelling_is_refused_and_not_passed_over(tmp_path, name):
    (tmp_path / "dna.csv").write_text(f"person;concept;agreement;{name}\nA;X;1;1\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=f"found the column {name!r}; expected '"):
        read_dna_statements(tmp_path / "dna.csv")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "expected also concept, agreement, person or organization"),
        ("person;concept\nA;X\n", "expected also agreement"),
        ("person;concept;agreement\nA;X;maybe\n;X;1\nA;;1\nA;X\n", "4 problems"),
        ('person;concept;agreement\n"A;X;1\n', "not CSV"),
        ("statement ID;person;concept;agreement\n-1;A;X;1\n", "found '-1'; expected a whole number"),
        (f"statement ID;person;concept;agreement\n{'9' * 5000};A;X;1\n", "expected a whole number"),
        ("person;concept;agreement;concept\nA;X;1;Y\n", "found the column concept twice"),
        ("statement ID;statement_id;person;concept;agreement\n1;2;A;X;1\n", "statement_id or statement ID twice"),
        (f"person;concept;agreement\nA;{'x' * 2_000_000};1\n", "not CSV"),
    ],
)
def test_bad_event_lists_are_refused(tmp_path, content, word):
    path = tmp_path / "dna.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidDataError, match=word):
        read_dna_statements(path)


def test_event_lists_with_commas_and_words_for_agreement_are_read(tmp_path):
    path = tmp_path / "dna.csv"
    path.write_text('organization,concept,agreement\nNATO,"x, y",true\nNATO,z,FALSE\n', encoding="utf-8")
    assert [(each.actor, each.concept, each.agreement) for each in read_dna_statements(path)] == [
        ("NATO", "x, y", True),
        ("NATO", "z", False),
    ]


def test_the_qda_codebook_has_every_term_and_record_once(full):
    text = FORMATS["qdc"](full).files["full.qdc"]
    root = ElementTree.fromstring(text)  # noqa: S314 (just made)
    space = "{urn:QDA-XML:codebook:1.0}"
    codes = root.findall(f".//{space}Code")
    guids = [code.get("guid") for code in codes]
    assert len(set(guids)) == len(guids)
    # A name that several have is followed by the vocabulary: those who read the file keep codes unique by name.
    names = {code.get("name").partition(" (")[0] for code in codes if code.get("isCodable") == "true"}
    assert set(full) <= names
    assert {term.value for term in mxus.vocabulary.Act} <= {name.removesuffix(" (Act)") for name in names}
    assert all(code.find(f"{space}Description").text for code in codes)
    assert text == FORMATS["qdc"](full).files["full.qdc"]


def test_markup_in_a_gloss_stays_text(full):
    hostile = "<script>alert(1)</script> & ]]> \"'"
    dataset = full.replace(full.actors["league"].evolve(gloss=hostile, name="A & <b>"))
    root = ElementTree.fromstring(FORMATS["qdc"](dataset).files["full.qdc"])  # noqa: S314 (just made)
    assert hostile in {code.text for code in root.iter("{urn:QDA-XML:codebook:1.0}Description")}
    assert "A &amp; &lt;b&gt;" in FORMATS["graphml"](dataset).files["full.graphml"]


def test_the_citation_names_dataset_coders_and_sources(full):
    files = FORMATS["citation"](full).files
    cited = yaml.safe_load(files["CITATION.cff"])
    assert (cited["cff-version"], cited["type"], cited["title"]) == ("1.2.0", "dataset", "Full")
    assert [author["name"] for author in cited["authors"]] == ["first", "second"]
    assert cited["references"][0]["title"] == "Chronicle"
    assert files["full.bib"].count("@misc{") == 2
