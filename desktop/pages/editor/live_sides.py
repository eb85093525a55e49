"""What stands beside the form while one types: outline, inspector and preview, kept up to date."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.pages.editor.inspector import InspectorPane
from desktop.pages.editor.live_reading import LiveReader, LiveReading
from desktop.pages.editor.outline import Outline
from desktop.pages.editor.preview import Preview

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from desktop.pages.editor.form import IncidentForm
    from desktop.pages.editor.texts import SectionHint
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from models.incident import Incident


class LiveSides(QObject):
    """Has the draft read after each pause, and shows everywhere what it means.

    Signals:
        read: the draft was read and is shown.
        chosen: name of an entry or field that a person wants to see.

    Attributes:
        outline: the sections, at the left.
        inspector: the policy's verdict and what is left to do, at the right.
        preview: the document.
    """

    read = Signal()
    chosen = Signal(str)

    def __init__(
        self,
        form: IncidentForm,
        session: LibrarySession,
        themes: ThemeSource,
        *,
        base: Callable[[], Incident],
    ) -> None:
        """Build the sides of a form; `base` gives the incident that it shows a draft of."""
        super().__init__(form)
        self._form = form
        self._hints: tuple[SectionHint, ...] = ()
        self._is_previewed = False
        self.outline = Outline(themes)
        self.inspector = InspectorPane(session, themes)
        self.preview = Preview(session, themes)
        self._reader = LiveReader(
            session,
            draft=form.draft,
            base=base,
            hints=self._hint_counts,
            find=form.texts.find_hints,
            kept=lambda: form.texts.kept,
            parent=self,
        )
        self._reader.read.connect(self._on_read)
        form.entry_changed.connect(self.outline.mark)
        form.texts.hints_changed.connect(self._on_hints_changed)
        self.outline.chosen.connect(self.chosen)
        self.inspector.go_to.connect(self.chosen)

    def start(self) -> None:
        """Another incident stands in the form."""
        self._hints = ()
        self._reader.start()

    def stop(self) -> None:
        """Nothing stands in the form any more."""
        self._reader.stop()

    @Slot()
    def note_edit(self) -> None:
        """Something was typed. Cheap."""
        self._reader.note_edit()

    def read_now(self) -> None:
        """A field was left: what follows from it is wanted without a pause."""
        self._reader.read_now()

    def show_preview(self, *, is_shown: bool) -> None:
        """Set the document too from now on, or no longer."""
        self._is_previewed = is_shown
        if is_shown:
            self._reader.read_now()

    def step(self, by: int) -> None:
        """Go to the entry of the outline that many steps from the current one."""
        name = self.outline.neighbour(by)
        if name:
            self.chosen.emit(name)

    def _hint_counts(self) -> Mapping[UUID, int]:
        return Counter(one.section_id for one in self._hints)

    @Slot(object)
    def _on_hints_changed(self, hints: tuple[SectionHint, ...]) -> None:
        self._hints = hints
        self._reader.note_edit()

    @Slot(object)
    def _on_read(self, live: LiveReading) -> None:
        self.read.emit()
        self._form.show_facts(live.draft)
        self._form.show_reading(live.reading, live.draft)
        self._form.table_hints.show(live.row_hints)
        self.outline.show_entries(live.entries)
        incident = live.reading.incident
        if incident is None:
            return
        self.inspector.show_incident(incident, unanswered_hints=(*self._hints, *live.row_hints))
        if self._is_previewed:
            self.preview.show_incident(incident)
