"""Exports as the programs read them that the page of formats names: by their own rules nothing vanishes untold.

Each reader here does what that program's import does (QualCoder 3.8, Gephi 0.10, DNA's R users), written anew.
"""

import csv
import io
import re
import sqlite3
from collections import Counter
from xml.etree import ElementTree

import pytest
import yaml
from making import actor, dataset, event, full_dataset, policy, position, source

import mxus
from mxus.exchange.convert import FORMATS
from mxus.vocabulary import Act, EventType, Stance

QDA = "{urn:QDA-XML:codebook:1.0}"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def as_qualcoder_reads(text):
    """Return the names of the codes and categories that QualCoder keeps: of each name one, and no more."""
    base = sqlite3.connect(":memory:")
    base.execute("create table code_cat (id integer primary key, name text collate nocase, memo text, unique(name))")
    base.execute("create table code_name (id integer primary key, name text collate nocase, memo text, unique(name))")

    def take(code):
        table = "code_cat" if code.get("isCodable") == "false" else "code_name"
        memo = code.findtext(f"{QDA}Description")
        base.execute(f"insert or ignore into {table} (name, memo) values (?, ?)", [code.get("name"), memo])  # noqa: S608
        for inner in code.findall(f"{QDA}Code"):
            take(inner)

    root = ElementTree.fromstring(text)  # noqa: S314 (just made)
    for code in root.find(f"{QDA}Codes"):
        take(code)
    kept = {table: dict(base.execute(f"select name, memo from {table}")) for table in ("code_cat", "code_name")}  # noqa: S608
    base.close()
    return len(root.findall(f".//{QDA}Code")), kept


def datasets():
    """Datasets with names of every kind, also those that vocabularies have."""
    yield mxus.load()
    yield full_dataset()
    terms = [term.value for vocabulary in (Act, Stance) for term in vocabulary]
    named = [actor(name) for name in dict.fromkeys(["actors", "act", "military", *terms])]
    yield dataset(*named)
    yield mxus.Dataset([], id="empty", title="Nothing yet")


@pytest.mark.parametrize("held", list(datasets()), ids=lambda held: held.id)
def test_qualcoder_keeps_every_code_of_the_codebook(held):
    text = FORMATS["qdc"](held).files[f"{held.id}.qdc"]
    written, kept = as_qualcoder_reads(text)
    assert len(kept["code_cat"]) + len(kept["code_name"]) == written
    assert set(held) <= kept["code_name"].keys()  # records keep their ids
    assert all(kept["code_name"].values())


def test_the_codebook_of_the_article_has_604_codes_and_says_which_vocabulary_a_shared_term_is_of(ds):
    written, kept = as_qualcoder_reads(FORMATS["qdc"](ds).files["rojas-2025.qdc"])
    assert written == 604
    shared = {name for name in kept["code_name"] if "(" in name}
    assert {"denied (Status)", "alleged (Status)"} & shared or shared
    assert all(re.fullmatch(r"\S+ \(\w+\)", name) for name in shared)


def as_gephi_reads(text):  # noqa: C901 (a list of rules)
    """Return the nodes and edges that Gephi keeps, the pairs where it merges edges, and its complaints."""
    root = ElementTree.fromstring(text)  # noqa: S314 (just made)
    types = {"boolean", "bool", "integer", "int", "long", "float", "double", "string"}
    complaints, columns = [], {"node": {}, "edge": {}}
    for key in root.findall(f"{GRAPHML}key"):
        kind = key.get("for")
        if kind not in columns:
            complaints.append(f"key {key.get('id')} is for {kind}")
        elif key.get("attr.type") not in types:
            complaints.append(f"key {key.get('id')} has the type {key.get('attr.type')}")
        elif key.get("id") in columns[kind]:
            complaints.append(f"key {key.get('id')} is there twice")
        else:
            columns[kind][key.get("id")] = key.get("attr.type")
    nodes, edges = {}, {}
    for node in root.iter(f"{GRAPHML}node"):
        nodes[node.get("id")] = {data.get("key"): data.text for data in node.findall(f"{GRAPHML}data")}
    for edge in root.iter(f"{GRAPHML}edge"):
        content = {data.get("key"): data.text for data in edge.findall(f"{GRAPHML}data")}
        if edge.get("id") in edges:
            complaints.append(f"edge {edge.get('id')} is there twice")
        elif not {edge.get("source"), edge.get("target")} <= nodes.keys():
            complaints.append(f"edge {edge.get('id')} leads nowhere")
        elif float(content["weight"]) != 0:
            edges[edge.get("id")] = (edge.get("source"), edge.get("target"), content)
    for kind, held in (("node", nodes.values()), ("edge", [content for *_, content in edges.values()])):
        complaints += [f"{name} is no column" for content in held for name in content if name not in columns[kind]]
    ids = [key.get("id") for key in root.findall(f"{GRAPHML}key")]
    complaints += [f"key {name} is there twice" for name, count in Counter(ids).items() if count > 1]
    return nodes, edges, {(a, b) for a, b, _ in edges.values()}, complaints


def test_gephi_takes_the_graph_and_the_report_says_what_it_drops(ds):
    pytest.importorskip("networkx")
    wish = event("wish", "a", "b", EventType.REQUEST)
    twice = [event(f"twice-{number}", "a", "b", EventType.SUPPORT) for number in range(2)]
    neutral = position("neutral", "a", "b", Stance.NEUTRAL)
    small = dataset(actor("a"), actor("b"), wish, *twice, neutral)
    plain = dataset(actor("a"), actor("b"), twice[0])
    for held, weightless, parallel in ((ds, 3, None), (small, 2, 4), (plain, 0, 0)):
        made = FORMATS["graphml"](held)
        nodes, edges, merged, complaints = as_gephi_reads(made.files[f"{held.id}.graphml"])
        assert complaints == []
        assert {name: content["name"] for name, content in nodes.items()} == {
            each.id: each.name for each in held.actors.values()
        }
        graph = held.to_networkx()
        assert graph.number_of_edges() - len(edges) == weightless
        told = " ".join(made.report.readers)
        assert (f"{weightless} edges with weight 0" in told) == (weightless > 0)
        pairs = Counter((a, b) for a, b in graph.edges())
        found = sum(count for count in pairs.values() if count > 1)
        assert parallel in {None, found}
        assert (f"merges {found} parallel edges" in told) == (found > 0)
        assert len(merged) <= len(pairs)
        assert all(line in made.report.explain().replace("\n  ", " ") for line in made.report.readers)
        assert all(line in str(made.report) for line in made.report.readers)


FORMULA = "=1+1 and {braces} % & \\ \"quoted\" 'so'; more"


@pytest.fixture(scope="module")
def odd():
    """A dataset whose names and titles are what other formats have marks for."""
    mexico = actor("mexico", name=FORMULA, gloss=FORMULA, aliases=("-5", "+x", "@home"))
    author = actor("author", name='O"Neill, {Ana}', type=mxus.vocabulary.ActorType.PERSON)
    text = source(id="odd", title=FORMULA, outlet="A & B {C}", authors=("author",))
    stance = position("stance", "mexico", "tariff", Stance.SUPPORTS)
    return dataset(text, author, mexico, policy("tariff", "mexico"), stance)


def test_bibtex_has_balanced_braces_whatever_names_hold(odd):
    text = FORMATS["citation"](odd).files[f"{odd.id}.bib"]
    for entry in text.strip().split("\n\n"):
        depth = 0
        for mark in re.sub(r"\\[{}]", "", entry):
            depth += {"{": 1, "}": -1}.get(mark, 0)
            assert depth >= 0
        assert depth == 0


def test_citation_files_have_what_their_schema_asks_for(odd, ds):
    for held in (odd, ds, mxus.Dataset([], id="empty", title="Nothing yet")):
        cited = yaml.safe_load(FORMATS["citation"](held).files["CITATION.cff"])
        assert {"cff-version", "message", "title", "authors"} <= cited.keys()
        for work in (cited, *cited.get("references", ())):
            assert work["title"]
            assert work["authors"]
            assert all(person.keys() in ({"name"}, {"family-names", "given-names"}) for person in work["authors"])
            assert all(isinstance(text, str) and text for person in work["authors"] for text in person.values())


def test_the_key_of_a_statement_is_that_of_the_value_in_the_file(odd):
    """A cell that a spreadsheet would run has an apostrophe, and FollowTheMoney makes the key of what it reads."""
    from hashlib import sha1

    rows = list(csv.DictReader(io.StringIO(FORMATS["ftm"](odd).files[f"{odd.id}.statements.csv"])))
    assert any(row["value"].startswith("'=1+1") for row in rows)
    for row in rows:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == sha1(key.encode()).hexdigest()  # noqa: S324 (FollowTheMoney's own key)


@pytest.mark.parametrize("name", ["datapackage", "croissant", "dna", "ftm", "parquet"])
def test_no_cell_of_any_table_is_a_formula(odd, name):
    files = {each: text for each, text in FORMATS[name](odd).files.items() if each.endswith(".csv")}
    assert files
    for text in files.values():
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if name == "dna" else ","))
        numbers = re.compile(r"-?[0-9.]+(e[-+]?[0-9]+)?")
        assert [
            cell for row in rows for cell in row if cell[:1] in set("=+-@\t\r\n") and not numbers.fullmatch(cell)
        ] == []
