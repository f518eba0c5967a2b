"""No command writes over a file that it reads, by whatever name; what is refused is left as it was."""

import os

import pytest
from making import TEXT, dataset, event
from test_cli import run

import mxus
from mxus.vocabulary import EventType

EVENTS = "source,target,year,code\nMEX,USA,2025,010\n"


def contents(folder):
    """Return what is in the files of a folder and below."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a dataset, its text, a project, a data package and events; it is the current one."""
    own = dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT))
    mxus.write(own, tmp_path / "own.json")
    mxus.export_as(own, "datapackage", tmp_path / "pk")
    (tmp_path / "own.txt").write_text("\n".join(TEXT), encoding="utf-8")
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "events.csv").write_text("Coal by sea. By the Scribe.\n", encoding="utf-8")
    mxus.start_project(tmp_path / "p" / "events.csv", author="the Scribe")
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "ev[1].csv").write_text(EVENTS, encoding="utf-8")
    (tmp_path / "hard.csv").hardlink_to(tmp_path / "events.csv")
    (tmp_path / "hard.json").hardlink_to(tmp_path / "own.json")
    (tmp_path / "link.csv").symlink_to("events.csv")
    (tmp_path / "link.json").symlink_to("own.json")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize(
    "command",
    [
        "score events.csv --out events.csv --scheme cameo",
        "score events.csv --out link.csv --scheme cameo",
        "score link.csv --out ./events.csv --scheme cameo",
        "score own.json events.csv --out events.csv --scheme cameo",
        "score events.csv --out hard.csv --scheme cameo",
        "score ev[1].csv --out ev[1].csv --scheme cameo",
        "report -d own.json --html hard.json",
        "report -d own.json --html own.json",
        "report -d own.json --html link.json",
        "report -d own.json --text own.txt --html own.txt",
        "report -d p/coding.yaml --html p/events.csv",
        "report -d pk/datapackage.json --html pk/events.csv",
        "merge p/coding.json p/coding.yaml --ledger l.yaml --out p/events.csv",
        "merge p/coding.json p/coding.yaml --ledger p/events.csv",
        "merge pk/datapackage.json own.json --ledger l.yaml --out pk/records.csv",
        "relocate own.txt -d pk/datapackage.json --out pk/datapackage.json",
        "export p -d p/coding.yaml",
        "export pk -d pk/datapackage.json",
        "export pk -d pk/datapackage.json --format datapackage",
    ],
)
def test_what_a_command_reads_it_does_not_write_over(folder, command):
    before = contents(folder)
    done = run(*command.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(": is read by this command; expected another file to write\n")
    assert contents(folder) == before


def test_a_dataset_is_exported_again_beside_itself(folder):
    before = mxus.read(folder / "own.json")
    beside = folder / f"{before.id}.json"
    (folder / "own.json").rename(beside)
    assert run("export", folder, "-d", beside).returncode == 0
    assert mxus.read(beside) == before
