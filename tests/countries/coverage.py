"""Shows which part of each official list of countries the tables know, and what they do not.

    python tests/countries/coverage.py FOLDER

Takes what is installed of pycountry (ISO 3166-1) and Babel (CLDR), and what FOLDER holds of:

* ``codelist_without_cldr.csv``, ``data_iso.csv``, ``data_un_names.csv``, ``data_world_bank_api.csv``: dictionaries of
  the R package countrycode, with names of ISO in French, the United Nations, the World Bank, the Correlates of War;
* ``CAMEO.country.txt``: GDELT's list of codes;
* ``icews*.tab``: event files of ICEWS, whose names of countries are taken;
* ``country_codes*.csv``: BACI's list (``country_code``, ``country_name``, ``country_iso3``).

No list of others is kept here. A name is wrong if it is known as another country than its list says.
"""

import csv
import importlib
import sys
from pathlib import Path

from mxus.vocabulary.countries import country_codes, find_country


def rows(path, **how):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **how))


def installed():
    """Yield the name of a list, its scheme, and pairs of a name and its code (None where the list has none)."""
    try:
        known = list(importlib.import_module("pycountry").countries)
    except ImportError:
        known = []
    for field in ("name", "official_name", "common_name"):
        pairs = [(getattr(each, field), each.alpha_3) for each in known if hasattr(each, field)]
        yield f"pycountry, {field}", "name", pairs
    try:
        locale = importlib.import_module("babel").Locale
    except ImportError:
        return
    for language in ("en", "es", "es_419", "es_MX", "fr", "pt"):
        names = [(code, name) for code, name in locale.parse(language).territories.items() if code.isalpha()]
        pairs = [(name, find_country(code, "iso2")) for code, name in names]
        yield f"CLDR, {language}", "name", [(name, code) for name, code in pairs if code is not None]


def in_folder(folder):
    """Yield the same of the files in a folder."""
    iso_of = {}
    for path in folder.glob("*codelist_without_cldr.csv"):
        table = rows(path)
        iso_of = {row["country.name.en"]: row["iso3c"] for row in table}
        yield "Correlates of War, names", "name", [(row["cow.name"], row["iso3c"]) for row in table]
    for path in folder.glob("*data_iso.csv"):
        for language in ("en", "fr"):
            yield f"ISO, {language}", "name", [(row[f"iso.name.{language}"], row["iso3c"]) for row in rows(path)]
    for path in folder.glob("*data_un_names.csv"):
        for language in ("en", "es", "fr"):
            pairs = [(row[f"un.name.{language}"], iso_of.get(row["country"])) for row in rows(path)]
            yield f"United Nations, {language}", "name", pairs
    for path in folder.glob("*data_world_bank_api.csv"):
        yield "World Bank", "name", [(row["country"], row["wb_api3c"]) for row in rows(path)]
    for path in [*folder.glob("CAMEO.country.txt"), *folder.glob("cameoCountry.txt")]:
        table = rows(path, delimiter="\t")
        yield "GDELT, codes", "cameo", [(row["CODE"], None) for row in table]
        yield "GDELT, labels", "name", [(row["LABEL"], find_country(row["CODE"], "cameo")) for row in table]
    for path in folder.glob("icews*.tab"):
        names = {row[field] for row in rows(path, delimiter="\t", quoting=csv.QUOTE_NONE) for field in ICEWS}
        yield f"ICEWS, {path.name}", "name", [(name, None) for name in sorted(names - {"NA", "", "NULL"})]
    for path in folder.glob("country_codes*.csv"):
        table = rows(path)
        yield "BACI, codes", "comtrade", [(row["country_code"], row["country_iso3"]) for row in table]
        yield "BACI, names", "name", [(row["country_name"], row["country_iso3"]) for row in table]


ICEWS = ("Source Country", "Target Country")


def main(folder):
    for name, scheme, pairs in (*installed(), *in_folder(Path(folder))):
        asked = {(each, code) for each, code in pairs if isinstance(each, str) and each not in {"", "NA"}}
        if not asked:
            continue
        found = {(each, code): find_country(each, scheme) for each, code in asked}
        unknown = sorted(each for (each, _), country in found.items() if country is None)
        wrong = sorted(
            f"{each}: {code}, found {country}"
            for (each, code), country in found.items()
            if country is not None and code in country_codes() and country != code
        )
        print(f"{name}: {len(asked) - len(unknown)} of {len(asked)} known, {len(wrong)} wrong")
        for title, names in (("unknown", unknown), ("wrong", wrong)):
            if names:
                print(f"  {title}: {'; '.join(names)}")


if __name__ == "__main__":
    main(sys.argv[1])
