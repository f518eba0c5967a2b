"""Laws of alignment and compensation over generated datasets, and a gap planted in whole datasets."""

import itertools
import math

import numpy as np
import pytest
from codings import renamed
from hypothesis import given
from hypothesis import strategies as st
from making import actor, at, dataset, policy, position
from test_dataset_laws import datasets

import mxus
from mxus import Undefined
from mxus.vocabulary import Arena, Expression, Stance, Status

PAIR = ("ruritania", "sylvania")
STAGES = [Arena.BILATERAL_AGENDA, Arena.REGIONAL_DIPLOMACY]


@given(datasets())
def test_contributions_sum_to_the_gap_and_the_means(ds):
    result = mxus.compensation(ds, *PAIR, draws=20)
    for part in (result, result.near, result.far, result.words, result.deeds):
        if part.is_defined:
            assert math.fsum(each.weight for each in part.contributions) == pytest.approx(part.value, abs=1e-12)
            assert part.value in part.interval
            ends = [bound.interval for bound in part.bounds]
            assert all(
                wider.lower <= narrower.lower + 1e-12 and narrower.upper <= wider.upper + 1e-12
                for narrower, wider in itertools.pairwise(ends)
            )


@given(datasets())
def test_neither_ids_nor_records_of_others_change_the_gap(ds):
    result = mxus.compensation(ds, *PAIR, draws=20)
    other = renamed(ds, lambda name: f"x-{name}")
    turned = mxus.compensation(other, *(f"x-{name}" for name in PAIR), draws=20)
    more = mxus.Dataset(
        [*ds.values(), actor("fourth"), position("more", "fourth", "third", Stance.SUPPORTS, arena=STAGES[0])],
        **ds.about(),
    )
    for found in (turned, mxus.compensation(more, *PAIR, draws=20)):
        assert found.value == result.value
        assert found.interval == result.interval
        assert found.test.p_value == result.test.p_value


PASSAGES = [(0, 0, 9), (0, 10, 28), (1, 0, 9), (1, 34, 50), (2, 0, 5)]


@st.composite
def told_in_several_places(draw):
    """Datasets of shared objects, each position on one with up to three passages in any order."""
    made = []
    for number in range(draw(st.integers(4, 6))):
        arena = STAGES[number % 2]
        made.append(policy(f"o{number}", "sylvania", arena=arena))
        for who in (*PAIR, *draw(st.sampled_from([(), PAIR[:1], PAIR[1:]]))):
            passages = draw(st.lists(st.sampled_from(PASSAGES), min_size=1, max_size=3, unique=True))
            made.append(
                position(
                    f"p{len(made)}",
                    who,
                    f"o{number}",
                    draw(st.sampled_from(Stance)),
                    arena=arena,
                    evidence=tuple(at(*passage) for passage in passages),
                )
            )
    return dataset(*made)


@given(told_in_several_places(), st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_change_the_answer(ds, chance):
    records = list(ds.values())
    shuffled = mxus.Dataset(chance.sample(records, len(records)), **ds.about())
    assert mxus.compensation(shuffled, *PAIR, draws=50) == mxus.compensation(ds, *PAIR, draws=50)


@given(told_in_several_places(), st.randoms(use_true_random=False))
def test_the_order_of_passages_does_not_change_the_answer(ds, chance):
    turned = ds.replace(
        *(
            each.evolve(evidence=tuple(chance.sample(each.evidence, len(each.evidence))))
            for each in ds.positions.values()
        )
    )
    result, other = (mxus.compensation(each, *PAIR, draws=50) for each in (ds, turned))
    assert (other.test, str(other)) == (result.test, str(result))
    assert [(code.about, code.cluster) for code in other.codes] == [(code.about, code.cluster) for code in result.codes]


@st.composite
def small(draw):
    """Datasets of up to three objects with a few positions, some alleged."""
    made = [policy(name, "sylvania") for name in ("one", "two")]
    for number in range(draw(st.integers(1, 5))):
        status = draw(st.sampled_from([Status.ASSERTED, Status.ALLEGED]))
        made.append(
            position(
                f"p{number}",
                draw(st.sampled_from(PAIR)),
                draw(st.sampled_from(["one", "two"])),
                draw(st.sampled_from(Stance)),
                evidence=(at(status=status),),
            )
        )
    return dataset(*made)


def completions(ds, off_by):
    """Every S there can be: contested positions in or out, one position a side and object, stances so far off."""
    held = list(ds.positions.values())
    alleged = [p for p in held if p.evidence[0].status is Status.ALLEGED]
    firm = [p for p in held if p not in alleged]
    for count in range(len(alleged) + 1):
        for taken in itertools.combinations(alleged, count):
            choices = []
            for target in ("one", "two"):
                sides = [[p for p in (*firm, *taken) if p.target == target and p.holder == who] for who in PAIR]
                if all(sides):
                    choices.append(
                        [
                            1 - abs(a - b) / 2
                            for x, y in itertools.product(*sides)
                            for a in range(max(-2, x.stance.level - off_by), min(2, x.stance.level + off_by) + 1)
                            for b in range(max(-2, y.stance.level - off_by), min(2, y.stance.level + off_by) + 1)
                        ]
                    )
            for chosen in itertools.product(*choices) if choices else ():
                yield sum(chosen) / len(chosen)


@given(small())
def test_the_interval_of_an_alignment_is_sharp_by_brute_force(ds):
    result = mxus.alignment(ds, *PAIR)
    if not result.is_defined:
        return
    for bound, off_by in ((result.bounds[1], 0), (result.bounds[2], 1)):
        found = list(completions(ds, off_by))
        assert bound.interval.lower == pytest.approx(min(found))
        assert bound.interval.upper == pytest.approx(max(found))
    assert result.interval.lower == pytest.approx(result.bounds[1].interval.lower)


@given(datasets())
def test_the_family_of_an_alignment_has_its_s(ds):
    result = mxus.alignment(ds, *PAIR)
    of_family = result.family["s_absolute"].value
    if isinstance(result.value, Undefined):
        assert isinstance(of_family, Undefined)
    else:
        assert of_family == pytest.approx(result.value)
        assert (result.family["s_absolute"].n, result.family["tau_b"].n_missing) == (result.n, result.n_missing)
    turned = mxus.alignment(ds, *PAIR[::-1])
    assert turned.family.defined == pytest.approx(result.family.defined)


@given(datasets())
def test_words_and_deeds_are_groups_of_their_own(ds):
    groups = mxus.alignment(ds, *PAIR, by="expression").groups
    for expression in Expression:
        kept = [p for p in ds.positions.values() if p.expression is not expression]
        without = mxus.Dataset([record for record in ds.values() if record not in kept], **ds.about())
        alone = mxus.alignment(without, *PAIR)
        if expression.value in groups:
            assert groups[expression.value].value == alone.value


def planted(gap, seed):
    """A dataset with six objects a stage, on which the sides are nearer by a gap on the near one."""
    chance = np.random.default_rng(seed)
    levels = sorted(Stance, key=lambda stance: stance.level)
    made = []
    for number in range(12):
        arena = STAGES[number % 2]
        agrees = chance.random() < 0.5 + (gap / 4 if number % 2 == 0 else -gap / 4)
        theirs = int(chance.choice([0, 4]))
        passage = at(*[(0, 0, 9), (1, 0, 9), (1, 34, 50), (2, 0, 5)][number % 4])
        made += [
            policy(f"o{number}", "sylvania", arena=arena),
            position(
                f"a{number}",
                PAIR[0],
                f"o{number}",
                levels[theirs if agrees else 4 - theirs],
                arena=arena,
                evidence=(passage,),
            ),
            position(f"b{number}", PAIR[1], f"o{number}", levels[theirs], arena=arena),
        ]
    return dataset(*made)


def test_a_gap_planted_in_datasets_comes_back_on_average():
    for gap in (0.0, 1.2):
        found = [mxus.compensation(planted(gap, seed), *PAIR, draws=10).value for seed in range(40)]
        # 40 datasets of 12 codes with a standard deviation below 1: the mean is known to 0.09; three of that.
        assert abs(sum(found) / len(found) - gap) < 0.28


@given(datasets(), st.randoms(use_true_random=False))
def test_the_balance_of_a_recoding_one_level_off_lies_in_its_bounds(ds, chance):
    levels = sorted(Stance, key=lambda stance: stance.level)
    recoded = ds.replace(
        *(
            each.evolve(stance=levels[min(4, max(0, each.stance.level + 2 + chance.choice([-1, 0, 1])))])
            for each in ds.positions.values()
        )
    )
    found, other = mxus.balance(ds), mxus.balance(recoded)
    for tie in other.network.ties:
        assert tie.sign in found.network.tie(*tie.actors).possible_off
    if found.bounds and other.is_defined:
        widest = found.bounds[-1].interval
        assert widest.lower - 1e-12 <= other.value <= widest.upper + 1e-12
    if found.is_defined:
        assert found.bounds[0].interval == found.interval
