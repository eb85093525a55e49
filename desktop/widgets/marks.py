"""Severity pill, badge and icon as widgets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.icons import paint_icon
from desktop.widgets.painting import BadgeSpec, badge_width, paint_badge, paint_pill, pill_width

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.theme import ThemeSource
    from models.vocabulary import Severity


class _Mark(QWidget):
    """Something small that is painted and repainted when the theme changes."""

    def __init__(self, themes: ThemeSource, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._themes = themes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        themes.changed.connect(self.update)


class SeverityPill(_Mark):
    """SEV-1 … SEV-5; hidden while the severity is unknown."""

    def __init__(
        self, themes: ThemeSource, severity: Severity | None = None, parent: QWidget | None = None
    ) -> None:
        """Show a severity, or nothing yet."""
        super().__init__(themes, parent)
        self._severity: Severity | None = None
        self.set_severity(severity)

    def set_severity(self, severity: Severity | None) -> None:
        """Show another severity; None hides the pill."""
        self._severity = severity
        self.setAccessibleName(severity.value if severity else "Severity unknown")
        self.setVisible(severity is not None)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._themes.current
        width = pill_width(theme, self._severity) if self._severity else 0
        return QSize(round(width), theme.size("pill.height"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._severity is None:
            return
        painter = QPainter(self)
        paint_pill(painter, self._themes.current, 0, 0, self._severity)
        painter.end()


class Badge(_Mark):
    """An icon and words in a small box: draft, overdue, no owner."""

    def __init__(
        self, themes: ThemeSource, badge: BadgeSpec, parent: QWidget | None = None
    ) -> None:
        """Show a badge."""
        super().__init__(themes, parent)
        self._badge = badge
        self.set_badge(badge)

    def set_badge(self, badge: BadgeSpec) -> None:
        """Show another badge."""
        self._badge = badge
        self.setAccessibleName(badge.text)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._themes.current
        return QSize(round(badge_width(theme, self._badge)), theme.size("pill.height"))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self._themes.current, 0, 0, self._badge)
        painter.end()


class IconMark(_Mark):
    """An icon in a token's colour; decoration unless it is given a name."""

    def __init__(
        self,
        themes: ThemeSource,
        icon_name: str,
        *,
        token: str = "text.secondary",
        size: int | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Show an icon of 16 pixels, or of `size`."""
        super().__init__(themes, parent)
        self._icon_name = icon_name
        self._token = token
        self._side = size or themes.current.size("icon")
        self.setAccessibleName(name)

    def set_icon(self, icon_name: str, token: str | None = None) -> None:
        """Show another icon, perhaps in another colour."""
        self._icon_name = icon_name
        self._token = token or self._token
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self._themes.current.color(self._token)
        paint_icon(painter, QRectF(0, 0, self._side, self._side), self._icon_name, color)
        painter.end()
