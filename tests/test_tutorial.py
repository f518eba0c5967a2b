"""The tutorials, done by a reader who types every command, makes every edit and sees every output."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

ROOT = Path(__file__).parents[1]
HALF_AN_HOUR = ROOT / "docs" / "tutorial-own-source.md"
FIVE_MINUTES = ROOT / "docs" / "tutorial.md"
INSTALLED_ALREADY = "python -m pip install ."
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the text, its second edition, the second coding and the decisions between the two."""
    text = ROOT / "examples" / "mackerel" / "mackerel.txt"
    for path in (text, text.with_name("second.yaml"), text.with_name("decided.yaml")):
        shutil.copy(path, tmp_path / path.name)
    edition = text.read_text(encoding="utf-8").replace(
        "without asking anyone.", "without asking anyone. It was a cold month."
    )
    (tmp_path / "edition.txt").write_text(edition, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(line):
    """Run a line as a shell would, with mxus from this environment; return all that is printed."""
    mxus = f'"{sys.executable}" -c "from mxus.cli.main import main; main()"'
    done = subprocess.run(  # noqa: S602 (a reader's shell)
        line.replace("mxus", mxus, 1),
        shell=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        check=False,
    )
    assert done.returncode in {0, 1}, done.stdout
    return done.stdout


def edited(block):
    """Make an edit that a block of YAML asks for in its first line."""
    where, _, content = block.partition("\n")
    name, asked = re.fullmatch(r"# (\S+), (.*)", where).groups()
    path = Path(name)
    text = path.read_text(encoding="utf-8")
    if asked == "in part":
        assert all(f"- kind{entry.rstrip()}\n" in text for entry in content.split("- kind")[1:])
        return
    place = asked.removeprefix("in the place of: ")
    if place == asked:
        assert asked == "below the author"
        place = "        occurrence: 1\n\n"
        content = f"{place[:-1]}{content}\n"
    elif text.count(f"{place}\n") == 1:
        place, content = f"{place}\n", f"{content.rstrip()}\n"
    assert text.count(place) == 1, place
    path.write_text(text.replace(place, content), encoding="utf-8")


def done(page):
    """Do what a page says, block by block, and compare what it shows."""
    for kind, block in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "yaml":
            edited(block)
        elif kind == "text":
            Path("river.txt").write_text(block, encoding="utf-8")
        elif kind == "console":
            for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                if command == INSTALLED_ALREADY:
                    continue
                printed = re.sub(r" +$", "", typed(command), flags=re.MULTILINE)
                assert not expected or printed == expected
    for example in Sybil(parsers=[PythonCodeBlockParser()]).parse(page).examples():
        example.evaluate()


def test_half_an_hour_does_what_it_shows(folder):
    done(HALF_AN_HOUR)
    assert (folder / "package" / "datapackage.json").is_file()
    for sentence in ("raised its quota", "summer was warm"):
        assert sentence not in (folder / "coding.json").read_text(encoding="utf-8")


def test_five_minutes_do_what_they_show(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done(FIVE_MINUTES)
