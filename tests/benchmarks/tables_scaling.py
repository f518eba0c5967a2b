"""Time and memory of ``mxus score`` against the number of events, drawn for the documentation.

Events are made up by DuckDB, with 200 countries, 50 years and the codes of CAMEO, and written to Parquet in a folder
that is given (100 million take 400 MB there). Each file is scored by the command in a process of its own, under a limit
of memory of 1.5 GB for the engine, so that the whole process stays below 2 GB.

Run it: python tests/benchmarks/tables_scaling.py FOLDER docs/tables-scaling.svg
"""

import subprocess
import sys
import time
from pathlib import Path

import duckdb
from line_chart import line_chart

from mxus.measures import CAMEO

SIZES = (1_000_000, 10_000_000, 100_000_000)
SCRIPT = """
import sys
from pathlib import Path
from mxus.cli.main import main
try:
    main()
finally:
    print(*(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""


def make_events(path: Path, rows: int) -> None:
    """Write events to a Parquet file; countries and codes are as uneven as those of news."""
    codes = "[" + ", ".join(f"'{code}'" for code in CAMEO.scores) + "]"
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_progress_bar = false")
        connection.execute("SELECT setseed(0.5)")
        connection.execute(
            f"""COPY (
                SELECT 1975 + (50 * random())::INT AS year,
                    'C' || (200 * random() * random())::INT AS source,
                    'C' || (200 * random() * random())::INT AS target,
                    {codes}[1 + ({len(CAMEO.scores)} * random() * random())::INT] AS code
                FROM range({rows})
            ) TO '{path}' (FORMAT parquet)"""
        )


def scored(path: Path, out: Path) -> tuple[float, float]:
    """Return seconds and megabytes of a process that scores a file."""
    start = time.perf_counter()
    options = [str(path), "--scheme", "cameo", "-o", str(out), "--memory", "1500MB"]
    command = [sys.executable, "-c", SCRIPT, "score", *options]
    # The process tells its own peak: that which its parent sees includes what the parent held.
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, int(done.stdout.splitlines()[-1]) / 1e3


def main() -> None:
    folder, chart = Path(sys.argv[1]), Path(sys.argv[2])
    seconds = []
    for rows in SIZES:
        path, out = folder / "events.parquet", folder / "scores.parquet"
        make_events(path, rows)
        size = path.stat().st_size / 1e6
        took, held = scored(path, out)
        seconds.append((rows, took))
        print(f"{rows:>12,} events, {size:6.0f} MB: {took:6.1f} s, {held:5.0f} MB of memory", flush=True)
        path.unlink(), out.unlink()
    title = "Time to score a file of events, under 2 GB of memory"
    drawn = line_chart(title, {"mxus score": seconds}, x_label="events", y_label="seconds")
    chart.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
