"""Trade as it is told: which share, of which year, in the text's words, and what is known where a share is not."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import dataset, trade
from rich.console import Console

import mxus
from mxus import Period, Quantity
from mxus.cli.report import Report
from mxus.report.wording import in_words
from mxus.values.interval import Undefined
from mxus.vocabulary import TradeMeasure

EXPORTS, IMPORTS = TradeMeasure.SHARE_OF_EXPORTS, TradeMeasure.SHARE_OF_IMPORTS


def told(ds):
    """What the report says, one line a row."""
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(Report.of(ds))
    return console.file.getvalue().splitlines()


def page(ds):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", mxus.report_page(ds).partition('id="trade"')[2]))


@pytest.fixture
def both():
    """An export and an import share of one partner, of two years, one of them about."""
    return dataset(
        trade("a", "ruritania", "sylvania", Quantity.about(0.29, "share"), measure=EXPORTS, period=Period("2023")),
        trade("b", "ruritania", "sylvania", Quantity.exactly(0.25, "share"), measure=IMPORTS, period=Period("2024")),
    )


def test_the_report_labels_each_share_with_its_measure_and_year(both):
    lines = [re.sub(r"  +", "|", line.strip()) for line in told(both)]
    assert "partner|measure|when|as stated|where" in lines
    assert "Sylvania|share of exports|2023|about 29 %|¶2" in lines
    assert "Sylvania|share of imports|2024|25 %|¶2" in lines
    assert "largest partner's share of the exports of Ruritania: 0.261 to 0.739 (sharp bounds)" in lines
    assert "largest partner's share of the imports of Ruritania: 0.25 to 0.75 (sharp bounds)" in lines
    assert not any("foreign trade" in line for line in lines)


def test_the_report_has_no_column_of_years_where_none_is_told():
    lines = told(dataset(trade("a", "ruritania", "sylvania", Quantity.exactly(0.6, "share"))))
    assert any(re.fullmatch(r"partner +measure +as stated +where *", line) for line in lines)


def test_the_page_keeps_shares_of_exports_and_imports_apart(both):
    words = page(both)
    assert "Partners of Ruritania : shares of exports" in words
    assert "Partners of Ruritania : shares of imports" in words
    assert "about 29 % (2023)" in words
    assert "25 % (2024)" in words
    assert "26.1 % to 31.9 %" not in words
    assert "no share is known" not in words


def test_amounts_of_money_are_told_without_a_share():
    money = Quantity.exactly(4e9, "usd")
    ds = dataset(trade("a", "ruritania", "sylvania", money, measure=TradeMeasure.EXPORT_VALUE, period=Period("2020")))
    assert "Trade of Ruritania in money" in page(ds)
    assert "4000000000 usd (2020): export value" in page(ds)
    reason = "no share of foreign trade is known; what is known has measure 'export-value'"
    assert mxus.dependence(ds, "ruritania").value == Undefined(reason)
    assert any("export value" in line and "2020" in line for line in told(ds))


def test_shares_of_several_years_stand_side_by_side():
    ds = dataset(
        trade("a", "ruritania", "sylvania", Quantity.exactly(0.8, "share"), period=Period("2019")),
        trade("b", "ruritania", "sylvania", Quantity.exactly(0.7, "share"), period=Period("2024")),
    )
    words = page(ds)
    assert "80 % (2019)" in words
    assert "70 % (2024)" in words
    assert "ask for a period" in words
    assert any("ask for a period" in line for line in told(ds))


def test_dependence_names_the_shares_that_are_known(both):
    result = mxus.dependence(both, "ruritania")
    known = "what is known has measure 'share-of-exports', 'share-of-imports'"
    assert result.value == Undefined(f"no share of foreign trade is known; {known}")
    assert result.concentration.value == result.value
    imports = mxus.dependence(both, "ruritania", measure=IMPORTS)
    assert str(imports.interval) == "[0.25, 0.75]"
    assert imports.groups["sylvania"].value == 0.25
    assert imports.groups["sylvania"].measure == "share of sylvania in the imports"
    other = mxus.dependence(both, "ruritania", measure=IMPORTS, period="2019").value
    assert other == Undefined("no share of imports is known for 2019; those known are for 2024")
    assert mxus.dependence(both, "sylvania").value == Undefined("no share is known")


def test_findings_ask_for_each_share_that_is_told(both):
    data = Report.of(both).as_data()["trade"]
    assert [(each["reporter"], each["share"]) for each in data] == [
        ("ruritania", "share-of-exports"),
        ("ruritania", "share-of-imports"),
    ]


@given(st.integers(1, 999).map(lambda mille: mille / 1000))
def test_about_gives_back_the_number_that_was_stated(share):
    assert in_words(Quantity.about(share, "share")) == f"about {share * 100:g} %"
