"""Names as they are cited: the family name where it is known, else the whole name, in every form of a citation."""

import json

import pytest
import yaml
from making import actor, source

import mxus
from mxus import Reference
from mxus.exchange.formats.citation import citation
from mxus.exchange.formats.croissant import croissant
from mxus.vocabulary import ActorType


def cited(name, *, kind=ActorType.PERSON, aliases=(), iso3=None, **about):
    """A dataset whose one source is by someone of that name, of a country if one is given."""
    country = (actor("home", iso3=iso3, name="Home"),) if iso3 else ()
    author = actor("author", kind, name=name, aliases=aliases, country="home" if iso3 else None)
    records = [author, *country, source(authors=("author",), **about)]
    return mxus.Dataset(records, id="test", title="A dataset for tests")


# name, then as it stands in a short citation, in BibTeX and in CITATION.cff
NAMES = {
    "Restrepo Ángel, Lucía": ("Restrepo Ángel", "Restrepo Ángel, Lucía", ("Restrepo Ángel", "Lucía")),
    "Lucía Restrepo Ángel": ("Lucía Restrepo Ángel", "{Lucía Restrepo Ángel}", None),
    "Rafael Rojas": ("Rojas", "Rojas, Rafael", ("Rojas", "Rafael")),
    "Jorge A. Schiavon": ("Schiavon", "Schiavon, Jorge A.", ("Schiavon", "Jorge A.")),
    "Juan C. Rojas Pérez": ("Juan C. Rojas Pérez", "{Juan C. Rojas Pérez}", None),
    "de la Fuente, Juan Ramón": ("de la Fuente", "de la Fuente, Juan Ramón", ("de la Fuente", "Juan Ramón")),
    "Juan Ramón de la Fuente": ("Juan Ramón de la Fuente", "{Juan Ramón de la Fuente}", None),
    "Xi, Jinping": ("Xi", "Xi, Jinping", ("Xi", "Jinping")),
    "Maquiavelo": ("Maquiavelo", "{Maquiavelo}", None),
}


def written(ds):
    """The short citation's name, BibTeX's and that of CITATION.cff, which must agree."""
    reference = ds.references()[0]
    files = citation(ds).files
    bib = next(line for line in reference.bibtex().splitlines() if "author" in line)
    assert bib in files["test.bib"]
    author = yaml.safe_load(files["CITATION.cff"])["references"][0]["authors"][0]
    parts = (author["family-names"], author["given-names"]) if "family-names" in author else None
    short = str(reference).partition(" (")[0].partition(", A Chronicle")[0]
    assert parts is not None or author == {"name": short}
    assert reference.bibtex() in json.loads(croissant(ds).files["croissant.json"])["citeAs"]
    return short, bib.removeprefix("  author = {").removesuffix("},"), parts


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_same_in_every_form_of_a_citation(name):
    assert written(cited(name, published=mxus.Period("2025"))) == NAMES[name]


def test_an_alias_says_which_is_the_family_name():
    ds = cited("Lucía Restrepo Ángel", aliases=("Lucha", "Restrepo Ángel, Lucía"), published=mxus.Period("2025"))
    assert written(ds) == NAMES["Restrepo Ángel, Lucía"]
    assert str(ds.references()[0]).startswith("Restrepo Ángel (2025), ")
    assert ds.actors["author"].name == "Lucía Restrepo Ángel"
    other = cited("Lucía Restrepo Ángel", aliases=("Restrepo, Juana",), published=mxus.Period("2025"))
    assert written(other)[0] == "Lucía Restrepo Ángel"
    chinese = cited("Xi Jinping", aliases=("Xi, Jinping",), iso3="CHN", published=mxus.Period("2025"))
    assert written(chinese) == NAMES["Xi, Jinping"]


@pytest.mark.parametrize(
    ("iso3", "about"), [("CHN", {}), ("HUN", {}), (None, {"language": "hu"}), (None, {"language": "zh-Hant"})]
)
def test_two_words_of_a_country_where_the_family_name_comes_first_stay_whole(iso3, about):
    ds = cited("Orbán Viktor", iso3=iso3, published=mxus.Period("2025"), **about)
    assert written(ds) == ("Orbán Viktor", "{Orbán Viktor}", None)
    assert written(cited("Rafael Rojas", iso3="MEX", published=mxus.Period("2025")))[0] == "Rojas"


def test_a_comma_in_the_name_of_an_office_is_no_family_name():
    name = "Ministry of Trade, Industry and Energy"
    ds = cited(name, kind=ActorType.GOVERNMENT, published=mxus.Period("2025"))
    assert written(ds) == (name, f"{{{name}}}", None)


def test_coders_may_be_written_family_first():
    held = cited("Rafael Rojas")
    ds = mxus.Dataset(held.values(), **{**held.about(), "coders": ("Restrepo Ángel, Lucía", "A team")})
    files = citation(ds).files
    assert "author = {Restrepo Ángel, Lucía and {A team}}" in files["test.bib"]
    assert yaml.safe_load(files["CITATION.cff"])["authors"] == [
        {"family-names": "Restrepo Ángel", "given-names": "Lucía"},
        {"name": "A team"},
    ]
    creators = json.loads(croissant(ds).files["croissant.json"])["creator"]
    assert creators[0] == {
        "@type": "sc:Person",
        "name": "Lucía Restrepo Ángel",
        "familyName": "Restrepo Ángel",
        "givenName": "Lucía",
    }
    assert creators[1] == {"@type": "sc:Organization", "name": "A team"}


def test_a_cited_work_takes_the_same_names():
    work = Reference(key="a", entry="misc", authors=("Restrepo Ángel, Lucía", "{Trade, Inc.}"), title="T", year=2025)
    assert str(work) == "Restrepo Ángel and Trade, Inc. (2025), T"
    assert "author = {Restrepo Ángel, Lucía and {Trade, Inc.}}" in work.bibtex()
