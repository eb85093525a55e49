"""The team's own templates in Settings: Markdown files that the library keeps for everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.banner import Banner
from desktop.widgets.buttons import Button
from desktop.widgets.labels import ElidedLabel, Label
from desktop.widgets.section_header import SectionHeader
from models.errors import BadInputError, UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.changes import Changes
    from models.library import Library
    from models.templates import Template

_MOST_BYTES = 1_000_000
_EMPTY = (
    "None yet. A Markdown file with a heading for each section is one; front matter may say "
    "which severities and categories it is for."
)


class TemplatesSection(QWidget):
    """Adds, replaces and removes templates; a file that is none is refused with words."""

    def __init__(
        self, session: LibrarySession, themes: ThemeSource, parent: QWidget | None = None
    ) -> None:
        """Build it empty; `reload` reads what there is."""
        super().__init__(parent)
        self._session = session
        self._themes = themes
        self._refused: list[str] = []
        self.setAccessibleName("Templates")
        self.add_button = Button("Add from file…", themes, icon_name="file-plus", small=True)
        self.add_button.setToolTip("A file of the same name replaces the one that is there")
        self.add_button.clicked.connect(self._ask)
        self.banner = Banner(themes)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(themes.current.size("space.0.5"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, themes.current.size("space.1"), 0, 0)
        column.setSpacing(themes.current.size("space.1"))
        column.addWidget(SectionHeader("Templates", themes, note="for everybody who opens it"))
        column.addLayout(self._rows)
        column.addWidget(self.banner)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        column.addLayout(foot)
        session.changed.connect(self._on_changed)

    def reload(self) -> None:
        """Read which templates the library keeps."""
        if self._session.is_open:
            self._session.read(self, _read, self._show, replaces="templates")

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.settings:
            self.reload()

    def _show(self, templates: Sequence[Template]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()  # it is deleted later, and would be seen until then
                widget.deleteLater()
        for one in templates:
            self._rows.addWidget(self._make_row(one))
        if not templates:
            self._rows.addWidget(Label(_EMPTY, self._themes, tone="tertiary", wrap=True))

    def _make_row(self, template: Template) -> QWidget:
        themes = self._themes
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(themes.current.size("space.1"))
        line.addWidget(Label(template.title, themes, style="body.strong"))
        headings = ", ".join(one.title for one in template.headings)
        line.addWidget(ElidedLabel(headings, themes, tone="tertiary"), 1)
        remove = Button("Remove", themes, kind="ghost", small=True)
        remove.setAccessibleName(f"Remove the template {template.title}")
        remove.clicked.connect(lambda: self.remove(template.name))
        line.addWidget(remove)
        return row

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "Add templates", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters(["Markdown (*.md *.markdown *.txt)", "All files (*)"])
        dialog.filesSelected.connect(self.add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(list)
    def add(self, names: Sequence[str]) -> None:
        """Keep these files as templates; one that cannot be used does not stop the others."""
        self._refused = []
        self.banner.hide()
        for name in names:
            path = Path(name)
            self._session.perform(
                self,
                lambda library, path=path: _keep(library, path),  # type: ignore[misc]
                failed=lambda error, path=path: self._refuse(path.name, error),  # type: ignore[misc]
            )

    def remove(self, name: str) -> None:
        """Take one away; what was written from it stays."""
        self.banner.hide()
        self._session.perform(self, lambda library: _remove(library, name))

    def _refuse(self, name: str, error: Exception) -> None:
        if isinstance(error, UserError):
            self._refused.append(f"{name}: {error}")
            self.banner.say("\n".join(self._refused), "error")


def _read(library: Library) -> tuple[Template, ...]:
    from models.templates import own_templates  # noqa: PLC0415  (YAML is slow to import)

    return own_templates(library.settings.templates)


def _keep(library: Library, path: Path) -> Changes:
    from models.operations.templates import keep_template  # noqa: PLC0415  (SQLAlchemy is slow)

    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        text = data.decode("utf-8")
    except OSError as error:
        raise BadInputError("It cannot be read.", "Look whether it is still there.") from error
    except UnicodeDecodeError as error:
        raise BadInputError("It is no text in UTF-8.", "Save it as UTF-8.") from error
    if len(data) > _MOST_BYTES:
        raise BadInputError("It is too long for a template.", "Keep it within one megabyte.")
    return keep_template(library, text, path.stem)


def _remove(library: Library, name: str) -> Changes:
    from models.operations.templates import remove_template  # noqa: PLC0415  (SQLAlchemy)

    return remove_template(library, name)
