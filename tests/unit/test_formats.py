"""Formats of other tools: what each says it holds it holds, what it says is lost is lost, and its own tool opens it."""

import csv
import importlib.util
import io
import json
from xml.etree import ElementTree

import pytest
import yaml
from making import TEXT, full_dataset

import mxus
from mxus import Dataset, InvalidDataError, InvalidValueError
from mxus.exchange.csv_cells import cell_of, text_of
from mxus.exchange.formats import FORMATS
from mxus.exchange.json_document import dumps, loads
from mxus.exchange.losses import losses
from mxus.exchange.table_layout import tables

LOSSLESS = ("datapackage", "croissant")


@pytest.fixture(scope="module")
def full() -> Dataset:
    """A dataset in which every field of every record is filled."""
    return full_dataset()


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


# Data packages


@pytest.mark.parametrize("which", ["full", "bundled"])
def test_a_data_package_is_read_back_as_the_same_dataset(which, full, ds, tmp_path):
    dataset = full if which == "full" else ds
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert mxus.read_data_package(tmp_path) == dataset
    assert mxus.read_data_package(tmp_path / "datapackage.json") == dataset


@pytest.mark.parametrize("gloss", ["=1+1", "@SUM(A1)", "+x", "-x", "'=1", "''", "'tis", 'a;b,c"d', "x\u00a0y", "-1"])
def test_a_cell_gives_back_its_text_and_is_no_formula(full, gloss, tmp_path):
    assert text_of(cell_of(gloss)) == gloss
    assert cell_of(gloss)[0] not in "=+-@\t\r"
    dataset = full.replace(full.actors["league"].evolve(gloss=gloss))
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert mxus.read_data_package(tmp_path) == dataset
    mxus.export(dataset, tmp_path / "plain")
    with (tmp_path / "plain" / "actors.csv").open(encoding="utf-8", newline="") as file:
        assert not any(cell[:1] in {"=", "+", "@"} for row in csv.reader(file) for cell in row)


@pytest.fixture
def package(full, tmp_path):
    """A data package in a folder, and a way to spoil its description."""
    mxus.export_as(full, "datapackage", tmp_path)
    path = tmp_path / "datapackage.json"

    def spoil(change):
        content = json.loads(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(json.dumps(content), encoding="utf-8")
        return tmp_path

    return spoil


@pytest.mark.parametrize(
    "path",
    [
        "../events.csv",
        "/etc/passwd",
        "sub/events.csv",
        "..",
        "",
        None,
        5,
        "http://example.org/e.csv",
        "a\0b",
        "..\\e.csv",
    ],
)
def test_a_table_elsewhere_than_in_the_folder_is_refused(package, path, tmp_path):
    folder = package(lambda content: content["resources"][1].update(path=path))
    with pytest.raises((InvalidDataError, mxus.UnreadableFileError)):
        mxus.read_data_package(folder)


def test_a_link_out_of_the_folder_is_refused(package, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "e.csv"
    outside.write_text("id\n", encoding="utf-8")
    folder = package(lambda content: content["resources"][1].update(path="link.csv"))
    (folder / "link.csv").symlink_to(outside)
    with pytest.raises(InvalidDataError, match="leads out of the package's folder"):
        mxus.read_data_package(folder)


def test_broken_tables_are_refused_with_every_problem(package):
    folder = package(dict.copy)
    events, parts = folder / "events.csv", folder / "events_recipients.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("military-strike", "strik"), encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"\$\.events\[0\]\.act: found 'strik'"):
        mxus.read_data_package(folder)
    parts.write_text("record,position,value\nnobody,0,sylvania\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match=r"events_recipients\[0\]\.record: found 'nobody'"):
        mxus.read_data_package(folder)
    parts.write_text("record,position,value\nstrike,zero,sylvania\nstrike\n,1,x\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        mxus.read_data_package(folder)
    assert [problem.path for problem in caught.value.problems] == [
        "events_recipients[0].position", "events_recipients[1]", "events_recipients[2].record",
    ]  # fmt: skip
    parts.write_text("record,value\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="events_recipients: found the columns"):
        mxus.read_data_package(folder)


def test_tables_that_do_not_go_together_are_refused(package):
    folder = package(dict.copy)
    records, recipients = folder / "records.csv", folder / "events_recipients.csv"
    records.write_text(records.read_text(encoding="utf-8").replace("league,actor", "leagues,actor"), encoding="utf-8")
    recipients.write_text(recipients.read_text(encoding="utf-8") + "strike,0,minister\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        mxus.read_data_package(folder)
    assert [str(problem) for problem in caught.value.problems] == [
        "events_recipients[1]: found 'strike', 0 a second time; expected each record and position once",
        "records[6]: found actor 'leagues'; expected only what its own table has too",
        "actors[5]: found actor 'league'; expected only what the table 'records' has too",
    ]


@pytest.mark.parametrize(
    ("table", "before", "after"),
    [
        ("sources_paragraphs", "33 63 84", "33 x 63 84"),
        ("sources_paragraphs", "33 63 84", f"33 {'9' * 5000}"),
        ("trade_links", "0.7", "nan"),
        ("trade_links", "0.7", "1e999"),
        ("trade_links", "0.7", "0_7"),
        ("events_recipients", ",0,", ", 0,"),
        ("events_recipients", ",0,", ",٠,"),
        ("events_recipients", ",0,", f",{'9' * 4000},"),
    ],
)
def test_numbers_are_read_as_they_are_written_or_not_at_all(package, table, before, after):
    folder = package(dict.copy)
    path = folder / f"{table}.csv"
    content = path.read_text(encoding="utf-8")
    assert before in content
    path.write_text(content.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        mxus.read_data_package(folder)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda content: content.pop("resources"), r"\$\.resources: found None; expected a list of tables"),
        (lambda content: content.update(resources=5), r"\$\.resources: found 5; expected a list of tables"),
        (lambda content: content["resources"].pop(0), "found no table 'records'"),
        (lambda content: content.update(contributors=[5]), r"\$\.coders\[0\]: found 5"),
        (lambda content: content.update(contributors=5), r"\$\.coders: found 5"),
    ],
)
def test_a_description_that_leaves_out_what_it_must_say_is_refused(package, change, word):
    with pytest.raises(InvalidDataError, match=word):
        mxus.read_data_package(package(change))


def test_a_key_given_twice_in_a_description_is_refused(package):
    path = package(dict.copy) / "datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"title"', '"title": "x", "title"', 1), encoding="utf-8")
    with pytest.raises(InvalidDataError, match="each key once"):
        mxus.read_data_package(path)


def test_a_long_cell_is_read_and_the_limit_of_other_readers_kept(full, tmp_path):
    """A paragraph of 30,000 sentences has more in a cell than csv reads otherwise."""
    before = csv.field_size_limit()
    text = "So. " * 30_000
    source = full.sources["chronicle"]
    long = mxus.SourceText.of(text, source="chronicle").source_paragraphs()
    dataset = full.replace(source.evolve(paragraphs=(*source.paragraphs, *long)))
    mxus.export_as(dataset, "datapackage", tmp_path)
    assert mxus.read_data_package(tmp_path) == dataset
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "{}", '{"resources": 5}', '{"resources": [{"name": "x"}]}', "[" * 99_999]
)
def test_a_description_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "datapackage.json").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidDataError):
        mxus.read_data_package(tmp_path)


def test_a_newer_package_is_refused(package):
    folder = package(lambda content: content.update(mxus_schema_version=2))
    with pytest.raises(InvalidDataError, match="a newer mxus reads it"):
        mxus.read_data_package(folder)


def test_every_column_is_described():
    for table in tables():
        assert all(column.meaning for column in table.columns), table.name
        assert len({column.name for column in table.columns}) == len(table.columns)


@pytest.mark.skipif(
    not importlib.util.find_spec("frictionless"), reason="frictionless is not installed (mxus[formats])"
)
def test_frictionless_finds_the_package_valid_and_a_broken_one_not(ds, full, tmp_path):
    import frictionless

    for name, dataset in (("bundled", ds), ("full", full)):
        mxus.export_as(dataset, "datapackage", tmp_path / name)
        report = frictionless.Package(str(tmp_path / name / "datapackage.json")).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    path = tmp_path / "full" / "events_recipients.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("sylvania", "nowhere"), encoding="utf-8")
    broken = frictionless.Package(str(tmp_path / "full" / "datapackage.json")).validate()
    assert "foreign-key" in str(broken.flatten(["type"]))


@pytest.mark.skipif(not importlib.util.find_spec("mlcroissant"), reason="mlcroissant is not installed (mxus[formats])")
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own use of a class it deprecates
def test_mlcroissant_reads_the_records(full, tmp_path):
    import mlcroissant

    mxus.export_as(full, "croissant", tmp_path)
    found = mlcroissant.Dataset(jsonld=str(tmp_path / "croissant.json"))
    assert not found.metadata.ctx.issues.errors
    rows = list(found.records("events"))
    assert [row["events/id"] for row in rows] == [b"strike"]


def test_croissant_says_the_digest_of_each_file(full):
    from hashlib import sha256

    files = FORMATS["croissant"](full).files
    described = json.loads(files["croissant.json"])["distribution"]
    assert {each["name"]: each["sha256"] for each in described} == {
        name: sha256(content.encode()).hexdigest() for name, content in files.items() if name.endswith(".csv")
    }


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


# Other formats


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


# What the context of the Web Annotation model (http://www.w3.org/ns/anno.jsonld) says of the names that are used.
OA, ACTIVITY = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
ANNO = {
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "TextPositionSelector", "start", "end")},
    **{name: f"{OA}{name}" for name in ("classifying", "commenting", "describing", "identifying", "tagging")},
    "AnnotationCollection": f"{ACTIVITY}OrderedCollection",
    "AnnotationPage": f"{ACTIVITY}OrderedCollectionPage",
    "total": f"{ACTIVITY}totalItems",
    "startIndex": f"{ACTIVITY}startIndex",
    "items": {"@type": "@id", "@id": f"{ACTIVITY}items", "@container": "@list"},
    **{name: {"@type": "@id", "@id": f"{ACTIVITY}{name}"} for name in ("partOf", "first", "last")},
    **{name: {"@type": "@id", "@id": f"{OA}has{name.title()}"} for name in ("body", "target", "source", "selector")},
    "motivation": {"@type": "@vocab", "@id": f"{OA}motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": f"{OA}hasPurpose"},
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
}


def names_in(value):
    """Yield the name of every member, without the context."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "@context":
                yield name
                yield from names_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


@pytest.mark.skipif(not importlib.util.find_spec("pyld"), reason="PyLD is not installed (mxus[formats])")
def test_every_name_in_annotations_has_its_meaning_in_json_ld(full):
    """A name that the context does not know would vanish in silence, and a word would not be a term."""
    from pyld import jsonld

    collection = json.loads(FORMATS["annotations"](full).files["full.annotations.jsonld"])
    assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    (found,) = jsonld.expand({**collection, "@context": [ANNO, collection["@context"][1]]})
    (page,) = found[f"{ACTIVITY}first"]
    (items,) = page[f"{ACTIVITY}items"]
    assert found["@type"] == [f"{ACTIVITY}OrderedCollection"]
    assert page[f"{ACTIVITY}partOf"] == [{"@id": found["@id"]}]
    assert len(items["@list"]) == found[f"{ACTIVITY}totalItems"][0]["@value"] == collection["total"]
    for item in items["@list"]:
        assert item["@type"] == [f"{OA}Annotation"]
        (target,) = item[f"{OA}hasTarget"]
        assert target[f"{OA}hasSelector"][0]["@type"] == [f"{OA}TextPositionSelector"]
        assert target["urn:mxus:terms:digest"]
        assert all(each[f"{OA}hasPurpose"][0]["@id"].startswith(OA) for each in item[f"{OA}hasBody"])
    known = {"@value", "@list"}
    meant = sum(name not in known for name in names_in(found))
    links = sum(len(each) for each in (found[f"{ACTIVITY}last"], page[f"{ACTIVITY}partOf"]))
    links += sum(len(each.get(f"{OA}hasBody", ())) for each in items["@list"])  # the purpose of each body
    links += sum(2 for _ in items["@list"])  # the motivation, and the source of the target
    assert meant - links == sum(1 for _ in names_in(collection))


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


@pytest.mark.skipif(not importlib.util.find_spec("prov"), reason="prov is not installed (mxus[formats])")
def test_prov_reads_the_provenance(ds):
    from prov.model import ProvDerivation, ProvDocument, ProvEntity

    document = ProvDocument.deserialize(content=FORMATS["prov"](ds).files["rojas-2025.prov.json"], format="json")
    assert len(list(document.get_records(ProvEntity))) == len(ds) + 1
    assert len(list(document.get_records(ProvDerivation))) == sum(
        len({evidence.source for evidence in record.evidence}) for record in ds.values()
    )


def test_prov_relations_name_what_there_is(full):
    content = json.loads(FORMATS["prov"](full).files["full.prov.json"])
    known = content["entity"].keys() | content["agent"].keys() | content["activity"].keys()
    relations = [part for name, part in content.items() if name not in {"prefix", "entity", "agent", "activity"}]
    assert all(target in known for part in relations for ends in part.values() for target in ends.values())


@pytest.mark.skipif(
    not importlib.util.find_spec("followthemoney"), reason="followthemoney is not installed (mxus[formats])"
)
def test_followthemoney_takes_every_statement_for_valid(ds):
    from followthemoney import Dataset, StatementEntity, model
    from followthemoney.statement.serialize import read_csv_statements

    content = FORMATS["ftm"](ds).files["rojas-2025.statements.csv"].encode()
    statements = list(read_csv_statements(io.BytesIO(content)))
    assert len(statements) > 300
    for statement in statements:
        prop = model.get(statement.schema).get(statement.prop)
        assert prop is not None, (statement.schema, statement.prop)
        assert prop.type.name == statement.prop_type
        assert prop.type.clean(statement.value) == statement.value, statement
        assert statement.id == statement.generate_key()
    by_entity = {}
    for statement in statements:
        by_entity.setdefault(statement.entity_id, []).append(statement)
    assert set(ds.actors) | set(ds.events) | set(ds.sources) <= by_entity.keys()
    for name, held in by_entity.items():
        entity = StatementEntity.from_statements(Dataset.make({"name": held[0].dataset, "title": ds.title}), held)
        assert entity.id == name
        assert entity.caption


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
    found = mxus.read_dna_statements(files[0])
    sided = [each for each in ds.positions.values() if each.stance.level]
    assert len(found) == sum(len(each.evidence) for each in sided)
    assert [each.concept for each in found] == [each.target for each in sided for _ in each.evidence]
    assert [each.stance for each in found] == [np.sign(each.stance.level) for each in sided for _ in each.evidence]
    head = files[0].read_text(encoding="utf-8").splitlines()[0]
    assert head.startswith(
        '"statement ID";"time";"document ID";"document title";"author";"source";"section";"type";"text"'
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "expected also concept, agreement, person or organization"),
        ("person;concept\nA;X\n", "expected also agreement"),
        ("person;concept;agreement\nA;X;maybe\n;X;1\nA;;1\nA;X\n", "4 problems"),
        ('person;concept;agreement\n"A;X;1\n', "not CSV"),
        ("statement ID;person;concept;agreement\n-1;A;X;1\n", "found '-1'; expected a whole number"),
        (f"statement ID;person;concept;agreement\n{'9' * 5000};A;X;1\n", "expected a whole number"),
        ("person;concept;agreement;concept\nA;X;1;Y\n", "found the columns concept twice"),
        (f"person;concept;agreement\nA;{'x' * 2_000_000};1\n", "not CSV"),
    ],
)
def test_bad_event_lists_are_refused(tmp_path, content, word):
    path = tmp_path / "dna.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidDataError, match=word):
        mxus.read_dna_statements(path)


def test_event_lists_with_commas_and_words_for_agreement_are_read(tmp_path):
    path = tmp_path / "dna.csv"
    path.write_text('organization,concept,agreement\nNATO,"x, y",true\nNATO,z,FALSE\n', encoding="utf-8")
    assert [(each.actor, each.concept, each.agreement) for each in mxus.read_dna_statements(path)] == [
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
    names = {code.get("name") for code in codes if code.get("isCodable") == "true"}
    assert set(full) <= names
    assert {term.value for term in mxus.vocabulary.Act} <= names
    assert all(code.find(f"{space}Description").text for code in codes)
    assert text == FORMATS["qdc"](full).files["full.qdc"]


# The content model of a codebook in the REFI-QDA standard, version 1.5, section 5.2.
CODEBOOK = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:QDA-XML:codebook:1.0"
           targetNamespace="urn:QDA-XML:codebook:1.0" elementFormDefault="qualified">
  <xs:simpleType name="guid">
    <xs:restriction base="xs:token">
      <xs:pattern value="[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:complexType name="code">
    <xs:sequence>
      <xs:element name="Description" type="xs:string" minOccurs="0"/>
      <xs:element name="Code" type="code" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
    <xs:attribute name="guid" type="guid" use="required"/>
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="isCodable" type="xs:boolean" use="required"/>
  </xs:complexType>
  <xs:element name="CodeBook">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Codes">
          <xs:complexType>
            <xs:sequence><xs:element name="Code" type="code" maxOccurs="unbounded"/></xs:sequence>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
      <xs:attribute name="origin" type="xs:string"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
"""


@pytest.mark.skipif(not importlib.util.find_spec("xmlschema"), reason="xmlschema is not installed (mxus[formats])")
def test_the_qda_codebook_is_valid_by_the_standard_and_a_broken_one_not(ds, full):
    import xmlschema

    schema = xmlschema.XMLSchema(CODEBOOK)
    for dataset in (ds, full, Dataset([], id="empty", title="Nothing yet")):
        assert not list(schema.iter_errors(FORMATS["qdc"](dataset).files[f"{dataset.id}.qdc"]))
    text = FORMATS["qdc"](full).files["full.qdc"]
    for before, after in (
        ('guid="', 'guid="x'),
        (' isCodable="true"', ""),
        ("<Codes>", "<Code>"),
        ("Description>", "d>"),
    ):
        assert not schema.is_valid(text.replace(before, after).replace("</Codes>", after.replace("<", "</")))


@pytest.mark.skipif(
    not importlib.util.find_spec("bibtexparser"), reason="bibtexparser is not installed (mxus[formats])"
)
def test_bibtexparser_reads_the_entries(ds):
    import bibtexparser

    library = bibtexparser.parse_string(FORMATS["citation"](ds).files["rojas-2025.bib"])
    assert not library.failed_blocks
    assert set(library.entries_dict) == {"rojas-2025-dataset", *ds.sources}
    assert library.entries_dict["rojas-2025-dataset"]["title"] == ds.title


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
