"""Sets of files, damaged anyhow: refused, naming the file; killed anywhere: the old set or the new."""

import os
import signal
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import full_dataset

import mxus
from mxus.exchange import files as writing
from mxus.exchange import sets
from mxus.exchange.convert import FORMATS
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.manifest import MANIFESTS, require_whole
from mxus.testing import datasets

FULL = full_dataset()
FEWER = FULL.without("trade", "opposes")
SETS = {
    "datapackage": ("datapackage.json", dict(FORMATS["datapackage"](FULL).files)),
    "croissant": (MANIFESTS["croissant"], dict(FORMATS["croissant"](FULL).files)),
    "parquet": (MANIFESTS["parquet"], dict(FORMATS["parquet"](FULL).files)),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Each set in a folder of its own."""
    made = {form: tmp_path_factory.mktemp(form) for form in SETS}
    for form, folder in made.items():
        mxus.export_as(FULL, form, folder)
    return made


damages = st.tuples(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 40) | st.just(10**9))


@given(form=st.sampled_from(sorted(SETS)), which=st.floats(0, 1, exclude_max=True), damage=damages)
def test_a_set_with_one_file_damaged_is_refused_naming_it(folders, form, which, damage):
    descriptor, files = SETS[form]
    name = sorted(files)[int(which * len(files))]
    share, put, cut = damage
    path = folders[form] / name
    before = path.read_bytes()
    place = int(share * len(before))
    damaged = before[:place] + put + before[place + cut :]
    if damaged == before:
        return
    path.write_bytes(damaged)
    check = read_data_package if form == "datapackage" else require_whole
    try:
        with pytest.raises(mxus.MxusError) as caught:
            check(folders[form] / descriptor)
        assert name in str(caught.value)
    finally:
        path.write_bytes(before)


@given(before=datasets(), after=datasets(), foreign=st.booleans())
def test_whatever_was_there_the_new_set_is_read(before, after, foreign):
    with tempfile.TemporaryDirectory() as folder:
        mxus.export_as(before, "datapackage", folder)
        if foreign:
            Path(folder, "notes.txt").write_text("mine", encoding="utf-8")
        mxus.export_as(after, "datapackage", folder)
        assert read_data_package(folder) == after
        written = {*FORMATS["datapackage"](after).files, *(["notes.txt"] if foreign else [])}
        assert {path.name for path in Path(folder).iterdir()} == written


def killed_at(step, folder, *, exchanging):
    """Export in a process that dies before the given system call of those that write or move."""
    process = os.fork()
    if process == 0:
        left = [step]

        def watch(holder, name):
            call = getattr(holder, name)

            def counted(*args, **named):
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **named)

            setattr(holder, name, counted)

        if not exchanging:
            writing.exchanged = sets.exchanged = lambda *_: False
        for name in ("open", "fsync", "replace", "rename", "link", "mkdir", "unlink", "rmdir", "utime", "chmod"):
            watch(os, name)
        for module in (writing, sets):
            watch(module, "exchanged")
        try:
            mxus.export_as(FEWER, "datapackage", folder)
        finally:
            os._exit(0)
    os.waitpid(process, 0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked there")
@given(step=st.integers(0, 220), exchanging=st.booleans(), foreign=st.booleans())
def test_a_writer_killed_anywhere_leaves_one_set_or_one_that_is_refused(step, exchanging, foreign):
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above, "out")
        mxus.export_as(FULL, "datapackage", folder)
        if foreign:
            (folder / "notes.txt").write_text("mine", encoding="utf-8")
        killed_at(step, folder, exchanging=exchanging)
        try:
            assert read_data_package(folder) in (FULL, FEWER)
        except mxus.InvalidDataError as error:
            refused = str(error)
        else:
            refused = "found "
        assert "found " in refused or "no such file" in refused
        assert refused == "found " or foreign or not exchanging
        mxus.export_as(FULL, "datapackage", folder)
        assert read_data_package(folder) == FULL
        written = {*FORMATS["datapackage"](FULL).files, *(["notes.txt"] if foreign else [])}
        assert {path.name for path in folder.iterdir()} == written
        assert [path.name for path in Path(above).iterdir()] == ["out"]
