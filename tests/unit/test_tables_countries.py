"""Codes of countries: exact, dated, and nothing by guess."""

import csv
from importlib import resources
from itertools import combinations, pairwise

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, InvalidValueError, UnknownIdError
from mxus.vocabulary import countries

MUST_NOT_BE_A_COUNTRY = (
    *("Mexico City", "New Mexico", "Gulf of Mexico", "Mexic", "Mexico-USA", "of Mexico", "Mexico, DE"),
    *("Northern Ireland", "Guiana", "Virgin Islands", "Mexico (NM)", "Lebanon, PA", "Niger and Nigeria"),
    *(
        "World",
        "WLD",
        "Europe",
        "EUR",
        "Latin America",
        "Washington",
        "Havana",
        "Georgia (US)",
        "Korea",
        "Dominic",
    ),
    *("", "None", "nan", "NULL", "Other Asia, nes", "Areas, nes", "Bavaria", "Republic of Vietnam"),
)


@pytest.fixture(scope="module")
def rows():
    text = resources.files("mxus.vocabulary").joinpath("country_codes.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@pytest.mark.parametrize("name", MUST_NOT_BE_A_COUNTRY)
def test_what_is_no_country_is_not_taken_for_one(name):
    for codes in ("name", "iso3", "cow-abbreviation"):
        with pytest.raises(UnknownIdError):
            tables.iso3(name, codes=codes)


# As lists print them, with the source; who adds a name adds it here.
NAMES = {
    "faults reported": {
        "Republic of Korea": "KOR",
        "Iran (Islamic Republic of)": "IRN",
        "United Kingdom of Great Britain and Northern Ireland": "GBR",
        "Korea, Rep.": "KOR",
        "UK": "GBR",
        "USA": "USA",
        "Cote d'Ivoire": "CIV",
        "Holy See": "VAT",
        "Moldova, Republic of": "MDA",
        "the former Yugoslav Republic of Macedonia": "MKD",
        "Democratic Republic of Congo": "COD",
    },
    "United Nations, M49 and terminology": {
        "Bolivia (Plurinational State of)": "BOL",
        "China, Hong Kong Special Administrative Region": "HKG",
        "Democratic People’s Republic of Korea": "PRK",
        "Micronesia (Federated States of)": "FSM",
        "Netherlands (Kingdom of the)": "NLD",
        "République-Unie de Tanzanie": "TZA",
        "República Democrática Popular Lao": "LAO",
        "Venezuela (República Bolivariana de)": "VEN",
    },
    "World Bank": {
        "Bahamas, The": "BHS",
        "Congo, Dem. Rep.": "COD",
        "Congo, Rep.": "COG",
        "Egypt, Arab Rep.": "EGY",
        "Korea, Dem. People's Rep.": "PRK",
        "Kyrgyz Republic": "KGZ",
        "Lao PDR": "LAO",
        "Micronesia, Fed. Sts.": "FSM",
        "St. Vincent and the Grenadines": "VCT",
        "Venezuela, RB": "VEN",
        "Virgin Islands (U.S.)": "VIR",
        "West Bank and Gaza": "PSE",
        "Yemen, Rep.": "YEM",
    },
    "ISO 3166-1, English and French": {
        "Congo (the Democratic Republic of the)": "COD",
        "Korea (the Republic of)": "KOR",
        "Tanzania, the United Republic of": "TZA",
        "Corée (la République populaire démocratique de)": "PRK",
        "États-Unis d'Amérique (les)": "USA",
        "Iran (République Islamique d')": "IRN",
        "Côte d'Ivoire (la)": "CIV",
    },
    "ICEWS and GDELT": {
        "Occupied Palestinian Territory": "PSE",
        "Cook Island": "COK",
        "Isle Of Man": "IMN",
        "Saint Kitts-Nevis": "KNA",
        "Faeroe Islands": "FRO",
        "People's Republic of the Congo": "COG",
    },
    "UN Comtrade and BACI": {
        "Rep. of Korea": "KOR",
        "Dem. Rep. of the Congo": "COD",
        "Bosnia Herzegovina": "BIH",
        "Br. Virgin Isds": "VGB",
        "Fmr USSR": "SUN",
        "FS Micronesia": "FSM",
        "Neth. Antilles": "ANT",
        "Wallis and Futuna Isds": "WLF",
    },
    "CLDR": {"Estados Unidos": "USA", "la India": "IND", "Pays-Bas": "NLD", "África do Sul": "ZAF", "EE. UU.": "USA"},
    "any case and accents": {
        "mexico": "MEX",
        " MÉXICO ": "MEX",
        "The Mexico": "MEX",
        "Guinea Bissau": "GNB",
        "u.s.a.": "USA",
    },
}


@pytest.mark.parametrize(("name", "country"), [pair for names in NAMES.values() for pair in names.items()], ids=str)
def test_names_as_official_lists_print_them_are_known(name, country):
    assert tables.iso3(name, codes="name") == country


@pytest.mark.parametrize(
    ("code", "country"),
    [("ROM", "ROU"), ("TMP", "TLS"), ("MTN", "MNE"), ("IMY", "IMN"), ("WSB", "PSE"), ("GZS", "PSE"), ("MEX", "MEX")],
)
def test_codes_of_gdelt_that_are_not_isos_are_known(code, country):
    assert tables.iso3(code, codes="cameo") == country


@pytest.mark.parametrize("code", ["AFR", "EUR", "WST", "BAG", "rom", ""])
def test_regions_and_cities_of_gdelt_are_no_countries(code):
    with pytest.raises(UnknownIdError):
        tables.iso3(code, codes="cameo")


def test_no_form_of_a_name_means_two_countries_at_once():
    for form, meanings in countries._names().items():
        for one, other in combinations(meanings, 2):
            assert one.iso3 == other.iso3 or one.last < other.first or other.last < one.first, form


def test_own_names_come_before_the_table_and_have_to_stand_for_a_country(backend):
    assert tables.iso3("Albion", codes="name", aliases={"albion": "GBR"}) == "GBR"
    assert tables.iso3("Korea", codes="name", aliases={"Korea": "KOR"}) == "KOR"
    frame = backend.frame({"where": ["Korea", "Mexico"], "x": [1, 2]})
    found = backend.rows(tables.with_iso3(frame, "where", codes="name", aliases={"Korea": "KOR"}), "x")
    assert [row["iso3"] for row in found] == ["KOR", "MEX"]
    with pytest.raises(
        InvalidValueError, match="found aliases 'Korea': 'ROK'; expected names of countries and their ISO"
    ):
        tables.iso3("Korea", codes="name", aliases={"Korea": "ROK"})
    with pytest.raises(InvalidValueError, match="found aliases 5; expected a mapping"):
        tables.iso3("Korea", codes="name", aliases=5)


def test_unknown_names_are_shown_with_the_nearest_and_not_taken():
    with pytest.raises(UnknownIdError, match=r"no country of name has the id 'Mexic'; nearest: 'Mexico'"):
        tables.iso3("Mexic", codes="name")


@pytest.mark.parametrize(
    ("codes", "code", "year", "country"),
    [
        ("iso3", "MEX", None, "MEX"),
        ("iso2", "NA", None, "NAM"),
        ("m49", "004", None, "AFG"),
        ("m49", 4, None, "AFG"),
        ("comtrade", "842", None, "USA"),
        ("comtrade", "484", None, "MEX"),
        ("comtrade", 699, None, "IND"),
        ("cow", 2, None, "USA"),
        ("cow", 255, 1938, "DEU"),
        ("cow", 260, 1970, "DEU"),
        ("cow", 265, 1970, "DDR"),
        ("cow", 365, 1915, "RUS"),
        ("cow", 365, 1991, "SUN"),
        ("cow", 365, 1992, "RUS"),
        ("cow", 345, 2002, "YUG"),
        ("cow", 345, 2004, "SCG"),
        ("cow", 345, 2010, "SRB"),
        ("cow-abbreviation", "UKG", None, "GBR"),
        ("cow-abbreviation", "GMY", None, "DEU"),
        ("name", "Czech Republic", None, "CZE"),
        ("name", "Türkiye", None, "TUR"),
        ("iso2", "CS", 1990, "CSK"),
        ("iso2", "CS", 2004, "SCG"),
    ],
)
def test_codes_mean_what_their_scheme_says(codes, code, year, country):
    assert tables.iso3(code, codes=codes, year=year) == country


def test_a_code_with_several_meanings_needs_a_year():
    with pytest.raises(
        UnknownIdError, match="means RUS from 1816 to 1921, SUN from 1922 to 1991, RUS from 1992; expected a year"
    ):
        tables.iso3(365, codes="cow")
    with pytest.raises(UnknownIdError, match="no country of cow in 2000 has the id '265'"):
        tables.iso3(265, codes="cow", year=2000)


def test_the_table_is_sound(rows):
    keys = {row["iso3"] for row in rows if row["scheme"] == "iso3"}
    assert all(row["iso3"] in keys for row in rows)
    assert len(keys) == 249 + 8  # ISO's today, seven that are no more, and Kosovo
    meanings = {}
    for row in rows:
        span = int(row["first_year"] or 0), int(row["last_year"] or 9999)
        assert span[0] <= span[1]
        meanings.setdefault((row["scheme"], row["code"]), []).append(span)
    for spans in meanings.values():
        spans.sort()
        assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_the_codes_of_the_correlates_of_war_are_those_of_its_own_lists(rows, reference):
    """Seven years of the state system: every state has a country, and number and abbreviation are of the same one."""
    states = pl.read_csv(reference / "similarity" / "alliance_states.csv")
    before_iso = {240, 245, 267, 269, 271, 273, 275, 280, 300, 327, 329, 332, 335, 337, 511, 730, 817}
    met = 0
    for year, code, abbreviation in states.select("year", "ccode", "abb").rows():
        if code in before_iso:
            continue
        assert tables.iso3(code, codes="cow", year=year) == tables.iso3(
            abbreviation, codes="cow-abbreviation", year=year
        )
        met += 1
    assert met > 500


# Number, abbreviation, country, and the years in the State System Membership List, version 2016.
STATE_SYSTEM = [
    (255, "GMY", "DEU", [(1816, 1945), (1990, 9999)]),
    (260, "GFR", "DEU", [(1955, 1990)]),
    (265, "GDR", "DDR", [(1954, 1990)]),
    (678, "YAR", "YEM", [(1926, 1990)]),
    (679, "YEM", "YEM", [(1990, 9999)]),
    (680, "YPR", "YMD", [(1967, 1990)]),
    (816, "DRV", "VNM", [(1954, 9999)]),
    (315, "CZE", "CSK", [(1918, 1992)]),
    (316, "CZR", "CZE", [(1993, 9999)]),
    (317, "SLO", "SVK", [(1993, 9999)]),
    (341, "MNG", "MNE", [(2006, 9999)]),
    (343, "MAC", "MKD", [(1993, 9999)]),
    (344, "CRO", "HRV", [(1992, 9999)]),
    (346, "BOS", "BIH", [(1992, 9999)]),
    (347, "KOS", "XKX", [(2008, 9999)]),
    (349, "SLV", "SVN", [(1992, 9999)]),
    (710, "CHN", "CHN", [(1860, 9999)]),
    (713, "TAW", "TWN", [(1949, 9999)]),
    (731, "PRK", "PRK", [(1948, 9999)]),
    (732, "ROK", "KOR", [(1949, 9999)]),
    (626, "SSD", "SSD", [(2011, 9999)]),
    (531, "ERI", "ERI", [(1993, 9999)]),
    (860, "ETM", "TLS", [(2002, 9999)]),
    (565, "NAM", "NAM", [(1990, 9999)]),
]


@pytest.mark.parametrize(("number", "abbreviation", "country", "years"), STATE_SYSTEM, ids=str)
def test_states_and_their_successors_have_the_years_of_the_state_system(rows, number, abbreviation, country, years):
    for scheme, code in (("cow", str(number)), ("cow-abbreviation", abbreviation)):
        found = [
            (int(row["first_year"] or 0), int(row["last_year"] or 9999))
            for row in rows
            if (row["scheme"], row["code"]) == (scheme, code)
        ]
        assert found == years
    for first, last in years:
        assert {tables.iso3(number, codes="cow", year=year) for year in (first, min(last, 2016))} == {country}
    with pytest.raises(UnknownIdError):
        tables.iso3(number, codes="cow", year=years[0][0] - 1)


def test_germany_is_none_of_its_numbers_before_1954():
    for number in (255, 260, 265):
        with pytest.raises(UnknownIdError):
            tables.iso3(number, codes="cow", year=1950)
    for number in (345, 365):  # no year of these belongs to two countries
        known = [tables.iso3(number, codes="cow", year=year) for year in range(1946, 2017)]
        assert len(known) == 71


def test_codes_of_the_general_assembly_are_isos(reference):
    countries = pl.read_csv(
        reference / "similarity" / "unga_countries.csv", schema_overrides={"country_code": pl.String}
    )
    own = {"XW", "XY", "XZ"}  # made up for states that ISO has no code of two letters for
    for code, name, first in countries.select("country_code", "country", "first_year").rows():
        if code not in own:
            found = tables.iso3(code, codes="iso2", year=first if code == "CS" else None)
            assert len(found) == 3, name


def test_a_column_is_added(backend):
    frame = backend.frame({"ccode": [70, 365, 365, None], "year": [1970, 1970, 2018, 2018], "x": [1, 2, 3, 4]})
    if backend.kind == "pandas":
        frame["ccode"] = frame["ccode"].astype("Int64")
    found = backend.rows(tables.with_iso3(frame, "ccode", codes="cow", year="year"), "x")
    assert [row["iso3"] for row in found] == ["MEX", "SUN", "RUS", None]
    assert list(found[0]) == ["ccode", "year", "x", "iso3"]


def test_unknown_codes_are_refused_or_reported(backend):
    frame = backend.frame({"where": ["Mexico", "Mexico City", "Mexico City", "Narnia"]})
    with pytest.raises(InvalidDataError) as caught:
        tables.with_iso3(frame, "where", codes="name")
    told = str(caught.value)
    assert "frame.where: found 'Mexico City' in 2 rows, 'Narnia' in 1 row; expected a name of a country" in told
    assert "nearest to 'Mexico City': 'Mexico'" in told
    with pytest.warns(tables.UnknownCodesWarning, match="where: found 'Mexico City' in 2 rows, 'Narnia' in 1 row"):
        found = tables.with_iso3(frame, "where", codes="name", into="country", unknown="null")
    assert [row["country"] for row in backend.rows(found, "where")] == ["MEX", None, None, None]


def test_where_all_codes_are_unknown_no_row_has_a_country(backend):
    frame = backend.frame({"code": [9999, 9998, None]})
    if backend.kind == "pandas":
        frame["code"] = frame["code"].astype("Int64")
    with pytest.warns(tables.UnknownCodesWarning, match="found 9998 in 1 row, 9999 in 1 row"):
        found = tables.with_iso3(frame, "code", codes="cow", unknown="null")
    assert [row["iso3"] for row in backend.rows(found, "code")] == [None, None, None]


def test_a_category_that_is_missing_is_no_country():
    frame = pd.DataFrame({"where": pd.Series(["Mexico", None], dtype="category")})
    found = tables.with_iso3(frame, "where", codes="name", into="country")["country"]
    assert found.isna().tolist() == [False, True]


def test_arguments_that_cannot_be_are_refused():
    frame = pl.DataFrame({"a": ["MEX"], "iso3": ["MEX"]})
    with pytest.raises(InvalidValueError, match="found codes 'cowc'; expected one of 'iso3', 'iso2'"):
        tables.with_iso3(frame, "a", codes="cowc")
    with pytest.raises(InvalidValueError, match="found into iso3, a column that the result has itself"):
        tables.with_iso3(frame, "a", codes="iso3")
    with pytest.raises(InvalidDataError, match=r"frame\.b: found no such column"):
        tables.with_iso3(frame, "b", codes="iso3", into="c")
    empty = pl.DataFrame(schema={"a": pl.String})
    assert tables.with_iso3(empty, "a", codes="iso3").schema == {"a": pl.String, "iso3": pl.String}


def test_a_missing_year_is_refused_or_reported(backend):
    frame = backend.frame({"code": [2, 70], "year": [1990, None]})
    if backend.kind == "pandas":
        frame["year"] = frame["year"].astype("Int64")
    with pytest.raises(InvalidDataError, match=r"frame\.year: found 1 row without a value; expected one in each"):
        tables.with_iso3(frame, "code", codes="cow", year="year")
    with pytest.warns(tables.UnknownCodesWarning, match="year: found 1 row without a value"):
        found = tables.with_iso3(frame, "code", codes="cow", year="year", unknown="null")
    assert [row["iso3"] for row in backend.rows(found, "code")] == ["USA", None]


def test_rows_keep_their_order_and_index():
    frame = pd.DataFrame({"code": ["USA", "MEX", "CUB"], "n": [1, 2, 3]})
    frame["iso3"] = tables.with_iso3(frame[frame["n"] > 1], "code", codes="iso3")["iso3"]
    assert frame["iso3"].tolist()[1:] == ["MEX", "CUB"]
    assert frame["iso3"].isna().tolist() == [True, False, False]
    many = pa.table({"code": ["USA", "MEX", "CUB", "CAN"] * 50_000, "of": [[1]] * 200_000})
    assert tables.with_iso3(many, "code", codes="iso3")["iso3"].to_pylist() == ["USA", "MEX", "CUB", "CAN"] * 50_000


def test_a_year_of_one_code_is_a_number():
    with pytest.raises(InvalidValueError, match="found year '1990'; expected a whole number"):
        tables.iso3(2, codes="cow", year="1990")
