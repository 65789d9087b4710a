"""The grid of pairs by questions: who has answered what, those who need help first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from buddy_console.desk.words import rung_word
from buddy_console.domain.attendees import Attendee
from buddy_console.domain.changes import Changes, Topic
from buddy_console.domain.participation import Rung, Standing
from buddy_console.domain.session import Session
from buddy_console.qt.status_marks import Mark

Index = QModelIndex | QPersistentModelIndex


class GridRole(IntEnum):
    """What the delegate asks for besides the text."""

    ROW = Qt.ItemDataRole.UserRole + 1  # the GridRow, whole: an enumeration of strings would come back as a str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One pair, or one person without a buddy. ``help_rank`` 0 needs help most."""

    number: int | None
    members: tuple[str, ...]
    names: str
    standing: str
    mark: Mark
    help_rank: int
    marks: tuple[Mark, ...]
    counts: tuple[int, ...]


_RANKS = {
    Rung.NO_ACCOUNT: 0,
    Rung.SILENT: 0,
    Rung.OFF_TAG: 0,
    Rung.UNSEEN: 1,
    Rung.POSTED: 2,
    Rung.ANSWERED: 3,
}


class GridModel(QAbstractTableModel):
    """Rows are pairs; the columns are the pair and each question, or all posts where there are no questions."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[GridRow] = []
        self._row_of: dict[str, int] = {}
        self._columns = 1
        self.help_first = True
        self.reload()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1 + self._columns

    def row(self, number: int) -> GridRow:
        return self._rows[number]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        questions = self._session.questions
        if role == Qt.ItemDataRole.DisplayRole:
            if section == 0:
                return QCoreApplication.translate("desk", "Pair")
            return f"Q{section}" if questions else QCoreApplication.translate("desk", "Posts")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and questions and section > 0:
            return questions[section - 1].text
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.names if column == 0 else str(row.counts[column - 1] or "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.names}\n{row.standing}"
        if role == GridRole.ROW:
            return row
        return None

    def take(self, changes: Changes) -> None:
        """Follow a step: a reset when the pairs or questions changed, else only the rows that were touched."""
        if changes.topics & (Topic.PAIRS | Topic.QUESTIONS | Topic.FILING):
            self.reload()
            return
        rows = {self._row_of[a] for a in changes.attendees if a in self._row_of}
        if any(a not in self._row_of for a in changes.attendees):
            self.reload()
            return
        for first, last in _runs(rows):
            for row in range(first, last + 1):
                before = self._rows[row]
                self._rows[row] = self._build(before.number, before.members)
            self.dataChanged.emit(self.index(first, 0), self.index(last, self._columns))

    def reload(self) -> None:
        """Build all rows anew, those who need help first, or by number."""
        self.beginResetModel()
        session = self._session
        self._columns = max(1, len(session.questions))
        rows = [self._build(pair.number, pair.members) for pair in session.pairs]
        rows += [
            self._build(None, (a.id,))
            for a in session.attendees.values()
            if a.id not in session.pair_of and a.is_arrived
        ]
        self._rows = sorted(rows, key=self._order)
        self._reindex()
        self.endResetModel()

    def resort(self) -> None:
        """Bring the rows into order again; call it only while nobody points at them."""
        ordered = sorted(self._rows, key=self._order)
        if ordered == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        members = [self._rows[index.row()].members for index in before]
        self._rows = ordered
        self._reindex()
        after = [
            self.index(self._row_of[ids[0]], index.column()) for ids, index in zip(members, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _reindex(self) -> None:
        self._row_of = {member: row for row, built in enumerate(self._rows) for member in built.members}

    def _order(self, row: GridRow) -> tuple[int, bool, int, str]:
        return (row.help_rank if self.help_first else 0, row.number is None, row.number or 0, row.names)

    def _build(self, number: int | None, members: Sequence[str]) -> GridRow:
        session = self._session
        people = [session.attendees[m] for m in members if m in session.attendees]
        standings = {person.id: session.standing_of(person.id) for person in people}
        newbies = [person for person in people if person.is_newbie]
        rank = min((_RANKS[standings[n.id].rung] for n in newbies), default=3)
        questions = range(1, self._columns + 1) if session.questions else (None,)
        cells = [self._cell(people, standings, question) for question in questions]
        mark = Mark.NEEDS_HELP if rank == 0 else Mark.NEWBIE if rank >= 2 else Mark.BUDDY
        return GridRow(
            number,
            tuple(members),
            " & ".join(person.name for person in people),
            _where(people) + _standing_words(newbies or people, standings),
            mark,
            rank,
            tuple(mark for mark, _ in cells),
            tuple(count for _, count in cells),
        )

    def _cell(
        self, people: Sequence[Attendee], standings: dict[str, Standing], question: int | None
    ) -> tuple[Mark, int]:
        newbie_posts = buddy_posts = 0
        first = False
        for person in people:
            standing = standings[person.id]
            count = standing.posts if question is None else standing.by_question.get(question, 0)
            if person.is_newbie:
                newbie_posts += count
                first = first or (count > 0 and self._is_first_under(standing, question))
            else:
                buddy_posts += count
        if newbie_posts:
            return (Mark.FIRST_POST if first else Mark.NEWBIE), newbie_posts + buddy_posts
        return (Mark.BUDDY if buddy_posts else Mark.NOBODY), buddy_posts

    def _is_first_under(self, standing: Standing, question: int | None) -> bool:
        if standing.first_post is None:
            return False
        return question is None or self._session.timeline.filings[standing.first_post].question == question

    def _spoken(self, row: GridRow, column: int) -> str:
        translate = QCoreApplication.translate
        if column == 0:
            return f"{row.names}, {row.standing}"
        words = {
            Mark.NOBODY: translate("desk", "nobody"),
            Mark.BUDDY: translate("desk", "buddy only"),
            Mark.NEWBIE: translate("desk", "newbie"),
            Mark.FIRST_POST: translate("desk", "newbie, very first post"),
        }
        return f"{row.names}, {self.headerData(column, Qt.Orientation.Horizontal)}: {words[row.marks[column - 1]]}"


def _where(people: Sequence[Attendee]) -> str:
    table = next((person.table for person in people if person.table), "")
    return QCoreApplication.translate("desk", "Table {table} · ").format(table=table) if table else ""


def _standing_words(people: Sequence[Attendee], standings: dict[str, Standing]) -> str:
    if len(people) == 1:
        return rung_word(standings[people[0].id].rung)
    return " · ".join(f"{p.name.split()[0]}: {rung_word(standings[p.id].rung)}" for p in people)


def _runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in sorted(rows):
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
