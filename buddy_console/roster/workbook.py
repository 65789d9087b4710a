"""The first filled sheet of an .xlsx file, read only after its size unpacked is known to be harmless."""

import datetime as dt
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from buddy_console.domain.message import QT_TRANSLATE_NOOP, Message
from buddy_console.roster.decoding import not_a_sheet
from buddy_console.roster.delimited import MAX_COLUMNS, MAX_ROWS, Rows, too_long, too_wide
from buddy_console.roster.errors import RosterError

_ZIP: Final = b"PK\x03\x04"
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROTECTED: Final = "EncryptedPackage".encode("utf-16-le")
_MAX_UNPACKED: Final = 64 * 1024 * 1024
_MAX_PARTS: Final = 2_000
_MAX_CELLS: Final = 1_000_000
_PIECE: Final = 1 << 20


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin like a packed or an old office file, which is no text."""
    return data.startswith((_ZIP, _OLD_OFFICE))


def read_workbook(data: bytes, name: str) -> tuple[Rows, tuple[Message, ...]]:
    """The rows of the first visible sheet with anything in it, counted as the spreadsheet counts them.

    Raises:
        RosterError: no .xlsx file, damaged, protected with a password, or too large when unpacked.

    """
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data, name)
    try:
        checked = _repacked(_parts(data, name))
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        struct.error,
        NotImplementedError,
        ValueError,
    ) as error:
        raise _damaged(name) from error
    try:
        return _filled_sheet(checked, name)
    except CalamineError as error:
        raise _damaged(name) from error
    except BaseException as error:
        # A bug in the reader's native part arrives as a panic, which is no ordinary exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(name) from error


def _old_office(data: bytes, name: str) -> RosterError:
    if _PROTECTED in data:
        sentence = QT_TRANSLATE_NOOP(
            "roster", "“{name}” is protected with a password. Save a copy without the password."
        )
    else:
        sentence = QT_TRANSLATE_NOOP("roster", "“{name}” is in an old format. Save it as .xlsx or .csv.")
    return RosterError(Message(sentence, {"name": name}))


def _damaged(name: str) -> RosterError:
    sentence = QT_TRANSLATE_NOOP(
        "roster", "“{name}” is damaged or not an .xlsx file. Open it in a spreadsheet and save it again."
    )
    return RosterError(Message(sentence, {"name": name}))


def _repacked(parts: Iterator[tuple[str, bytes]]) -> bytes:
    """A package of the parts that were checked, so that the reader cannot see anything else in the file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts:
            _Bounds().check(part)
            package.writestr(name, part)
    return buffer.getvalue()


def _parts(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The XML parts unpacked; sizes are counted, for those that the file declares may be wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
    if len(entries) > _MAX_PARTS:
        raise _bomb(name)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise not_a_sheet(name)
    if len(names) < len(entries):
        raise zipfile.BadZipFile("a name twice")
    room = _MAX_UNPACKED
    for entry in entries:
        if entry.flag_bits & 1:
            raise _old_office(_PROTECTED, name)
        part = _unpacked(data, entry, room)
        room -= len(part)
        if room <= 0:
            raise _bomb(name)
        if entry.filename.endswith((".xml", ".rels")) or part.lstrip()[:1] == b"<":
            yield entry.filename, part


def _bomb(name: str) -> RosterError:
    sentence = QT_TRANSLATE_NOOP(
        "roster", "“{name}” grows to more than {limit} MB when unpacked, so it was left alone."
    )
    return RosterError(Message(sentence, {"name": name, "limit": _MAX_UNPACKED // 1024**2}))


def _unpacked(data: bytes, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The entry's true content, at most ``room`` bytes of it and one."""
    name_length, extra_length = struct.unpack_from("<26xHH", data, entry.header_offset)
    start = entry.header_offset + 30 + name_length + extra_length
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile(entry.filename)
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, room + 1)


class _Bounds:
    """Finds the last filled cell of a sheet, since the reader makes room for all cells up to it."""

    def __init__(self) -> None:
        self.row = self.cell_row = self.cell_column = 0
        self.last_row = self.last_column = 0
        self.in_cells = False

    def check(self, part: bytes) -> None:
        """Raises RosterError where there is too much, ExpatError for broken XML, ValueError for odd places."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._refuse
        parser.Parse(part, True)
        if self.last_row > MAX_ROWS:
            raise too_long()
        if self.last_column > MAX_COLUMNS or self.last_row * self.last_column > _MAX_CELLS:
            raise too_wide()

    def _refuse(self, *_: object) -> None:
        raise ValueError("an office file declares no document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "sst" and int(attributes.get("uniqueCount", "0")) > _MAX_CELLS:
            raise ValueError("the reader makes room for as many texts as are declared")
        if not self.in_cells:
            self.in_cells = local == "sheetData"
        elif local == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.cell_column = 0
        elif local == "c":
            self._place(attributes.get("r"))
        elif local in {"v", "is", "f"}:
            self.last_row = max(self.last_row, self.cell_row)
            self.last_column = max(self.last_column, self.cell_column)

    def _place(self, reference: str | None) -> None:
        if reference is None:
            self.cell_row = self.row
            self.cell_column += 1
            return
        letters = reference.rstrip("0123456789")
        self.cell_row = int(reference[len(letters) :])
        self.cell_column = 0
        if len(letters) > 3:
            raise ValueError("a column beyond XFD")
        for letter in letters:
            self.cell_column = self.cell_column * 26 + ord(letter.upper()) - 64


def _filled_sheet(data: bytes, name: str) -> tuple[Rows, tuple[Message, ...]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for sheet_name in names:
            rows = _rows(book.get_sheet_by_name(sheet_name))
            if any(any(row) for row in rows):
                return rows, _which_sheet(sheet_name, names)
    raise RosterError(Message(QT_TRANSLATE_NOOP("roster", "There is nothing in “{name}”."), {"name": name}))


def _which_sheet(read: str, names: list[str]) -> tuple[Message, ...]:
    if len(names) == 1:
        return ()
    note = QT_TRANSLATE_NOOP("roster", "Only the sheet “{sheet}” was read; the file has {count} sheets.")
    return (Message(note, {"sheet": read, "count": len(names)}),)


def _rows(sheet: CalamineSheet) -> Rows:
    return [tuple(_shown(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False)]


def _shown(cell: object) -> str:
    """The cell as the spreadsheet shows it by default."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)
