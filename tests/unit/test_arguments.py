"""Arguments of the questions that cannot be: each is refused as an error of the package, and named."""

import pytest

import mxus
from mxus import InvalidValueError, MxusError, UnknownIdError

PAIR = ("mexico", "united-states")
NO_PERIODS = (5, 2025.0, ["2025"], b"2025", ())
NO_FUNCTIONS = (5, "sign", [], {})


@pytest.fixture(scope="module")
def both():
    return mxus.compare(mxus.load("rojas-2025-first"), mxus.load("rojas-2025-second"))


@pytest.mark.parametrize("name", [["mexico"], {"mexico": 1}, 5, None, b"mexico"])
@pytest.mark.parametrize("question", [mxus.alignment, mxus.cooperation, mxus.compensation])
def test_what_is_no_id_names_no_actor(ds, question, name):
    for pair in ((name, PAIR[1]), (PAIR[0], name)):
        with pytest.raises(UnknownIdError, match="no actor has the id"):
            question(ds, *pair)


def test_what_is_no_id_names_nothing_in_questions_about_one_actor_and_in_two_codings(ds, both):
    for ask in (lambda: mxus.dependence(ds, ["mexico"]), lambda: mxus.bargain(ds, actor=["mexico"])):
        with pytest.raises(UnknownIdError, match="no actor has the id"):
            ask()
    with pytest.raises(UnknownIdError, match="no record has the id"):
        both.counterpart(["mexico"])
    assert mxus.signed_network(ds).tie(["mexico"], 5) is None


@pytest.mark.parametrize("statuses", [None, 5, 1.5, "asserted", [5], [["asserted"]]])
def test_statuses_are_several_terms(ds, both, statuses):
    asked = [
        *(lambda ask=ask: ask(ds, *PAIR, statuses=statuses) for ask in (mxus.alignment, mxus.cooperation)),
        lambda: mxus.compensation(ds, *PAIR, statuses=statuses),
        *(lambda ask=ask: ask(ds, statuses=statuses) for ask in (mxus.bargain, mxus.discourse, mxus.balance)),
        lambda: both.indices(*PAIR, statuses=statuses),
    ]
    for ask in asked:
        with pytest.raises(InvalidValueError, match=r"^found "):
            ask()


@pytest.mark.parametrize("period", NO_PERIODS)
def test_a_period_is_one_or_a_date(ds, period):
    for ask in (
        lambda: mxus.compensation(ds, *PAIR, period=period),
        lambda: mxus.dependence(ds, "mexico", period=period),
    ):
        with pytest.raises(InvalidValueError, match=r"^found period .*; expected a Period or a date in EDTF"):
            ask()


@pytest.mark.parametrize("function", NO_FUNCTIONS)
def test_what_is_called_is_a_function(ds, both, function):
    def question(asked):
        return mxus.dependence(asked, "mexico")

    asked = {
        "question": (lambda: mxus.sensitivity(ds, function), lambda: both.index(function, "mexico")),
        "verdict": (lambda: mxus.sensitivity(ds, question, verdict=function),),
        "rule": (lambda: mxus.signed_network(ds, rule=function), lambda: mxus.balance(ds, rule=function)),
        "progress": (
            lambda: mxus.sensitivity(ds, question, progress=function),
            lambda: mxus.balance(ds, progress=function),
            lambda: mxus.compare(ds, ds, progress=function),
        ),
    }
    for name, calls in asked.items():
        for call in calls:
            with pytest.raises(InvalidValueError, match=f"^found {name} .*; expected a function$"):
                call()


def test_what_two_codings_are_asked_returns_a_result(both):
    with pytest.raises(InvalidValueError, match="found 5 from the question; expected a Result"):
        both.index(lambda *_: 5, "mexico")


def test_an_explanation_is_of_an_answer_to_a_dataset_with_texts_of_its_sources(ds):
    answer = mxus.cooperation(ds, *PAIR)
    for wrong in (5, None, "cooperation", [answer]):
        with pytest.raises(InvalidValueError, match="expected a Result, Bargain or DiscourseTie"):
            mxus.explain(wrong, ds)
    with pytest.raises(InvalidValueError, match="expected a Dataset"):
        mxus.explain(answer, "rojas-2025")
    for texts in (5, ["rojas-2025"]):
        with pytest.raises(InvalidValueError, match=r"^found texts .*; expected a path or SourceText"):
            mxus.explain(answer, ds, texts=texts)
    for text in (5, None, b"text"):
        with pytest.raises(InvalidValueError, match="expected a path"):
            mxus.explain(answer, ds, texts={"rojas-2025": text})
    with pytest.raises(MxusError, match="no source has the id"):
        mxus.explain(answer, ds, texts={"rojas": "text"})
