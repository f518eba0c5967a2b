"""Balance of a dataset: what makes a tie, who stands for whom, and what the interval must hold."""

import itertools
import math
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import actor, at, dataset, event, position

import mxus
from mxus import InvalidValueError, Office, Period
from mxus.analysis import balance as module
from mxus.measures import SignedGraph, frustration
from mxus.vocabulary import ActorType, EventType, Stance, Status

ALLEGED = {"evidence": (at(status=Status.ALLEGED),)}
NAMES = ("arcadia", "borduria", "ruritania", "sylvania")


def world(*records):
    return dataset(*(actor(name) for name in NAMES if name not in {"ruritania", "sylvania"}), *records)


def test_a_tie_adds_up_what_two_do_and_say_to_each_other():
    ds = world(
        event("a", "ruritania", "sylvania", EventType.COOPERATE),
        event("b", "sylvania", "ruritania", EventType.CONSULT),
        event("c", "ruritania", "sylvania", EventType.ACCUSE),
        position("d", "ruritania", "arcadia", Stance.OPPOSES_STRONGLY),
        position("e", "ruritania", "borduria", Stance.NEUTRAL),
    )
    network = mxus.signed_network(ds)
    assert [(tie.actors, tie.weight, tie.records) for tie in network.ties] == [
        (("arcadia", "ruritania"), -1.0, ("d",)),
        (("borduria", "ruritania"), 0.0, ("e",)),
        (("ruritania", "sylvania"), 1.0, ("a", "b", "c")),
    ]
    assert network.graph.nodes == NAMES
    assert network.tie("sylvania", "ruritania").possible == (1,)
    assert network.tie("sylvania", "arcadia") is None


def test_the_rule_is_the_users():
    ds = world(
        event("a", "ruritania", "sylvania", EventType.COOPERATE),
        position("b", "sylvania", "ruritania", Stance.OPPOSES_STRONGLY),
    )
    network = mxus.signed_network(ds, rule=lambda record: None if record.kind == "event" else record.stance.level)
    assert (network.tie("ruritania", "sylvania").weight, network.untyped) == (-2.0, ("a",))


def test_ministers_are_their_states_and_those_given_asylum_are_themselves():
    minister = actor("minister", ActorType.PERSON, offices=(Office(title="M", acts_for="ruritania"),))
    former = actor(
        "former", ActorType.PERSON, offices=(Office(title="P", acts_for="sylvania", period=Period("../2025")),)
    )
    ds = world(
        minister,
        former,
        event("a", "minister", "sylvania", EventType.COOPERATE),
        event("b", "arcadia", "minister", EventType.PROTEST),
        event("c", "arcadia", "former", EventType.AID),
        event("d", "minister", "ruritania", EventType.PROTEST),
        event("e", "former", "arcadia", EventType.ACCUSE, period=Period("2020")),
    )
    ties = {tie.actors: tie.weight for tie in mxus.signed_network(ds).ties}
    assert ties == {
        ("ruritania", "sylvania"): 1.0,
        ("arcadia", "ruritania"): -1.0,
        ("arcadia", "former"): 1.0,
        ("arcadia", "sylvania"): -1.0,
    }
    apart = {tie.actors for tie in mxus.signed_network(ds, acting_for=False).ties}
    assert ("minister", "ruritania") in apart
    assert ("minister", "sylvania") in apart


def test_what_does_not_fit_two_camps_is_told_with_its_records():
    ds = world(
        event("a", "arcadia", "borduria", EventType.COOPERATE),
        event("b", "borduria", "ruritania", EventType.COOPERATE),
        event("c", "ruritania", "arcadia", EventType.ASSAULT),
        event("d", "arcadia", "sylvania", EventType.ASSAULT),
        event("e", "arcadia", "sylvania", EventType.ACCUSE),
    )
    result = mxus.balance(ds)
    assert (result.value, result.n, result.frustration.value) == (0.5, 4, 1.0)
    assert len(result.would_have_to_turn) == 1
    assert sum(each.weight for each in result.contributions) == pytest.approx(0.5)
    assert min(result.contributions, key=lambda each: each.weight).records == result.would_have_to_turn[0].records
    assert {each.records for each in result.contributions} == {("a",), ("b",), ("c",), ("d", "e")}
    assert result.triangles.by_negative_ties == (0, 1, 0, 0)
    assert "harary1959" in result.cite()
    assert result.interval.width == 0
    told = {each.records: each.gloss for each in result.contributions}
    (turning,) = (tie.records for tie in result.would_have_to_turn)
    relations = {
        ("a",): ("Arcadia and Borduria are friends", "different camps"),
        ("b",): ("Borduria and Ruritania are friends", "different camps"),
        ("c",): ("Arcadia and Ruritania are foes", "one camp"),
        ("d", "e"): ("Arcadia and Sylvania are foes", "one camp"),
    }
    assert told == {
        records: f"{who}, but in {camps}." if records == turning else f"{who}."
        for records, (who, camps) in relations.items()
    }


def test_missing_is_a_tie_that_only_what_is_contested_could_make_and_records_without_a_sign():
    ds = world(
        event("a", "arcadia", "borduria", EventType.COOPERATE),
        event("b", "arcadia", "borduria", EventType.ASSAULT, **ALLEGED),  # the tie may turn, and is there
        event("c", "borduria", "sylvania", EventType.COOPERATE, **ALLEGED),  # there may be one
        position("d", "ruritania", "arcadia", Stance.NEUTRAL),  # there is none, and there would be none
        event("e", "ruritania", "sylvania", None),
    )
    result = mxus.balance(ds)
    assert (result.n, result.n_missing) == (1, 2)
    assert result.network.tie("arcadia", "borduria").possible != (1,)


def test_without_ties_there_is_no_score():
    result = mxus.balance(world(position("a", "ruritania", "arcadia", Stance.NEUTRAL)))
    assert not result.is_defined
    assert (result.n, result.interval, result.contributions, result.would_have_to_turn) == (0, None, (), ())


def test_what_is_denied_or_planned_is_no_tie():
    ds = world(
        event("a", "arcadia", "borduria", EventType.COOPERATE, evidence=(at(status=Status.DENIED),)),
        event("b", "arcadia", "sylvania", EventType.COOPERATE, evidence=(at(status=Status.PLANNED),)),
    )
    assert mxus.signed_network(ds).ties == ()
    assert mxus.signed_network(ds, statuses=["planned"]).tie("arcadia", "sylvania").sign == 1
    with pytest.raises(InvalidValueError, match="several"):
        mxus.balance(ds, statuses="planned")


@cache
def score_of(ties):
    """Return the frustration score of ties, of which the same come up in many completions."""
    return frustration(SignedGraph.from_edges(*zip(*ties, strict=True))).score.value


@pytest.mark.parametrize("states", [module._STATES, 1])
@given(
    signs=st.lists(st.sampled_from([None, 1, -1]), min_size=6, max_size=6),
    doubts=st.lists(st.sampled_from(["none", "alleged 1", "alleged -1", "cancels"]), min_size=6, max_size=6),
)
def test_the_interval_holds_every_way_in_which_what_is_contested_turns_out(states, signs, doubts):
    kinds = {1: EventType.COOPERATE, -1: EventType.ASSAULT}
    records, choices = [], []
    pairs = list(itertools.combinations(NAMES, 2))
    for place, ((a, b), sign, doubt) in enumerate(zip(pairs, signs, doubts, strict=True)):
        own = 0 if sign is None else sign
        if sign:
            records.append(event(f"firm-{place}", a, b, kinds[sign]))
        if doubt.startswith("alleged"):
            other = int(doubt.split()[1])
            records.append(event(f"alleged-{place}", b, a, kinds[other], **ALLEGED))
            choices.append({own, max(-1, min(1, own + other))})
        elif doubt == "cancels" and sign:
            records.append(event(f"against-{place}", b, a, kinds[-sign]))
            choices.append({-1, 0, 1})
        else:
            choices.append({own})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STATES", states)
        result = mxus.balance(world(*records))
    scores = []
    for completion in itertools.product(*choices):
        tied = [(a, b, sign) for (a, b), sign in zip(pairs, completion, strict=True) if sign]
        if tied:
            scores.append(score_of(tuple(tied)))
    if not scores:
        assert result.interval is None
        return
    assert result.interval.lower <= min(scores) + 1e-12
    assert result.interval.upper >= max(scores) - 1e-12
    if states > 1 or all(len(choice) == 1 for choice in choices):
        assert (result.interval.lower, result.interval.upper) == pytest.approx((min(scores), max(scores)))
        assert result.exact


def test_of_too_many_ways_the_score_still_is_no_less_than_zero():
    pairs = list(itertools.combinations(NAMES, 2)) + [("scribe", name) for name in NAMES]
    records = [event(f"firm-{a}-{b}", a, b, EventType.COOPERATE) for a, b in pairs]
    records += [
        event(f"alleged-{a}-{b}-{n}", a, b, EventType.ASSAULT, **ALLEGED) for a, b in pairs[:9] for n in range(2)
    ]
    result = mxus.balance(world(*records))
    assert (result.interval.lower, result.interval.upper, result.exact) == (0.0, 1.0, False)
    assert all(bound.interval.lower >= 0 for bound in result.bounds)


def test_what_gives_the_signs_is_cited_unless_the_rule_is_the_users():
    ds = world(event("a", "arcadia", "borduria", EventType.COOPERATE))
    assert "@manual{plover," in mxus.balance(ds).cite()
    assert "plover" not in mxus.balance(ds, rule=lambda _: 1).cite()


def weighed(**weights):
    """A dataset of events of one pair, those named a... alleged, and the rule that gives each its weight."""
    records = [
        event(name, "arcadia", "borduria", EventType.COOPERATE, **(ALLEGED if name.startswith("a") else {}))
        for name in weights
    ]
    return world(*records), lambda record: weights[record.id]


@given(
    st.lists(st.sampled_from([1.0, -1.0, 2.0, -3.0, 0.1, 0.2, -0.3, 0.0]), max_size=3),
    st.lists(st.sampled_from([1.0, -1.0, 2.0, -3.0, 0.1, 0.2, -0.3, 0.5]), max_size=4),
)
def test_a_tie_may_be_what_some_choice_of_the_contested_records_makes_it(firm, alleged):
    if not firm and not alleged:
        return
    weights = {f"f{n}": each for n, each in enumerate(firm)} | {f"a{n}": each for n, each in enumerate(alleged)}
    ds, rule = weighed(**weights)
    (tie,) = mxus.signed_network(ds, rule=rule).ties
    sums = [
        round(sum(firm) + sum(taken), 9)
        for count in range(len(alleged) + 1)
        for taken in itertools.combinations(alleged, count)
    ]
    signs = {(each > 0) - (each < 0) for each in sums}
    if tie.weight == 0 and any(firm):
        signs = {-1, 0, 1}
    assert (tie.possible, tie.exact) == (tuple(sorted(signs)), True)
    assert tie.sign in tie.possible


def test_of_too_many_sums_it_is_not_claimed_that_some_cancel():
    ds, rule = weighed(f=1.0, **{f"a{n}": -(2.0**-n) for n in range(1, 13)})
    assert mxus.signed_network(ds, rule=rule).ties[0].possible == (1,)
    ds, rule = weighed(f=1.0, **{f"a{n}": -(3.0**n) for n in range(1, 13)})
    (tie,) = mxus.signed_network(ds, rule=rule).ties
    assert (tie.possible, tie.exact) == ((-1, 0, 1), False)
    result = mxus.balance(ds, rule=rule)
    assert (result.interval.lower, result.exact) == (1.0, False)


def test_what_rounding_leaves_of_records_that_cancel_is_no_tie():
    ds, rule = weighed(f=0.1, g=0.2, h=-0.3)
    (tie,) = mxus.signed_network(ds, rule=rule).ties
    assert (tie.weight, tie.sign, tie.possible) == (0.0, 0, (-1, 0, 1))


@pytest.mark.parametrize("said", ["much", math.nan, math.inf, 10**400, [1]])
def test_a_rule_that_says_no_finite_number_is_refused_with_the_record(said):
    ds, _ = weighed(f=1.0)
    with pytest.raises(InvalidValueError, match="the rule says of 'f'; expected a finite number or None"):
        mxus.balance(ds, rule=lambda _: said)


def test_weights_whose_sum_is_not_finite_and_rules_that_are_none_are_refused():
    ds, rule = weighed(f=1e308, g=1e308)
    with pytest.raises(InvalidValueError, match="between arcadia and borduria whose sum is not finite"):
        mxus.balance(ds, rule=rule)
    with pytest.raises(InvalidValueError, match="found rule 5; expected a function"):
        mxus.balance(ds, rule=5)


def test_the_articles_friend_has_foes_among_its_friends():
    """Cuba and Venezuela are friends of Mexico and foes of the United States, with which Mexico makes common cause."""
    result = mxus.balance(mxus.load())
    network = result.network
    for name in ("cuba", "venezuela"):
        assert network.tie("mexico", name).sign == 1
        assert network.tie("united-states", name).sign == -1
    assert network.tie("mexico", "united-states").sign == 1
    assert result.triangles.by_negative_ties == (0, 2, 1, 0)
    assert result.frustration.value == 2


def test_progress_tells_the_bounds_of_what_would_have_to_turn():
    told = []
    others = ("third", "fourth", "fifth")
    states = ("ruritania", "sylvania", *others)
    foes = [event(f"{a}-{b}", a, b, EventType.ASSAULT) for a, b in itertools.combinations(states, 2)]
    found = mxus.balance(dataset(*map(actor, others), *foes), progress=lambda *bounds: told.append(bounds))
    assert len(told) > 0
    assert told[-1] == (found.frustration.lower, found.frustration.upper)
