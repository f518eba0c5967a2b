"""What a user writes, as type checkers see it; they must object to each line marked as an error.

Not run as a program: `test_type_checkers.py` shows it to the type checkers.
"""

from collections.abc import Mapping
from datetime import date
from typing import assert_type

import mxus
from mxus import measures, tables
from mxus.analysis.alignment import AlignmentResult
from mxus.analysis.bargain import Bargains
from mxus.analysis.cooperation import CooperationResult
from mxus.vocabulary import Act, ActorType, Arena, EventType, Expression, Issue, QuadClass, Stance, Status, Voice

ds = mxus.load()
here = mxus.Evidence(source="chronicle", locator=mxus.Locator.of("They met.", paragraph=0, start=0, end=9))

# Records say what their fields are.
event = mxus.Event(
    id="talks",
    gloss="The two sides talk.",
    act=Act.NEGOTIATION,
    type=EventType.CONSULT,
    initiators=("mexico",),
    recipients=("united-states",),
    issue=Issue.TRADE,
    arena=Arena.BILATERAL_AGENDA,
    period=mxus.Period("2025-10"),
    evidence=(here,),
)
assert_type(event, mxus.Event)
assert_type(event.id, str)
assert_type(event.act, Act)
assert_type(event.period, mxus.Period | None)
assert_type(event.count, mxus.Quantity | None)
assert_type(event.initiators, tuple[str, ...])
assert_type(event.evidence[0].voice, Voice)
assert_type(event.evidence[0].status, Status)
assert_type(event.quad_class, QuadClass | None)
assert_type(event.intensity, float | None)
assert_type(event.evolve(gloss="They talk."), mxus.Event)
assert_type(mxus.Event.model_validate({}), mxus.Event)
assert_type(event.model_copy(), mxus.Event)

wrong_id = mxus.Link(type=mxus.vocabulary.LinkType.CONTINUES, target=3)  # error
wrong_type = mxus.Link(type="continues", target="talks")  # error
no_such_field = mxus.Link(type=mxus.vocabulary.LinkType.CONTINUES, target="talks", weight=1)  # error
missing_field = mxus.Link(target="talks")  # error
wrong_period = mxus.Membership(group="brics", period=7)  # error
wrong_term = mxus.Membership(group="brics", period="2025")  # error
misspelt_act = Act.NEGOTATION  # error
misspelt_arena = mxus.vocabulary.Arena.BILATERAL  # error
no_such_attribute = event.recipient  # error
positional = mxus.Link("talks")  # error
event.gloss = "They talk."  # error
bad_evidence = mxus.Evidence(source="chronicle", locator=3)  # error
bad_status = mxus.Evidence(source="chronicle", locator=here.locator, status="asserted")  # error

actor = mxus.Actor(id="mexico", gloss="A state.", name="Mexico", type=ActorType.STATE, evidence=(here,))
assert_type(actor.iso3, str | None)
assert_type(actor.offices, tuple[mxus.Office, ...])
assert_type(actor.memberships[0].period, mxus.Period | None)
position = mxus.Position(
    id="for-talks",
    gloss="For talks.",
    holder="mexico",
    target="talks",
    stance=Stance.SUPPORTS,
    expression=Expression.VERBAL,
    issue=Issue.TRADE,
    arena=Arena.BILATERAL_AGENDA,
    evidence=(here,),
)
assert_type(position.stance, Stance)

# A dataset gives records of the kind that was asked for.
assert_type(ds, mxus.Dataset)
assert_type(ds.events["extraditions-to-us"], mxus.Event)
assert_type(ds.actors["mexico"], mxus.Actor)
assert_type(ds.policies["us-embargo-on-cuba"], mxus.Policy)
assert_type(ds.positions["mexico-opposes-embargo"], mxus.Position)
assert_type(ds.claims["mexico-controlled-by-traffickers"], mxus.Claim)
assert_type(ds.trade_links["trade-mexico-united-states"], mxus.TradeLink)
assert_type(ds.sources["rojas-2025"], mxus.Source)
assert_type([each.id for each in ds.events.values()], list[str])

# Answers are results.
graph = measures.SignedGraph.from_edges(["a"], ["b"], [1])
aligned = mxus.alignment(ds, "mexico", "united-states", by="arena")
assert_type(aligned, AlignmentResult)
assert_type(aligned.value, float | mxus.Undefined)
assert_type(aligned.interval, mxus.Interval | None)
assert_type(aligned.n, int)
assert_type(aligned.groups, Mapping[str, mxus.Result])
assert_type(float(aligned), float)
assert_type(aligned.cite(), str)
assert_type(mxus.cooperation(ds, "mexico", "united-states"), CooperationResult)
assert_type(measures.s_score([1, 2], [1, 3], levels=(1, 2, 3)), mxus.Result)
assert_type(measures.s_score([1, 2], [1, 3], levels=(1, 2, 3)).interval, mxus.Interval | None)
assert_type(measures.frustration(graph), measures.Frustration)
assert_type(measures.frustration(graph).value, float | mxus.Undefined)
assert_type(float(measures.triangle_balance(graph)), float)
assert_type(round(measures.triangle_balance(graph), 2), float)
assert_type(measures.frustration(graph) < 1, bool)
assert_type(f"{measures.frustration(graph):.2f}", str)
assert_type(measures.field_reliability({"x": [1]}, {"x": [1]})["x"], measures.FieldReliability)
assert_type(measures.field_reliability({"x": [1]}, {"x": [1]}).n, Mapping[str, int])
assert_type(measures.signed_degrees(graph).n, int)
assert_type(mxus.bargain(ds), Bargains)
assert_type(mxus.bargain(ds) >= 1, bool)
no_such_field = measures.frustration(graph).index  # error
unknown_group = mxus.alignment(ds, "mexico", "united-states", by="stage")  # error
unknown_argument = mxus.alignment(ds, "mexico", "united-states", stage="arena")  # error
not_a_dataset = mxus.alignment("article.json", "mexico", "united-states")  # error
not_a_file = mxus.read(3)  # error
no_such_measure = measures.s_scores  # error
no_such_table = tables.agreements  # error

# Values are values.
assert_type(mxus.Period("2025").earliest, date | None)
assert_type(mxus.Quantity.more_than(26, "persons"), mxus.Quantity)
assert_type(mxus.Quantity.more_than(26, "persons").value, float | None)
wrong_unit = mxus.Quantity.more_than(26, unti="persons")  # error
