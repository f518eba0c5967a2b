"""Laws of YAML: what is written is read back as the same, however much a text looks like a number."""

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from mxus.authoring.beginning import id_written
from mxus.exchange.plain_yaml import parse, written
from mxus.records.base import ID_PATTERN

NUMERALS = st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,2})?(e[-+]?[0-9]{1,2})?", fullmatch=True)
IDS = st.one_of(
    st.from_regex(ID_PATTERN, fullmatch=True),
    st.sampled_from(["1e3", "1e5-x", "null", "true", "false", "no", "0x1f", "1-2", "12e03", "0", "010", "2019-05-01"]),
    st.from_regex("[0-9]{1,3}e[0-9]{1,3}", fullmatch=True),
)
TEXTS = st.one_of(IDS, NUMERALS, st.text(st.characters(codec="utf-8"), max_size=20), st.sampled_from(["~", "", "-"]))


@given(IDS)
def test_an_id_is_read_back_whole(name):
    content = f"- id: {id_written(name)}\n  authors: [{id_written(name)}]"
    assert parse(content).content == [{"id": name, "authors": [name]}]


@given(IDS)
def test_an_id_is_quoted_only_where_it_must_be(name):
    assert (id_written(name) == name) == (parse(name).content == name)


@given(
    st.recursive(TEXTS | st.none() | st.booleans() | st.integers(-99, 99), lambda inner: st.lists(inner, max_size=3))
)
@example(["1e3", "1e3"])
def test_what_is_written_is_read_back_by_us_and_by_others(content):
    assert parse(written(content)).content == content
    assert yaml.safe_load(written(content)) == content
