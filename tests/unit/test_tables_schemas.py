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
from mxus.tables.schemas import RejectedRowsWarning

LAYOUT, OLD_LAYOUT = schemas.GDELT_EVENTS.header


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
    assert (len(LAYOUT), len(OLD_LAYOUT)) == (61, 58)
    for layout in (LAYOUT, OLD_LAYOUT):
        places = {"Actor1CountryCode": 7, "Actor2CountryCode": 17, "EventCode": 26, "QuadClass": 29, "NumArticles": 33}
        assert {name: layout.index(name) for name in places} == places
    assert LAYOUT.index("DATEADDED") == 59


@pytest.mark.parametrize("layout", [LAYOUT, OLD_LAYOUT], ids=len)
@pytest.mark.parametrize("name", ["events.csv", "events.csv.gz"])
def test_gdelt_leads_to_a_table_of_dyads(tmp_path, layout, name):
    rows = [
        gdelt(layout, EventCode="010", GoldsteinScale="0.0", SOURCEURL='https://example.org/"quoted'),
        gdelt(layout, EventCode="063", GoldsteinScale="7.4"),
        gdelt(layout, EventCode="190", GoldsteinScale="-10.0", Actor2CountryCode=""),
    ]
    scanned = schemas.GDELT_EVENTS.scan(written(tmp_path / name, rows))
    asked = {"source": "source", "target": "target", "time": "year", "code": "code", "scheme": CAMEO_GDELT}
    with pytest.warns(tables.RowsLeftOutWarning, match="1 event without source or target"):
        found = tables.cooperation(scanned, **asked)
    (row,) = found.pl().to_dicts()
    assert (row["year"], row["country1"], row["country2"], row["n"]) == (2025, "MEX", "USA", 2)
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
    assert "goldstein is no number: 30000, 20250131, MEX, USA" in shown
    with pytest.warns(RejectedRowsWarning, match="5 of 40,000 rows rejected"):
        scanned = schemas.GDELT_EVENTS.scan(path)
    assert scanned.shape[0] == 39_995
    assert schemas.GDELT_EVENTS.intake(path) == intake


def test_a_sound_file_raises_no_warning_and_several_files_are_one_table(tmp_path):
    for number in range(3):
        written(tmp_path / f"{number}.csv", [gdelt()])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert schemas.GDELT_EVENTS.scan(tmp_path / "*.csv").shape[0] == 3


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
    found = tables.agreement(scanned, **asked, measures=["s_absolute"]).pl().sort("country1", "country2")
    assert found.filter(pl.col("n") == 1).rows() == [(1946, 2, 20, 1, 0, 0.0)]
    assert found.height == 6


def test_trade_of_three_providers(tmp_path):
    baci = written(tmp_path / "b.csv", ["t,i,j,k,v,q", "2020,484,842,870323,80.5,NA", "2020,484,124,870323,19.5,7"])
    flows = schemas.BACI.scan(baci)
    asked = {"reporter": "exporter", "partner": "importer", "value": "value", "by": "year"}
    found = tables.dependence(flows, **asked).pl().sort("share")
    assert found["share"].to_list() == pytest.approx([0.195, 0.805])
    names = "refYear,reporterCode,partnerCode,flowCode,cmdCode,primaryValue"
    lines = [names, "2020,484,0,X,TOTAL,100", "2020,484,842,X,TOTAL,80", "2020,484,124,X,TOTAL,20"]
    flows = schemas.COMTRADE.scan(written(tmp_path / "c.csv", lines))
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
    with pytest.raises(InvalidDataError, match="found 3 columns; expected 61 or 58, of GDELT events"):
        schemas.GDELT_EVENTS.scan(written(tmp_path / "g.csv", ["a\tb\tc"]))
    with pytest.raises(UnreadableFileError):
        schemas.BACI.scan(written(tmp_path / "b.parquet", ["no parquet"]))


def test_a_connection_of_ones_own_is_used(tmp_path):
    path = written(tmp_path / "w.csv", ["ccode1,ccode2,year,flow1,flow2", "2,70,2014,1,2"])
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '200MB'")
        assert schemas.COW_TRADE.scan(path, connection=connection).fetchall() == [(2014, 2, 70, 1.0, 2.0)]
