"""Reading files and pasted text into rows."""

import contextlib
import io
import os
import re
import struct
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from buddy_console.roster.table import MAX_BYTES, RosterError, Table, parse_text, read_table

ROWS = (("name", "level"), ("Zoë Müller", "newbie"), ("Bob", "experienced"))


def file(tmp_path: Path, content: bytes, name: str = "list.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def workbook(*rows: tuple[object, ...], title: str = "People") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def packed(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change) -> bytes:
    """The package with one part changed by a function of its bytes."""
    assert name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


def with_shared_strings(strings: bytes, sheet_data: bytes) -> bytes:
    """A package as spreadsheet programs write it: cells of type s that point into a list of texts."""
    data = packed(workbook(("Ana",)))
    relation = b'<Relationship Id="s9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    relation += b'sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    data = with_part(data, "xl/_rels/workbook.xml.rels", lambda part: part.replace(b"</Relationships>", relation))
    data = with_part(data, SHEET, lambda part: re.sub(rb"<sheetData>.*</sheetData>", lambda _: sheet_data, part))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(SHARED, strings)
    return buffer.getvalue()


def shared(
    *texts: str, head: str = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
) -> bytes:
    return (head + "".join(f"<si><t>{text}</t></si>" for text in texts) + "</sst>").encode()


TWO_CELLS = b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_delimiter_line_end_and_encoding(tmp_path: Path, delimiter: str, line_end: str, encoding: str):
    text = line_end.join(delimiter.join(row) for row in ROWS) + line_end
    assert read_table(file(tmp_path, text.encode(encoding))) == Table(ROWS)


def test_windows_1252_is_read_with_a_warning(tmp_path: Path):
    table = read_table(file(tmp_path, "name;level\nZoë Müller €;newbie".encode("cp1252")))
    assert table.rows[1] == ("Zoë Müller €", "newbie")
    assert [str(note) for note in table.notes] == [
        "“list.csv” is not in UTF-8 and was read as Windows-1252. Check the letters with accents."
    ]


def test_quoting_with_delimiters_quotes_and_line_ends_inside(tmp_path: Path):
    table = read_table(file(tmp_path, b'name, languages\r\n"Silva, ""Ani""", "en;fr"\r\n"Bob\r\nB.",de\r\n'))
    assert table.rows == (("name", "languages"), ('Silva, "Ani"', "en;fr"), ("Bob\r\nB.", "de"))


def test_the_delimiter_is_the_one_that_most_rows_share(tmp_path: Path):
    assert read_table(file(tmp_path, b"name,languages\nAna,en;fr\nBob,de;en\n")).rows[1] == ("Ana", "en;fr")
    assert read_table(file(tmp_path, b"name;languages\nAna;en,fr\nBob;de,en\n")).rows[1] == ("Ana", "en,fr")
    assert read_table(file(tmp_path, b"name\nSilva, Ana\nMeier, Bob\n")).rows[1] == ("Silva, Ana",)
    assert read_table(file(tmp_path, b"sep=|\nname|x,y\nAna|1,2\n")).rows == (("name", "x,y"), ("Ana", "1,2"))


def test_a_quotation_mark_never_closed_does_not_swallow_the_people_below(tmp_path: Path):
    table = read_table(file(tmp_path, b'name,level\n"Ana,newbie\nBob,newbie\n"Cleo",newbie\n'))
    assert table.rows == (("name", "level"), ("Ana", "newbie"), ("Bob", "newbie"), ("Cleo", "newbie"))
    assert "quotation mark" in str(table.notes[0])


def test_blank_lines_stay_so_that_rows_count_as_in_a_spreadsheet(tmp_path: Path):
    assert read_table(file(tmp_path, b"name\n\nAna\n\n\n")).rows == (("name",), (), ("Ana",))


def test_nothing_there(tmp_path: Path):
    with pytest.raises(RosterError, match=r"There is no file “.*nothing.csv”"):
        read_table(tmp_path / "nothing.csv")
    with pytest.raises(RosterError, match="There is no file"):
        read_table(file(tmp_path, b"x") / "inside.csv")
    with pytest.raises(RosterError, match="There is no file"):
        read_table(tmp_path / "a\0b")
    with pytest.raises(RosterError, match="is a folder"):
        read_table(tmp_path)
    for empty in (b"", b"\n\r\n  \n", b"\xef\xbb\xbf", b" ; ; \n"):
        with pytest.raises(RosterError, match=r"There is nothing in “list.csv”"):
            read_table(file(tmp_path, empty))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(RosterError, match="is not a file"):
        read_table(tmp_path / "pipe.csv")


def test_too_much(tmp_path: Path):
    with pytest.raises(RosterError, match="larger than 20 MB"):
        read_table(file(tmp_path, b"a" * (MAX_BYTES + 1)))
    with pytest.raises(RosterError, match="more than 20000 rows"):
        read_table(file(tmp_path, b"Ana\n" * 20_001))
    assert len(read_table(file(tmp_path, b"Ana\n" * 20_000)).rows) == 20_000
    with pytest.raises(RosterError, match="more than 256 columns"):
        read_table(file(tmp_path, b"," * 300))
    with pytest.raises(RosterError, match="cannot be taken apart"):
        read_table(file(tmp_path, b"name\n" + b"a" * 200_000))
    with pytest.raises(RosterError, match="pasted text is larger"):
        parse_text("a" * (MAX_BYTES + 1))
    with pytest.raises(RosterError, match="more than 20000 rows"):
        parse_text("Ana\n" * 20_001)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n...",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0JFIF",
        b"{\\rtf1 Ana}",
        bytes(range(32)) * 9,
        b"\0" * 99,
    ],
)
def test_what_is_not_a_sheet_says_so(tmp_path: Path, content: bytes):
    with pytest.raises(RosterError, match=r"“list.csv” is not a sheet"):
        read_table(file(tmp_path, content))


@pytest.mark.parametrize("content", ["naïve".encode() + b"\x81 \xff\x90", b"\xff\xfea\0b", b"\xff\xfe\x00\xd8x\0"])
def test_letters_in_no_known_encoding_say_so(tmp_path: Path, content: bytes):
    with pytest.raises(RosterError, match=r"letters of “list.csv” cannot be read"):
        read_table(file(tmp_path, content))


def test_a_workbook_as_the_spreadsheet_counts_it(tmp_path: Path):
    book = workbook((), (None, "Name", "Table", "New"), (None, "Zoë", 3, True), (), (None, "Bob", 2.5, None))
    table = read_table(file(tmp_path, packed(book), "list.xlsx"))
    assert table.rows == (
        ("", "", "", ""),
        ("", "Name", "Table", "New"),
        ("", "Zoë", "3", "TRUE"),
        ("", "", "", ""),
        ("", "Bob", "2.5", ""),
    )
    assert table.notes == ()


def test_the_first_visible_filled_sheet_is_read_and_named(tmp_path: Path):
    book = workbook(("secret",), title="Hidden")
    book.active.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.create_sheet("List").append(("Ana",))
    table = read_table(file(tmp_path, packed(book)))
    assert table.rows == (("Ana",),)
    assert str(table.notes[0]) == "Only the sheet “List” was read; the file has 2 sheets."


def test_an_empty_workbook(tmp_path: Path):
    with pytest.raises(RosterError, match="There is nothing in"):
        read_table(file(tmp_path, packed(workbook())))


def test_a_zip_bomb_is_left_alone(tmp_path: Path):
    bomb = with_part(packed(workbook(("Ana",))), SHEET, lambda part: part + b" " * (65 << 20))
    with pytest.raises(RosterError, match="more than 64 MB when unpacked"):
        read_table(file(tmp_path, bomb))


def test_a_zip_bomb_that_lies_about_its_size_is_left_alone(tmp_path: Path):
    bomb = with_part(packed(workbook(("Ana",))), SHEET, lambda part: part + b" " * (65 << 20))
    lie = bomb.replace(struct.pack("<I", _unpacked_size(bomb)), struct.pack("<I", 2000))
    assert lie != bomb
    with pytest.raises(RosterError, match="more than 64 MB when unpacked"):
        read_table(file(tmp_path, lie))


def _unpacked_size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.getinfo(SHEET).file_size


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (b'<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>', "more than 20000 rows"),
        (b'<row r="2"><c r="XFD2" t="str"><v>x</v></c></row>', "more than 256 columns"),
        (b'<row r="19999"><c r="IU19999" t="str"><v>x</v></c></row>', "more than 256 columns"),
        (b"<row>" + b'<c t="str"><v>x</v></c>' * 300 + b"</row>", "more than 256 columns"),
        (b'<row r="2"><c r="?!" t="str"><v>x</v></c></row>', "damaged"),
        (b"<row>", "damaged"),
        (b'<row r="1048576"><c r="A2" t="str"><v>x</v></c><c t="str"><v>x</v></c></row>', "more than 20000 rows"),
    ],
)
def test_a_far_cell_does_not_fill_the_memory(tmp_path: Path, cell: bytes, sentence: str):
    def add(part: bytes) -> bytes:
        return part.replace(b"</sheetData>", cell + b"</sheetData>")

    data = with_part(packed(workbook(("Ana",))), SHEET, add)
    with pytest.raises(RosterError, match=sentence):
        read_table(file(tmp_path, data))


def test_empty_cells_far_below_do_no_harm(tmp_path: Path):
    book = workbook(("Ana",))
    book.active.cell(30_000, 1).font = openpyxl.styles.Font(bold=True)
    assert read_table(file(tmp_path, packed(book))).rows == (("Ana",),)


@pytest.mark.parametrize(
    "attribute", [b'<dimension ref="A1:XFD1048576"/><sheetData', b'<dimension ref="??"/><sheetData']
)
def test_a_wrong_dimension_is_survived(tmp_path: Path, attribute: bytes):
    data = with_part(
        packed(workbook(("Ana",))),
        SHEET,
        lambda part: part.replace(b"<sheetData", attribute).replace(b'A1:A1"/>', b'"/>'),
    )
    assert_table_or_refusal(file(tmp_path, data))


def test_shared_texts(tmp_path: Path):
    data = with_shared_strings(shared("Zoë &amp; Co", "newbie"), TWO_CELLS)
    assert read_table(file(tmp_path, data)).rows == (("Zoë & Co", "", "newbie"),)


@pytest.mark.parametrize(
    "strings",
    [
        b'<!DOCTYPE a [<!ENTITY b "cccccccccc"><!ENTITY d "&b;&b;&b;">]><sst><si><t>&d;</t></si></sst>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><sst><si><t>x</t></si><si><t>x</t></si></sst>',
    ],
)
def test_an_entity_bomb_is_refused(tmp_path: Path, strings: bytes):
    with pytest.raises(RosterError, match="damaged"):
        read_table(file(tmp_path, with_shared_strings(strings, TWO_CELLS)))


@pytest.mark.parametrize(
    "strings", [shared("Ana"), shared("Ana", "x", head='<sst uniqueCount="99999999999999999">')]
)
def test_wrong_counts_of_shared_texts_are_survived(tmp_path: Path, strings: bytes):
    assert_table_or_refusal(file(tmp_path, with_shared_strings(strings, TWO_CELLS)))


def test_a_part_that_is_there_twice_is_refused(tmp_path: Path):
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/twice.xml", "<a/>")
        package.writestr("xl/twicf.xml", "<a/>")
    with pytest.raises(RosterError, match="damaged"):
        read_table(file(tmp_path, buffer.getvalue().replace(b"xl/twicf.xml", b"xl/twice.xml")))


def test_office_files_of_other_kinds(tmp_path: Path):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(RosterError, match="old format"):
        read_table(file(tmp_path, old, "list.xls"))
    with pytest.raises(RosterError, match="protected with a password"):
        read_table(file(tmp_path, old + "EncryptedPackage".encode("utf-16-le"), "list.xlsx"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(RosterError, match="is not a sheet"):
        read_table(file(tmp_path, buffer.getvalue(), "list.docx"))
    with pytest.raises(RosterError, match="damaged"):
        read_table(file(tmp_path, packed(workbook(("Ana",)))[:-40], "list.xlsx"))


@pytest.mark.parametrize(
    ("pasted", "rows"),
    [
        ("Ana\r\nBob\r\n\r\nCleo", (("Ana",), ("Bob",), (), ("Cleo",))),
        ("Ana, newbie\nBob", (("Ana", "newbie"), ("Bob",))),
        ("Ana\tnewbie\nBob\t", (("Ana", "newbie"), ("Bob", ""))),
        ('"Ana\nSilva"\tnewbie\nBob\tnew', (("Ana\nSilva", "newbie"), ("Bob", "new"))),
        ("\ufeff1. Ana\n2) Bob\n• Cleo\n- Dora", (("Ana",), ("Bob",), ("Cleo",), ("Dora",))),
        ("Ana Silva <@ana@x.org>", (("Ana Silva", "<@ana@x.org>"),)),
        ("Ana @ana@x.org\nBob", (("Ana", "@ana@x.org"), ("Bob", ""))),
        ("Ana https://x.org/@ana\nBob, new", (("Ana", "", "https://x.org/@ana"), ("Bob", " new", ""))),
        ("name,level,handle\nAna,newbie,@ana", (("name", "level", "handle"), ("Ana", "newbie", "@ana"))),
        ("Ana <ana@a.org>, Bob <bob@b.org>", (("Ana", "<ana@a.org>"), ("Bob", "<bob@b.org>"))),
        ("Ana - new\nBob Z. - old", (("Ana - new",), ("Bob Z. - old",))),
        ("Ana, ACME, @ana", (("Ana", "ACME", "@ana"),)),
        ("Ana, Bob, Cleo", (("Ana",), ("Bob",), ("Cleo",))),
        ("Ana, newbie, Table 3", (("Ana", "newbie", "Table 3"),)),
    ],
)
def test_pasted_text(pasted: str, rows: tuple[tuple[str, ...], ...]):
    assert parse_text(pasted).rows == rows


def test_nothing_pasted():
    for text in ("", " \n\t\n", "\ufeff"):
        with pytest.raises(RosterError, match="nothing in the pasted text"):
            parse_text(text)


def assert_table_or_refusal(path: Path) -> None:
    try:
        table = read_table(path)
    except RosterError:
        return
    assert table.rows
    assert all(isinstance(cell, str) for row in table.rows for cell in row)


_TEXTS = st.text(alphabet=st.one_of(st.sampled_from('",;|\t\r\n\0='), st.characters()), max_size=200)
_ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "ignore"),
    _TEXTS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "cp437", "shift-jis"]),
)
_STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(_ENCODED, st.builds(bytes.__add__, _STARTS, st.binary(max_size=300))))
def test_any_bytes_are_a_table_or_a_sentence(tmp_path: Path, content: bytes):
    assert_table_or_refusal(file(tmp_path, content))


GOOD = with_shared_strings(shared("Ana", "newbie"), TWO_CELLS)
PARTS = [SHEET, SHARED, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_any_damage_to_the_package_is_a_table_or_a_sentence(tmp_path: Path, where: int, change: bytes):
    assert_table_or_refusal(file(tmp_path, GOOD[:where] + change + GOOD[where + len(change) :]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.sampled_from(PARTS),
    st.floats(0, 1),
    st.sampled_from([b"<", b'"', b"9999999999", b"</c>", b"<c>", b"", b"\0"]),
)
def test_any_damage_to_a_part_is_a_table_or_a_sentence(tmp_path: Path, name: str, where: float, change: bytes):
    def damage(part: bytes) -> bytes:
        at = int(where * len(part))
        return part[:at] + change + part[at + 3 :]

    assert_table_or_refusal(file(tmp_path, with_part(GOOD, name, damage)))


@given(_TEXTS)
def test_any_pasted_text_is_a_table_or_a_sentence(text: str):
    try:
        table = parse_text(text)
    except RosterError:
        return
    assert table.rows


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 200_000 + "b", " @a" * 60_000, "<" * 200_000, '"' * 100_000, "a" + " <" * 60_000, "- " * 90_000],
    ids=["blanks", "ats", "brackets", "quotes", "blank brackets", "bullets"],
)
def test_hostile_text_takes_no_time(text: str):
    start = time.process_time()
    with contextlib.suppress(RosterError):
        parse_text(text)
    assert time.process_time() - start < 2


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read(tmp_path: Path):
    path = file(tmp_path, b"Ana")
    path.chmod(0)
    with pytest.raises(RosterError, match="cannot be opened"):
        read_table(path)
