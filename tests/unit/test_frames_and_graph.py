"""Tables and graphs of a dataset, on each backend."""

import datetime
import sys

import pytest
from making import actor, dataset, event, policy, position, trade

from mxus import InvalidValueError, Link, MissingExtraError, Office, Parameter, Period, Quantity
from mxus.dataset.document import COLLECTIONS
from mxus.vocabulary import ActorType, EventMode, EventType, LinkType, Stance

BACKENDS = ["polars", "pandas", "pyarrow"]


@pytest.fixture
def table():
    """A dataset with gaps in its columns."""
    return dataset(
        trade("known", "ruritania", "sylvania", Quantity.exactly(0.6, "share"), period=Period("2025-10")),
        trade("bounded", "sylvania", "ruritania", Quantity.less_than(0.1, "share")),
        event("e", "ruritania", "sylvania", EventType.SUPPORT, count=Quantity.more_than(2, "count")),
    )


def rows(frame):
    """Return a table's rows as dictionaries, gaps as None."""
    import narwhals.stable.v2 as nw
    import pandas as pd

    def plain(value):
        return None if value is pd.NA or value is None or value != value else value  # noqa: PLR0124 (NaN)

    found = nw.from_native(frame, eager_only=True)
    return [{name: plain(value) for name, value in row.items()} for row in found.iter_rows(named=True)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_row_says_what_the_record_says(table, backend):
    known, bounded = rows(table.to_frame("trade_links", backend=backend))
    assert (known["id"], known["quantity_lower"], known["quantity_upper"]) == ("known", 0.6, 0.6)
    assert (known["period_earliest"], known["period_latest"]) == (
        datetime.date(2025, 10, 1),
        datetime.date(2025, 10, 31),
    )
    assert (bounded["quantity_upper_closed"], bounded["quantity_qualifier"]) == (False, "less-than")
    assert bounded["period_edtf"] is None
    assert known["paragraphs"] == "2"


def test_a_row_holds_every_end_of_a_quantity_and_every_parameter_and_link():
    rate = Parameter(name="rate", quantity=Quantity.about(0.5, "ad-valorem"))
    goods = Parameter(name="goods", text="coal; steel")
    first = policy("first", "ruritania", parameters=(rate, goods))
    second = policy("second", "sylvania", links=(Link(type=LinkType.RESPONDS_TO, target="first"),))
    ds = dataset(first, second, trade("t", "ruritania", "sylvania", Quantity.less_than(0.1, "share")))
    told, linked = rows(ds.to_frame("policies", backend="polars"))
    assert told["parameters"] == f"rate={rate.quantity};goods=coal, steel"
    assert linked["links"] == "responds-to:first"
    posts = [Office(title=title, acts_for="ruritania") for title in ("Interior; Justice", "Envoy")]
    staffed = dataset(actor("otto", ActorType.PERSON, offices=tuple(posts)))
    held = {row["id"]: row["offices"] for row in rows(staffed.to_frame("actors", backend="polars"))}
    assert held["otto"] == "Interior, Justice@ruritania;Envoy@ruritania"
    (row,) = rows(ds.to_frame("trade_links", backend="polars"))
    assert {name: value for name, value in row.items() if name.startswith("quantity_")} == {
        "quantity_lower": 0,
        "quantity_upper": 0.1,
        "quantity_lower_closed": True,
        "quantity_upper_closed": False,
        "quantity_unit": "share",
        "quantity_qualifier": "less-than",
    }
    evidence = ("sources", "paragraphs", "voices", "speakers", "statuses", "n_passages")
    assert [row[name] for name in evidence] == ["chronicle", "2", "author", "", "asserted", 1]


@pytest.mark.parametrize("backend", BACKENDS)
def test_an_infinite_end_and_a_missing_quantity_are_null(table, backend):
    (row,) = rows(table.to_frame("events", backend=backend))
    assert (row["count_lower"], row["count_upper"]) == (2.0, None)
    assert row["casualties_lower"] is None


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_all_backends_hold_the_same(ds, collection):
    tables = [rows(ds.to_frame(collection, backend=backend)) for backend in BACKENDS]
    assert tables[0] == tables[1] == tables[2]
    assert [row["id"] for row in tables[0]] == list(getattr(ds, collection))


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("collection", COLLECTIONS)
def test_an_empty_collection_has_its_columns(ds, collection, backend):
    import narwhals.stable.v2 as nw

    full = nw.from_native(ds.to_frame(collection, backend=backend), eager_only=True)
    if collection in {"sources", "actors"}:
        return  # no dataset is without them
    empty = nw.from_native(dataset().to_frame(collection, backend=backend), eager_only=True)
    assert empty.columns == full.columns
    assert len(empty) == 0


def test_unknown_backend_and_collection_are_refused(ds):
    with pytest.raises(
        InvalidValueError, match=r"^found backend 'dask'; expected one of 'polars', 'pandas', 'pyarrow'"
    ):
        ds.to_frame("events", backend="dask")
    with pytest.raises(InvalidValueError, match="'event'; expected one of 'sources'"):
        ds.to_frame("event", backend="polars")


@pytest.mark.parametrize(("package", "extra"), [("polars", "tables"), ("pandas", "pandas"), ("pyarrow", "pyarrow")])
def test_a_missing_backend_says_what_to_install(ds, monkeypatch, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"{package} is not installed; .*mxus\[{extra}\]"):
        ds.to_frame("events", backend=package)


def test_a_missing_networkx_says_what_to_install(ds, monkeypatch):
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(MissingExtraError, match=r"mxus\[networks\]"):
        ds.to_networkx()


def test_edges_are_signed_and_carry_their_evidence():
    ds = dataset(
        event("helps", "ruritania", "sylvania", EventType.AID),
        event("strikes", "sylvania", "ruritania", EventType.ASSAULT, mode=EventMode.DRONE),
        event("flees", "scribe", "sylvania", None),
        position("likes", "ruritania", "sylvania", Stance.SUPPORTS_STRONGLY),
        position("opposes", "sylvania", "helps", Stance.OPPOSES),
    )
    graph = ds.to_networkx()
    assert set(graph.nodes) == {"scribe", "ruritania", "sylvania"}
    assert {key: data["sign"] for _, _, key, data in graph.edges(keys=True, data=True)} == {
        "helps": 1,
        "strikes": -1,
        "likes": 1,
    }
    edge = graph.edges["sylvania", "ruritania", "strikes"]
    assert edge["weight"] == -9.5
    assert edge["evidence"] == (ds["strikes"].evidence[0].passage,)
    assert graph.nodes["scribe"]["type"] == "person"


def test_a_compound_act_has_an_edge_for_each_pair():
    ds = dataset(
        actor("third", ActorType.STATE),
        event("joint", "ruritania", "sylvania", EventType.AID, initiators=("ruritania", "third")),
    )
    assert ds.to_networkx().number_of_edges() == 2
