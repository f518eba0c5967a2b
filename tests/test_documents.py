"""What the README and the documentation show is executed, and what they promise is what is run."""

import re
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

import mxus

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
PAGES.remove(ROOT / "docs" / "tutorial-own-source.md")  # done in tests/test_tutorial.py, in a folder of its own


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_code_of_page_runs(page):
    for example in Sybil(parsers=[PythonCodeBlockParser()]).parse(page).examples():
        example.evaluate()


def test_every_figure_of_the_gallery_follows_the_code_that_draws_it():
    page = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
    figures = re.findall(r"!\[[^\]]+\]\(figures/(\w+)\.svg\)", page)
    assert len(figures) == len(set(figures)) > len(mxus.plot.__all__)
    drawn = re.findall(r"ax = mxus\.plot\.(\w+)\([^\n]*\n```\n\n!\[", page)
    assert set(drawn) == set(mxus.plot.__all__)
    by_examples = [name for name in figures if (ROOT / "examples" / f"{name}.py").is_file()]
    assert len(drawn) + len(by_examples) == len(figures)


def test_the_commands_of_the_readme_are_those_that_are_checked():
    commands = [
        line
        for block in (ROOT / "README.md").read_text(encoding="utf-8").split("```console\n")[1:]
        for line in block.partition("```")[0].splitlines()
    ]
    assert commands == ["python -m pip install . && mxus report", "python -m pip install '.[test]' && python -m pytest"]
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("--quiet ", "")
    assert all(command in script for command in commands)


def test_the_tables_of_the_codebook_name_every_field_and_term():
    tables = mxus.codebook()
    for word in ("`in_exchange_for`", "`recipients`", "`digest`", "`earliest`"):
        assert (word in tables) == (word not in {"`in_exchange_for`", "`earliest`"})
    for vocabulary in (
        mxus.vocabulary.Act,
        mxus.vocabulary.LinkType,
        mxus.vocabulary.Context,
        mxus.vocabulary.EventMode,
    ):
        assert all(f"| `{term.value}` | {term.meaning} |" in tables for term in vocabulary)
