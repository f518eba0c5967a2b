"""What goes wrong around a program: killed while it writes, no room, no right, two at once, a link, a missing extra."""

import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import mxus

TWO = """
import sys, mxus
first = mxus.load()
second = first.without("us-embargo-on-cuba")
print("ready", flush=True)
while True:
    mxus.write(first, sys.argv[1])
    mxus.write(second, sys.argv[1])
"""

NO_ROOM = """
import resource, signal, sys, mxus
ds = mxus.load()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    mxus.write(ds, sys.argv[1])
except mxus.UnreadableFileError as error:
    print(error)
"""

EXTRAS = [
    ("polars", "mxus.load().to_frame('events', backend='polars')", "tables"),
    ("pandas", "mxus.load().to_frame('events', backend='pandas')", "pandas"),
    ("pyarrow", "mxus.load().to_frame('events', backend='pyarrow')", "pyarrow"),
    ("pyarrow", "mxus.exported(mxus.load(), 'parquet')", "pyarrow"),
    ("networkx", "mxus.load().to_networkx()", "networks"),
    ("networkx", "mxus.exported(mxus.load(), 'graphml')", "networks"),
    ("highspy", "mxus.balance(mxus.load())", "balance"),
    ("scipy", "mxus.balance(mxus.load())", "balance"),
    ("krippendorff", 'print(mxus.compare(mxus.load(), mxus.load()).agreements["events"].fields)', "reliability"),
    (
        "krippendorff",
        "mxus.measures.krippendorff_alpha([['a', 'b'], ['a', 'b']], level_of_measurement='nominal')",
        "reliability",
    ),
    ("matplotlib", "mxus.plot.timeline(mxus.load())", "plot"),
    ("duckdb", "mxus.tables.schemas.COW_TRADE.scan('ties.csv')", "tables"),
    ("hypothesis", "mxus.testing", "testing"),
]


def either(path):
    """Whether the file holds one of the two datasets that were written, whole."""
    first = mxus.load()
    return mxus.read(path) in (first, first.without("us-embargo-on-cuba"))


@pytest.mark.parametrize("delay", [0.0, 0.013, 0.031, 0.057])
def test_killed_in_the_middle_of_a_write_leaves_a_whole_file(tmp_path, delay):
    path = tmp_path / "coding.json"
    mxus.write(mxus.load(), path)
    with subprocess.Popen([sys.executable, "-c", TWO, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
    assert either(path)


def test_two_writers_at_once_leave_what_one_of_them_wrote(tmp_path):
    path = tmp_path / "coding.json"
    mxus.write(mxus.load(), path)
    asked = [sys.executable, "-c", TWO, str(path)]
    writers = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    try:
        for writer in writers:
            assert writer.stdout.readline() == "ready\n"
        for _ in range(10):
            assert either(path)
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    assert either(path)


def test_without_room_the_old_file_stays_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "coding.json"
    path.write_text("old", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", NO_ROOM, str(path)], capture_output=True, text=True, check=True)
    assert "cannot be written (File too large)" in done.stdout
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() == 0, reason="whoever is root may write anywhere")
def test_a_folder_that_may_not_be_written_is_said_to_be(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(mxus.UnreadableFileError, match="cannot be written"):
        mxus.write(mxus.load(), tmp_path / "coding.json")


@pytest.mark.parametrize("letter", ["x", "é"])
def test_a_name_may_be_as_long_as_the_system_has_them(tmp_path, letter):
    longest = (os.pathconf(tmp_path, "PC_NAME_MAX") - len(".json")) // len(letter.encode())
    path = tmp_path / f"{letter * longest}.json"
    mxus.write(mxus.load(), path)
    assert mxus.read(path) == mxus.load()
    with pytest.raises(mxus.UnreadableFileError, match="cannot be written"):
        mxus.write(mxus.load(), path.with_stem(letter * (longest + 1)))
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_in_the_way_is_followed_and_stays_one(tmp_path):
    target, link = tmp_path / "there.json", tmp_path / "coding.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    mxus.write(mxus.load(), link)
    assert link.is_symlink()
    assert mxus.read(target) == mxus.load()


def test_every_extra_for_users_is_tried():
    """Whoever comes with a frame of Spark has it, and the last are for our own tests, checks and pages."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    others = {"spark", "test", "formats", "browser", "fuzz", "mutation", "docs", "benchmarks", "lint", "types", "dev"}
    assert {extra for _, _, extra in EXTRAS} | others == set(project["optional-dependencies"])


@pytest.mark.parametrize(("package", "asked", "extra"), EXTRAS, ids=[f"{each[0]}-{each[2]}" for each in EXTRAS])
def test_a_missing_extra_is_named(package, asked, extra):
    script = (
        f"import sys; sys.modules[{package!r}] = None\nimport mxus, mxus.tables.schemas\n"
        f"try:\n    {asked}\nexcept mxus.MissingExtraError as error:\n    print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == f"{package} is not installed; python -m pip install 'mxus[{extra}]'\n", done.stderr[-500:]


BASE = """
import sys
sys.modules.update(dict.fromkeys(("scipy", "krippendorff", "highspy"), None))
import mxus
from mxus.cli.main import main
mxus.write(mxus.load("rojas-2025-first"), "first.json")
mxus.write(mxus.load("rojas-2025-second"), "second.json")
for words in ("compare", "--explain"), ("merge", "--ledger", "ledger.yaml"):
    sys.argv = ["mxus", *words, "first.json", "second.json"]
    try:
        main()
    except SystemExit as ended:
        print("ended with", ended.code)
first = mxus.load("rojas-2025-first")
print("merged", list(mxus.merge(mxus.compare(first, first), {})) == list(first))
"""


def test_a_base_install_compares_and_merges_codings(tmp_path):
    """What shows no alpha needs no extra."""
    done = subprocess.run(
        [sys.executable, "-c", BASE], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    explained, ledger_begun, merged = re.split(r"ended with .*\n", done.stdout)
    assert "position" in explained
    assert ledger_begun.startswith("ledger.yaml: ")
    assert (tmp_path / "ledger.yaml").exists()
    assert merged == "merged True\n"
