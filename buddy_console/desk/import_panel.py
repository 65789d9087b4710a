"""The preview of a list: columns that can be changed, what is wrong by row, and one button that takes the rest."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from buddy_console.desk.column_heads import ColumnHeads
from buddy_console.desk.door import Door
from buddy_console.desk.import_models import ProblemsModel, SheetModel
from buddy_console.desk.import_sheet import Sheet, read_source, understand
from buddy_console.desk.import_tables import ImportDelegate, import_table
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.commands.registering import RegisterAttendees
from buddy_console.domain.message import DomainError
from buddy_console.qt.sentences import spoken
from buddy_console.qt.theme import GRID, Theme
from buddy_console.roster.columns import Columns, Field
from buddy_console.roster.table import Table

_TASK = "read list"


class ImportPanel(QWidget):
    """Opened by `open`; closes itself when people were taken, or by Esc."""

    closed = Signal()

    def __init__(self, door: Door, theme: Theme, worker: Executor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._door = door
        self._worker = worker
        self._delegate = ImportDelegate(theme, self)
        self._reading = 0
        self.sheet: Sheet | None = None
        self.sheet_model, self.problems_model = SheetModel(self), ProblemsModel(self)
        self.title, self.notes = QLabel(), QLabel()
        self.titles_box = QCheckBox()
        self.known_box = QCheckBox()
        self.known_box.setChecked(True)
        self.take_button = QPushButton()
        self.take_button.setProperty("primary", "true")
        self._cancel = QPushButton(translate("desk", "Cancel (Esc)"))
        self.sheet_view = import_table(self._delegate, translate("desk", "The list"))
        self.problems_view = import_table(self._delegate, translate("desk", "What is wrong with the list"))
        self.heads = ColumnHeads(self.sheet_view)
        self._arrange()
        self.heads.chosen.connect(self._change_column)
        self.titles_box.clicked.connect(self._change_titles)
        self.known_box.toggled.connect(self._tell_take)
        self.take_button.clicked.connect(self.take)
        self._cancel.clicked.connect(self.close_panel)
        self.problems_view.clicked.connect(lambda index: self._go_to(index.row()))
        self.problems_view.selectionModel().currentRowChanged.connect(lambda now: self._go_to(now.row()))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.update()

    # Opening and closing

    def open(self, source: Path | str) -> None:
        """Read a file, or a pasted text, and show what it holds."""
        translate = QCoreApplication.translate
        name = source.name if isinstance(source, Path) else translate("desk", "the pasted list")
        self._show(None)
        self.title.setText(translate("desk", "Reading {name}…").format(name=name))
        self._start(partial(self._read, source, name))

    def close_panel(self) -> None:
        # What is still being read is not shown any more.
        self._reading += 1
        self._show(None)
        self.closed.emit()

    def take(self) -> None:
        """Register the good rows, all in one step."""
        people = self._people()
        if not people or self.sheet is None:
            return
        translate = QCoreApplication.translate
        done = (
            translate("desk", "One person is on the list now.")
            if len(people) == 1
            else translate("desk", "%n more people are on the list now.", None, len(people))
        )
        refused = len(self.sheet.refused)
        if refused:
            left = (
                translate("desk", "One row was left out.")
                if refused == 1
                else translate("desk", "%n rows were left out.", None, refused)
            )
            done = f"{done} {left}"
        if self._door.do(RegisterAttendees(people), done):
            self.close_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    # Reading

    def _start(self, work: Callable[[int], Coroutine[Any, Any, None]]) -> None:
        """Begin a reading; those before it, and it once the panel is closed, show nothing any more."""
        self._reading += 1
        self._door.scope.start(work(self._reading), name=f"{_TASK} {self._reading}")

    async def _read(self, source: Path | str, name: str, reading: int) -> None:
        loop = asyncio.get_running_loop()
        try:
            table, columns = await loop.run_in_executor(self._worker, read_source, source)
        except DomainError as error:
            if reading == self._reading:
                self._door.notify(spoken(error))
                self.close_panel()
            return
        await self._understand(table, columns, reading)
        if reading == self._reading:
            self.title.setText(QCoreApplication.translate("desk", "Import {name}").format(name=name))
            self.take_button.setFocus()

    async def _understand(self, table: Table, columns: Columns, reading: int) -> None:
        session = self._door.session
        work = partial(
            understand, table, columns, tuple(session.attendees.values()), session.description.home_server
        )
        sheet = await asyncio.get_running_loop().run_in_executor(self._worker, work)
        if reading == self._reading:
            self._show(sheet)

    def _again(self, columns: Columns) -> None:
        if self.sheet is not None:
            self._start(partial(self._understand, self.sheet.table, columns))

    def _change_column(self, column: int, field: Field | None) -> None:
        if self.sheet is not None:
            self._again(self.sheet.columns.with_field(column, field))

    def _change_titles(self, on: bool) -> None:
        if self.sheet is not None:
            filled = (n for n, row in enumerate(self.sheet.table.rows) if any(map(str.strip, row)))
            self._again(self.sheet.columns.with_titles(self.sheet.table, next(filled, 0) if on else None))

    # Showing

    def _show(self, sheet: Sheet | None) -> None:
        is_new = sheet is None or self.sheet is None or sheet.table is not self.sheet.table
        self.sheet = sheet
        problems = () if sheet is None else sheet.preview.problems
        self.problems_view.setVisible(bool(problems))
        self.sheet_view.setVisible(sheet is not None)
        self.titles_box.setVisible(sheet is not None)
        self.known_box.setVisible(sheet is not None and bool(sheet.known))
        self._tell_take()
        if sheet is None:
            self.notes.setText("")
        else:
            self._tell(sheet)
            columns = sheet.columns
            self.heads.show_fields(columns.fields, [columns.label(i) for i in range(len(columns.fields))])
            if is_new:
                self._fit_columns()

    def _tell(self, sheet: Sheet) -> None:
        translate = QCoreApplication.translate
        told = [spoken(note) for note in sheet.preview.notes]
        if sheet.complaint is not None:
            told = [spoken(sheet.complaint), *told]
        self.notes.setText(" ".join(told))
        self.notes.setVisible(bool(told))
        row = sheet.columns.title_row
        self.titles_box.setChecked(row is not None)
        self.titles_box.setText(
            translate("desk", "A row of titles")
            if row is None
            else translate("desk", "Titles in row {row}").format(row=row + 1)
        )
        known = len(sheet.known)
        self.known_box.setText(
            translate("desk", "Leave out one who is on the list already")
            if known == 1
            else translate("desk", "Leave out %n who are on the list already", None, known)
        )

    def _tell_take(self) -> None:
        """What will be taken, and what is left out: rows without a name, and, if wanted, who is known."""
        translate = QCoreApplication.translate
        sheet = self.sheet
        left_out: frozenset[int] = frozenset()
        if sheet is not None:
            left_out = sheet.refused.union(sheet.known.values() if self.known_box.isChecked() else ())
        self.sheet_model.show_sheet(sheet, left_out)
        self.problems_model.show_problems(() if sheet is None else sheet.preview.problems, left_out)
        count = len(self._people())
        self.take_button.setText(
            translate("desk", "Take one person")
            if count == 1
            else translate("desk", "Take %n people", None, count)
        )
        self.take_button.setEnabled(count > 0)

    def _people(self) -> tuple[Attendee, ...]:
        if self.sheet is None:
            return ()
        return self.sheet.new_people if self.known_box.isChecked() else self.sheet.preview.people

    def _go_to(self, row: int) -> None:
        problem = self.problems_model.problem_at(row)
        if problem is not None:
            cell = self.sheet_model.index(problem.row - 1, max(self.sheet_view.currentIndex().column(), 0))
            self.sheet_view.selectRow(problem.row - 1)
            self.sheet_view.scrollTo(cell, QAbstractItemView.ScrollHint.PositionAtCenter)

    # Building

    def _fit_columns(self) -> None:
        """As wide as the first rows need, within reason; the last takes what is left."""
        self.sheet_view.horizontalHeader().setResizeContentsPrecision(40)
        self.sheet_view.resizeColumnsToContents()
        self.heads.resizeSection(self.sheet_model.columnCount() - 1, self.heads.minimumSectionSize())
        for column in range(self.sheet_model.columnCount() - 1):
            width = self.sheet_view.columnWidth(column)
            self.sheet_view.setColumnWidth(column, min(max(width + GRID, 17 * GRID), 32 * GRID))

    def _arrange(self) -> None:
        self.title.setProperty("type", "title")
        for label in (self.title, self.notes):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setWordWrap(True)
        self.sheet_view.setModel(self.sheet_model)
        self.sheet_view.setHorizontalHeader(self.heads)
        self.heads.setStretchLastSection(True)
        self.problems_view.setModel(self.problems_model)
        self.problems_view.verticalHeader().hide()
        heads = self.problems_view.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        heads.setHighlightSections(False)
        heads.setStretchLastSection(True)
        for column, width in enumerate((64, 200, 88)):
            self.problems_view.setColumnWidth(column, width)
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.title)
        top.addStretch(1)
        for widget in (self.titles_box, self.known_box, self._cancel, self.take_button):
            top.addWidget(widget)
        tables = QSplitter(Qt.Orientation.Vertical)
        tables.addWidget(self.sheet_view)
        tables.addWidget(self.problems_view)
        tables.setStretchFactor(0, 3)
        tables.setStretchFactor(1, 1)
        tables.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.notes)
        layout.addWidget(tables, 1)
