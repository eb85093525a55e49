"""What can be done with the selected results: link two, export, trash; and why one was found."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from desktop.pages.library.exporting import SelectionExport
from desktop.pages.library.trashing import trash_incidents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.item_models.results import ResultsModel
    from desktop.pages.library.results_view import ResultsView
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from search.results import Hit

    HitsReader = Callable[[Callable[[Sequence[Hit]], None]], None]

_SMALL = 2


class SelectionCommands(QObject):
    """The context menu of the results, and its shortcuts while the list has the keyboard.

    Signals:
        link_requested: the two `Hit` that are selected.
        explain_requested: the `Hit` that has the selection.
    """

    link_requested = Signal(object, object)
    explain_requested = Signal(object)

    def __init__(
        self,
        session: LibrarySession,
        themes: ThemeSource,
        view: ResultsView,
        model: ResultsModel,
        read_all: HitsReader,
    ) -> None:
        """Put the actions on the list.

        Args:
            session: the library.
            themes: where colours come from.
            view: the list.
            model: its rows.
            read_all: reads every hit of the query, where more is selected than was fetched.
        """
        super().__init__(view)
        self._session = session
        self._themes = themes
        self._view = view
        self._model = model
        self._read_all = read_all
        self._export = SelectionExport(session, view)
        self._explain = self._action("Why is this found?", self._on_explain, "Ctrl+Shift+W")
        self._line()
        self._link = self._action("Link the two selected incidents…", self._on_link, "Ctrl+Shift+L")
        self._exports = {
            form: self._action(
                f"Export selected as {words}…",
                partial(self._with_hits, partial(self._export.ask, form=form)),
            )
            for form, words in _FORM_WORDS.items()
        }
        self._site = self._action(_SITE.format(""), partial(self._with_hits, self._share_site))
        self._line()
        self._trash = self._action(
            "Move to trash", lambda: self._with_hits(self._throw_away), "Del"
        )
        view.selection_changed.connect(self._on_selection)
        self._on_selection(0)

    def actions(self) -> list[QAction]:
        """For the command palette."""
        return [self._explain, self._link, *self._exports.values(), self._site, self._trash]

    def _action(self, text: str, run: Callable[[], None], keys: str = "") -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _on=False: run())
        self._view.addAction(action)
        return action

    def _line(self) -> None:
        separator = QAction(self)
        separator.setSeparator(True)
        self._view.addAction(separator)

    def _with_hits(self, done: Callable[[Sequence[Hit]], None]) -> None:
        """Find out which incidents are selected; rows far below may not be fetched yet."""
        places = self._view.selected_places()
        known = [self._model.hit_at(place) for place in places]
        hits = [hit for hit in known if hit is not None]
        if len(hits) == len(places):
            done(hits)
            return
        wanted = set(places)
        self._read_all(lambda found: done([hit for at, hit in enumerate(found) if at in wanted]))

    def _throw_away(self, hits: Sequence[Hit]) -> None:
        if hits:
            trash_incidents(self._session, [(hit.id, hit.key) for hit in hits])

    def _share_site(self, hits: Sequence[Hit]) -> None:
        from desktop.sharing.site import SiteSharing  # noqa: PLC0415  (opens later)

        if hits:
            chosen = [hit.id for hit in hits]
            SiteSharing(self._session, self._themes, self._view.window(), selected=chosen)

    @Slot(int)
    def _on_selection(self, count: int) -> None:
        self._explain.setEnabled(count == 1)
        self._link.setEnabled(count == _SMALL)
        many = f" {count:,} incidents" if count > 1 else ""
        self._trash.setText(f"Move{many} to trash")
        self._trash.setEnabled(count > 0)
        self._site.setText(_SITE.format(many or " it"))
        self._site.setEnabled(count > 0)
        for form, action in self._exports.items():
            action.setText(f"Export{many or ' it'} as {_FORM_WORDS[form]}…")
            action.setEnabled(count > 0)

    def _on_explain(self) -> None:
        hit = self._model.hit_at(self._view.currentIndex().row())
        if hit is not None:
            self.explain_requested.emit(hit)

    def _on_link(self) -> None:
        hits = [self._model.hit_at(place) for place in self._view.selected_places()]
        if len(hits) == _SMALL and None not in hits:
            self.link_requested.emit(*hits)


_SITE = "Share{} as a web site…"
_FORM_WORDS = {"pdf": "PDF", "markdown": "Markdown", "json": "JSON"}
