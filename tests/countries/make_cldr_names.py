"""Makes src/mxus/vocabulary/country_names_cldr.csv from the Unicode CLDR as the package Babel brings it.

    python tests/countries/make_cldr_names.py src/mxus/vocabulary/country_names_cldr.csv

Needs Babel (``pip install babel``), which nothing else here needs. Kept are codes of ISO 3166-1 that the table of codes
has, in English, French, Portuguese and Spanish; the Spanish of Latin America and of Mexico where it differs.
"""

import csv
import sys
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

from mxus.vocabulary.countries import find_country

LANGUAGES = ("en", "es", "es_419", "es_MX", "fr", "pt")
FALSE_FRIENDS = {"Guiana"}  # Guyana in Portuguese, but French Guiana in English lists


def rows():
    seen = set()
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        for code in sorted(names):
            if len(code) != 2 or not code.isalpha():
                continue
            country = find_country(code, "iso2")
            if country is None:
                continue
            if names[code] in FALSE_FRIENDS:
                continue
            base = language.partition("_")[0]
            if (base, country, names[code]) not in seen:
                seen.add((base, country, names[code]))
                yield language.replace("_", "-"), country, names[code]


def main(path):
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("language", "iso3", "name"))
        writer.writerows(sorted(rows()))
    print(f"CLDR {get_cldr_version()}")


if __name__ == "__main__":
    main(sys.argv[1])
