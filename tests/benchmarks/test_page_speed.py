"""What the page costs: beside the report in a terminal, which asks the same, and as records become more."""

import resource
import subprocess
import sys
import time

import pytest
from hostile import large
from test_speed import ratio, report

import mxus


@pytest.fixture
def commands(tmp_path):
    """Calls of ``mxus report`` for a page and for a terminal, each in a process of its own."""

    def command(*arguments):
        script = "from mxus.cli.main import main; main()"
        done = [sys.executable, "-c", script, "report", *map(str, arguments)]
        return lambda: subprocess.run(done, check=True, capture_output=True)

    return command("--html", tmp_path / "page.html"), command()


def test_page_of_the_article_from_a_cold_start(commands):
    page, terminal = commands

    def of_a_processor(call):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        call()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # Two to three seconds, by the machine; asserted is how much more the page takes than the same in a terminal.
    taken = min(of_a_processor(page) for _ in range(2))  # what else the machine does only adds to it
    print(f"\nmxus report --html: {taken:.2f} s of a processor")
    report("mxus report --html", "mxus report", ratio(page, terminal, 2, warm=False), 3)


def test_page_of_2000_records_takes_four_times_one_of_500():
    """Where every record costs the same, whatever else there is; the square of the records would be sixteen times."""
    held, fewer = large(), large(500)
    start = time.perf_counter()
    page = mxus.report_page(held)
    print(f"\n{len(held)} records: {time.perf_counter() - start:.2f} s, {len(page) / 1e6:.1f} MB")
    report(
        "page of 2,000 records",
        "a page of 500",
        ratio(lambda: mxus.report_page(held), lambda: mxus.report_page(fewer), 3),
        6,
    )
