"""Streams, widths, signals, optimised Python, hostile texts: a right answer or one clear error, and the right code."""

import csv
import itertools
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from making import actor, dataset, event, full_dataset
from test_cli import run

import mxus
from mxus.authoring.project_schema import project_schema
from mxus.exchange.convert import FORMATS
from mxus.exchange.csv_cells import cell_of, text_of
from mxus.exchange.json_document import dumps, loads
from mxus.vocabulary import EventType

POSIX = pytest.mark.skipif(os.name == "nt", reason="streams are closed and signals sent as POSIX has it")


def shell(line, python="", **environment):
    """Run a line of bash in which `mxus` is the command."""
    command = f"{sys.executable} {python} -c 'from mxus.cli.main import main; main()'"
    return subprocess.run(
        ["/bin/bash", "-c", f'set -o pipefail; mxus() {{ {command} "$@"; }}; {line}'],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment},
        check=False,
    )


@POSIX
@pytest.mark.parametrize("command", ["report", "--help", "export {folder}/out"])
def test_a_closed_standard_output_is_one_error_and_nothing_is_done(tmp_path, command):
    done = shell(f"mxus {command.format(folder=tmp_path)} >&-")
    assert done.returncode == 2
    assert done.stderr == "mxus: standard output is closed; expected one to print to, such as > /dev/null\n"
    assert list(tmp_path.iterdir()) == []


@POSIX
def test_a_closed_standard_error_or_input_hides_nothing_from_whoever_asks(tmp_path):
    mxus.write(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)), tmp_path / "own.json")
    assert shell("mxus list actors 2>&- <&-").stdout == run("list", "actors").stdout
    assert shell("mxus show nothing 2>&-").returncode == 2
    # Nor does a file that is written get what is printed, having been given the number of a stream.
    assert shell(f"mxus export {tmp_path}/out -d {tmp_path}/own.json 2>&- <&-").returncode == 0
    assert run("export", tmp_path / "usual", "-d", tmp_path / "own.json").returncode == 0
    written, usual = (
        {path.name: path.read_bytes() for path in (tmp_path / each).iterdir()} for each in ("out", "usual")
    )
    assert written == usual != {}


@POSIX
@pytest.mark.parametrize("command", ["report", "schema", "--help"])
def test_a_reader_that_has_gone_ends_a_command_without_a_word(command):
    done = shell(f"mxus {command} | true")
    # Where all was written before the reader went, there is nothing to tell.
    assert done.returncode in {0, 141}
    assert done.stderr == ""


@POSIX
def test_a_reader_that_takes_but_the_first_line_gets_it():
    done = shell("mxus schema | head -1")
    assert done.stdout == "{\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["schema", "--help"])
def test_a_full_disk_is_one_error(command):
    done = shell(f"mxus {command} > /dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("mxus: the output cannot be written")


@pytest.mark.parametrize("command", [("report",), ("list", "events"), ("show", "mexico")])
def test_every_width_that_a_terminal_may_claim_gets_the_whole_answer(command):
    def words(text):
        return sorted(re.findall(r"[^\W_]", text))

    usual = run(*command)
    for columns in ("0", "-1", "1", "39", "²", "x", "", "9" * 30):
        found = run(*command, columns=columns)
        assert (found.returncode, found.stderr) == (0, ""), columns
        assert words(found.stdout) == words(usual.stdout), columns
        assert max(map(len, found.stdout.splitlines())) <= 1000, columns


def test_every_height_is_as_good(monkeypatch):
    usual = run("report").stdout
    for lines in ("0", "²"):
        monkeypatch.setenv("LINES", lines)
        assert run("report").stdout == usual


KINDS = (None, "record", "source", "actor", "policy", "trade_link", "event", "position", "claim")

DEFINED = f"""
import json, sys, mxus
from mxus.authoring.project_schema import project_schema
from mxus.cli.main import main
from mxus.exchange.convert import FORMATS
made = [*map(mxus.schema, {KINDS}), project_schema(), mxus.codebook(), FORMATS["qdc"](mxus.load()).files]
print(json.dumps(made))
for words in (["--help"], ["score", "--help"]):
    print("its help", flush=True)
    sys.argv = ["mxus", *words]
    try:
        main()
    except SystemExit:
        sys.stdout.flush()
"""


def test_definitions_and_help_are_there_also_where_python_strips_docstrings():
    done = subprocess.run(
        [sys.executable, "-OO", "-c", DEFINED],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"},
        check=True,
    )
    made, *helps = done.stdout.split("its help\n")
    expected = [*map(mxus.schema, KINDS), project_schema(), mxus.codebook(), FORMATS["qdc"](mxus.load()).files]
    assert json.loads(made) == json.loads(json.dumps(expected))
    assert all(part.get("description") for part in expected[0]["$defs"].values())
    usual = [run("--help").stdout, run("score", "--help").stdout]
    assert [each.splitlines()[1:] for each in helps] == [each.splitlines()[1:] for each in usual]


INTERRUPTED = """
import signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background of a shell ignores it
from mxus.cli.main import main
print("ready", file=sys.stderr, flush=True)
main()
print("went on")
"""


@POSIX
@pytest.mark.parametrize(
    ("command", "steps"),
    [
        (("report",), range(8)),
        (("report", "--html", "{folder}/page.html"), (4, 6)),
        (("export", "{folder}/out"), (3, 5)),
    ],
)
def test_an_interruption_at_any_moment_ends_a_command_with_130_and_no_traceback(tmp_path, command, steps):
    """While modules load, which is the same for all; while files are written, while it prints, and at the very end."""
    words = [word.format(folder=tmp_path) for word in command]
    came = set()
    for step in steps:
        running = subprocess.Popen(
            [sys.executable, "-c", INTERRUPTED, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert running.stderr.readline() == "ready\n"
        try:
            running.wait(timeout=step * 0.12 + 0.001)
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGINT)
        printed, told = running.communicate(timeout=60)
        assert "Traceback" not in told
        assert "Error" not in told
        assert "went on" not in printed or running.returncode == 0
        came.add(running.returncode)
    assert 130 in came or len(steps) < 8
    assert came <= {0, 130}


SWALLOWED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import mxus.cli.app
from mxus.cli.main import main

class Swallows:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)  # Python prints and drops what is raised here
        for _ in range(1000): pass

def interrupt():
    signal.raise_signal(signal.SIGINT)

def instead(end):
    try:
        interrupt()
    except BaseException:
        end()

def other(error):
    raise error

WAYS = {
    "swallowed by Python": lambda: Swallows() and None,
    "swallowed": lambda: instead(lambda: None),
    "another error of ours": lambda: instead(lambda: other(mxus.InvalidValueError("other"))),
    "an import that fails": lambda: instead(lambda: other(ImportError("numpy"))),
    "an end": lambda: instead(lambda: sys.exit(0)),
    "ignored": interrupt,
}
sys.argv = ["mxus", "list", "sources", "-d", "x.json"]
for way, what in WAYS.items():
    # Each in a copy of this process, which comes to its own end.
    child = os.fork()
    if child == 0:
        if way == "ignored":
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        mxus.cli.app.read_any = lambda *_: (what(), mxus.load())[1]
        main()
    print(way, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), sep=": ", flush=True)
"""


@POSIX
def test_an_interruption_that_is_swallowed_or_comes_out_as_another_error_is_one_all_the_same():
    done = subprocess.run([sys.executable, "-c", SWALLOWED], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    codes = dict(line.split(": ") for line in done.stdout.splitlines())
    assert len(codes) == 6
    assert codes.pop("ignored") == "0"
    assert set(codes.values()) == {"130"}, codes


STEERING = ["\x1b[2J", "\x9b2J", "\x07", "\x00", "\r", "\x7f", "\u202e", "\u2066", "\x85"]


def strings_in(content, path=()):
    """Yield the path of every string in JSON data."""
    if isinstance(content, dict):
        for name, inner in content.items():
            yield from strings_in(inner, (*path, name))
    elif isinstance(content, list):
        for place, inner in enumerate(content):
            yield from strings_in(inner, (*path, place))
    elif isinstance(content, str):
        yield path


WHOLE = json.loads(dumps(full_dataset()))


def test_the_full_dataset_has_every_text_that_a_record_may_have():
    """So that the test below asks each: fields of texts by name, from the schema."""

    def fields(part):
        for name, inner in part.get("properties", {}).items():
            kinds = [inner, *inner.get("anyOf", ()), inner.get("items", {})]
            if any(kind.get("type") == "string" for kind in kinds):
                yield name

    schema = mxus.schema()
    wanted = {name for part in (schema, *schema["$defs"].values()) for name in fields(part)}
    found = {next(step for step in reversed(path) if isinstance(step, str)) for path in strings_in(WHOLE)}
    assert wanted <= found


def with_mark(mark, place, paths):
    """Return the full dataset with a mark at a place of each of these texts."""
    content = json.loads(json.dumps(WHOLE))
    for *steps, last in paths:
        holder = content
        for step in steps:
            holder = holder[step]
        text = holder[last]
        start = len(text) if place == "end" else place
        holder[last] = text[:start] + mark + text[start:]
    return content


def refused(content, mark):
    """Return the paths of the problems for which a document is refused without showing the mark."""
    with pytest.raises(mxus.InvalidDataError) as error:
        loads(json.dumps(content))
    assert mark not in str(error.value)
    return {problem.path for problem in error.value.problems}


@pytest.mark.parametrize("mark", STEERING, ids=ascii)
def test_no_text_of_a_received_dataset_steers_the_terminal(mark):
    for place in (0, 1, "end"):
        texts = {
            "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path): path
            for path in strings_in(WHOLE)
            if path != ("description",) or mark not in "\r\x85"
        }
        # All at once; then each of those that are not told by their own path by itself.
        told = refused(with_mark(mark, place, texts.values()), mark)
        assert len(told & set(texts)) > len(texts) / 2
        for name, path in texts.items():
            if name not in told:
                refused(with_mark(mark, place, [path]), mark)


def test_names_of_files_and_keys_are_shown_as_codes(tmp_path):
    path = tmp_path / "a\x1b[2Jb.json"
    path.write_text(json.dumps({"id": "x", "title": "X", "\x1b[31m\x9b": 1}), encoding="utf-8")
    for done in (run("validate", path), run("report", "-d", path), run("show", "\x1b[2J", "-d", path)):
        assert done.returncode
        assert not any(mark in done.stdout + done.stderr for mark in "\x1b\x9b")
        assert "\\x1b" in done.stderr


def test_whatever_reaches_the_terminal_is_shown_as_codes(monkeypatch, capsys):
    """Also a record that a check has missed: the door to the terminal does not rely on others."""
    from rich.text import Text

    from mxus.cli import terminal

    for mark in STEERING:
        terminal.say(f"a{mark}b")
        terminal.show(Text(f"a{mark}b", style="bold"))
        terminal.print_json({f"a{mark}b": mark})
        shown = capsys.readouterr().out
        assert mark not in shown
        assert json.loads(shown.splitlines()[2] + shown.splitlines()[3] + shown.splitlines()[4]) == {f"a{mark}b": mark}


FORMULAS = [
    mark + rest for mark, rest in itertools.product("=+-@\t\r\n＝＋－＠", ["", "1", 'HYPERLINK("x";"y")', "'", "A1,\n"])
]


@pytest.mark.parametrize("text", [*FORMULAS, *(f"'{each}" for each in FORMULAS), "'tis", "a=1", "1-2", ""])
def test_a_cell_is_no_formula_and_gives_back_its_text(text):
    assert cell_of(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert text_of(cell_of(text)) == text


def test_scores_of_events_have_no_formula_in_a_cell_or_a_head(tmp_path):
    pl = pytest.importorskip("polars")
    names = [each for each in FORMULAS if each.strip()]
    frame = {"who": names, "whom": ["MEX"] * len(names), "=year": ["=2025"] * len(names), "code": ["010"] * len(names)}
    pl.DataFrame(frame).write_parquet(tmp_path / "events.parquet")
    words = ("score", tmp_path / "events.parquet", "--scheme", "cameo", "--by", "=year")
    for ending in ("csv", "parquet"):
        done = run(*words, "--source", "who", "--target", "whom", "-o", tmp_path / f"scores.{ending}")
        assert done.returncode == 0, done.stderr
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[0] == "'=year"
    assert {text_of(cell) for row in rows for cell in row} >= {*names, "=2025"}
    assert {cell for row in rows for cell in row[:3] if cell[:1] in set("=+-@\t\r\n＝＋－＠")} == set()
    whole = pl.read_parquet(tmp_path / "scores.parquet")  # which no spreadsheet takes for cells
    assert set(whole["source"]) | set(whole["target"]) == {*names, "MEX"}


def test_an_edit_of_the_same_size_and_time_is_seen(tmp_path):
    from mxus.cli.authoring import _state

    path = tmp_path / "coding.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    before, times = _state([path]), path.stat()
    path.write_text("a: 2\n", encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert _state([path]) != before
    assert _state([path]) == _state([path])
    path.unlink()
    assert _state([path]) not in (before, [])


def test_an_actor_of_steering_words_cannot_be_made():
    for mark in STEERING:
        with pytest.raises(mxus.InvalidValueError, match="control characters"):
            mxus.Period("2025", phrase=f"late{mark}")
        with pytest.raises(mxus.InvalidDataError, match="control characters"):
            actor("a", gloss=f"late{mark}")
