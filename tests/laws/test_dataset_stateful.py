"""A dataset through any sequence of what can be done with it, beside a plain dictionary to which the same is done."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import mxus
from mxus import testing
from mxus.intercoder.adjudication import disputes
from mxus.vocabulary import Arena

AT_ONCE = {"others": 1, "policies": (0, 2), "trade_links": (0, 1), "events": (0, 2), "positions": (0, 2)}
TEXT = "\n\n".join(testing.TEXT)


def relocate_in(ds, text):
    return mxus.relocate(ds, mxus.SourceText.of(text, source=next(iter(ds.sources))))


def referred(value):
    """Every text anywhere in JSON data: whatever can be a reference is among them."""
    if isinstance(value, dict):
        return set().union(*map(referred, value.values()))
    if isinstance(value, list):
        return set().union(*map(referred, value))
    return {value} if isinstance(value, str) else set()


class DatasetMachine(RuleBasedStateMachine):
    """The model is a dictionary of records as JSON data, changed by hand."""

    @initialize(ds=testing.datasets(**AT_ONCE))
    def build(self, ds):
        self.ds = ds
        self.model = {name: record.model_dump(mode="json") for name, record in ds.items()}

    @rule(data=st.data())
    def replace_a_record(self, data):
        name = data.draw(st.sampled_from(sorted(self.ds)))
        gloss = data.draw(testing.lines())
        self.ds = self.ds.replace(self.ds[name].evolve(gloss=gloss))
        self.model[name] = {**self.model[name], "gloss": gloss}

    @precondition(lambda self: len(self.model) < 20)
    @rule(data=st.data())
    def add_an_event(self, data):
        name = f"added-{sum(each.startswith('added-') for each in self.model)}"
        while name in self.model:
            name += "-more"
        event = data.draw(
            testing.events(id=st.just(name), actors=tuple(self.ds.actors), concerns=tuple(self.ds.policies))
        )
        self.ds = self.ds.replace(event)
        self.model[name] = event.model_dump(mode="json")

    @precondition(lambda self: any(each["kind"] not in {"source", "actor"} for each in self.model.values()))
    @rule(data=st.data())
    def leave_one_out(self, data):
        can_go = [name for name, each in self.model.items() if each["kind"] not in {"source", "actor"}]
        name = data.draw(st.sampled_from(sorted(can_go)))
        before = self.ds
        self.ds = before.without(name)
        gone = {name, *(each for each, record in self.model.items() if record.get("target") == name)}
        gone |= {each for each, record in self.model.items() if record.get("target") in gone}
        assert before.keys() - self.ds.keys() == gone
        for each in gone:
            del self.model[each]
        for each, record in self.ds.items():  # who referred to it is kept without the reference, else unchanged
            now = record.model_dump(mode="json")
            fields = {field for field in now if now[field] != self.model[each][field]}
            assert fields <= {"links", "part_of", "concerns", "about", "rivals"}
            assert bool(fields) == bool(_ids(self.model[each]) & gone)
            assert not _ids(now) & gone
            self.model[each] = now

    @rule()
    def write_and_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "coding.json")
            mxus.write(self.ds, path)
            first = path.read_bytes()
            assert mxus.read(path) == self.ds
            self.ds = mxus.read(path)
            mxus.write(self.ds, path)
            assert path.read_bytes() == first

    @rule()
    def relocate_to_a_text_with_a_paragraph_before(self):
        """A new first paragraph moves what is in the others by one; and back again."""
        there = relocate_in(self.ds, "A foreword.\n\n" + TEXT)
        # A header before the text is no part of it, so that nothing moves.
        assert (there.ok, there.moved, there.made) == (True, (), self.ds)
        between = relocate_in(self.ds, TEXT.replace("\n\n", "\n\nAn insertion.\n\n", 1))
        assert between.ok
        moved = {each.record for each in between.moved}
        below = {
            name
            for name, record in self.model.items()
            if any(passage["locator"]["paragraph"] > 0 for passage in record["evidence"])
        }
        assert moved - {"uncoded"} == below
        assert relocate_in(between.made, TEXT).made == self.ds

    @rule(data=st.data())
    def merge_with_itself_less_one(self, data):
        events = sorted(self.ds.events)
        other = self.ds.without(data.draw(st.sampled_from(events))) if events else self.ds
        both = mxus.compare(self.ds, other)
        merged = mxus.merge(both, {each: "first" if each.first else "neither" for each in disputes(both)})
        assert dict(merged) == dict(self.ds)

    @rule(arena=st.sampled_from(Arena))
    def select(self, arena):
        expected = [name for name, each in self.model.items() if each.get("arena") == arena.value]
        assert sorted(record.id for record in self.ds.select(arena=arena)) == sorted(expected)
        events = [name for name, each in self.model.items() if each["kind"] == "event"]
        assert {record.id for record in self.ds.select("events")} == set(events) == set(self.ds.events)

    @invariant()
    def holds_what_the_model_holds(self):
        if hasattr(self, "model"):
            assert {name: record.model_dump(mode="json") for name, record in self.ds.items()} == self.model
            assert len(self.ds) == len(self.model)


def _ids(record):
    """Ids in the fields that may be emptied."""
    return referred([record.get(field) for field in ("part_of", "concerns", "about", "rivals")]) | {
        link["target"] for link in record.get("links", [])
    }


TestDataset = DatasetMachine.TestCase
TestDataset.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
