"""Killed at any step of any export, or without room: the old files or the new, or a set that is refused."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from exports_at_fault import FAULTS, WAYS

import mxus
from mxus.exchange.convert import Format

SCRIPT = Path(__file__).parents[1] / "exports_at_fault.py"


@pytest.fixture(scope="module")
def problems(tmp_path_factory):
    """What is wrong after each fault, by way and fault; in memory where there is such a disk, which is faster."""
    memory = Path("/dev/shm")  # noqa: S108 (made and removed here)
    fast = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("faults")
    with tempfile.TemporaryDirectory(dir=fast) as folder:
        asked = [sys.executable, str(SCRIPT), folder]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_every_format_is_tried():
    assert set(get_args(Format)) < set(WAYS)


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("way", WAYS)
def test_files_are_whole(problems, way, fault):
    assert problems[f"{way}: {fault}"] == []


@pytest.mark.parametrize("way", WAYS)
def test_a_file_in_the_place_of_the_folder_is_said_to_be_and_stays(tmp_path, way):
    in_the_way = tmp_path / "there"
    in_the_way.write_text("old", encoding="utf-8")
    with pytest.raises(mxus.UnreadableFileError, match=f"{in_the_way}.*: cannot be"):
        WAYS[way](in_the_way, second=False)
    assert in_the_way.read_text(encoding="utf-8") == "old"


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    asked = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(asked, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 (wherever it is)


@pytest.mark.parametrize(
    "write",
    [
        lambda ds, folder: mxus.write(ds, folder / "coding.json"),
        mxus.export,
        lambda ds, folder: mxus.export_as(ds, "datapackage", folder),
    ],
    ids=["write", "export", "datapackage"],
)
def test_a_full_disk_is_said_to_be_and_holds_what_it_held(ds, small_disk, write):
    for name in ("coding.json", "rojas-2025.json", "datapackage.json"):
        (small_disk / name).write_text("old", encoding="utf-8")
    with pytest.raises(mxus.UnreadableFileError, match="No space left"):
        write(ds, small_disk)
    assert {path.name: path.read_text(encoding="utf-8") for path in small_disk.iterdir()} == dict.fromkeys(
        ("coding.json", "rojas-2025.json", "datapackage.json"), "old"
    )
