"""A command that reads a file and writes it anew: what another program saves meanwhile is kept, or seen by a watch."""

import os
import signal
import subprocess
import sys
import threading

import pytest
from making import dataset, event

import mxus
from mxus.authoring import accepting
from mxus.cli import app as commands
from mxus.cli import authoring
from mxus.vocabulary import EventType

CODED = dataset(event("e", "ruritania", "sylvania", EventType.SUPPORT))
SAVE = "saved by another program\n"


def run(*words):
    """Run a command of ours; an error of ours is raised."""
    commands.app(list(map(str, words)), standalone_mode=False)


@pytest.fixture
def meanwhile(monkeypatch):
    """Return a function that lets another program save a file while one of ours is called."""

    def save(path, holder, name):
        real = getattr(holder, name)

        def called(*args, **named):
            found = real(*args, **named)
            path.write_text(SAVE, encoding="utf-8")
            return found

        monkeypatch.setattr(holder, name, called)

    return save


@pytest.fixture
def project(tmp_path):
    """A project whose text has changed."""
    text = tmp_path / "annals.txt"
    text.write_text("Coal by sea. By the Scribe.\n", encoding="utf-8")
    project, *_ = mxus.start_project(text, author="the Scribe")
    text.write_text("Much coal by sea. By the Scribe.\n", encoding="utf-8")
    return project


@pytest.mark.parametrize("call", ["parse", "lock_project"])
def test_accepting_a_text_keeps_a_save_of_the_project(project, meanwhile, call):
    before = project.with_name("coding.json").read_bytes()
    meanwhile(project, accepting, call)
    with pytest.raises(mxus.MxusError):
        run("lock", project, "--accept-text")
    assert project.read_text(encoding="utf-8") == SAVE
    assert project.with_name("coding.json").read_bytes() == before


def test_accepting_a_text_says_that_the_project_was_saved(project, meanwhile):
    meanwhile(project, authoring, "accepted")
    with pytest.raises(mxus.UnreadableFileError, match=r"coding\.yaml.*written by another program"):
        run("lock", project, "--accept-text")
    assert project.read_text(encoding="utf-8") == SAVE


def test_relocating_into_the_old_dataset_keeps_a_save_of_it(project, meanwhile):
    locked = project.with_name("coding.json")
    meanwhile(locked, authoring, "relocate_in")
    with pytest.raises(mxus.UnreadableFileError, match="written by another program"):
        run("relocate", project.with_name("annals.txt"), "--dataset", locked, "--out", locked)
    assert locked.read_text(encoding="utf-8") == SAVE


def test_merging_keeps_a_ledger_that_another_program_began(tmp_path, meanwhile):
    own, ledger = tmp_path / "own.json", tmp_path / "ledger.yaml"
    mxus.write(CODED, own)
    meanwhile(ledger, authoring, "ledger_of")
    with pytest.raises(mxus.UnreadableFileError, match="written by another program"):
        run("merge", own, own, "--ledger", ledger, "--out", tmp_path / "merged.json")
    assert ledger.read_text(encoding="utf-8") == SAVE
    assert not (tmp_path / "merged.json").exists()


def test_exporting_into_the_dataset_s_own_folder_keeps_a_save_of_it(tmp_path, meanwhile):
    own = tmp_path / f"{CODED.id}.json"
    mxus.write(CODED, own)
    meanwhile(own, commands, "exported_tables")
    with pytest.raises(mxus.UnreadableFileError, match="written by another program"):
        run("export", tmp_path, "--dataset", own)
    assert own.read_text(encoding="utf-8") == SAVE
    assert [path.name for path in tmp_path.iterdir()] == [own.name]


def test_a_manifest_is_validated(tmp_path, capsys):
    *_, manifest = mxus.export(CODED, tmp_path)
    run("validate", manifest)
    assert "sound, 8 files" in capsys.readouterr().out
    (tmp_path / "events.csv").write_text("id\n", encoding="utf-8")
    assert commands.app(["validate", str(manifest)], standalone_mode=False) == 1
    assert "events.csv: found 3 bytes" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="an interrupt is sent as a signal")
def test_an_edit_of_the_same_size_and_time_is_seen(project):
    assert project.read_text(encoding="utf-8").count("type: person") == 1
    run("lock", project, "--accept-text")
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
        assert any("sound" in line for line in iter(watching.stdout.readline, ""))
        before = project.stat()
        changed = project.read_text(encoding="utf-8").replace("type: person", "type: persom")
        project.write_text(changed, encoding="utf-8")
        os.utime(project, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert (project.stat().st_mtime_ns, project.stat().st_size) == (before.st_mtime_ns, before.st_size)
        assert any("found 'persom'" in line for line in iter(watching.stdout.readline, ""))
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=20) == 0
    finally:
        limit.cancel()
        watching.kill()
        watching.wait()
        watching.stdout.close()
