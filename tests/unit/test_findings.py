"""The report has one source of answers: page, terminal and question say the same."""

import json
import re

import pytest
from typer.testing import CliRunner

import mxus
from mxus.cli.app import app
from mxus.report.findings import Findings


def frustrated(ds):
    return sorted(tuple(sorted(tie.actors)) for tie in mxus.balance(ds).would_have_to_turn)


@pytest.mark.parametrize("name", mxus.available())
def test_page_terminal_and_question_name_the_same_frustrated_edges(name, tmp_path):
    ds = mxus.load(name)
    asked = frustrated(ds)
    assert asked  # else there would be nothing to compare
    page = mxus.report_page(ds)
    entries = re.findall(r'id="(tie-[^"]+)"(?:(?!id="tie-).)*?does not fit the camps', page, re.DOTALL)
    assert sorted(tuple(sorted(entry.removeprefix("tie-").split("--"))) for entry in entries) == asked

    file = tmp_path / "dataset.json"
    mxus.write(ds, file)
    told = json.loads(CliRunner().invoke(app, ["report", "--dataset", str(file), "--json"]).stdout)["balance"]
    assert sorted(tuple(sorted(edge)) for edge in told["would_have_to_turn"]) == asked
    assert told["camps"] == [list(camp) for camp in mxus.balance(ds).camps]
    lines = CliRunner().invoke(app, ["report", "--dataset", str(file)], env={"COLUMNS": "400"}).stdout.splitlines()
    shown = [line.removeprefix("does not fit: ").partition(",")[0] for line in lines if line.startswith("does not fit")]
    names = [[ds.actors[actor].name for actor in edge] for edge in asked]
    assert sorted(sorted(line.split(" and ")) for line in shown) == sorted(map(sorted, names))


def test_a_dataset_without_relations_has_no_balance():
    nobody = mxus.load().without(*[each for kind in ("events", "positions") for each in getattr(mxus.load(), kind)])
    found = Findings.of(nobody)
    assert (found.balance, found.no_balance) == (None, "")
