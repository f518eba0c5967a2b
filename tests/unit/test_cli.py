"""The command line, as a shell runs it: what it prints, where, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from making import TEXT, dataset, event

import mxus
from mxus.cli.main import main
from mxus.cli.render import result_as_data
from mxus.values.interval import Interval
from mxus.values.result import Result
from mxus.vocabulary import EventType


def run(*arguments, columns="80", **environment):
    """Run mxus as a shell does; in a process of its own where its environment is to differ in more than the columns."""
    surroundings = {"COLUMNS": columns, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", **environment}
    if environment:
        return subprocess.run(
            [sys.executable, "-c", "from mxus.cli.main import main; main()", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **surroundings},
            check=False,
        )
    with pytest.MonkeyPatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        patch.setattr(sys, "argv", ["mxus", *map(str, arguments)])
        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdin", "stdout", "stderr")}
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        with pytest.raises(SystemExit) as ended:
            main()
    for stream in streams.values():
        stream.seek(0)  # which writes what waits to be written
    return subprocess.CompletedProcess(
        arguments, ended.value.code or 0, streams["stdout"].read(), streams["stderr"].read()
    )


@pytest.fixture
def own(tmp_path):
    """A dataset of one's own in a file, and its text."""
    path, text = tmp_path / "own.json", tmp_path / "own.txt"
    mxus.write(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)), path)
    text.write_text("\n".join(TEXT), encoding="utf-8")
    return path, text


def test_report_fits_eighty_columns_and_tells_the_case():
    done = run("report")
    assert done.returncode == 0
    assert done.stderr == ""
    assert max(map(len, done.stdout.splitlines())) <= 80
    for word in (
        "Who",
        "What",
        "alignment",
        "cooperation",
        "Trade of Mexico",
        "Where the thesis stands",
        "rival readings",
        "¶",
    ):
        assert word in done.stdout


def test_report_shows_an_interval_where_it_says_more_than_the_value():
    shown = {
        words[0]: " ".join(words[1:])
        for words in map(str.split, run("report", columns="200").stdout.splitlines())
        if words
    }
    alignment = mxus.alignment(mxus.load(), "mexico", "united-states", by="issue").groups
    assert alignment["trade"].interval.width < 1e-12  # of rounding alone
    assert shown["trade"].startswith("+0.33 6 ¶")
    assert shown["security"].startswith("+0.65 in [+0.40, +0.70] 5 ¶")
    assert "D = +1.10 in [+0.93, +1.22]" in run("report", columns="200").stdout


@pytest.mark.parametrize("columns", ["60", "200"])
def test_report_fits_other_widths(columns):
    done = run("report", columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= int(columns)


def test_report_is_the_same_each_time():
    assert run("report", PYTHONHASHSEED="1").stdout == run("report", PYTHONHASHSEED="2").stdout


def test_report_of_any_dataset_and_of_an_empty_one(own, tmp_path):
    assert "Ruritania and Sylvania: cooperation" in run("report", "--dataset", own[0]).stdout
    empty = tmp_path / "empty.json"
    mxus.write(mxus.Dataset([], id="empty", title="Nothing yet"), empty)
    done = run("report", "-d", empty)
    assert done.returncode == 0
    assert "Nothing yet" in done.stdout


def test_report_is_written_as_a_page(own, tmp_path):
    page = tmp_path / "out.html"
    done = run("report", "--html", page, "--dataset", own[0], "--text", own[1])
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{page}\n", "")
    assert page.read_text(encoding="utf-8") == mxus.report_page(mxus.read(own[0]), texts=own[1])


def test_another_text_is_an_error_of_every_command_that_shows_words(own, tmp_path):
    other, page = tmp_path / "other.txt", tmp_path / "out.html"
    other.write_text("Another text.\n\nOf other words.", encoding="utf-8")
    for command in (
        ("report", "--html", page, "--text", other),
        ("show", "ruritania", "--text", other),
        ("coverage", other),
    ):
        done = run(*command, "--dataset", own[0])
        assert (done.returncode, done.stdout) == (2, "")
        assert "not the coded text of source 'chronicle'" in done.stderr
    assert not page.exists()


def test_report_as_a_page_says_what_is_wrong(own, tmp_path):
    done = run("report", "--text", own[1])
    assert (done.returncode, "the words are only on a page" in done.stderr) == (2, True)
    done = run("report", "--html", tmp_path / "out.html", "--json")
    assert (done.returncode, "expected a page or JSON" in done.stderr) == (2, True)
    done = run("report", "--html", tmp_path / "none" / "out.html")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
    done = run("report", "--html", tmp_path / "out.html", "--text", own[1], "--source", "rojas")
    assert (done.returncode, "nearest: 'rojas-2025'" in done.stderr) == (2, True)
    assert not (tmp_path / "out.html").exists()


def test_report_as_json_says_the_same():
    found = json.loads(run("report", "--json").stdout)
    assert found["pair"] == ["mexico", "united-states"]
    groups = found["alignment_by_arena"]["groups"]
    assert groups["bilateral-agenda"]["value"] > groups["regional-diplomacy"]["value"]
    assert found["trade"][0]["value"] == 0.8


def test_report_as_json_has_what_is_left_out_and_why(tmp_path):
    pair = ("ruritania", "sylvania")
    accord = event("accord", *pair, EventType.AGREE, initiators=pair, recipients=())
    mxus.write(dataset(accord, event("aid", *pair, EventType.AID)), tmp_path / "own.json")
    for found in json.loads(run("report", "--json", "-d", tmp_path / "own.json").stdout)["cooperation"]:
        (group,) = [each for each in found["left_out"] if each["records"] == ["accord"]]
        assert group["reason"] == "mutual: several actors and no recipient, so no direction"
        assert found["n_missing"] == 1


def test_a_result_as_data_says_why_it_has_no_interval():
    told = {"n": 4, "n_missing": 1, "method": "part of the whole"}
    without = result_as_data(Result.with_missing("share", 0.25, "it can be anything", **told))
    assert (without["interval"], without["no_interval"]) == (None, "it can be anything")
    known = result_as_data(Result.with_missing("share", 0.25, Interval(0.2, 0.4), **told))
    assert (known["interval"], known["no_interval"], known["left_out"]) == ([0.2, 0.4], None, [])


def test_show_leads_to_the_passages():
    done = run("show", "extraditions-to-us")
    assert done.returncode == 0
    for word in ("more than 26 persons", "united-states", "¶11", "asserted, voice of the author", "referred to by"):
        assert word in done.stdout


def test_show_prints_the_passage_where_the_text_is_given(own):
    done = run("show", "e", "--dataset", own[0], "--text", own[1])
    assert "Ruritania sends coal to Sylvania." in done.stdout
    words = own[1].read_text(encoding="utf-8").replace("sends coal", "sends much coal")
    own[1].write_text(words, encoding="utf-8")
    assert "differs in this copy" in run("show", "e", "--dataset", own[0], "--text", own[1]).stdout


def test_show_as_json_is_the_record():
    found = json.loads(run("show", "mexico", "--json").stdout)
    assert (found["kind"], found["iso3"]) == ("actor", "MEX")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("coverage own.txt -d own.json --todo", "--todo: found a text, own.txt; expected a project"),
        ("coverage coding.yaml --dataset own.json", "PROJECT, --dataset: found both; expected a project"),
        ("coverage coding.yaml --todo --json", "--todo, --json: found both; expected entries to paste or JSON"),
        ("show e -d own.json --json --text own.txt", "--text, --json: found both; expected the words or JSON"),
        ("show e -d own.json --source chronicle", "--source: it says which source a text is of: give --text"),
        ("show e -d own.json --json --source chronicle", "--source: it says which source a text is of: give --text"),
        ("report -d own.json --source chronicle", "--source: it says which source a text is of: give --text"),
        ("report -d own.json --source chronicle --html x.html", "--source: it says which source a text is of"),
    ],
)
def test_options_of_which_one_would_not_be_heeded_are_refused(own, monkeypatch, command, told):
    monkeypatch.chdir(own[0].parent)
    mxus.start_project(own[1])
    done = run(*command.split(), columns="200")
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr.splitlines()[-1]
    assert not Path("x.html").exists()


def test_an_unknown_id_names_the_nearest_and_exits_with_2():
    done = run("show", "mexcio")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "mxus: no record has the id 'mexcio'; nearest: 'mexico'"


@pytest.mark.parametrize("kind", ["sources", "actors", "policies", "trade_links", "events", "positions", "claims"])
def test_list_names_every_record_with_its_paragraphs(ds, kind):
    done = run("list", kind)
    assert done.returncode == 0
    assert all(name in done.stdout for name in getattr(ds, kind))
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert [record["id"] for record in json.loads(run("list", kind, "--json").stdout)] == list(getattr(ds, kind))


def test_validate_says_sound_or_lists_every_problem(own):
    path, _ = own
    done = run("validate", path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "sound" in done.stdout
    content = json.loads(path.read_text(encoding="utf-8"))
    content["events"][0]["recipients"] = ["nobody"]
    path.write_text(json.dumps(content), encoding="utf-8")
    done = run("validate", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "$.events[0].recipients[0]: found 'nobody'" in done.stderr
    assert json.loads(run("validate", path, "--json").stdout)[0]["path"] == "$.events[0].recipients[0]"


@pytest.mark.parametrize(
    ("content", "word"),
    [(b"", "$: "), (b"\xff\xfe", "not UTF-8"), (b"[" * 10_000, "$: "), (b'{"id": "x"}', "$.title: found nothing")],
)
def test_a_bad_file_is_one_message_and_never_a_traceback(tmp_path, content, word):
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    for command in (("validate", path), ("report", "-d", path), ("list", "events", "-d", path)):
        done = run(*command)
        assert done.returncode in {1, 2}
        assert done.stdout == ""
        assert word in done.stderr
        assert "Traceback" not in done.stderr


def test_an_absent_file_exits_with_2(tmp_path):
    done = run("validate", tmp_path / "absent.json")
    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_schema_is_json():
    assert json.loads(run("schema").stdout)["$id"] == "urn:mxus:schema:1:document"
    assert json.loads(run("schema", "event").stdout)["$id"] == "urn:mxus:schema:1:event"


def test_export_names_the_files_written(tmp_path):
    done = run("export", tmp_path / "out")
    assert done.returncode == 0
    assert (tmp_path / "out" / "events.csv").is_file()
    assert str(tmp_path / "out" / "events.csv") in done.stdout


def test_verify_exits_with_0_or_1(own):
    path, text = own
    done = run("verify", text, "--dataset", path)
    assert (done.returncode, done.stderr) == (0, "")
    text.write_text("\n".join(TEXT).replace("coal", "cole"), encoding="utf-8")
    done = run("verify", text, "--dataset", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "e, paragraph 1: changed" in done.stderr
    assert json.loads(run("verify", text, "-d", path, "--json").stdout)["discrepancies"][1]["record"] == "e"


def test_coverage_shows_each_sentence(own):
    path, text = own
    done = run("coverage", text, "--dataset", path)
    assert done.returncode == 1
    assert "1.1  open    Sylvania strikes back at sea." in done.stdout
    assert "chronicle: 5 sentences, 2 coded, 0 excused, 3 open" in done.stdout
    assert json.loads(run("coverage", text, "-d", path, "--json").stdout)[0]["state"] == "coded"


def test_coverage_of_a_differing_copy_says_which_paragraphs_differ(own):
    path, text = own
    text.write_text("\n".join(TEXT).replace("coal", "cole"), encoding="utf-8")
    done = run("coverage", text, "-d", path, "--json")
    assert done.returncode == 1
    assert "chronicle: paragraphs 1 differ in this copy" in done.stderr
    assert [each["intact"] for each in json.loads(done.stdout)] == [True, False, False, False, True]


def test_show_takes_the_words_of_the_source_named(tmp_path, own):
    from making import source

    ds = mxus.read(own[0]).replace(source(id="letters"))
    path = tmp_path / "two.json"
    mxus.write(ds, path)
    assert "expected source= to name one" in run("show", "e", "-d", path, "--text", own[1]).stderr
    assert "sends coal" in run("show", "e", "-d", path, "--text", own[1], "--source", "chronicle").stdout
    assert "sends coal" not in run("show", "e", "-d", path, "--text", own[1], "--source", "letters").stdout


def test_a_terminal_without_the_characters_gets_the_rest():
    done = run("report", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Where the thesis stands" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["report", "schema"])
def test_output_that_cannot_be_written_is_one_message(command):
    script = f"{sys.executable} -c 'from mxus.cli.main import main; main()' {command} > /dev/full"
    done = subprocess.run(script, shell=True, capture_output=True, text=True, check=False)  # noqa: S602 (a redirection)
    assert done.returncode == 2
    assert "the output cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_wrong_usage_exits_with_2():
    for command in (("list", "event"), ("schema", "evnt"), ("frobnicate",), ("show",)):
        done = run(*command)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


def test_version_and_help():
    assert run("--version").stdout.strip() == f"mxus {mxus.__version__}"
    assert "verify" in run("--help").stdout


def test_colour_is_used_where_asked_for_and_not_in_a_pipe():
    assert "\x1b[" not in run("report").stdout
    assert "\x1b[" in run("report", NO_COLOR="", FORCE_COLOR="1").stdout


def test_the_article_verifies_and_is_covered_from_the_shell(article_path):
    done = run("verify", article_path)
    assert (done.returncode, done.stderr) == (0, "")
    done = run("coverage", article_path)
    assert done.returncode == 0
    assert " 0 open" in done.stdout
