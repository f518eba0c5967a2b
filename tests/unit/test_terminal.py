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
from mxus.exchange.csv_cells import cell_of, text_of
from mxus.exchange.json_document import dumps
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
    assert shell("mxus list actors 2>&- <&-").stdout == shell("mxus list actors").stdout
    assert shell("mxus show nothing 2>&-").returncode == 2
    # Nor does a file that is written get what is printed, having been given the number of a stream.
    assert shell(f"mxus export {tmp_path}/out -d {tmp_path}/own.json 2>&- <&-").returncode == 0
    assert mxus.read(next((tmp_path / "out").glob("*.json"))) == mxus.read(tmp_path / "own.json")


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


@pytest.mark.parametrize("columns", ["0", "-1", "1", "39", "²", "x", "", "9" * 30])
@pytest.mark.parametrize("command", [("report",), ("list", "events"), ("show", "mexico")])
def test_every_width_that_a_terminal_may_claim_gets_the_whole_answer(command, columns):
    def words(text):
        return sorted(re.findall(r"[^\W_]", text))

    usual, found = run(*command), run(*command, columns=columns)
    assert (found.returncode, found.stderr) == (0, "")
    assert words(found.stdout) == words(usual.stdout)
    assert max(map(len, found.stdout.splitlines())) <= 1000


@pytest.mark.parametrize("lines", ["0", "²"])
def test_every_height_is_as_good(lines):
    assert run("report", LINES=lines).stdout == run("report").stdout


DEFINED = """
import json, mxus
from mxus.authoring.project_schema import project_schema
from mxus.exchange.convert import FORMATS
kinds = [None, "record", "source", "actor", "policy", "trade_link", "event", "position", "claim"]
made = [*map(mxus.schema, kinds), project_schema(), mxus.codebook(), FORMATS["qdc"](mxus.load()).files]
print(json.dumps(made, sort_keys=True))
"""


def test_definitions_are_there_also_where_python_strips_docstrings():
    answers = [
        subprocess.run([sys.executable, *options, "-c", DEFINED], capture_output=True, text=True, check=True).stdout
        for options in ([], ["-O"], ["-OO"])
    ]
    assert answers[0] == answers[1] == answers[2]
    plain = json.loads(answers[0])[0]
    assert all(part.get("description") for part in plain["$defs"].values())


@POSIX
def test_help_is_there_also_where_python_strips_docstrings():
    for command in ("--help", "score --help"):
        assert shell(f"mxus {command}", python="-OO").stdout == shell(f"mxus {command}").stdout


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
    "command", [("report",), ("report", "--html", "{folder}/page.html"), ("export", "{folder}/out")]
)
def test_an_interruption_at_any_moment_ends_a_command_with_130_and_no_traceback(tmp_path, command):
    """While modules load, while files are written, while it prints, and while Python shuts down."""
    words = [word.format(folder=tmp_path) for word in command]
    came = set()
    for step in range(8):
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
    assert 130 in came
    assert came <= {0, 130}


SWALLOWED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
import mxus.cli.app

class Swallows:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGINT)  # Python prints and drops what is raised here
        for _ in range(1000): pass

def loading(*_):
    {what}
    return mxus.load()

mxus.cli.app.read_any = loading
sys.argv = ["mxus", "list", "sources", "-d", "x.json"]
mxus.cli.main()
"""


@POSIX
@pytest.mark.parametrize(
    "what",
    [
        "Swallows()",
        "try: signal.raise_signal(signal.SIGINT)\n    except BaseException: pass",
        "try: signal.raise_signal(signal.SIGINT)\n    except BaseException: raise mxus.InvalidValueError('other')",
        "try: signal.raise_signal(signal.SIGINT)\n    except BaseException: raise ImportError('numpy')",
        "try: signal.raise_signal(signal.SIGINT)\n    except BaseException: sys.exit(0)",
    ],
)
def test_an_interruption_that_is_swallowed_or_comes_out_as_another_error_is_one_all_the_same(what):
    done = subprocess.run(
        [sys.executable, "-c", SWALLOWED.format(what=what)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


@POSIX
def test_an_interruption_that_is_ignored_stays_so():
    script = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); import mxus.cli.app as app\n"
    script += "load = app.load\napp.load = lambda: (signal.raise_signal(signal.SIGINT), load())[1]\napp.main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "list", "sources"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


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


@pytest.mark.parametrize("mark", STEERING, ids=ascii)
def test_no_text_of_a_received_dataset_steers_the_terminal(mark):
    for path in strings_in(WHOLE):
        content = json.loads(json.dumps(WHOLE))
        holder = content
        for step in path[:-1]:
            holder = holder[step]
        for place in (0, 1, len(holder[path[-1]])):
            text = holder[path[-1]]
            holder[path[-1]] = text[:place] + mark + text[place:]
            if path == ("description",) and mark in "\r\x85":
                continue
            with pytest.raises(mxus.InvalidDataError) as refused:
                mxus.exchange.json_document.loads(json.dumps(content))
            assert mark not in str(refused.value)
            holder[path[-1]] = text


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
    words = ("score", tmp_path / "events.parquet", "--scheme", "cameo", "--time", "=year")
    for ending in ("csv", "parquet"):
        done = run(*words, "--source", "who", "--target", "whom", "-o", tmp_path / f"scores.{ending}")
        assert done.returncode == 0, done.stderr
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[0] == "'=year"
    assert {text_of(cell) for row in rows for cell in row} >= {*names, "=2025"}
    assert {cell for row in rows for cell in row[:3] if cell[:1] in set("=+-@\t\r\n＝＋－＠")} == set()
    whole = pl.read_parquet(tmp_path / "scores.parquet")  # which no spreadsheet takes for cells
    assert set(whole["country1"]) | set(whole["country2"]) == {*names, "MEX"}


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
