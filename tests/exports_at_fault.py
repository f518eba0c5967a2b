"""Every way to write files, killed at two moments and left without room: `python tests/exports_at_fault.py FOLDER`.

Each attempt is a process of its own, forked before any library has started threads. Prints, as JSON, for each way and
fault, what is wrong with the files that are left.
"""

import contextlib
import json
import os
import resource
import signal
import sys
from functools import partial
from pathlib import Path
from typing import get_args

import mxus
from mxus.cli.app import app
from mxus.exchange.convert import Format

FIRST = mxus.load()
SOURCE = FIRST.sources["rojas-2025"]
SECOND = FIRST.without("us-embargo-on-cuba", "extraditions-to-us").replace(SOURCE.evolve(title="Another title"))

EVENTS = ("source,target,year,code\nMEX,USA,2024,010\n", "source,target,year,code\nUSA,CUB,2025,163\n")

KILLED = ("killed before the first file is in place", "killed after the first file is")
NO_ROOM = "no file may be larger than 10 bytes"


def command(*words):
    """Run a command of ours; an error of ours is raised."""
    with contextlib.redirect_stdout(None):
        app(list(map(str, words)), standalone_mode=False)


def page(folder, second):
    """Write the report of the first dataset or the second as a page."""
    given = folder.parent / f"given-{second}.json"
    if not given.exists():
        mxus.write(SECOND if second else FIRST, given)
    command("report", "--html", folder / "report.html", "--dataset", given)


def score(ending, folder, second):
    """Score a file of events."""
    given = folder.parent / f"events-{second}.csv"
    if not given.exists():
        given.write_text(EVENTS[second], encoding="utf-8")
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


def at_fault(fault):
    """Make what is written from here on meet a fault."""
    replace = os.replace
    if fault == KILLED[0]:
        os.fsync = lambda _: dies()
    elif fault == KILLED[1]:
        os.replace = lambda *paths: (replace(*paths), dies())
    elif fault == NO_ROOM:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))


def attempt(way, folder, *, second, fault=None):
    """Write in a process of its own; return how it ended: a signal below 0, 0 where all went well, 3 by our error."""
    process = os.fork()
    if process == 0:
        code = 4
        try:
            at_fault(fault)
            WAYS[way](folder, second)
            code = 0
        except mxus.UnreadableFileError:
            code = 3
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def contents(folder, *, hidden=False):
    """Return the files of a folder: by name, what is in them."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if hidden or path.name[0] != "."}


def problems(way, fault, folder, *, first, second):
    """Meet a fault while writing the second over the first; yield what is then wrong."""
    for name, content in first.items():
        (folder / name).write_bytes(content)
    ended = attempt(way, folder, second=True, fault=fault)
    if ended != (3 if fault == NO_ROOM else -signal.SIGKILL):
        yield f"the process ended with {ended}"
    left = contents(folder, hidden=fault == NO_ROOM)
    if set(left) != set(first):
        yield f"there are {', '.join(left)}"
    for name, content in left.items():
        if content not in {first.get(name), second.get(name)}:
            yield f"{name} is neither the old file nor the new"
    if fault != KILLED[1] and left != first:
        yield "the old files are not as they were"
    if fault == KILLED[0]:
        if ended := attempt(way, folder, second=True):
            yield f"writing again ended with {ended}"
        if contents(folder) != second:
            yield "written again, it is not the new"


def main(root):
    """Try every way and fault."""
    found = {}
    for way in WAYS:
        whole = []
        for second in (False, True):
            folder = root / way / f"whole-{second}"
            folder.mkdir(parents=True)
            attempt(way, folder, second=second)
            whole.append(contents(folder))
        for fault in (*KILLED, NO_ROOM):
            folder = root / way / fault
            folder.mkdir()
            found[f"{way}: {fault}"] = list(problems(way, fault, folder, first=whole[0], second=whole[1]))
            if whole[0] == whole[1]:
                found[f"{way}: {fault}"].append("the two are the same")
    print(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
