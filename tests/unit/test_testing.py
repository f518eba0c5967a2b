"""The published strategies: they reach what they are said to, shrink to little, and keep to their keywords."""

import subprocess
import sys

import pytest
from backends import Backend
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

import mxus
from mxus import tables, testing
from mxus.exchange.json_document import dumps, loads
from mxus.measures import CAMEO
from mxus.records.union import RECORD_TYPES
from mxus.vocabulary import ActorType, Arena, Qualifier, Status, Unit

FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])  # frames have no state

FOUND = settings(max_examples=2000, phases=[Phase.generate])  # one is enough, and need not be small

FULL = {
    "source": testing.sources(evidence=testing.evidence()),
    "actor": testing.actors(groups=["league"]),
    "policy": testing.policies(wholes=["plan"], links_to=["plan"]),
    "trade_link": testing.trade_links(),
    "event": testing.events(concerns=["tariff"], links_to=["tariff"]),
    "position": testing.positions(links_to=["tariff"]),
    "claim": testing.claims(about=["tariff"], links_to=["tariff"]),
}
FIELDS = [
    (kind, name)
    for kind, model in RECORD_TYPES.items()
    for name, field in model.model_fields.items()
    if not field.is_required() and name != "kind" and (kind, name) != ("claim", "rivals")
]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=lambda part: part)
def test_every_field_that_may_be_left_out_is_sometimes_filled(kind, field):
    default = RECORD_TYPES[kind].model_fields[field].default
    find(FULL[kind], lambda record: getattr(record, field) != default, settings=FOUND)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_every_qualifier_is_made(qualifier):
    assert find(testing.quantities(qualifiers=[qualifier]), lambda _: True).qualifier is qualifier


@pytest.mark.parametrize("form", ["/..", "../", "[..", "..]", "~", "-26", "T/"])
def test_every_form_of_period_is_made(form):
    if form == "T/":  # an end that is not known
        assert find(testing.periods(), lambda period: period.edtf.endswith("/"))
    else:
        lasting = form != "-26"
        assert form in find(testing.periods(lasting=lasting), lambda period: form in period.edtf).edtf


def test_an_event_needs_no_more_than_the_basis():
    found = find(testing.datasets(), lambda ds: len(ds.events) > 0)
    assert {name: len(getattr(found, name)) for name in ("sources", "actors", "events")} == {
        "sources": 1,
        "actors": 3,
        "events": 1,
    }
    assert len(found) == 5
    (event,) = found.events.values()
    assert dumps(found).count("note") == 0
    assert (event.contexts, event.concerns, event.period, event.place, event.count) == ((), (), None, None, None)


def test_a_position_needs_no_other_record_than_the_basis():
    drawn = testing.datasets(policies=0, events=(0, 1), claims=0, trade_links=0)
    strong = find(drawn, lambda ds: any(each.stance.level == 2 for each in ds.positions.values()))
    assert len(strong) == 5


def test_rivals_are_two_claims_that_name_each_other():
    found = find(
        testing.datasets(events=0, positions=0, policies=0),
        lambda ds: any(claim.rivals for claim in ds.claims.values()),
    )
    assert {name: claim.rivals for name, claim in found.claims.items()} == {
        "claim-0": ("claim-1",),
        "claim-1": ("claim-0",),
    }


@FEW
@given(
    testing.datasets(
        states=("mexico", "cuba"),
        others=1,
        policies=0,
        events=(2, 3),
        positions=0,
        arenas=[Arena.DOMESTIC],
        statuses=[Status.DENIED],
        glosses=st.just("One."),
    )
)
def test_keywords_of_datasets_are_kept_to(ds):
    assert list(ds.actors) == ["scribe", "mexico", "cuba", "actor-0"]
    assert len(ds.policies) == len(ds.positions) == 0
    assert 2 <= len(ds.events) <= 3
    for event in ds.events.values():
        assert (event.arena, event.gloss) == (Arena.DOMESTIC, "One.")
        assert {passage.status for passage in event.evidence} == {Status.DENIED}


@FEW
@given(testing.datasets(texts={"annals": ("Coal. Steel!", "No end"), "letters": ("One.",)}), st.data())
def test_datasets_verify_against_the_texts_they_are_of(ds, data):
    path = data.draw(st.sampled_from(["annals", "letters"]))
    text = {"annals": "Coal. Steel!\n\nNo end", "letters": "One."}[path]
    found = mxus.relocate(ds, mxus.SourceText.of(text, source=path))
    assert found.ok
    assert found.moved == ()
    assert found.made == ds


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"states": ["mexico", "mexico"]}, "at least two"),
        ({"events": (3, 1)}, r"found events \(3, 1\); expected a number from 0"),
        ({"claims": -1}, "found claims -1"),
        ({"events": 1.5}, r"found events 1\.5; expected a number from 0"),
        ({"events": (1, 2, 3)}, r"found events \(1, 2, 3\); expected a number from 0"),
        ({"texts": [["A text."]]}, "found texts .*; expected paragraphs by the id of their source"),
    ],
)
def test_sizes_that_cannot_be_are_refused(options, message):
    with pytest.raises(mxus.InvalidValueError, match=message):
        find(testing.datasets(**options), lambda _: True)


@pytest.mark.parametrize("document", testing.broken_documents(), ids=lambda document: document.name)
def test_a_broken_document_raises_what_is_said_of_it_where_it_is_said(document):
    with pytest.raises(document.error) as caught:
        loads(document.content)
    assert caught.value.problems[0].path == document.path


def test_broken_documents_have_names_of_their_own():
    names = [document.name for document in testing.broken_documents()]
    assert len(set(names)) == len(names) > 30


@FEW
@given(st.data())
def test_votes_are_what_agreement_takes(backend, data):
    kind = Backend(backend)
    votes = data.draw(testing.vote_frames(backend=backend))
    made = tables.agreement(votes, unit="country", item="item", value="vote", by="year", levels=(1, 2, 3))
    assert all(row["n"] <= 3 for row in kind.rows(made, "year", "source", "target"))


@FEW
@given(st.data())
def test_events_are_what_cooperation_takes(backend, data):
    kind = Backend(backend)
    events = data.draw(testing.event_frames(backend=backend))
    made = tables.cooperation(events, source="source", target="target", by="year", code="code", scheme=CAMEO)
    assert sum(row["n"] + row["n_missing"] for row in kind.rows(made)) == len(kind.rows(events))


@FEW
@given(st.data())
def test_flows_are_what_dependence_takes(backend, data):
    kind = Backend(backend)
    flows = data.draw(testing.flow_frames(backend=backend, gaps=False))
    made = tables.dependence(flows, reporter="reporter", partner="partner", value="value", by="year")
    assert len(kind.rows(made)) == len(kind.rows(flows))


@pytest.fixture(params=["polars", "pandas", "pyarrow", "polars-lazy", "duckdb"])
def backend(request):
    """Each kind of frame that can be drawn."""
    return request.param


def test_another_backend_is_refused():
    with pytest.raises(mxus.InvalidValueError, match="found backend 'dask'; expected one of 'polars'"):
        testing.vote_frames(backend="dask")


def test_graphs_keep_to_their_keywords():
    found = find(testing.signed_graphs(min_nodes=3, max_nodes=3, weights=st.just(2.5)), lambda graph: graph.n_ties == 3)
    assert found.weight.tolist() == [2.5] * 3
    both = find(testing.signed_digraphs(), lambda graph: graph.n_ties == 2 and graph.n_nodes == 2)
    assert both.directed


@FEW
@given(testing.portfolios(levels=(0, 1), gaps=False, min_size=2, max_size=3))
def test_portfolios_keep_to_their_keywords(pair):
    x, y = pair
    assert 2 <= len(x) == len(y) <= 3
    assert {*x, *y} <= {0, 1}


@FEW
@given(testing.quantities(units=[Unit.RANK], numbers=st.integers(-3, 9)))
def test_numbers_outside_a_unit_are_not_used(quantity):
    assert quantity.lower >= 1


@FEW
@given(testing.records())
def test_any_record_is_read_from_what_it_is_written_as(record):
    assert type(record).model_validate_json(record.model_dump_json()) == record


def test_states_have_no_country():
    assert find(testing.actors(types=[ActorType.STATE]), lambda actor: actor.cow == 2).country is None


def test_without_hypothesis_the_extra_is_named():
    script = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "import mxus\n"
        "try:\n    mxus.testing\nexcept mxus.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "hypothesis is not installed; python -m pip install 'mxus[testing]'\n"
