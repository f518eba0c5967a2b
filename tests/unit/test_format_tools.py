"""Formats in the tools they are for: each opens what is written, and by its standard it is valid."""

import importlib.util
import io
import json

import pytest

import mxus
from mxus import Dataset
from mxus.exchange.convert import FORMATS


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


@pytest.mark.skipif(not importlib.util.find_spec("prov"), reason="prov is not installed (mxus[formats])")
def test_prov_reads_the_provenance(ds):
    from prov.model import ProvDerivation, ProvDocument, ProvEntity

    document = ProvDocument.deserialize(content=FORMATS["prov"](ds).files["rojas-2025.prov.json"], format="json")
    assert len(list(document.get_records(ProvEntity))) == len(ds) + 1
    assert len(list(document.get_records(ProvDerivation))) == sum(
        len({evidence.source for evidence in record.evidence}) for record in ds.values()
    )


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
    for before, after in (('guid="', 'guid="x'), (' isCodable="true"', ""), ("Description", "Meaning")):
        assert before in text
        assert not schema.is_valid(text.replace(before, after))


@pytest.mark.skipif(
    not importlib.util.find_spec("bibtexparser"), reason="bibtexparser is not installed (mxus[formats])"
)
def test_bibtexparser_reads_the_entries(ds):
    import bibtexparser

    library = bibtexparser.parse_string(FORMATS["citation"](ds).files["rojas-2025.bib"])
    assert not library.failed_blocks
    assert set(library.entries_dict) == {"rojas-2025-dataset", *ds.sources}
    assert library.entries_dict["rojas-2025-dataset"]["title"] == ds.title
