"""Golden values: what other people computed or printed, met by the measures."""

import re
import sys

import attrs
import pytest

from mxus.selftest import __main__ as selftest
from mxus.selftest.golden import GOLDEN


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.measure}: {golden.case}")
def test_golden_value_is_met(golden):
    assert golden.is_met(), golden.found()


def test_every_golden_value_is_printed_with_its_source(monkeypatch, capsys):
    monkeypatch.delenv("MXUS_REFERENCE", raising=False)
    assert selftest.main([]) == 0
    printed = capsys.readouterr().out
    for golden in GOLDEN:
        assert golden.source in printed
        assert golden.case in printed
    assert f"{len(GOLDEN)} of {len(GOLDEN)} golden values met." in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_the_values_of_other_software_are_met(reference, capsys):
    """All open values of the folder: 789 pairs of states in the United Nations, 957 of allies, vectors, trade."""
    assert selftest.main([str(reference)]) == 0
    printed = capsys.readouterr().out
    met = re.search(r"(\d+) of (\d+) golden values met", printed)
    assert int(met[1]) == int(met[2]) > 22_000
    assert "MISSED" not in printed
    assert re.search(r"met +tau_b +789 of 789, 10 of them undefined", printed)


def test_a_value_that_is_not_met_is_told(monkeypatch, capsys):
    wrong = attrs.evolve(GOLDEN[0], expected=0.5)
    absent = attrs.evolve(GOLDEN[0], expected=None)
    monkeypatch.setattr(selftest, "GOLDEN", (GOLDEN[0], wrong, absent))
    monkeypatch.delenv("MXUS_REFERENCE", raising=False)
    assert selftest.main([]) == 1
    printed = capsys.readouterr().out
    assert printed.count("MISSED") == 2
    assert "found 0.333333333" in printed
    assert "1 of 3 golden values met." in printed


def test_what_is_not_installed_is_skipped_and_said(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    monkeypatch.delenv("MXUS_REFERENCE", raising=False)
    assert selftest.main([]) == 0
    printed = capsys.readouterr().out
    assert printed.count("skipped") == 4
    assert "mxus[reliability]" in printed
    assert f"{len(GOLDEN) - 4} of {len(GOLDEN) - 4} golden values met." in printed


def test_a_folder_that_holds_something_else_is_an_error(tmp_path, capsys):
    (tmp_path / "similarity").mkdir()
    for name in ("gmyrus14.csv", "usamex46.csv"):
        (tmp_path / "similarity" / name).write_text("a,b\n1,2\n", encoding="utf-8")
    assert selftest.main([str(tmp_path)]) == 2
    assert "does not hold what is expected" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_an_error(tmp_path, capsys):
    assert selftest.main([str(tmp_path / "nowhere")]) == 2
    assert "gmyrus14.csv" in capsys.readouterr().err
    assert selftest.main(["--help"]) == 0
    assert selftest.main(["--verbose"]) == 2
