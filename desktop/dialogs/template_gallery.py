"""The templates that a postmortem can start from, and the headings of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.labels import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.theme import ThemeSource
    from models.templates import Template

_LIST_WIDTH = 240
_HEIGHT = 236


class TemplateGallery(QWidget):
    """A list of templates beside a preview.

    Signals:
        picked: a person chose one.
    """

    picked = Signal()

    def __init__(self, themes: ThemeSource, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._themes = themes
        self._templates: tuple[Template, ...] = ()
        self.list = QListWidget()
        self.list.setObjectName("framed")
        self.list.setAccessibleName("Template")
        self.list.setFont(themes.current.font("body"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        edge = themes.current.size("space.0.5")
        self.list.setViewportMargins(edge, edge, edge, edge)
        self.list.itemClicked.connect(self._on_picked)
        self.list.currentRowChanged.connect(self._show_preview)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.size("space.2"))
        row.addWidget(self.list)
        row.addWidget(self._make_preview(), 1)
        self.setFixedHeight(_HEIGHT)
        self.setFocusProxy(self.list)

    @property
    def templates(self) -> tuple[Template, ...]:
        """Those that are offered."""
        return self._templates

    def offer(self, templates: Sequence[Template]) -> None:
        """Offer other templates; the first is chosen."""
        self._templates = tuple(templates)
        self.list.clear()
        height = self._themes.current.size("control")
        for one in templates:
            item = QListWidgetItem(f"{one.title} (ours)" if one.is_own else one.title)
            item.setToolTip(one.description)
            item.setSizeHint(QSize(0, height))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def chosen(self) -> Template | None:
        """The template that is chosen; None while there are none."""
        row = self.list.currentRow()
        return self._templates[row] if 0 <= row < len(self._templates) else None

    def choose(self, template: Template) -> None:
        """Choose one without telling."""
        self.list.setCurrentRow(self._templates.index(template))

    def step(self, by: int) -> None:
        """Choose the next one (1) or the one before (-1), around the ends."""
        if self._templates:
            self.list.setCurrentRow((self.list.currentRow() + by) % len(self._templates))
            self.picked.emit()

    def _make_preview(self) -> QFrame:
        themes = self._themes
        frame = QFrame()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        self._description = Label("", themes, tone="secondary", wrap=True)
        self._headings = Label("", themes, style="body.doc", wrap=True)
        self._headings.setAccessibleName("Headings of the template")
        column.addWidget(self._description)
        columns = QHBoxLayout()
        columns.setSpacing(themes.current.size("space.2"))
        self._more = Label("", themes, style="body.doc", wrap=True)
        for label in (self._headings, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            columns.addWidget(label, 1)
        column.addLayout(columns, 1)
        return frame

    @Slot()
    def _show_preview(self) -> None:
        template = self.chosen()
        titles = [one.title for one in template.headings] if template else []
        half = (len(titles) + 1) // 2 if len(titles) > 6 else len(titles)
        self._description.setText(template.description if template else "")
        self._description.setVisible(bool(template and template.description))
        self._headings.setText("\n".join(titles[:half]))
        self._more.setText("\n".join(titles[half:]))

    @Slot()
    def _on_picked(self) -> None:
        self.picked.emit()
