"""The examples run as a reader runs them."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[1] / "examples"
ON_SPARK = FOLDER / "events_on_spark.py"
OF_FIGURES = FOLDER / "figures_of_the_article.py"
EXAMPLES = sorted(set(FOLDER.glob("*.py")) - {ON_SPARK, OF_FIGURES})


def run(path, *options):
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(path), *map(str, options)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def require_80_columns_and_what_to_cite(printed):
    shown, _, cited = printed.partition("\n@")
    assert max(map(len, shown.splitlines())) <= 80
    assert "{mxus,\n" in cited


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_runs_within_80_columns_and_ends_with_what_to_cite(path):
    require_80_columns_and_what_to_cite(run(path))


@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None,
    reason="pyspark is not installed; the step of .ci/run for Spark installs it and runs this",
)
def test_example_on_spark_runs_on_two_cores():
    done = subprocess.run([sys.executable, str(ON_SPARK)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr  # Java has its own to say there, even where all is well
    require_80_columns_and_what_to_cite(done.stdout)
    assert "2001     66    36        220     1.000" in done.stdout


def test_the_page_of_figures_is_the_same_file_every_time(tmp_path):
    first, second = tmp_path / "first.svg", tmp_path / "second.svg"
    printed = run(OF_FIGURES, first)
    require_80_columns_and_what_to_cite(printed.replace(str(first), "first.svg"))
    assert "(a) frustration score of the actors" in printed
    run(OF_FIGURES, second)
    assert first.read_bytes() == second.read_bytes()
    root = ElementTree.fromstring(first.read_text(encoding="utf-8"))  # noqa: S314 (just made)
    panels = [each for each in root.iter() if each.get("id", "").startswith("axes_")]
    assert len(panels) == 6


def test_balance_over_time_reads_a_table_and_draws_it(tmp_path):
    (path,) = (path for path in EXAMPLES if path.stem == "balance_over_time")
    table, chart = tmp_path / "ties.csv", tmp_path / "chart.svg"
    rows = [(1914, 1, 2, 1), (1914, 1, 3, 1), (1914, 2, 3, -1), (1915, 1, 2, 1), (1915, 2, 1, -1), (1915, 2, 3, 1)]
    table.write_text("\n".join(["year,ccode1,ccode2,sign", *(",".join(map(str, row)) for row in rows)]))
    printed = run(path, table, "--svg", chart)
    assert "1914       3     3     1   1  0.333  0.000" in printed
    assert "1915       3     1     0   0  1.000    nan" in printed
    drawn = ElementTree.fromstring(chart.read_text(encoding="utf-8"))  # noqa: S314 (just made)
    marks = {each.get("id"): len(list(each.iter("{http://www.w3.org/2000/svg}use"))) for each in drawn.iter()}
    assert (marks["score"], marks["triangle index"], marks["no triangle index"]) == (2, 1, 1)
