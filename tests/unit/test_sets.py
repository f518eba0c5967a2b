"""Sets of files: mixed and cut ones are refused with the name of the file; rights, links and others' files stay."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import full_dataset

import mxus
from mxus.exchange import files as writing
from mxus.exchange.convert import FORMATS
from mxus.exchange.files import as_found, write_files, write_text, written_whole
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.manifest import require_whole
from mxus.exchange.sets import write_set
from mxus.exchange.staging import staging

FULL = full_dataset()
FEWER = FULL.without("trade", "opposes")
DESCRIPTORS = {
    "datapackage": "datapackage.json",
    "croissant": "croissant.manifest.json",
    "parquet": "parquet.manifest.json",
    "csv": "csv.manifest.json",
}
POSIX = pytest.mark.skipif(os.name == "nt", reason="rights and locks are others there")


def export(dataset, form, folder):
    """Write a set."""
    return mxus.export(dataset, folder) if form == "csv" else mxus.export_as(dataset, form, folder)[0]


def check(form, folder):
    """Read a set, or check it where nothing of ours reads it."""
    return read_data_package(folder) if form == "datapackage" else require_whole(folder / DESCRIPTORS[form])


def names(folder):
    """Return what is in a folder, hidden or not."""
    return {path.name for path in folder.iterdir()}


@pytest.fixture(params=[True, False], ids=["exchanging", "one after the other"])
def either_way(request, monkeypatch):
    """Both ways to put files in their places: names exchanged, and moved where a system cannot."""
    if not request.param:
        for module in ("files", "sets"):
            monkeypatch.setattr(f"mxus.exchange.{module}.exchanged", lambda *_: False)


@pytest.mark.parametrize("form", DESCRIPTORS)
def test_a_set_says_size_and_digest_of_each_file_and_is_checked(form, tmp_path):
    written = export(FULL, form, tmp_path)
    described = json.loads((tmp_path / DESCRIPTORS[form]).read_text(encoding="utf-8"))
    sizes = {each["path"]: each["bytes"] for each in described["resources"]}
    assert sizes == {path.name: path.stat().st_size for path in written if path.name != DESCRIPTORS[form]}
    assert all(each["hash"].startswith("sha256:") for each in described["resources"])
    check(form, tmp_path)


@pytest.mark.parametrize("form", DESCRIPTORS)
def test_a_file_of_another_export_is_refused_by_name(form, tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    for folder, dataset in ((old, FULL), (new, FEWER)):
        export(dataset, form, folder)
    otherwise = [path for path in new.iterdir() if path.read_bytes() != (old / path.name).read_bytes()]
    assert len(otherwise) > 3
    for path in otherwise:
        before = path.read_bytes()
        path.write_bytes((old / path.name).read_bytes())
        with pytest.raises(mxus.InvalidDataError) as caught:
            check(form, new)
        assert path.name in str(caught.value) or path.name == DESCRIPTORS[form]
        path.write_bytes(before)
    check(form, new)


def test_a_table_cut_at_the_end_of_a_row_is_refused_and_says_what_to_do(tmp_path):
    mxus.export_as(FULL, "datapackage", tmp_path)
    path = tmp_path / "links.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(mxus.InvalidDataError, match=r'links\.csv: found [\d,]+ bytes; expected [\d,]+.*"edited"'):
        read_data_package(tmp_path)
    described = tmp_path / "datapackage.json"
    content = json.loads(described.read_text(encoding="utf-8"))
    described.write_text(json.dumps({**content, "mxus_digest": "edited"}), encoding="utf-8")
    assert len(read_data_package(tmp_path)) == len(FULL)
    described.write_text(json.dumps({**content, "title": "Another"}), encoding="utf-8")
    with pytest.raises(mxus.InvalidDataError, match="this description was damaged or edited"):
        read_data_package(tmp_path)


def test_a_package_of_an_earlier_version_is_read(tmp_path):
    mxus.export_as(FULL, "datapackage", tmp_path)
    path = tmp_path / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    del content["mxus_digest"]
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(mxus.InvalidDataError, match="damaged or edited"):
        read_data_package(tmp_path)
    for resource in content["resources"]:
        del resource["bytes"], resource["hash"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert read_data_package(tmp_path) == FULL
    mxus.export_as(FEWER, "datapackage", tmp_path)
    assert not (tmp_path / "trade_links.csv").exists()


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("form", DESCRIPTORS)
@pytest.mark.parametrize("foreign", [False, True])
def test_nothing_stale_remains_and_nothing_of_others_is_removed(form, foreign, tmp_path):
    folder, fresh = tmp_path / "out", tmp_path / "fresh"
    export(FULL, form, folder)
    if foreign:
        (folder / "notes.csv").write_text("mine", encoding="utf-8")
        (folder / "figures").mkdir()
        (folder / "figures" / "trade_links.csv").write_text("mine", encoding="utf-8")
    export(FEWER, form, folder)
    export(FEWER, form, fresh)
    assert names(folder) - names(fresh) == ({"notes.csv", "figures"} if foreign else set())
    assert names(fresh) <= names(folder)
    check(form, folder)
    if foreign:
        assert (folder / "figures" / "trade_links.csv").read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == {"out", "fresh"}


def test_a_table_that_someone_edited_is_not_removed(tmp_path):
    mxus.export_as(FULL, "parquet", tmp_path)
    (tmp_path / "trade_links.parquet").write_bytes(b"edited")
    mxus.export_as(FEWER, "parquet", tmp_path)
    assert (tmp_path / "trade_links.parquet").read_bytes() == b"edited"
    require_whole(tmp_path / "parquet.manifest.json")


@pytest.mark.parametrize("form", ["parquet", "croissant"])
def test_an_export_of_a_version_without_manifests_leaves_nothing_stale(form, tmp_path):
    export(FULL, form, tmp_path)
    (tmp_path / DESCRIPTORS[form]).unlink()
    ending = "parquet" if form == "parquet" else "csv"
    (tmp_path / f"other.{ending}").write_bytes(b"mine")
    export(FEWER, form, tmp_path)
    assert not (tmp_path / f"trade_links.{ending}").exists()
    assert (tmp_path / f"other.{ending}").read_bytes() == b"mine"


def test_a_dataset_exported_into_the_folder_of_another_does_not_remove_it(tmp_path):
    other = mxus.Dataset([], id="other", title="Other")
    mxus.export(other, tmp_path)
    mxus.export(FULL, tmp_path)
    assert mxus.read(tmp_path / "other.json") == other


@pytest.mark.skipif(sys.platform != "linux", reason="names can be exchanged there, on every usual disk")
def test_a_folder_is_exchanged_unless_someone_stands_in_it(tmp_path, monkeypatch):
    export(FULL, "datapackage", tmp_path / "out")
    before = (tmp_path / "out").stat().st_ino
    export(FEWER, "datapackage", tmp_path / "out")
    after = (tmp_path / "out").stat().st_ino
    assert before != after
    monkeypatch.chdir(tmp_path / "out")
    export(FULL, "datapackage", Path())
    assert (tmp_path / "out").stat().st_ino == after
    assert read_data_package(Path()) == FULL


@POSIX
@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("mode", [0o664, 0o600, 0o644, 0o640])
def test_files_and_folders_that_exist_keep_their_permissions(mode, tmp_path):
    umask = os.umask(0o022)
    try:
        folder = tmp_path / "out"
        export(FULL, "datapackage", folder)
        assert (folder / "links.csv").stat().st_mode & 0o777 == 0o644
        assert folder.stat().st_mode & 0o777 == 0o755
        (folder / "links.csv").chmod(mode)
        folder.chmod(0o770)
        export(FEWER, "datapackage", folder)
        assert (folder / "links.csv").stat().st_mode & 0o777 == mode
        assert folder.stat().st_mode & 0o777 == 0o770
        path = tmp_path / "one"
        path.touch()
        path.chmod(mode)
        write_text(path, "text")
        assert path.stat().st_mode & 0o777 == mode
        with written_whole(path) as beside:
            beside.write_text("more", encoding="utf-8")
        assert (path.stat().st_mode & 0o777, path.read_text(encoding="utf-8")) == (mode, "more")
    finally:
        os.umask(umask)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may give a file to others")
def test_owner_and_group_are_kept_and_rights_cut_down_where_they_cannot_be(tmp_path, monkeypatch):
    path = tmp_path / "coding.json"
    path.touch()
    path.chmod(0o664)
    os.chown(path, 1234, 5678)
    write_text(path, "text")
    assert (path.stat().st_uid, path.stat().st_gid, path.stat().st_mode & 0o777) == (1234, 5678, 0o664)

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    write_text(path, "more")
    assert (path.stat().st_uid, path.stat().st_mode & 0o777) == (0, 0o644)


@POSIX
def test_links_within_a_folder_are_followed_and_a_hard_link_keeps_the_old_content(tmp_path):
    folder = tmp_path / "out"
    export(FULL, "datapackage", folder)
    (folder / "links.csv").rename(folder / "kept.csv")
    (folder / "links.csv").symlink_to("kept.csv")
    os.link(folder / "events.csv", tmp_path / "hard.csv")
    before = (tmp_path / "hard.csv").read_bytes()
    changed = FULL.replace(FULL.events["strike"].evolve(gloss="Another."))
    export(changed, "datapackage", folder)
    assert (folder / "links.csv").is_symlink()
    assert read_data_package(folder) == changed
    assert (tmp_path / "hard.csv").read_bytes() == before


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("when", ["before", "at the last moment"])
def test_a_save_by_another_is_never_overwritten(exchange, when, tmp_path, monkeypatch):
    path, other = tmp_path / "coding.yaml", tmp_path / "coding.json"
    path.write_text("read", encoding="utf-8")
    other.write_text("old", encoding="utf-8")
    found = as_found(path)
    real = writing.exchanged
    monkeypatch.setattr(writing, "exchanged", (lambda *_: False) if not exchange else real)
    if when == "before":
        path.write_text("save", encoding="utf-8")
    elif exchange and sys.platform == "linux":

        def late(first, second):
            if second == path and not seen:
                seen.append(path)
                path.write_text("save", encoding="utf-8")
            return real(first, second)

        seen = []
        monkeypatch.setattr(writing, "exchanged", late)
    else:
        pytest.skip("between the comparison and the move there is a moment where names cannot be exchanged")
    with pytest.raises(mxus.UnreadableFileError, match=r"coding\.yaml: cannot be written \(it was written by another"):
        write_files({other: "new", path: "written"}, expected=found)
    assert (path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("save", "old")
    assert names(tmp_path) == {"coding.yaml", "coding.json"}


def test_a_file_that_another_made_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "ledger.yaml"
    found = as_found(path)
    write_files({path: "first"}, expected=found)
    with pytest.raises(mxus.UnreadableFileError, match="written by another program"):
        write_files({path: "second"}, expected=found)
    assert path.read_text(encoding="utf-8") == "first"


WRITER = """
import sys, time
from pathlib import Path
from mxus.exchange.staging import staging
with staging(Path(sys.argv[1])) as hidden:
    (hidden / "0").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


@POSIX
def test_what_a_killed_writer_left_is_removed_by_the_next_and_a_living_ones_is_not(tmp_path):
    asked = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(asked, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        there = names(tmp_path)
        write_text(tmp_path / "a.txt", "a")
        assert names(tmp_path) == {*there, "a.txt"}
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        assert names(tmp_path) == {*there, "a.txt"}
    (tmp_path / ".mxus-notes").mkdir()
    (tmp_path / ".mxus-0123456789abcdef").write_text("no folder", encoding="utf-8")
    write_text(tmp_path / "a.txt", "b")
    assert names(tmp_path) == {"a.txt", ".mxus-notes", ".mxus-0123456789abcdef"}


def test_where_there_are_no_locks_only_what_is_old_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr("mxus.exchange.staging._locked", lambda _: None)
    old, new = tmp_path / ".mxus-00000000000000aa", tmp_path / ".mxus-00000000000000bb"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (time.time() - 90_000,) * 2)
    with staging(tmp_path) as hidden:
        assert names(tmp_path) == {new.name, hidden.name}


LOOPING = """
import sys, mxus
from making import full_dataset
full = full_dataset()
fewer = full.without("trade", "opposes")
while True:
    for dataset in (full, fewer):
        mxus.export_as(dataset, "datapackage", sys.argv[1])
        print("written", flush=True)
"""


@POSIX
@pytest.mark.parametrize("foreign", [False, True])
@pytest.mark.parametrize("writers", [1, 2])
def test_a_reader_beside_looping_writers_reads_one_or_the_other(tmp_path, foreign, writers):
    folder = tmp_path / "out"
    mxus.export_as(FULL, "datapackage", folder)
    if foreign:
        (folder / "notes.txt").write_text("mine", encoding="utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = [sys.executable, "-c", LOOPING, str(folder)]
    running = [subprocess.Popen(asked, stdout=subprocess.PIPE, text=True, env=env) for _ in range(writers)]
    read = []
    try:
        for writer in running:
            assert writer.stdout.readline() == "written\n"
        for _ in range(30):
            with contextlib.suppress(mxus.InvalidDataError):  # refused, which no reader takes for a dataset
                read.append(read_data_package(folder))
    finally:
        for writer in running:
            writer.kill()
            writer.communicate()
    assert len(read) >= 15
    assert all(each in (FULL, FEWER) for each in read)
    mxus.export_as(FULL, "datapackage", folder)
    assert read_data_package(folder) == FULL
    assert names(tmp_path) == {"out"}
    assert names(folder) == {*FORMATS["datapackage"](FULL).files, *(["notes.txt"] if foreign else [])}


def test_a_folder_is_made_with_those_above_it(tmp_path):
    write_set(tmp_path / "a" / "b", {"x.txt": "x"})
    assert (tmp_path / "a" / "b" / "x.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("content", ["{}", "[]", "", '{"resources": []}', "{"])
def test_a_manifest_that_is_none_is_refused(tmp_path, content):
    path = tmp_path / "csv.manifest.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(mxus.InvalidDataError, match=r"csv\.manifest\.json"):
        require_whole(path)
