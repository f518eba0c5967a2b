"""Every way to write files, killed at every step and left without room: `python tests/exports_at_fault.py FOLDER`.

A step is a call by which something is put on the disk, moved, linked, exchanged or removed. Each attempt is a process
of its own, forked before any library has started threads. Prints, as JSON, for each way and fault, what is wrong with
the files that are left.
"""

import contextlib
import errno
import itertools
import json
import os
import resource
import shutil
import signal
import sys
from functools import partial
from pathlib import Path
from typing import get_args

from making import full_dataset

import mxus
from mxus.cli.app import app
from mxus.exchange import files as writing
from mxus.exchange import sets
from mxus.exchange.convert import Format
from mxus.exchange.formats.data_package_reading import read_data_package
from mxus.exchange.manifest import DESCRIPTOR, MANIFESTS, require_whole
from mxus.vocabulary import Stance

FIRST = full_dataset()
SECOND = FIRST.without("trade", "other", "reading").replace(
    FIRST.sources["chronicle"].evolve(title="Another title"),
    FIRST.positions["opposes"].evolve(stance=Stance.SUPPORTS, links=()),
    FIRST.events["strike"].evolve(gloss="Another strike."),
)  # some tables have no rows then

EVENTS = ("source,target,year,code\nMEX,USA,2024,010\n", "source,target,year,code\nUSA,CUB,2025,163\n")

KILLED = "killed at every step"
FAILED = "every step that moves a file fails"
NO_ROOM = "no file may be larger than 10 bytes"
FAULTS = (KILLED, FAILED, NO_ROOM)

OTHERS = "notes of someone else.txt"

EVERYWHERE = {"alone": True, "beside another's file": True, "where names cannot be exchanged": False}
"""Where files are written, and whether names can be exchanged there."""


def command(*words):
    """Run a command of ours; an error of ours is raised."""
    with contextlib.redirect_stdout(None):
        app(list(map(str, words)), standalone_mode=False)


def page(folder, second):
    """Write the report of the first dataset or the second as a page."""
    given = folder.parent.parent / f"given-{second}.json"
    if not given.exists():
        mxus.write(SECOND if second else FIRST, given)
    command("report", "--html", folder / "report.html", "--dataset", given)


def score(ending, folder, second):
    """Score a file of events."""
    given = folder.parent.parent / f"events-{second}.csv"
    if not given.exists():  # it is there before a fault that leaves no room
        events_in(given.parent)
    command("score", given, "--out", folder / f"scores.{ending}", "--scheme", "cameo")


WAYS = {
    "write": lambda folder, second: mxus.write(SECOND if second else FIRST, folder / "coding.json"),
    "export": lambda folder, second: mxus.export(SECOND if second else FIRST, folder),
    **{
        name: lambda folder, second, name=name: mxus.export_as(SECOND if second else FIRST, name, folder)
        for name in get_args(Format)
    },
    "report --html": page,
    "score to csv": partial(score, "csv"),
    "score to parquet": partial(score, "parquet"),
}


def dies():
    """Die as by `kill -9`."""
    os.kill(os.getpid(), signal.SIGKILL)


def fails():
    """Fail as a disk does."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def never(*paths):
    """Exchange no names."""
    return False


class Steps:
    """Counts the steps of a writer, and meets a fault before one of them."""

    def __init__(self, at, fault):
        self.at, self.fault, self.done = at, fault, 0

    def watch(self, holder, name, every=1):
        """Count a function as a step, at its first call and every few calls more."""
        call, calls = getattr(holder, name), itertools.count()

        def step(*args, **named):
            if next(calls) % every == 0:
                self.done += 1
                if self.done == self.at:
                    self.fault()
            return call(*args, **named)

        setattr(holder, name, step)


def attempt(way, folder, *, meeting=(None, 0), exchanging=True, second=True):
    """Write in a process of its own, meeting a fault at a step; return how it ended, and after how many steps.

    It ends with a signal below 0, 0 where all went well, 3 by our error, 4 by another.
    """
    reading, writes = os.pipe()
    process = os.fork()
    if process == 0:
        code = 4
        fault, at = meeting
        steps = Steps(at, dies if fault == KILLED else fails)
        try:
            prepare(fault, steps, exchanging=exchanging)
            WAYS[way](folder, second)
            code = 0
        except mxus.UnreadableFileError:
            code = 3
        finally:
            os.write(writes, str(steps.done).encode())
            os._exit(code)
    os.close(writes)
    told = os.read(reading, 20)
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), int(told or 0)


def prepare(fault, steps, *, exchanging):
    """Count the steps of this process, and let it meet its fault."""
    if not exchanging:
        writing.exchanged = sets.exchanged = never
    for name in ("replace", "rename", "link"):
        steps.watch(os, name)
    if fault == KILLED:
        steps.watch(os, "fsync", every=6)
        steps.watch(shutil, "rmtree")
    for holder in (writing, sets):
        steps.watch(holder, "exchanged")
    if fault == NO_ROOM:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def contents(folder):
    """Return the files of a folder: by name, what is in them; hidden ones, too."""
    return {path.name: path.read_bytes() if path.is_file() else b"" for path in sorted(folder.iterdir())}


def seen(folder):
    """Return the files that are not hidden."""
    return {name: content for name, content in contents(folder).items() if name[0] != "."}


def refused(folder):
    """Whether a set is refused with the name of a file of it; CITATION.cff and its bibliography are two files."""
    descriptor = next((path for path in folder.iterdir() if path.name in {DESCRIPTOR, *MANIFESTS.values()}), None)
    if descriptor is None:
        return True
    try:
        read_data_package(folder) if descriptor.name == DESCRIPTOR else require_whole(descriptor)
    except mxus.InvalidDataError as error:
        return "found " in str(error) or "no such file" in str(error)
    return False


def events_in(folder):
    """Write what is scored."""
    folder.mkdir(parents=True, exist_ok=True)
    for second in (False, True):
        (folder / f"events-{second}.csv").write_text(EVENTS[second], encoding="utf-8")


def problems(way, fault, where, folder, whole):
    """Meet a fault at every step of writing the second of two exports over the first; yield what is then wrong."""
    given = {OTHERS: b"never lost"} if where == "beside another's file" else {}
    old, new = ({**each, **given} for each in whole)
    events_in(folder)
    for at in itertools.count(1):
        place = folder / str(at) / "out"
        place.mkdir(parents=True)
        for name, content in old.items():
            (place / name).write_bytes(content)
        ended, steps = attempt(way, place, meeting=(fault, at), exchanging=EVERYWHERE[where])
        if fault != NO_ROOM and ended == 0 and steps < at:  # there are no more steps
            if contents(place) != new:
                yield f"without a fault there are {', '.join(contents(place))}"
            return
        if fault == KILLED:
            may_be_mixed = len(whole[0]) > 1 and (where != "alone" or way == "citation")
            wrong = after_death(ended, place, old, new, may_be_mixed=may_be_mixed)
            again, _ = attempt(way, place, exchanging=EVERYWHERE[where])
            if again or contents(place) != new or list(contents(place.parent)) != ["out"]:
                wrong.append(f"written again ({again}) there are {', '.join(contents(place))}")
        else:
            wrong = after_failure(ended, place, old, new, may_succeed=fault == FAILED)
        yield from (f"step {at}: {each}" for each in wrong)
        if fault == NO_ROOM:
            return


def after_death(ended, place, old, new, *, may_be_mixed):
    """Return what is wrong after a writer was killed."""
    wrong = [] if ended == -signal.SIGKILL else [f"the process ended with {ended}"]
    left = seen(place)
    if left not in (old, new) and not (may_be_mixed and refused(place)):
        wrong.append(f"neither old nor new is left, nor is it refused: {', '.join(left)}")
    wrong += [f"{name} is neither old nor new" for name in left if left[name] not in {old.get(name), new.get(name)}]
    return wrong if left.get(OTHERS) == old.get(OTHERS) else [*wrong, "another's file is lost"]


def after_failure(ended, place, old, new, *, may_succeed):
    """Return what is wrong after a step failed, or there was no room."""
    wrong = [] if ended == 3 or (may_succeed and ended == 0) else [f"the process ended with {ended}"]
    left = contents(place)
    if left != (old if ended else new) or list(contents(place.parent)) != ["out"]:
        wrong.append(f"ended with {ended}, there are {', '.join(left)}, and not as they should be")
    return wrong


def main(root, only):
    """Try every way and fault."""
    found = {}
    for way in only or WAYS:
        whole = []
        events_in(root / way)
        for second in (False, True):
            folder = root / way / f"whole-{second}" / "out"
            folder.mkdir(parents=True)
            attempt(way, folder, second=second)
            whole.append(contents(folder))
        # One set stands for the others where files are moved one by one: the same lines move them.
        places = EVERYWHERE if way in {"datapackage", "citation"} else ("alone",)
        for where, fault in itertools.product(places, FAULTS):
            wrong = list(problems(way, fault, where, root / way / f"{where}, {fault}", whole))
            found.setdefault(f"{way}: {fault}", []).extend(f"{where}, {each}" for each in wrong)
        if whole[0] == whole[1]:
            found[f"{way}: {KILLED}"].append("the two are the same")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
