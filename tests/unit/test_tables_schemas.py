"""Files of data providers: columns cast on the way in, rows that cannot be counted and shown."""

import gzip
import warnings

import duckdb
import polars as pl
import pytest

from mxus import tables
from mxus.errors import InvalidDataError, UnreadableFileError
from mxus.measures import CAMEO_GDELT, PLOVER
from mxus.tables import schemas
from mxus.tables.schemas import DifferencesWarning, RejectedRowsWarning

LAYOUT, *OLD_LAYOUTS = schemas.GDELT_EVENTS.header


def gdelt(layout=LAYOUT, **values):
    given = {"GLOBALEVENTID": "1", "SQLDATE": "20250131", "Actor1CountryCode": "MEX", "Actor2CountryCode": "USA"}
    return "\t".join((given | values).get(name, "") for name in layout)


def written(path, lines):
    text = "\n".join(lines) + "\n"
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def test_gdelt_has_its_columns_at_their_places():
    assert [len(layout) for layout in (LAYOUT, *OLD_LAYOUTS)] == [61, 58, 57]
    for layout in (LAYOUT, *OLD_LAYOUTS):
        places = {"Actor1CountryCode": 7, "Actor2CountryCode": 17, "EventCode": 26, "QuadClass": 29, "NumArticles": 33}
        assert {name: layout.index(name) for name in places} == places
    assert LAYOUT.index("DATEADDED") == 59


@pytest.mark.parametrize("layout", [LAYOUT, *OLD_LAYOUTS], ids=len)
@pytest.mark.parametrize("name", ["events.csv", "events.csv.gz"])
def test_gdelt_leads_to_a_table_of_dyads(tmp_path, layout, name):
    rows = [
        gdelt(layout, EventCode="010", GoldsteinScale="0.0", SOURCEURL='https://example.org/"quoted'),
        gdelt(layout, EventCode="063", GoldsteinScale="7.4"),
        gdelt(layout, EventCode="190", GoldsteinScale="-10.0", Actor2CountryCode=""),
    ]
    scanned = schemas.GDELT_EVENTS.scan(written(tmp_path / name, rows))
    asked = {"source": "source", "target": "target", "by": "year", "code": "code", "scheme": CAMEO_GDELT}
    with pytest.warns(tables.RowsLeftOutWarning, match="1 event without source or target"):
        found = tables.cooperation(scanned, **asked)
    (row,) = found.pl().to_dicts()
    assert (row["year"], row["source"], row["target"], row["n"]) == (2025, "MEX", "USA", 2)
    assert row["intensity_sum"] == pytest.approx(7.4)


def test_rows_that_cannot_be_are_counted_and_shown_with_the_reason(tmp_path):
    rows = [gdelt() for _ in range(40_000)]
    rows[777] = "a malformed\tline"
    rows[999] = gdelt() + "\ttoo\tmany"
    rows[20_000] = gdelt(SQLDATE="20251331")
    rows[30_000] = gdelt(GoldsteinScale="strong", GLOBALEVENTID="30000")
    rows[39_999] = gdelt(GLOBALEVENTID="")
    path = written(tmp_path / "events.csv", rows)
    intake = schemas.GDELT_EVENTS.intake(path)
    assert (intake.rows, intake.rejected) == (40_000, 5)
    assert set(intake.reasons) == {
        ("date is no date", 1),
        ("event_id is missing", 1),
        ("goldstein is no number", 1),
        ("missing columns", 1),
        ("too many columns", 1),
    }
    shown = str(intake)
    assert "5 of 40,000 rows rejected" in shown
    assert "line 778: 'a malformed" in shown
    assert "goldstein is no number: line 30001: 30000, 20250131, MEX, USA" in shown
    assert "date is no date: line 20001: 1, 20251331, MEX, USA" in shown
    assert "event_id is missing: line 40000: " in shown
    with pytest.warns(RejectedRowsWarning, match="5 of 40,000 rows rejected"):
        scanned = schemas.GDELT_EVENTS.scan(path)
    assert scanned.shape[0] == 39_995
    assert schemas.GDELT_EVENTS.intake(path) == intake


def test_a_sound_file_raises_no_warning_and_several_files_are_one_table(tmp_path):
    for number in range(3):
        written(tmp_path / f"{number}.csv", [gdelt()])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert schemas.GDELT_EVENTS.scan(glob=f"{tmp_path}/*.csv").shape[0] == 3


# Event and its code, quad class and Goldstein score, in event files of GDELT that public repositories keep as samples.
# aamend/spark-gdelt, src/test/resources/com/aamend/spark/gdelt; reed9999/gdelt-demo, data_related/sample_data.
ROWS_OF_GDELT = [
    ("253488862", "090", "2", "-2.0"),
    ("913095759", "090", "2", "-2.0"),
    ("564137558", "090", "2", "-2.0"),
    ("564159666", "090", "2", "-2.0"),
    ("1553439", "090", "2", "-2"),
    ("564111644", "010", "1", "0.0"),
    ("564111654", "0834", "2", "5.0"),
]


def test_classes_and_scores_of_gdelts_own_rows_are_ours(tmp_path):
    rows = [gdelt(GLOBALEVENTID=i, EventCode=c, QuadClass=q, GoldsteinScale=s) for i, c, q, s in ROWS_OF_GDELT]
    path = written(tmp_path / "g.csv", rows)
    assert schemas.GDELT_EVENTS.intake(path).differences == ()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert schemas.GDELT_EVENTS.scan(path).shape[0] == len(rows)


def test_where_the_provider_says_another_class_or_score_is_counted_and_shown(tmp_path):
    rows = [gdelt(EventCode="141", QuadClass="4", GoldsteinScale="-6.5")] * 3
    rows += [gdelt(EventCode="141", QuadClass="3", GoldsteinScale="-6.0"), gdelt(EventCode="141"), gdelt()]
    rows += [gdelt(EventCode="9999", QuadClass="4", GoldsteinScale="1")]  # a code that nothing is known of
    path = written(tmp_path / "g.csv", rows)
    intake = schemas.GDELT_EVENTS.intake(path)
    assert [(each.column, each.rows, each.compared) for each in intake.differences] == [
        ("quad_class", 3, 4),
        ("goldstein", 1, 4),
    ]
    assert "quad_class differs from CAMEO (GDELT) 1.1b3 in 3 of 4 rows: code 141: 4, not 3 (3)" in str(intake)
    assert "goldstein differs from CAMEO (GDELT) 1.1b3 in 1 of 4 rows: code 141: -6.0, not -6.5 (1)" in str(intake)
    with pytest.warns(DifferencesWarning) as caught:
        schemas.GDELT_EVENTS.scan(path)
    assert len([each for each in caught if each.category is DifferencesWarning]) == 2


def test_scores_and_countries_of_polecat_and_icews_are_compared(tmp_path):
    names = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Actor Name", "Actor Country"]
    names += ["Actor COW", "Recipient Name", "Recipient Country", "Recipient COW"]
    rows = [
        "e1\t2025-10-31\tCONSULT\tvisit\t4\tA\tMEX\tMEX\tB\tUnited States\tUSA",
        "e2\t2025-10-31\tCONSULT\tvisit\t-4\tA\tMEX\t70\tB\tUSA\tCAN",
        "e3\t2025-10-31\tAID\tNone\t10\tA\tRUS\t365\tB\tEUR\tNGO",
    ]
    found = schemas.POLECAT_EVENTS.intake(written(tmp_path / "p.txt", ["\t".join(names), *rows])).differences
    assert [(each.column, each.rows) for each in found] == [("intensity", 1), ("target_cow", 1)]
    assert "target USA: CAN, not USA (1)" in str(found[1])
    names = ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name"]
    rows = [f"{n}\t2014-01-01\tA\tMexico\t036\t{score}\tD\tUnited States" for n, score in enumerate("454")]
    path = written(tmp_path / "i.tab", ["\t".join([*names, "Target Country"]), *rows])
    (found,) = schemas.ICEWS_EVENTS.intake(path).differences
    assert str(found) == "intensity differs from CAMEO 1.1b3 in 1 of 3 rows: code 036: 5.0, not 4.0 (1)"


def test_polecat_joins_type_and_mode(tmp_path):
    names = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Actor Name", "Actor Country"]
    names += ["Actor COW", "Recipient Name", "Recipient Country", "Recipient COW"]
    rows = [
        "e1\t2025-10-31\tCONSULT\tvisit\t4\tA\tMEX\tMEX\tB\tUSA\tUSA",
        "e2\t2025-10-31\tAID\tNone\t10\tA\tMEX\tMEX\tB\tNone\tNone",
    ]
    scanned = schemas.POLECAT_EVENTS.scan(written(tmp_path / "p.txt", ["\t".join(names), *rows]))
    found = scanned.pl()
    assert found["code"].to_list() == ["CONSULT/visit", "AID"]
    assert found["target"].to_list() == ["USA", None]
    assert set(found["code"]) <= set(PLOVER.scores)


def test_columns_without_a_name_are_passed_over(tmp_path):
    names = ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Actor Name", "Actor Country"]
    names += ["Actor COW", "Recipient Name", "Recipient Country", "Recipient COW", "", ""]
    row = "e1\t2025-10-31\tCONSULT\tvisit\t4\tA\tMEX\tMEX\tB\tUSA\tUSA\t\t"
    found = schemas.POLECAT_EVENTS.scan(written(tmp_path / "p.txt", ["\t".join(names), row])).pl()
    assert found.select("event_id", "target").rows() == [("e1", "USA")]


def test_icews_reads_quoted_names_and_codes_as_text(tmp_path):
    names = ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name"]
    rows = [["7", "2014-01-01", '"A ""B"" C"', "Mexico", "010", "0.0", "D", "United States"]]
    lines = ["\t".join([*names, "Target Country"]), *("\t".join(row) for row in rows)]
    found = schemas.ICEWS_EVENTS.scan(written(tmp_path / "i.tab", lines))
    (row,) = tables.with_iso3(found, "source", codes="name").pl().to_dicts()
    assert (row["code"], row["source_name"], row["iso3"], row["year"]) == ("010", 'A "B" C', "MEX", 2014)


def test_votes_of_absent_states_and_non_members_are_no_positions(tmp_path):
    lines = ["rcid,ccode,vote,date", "3,2,1,1946-01-01", "3,70,8,1946-01-01", "3,40,9,1946-01-01", "3,20,2,1946-01-01"]
    scanned = schemas.UNGA_VOTES.scan(written(tmp_path / "votes.csv", lines))
    asked = {"unit": "ccode", "item": "rcid", "value": "vote", "by": "year", "levels": (1, 2, 3)}
    found = tables.agreement(scanned, **asked, measures=["s_absolute"]).pl().sort("source", "target")
    assert found.filter(pl.col("n") == 1).rows() == [(1946, 2, 20, 1, 0, 0.0)]
    assert found.height == 6


def test_absent_votes_and_unknown_flows_are_so_in_any_writing(tmp_path):
    votes = pl.DataFrame({"rcid": [1, 1], "ccode": [2, 70], "vote": [1.0, 8.0], "date": ["1985-11-01"] * 2})
    votes.write_parquet(tmp_path / "votes.parquet")
    assert [row[2] for row in schemas.UNGA_VOTES.scan(tmp_path / "votes.parquet").fetchall()] == [1, None]
    flows = trade_of(tmp_path / "trade.csv", f"{TRADE}\n2,70,2014,-9.00,-9\n".encode())
    assert flows == [(2014, 2, 70, None, None)]


def test_trade_of_three_providers(tmp_path):
    baci = written(tmp_path / "b.csv", ["t,i,j,k,v,q", "2020,484,842,870323,80.5,NA", "2020,484,124,870323,19.5,7"])
    flows = schemas.BACI.scan(baci)
    asked = {"reporter": "exporter", "partner": "importer", "value": "value", "by": "year"}
    found = tables.dependence(flows, **asked).pl().sort("share")
    assert found["share"].to_list() == pytest.approx([0.195, 0.805])
    names = "refYear,reporterCode,partnerCode,partner2Code,flowCode,cmdCode,customsCode,motCode,primaryValue"
    # As the site writes them: each row ends in a comma that the header has not, and parts stand beside their sums.
    lines = [names, "2020,484,0,0,X,TOTAL,C00,0,100,", "2020,484,842,0,X,TOTAL,C00,0,80,"]
    lines += ["2020,484,124,0,X,TOTAL,C00,0,20,", "2020,484,124,0,X,TOTAL,C00,2100,20,"]
    flows = schemas.COMTRADE.scan(written(tmp_path / "c.csv", lines)).filter("transport = '0'")
    asked = {"reporter": "reporter", "partner": "partner", "value": "value", "by": "year"}
    with pytest.warns(tables.RowsLeftOutWarning, match="1 row of aggregates"):
        found = tables.dependence(flows, **asked, aggregates=("0",))
    assert found.pl()["share"].sort().to_list() == [0.2, 0.8]
    cow = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2,extra", "2,70,2014,-9,239.9,x"])
    assert schemas.COW_TRADE.scan(cow).fetchall() == [(2014, 2, 70, None, 239.9)]


def test_parquet_is_read_and_codes_that_became_numbers_are_refused(tmp_path):
    frame = pl.DataFrame({"t": [2020], "i": ["484"], "j": ["842"], "k": ["010110"], "v": [1.0], "q": [None]})
    frame.write_parquet(tmp_path / "b.parquet")
    assert schemas.BACI.scan(tmp_path / "b.parquet").fetchall() == [(2020, "484", "842", "010110", 1.0, None)]
    frame.with_columns(pl.lit(10110).alias("k")).write_parquet(tmp_path / "n.parquet")
    with pytest.raises(InvalidDataError, match="k: found values of type INTEGER; expected text, since '010' is not 10"):
        schemas.BACI.scan(tmp_path / "n.parquet")


def test_files_that_are_not_as_expected_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"no\.csv: no such file"):
        schemas.BACI.scan(tmp_path / "no.csv")
    with pytest.raises(UnreadableFileError, match="DuckDB reads no zip; expected it unpacked"):
        schemas.BACI.scan(tmp_path / "b.zip")
    with pytest.raises(InvalidDataError) as caught:
        schemas.BACI.scan(written(tmp_path / "b.csv", ["t,i,j,kk,v", "1,2,3,4,5"]))
    assert "k: found no such column; nearest: 'kk'; expected one of t, i, j, kk, v" in str(caught.value)
    assert "q: found no such column" in str(caught.value)
    with pytest.raises(InvalidDataError, match="found 3 columns; expected 61 or 58 or 57, of GDELT events"):
        schemas.GDELT_EVENTS.scan(written(tmp_path / "g.csv", ["a\tb\tc"]))
    with pytest.raises(UnreadableFileError):
        schemas.BACI.scan(written(tmp_path / "b.parquet", ["no parquet"]))


def test_a_connection_of_ones_own_is_used(tmp_path):
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"])
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '200MB'")
        assert schemas.COW_TRADE.scan(path, connection=connection).fetchall() == [(2014, 2, 70, 1.0, 2.0)]


TRADE = "ccode1,ccode2,year,flow1,flow2"


def damaged():
    """A compressed file with another bit in the middle."""
    rows = "".join(f"2,70,2014,{number**2},{number**3}\n" for number in range(9000))
    content = bytearray(gzip.compress(f"{TRADE}\n{rows}".encode()))
    content[len(content) // 2] ^= 1
    return bytes(content)


def trade_of(path, content):
    path.write_bytes(content)
    return schemas.COW_TRADE.scan(path).fetchall()


@pytest.mark.parametrize(
    "content",
    [
        f"{TRADE}\n2,70,2014,1,-9\n",
        f"{TRADE}\n2,70,2014,1,-9",
        f"\ufeff{TRADE}\n2,70,2014,1,-9\n",
        f"{TRADE}\r\n2,70,2014,1,-9\r\n",
        f"{TRADE.upper()}\n2,70,2014,1,-9\n",
        "year,flow2,flow1,ccode2,ccode1\n2014,-9,1,70,2\n",
        f'{TRADE},note\n"2","70",2014,1,-9,"one line, and a ""comma"""\n',
        f"{TRADE}\n2.0,70,2014, 1 ,NaN\n",
        f"{TRADE}\n\n2,70,2014,1,-9\n\n",
    ],
    ids=["plain", "no-end", "bom", "crlf", "upper-case", "other-order", "quoted-comma", "floats", "empty-lines"],
)
def test_the_same_row_is_read_however_it_is_written(tmp_path, content):
    assert trade_of(tmp_path / "w.csv", content.encode()) == [(2014, 2, 70, 1.0, None)]


def test_numbers_are_not_rounded_and_infinity_is_none(tmp_path):
    path = written(tmp_path / "w.csv", [TRADE, "2.5,70,2014,1,2", "2,70,2014,inf,2", "2,70,2014,1,2"])
    intake = schemas.COW_TRADE.intake(path)
    assert (intake.rows, intake.reasons) == (3, (("ccode1 is no whole number", 1), ("flow1 is no number", 1)))
    assert intake.examples[0] == "ccode1 is no whole number: line 2: 2014, 2.5, 70, 1, 2"
    assert intake.examples[1] == "flow1 is no number: line 3: 2014, 2, 70, inf, 2"


def test_bytes_that_are_no_utf8_are_told_with_their_line(tmp_path):
    path = tmp_path / "i.tab"
    names = ["Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name"]
    rows = ["1\t2014-01-01\tMéxico\tMexico\t010\t0.0\tD\tUnited States"]
    rows.append("2\t2014-01-01\tA\tMexico\t010\t0.0\tD\tUnited States")
    path.write_bytes("\n".join(["\t".join([*names, "Target Country"]), *rows, ""]).encode("latin-1"))
    intake = schemas.ICEWS_EVENTS.intake(path)
    assert (intake.rows, intake.reasons) == (2, (("invalid encoding", 1),))
    assert intake.examples[0].startswith("invalid encoding: line 2: ")
    with pytest.warns(RejectedRowsWarning, match="1 of 2 rows rejected: invalid encoding"):
        scanned = schemas.ICEWS_EVENTS.scan(path)
    assert scanned.select("code").shape[0] == 1  # also where the column with the bytes is not asked for


def test_a_quotation_mark_that_does_not_end_is_told(tmp_path):
    path = written(tmp_path / "w.csv", [f"{TRADE},note", '2,70,2014,1,2,"open', "2,20,2014,1,2,x"])
    intake = schemas.COW_TRADE.intake(path)
    assert (intake.rows, intake.reasons) == (2, (("unquoted value", 1),))
    assert "line 2: " in intake.examples[0]
    with pytest.warns(RejectedRowsWarning, match="1 of 2 rows rejected"):
        assert schemas.COW_TRADE.scan(path).fetchall() == [(2014, 2, 20, 1.0, 2.0)]


def test_several_files_are_told_apart(tmp_path):
    written(tmp_path / "a.csv", [gdelt(), "broken"])
    written(tmp_path / "b.csv", [gdelt(), "broken"])
    written(tmp_path / "c.csv", [gdelt(), gdelt(), gdelt(SQLDATE="someday")])
    intake = schemas.GDELT_EVENTS.intake(glob=f"{tmp_path}/*.csv")
    assert (intake.rows, intake.rejected) == (7, 3)
    assert intake.reasons == (("missing columns", 2), ("date is no date", 1))
    assert intake.examples[0] == f"missing columns: {tmp_path / 'a.csv'}, line 2: 'broken'"
    assert intake.examples[1].startswith(f"date is no date: {tmp_path / 'c.csv'}, line 3: 1, someday")


def test_files_whose_columns_are_in_another_order_are_not_read_as_one(tmp_path):
    written(tmp_path / "a.csv", [TRADE, "2,70,2014,1,2"])
    written(tmp_path / "b.csv", ["ccode2,ccode1,year,flow1,flow2", "70,2,2014,1,2"])
    with pytest.raises(InvalidDataError, match=r"b\.csv: found other columns than in .*a\.csv, or another order"):
        schemas.COW_TRADE.scan(glob=f"{tmp_path}/*.csv")
    pl.DataFrame({"x": [1]}).write_parquet(tmp_path / "c.parquet")
    with pytest.raises(UnreadableFileError, match="found Parquet beside other files; expected files of one kind"):
        schemas.COW_TRADE.scan(glob=f"{tmp_path}/*")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("e.csv", b"", "found nothing in the first line; expected COW dyadic trade"),
        ("e.csv", b"\n\n", "found nothing in the first line"),
        ("e.csv.gz", b"no gzip", "Not a gzipped file"),
        ("e.csv.gz", gzip.compress(f"{TRADE}\n".encode() * 9000)[:-20], r"(?i)end[- ]of.*stream"),
        ("e.csv.gz", gzip.compress(TRADE.encode())[:10] + b"damaged" * 9, "invalid"),
        ("e.csv.gz", damaged(), "(?i)gzip|crc|decompress"),
    ],
    ids=["empty", "blank", "no-gzip", "cut-short", "damaged", "damaged-later"],
)
def test_files_that_hold_nothing_or_are_broken_are_refused(tmp_path, name, content, told):
    with pytest.raises(UnreadableFileError, match=told):
        trade_of(tmp_path / name, content)


def test_folders_and_repeated_columns_are_refused(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"is a folder; expected a file, or a pattern such as .*\*\.csv"):
        schemas.BACI.scan(tmp_path)
    with pytest.raises(UnreadableFileError, match="no such file"):
        schemas.BACI.scan(glob=f"{tmp_path}/*.csv")
    with pytest.raises(InvalidDataError, match="found several columns 'year', 'Year'; expected different names"):
        trade_of(tmp_path / "t.csv", f"{TRADE},Year\n".encode())


def test_a_header_alone_has_no_rows(tmp_path):
    assert trade_of(tmp_path / "h.csv", f"{TRADE}\n".encode()) == []


def test_ids_and_countries_of_parquet_may_be_numbers_and_not_fractions(tmp_path):
    columns = {"t": [2020], "i": [484], "j": [842], "k": ["010110"], "v": [float("nan")], "q": [1.0]}
    pl.DataFrame(columns).write_parquet(tmp_path / "b.parquet")
    assert schemas.BACI.scan(tmp_path / "b.parquet").fetchall() == [(2020, "484", "842", "010110", None, 1.0)]
    pl.DataFrame(columns | {"i": [484.0]}).write_parquet(tmp_path / "f.parquet")
    with pytest.raises(InvalidDataError, match="i: found values of type DOUBLE; expected text"):
        schemas.BACI.scan(tmp_path / "f.parquet")
    pl.DataFrame(columns | {"t": ["MMXX"]}).write_parquet(tmp_path / "r.parquet")
    intake = schemas.BACI.intake(tmp_path / "r.parquet")
    assert intake.examples == ("year is no whole number: row 1: MMXX, 484, 842, 010110, nan, 1.0",)


def test_a_setting_of_the_connection_is_left_as_it_was(tmp_path):
    path = written(tmp_path / "w.csv", [TRADE, "x,70,2014,1,2"])
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = false")
        assert schemas.COW_TRADE.intake(path, connection=connection).examples[0].startswith("ccode1 is no whole")
        assert connection.execute("SELECT current_setting('preserve_insertion_order')").fetchone() == (False,)


def test_one_broken_line_among_many_is_found(tmp_path):
    """In a file larger than any buffer of the reader, which several threads read."""
    lines = [TRADE, *(f"2,70,{1900 + number % 100},{number},1" for number in range(1_500_000))]
    lines[1_234_567] = "2,70,2014"
    lines[1_400_000] = "2,70,2014,much,1"
    path = tmp_path / "w.csv"
    path.write_text("\n".join(lines) + "\n")
    intake = schemas.COW_TRADE.intake(path)
    assert (intake.rows, intake.rejected) == (1_500_000, 2)
    assert intake.examples == (
        "flow1 is no number: line 1400001: 2014, 2, 70, much, 1",
        "missing columns: line 1234568: '2,70,2014'",
    )
