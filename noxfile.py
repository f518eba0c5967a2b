"""Every check of mxus by name: `nox --list` lists them, `nox -s tests` runs one, arguments after `--` go to the tool.

Long sessions have a short form, which is the default; the argument `full` asks for the whole. Sessions that need a
program beside Python (Java, Chromium) skip with a message where it is missing, but fail where the environment variable
MXUS_CI is set, so that a skipped check never looks like a passed one.
"""

import os
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
SELECTED = [
    "tests/test_public_api.py",
    "tests/test_public_api_snapshot.py",
    *(
        f"tests/unit/test_{name}.py"
        for name in (
            "answers", "cli", "determinism", "exchange", "frames_and_graph", "period", "quantity", "records",
            "tables_cooperation", "tables_schemas",
        )
    ),
]  # fmt: skip
"""Test what may differ between versions of Python: the API, answers, commands, bytes, dates, records and tables."""


def full(session: nox.Session) -> bool:
    """Return whether the full form is asked for, and take the word out of the arguments."""
    asked = "full" in session.posargs
    session.posargs[:] = [each for each in session.posargs if each != "full"]
    return asked


def needs(session: nox.Session, program: str, package: str) -> None:
    """Skip the session, or fail it in CI, where a program is missing."""
    if shutil.which(program) is None:
        message = f"{program} is not installed (on Debian: apt-get install {package})"
        if os.environ.get("MXUS_CI"):
            session.error(message)
        session.skip(message)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests that `python -m pytest` runs; three minutes of CPU."""
    session.install(".[test]")
    session.run("python", "-m", "pytest", *session.posargs)


@nox.session
def slow(session: nox.Session) -> None:
    """Run the tests that take more than half a second each, which `python -m pytest` leaves out."""
    session.install(".[test]")
    session.run("python", "-m", "pytest", "--quiet", "-m", "slow", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, formatting, spelling, house words, and the layers of imports."""
    session.install(".[lint]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("codespell")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Check types: the package by mypy and basedpyright, its public names, and what users write by every checker."""
    session.install(".[types]")
    session.run("mypy")
    session.run("basedpyright")
    session.run("basedpyright", "--ignoreexternal", "--verifytypes", "mxus", silent=True)
    session.run("python", "-m", "pytest", "--quiet", "tests/typing")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation; a warning or a dead link is an error."""
    session.install(".[docs]")
    session.run(
        "sphinx-build",
        "--quiet",
        "--fail-on-warning",
        "--builder",
        "html",
        "docs",
        *(session.posargs or ["docs/_build/html"]),
    )


@nox.session(python=PYTHONS)
def pythons(session: nox.Session) -> None:
    """Test what may differ between versions of Python; `full` runs all tests."""
    session.install(".[test]", "pytest-xdist")
    chosen = ["-m", ""] if full(session) else SELECTED
    session.run("python", "-m", "pytest", "--quiet", "-n", "auto", "--dist", "worksteal", *chosen, *session.posargs)


@nox.session
def laws(session: nox.Session) -> None:
    """Test the laws with 100 examples each; `full` tries 1,000."""
    session.install(".[test]", "pytest-xdist")
    profile = "exhaustive" if full(session) else "thorough"
    session.run(
        "python", "-m", "pytest", "--quiet", "-n", "auto", "--dist", "worksteal", "tests/laws", *session.posargs,
        env={"MXUS_HYPOTHESIS_PROFILE": profile},
    )  # fmt: skip


@nox.session
def golden(session: nox.Session) -> None:
    """Compare every value of other software (MXUS_REFERENCE names the folder of the larger tables of them)."""
    session.install(".[test]")
    session.run("python", "-m", "mxus.selftest", *session.posargs)


@nox.session
def benchmarks(session: nox.Session) -> None:
    """Measure speed as ratios to named peers; `full` includes those that take minutes."""
    session.install(".[benchmarks]")
    chosen = [] if full(session) else ["-m", "not long"]
    session.run(
        "python", "-m", "pytest", "-s", "--quiet", "--reruns", "2", "tests/benchmarks", *chosen, *session.posargs
    )


@nox.session
def fuzz(session: nox.Session) -> None:
    """Fuzz every door through which files and text come in, ten seconds each; `full` takes ten minutes each."""
    session.install(".[fuzz]")
    seconds = "600" if full(session) else "10"
    session.run("python", "-m", "tests.fuzz", *(session.posargs or ["all", "--seconds", seconds, "--jobs", "2"]))


@nox.session
def mutation(session: nox.Session) -> None:
    """See whether the tests notice small changes of the library: the tool by itself, or `full` samples."""
    session.install(".[mutation]")
    if full(session):
        session.run("python", "-m", "tests.mutation", *(session.posargs or ["--sample", "150"]))
    else:
        session.run("python", "-m", "pytest", "--quiet", "tests/mutation")


@nox.session
def spark(session: nox.Session) -> None:
    """Test the tables on Spark, which needs Java."""
    needs(session, "java", "default-jre-headless")
    session.install(".[test,spark]")
    session.run("python", "-m", "pytest", "--quiet", "-m", "", "-k", "spark", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Test the page of the report in Chromium (MXUS_BROWSER names another one)."""
    if not os.environ.get("MXUS_BROWSER") and shutil.which("google-chrome") is None:
        needs(session, "chromium", "chromium")
    session.install(".[test,browser]")
    session.run("python", "-m", "pytest", "--quiet", "tests/browser", *session.posargs)


@nox.session
def formats(session: nox.Session) -> None:
    """Open exported files in the tools they are for, and records as bodies of FastAPI."""
    session.install(".[test,formats]")
    session.run(
        "python",
        "-m",
        "pytest",
        "--quiet",
        "tests/unit/test_format_tools.py",
        "tests/unit/test_fastapi.py",
        *session.posargs,
    )


@nox.session
def citation(session: nox.Session) -> None:
    """Validate the citation files of the package and of an exported dataset."""
    session.install(".", "cffconvert>=2.0")  # apart from the other tools: it needs an older jsonschema
    cited = Path(session.create_tmp(), "cited")
    session.run("mxus", "export", str(cited), "--format", "citation", silent=True)
    session.run("cffconvert", "--validate")
    session.run("cffconvert", "--validate", "--infile", str(cited / "CITATION.cff"))


@nox.session(python="3.11")
def release(session: nox.Session) -> None:
    """Check the files of a release: built twice to the same bytes, sound, and working with the oldest dependencies."""
    session.run("bash", ".ci/release", *(["all"] if full(session) else []), external=True)


if __name__ == "__main__":
    sys.exit("run `nox`, not this file")
