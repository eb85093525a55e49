"""The look, from `resources/theme/tokens.json`: colours, type, sizes, palette, style sheet.

No other module spells out a colour or a size. A widget that paints asks its `ThemeSource` for the
theme that holds now; a widget that is styled by the sheet follows by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette

import resources.files
from desktop.icons import tinted_file
from desktop.tokens import load_tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from models.vocabulary import Severity

ThemeName = Literal["light", "dark"]
ThemeChoice = Literal["system", "light", "dark"]
THEME_NAMES: tuple[ThemeName, ...] = ("light", "dark")

_PLACEHOLDER = re.compile(r"@([a-z][a-z0-9]*(?:[.-][a-z0-9]+)*)(?:/([a-z][a-z0-9.]*[a-z0-9]))?")
_WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


class Theme:
    """One of the two looks, complete.

    Attributes:
        name: "light" or "dark".
    """

    def __init__(self, name: ThemeName, tokens: dict[str, Any]) -> None:
        """Hold the tokens; colours and fonts are made when first asked for."""
        self.name = name
        self._tokens = tokens
        self._colors = {key: QColor(value) for key, value in tokens["color"][name].items()}
        self._fonts: dict[tuple[str, int | None, bool], QFont] = {}

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark look."""
        return self.name == "dark"

    def color(self, token: str) -> QColor:
        """The colour of a token such as ``text.secondary``.

        Raises:
            KeyError: for a token that the design does not have (a bug).
        """
        return self._colors[token]

    def hex(self, token: str) -> str:
        """The colour as ``#RRGGBB``, for rich text and SVG."""
        return self.color(token).name()

    def font(self, style: str, *, weight: int | None = None, tabular: bool = False) -> QFont:
        """The font of a type style such as ``body`` or ``title.page``.

        Args:
            style: a name in the tokens' ``type``.
            weight: 400, 500 or 600 in place of the style's own.
            tabular: numerals of one width, for columns of numbers. Not for running text: Inter
                widens the hyphen with them.
        """
        key = (style, weight, tabular)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._make_font(style, weight, tabular=tabular)
        return QFont(found)

    def line_height(self, style: str) -> int:
        """The distance of two base lines of a type style, in logical pixels."""
        return int(self._tokens["type"][style]["line"])

    def size(self, name: str) -> int:
        """A length in logical pixels.

        Names: those of the tokens' ``size`` (``topbar``), or with their group in front
        (``space.2``, ``radius.control``, ``border.focus``).
        """
        return round(self._length(name))

    def severity(self, severity: Severity) -> tuple[QColor, QColor, QColor]:
        """Fill, text and border of a severity's pill."""
        form = self._tokens["severity"][severity.value]
        return self.color(form["bg"]), self.color(form["text"]), self.color(form["border"])

    def severity_weight(self, severity: Severity) -> int:
        """The text weight of a severity's pill: lighter where the severity is lighter."""
        return 500 if "weight 500" in self._tokens["severity"][severity.value]["form"] else 600

    def chart_color(self, severity: Severity) -> QColor:
        """The colour of a severity in charts."""
        return self.color(self._tokens["severity"][severity.value]["chart"])

    def palette(self) -> QPalette:
        """Every role of QPalette from the tokens; the platform's own colours never show."""
        palette = QPalette()
        groups = QPalette.ColorGroup
        for role, token in _PALETTE.items():
            palette.setColor(role, self.color(token))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(groups.Disabled, role, self.color("text.disabled"))
        palette.setColor(
            groups.Inactive, QPalette.ColorRole.Highlight, self.color("bg.selected.inactive")
        )
        palette.setColor(
            groups.Disabled, QPalette.ColorRole.Highlight, self.color("bg.selected.inactive")
        )
        return palette

    def stylesheet(self, cache: Path | None = None) -> str:
        """The application's style sheet with every ``@token`` replaced.

        Args:
            cache: folder for the tinted images that style sheets can only take as files; None
                leaves those images out.
        """

        def replace(match: re.Match[str]) -> str:
            name, tint = match.group(1), match.group(2)
            if tint is not None:
                return self._image(name.removeprefix("icon."), tint, cache)
            if name in self._colors:
                return self.hex(name)
            return f"{self.size(name)}px"

        return _PLACEHOLDER.sub(replace, resources.files.text("theme/style.qss"))

    def _image(self, icon: str, token: str, cache: Path | None) -> str:
        if cache is None:
            return "none"
        file = tinted_file(cache, icon, self.color(token))
        return f'url("{file.as_posix()}")' if file else "none"

    def _length(self, name: str) -> float:
        group, _, rest = name.partition(".")
        if group in ("space", "radius", "border"):
            return float(self._tokens[group][rest])
        return float(self._tokens["size"][name])

    def _make_font(self, style: str, weight: int | None, *, tabular: bool) -> QFont:
        form = self._tokens["type"][style]
        face = self._tokens["font"][form["font"]]
        font = QFont()
        font.setFamilies([face["family"], *face["fallback"]])
        font.setPixelSize(form["size"])
        font.setWeight(_WEIGHTS[weight or form["weight"]])
        if "tracking" in form:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, form["tracking"])
        for feature, value in face.get("features", {}).items():
            if feature == "tnum" and not tabular:
                continue
            font.setFeature(QFont.Tag(feature), value)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


_PALETTE = {
    QPalette.ColorRole.Window: "bg.surface",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "bg.raised",
    QPalette.ColorRole.AlternateBase: "bg.sunken",
    QPalette.ColorRole.ToolTipBase: "bg.tooltip",
    QPalette.ColorRole.ToolTipText: "fg.tooltip",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.Button: "bg.raised",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "danger.text",
    QPalette.ColorRole.Light: "bg.raised",
    QPalette.ColorRole.Midlight: "bg.sunken",
    QPalette.ColorRole.Mid: "border.default",
    QPalette.ColorRole.Dark: "border.control",
    QPalette.ColorRole.Shadow: "border.control",
    QPalette.ColorRole.Highlight: "bg.selected",
    QPalette.ColorRole.HighlightedText: "text.primary",
    QPalette.ColorRole.Accent: "accent.base",
    QPalette.ColorRole.Link: "accent.text",
    QPalette.ColorRole.LinkVisited: "accent.text",
}


class ThemeSource(QObject):
    """The theme that holds now; follows the system unless a person chose.

    Signals:
        changed: the new `Theme`, after palette and sheet were applied.
    """

    changed = Signal(object)

    def __init__(
        self,
        application: QApplication,
        *,
        choice: ThemeChoice = "system",
        cache: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Listen to the system; call `apply` once to dress the application."""
        super().__init__(parent)
        self._application = application
        self._choice: ThemeChoice = choice
        self._cache = cache
        self._themes: dict[ThemeName, Theme] = {}
        self._applied: ThemeName | None = None
        application.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def current(self) -> Theme:
        """The theme that holds now."""
        return self._theme(self._wanted())

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take a person's choice and show it."""
        self._choice = choice
        self.apply()

    def apply(self) -> None:
        """Dress the application; tells `changed` when the look really changed."""
        theme = self.current
        if theme.name == self._applied:
            return
        if self._applied is None:
            # Fonts are the same in both looks, and to set them again would reset line edits.
            self._application.setFont(theme.font("body"))
        self._applied = theme.name
        self._application.setPalette(theme.palette())
        self._application.setStyleSheet(theme.stylesheet(self._cache))
        self.changed.emit(theme)

    def _wanted(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        scheme = self._application.styleHints().colorScheme()
        return "dark" if scheme is Qt.ColorScheme.Dark else "light"

    def _theme(self, name: ThemeName) -> Theme:
        if name not in self._themes:
            self._themes[name] = Theme(name, load_tokens())
        return self._themes[name]

    @Slot()
    def _on_system_changed(self) -> None:
        if self._choice == "system":
            self.apply()
