"""Rows and names of files: delivered and rejected rows are all rows, intact ones are delivered, a path is one file."""

import gzip
import tempfile
import warnings
from pathlib import Path

import duckdb
from hypothesis import example, given
from hypothesis import strategies as st

from mxus.tables.schemas import (
    BACI,
    COW_TRADE,
    GDELT_EVENTS,
    ICEWS_EVENTS,
    POLECAT_EVENTS,
    UNGA_VOTES,
    DifferencesWarning,
    RejectedRowsWarning,
)

ICEWS = ("Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Intensity", "Target Name")
POLECAT = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Actor Name",
    "Actor Country",
    "Actor COW",
)

LAYOUTS = [
    (BACI, ("t", "i", "j", "k", "v", "q", "note"), ("2020", "484", "842", "870323", "1", "", "?")),
    (COW_TRADE, ("ccode1", "ccode2", "year", "flow1", "flow2", "note"), ("2", "70", "2014", "1", "-9", "?")),
    (UNGA_VOTES, ("rcid", "ccode", "vote", "date", "note"), ("3", "2", "1", "1946-01-01", "?")),
    (ICEWS_EVENTS, (*ICEWS, "Target Country"), ("?", "2014-01-01", "?", "Mexico", "010", "0", "B", "Cuba")),
    (
        POLECAT_EVENTS,
        (*POLECAT, "Recipient Name", "Recipient Country", "Recipient COW"),
        ("e", "2025-10-31", "AID", "", "7", "?", "MEX", "MEX", "B", "USA", "USA"),
    ),
    (
        GDELT_EVENTS,
        None,
        (*({"GLOBALEVENTID": "1", "SQLDATE": "20250131"}.get(name, "?") for name in GDELT_EVENTS.header[0][:-1]), "?"),
    ),
]

# Words that are no row's end and no value's, among them what spoils one in one dialect and is a character in another.
plain = st.text(st.sampled_from("aé ñ漢'\\#%\u2028\x85\0"), min_size=1, max_size=8).map(lambda text: f"x{text}x")
odd = st.text(st.sampled_from('a"\n\r,\t;é\x01\ufeff'), max_size=8)


def as_bytes(fields, separator):
    return separator.join(fields).encode()


@st.composite
def files(draw):
    """A layout, the bytes of files of it, and how many rows of them are intact, and their lines that are not empty."""
    schema, header, values = draw(st.sampled_from(LAYOUTS))
    end = draw(st.sampled_from([b"\n", b"\r\n"]))
    made, intact, lines = [], 0, 0
    for _ in range(draw(st.integers(1, 3))):
        rows = [] if header is None else [as_bytes(header, schema.separator)]
        # A file without a header is told by its rows: the first is intact.
        for place in range(draw(st.integers(1 if header is None else 0, 12))):
            spoilt = draw(st.booleans()) and (place > 0 or header is not None)
            word = draw(odd) if spoilt else draw(plain)
            if header is None:
                fields = [*(value if value != "?" else "" for value in values[:-1]), word]
            else:
                fields = [word if value == "?" else value for value in values]
            row = as_bytes(fields, schema.separator)
            if spoilt and draw(st.integers(0, 4)) == 0:
                row = row[: draw(st.integers(0, len(row)))] + draw(st.sampled_from([b"\xff", b"\xc3", b""])) + b"y"
            intact += not spoilt
            rows.append(row)
        content = end.join(rows) + (end if draw(st.booleans()) else b"")
        text = content.removesuffix(b"\n")
        lines += sum(bool(line.removesuffix(b"\r")) for line in text.split(b"\n")) - (header is not None)
        made.append(gzip.compress(content) if draw(st.booleans()) else content)
    return schema, made, intact, lines


@given(files())
def test_delivered_and_rejected_rows_are_all_rows_and_intact_ones_are_delivered(drawn):
    schema, contents, intact, lines = drawn
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection, warnings.catch_warnings():
        for expected in (RejectedRowsWarning, DifferencesWarning):  # a drawn score is seldom that of its code
            warnings.simplefilter("ignore", expected)
        paths = []
        for number, content in enumerate(contents):
            packed = content.startswith(b"\x1f\x8b")
            paths.append(Path(folder) / f"{number}.csv{'.gz' if packed else ''}")
            paths[-1].write_bytes(content)
        intake = schema.intake(paths, connection=connection)
        delivered = schema.scan(paths, connection=connection).fetchall()
        assert intake.rows == lines
        assert len(delivered) + intake.rejected == lines
        assert sum(count for _, count in intake.reasons) == intake.rejected
        assert len(delivered) >= intact
        # The same whatever columns are asked for.
        counted = schema.scan(paths, connection=connection).count("*").fetchall()
        assert counted == [(len(delivered),)]


names = st.text(
    st.characters(codec="utf-8", exclude_characters="/\0", exclude_categories=("Cs",))
    | st.sampled_from("[]*?{}~$%'\"\\:=#! "),
    min_size=1,
    max_size=12,
).filter(lambda name: name not in {".", ".."} and len(name.encode()) < 200)


@given(name=names, folder=names, other=names, packed=st.booleans())
@example(name="gdelt[1]", folder="a=1", other="gdelt1", packed=False)
@example(name="ev*", folder="s3:", other="ev1", packed=True)
@example(name="~", folder="http:", other="{a,b}", packed=False)
@example(name="\\", folder="[\\]", other="**", packed=False)
def test_a_path_names_one_file_whatever_characters_it_has(name, folder, other, packed):
    content = b"ccode1,ccode2,year,flow1,flow2\n%d,70,2014,1,2\n"
    ending = ".csv.gz" if packed else ".csv"
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as connection:
        inside = Path(place) / folder
        inside.mkdir()
        for number, each in ((4, other), (3, f"{name}1"), (2, name)):
            made = content % number
            (inside / f"{each}{ending}").write_bytes(gzip.compress(made) if packed else made)
        read = COW_TRADE.scan(f"{inside}/{name}{ending}", connection=connection)
        assert read.columns == ["year", "ccode1", "ccode2", "flow1", "flow2"]
        assert read.fetchall() == [(2014, 2, 70, 1.0, 2.0)]
