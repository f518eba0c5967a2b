"""Countries: codes and names of any list to ISO 3166-1 alpha-3, by tables and rules, never by likeness.

``country_codes.csv`` says which code of which scheme is which country, from which year to which. ``iso3``, ``iso2`` and
``m49`` are ISO 3166 (with countries that are no more, and ``XKX``, which users have for Kosovo and ISO has not);
``comtrade`` are m49 codes with those that UN Comtrade and BACI have of their own; ``cow`` and ``cow-abbreviation`` are
of the Correlates of War (State System Membership, v2016, years of occupation included, with the first years of members
of the United Nations that were not yet in the system); ``cameo`` are ISO's alpha-3 codes with those that CAMEO's and
GDELT's list of countries has instead (``ROM``, ``TMP``); ``name`` are names, under the rule of
:mod:`mxus.vocabulary.country_names`: short and formal ones of the United Nations, ISO (English and French) and the
World Bank, those of the Correlates of War, ICEWS, GDELT, UN Comtrade and BACI, abbreviations (UK, USA, EE. UU.), and in
``country_names_cldr.csv`` those of the Unicode CLDR in English, French, Portuguese and Spanish.

Left out: what is no country (regions, the world, "areas not elsewhere specified"), states before ISO that have no
successor of the same extent (Bavaria, Austria-Hungary, the Republic of Vietnam), and what two countries are called
("Korea"). What is not in the tables is unknown: "Mexico City" is not Mexico.
"""

from __future__ import annotations

import csv
import numbers
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Literal, get_args

import attrs

from mxus.errors import InvalidValueError, UnknownIdError, nearest_names, shown
from mxus.vocabulary.country_names import asked_forms, listed_forms

__all__ = [
    "COW_WITHOUT_ISO",
    "Codes",
    "countries_of",
    "country_codes",
    "country_of",
    "find_country",
    "iso3",
    "nearest_countries",
    "own_names",
    "require_codes",
]

Codes = Literal["iso3", "iso2", "m49", "comtrade", "cow", "cow-abbreviation", "cameo", "name"]

_NUMBERS: Final = frozenset({"m49", "comtrade", "cow"})

_ALSO: Final[Mapping[str, str]] = {"comtrade": "m49", "cameo": "iso3"}
"""Scheme to which another one adds a few codes of its own."""

COW_WITHOUT_ISO: Final[Mapping[int, str]] = MappingProxyType(
    {
        240: "Hanover",
        245: "Bavaria",
        267: "Baden",
        269: "Saxony",
        271: "Württemberg",
        273: "Hesse Electoral",
        275: "Hesse Grand Ducal",
        280: "Mecklenburg-Schwerin",
        300: "Austria-Hungary",
        327: "Papal States",
        329: "Two Sicilies",
        332: "Modena",
        335: "Parma",
        337: "Tuscany",
        511: "Zanzibar",
        730: "Korea",
        817: "Republic of Vietnam",
    }
)
"""States of the Correlates of War for which ISO has no code."""


@attrs.frozen
class _Meaning:
    """A country that a code stands for, and in which years."""

    iso3: str
    first: int
    last: int


_Table = Mapping[str, tuple[_Meaning, ...]]


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = resources.files("mxus.vocabulary").joinpath(file).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


@cache
def _codes() -> Mapping[str, _Table]:
    """Return the meanings of each code, by scheme."""
    found: dict[str, dict[str, tuple[_Meaning, ...]]] = {scheme: {} for scheme in get_args(Codes)}
    for row in _rows("country_codes.csv"):
        table = found[row["scheme"]]
        meaning = _Meaning(row["iso3"], int(row["first_year"] or 0), int(row["last_year"] or 9999))
        table[row["code"]] = (*table.get(row["code"], ()), meaning)
    return found


@cache
def _names() -> _Table:
    """Return the meanings of each form of a name."""
    found: dict[str, tuple[_Meaning, ...]] = {}
    of_cldr = [(row["name"], _codes()["iso3"][row["iso3"]]) for row in _rows("country_names_cldr.csv")]
    for name, meanings in (*_codes()["name"].items(), *of_cldr):
        for form in listed_forms(name):
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *meanings)))
    return found


def own_names(aliases: Mapping[str, str] | None) -> Mapping[str, str]:
    """Return names of the caller's own by their form, checked.

    Raises
    ------
    InvalidValueError
        If it is no mapping of names to codes that are ISO's.
    """
    if aliases is None:
        return {}
    if not isinstance(aliases, Mapping):
        message = f"found aliases {shown(aliases)}; expected a mapping such as {{'Britain': 'GBR'}}"
        raise InvalidValueError(message)
    wrong = [f"{shown(name)}: {shown(code)}" for name, code in aliases.items() if not _is_alias(name, code)]
    if wrong:
        message = f"found aliases {', '.join(wrong)}; expected names of countries and their ISO 3166 alpha-3 codes"
        raise InvalidValueError(message)
    return {form: code for name, code in aliases.items() for form in listed_forms(name)}


def _is_alias(name: object, code: object) -> bool:
    return isinstance(name, str) and bool(listed_forms(name)) and isinstance(code, str) and code in country_codes()


def _known(code: str, codes: Codes, own: Mapping[str, str]) -> tuple[_Meaning, ...]:
    """Return what a code or name may mean."""
    if codes == "name":
        forms = asked_forms(code)
        for form in forms:  # the caller's own come first
            if form in own:
                return (_Meaning(own[form], 0, 9999),)
        found = dict.fromkeys(meaning for form in forms for meaning in _names().get(form, ()))
        return tuple(found)
    if codes in _NUMBERS:
        code = code.lstrip("0") or "0"
    known = _codes()[codes].get(code, ())
    return known or (_codes()[_ALSO[codes]].get(code, ()) if codes in _ALSO else ())


def find_country(
    code: str, codes: Codes, *, year: int | None = None, own: Mapping[str, str] = MappingProxyType({})
) -> str | None:
    """Return the ISO code of a country, None where it is not one (in that year, or in all years the same).

    Examples
    --------
    >>> find_country("Korea, Rep.", "name"), find_country("Mexico City", "name")
    ('KOR', None)
    """
    known = _known(code, codes, own)
    countries = {each.iso3 for each in known if year is None or each.first <= year <= each.last}
    return countries.pop() if len(countries) == 1 else None


def countries_of(code: str, codes: Codes) -> frozenset[str]:
    """Return the ISO codes of all countries that a code stands for, in whichever years.

    Examples
    --------
    >>> sorted(countries_of("365", "cow"))
    ['RUS', 'SUN']
    """
    return frozenset(meaning.iso3 for meaning in _known(code, codes, {}))


def country_of(text: str) -> str | None:
    """Return the country that a text names in any way, by a name or an ISO code in any case; None where there is none.

    Examples
    --------
    >>> country_of("usa"), country_of("mx"), country_of("united-states"), country_of("washington")
    ('USA', 'MEX', 'USA', None)
    """
    code = text.strip().upper()
    return find_country(text, "name") or find_country(code, "iso3") or find_country(code, "iso2")


@cache
def country_codes() -> Mapping[str, str]:
    """Return the name of each ISO 3166 alpha-3 code that is known, those of countries that are no more included.

    Examples
    --------
    >>> country_codes()["MEX"], "ZZZ" in country_codes()
    ('Mexico', False)
    """
    names: dict[str, str] = {}
    for name, meanings in _codes()["name"].items():
        names.setdefault(meanings[0].iso3, name)
    return {code: names[code] for code in _codes()["iso3"]}


def nearest_countries(code: str, codes: Codes, own: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """Return codes or names of the scheme that resemble one that is unknown, to show and not to take.

    Examples
    --------
    >>> nearest_countries("Mexco", "name")
    ('Mexico', 'Méjico', 'Macao')
    """
    known: Collection[str] = _codes()[codes]
    if codes == "name":
        by_form = {listed_forms(name)[0]: name for name in (*own, *known)}
        (asked, *_) = asked_forms(code) or ("",)
        return tuple(by_form[form] for form in nearest_names(asked, by_form))
    return tuple(nearest_names(code, [*known, *(_codes()[_ALSO[codes]] if codes in _ALSO else ())]))


def require_codes(codes: object) -> None:
    """Raise InvalidValueError unless it is the name of a scheme."""
    if not isinstance(codes, str) or codes not in get_args(Codes):
        message = f"found codes {shown(codes)}; expected one of {', '.join(map(repr, get_args(Codes)))}"
        raise InvalidValueError(message)


def iso3(code: str | int, *, codes: Codes, year: int | None = None, aliases: Mapping[str, str] | None = None) -> str:
    """Return the ISO 3166 alpha-3 code of a country.

    Parameters
    ----------
    code : str or int
        The country's code or name in another scheme.
    codes : {'iso3', 'iso2', 'm49', 'comtrade', 'cow', 'cow-abbreviation', 'cameo', 'name'}
        Which scheme. Of a name, case, accents, punctuation, "the" and the order around a comma or brackets do not
        matter; apart from that it has to be in the table.
    year : int, optional
        When; needed where a code changed its meaning, as 365 of the Correlates of War did (Russia, the Soviet Union).
    aliases : mapping of str to str, optional
        Names of your own and the ISO codes they stand for, as ``{"Britain": "GBR"}``; they come before those of the
        table. They are looked at where `codes` is ``'name'``.

    Returns
    -------
    str
        Three letters.

    Raises
    ------
    UnknownIdError
        If the code is not in the table, in that year, or without a year means several countries. The message shows the
        nearest ones; none of them is taken.
    InvalidValueError
        If there is no such scheme, or an alias stands for no country.

    Examples
    --------
    >>> iso3(70, codes="cow"), iso3(365, codes="cow", year=1970), iso3("842", codes="comtrade")
    ('MEX', 'SUN', 'USA')
    >>> iso3("Korea, Rep.", codes="name"), iso3("Iran (Islamic Republic of)", codes="name"), iso3("ROM", codes="cameo")
    ('KOR', 'IRN', 'ROU')
    >>> iso3("Albion", codes="name", aliases={"Albion": "GBR"})
    'GBR'
    """
    require_codes(codes)
    own = own_names(aliases)
    if year is not None and (isinstance(year, bool) or not isinstance(year, numbers.Integral)):
        raise InvalidValueError(f"found year {shown(year)}; expected a whole number")
    found = find_country(str(code), codes, year=None if year is None else int(year), own=own)
    if found is None:
        known = _known(str(code), codes, own)
        if known and year is None:
            told = ", ".join(f"{each.iso3} from {each.first} to {each.last}" for each in known)
            message = f"the code {code} of {codes} means {told.replace(' to 9999', '')}; expected a year with it"
            raise UnknownIdError(message)
        what = f"country of {codes}" if year is None else f"country of {codes} in {year}"
        nearest = nearest_countries(str(code), codes, own)
        hint = (
            f"nearest: {', '.join(map(repr, nearest))}"
            if nearest
            else f"there are {len(_codes()[codes])}, none like it"
        )
        raise UnknownIdError(f"no {what} has the id {shown(str(code))}; {hint}")
    return found
