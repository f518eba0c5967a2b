"""Laws of names of countries: what the rule passes over changes nothing, and nothing is taken by likeness."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mxus.errors import UnknownIdError
from mxus.vocabulary import countries
from mxus.vocabulary.country_names import asked_forms, listed_forms

LISTED = sorted([*countries._codes()["name"], *(row["name"] for row in countries._rows("country_names_cldr.csv"))])
FORMS = {form for each in LISTED for form in listed_forms(each)}
NAMES = st.sampled_from([name for name in LISTED if countries.find_country(name, "name") is not None])
UNSEEN = st.sampled_from(
    [
        str.upper,
        str.lower,
        str.title,
        lambda name: f"  {name}\u00a0",
        lambda name: f"The {name}",
        lambda name: name.replace("'", "\u2019"),
        lambda name: name.replace(" and ", " & "),
        lambda name: name.replace(" ", "  "),
        lambda name: name.replace("-", " "),
        lambda name: name.replace("Republic", "Rep."),
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)),
    ]
)


@given(NAMES, st.lists(UNSEEN, max_size=4))
def test_case_accents_and_punctuation_do_not_matter(name, changes):
    asked = name
    for change in changes:
        asked = change(asked)
    assert countries.find_country(asked, "name") == countries.find_country(name, "name")


@given(NAMES, st.sampled_from(["{1}, {0}", "{1} ({0})"]))
def test_what_follows_a_comma_or_stands_in_brackets_may_come_first(name, order):
    words = listed_forms(name)[0].split()
    assume(len(words) > 1 and not set("(),[]") & set(name))
    turned = order.format(" ".join(words[:-1]), words[-1])
    assert countries.find_country(turned, "name") == countries.find_country(name, "name")


@given(NAMES, st.data())
def test_a_name_with_another_letter_is_unknown_unless_it_is_in_a_list(name, data):
    place = data.draw(st.integers(0, len(name) - 1))
    changed = name[:place] + data.draw(st.sampled_from("abcxyz")) + name[place + 1 :]
    assume(FORMS.isdisjoint(asked_forms(changed)))
    with pytest.raises(UnknownIdError):
        countries.iso3(changed, codes="name")


@given(st.text(max_size=40))
def test_any_text_is_a_country_of_the_table_or_unknown(text):
    found = countries.find_country(text, "name")
    assert found is None or found in countries.country_codes()
