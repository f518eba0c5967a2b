"""The changelog begins with the version that this is, and fragments become sections of it."""

import re
import tomllib
from pathlib import Path

import pytest

import mxus

ROOT = Path(__file__).parents[1]
CHANGELOG = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["towncrier"]
FRAGMENTS = ROOT / "docs" / "changes"


def faults(folder):
    """Yield what is wrong with the fragments of a folder."""
    for path in sorted(folder.iterdir()):
        if path.name == "README.md":
            continue
        kinds = "|".join(SETTINGS["fragment"])
        if not re.fullmatch(rf"\+[a-z0-9]+(-[a-z0-9]+)*\.({kinds})\.md", path.name):
            yield f"{path.name}: expected +SOME-WORDS.KIND.md, KIND one of {kinds.replace('|', ', ')}"
        text = path.read_text(encoding="utf-8")
        if not re.fullmatch(r"[A-Z`][^\n]*(\n[^\n#*-][^\n]*)*\.\n", text):
            yield f"{path.name}: expected one paragraph of whole sentences"


def test_fragments_are_well_formed():
    assert list(faults(FRAGMENTS)) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("+new-index.added.md", "`mxus.measures.gini` is new.\n", None),
        ("+two-lines.fixed.md", "What was wrong\nis right.\n", None),
        ("new-index.added.md", "It is new.\n", "expected +SOME-WORDS.KIND.md"),
        ("+new-index.news.md", "It is new.\n", "expected +SOME-WORDS.KIND.md"),
        ("+new-index.added.rst", "It is new.\n", "expected +SOME-WORDS.KIND.md"),
        ("+new-index.added.md", "- It is new.\n", "expected one paragraph"),
        ("+new-index.added.md", "It is new.\n\nAnd more.\n", "expected one paragraph"),
        ("+new-index.added.md", "it is new\n", "expected one paragraph"),
        ("+new-index.added.md", "", "expected one paragraph"),
    ],
)
def test_fragments_that_are_not_are_found(tmp_path, name, text, fault):
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(faults(tmp_path))
    assert len(found) == (0 if fault is None else 1)
    assert all(fault in each for each in found)


def test_the_first_section_is_of_this_version():
    first = re.search(r"^## (\S+) \((\S+)\)$", CHANGELOG, re.MULTILINE)
    assert first[1] == mxus.__version__
    assert f'\ndate-released: "{first[2]}"\n' in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_a_release_puts_its_section_where_the_changelog_says():
    assert CHANGELOG.count(SETTINGS["start_string"]) == 1
    assert CHANGELOG.index(SETTINGS["start_string"]) < CHANGELOG.index("\n## ")
    assert ROOT / SETTINGS["directory"] == FRAGMENTS
    assert ROOT / SETTINGS["filename"] == ROOT / "docs" / "changelog.md"


def test_the_page_on_versions_names_every_kind_of_fragment():
    page = (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in page for kind in SETTINGS["fragment"])
