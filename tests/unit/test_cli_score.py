"""``mxus score``: whole files or none, what is left out told, codes kept as text."""

import gzip
import os
import resource
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from test_cli import run

from mxus import tables
from mxus.measures import CAMEO
from mxus.tables.schemas import GDELT_EVENTS


def score(*arguments):
    """Run the command as a shell does."""
    return run("score", *arguments)


def in_a_process(*arguments, script="from mxus.cli.main import main; main()", **options):
    """Run the command in a process of its own, whose files or memory are limited or measured."""
    return subprocess.run(
        [sys.executable, "-c", script, "score", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "NO_COLOR": "1"},
        check=False,
        **options,
    )


@pytest.fixture
def events(tmp_path):
    """Events in a Parquet file."""
    frame = pl.DataFrame(
        {
            "source": ["MEX", "MEX", "USA", None],
            "target": ["USA", "USA", "MEX", "USA"],
            "year": [2025] * 4,
            "code": ["063", None, "010", "063"],
        }
    )
    path = tmp_path / "events.parquet"
    frame.write_parquet(path)
    return path


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_a_file_of_events_becomes_a_file_of_dyads(events, tmp_path, name):
    out = tmp_path / name
    done = score(events, "--scheme", "cameo", "-o", out)
    assert (done.returncode, done.stdout) == (0, f"{out}: 2 dyads and periods, 2 events, 1 without a code\n")
    assert done.stderr == "1 event without source or target: left out\n"
    found = (pl.read_parquet if name.endswith("parquet") else pl.read_csv)(out).sort("source")
    with pytest.warns(tables.RowsLeftOutWarning):
        wanted = tables.cooperation(
            pl.read_parquet(events), source="source", target="target", by="year", code="code", scheme=CAMEO
        )
    assert found.rows() == wanted.rows()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["events.parquet", name]


def test_codes_of_csv_keep_their_leading_zeros(events, tmp_path):
    path = tmp_path / "events.csv"
    pl.read_parquet(events).rename({"code": "cameo", "year": "month"}).write_csv(path)
    done = score(path, "--scheme", "cameo", "-o", tmp_path / "o.csv", "--code", "cameo", "--by", "month")
    assert done.returncode == 0, done.stderr
    assert pl.read_csv(tmp_path / "o.csv")["intensity_sum"].sum() == pytest.approx(7.4)


def test_a_providers_file_needs_no_columns_named_and_its_bad_rows_are_told(tmp_path):
    names = GDELT_EVENTS.header[0]
    given = {"GLOBALEVENTID": "1", "SQLDATE": "20250131", "Actor1CountryCode": "MEX", "Actor2CountryCode": "USA"}
    lines = ["\t".join((given | {"EventCode": code}).get(name, "") for name in names) for code in ("010", "063")]
    path = tmp_path / "gdelt.csv"
    path.write_text("\n".join([*lines, "half a line"]) + "\n")
    done = score(path, "--scheme", "cameo-gdelt", "--layout", "gdelt", "-o", tmp_path / "o.parquet")
    assert done.returncode == 1
    assert done.stdout.endswith("1 dyads and periods, 2 events, 0 without a code\n")
    assert "1 of 3 rows rejected: missing columns (1)" in done.stderr


def test_what_cannot_be_is_refused_and_nothing_is_written(events, tmp_path):
    kept = tmp_path / "kept.parquet"
    kept.write_bytes(b"what was there")
    long = tmp_path / f"{'long' * 70}.csv"  # longer than a name may be
    broken = tmp_path / "broken.csv.gz"
    broken.write_bytes(gzip.compress(b"source,target,year,code\nMEX,USA,2025,010\n")[:-8] + b"no check")
    strange = tmp_path / "strange.parquet"
    pl.read_parquet(events).with_columns(pl.lit("9999").alias("code")).write_parquet(strange)
    for arguments, told in (
        ((strange, "--scheme", "cameo", "-o", kept), "events.code: found '9999' in 4 rows; expected codes of CAMEO"),
        (
            (events, "--scheme", "cameo", "-o", kept, "--by", "yaer"),
            "events.yaer: found no such column; nearest: 'year'",
        ),
        ((events, "--scheme", "cameo", "-o", tmp_path / "out.xlsx"), "expected a name that ends in .parquet or .csv"),
        ((events, "--scheme", "cameo", "-o", kept, "--memory", "much"), "expected a size such as 2GB"),
        ((broken, "--scheme", "cameo", "-o", kept), f"mxus: {broken}: CRC check failed"),
        ((tmp_path / "no.parquet", "--scheme", "cameo", "-o", kept), "no.parquet: no such file"),
        ((events, "--scheme", "cameo", "-o", tmp_path / "no" / "o.csv"), "o.csv: cannot be written"),
        ((events, "--scheme", "cameo", "-o", long), f"mxus: {long}: cannot be written"),
    ):
        done = score(*arguments)
        assert done.returncode == 2, told
        assert told in done.stderr
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
    assert kept.read_bytes() == b"what was there"
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "broken.csv.gz",
        "events.parquet",
        "kept.parquet",
        "strange.parquet",
    ]


def test_a_disk_that_is_full_leaves_no_half_file(tmp_path):
    path, out = tmp_path / "events.parquet", tmp_path / "out.parquet"
    many = pl.select(pl.int_range(200_000).alias("number"))
    many.select(
        pl.format("A{}", "number").alias("source"),
        pl.format("B{}", "number").alias("target"),
        pl.lit(2025).alias("year"),
        pl.lit("063").alias("code"),
    ).write_parquet(path)
    out.write_bytes(b"what was there")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = in_a_process(path, "--scheme", "cameo", "-o", out, preexec_fn=small_files)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert f"mxus: {out}: cannot be written" in done.stderr
    assert out.read_bytes() == b"what was there"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["events.parquet", "out.parquet"]


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells a process its peak of memory there"
)
def test_it_stays_within_its_memory(tmp_path):
    """Five million dyads, which take a gigabyte, under a limit of 320 MB: what exceeds it goes over the disk."""
    path, out = tmp_path / "many.parquet", tmp_path / "o.parquet"
    dyads = "SELECT (i % 1000003)::VARCHAR AS source, (i % 999983)::VARCHAR AS target FROM range(5000000) t(i)"
    with duckdb.connect() as connection:
        connection.sql(dyads).project("*, 2025 AS year, '063' AS code").write_parquet(str(path))
    # Asked of the process itself: what its parent sees includes what the parent held when it was started.
    script = """
from pathlib import Path
from mxus.cli.main import main
try:
    main()
finally:
    print(*(line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line))
"""
    options = [path, "--scheme", "cameo", "-o", out, "--memory", "320MB"]
    done = in_a_process(*options, script=script)
    assert done.returncode == 0, done.stderr
    assert pl.scan_parquet(out).select(pl.len(), pl.col("n").sum()).collect().row(0) == (5_000_000, 5_000_000)
    # The limit is the engine's: Python, its packages and what the engine does not count come on top.
    assert int(done.stdout.splitlines()[-1]) < 600_000  # kilobytes


def test_countries_of_csv_keep_their_leading_zeros_wherever_they_are(tmp_path):
    lines = ["source,target,year,code", *["484,840,2020,010"] * 30_000, "036,484,2020,010", "36,484,2020,010"]
    (tmp_path / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out.parquet"
    assert score(tmp_path / "events.csv", "--scheme", "cameo", "-o", out).returncode == 0
    assert sorted(pl.read_parquet(out)["source"].to_list()) == ["036", "36", "484"]


def test_a_day_that_could_be_two_is_text(tmp_path):
    (tmp_path / "events.csv").write_text("source,target,day,code\nA,B,01/02/2020,010\nA,B,03/04/2020,010\n")
    out = tmp_path / "out.csv"
    assert score(tmp_path / "events.csv", "--scheme", "cameo", "--by", "day", "-o", out).returncode == 0
    assert sorted(pl.read_csv(out)["day"].to_list()) == ["01/02/2020", "03/04/2020"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_no_dyads_are_a_table_without_rows(tmp_path, ending):
    (tmp_path / "events.csv").write_text("source,target,year,code\n,020,2020,010\n")
    done = score(tmp_path / "events.csv", "--scheme", "cameo", "-o", tmp_path / f"out.{ending}")
    assert (done.returncode, done.stderr) == (0, "1 event without source or target: left out\n")
    assert "0 dyads and periods" in done.stdout


def test_a_column_of_codes_that_is_not_there_is_named(tmp_path):
    (tmp_path / "events.csv").write_text("source,target,year,code\nA,B,2020,010\n")
    done = score(tmp_path / "events.csv", "--scheme", "cameo", "--code", "cod", "-o", tmp_path / "out.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "found no such column; nearest: 'code'" in done.stderr


def test_a_path_names_one_file_and_no_other_is_read_or_written_over(tmp_path):
    head = "source,target,year,code\n"
    (tmp_path / "gdelt[1].csv").write_text(f"{head}NA,MEX,2020,063\n")
    (tmp_path / "gdelt1.csv").write_text(f"{head}USA,MEX,2020,010\n")
    (tmp_path / "ev*.csv").write_text(f"{head}CUB,MEX,2020,063\n")
    (tmp_path / "ev1.csv").write_text(f"{head}USA,MEX,2020,010\n")
    for name, actor in (("gdelt[1].csv", "NA"), ("ev*.csv", "CUB")):
        for ending in ("csv", "parquet"):
            out = tmp_path / f"out[{ending}]*.{ending}"
            done = score(tmp_path / name, "--scheme", "cameo", "-o", out)
            assert done.returncode == 0, done.stderr
            read = pl.read_csv if ending == "csv" else pl.read_parquet
            with out.open("rb") as content:
                assert read(content)["source"].to_list() == [actor]
    done = score(tmp_path / "gdelt[1].csv", "--scheme", "cameo", "-o", tmp_path / "gdelt1.csv")
    assert (done.returncode, pl.read_csv(tmp_path / "gdelt1.csv")["source"].to_list()) == (0, ["NA"])


def test_several_files_are_scored_as_one_and_broken_lines_are_told(tmp_path):
    for number in (1, 2):
        lines = ["source;target;year;code", "MEX;USA;2020;010", '"MEX;USA;2020;010', "MEX;USA;2020;063"]
        (tmp_path / f"{number}.csv").write_text("\n".join(lines))
    done = score(tmp_path / "1.csv", tmp_path / "2.csv", "--scheme", "cameo", "-o", tmp_path / "o.parquet")
    assert done.returncode == 1
    assert done.stdout.endswith("1 dyads and periods, 4 events, 0 without a code\n")
    assert "2 of 6 rows rejected: unquoted value (2)" in done.stderr
    assert pl.read_parquet(tmp_path / "o.parquet")["year"].to_list() == [2020]


def test_events_of_a_providers_file_with_a_stray_quotation_mark_are_all_scored(tmp_path):
    names = "Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tIntensity\tTarget Name\tTarget Country"
    row = "{}\t2017-12-01\t{}\tMexico\t040\t1\tB\tUnited States"
    lines = [row.format(number, '"a" b' if number == 10 else "a") for number in range(999)]
    (tmp_path / "i.tab").write_text("\n".join([names, *lines]) + "\n")
    done = score(tmp_path / "i.tab", "--layout", "icews", "--scheme", "cameo", "-o", tmp_path / "o.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "999 events, 0 without a code" in done.stdout
