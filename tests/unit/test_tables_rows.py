"""Rows of providers' files: every one is delivered or rejected, whatever stands in it; known editions of the files."""

import gzip

import duckdb
import polars as pl
import pytest

from mxus.errors import InvalidDataError, InvalidValueError, UnreadableFileError
from mxus.tables.schemas import (
    BACI,
    COW_TRADE,
    GDELT_EVENTS,
    ICEWS_EVENTS,
    POLECAT_EVENTS,
    UNGA_VOTES,
    RejectedRowsWarning,
)
from mxus.tables.schemas import schema as schema_module

ICEWS = ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name"]
ICEWS += ["Target Country"]

POLECAT = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Actor Name",
    "Actor Country",
    "Actor COW",
]
POLECAT += ["Recipient Name", "Recipient Country", "Recipient COW"]


def written(path, lines, end="\n"):
    content = (end.join(lines) + end).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def icews(number, name="A", date="2017-12-01", country="Mexico"):
    return f"{number}\t{date}\t{name}\t{country}\t040\t1\tB\tUnited States"


def delivered_and_rejected(schema, path):
    """Return the first column of what is delivered, and the lines of what is rejected; all rows are one of both."""
    intake = schema.intake(path)
    if intake.rejected:
        with pytest.warns(RejectedRowsWarning):
            rows = schema.scan(path)
    else:
        rows = schema.scan(path)
    found = rows.fetchall()
    assert len(found) + intake.rejected == intake.rows
    return [row[0] for row in found], intake


@pytest.mark.parametrize("name", ["b.csv", "b.csv.gz"])
def test_a_broken_quotation_costs_its_own_row_only(tmp_path, name):
    rows = [f"2020,484,842,870323,{number},1" for number in range(1000)]
    rows[10] = '2020,484,842,"870323" x,10,1'
    path = written(tmp_path / name, ["t,i,j,k,v,q", *rows])
    found, intake = delivered_and_rejected(BACI, path)
    assert (len(found), intake.rejected, intake.rows) == (999, 1, 1000)
    assert intake.examples == ("""unquoted value: line 12: '2020,484,842,"870323" x,10,1'""",)
    with pytest.warns(RejectedRowsWarning):
        assert BACI.scan(path).count("*").fetchall() == [(999,)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["q.tab", "q.tab.gz"])
def test_quotation_marks_of_tab_files_are_characters(tmp_path, name, end):
    lines = [icews(number, actor) for number, actor in enumerate(["A", '"open', "A", 'shut"', "A"])]
    found, intake = delivered_and_rejected(ICEWS_EVENTS, written(tmp_path / name, ["\t".join(ICEWS), *lines], end))
    assert (found, intake.rejected) == (["0", "1", "2", "3", "4"], 0)
    row = "e{}\t2025-10-31\tCONSULT\tvisit\t4\t{}\tMEX\tMEX\tB\tUSA\tUSA"
    lines = [row.format(number, actor) for number, actor in enumerate(["A", '"open', "A", 'shut"', '"A"'])]
    path = written(tmp_path / name, ["\t".join(POLECAT), *lines], end)
    assert POLECAT_EVENTS.scan(path).select("source_name").fetchall() == [
        ("A",),
        ('"open',),
        ("A",),
        ('shut"',),
        ('"A"',),
    ]


def test_a_quotation_that_opens_in_one_row_and_shuts_in_another_hides_none_between(tmp_path):
    lines = [
        "2020,484,842,1,1,1",
        '2020,484,842,"1,2,1',
        "2020,484,842,1,3,1",
        '2020,484,842,1",4,1',
        "2020,484,842,1,5,1",
    ]
    found, intake = delivered_and_rejected(BACI, written(tmp_path / "b.csv", ["t,i,j,k,v,q", *lines]))
    assert (len(found), intake.reasons) == (3, (("unquoted value", 2),))
    assert "line 3: " in intake.examples[0]


def test_a_value_that_holds_a_line_break_is_rejected_with_its_line(tmp_path):
    lines = ["2,70,2014,1,2,x", '2,20,2014,1,2,"two\nlines"', "2,40,2014,1,2,a\rb", "2,41,2014,1,2,x"]
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2,note", *lines])
    with pytest.warns(RejectedRowsWarning):
        assert [row[2] for row in COW_TRADE.scan(path).fetchall()] == [70, 41]
    intake = COW_TRADE.intake(path)
    assert (intake.rows, dict(intake.reasons)) == (5, {"unquoted value": 2, "line break within a value": 1})
    assert "unquoted value: line 3: '2,20,2014,1,2,\"two'" in intake.examples
    assert "line break within a value: line 5: '2,40,2014,1,2,a\\rb'" in intake.examples


def test_lines_that_are_no_text_are_counted_in_several_files(tmp_path):
    head = b"ccode1,ccode2,year,flow1,flow2,note\n"
    (tmp_path / "a.csv").write_bytes(head + b"2,70,2014,1,2,\xe9\n2,20,2014,1,2,x\n")
    (tmp_path / "b.csv").write_bytes(head + b"\n2,70,2014,1,2,x\n2,40,2014,1,2,\x01\n2,40,2014,x,2,y\n")
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(head + b"2,41,2014,1,2,x\r\n2,42,2014,1,2,x"))
    files = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv.gz")]
    found, intake = delivered_and_rejected(COW_TRADE, files)
    assert (len(found), intake.rows) == (4, 7)
    assert dict(intake.reasons) == {"invalid encoding": 1, "control character": 1, "flow1 is no number": 1}
    assert any(f"{files[1]}, line 5: 2014, 2, 40, x, 2" in each for each in intake.examples)
    assert any(f"{files[1]}, line 4: " in each for each in intake.examples)
    assert any(f"{files[0]}, line 2: " in each for each in intake.examples)


def test_a_very_long_line_is_rejected(tmp_path):
    path = written(
        tmp_path / "w.csv",
        ["ccode1,ccode2,year,flow1,flow2,note", f"2,70,2014,1,2,{'x' * 3_000_000}", "2,20,2014,1,2,x"],
    )
    found, intake = delivered_and_rejected(COW_TRADE, path)
    assert (len(found), intake.reasons) == (1, (("line of more than 1,048,576 bytes", 1),))


def test_lines_that_end_in_carriage_returns_alone_are_refused(tmp_path):
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"], end="\r")
    with pytest.raises(UnreadableFileError, match="carriage returns alone; expected line feeds"):
        COW_TRADE.scan(path)


def test_rows_that_do_not_add_up_are_an_error(tmp_path, monkeypatch):
    """Where the engine reads other rows than there are: here since the file changes between two readings."""
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2", "2,20,2014,1,2"])

    def opened(*arguments):
        found = opened_files(*arguments)
        written(path, ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"])
        return found

    opened_files = schema_module.opened_files
    monkeypatch.setattr(schema_module, "opened_files", opened)
    with pytest.raises(UnreadableFileError, match=r"reads 1 rows and 0 are rejected; expected 2 together"):
        COW_TRADE.scan(path)


def test_rows_of_parquet_are_delivered_or_rejected(tmp_path):
    columns = {
        "ccode1": ["2", "x", "2"],
        "ccode2": [70] * 3,
        "year": [2014] * 3,
        "flow1": [1.0] * 3,
        "flow2": [None] * 3,
    }
    for name in ("a.parquet", "b.parquet"):
        pl.DataFrame(columns).write_parquet(tmp_path / name)
    found, intake = delivered_and_rejected(COW_TRADE, [tmp_path / "a.parquet", tmp_path / "b.parquet"])
    assert (len(found), intake.rows) == (4, 6)
    assert f"ccode1 is no whole number: {tmp_path / 'a.parquet'}, row 2: 2014, x, 70, 1.0" in intake.examples[0]


def test_the_edition_of_icews_that_is_quoted_has_other_dates_and_lacks_a_column(tmp_path):
    """As published in 2020 for the year 2017: github.com/andybega/icews, issues 57, 73, 74 and 75."""
    names = [name for name in ICEWS if name != "CAMEO Code"]
    lines = ['7\t12/1/2017\t"Women, ""Young"""\tMexico\t-10\tB\tUnited States', "8\t1/31/2017\tA\tNULL\t0\tB\tNA"]
    path = written(tmp_path / "Events.2017.20201006.tab", ["\t".join(names), *lines])
    rows = ICEWS_EVENTS.scan(path).select("event_id, date::VARCHAR, source, target, source_name, code, year").fetchall()
    assert rows == [
        ("7", "2017-12-01", "Mexico", "United States", 'Women, "Young"', None, 2017),
        ("8", "2017-01-31", None, None, "A", None, 2017),
    ]
    intake = ICEWS_EVENTS.intake(path)
    assert intake.absent == ("CAMEO Code",)
    assert "not in this edition of the file: 'CAMEO Code'" in str(intake)
    with pytest.raises(InvalidDataError, match="found other columns than in"):
        ICEWS_EVENTS.scan([path, written(tmp_path / "i.tab", ["\t".join(ICEWS), icews(1)])])


def test_missing_values_are_so_in_any_spelling_of_all_layouts(tmp_path):
    spellings = ["", "NA", "NULL", "None", "N/A", "null", r"\N", " "]
    lines = [icews(number, country=each) for number, each in enumerate(spellings)]
    path = written(tmp_path / "i.tab", ["\t".join(ICEWS), *lines])
    assert [row[0] for row in ICEWS_EVENTS.scan(path).select("source").fetchall()] == [None] * len(spellings)
    votes = [f"3,{number},{each},1946-01-01" for number, each in enumerate([*spellings, "NaN"])]
    path = written(tmp_path / "v.csv", ["rcid,ccode,vote,date", *votes])
    assert {row[2] for row in UNGA_VOTES.scan(path).fetchall()} == {None}
    path = written(tmp_path / "b.csv", ["t,i,j,k,v,q", "2020,516,842,1,           NA,1", "2020,NAM,842,1,2,1"])
    assert [row[4] for row in BACI.scan(path).fetchall()] == [None, 2.0]
    names = GDELT_EVENTS.header[0]
    given = {"GLOBALEVENTID": "1", "SQLDATE": "20250131", "Actor1CountryCode": "NAM", "Actor2CountryCode": "NULL"}
    path = written(tmp_path / "g.tsv", ["\t".join(given.get(name, "") for name in names)])
    assert GDELT_EVENTS.scan(path).select("source, target").fetchall() == [("NAM", None)]


def test_what_is_asked_for_is_one_path_several_or_a_pattern(tmp_path):
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"])
    assert COW_TRADE.scan(glob=str(tmp_path / "[w].c?v")).shape[0] == 1
    other = written(tmp_path / "other.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"])
    assert COW_TRADE.scan([path, str(other)]).shape[0] == 2
    with pytest.raises(InvalidValueError, match="which are one file; expected each file once"):
        COW_TRADE.scan([path, other, f"{tmp_path}/./w.csv"])
    for arguments, named in (((), {}), ((path,), {"glob": "*"}), (([],), {}), ((3,), {}), (([3],), {})):
        with pytest.raises(InvalidValueError):
            COW_TRADE.scan(*arguments, **named)
    with pytest.raises(UnreadableFileError, match="no such file matches"):
        COW_TRADE.scan(glob=str(tmp_path / "*.tsv"))
    with pytest.raises(UnreadableFileError, match="a path names one file, a pattern is given as glob="):
        COW_TRADE.scan(tmp_path / "*.csv")


def test_a_query_of_the_rows_keeps_a_filter_and_a_limit_of_memory(tmp_path):
    lines = [f"2,70,{1900 + number % 100},{number},1" for number in range(30_000)]
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", *lines, "2,70,x,1,1"])
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '200MB'")
        with pytest.warns(RejectedRowsWarning):
            rows = COW_TRADE.scan(path, connection=connection)
        assert rows.filter("year = 1950 AND flow1 > 100").count("*").fetchall() == [(299,)]
        assert rows.select("flow2").distinct().fetchall() == [(1.0,)]
