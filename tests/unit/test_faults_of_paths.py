"""Paths at which there can be no file: each door says so by an error of ours, and no device is taken for a file."""

import os
import re
import stat

import pytest
from test_cli import run

import mxus
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.formats.dna_statements import read_dna_statements
from mxus.intercoder.adjudication import read_ledger
from mxus.tables.schemas import BACI, COMTRADE, COW_TRADE, GDELT_EVENTS, ICEWS_EVENTS, POLECAT_EVENTS, UNGA_VOTES

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files here")

SCHEMAS = (BACI, COMTRADE, COW_TRADE, GDELT_EVENTS, ICEWS_EVENTS, POLECAT_EVENTS, UNGA_VOTES)

READERS = {
    "read": mxus.read,
    "verify": lambda path: mxus.verify(mxus.load(), path),
    "read_data_package": read_data_package,
    "read_dna_statements": read_dna_statements,
    "lock": mxus.lock,
    "start_project": mxus.start_project,
    "read_ledger": lambda path: read_ledger(path, mxus.compare(mxus.load(), mxus.load())),
    **{schema.name: schema.scan for schema in SCHEMAS},
}

COMMANDS = {
    "validate": ("validate", "?"),
    "compare": ("compare", "own.json", "?"),
    "merge --ledger": ("merge", "own.json", "own.json", "--ledger", "?"),
    "merge --out": ("merge", "own.json", "own.json", "--ledger", "ledger.yaml", "--out", "?"),
    "lock": ("lock", "?.yaml"),
    "init": ("init", "?"),
    "init --project": ("init", "file", "--project", "?.yaml"),
    "relocate": ("relocate", "?", "--dataset", "own.json"),
    "report": ("report", "--dataset", "?"),
    "report --html": ("report", "--html", "?"),
    "export": ("export", "?/within"),
    "verify": ("verify", "?"),
    "coverage": ("coverage", "?"),
    "score": ("score", "?", "--scheme", "cameo", "--out", "out.csv"),
    "score --out": ("score", "events.csv", "--scheme", "cameo", "--out", "?.csv"),
}

PATHS = {
    "none": lambda folder: folder / "none.json",
    "in a file": lambda folder: folder / "file" / "within.json",
    "name too long": lambda folder: folder / f"{'x' * 300}.json",
    "pattern too long": lambda folder: folder / f"{'x' * 300}*.json",
    "path too long": lambda folder: folder.joinpath(*("x" * 5000), "within.json"),
    "no character": lambda folder: f"{folder}/a\0b.json",
    "half a character": lambda folder: folder / "a\udcff.json",
    "empty": lambda _: "",
    "folder": lambda folder: folder / "folder",
    "circle": lambda folder: folder / "circle.json",
    "pipe": lambda folder: folder / "pipe.json",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with what may stand where a file is expected; it is the current one."""
    (tmp_path / "file").write_text("old", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for ending in ("json", "yaml", "csv"):
        (tmp_path / f"circle.{ending}").symlink_to(tmp_path / f"circle.{ending}")
        os.mkfifo(tmp_path / f"pipe.{ending}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def left(folder):
    """Return what is in the folder, and that what is to stay is as it was."""
    assert (folder / "file").read_text(encoding="utf-8") == "old"
    assert all(stat.S_ISFIFO(path.lstat().st_mode) for path in folder.glob("pipe.*"))
    assert all(path.is_symlink() for path in folder.glob("circle.*"))
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("where", PATHS)
@pytest.mark.parametrize("reader", READERS)
def test_what_cannot_be_read_is_said_to_be(folder, reader, where):
    there = left(folder)
    with pytest.raises(mxus.UnreadableFileError):
        READERS[reader](PATHS[where](folder))
    assert left(folder) == there


@pytest.mark.parametrize(
    "where", [each for each in PATHS if each not in {"none", "pattern too long", "half a character"}]
)
def test_what_cannot_be_written_is_said_to_be(folder, where):
    there = left(folder)
    with pytest.raises(mxus.UnreadableFileError, match=r"cannot be written|null byte"):
        mxus.write(mxus.load(), PATHS[where](folder))
    assert left(folder) == there


@pytest.mark.parametrize("where", ["in a file", "name too long", "path too long", "circle", "pipe"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_says_which_path_it_is_of_all(folder, command, where):
    mxus.write(mxus.load(), folder / "own.json")
    (folder / "ledger.yaml").write_text("decisions: []", encoding="utf-8")
    (folder / "events.csv").write_text("source,target,year,code\nMEX,USA,2025,010\n", encoding="utf-8")
    there = left(folder)
    path = PATHS[where](folder)
    done = run(
        *(
            re.sub(r"^\?(\.\w+)?", lambda found: f"{path.with_suffix(found[1] or '.json')}", word)
            for word in COMMANDS[command]
        )
    )
    assert done.returncode == 2, done.stdout
    assert done.stderr.startswith("mxus: ")
    assert (
        str(path.parent if (command, where) == ("init --project", "path too long") else path.with_suffix(""))
        in done.stderr
    )
    assert done.stderr.count("\n") == 1
    assert left(folder) == there
