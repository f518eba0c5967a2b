"""The commands for a text of one's own, what they print, what they write, how they exit."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from making import TEXT, dataset, event
from test_cli import run

import mxus
from mxus.vocabulary import EventType


@pytest.fixture
def project(tmp_path):
    """A project just begun."""
    text = tmp_path / "annals.txt"
    text.write_text("Coal by sea. By the Scribe.\n\nNobody complained.\n", encoding="utf-8")
    done = run("init", text, "--author", "the Scribe", "--coder", "me")
    assert (done.returncode, done.stderr) == (0, "")
    return tmp_path / "coding.yaml"


def test_init_makes_three_files_and_refuses_to_make_them_again(project):
    assert sorted(path.name for path in project.parent.iterdir()) == [
        "annals.txt", "coding.json", "coding.schema.json", "coding.yaml",
    ]  # fmt: skip
    done = run("init", project.with_name("annals.txt"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "is there already" in done.stderr
    assert run("init", project.with_name("annals.txt"), "--project", project.with_name("second.yaml")).returncode == 0


def test_every_command_takes_a_project_in_the_place_of_a_dataset(project):
    assert "1 actor," in run("validate", project).stdout
    assert "the-scribe" in run("list", "actors", "-d", project).stdout
    assert "annals: 1 passages compared" in run("verify", project.with_name("annals.txt"), "-d", project).stdout


def test_validate_as_json_has_lines(project):
    import json

    project.write_text(project.read_text(encoding="utf-8").replace("type: person", "type: persn"), encoding="utf-8")
    done = run("validate", project, "--json")
    assert done.returncode == 1
    (problem,) = json.loads(done.stdout)
    assert problem["path"] == "$.actors[0].type"
    assert project.read_text(encoding="utf-8").splitlines()[problem["line"] - 1].strip() == "type: persn"


def test_lock_writes_the_dataset_or_leaves_it_as_it_was(project):
    before = project.with_name("coding.json").read_text(encoding="utf-8")
    project.write_text(project.read_text(encoding="utf-8").replace('quote: "the Scribe"', "quote: X"), encoding="utf-8")
    done = run("lock", project)
    assert done.returncode == 2
    assert "'X' is not in the text" in done.stderr
    assert project.with_name("coding.json").read_text(encoding="utf-8") == before


@pytest.mark.skipif(os.name == "nt", reason="a process is ended by a signal that cannot be caught")
@pytest.mark.parametrize("call", ["os.fsync", "os.replace"])
def test_a_lock_that_is_killed_leaves_the_dataset_as_it_was(project, call):
    """Killed while it writes, and again in the moment before the new file takes the place of the old."""
    locked = project.with_name("coding.json")
    before = locked.read_bytes()
    coded = project.read_text(encoding="utf-8").replace("The author of the text.", "Who wrote it.")
    project.write_text(coded, encoding="utf-8")
    script = (
        "import os, signal\n"
        "from mxus.cli.main import main\n"
        f"{call} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script, "lock", str(project)], check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert locked.read_bytes() == before
    assert run("lock", project).returncode == 0
    assert mxus.read(locked).actors["the-scribe"].gloss == "Who wrote it."


def test_a_lock_writes_through_a_link_and_never_over_what_it_reads(project):
    locked, kept = project.with_name("coding.json"), project.with_name("kept.json")
    locked.rename(kept)
    locked.symlink_to(kept)
    assert run("lock", project).returncode == 0
    assert locked.is_symlink()
    before = project.read_bytes()
    link = project.with_name("link.json")
    link.symlink_to(project)
    for out in (project, link, project.with_name("annals.txt")):
        done = run("lock", project, "--out", out)
        assert done.returncode == 2
        assert "is read by this command; expected another file to write" in done.stderr
    assert project.read_bytes() == before


def test_lock_accepts_a_changed_text_only_where_told_to(project):
    text = project.with_name("annals.txt")
    text.write_text(text.read_text(encoding="utf-8").replace("Coal", "Much coal"), encoding="utf-8")
    done = run("lock", project)
    assert done.returncode == 2
    assert "lock with --accept-text" in done.stderr
    assert run("lock", project, "--accept-text").returncode == 0
    assert run("lock", project, "--out", project.with_name("other.json")).returncode == 0
    assert mxus.read(project.with_name("other.json")) == mxus.read(project.with_name("coding.json"))


def test_a_lock_that_cannot_be_written_accepts_no_text(project):
    text = project.with_name("annals.txt")
    text.write_text(text.read_text(encoding="utf-8").replace("Coal", "Much coal"), encoding="utf-8")
    before = project.read_bytes()
    done = run("lock", project, "--accept-text", "--out", project.with_name("none") / "x.json")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
    assert project.read_bytes() == before


def test_coverage_of_a_project_ends_with_what_to_paste(project):
    done = run("coverage", project, "--todo")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-2:] == ['      - quote: "Nobody complained."', "        paragraph: 1"]


def test_what_there_is_to_paste_names_a_source_as_what_it_is(tmp_path):
    """Where there are several, one of which has a year for its id."""
    text, path = tmp_path / "2019.txt", tmp_path / "coding.yaml"
    text.write_text("By the Scribe.\n\nNobody complained.\n", encoding="utf-8")
    run("init", text, "--author", "the Scribe")
    content = path.read_text(encoding="utf-8")
    begin, end = content.index('  - id: "2019"'), content.index("\nactors:")
    second = content[begin:end].replace('id: "2019"', "id: letters")
    coded = content[:end] + second + content[end:].replace("- quote:", '- source: "2019"\n        quote:', 1)
    path.write_text(coded, encoding="utf-8")
    assert run("validate", path).returncode == 0
    entry = run("coverage", path, "--todo", "--source", "2019").stdout
    assert entry.splitlines()[-1] == '        source: "2019"'
    excused = coded.replace("uncoded: []", f"uncoded:\n{entry}        reason: Nobody acts.")
    path.write_text(excused, encoding="utf-8")
    assert run("coverage", path, "--source", "2019").returncode == 0


def test_words_that_would_steer_a_terminal_are_shown_as_codes(tmp_path):
    """A text may turn its direction; what is printed does not, and what is printed to paste is found again."""
    text, path = tmp_path / "annals.txt", tmp_path / "coding.yaml"
    text.write_text("By the Scribe.\n\nCoal \u202efor\u202c peace.\n", encoding="utf-8")
    run("init", text, "--author", "the Scribe")
    assert "Coal \\u202efor\\u202c peace." in run("coverage", path).stdout
    entry = run("coverage", path, "--todo").stdout
    assert entry.isascii()
    coded = path.read_text(encoding="utf-8").replace("uncoded: []", f"uncoded:\n{entry}        reason: None acts.")
    path.write_text(coded, encoding="utf-8")
    assert run("coverage", path).returncode == 0


def test_coverage_fits_a_terminal(project):
    long = "A reason that is told at length, since the sentence was hard to place."
    entry = f"uncoded:\n      - quote: Nobody complained.\n        reason: {long}"
    project.write_text(project.read_text(encoding="utf-8").replace("uncoded: []", entry), encoding="utf-8")
    done = run("coverage", project)
    assert "A reason that is told at…" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_relocate_writes_where_told_and_only_where_nothing_is_lost(tmp_path):
    path, text, out = tmp_path / "own.json", tmp_path / "own.txt", tmp_path / "new.json"
    mxus.write(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)), path)
    text.write_text("\n\n".join(TEXT).replace("A minister", "New. A minister"), encoding="utf-8")
    done = run("relocate", text, "-d", path)
    assert done.returncode == 0
    assert "name a file with --out" in done.stdout
    assert run("relocate", text, "-d", path, "--out", out).returncode == 0
    assert run("verify", text, "-d", out).returncode == 0
    text.write_text("\n\n".join(TEXT).replace("coal", "cole"), encoding="utf-8")
    done = run("relocate", text, "-d", path, "--out", tmp_path / "never.json")
    assert done.returncode == 1
    assert "e: ¶1 0 to 33 is not in the text any more" in done.stderr
    assert not (tmp_path / "never.json").exists()


def test_relocate_takes_a_data_package_in_the_place_of_a_dataset(tmp_path):
    text, out = tmp_path / "own.txt", tmp_path / "new.json"
    held = dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT))
    mxus.export_as(held, "datapackage", tmp_path / "pk")
    text.write_text("\n\n".join(TEXT).replace("A minister", "New. A minister"), encoding="utf-8")
    done = run("relocate", text, "-d", tmp_path / "pk" / "datapackage.json", "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert set(mxus.read(out)) == set(held)


def test_the_suffix_of_a_project_may_be_in_capitals(project):
    """Of one that is there, and of one that is begun."""
    renamed = project.rename(project.with_name("CODING.YAML"))
    assert "1 actor," in run("validate", renamed).stdout
    assert run("init", project.with_name("annals.txt"), "--project", project.with_name("AN.YML")).returncode == 0
    assert "1 source, 1 actor," in run("validate", project.with_name("AN.YML")).stdout


def test_compare_and_merge_by_a_ledger(tmp_path):
    one, two, ledger = tmp_path / "one.json", tmp_path / "two.json", tmp_path / "ledger.yaml"
    mxus.write(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)), one)
    mxus.write(dataset(event("f", "ruritania", "sylvania", EventType.AGREE)), two)
    assert "events: type" in run("compare", one, two).stdout
    assert "type: SUPPORT | AGREE" in run("compare", one, two, "--explain").stdout
    done = run("merge", one, two, "--ledger", ledger)
    assert (done.returncode, "1 to decide" in done.stdout) == (1, True)
    done = run("merge", one, two, "--ledger", ledger)
    assert (done.returncode, "found None on event e | f" in done.stderr) == (2, True)
    filled = (
        ledger.read_text(encoding="utf-8").replace("take: null", "take: second").replace("because: null", "because: x")
    )
    ledger.write_text(filled, encoding="utf-8")
    done = run("merge", one, two, "--ledger", ledger, "--out", tmp_path / "merged.json")
    assert done.returncode == 0
    assert mxus.read(tmp_path / "merged.json").events["e"].type is EventType.AGREE


def test_codings_that_agree_are_merged_without_a_decision(tmp_path):
    one, two, ledger = tmp_path / "one.json", tmp_path / "two.json", tmp_path / "ledger.yaml"
    for path in (one, two):
        mxus.write(dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT)), path)
    done = run("merge", one, two, "--ledger", ledger, "--out", tmp_path / "merged.json")
    assert done.returncode == 0
    assert dict(mxus.read(tmp_path / "merged.json")) == dict(mxus.read(one))
    for out in (one, two, ledger):
        assert "is read by this command" in run("merge", one, two, "--ledger", ledger, "--out", out).stderr


def test_a_project_in_the_place_of_a_dataset_and_the_other_way_round_is_told(project):
    done = run("relocate", project.with_name("annals.txt"), "--dataset", project)
    assert done.returncode == 2
    assert "is a coding project; expected its dataset" in done.stderr
    done = run("lock", project.with_name("coding.json"))
    assert done.returncode == 2
    assert "is no coding project by its name" in done.stderr


@pytest.mark.parametrize("name", ["datapackage", "prov", "dna"])
def test_export_in_a_format_says_what_is_left_behind(name, tmp_path):
    done = run("export", tmp_path / "out", "--format", name)
    assert done.returncode == 0
    assert all(Path(line).exists() for line in done.stdout.splitlines())
    assert ("left behind of claims:" in done.stderr) == (name != "datapackage")
    assert max(map(len, done.stderr.splitlines())) <= 80


def test_a_data_package_is_taken_for_a_dataset(tmp_path):
    run("export", tmp_path, "--format", "datapackage")
    assert "<Dataset 'rojas-2025'" in run("validate", tmp_path / "datapackage.json").stdout


def test_an_unknown_format_is_wrong_usage(tmp_path):
    done = run("export", tmp_path / "out", "--format", "xlsx")
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="an interrupt is sent as a signal")
def test_watching_tells_at_every_save_and_ends_with_an_interrupt(tmp_path):
    """The project's own, and that of its text, wherever below it and however it is called."""
    text, project = tmp_path / "texts" / "annals.md", tmp_path / "coding.yaml"
    text.parent.mkdir()
    text.write_text("By the Scribe.\n", encoding="utf-8")
    assert run("init", text, "--author", "the Scribe", "--project", project).returncode == 0
    # What runs in the background of a shell ignores an interrupt.
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{heeding}; from mxus.cli.main import main; main()"
    watching = subprocess.Popen(
        [sys.executable, "-u", "-c", script, "validate", str(project), "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    limit = threading.Timer(60, watching.kill)  # what is not printed by then never is
    limit.start()
    try:
        lines = iter(watching.stdout.readline, "")
        assert any("sound" in line for line in lines)
        sound = project.read_text(encoding="utf-8")
        project.write_text(sound.replace("type: person", "type: persn"), encoding="utf-8")
        assert any("found 'persn'" in line for line in lines)
        project.write_text(sound, encoding="utf-8")
        assert any("sound" in line for line in lines)
        text.write_text("By the Scribe. More.\n", encoding="utf-8")
        assert any("no longer the one that coding began with" in line for line in lines)
        time.sleep(0.1)
        watching.send_signal(signal.SIGINT)
        assert "stopped" in "".join(lines)
        assert watching.wait(timeout=20) == 0
    finally:
        limit.cancel()
        watching.kill()
        watching.wait()
        watching.stdout.close()
