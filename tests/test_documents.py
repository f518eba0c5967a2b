"""What the README and the documentation show is executed, and what they promise is what is run."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from public_api import PACKAGES, described, modules
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser
from typer.main import get_command

import mxus
from mxus.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
for tutorial in ("tutorial.md", "tutorial-own-source.md"):
    PAGES.remove(ROOT / "docs" / tutorial)  # done in tests/test_tutorial.py, each in a folder of its own


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


NOT_RUN_HERE = {
    ("README.md", "text"): "a drawing",
    ("README.md", "console"): "the two commands that .ci/run runs in fresh environments",
    ("report.md", "console"): "commands that tests/unit/test_cli.py runs, with names of files",
    (
        "tables.md",
        "text",
    ): "what events_on_spark.py prints, as tests/test_examples.py has it, and commands on files of millions",
}


def blocks(page):
    """Return each fenced block of a page: its kind and what is in it."""
    return re.findall(r"^```(\S*).*\n((?:(?!```).*\n)*)```$", page.read_text(encoding="utf-8"), re.MULTILINE)


def test_every_block_of_code_is_run_or_has_a_reason_not_to_be():
    kinds = {(page.name, kind) for page in PAGES for kind, _ in blocks(page)}
    made_by_sphinx = {"{eval-rst}", "{toctree}", "{include}", "{literalinclude}", "{image}"}
    assert {(name, kind) for name, kind in kinds if kind not in {"python", *made_by_sphinx}} == set(NOT_RUN_HERE)


def test_every_block_of_python_shows_what_it_answers():
    for page in PAGES:
        if page.name == "gallery.md":  # its blocks draw: each build of the pages runs them and shows what they drew
            continue
        for kind, block in blocks(page):
            assert kind != "python" or block.startswith(">>> "), (page.name, block)


def test_the_api_describes_every_public_name_once_and_no_other():
    names = described()
    assert len(names) == len(set(names))
    packages = set(PACKAGES) - {"mxus.selftest.golden"}  # which has the page of golden values
    public = {f"{package}.{name}" for package in packages for name in importlib.import_module(package).__all__}
    subpackages = {"errors", "measures", "tables", "vocabulary"}  # and those that need extras, which are not in __all__
    assert public - set(names) == {f"mxus.{name}" for name in subpackages} | {"mxus.tables.schemas"}


def test_every_name_the_api_describes_is_public_in_its_module():
    for module, names in modules().items():
        assert set(names) <= set(importlib.import_module(module).__all__), module


def test_the_page_of_the_command_line_has_every_command():
    rows = re.findall(
        r"^\| `mxus (\S+)[^|]*` \|", (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(set(rows)) == sorted(get_command(app).commands)


def files_of_a_clone():
    """Return the files that a plain clone has: those that git knows, or where there is no git those that are there."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
        return {ROOT / name for name in listed.stdout.split("\0") if name}
    return {path for path in ROOT.rglob("*") if path.is_file()}


def test_links_of_every_page_lead_to_files_of_a_plain_clone():
    """Before any page is built: whoever reads them where the code is hosted sees figures and follows links."""
    there = files_of_a_clone()
    pages = [path for path in there if path.suffix == ".md"]
    assert len(pages) > 40
    dead, links = [], 0
    for page in pages:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
        for link in re.findall(r"\]\(<?([^)\s>#]+)[^)]*\)", text):
            if re.match(r"\w+:", link):
                continue
            links += 1
            place = (page.parent / link).resolve()
            if place not in there and not any(place in file.parents for file in there):
                dead.append(f"{page.relative_to(ROOT)}: {link}")
    assert links > 100
    assert dead == []


def test_the_page_of_fields_and_terms_is_the_one_that_is_made_of_the_models(tmp_path):
    """Where it differs: `python docs/extensions/written.py`."""
    path = ROOT / "docs" / "extensions" / "written.py"
    spec = importlib.util.spec_from_file_location("written", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.files(tmp_path)
    made = (tmp_path / "codebook-tables.md").read_text(encoding="utf-8")
    assert (ROOT / "docs" / "codebook-tables.md").read_text(encoding="utf-8") == made


def test_every_figure_that_a_page_shows_is_there_and_no_other():
    shown = {
        name
        for page in PAGES
        for name in re.findall(r"!\[[^\]]*\]\(figures/(\w+)\.svg\)", page.read_text(encoding="utf-8"))
    }
    assert {path.stem for path in (ROOT / "docs" / "figures").glob("*.svg")} == shown


@pytest.fixture(scope="module")
def faults():
    """What looks for faults in the built pages, at the end of each build."""
    path = ROOT / "docs" / "extensions" / "self_contained.py"
    spec = importlib.util.spec_from_file_location("self_contained", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.faults


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ('<p id="a"><a href="#a">here</a> <a href="https://example.org/x#y">elsewhere</a></p>', []),
        (
            '<script src="https://cdn.example.org/math.js"></script>',
            ["page.html leads to https://cdn.example.org/math.js"],
        ),
        ('<link rel="stylesheet" href="//cdn.example.org/a.css">', ["page.html leads to //cdn.example.org/a.css"]),
        ('<img src="picture.svg">', ["page.html leads to picture.svg"]),
        ('<a href="other.html">there</a>', ["page.html leads to other.html"]),
        ('<a href="#b">there</a>', ["page.html leads to #b"]),
        ('<a href="page.html#b">there</a>', ["page.html leads to page.html#b"]),
        ('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', []),
    ],
)
def test_faults_of_built_pages_are_found(faults, tmp_path, content, found):
    (tmp_path / "page.html").write_text(content, encoding="utf-8")
    assert [fault.partition(", ")[0] for fault in faults(tmp_path)] == found


def test_styles_that_fetch_are_found(faults, tmp_path):
    (tmp_path / "a.css").write_text("@font-face { src: url(https://fonts.example.org/a.woff2) }", encoding="utf-8")
    (tmp_path / "b.css").write_text(
        "@font-face { src: url(b.woff2) } a { background: url('data:,') }", encoding="utf-8"
    )
    assert list(faults(tmp_path)) == ["a.css fetches something by https:"]
