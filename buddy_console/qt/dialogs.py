"""File dialogs that are awaited: opened without a nested event loop, so that no task is starved."""

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


async def choose_file(parent: QWidget, title: str, pattern: str) -> Path | None:
    """Ask for an existing file; None when the dialog was closed."""
    dialog = QFileDialog(parent, title, "", pattern)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return await _chosen(dialog)


async def choose_new_file(parent: QWidget, title: str, pattern: str, suggestion: str) -> Path | None:
    """Ask where to write a file; None when the dialog was closed."""
    dialog = QFileDialog(parent, title, suggestion, pattern)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(suggestion).suffix.lstrip("."))
    return await _chosen(dialog)


async def _chosen(dialog: QFileDialog) -> Path | None:
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def finished(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(finished)
    dialog.open()
    try:
        accepted = await answer == QFileDialog.DialogCode.Accepted
        return Path(dialog.selectedFiles()[0]) if accepted and dialog.selectedFiles() else None
    finally:
        dialog.finished.disconnect(finished)
        dialog.deleteLater()
