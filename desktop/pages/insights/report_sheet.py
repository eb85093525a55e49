"""The sheet that a trend report is exported from: words, format, paper, and how it will look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.dialogs.framed import FramedDialog
from desktop.pages.editor.markdown_field import MarkdownField
from desktop.pages.insights.advice_list import AdviceList
from desktop.pages.insights.written_line import WrittenLine
from desktop.widgets.buttons import SegmentedControl
from desktop.widgets.labels import Label
from desktop.widgets.printed_pages import PrintedPages
from desktop.widgets.scrolling import ScrolledBody, scrolling
from desktop.widgets.section_header import SectionHeader
from desktop.wording import count_words

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.pages.insights.report_preview import Prepared, Shown
    from desktop.theme import ThemeSource

FORMATS = (("pdf", "PDF"), ("html", "HTML"), ("md", "Markdown"), ("json", "JSON"))
_PAPERS = (("A4", "A4"), ("US Letter", "US Letter"))
_WIDTH, _HEIGHT = 1080, 760
_LEFT = 420
_PAUSE_MS = 350
_MARGIN = 60
_NOTES = {
    "html": "One page for a browser; it says what these pages say.",
    "md": "As the file will read.",
    "json": "As the file will read.",
}


class ReportSheet(FramedDialog):
    """Shows what will be exported, and takes the author's own words for it.

    Signals:
        preview_wanted: words, format or paper are others now.
        stop_wanted: the writing shall stop.
    """

    preview_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, title: str, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Show the frame; what is in it is still being read."""
        super().__init__(title, themes, parent, text="Being computed…", width=_WIDTH)
        self.words = MarkdownField(themes, placeholder="What happened, what you want to be decided")
        self.words.edit.setAccessibleName("In your own words")
        self.form = SegmentedControl(FORMATS, themes, name="Format")
        self.paper = SegmentedControl(_PAPERS, themes, name="Paper")
        self.advice = AdviceList(themes)
        self.pages = PrintedPages(themes)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("Preview of the file")
        self.text.setFont(themes.current.font("markdown.source"))
        self.written = WrittenLine(themes)
        self._is_writing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.preview_wanted)
        row = QHBoxLayout()
        row.setSpacing(themes.current.size("space.3"))
        row.addWidget(self._make_left(), 0)
        row.addWidget(self._make_right(), 1)
        self.body.addWidget(self.written)
        self.body.addLayout(row, 1)
        self.set_confirm("Export PDF…").setEnabled(False)
        self.words.edited.connect(self._pause.start)
        self.form.chosen.connect(self._on_form)
        self.paper.chosen.connect(self._on_form)
        room = parent.window().size() if parent is not None else None
        height = min(_HEIGHT, room.height() - _MARGIN) if room is not None else _HEIGHT
        width = min(_WIDTH, room.width() - _MARGIN) if room is not None else _WIDTH
        self.resize(width, height)

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what the report is made of."""
        self.set_heading(prepared.title)
        self.set_text(prepared.about)
        self.words.fill(prepared.words)
        self.paper.set_value(prepared.paper)
        self.advice.show_advice(prepared.advice)
        self.confirm_button.setEnabled(True)
        self.words.setFocus()

    def show_preview(self, shown: Shown) -> None:
        """Show how it will look."""
        if shown.text:
            self.text.setPlainText(shown.text)
            lines = shown.text.count("\n")
            self._preview.set_note(count_words(lines, "line"))
        else:
            self.pages.show_pages(shown.pages)
            told = count_words(shown.total, "page")
            left = shown.total - len(shown.pages)
            self._preview.set_note(f"{told}, the first {len(shown.pages)} shown" if left else told)
        self._ways.setCurrentIndex(1 if shown.text else 0)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the writing is; (0, 0) when it is over."""
        self._is_writing = total > 0
        self.confirm_button.setEnabled(not self._is_writing)
        self.cancel_button.setText("Stop" if self._is_writing else "Close")
        words = f"Writing, page {done + 1} of {total}" if total > 1 else "Writing…"
        self.set_footnote(words if self._is_writing else "")

    def show_written(self, target: Path, words: str) -> None:
        """Say that the file is there, and offer it."""
        self.banner.clear()
        self.written.show_file(target, words)

    def show_refusal(self, words: str) -> None:
        """Say why nothing was written."""
        self.written.hide()
        self.banner.say(words, "error")

    @override
    def reject(self) -> None:
        """Stop what is being written, or close."""
        if self._is_writing:
            self.stop_wanted.emit()
        else:
            super().reject()

    @Slot()
    def _on_form(self) -> None:
        value = self.form.value()
        self.confirm_button.setText(f"Export {dict(FORMATS)[value]}…")
        self._paper_row.setEnabled(value == "pdf")
        self._about_form.setText(_NOTES.get(value, ""))
        self.written.hide()
        self.preview_wanted.emit()

    def _make_left(self) -> QWidget:
        themes = self.themes
        body = ScrolledBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, themes.current.size("space.1"), 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(_labelled("Format", self.form, themes))
        self._paper_row = _labelled("Paper", self.paper, themes)
        column.addWidget(self._paper_row)
        column.addSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("In your own words", themes))
        kept = "Kept with the period and offered again the next time. They stand first."
        column.addWidget(Label(kept, themes, style="meta", tone="tertiary", wrap=True))
        column.addWidget(self.words)
        column.addSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("What it recommends", themes))
        column.addWidget(self.advice)
        column.addStretch(1)
        area = scrolling(body)
        area.setFixedWidth(_LEFT)
        return area

    def _make_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.themes.current.size("space.1"))
        self._about_form = Label("", self.themes, style="meta", tone="tertiary")
        self._preview = SectionHeader("Preview", self.themes, right=self._about_form)
        self._ways = QStackedWidget()
        pages = scrolling(self.pages)
        pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        pages.setAccessibleName("Preview of the pages")
        self._ways.addWidget(pages)
        self._ways.addWidget(self.text)
        column.addWidget(self._preview)
        column.addWidget(self._ways, 1)
        return right


def _labelled(words: str, control: QWidget, themes: ThemeSource) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    label = Label(words, themes, tone="secondary")
    label.setFixedWidth(64)
    row.addWidget(label)
    row.addWidget(control)
    row.addStretch(1)
    return holder
