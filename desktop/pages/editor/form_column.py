"""The one scrolled column of the form: blocks below each other, and which of them is looked at."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.dialogs.fields import Field
from desktop.pages.editor.part import FormPart
from desktop.pages.editor.record_view import RecordView
from desktop.widgets.overlay_scroll_bar import OverlayScrollBar
from desktop.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST_WIDTH = 960
_PADDING = 28
_TOP = 14
_BLOCK_GAP = 20
_HEADING = 32


class FormColumn(QWidget):
    """Shows widgets in an order that may change, with Tab going down through them.

    Signals:
        anchor_changed: name of the anchor that is being looked at or typed into.
    """

    anchor_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._anchors: dict[str, QWidget] = {}
        self._current = ""
        body = QWidget()
        body.setObjectName("raised")
        self.content = QWidget()
        self.content.setObjectName("raised")
        self.content.setMaximumWidth(MOST_WIDTH)
        self._column = QVBoxLayout(self.content)
        self._column.setContentsMargins(_PADDING, _TOP, _PADDING, _PADDING)
        self._column.setSpacing(_BLOCK_GAP)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.content)
        self._scroll = scrolling(body)
        OverlayScrollBar(self._scroll)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def lay_out(
        self,
        widgets: Sequence[QWidget],
        anchors: Mapping[str, QWidget],
        hidden: Collection[QWidget] = (),
    ) -> None:
        """Show these, in this order.

        Args:
            widgets: from top to bottom.
            anchors: those of them, or parts of them, that can be gone to, by name.
            hidden: those that keep their place without being shown.
        """
        while self._column.count():
            self._column.takeAt(0)
        for widget in widgets:
            self._column.addWidget(widget)
            widget.setVisible(widget not in hidden)
        self._column.addStretch(1)
        self._anchors = dict(anchors)
        stops = [stop for widget in widgets for stop in _tab_stops(widget)]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def go_to(self, name: str) -> bool:
        """Show an anchor at the top and give it the keyboard; False when there is none."""
        anchor = self._anchors.get(name)
        if anchor is None:
            return False
        anchor.show()
        _first_control(anchor).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(name)
        # Only after the layout has taken in what was unfolded or shown is its place known.
        QTimer.singleShot(0, self, lambda: self._scroll_to(anchor))
        return True

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll as far as needed, once the layout is settled."""
        QTimer.singleShot(0, self, lambda: self._ensure_visible(widget))

    def scroll_to_top(self) -> None:
        """Show the beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def _scroll_to(self, anchor: QWidget) -> None:
        # A table inside a block has its own heading above it.
        above = _TOP if anchor.parentWidget() is self.content else _TOP + _HEADING
        self._scroll.verticalScrollBar().setValue(self._top(anchor) - above)

    def _top(self, anchor: QWidget) -> int:
        return anchor.mapTo(self.content, QPoint()).y()

    def _ensure_visible(self, widget: QWidget) -> None:
        if isinstance(widget, RecordView):
            widget.follow()  # a table may be far higher than the page
        elif self._scroll.isAncestorOf(widget):
            self._scroll.ensureWidgetVisible(widget, 0, 2 * _PADDING)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        """Mark what is being looked at; where one types counts more while it is in view."""
        focused = self._anchor_of(QApplication.focusWidget())
        if focused and not self._anchors[focused].visibleRegion().isEmpty():
            self._tell(focused)
            return
        middle = value + self._scroll.viewport().height() // 3
        seen = ""
        for name, anchor in self._anchors.items():
            if not anchor.isHidden() and self._top(anchor) <= middle:
                seen = name
        self._tell(seen)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        name = self._anchor_of(new)
        self._tell(name)

    def _anchor_of(self, widget: QWidget | None) -> str:
        if widget is None or not self.isAncestorOf(widget):
            return ""
        for name, anchor in self._anchors.items():
            if anchor is widget or anchor.isAncestorOf(widget):
                return name
        return ""

    def _tell(self, name: str) -> None:
        if name and name != self._current:
            self._current = name
            self.anchor_changed.emit(name)


def _first_control(anchor: QWidget) -> QWidget:
    """What takes the keyboard first inside a block."""
    if isinstance(anchor, Field):
        return anchor.control
    if isinstance(anchor, FormPart):
        shown = (one for one in anchor.fields.values() if one.isVisible())
        first = next(shown, None)
        if first is not None:
            return first.control
    return anchor.focusProxy() or anchor


def _tab_stops(root: QWidget) -> list[QWidget]:
    """What Tab stops at inside a block, in the order in which it was built."""
    return [
        one
        for one in (root, *root.findChildren(QWidget))
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and one.window() is root.window()  # a list that drops down is a window of its own
    ]
