"""The context menu of action items: the same as in the table and the bar below it, and more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.dialogs.check_date import ask_check_date
from desktop.pages.actions.sharing import SharedItem
from models.vocabulary import ActionStatus, Strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.pages.actions.page import ActionsPage
    from models.rows import ActionRow


def actions_menu(page: ActionsPage, rows: Sequence[ActionRow]) -> QMenu:
    """Everything that can be done to `rows`."""
    menu = QMenu(page)
    menu.aboutToHide.connect(menu.deleteLater)
    first = rows[0]
    opened = menu.addAction(f"Open {first.incident_key}")
    opened.triggered.connect(lambda: page.open_incident.emit(first.incident_id))
    if len(rows) == 1:
        _add_single(menu, page, first)
    menu.addSeparator()
    _add_statuses(menu, page, rows)
    menu.addSeparator()
    menu.addAction("Set owner…").triggered.connect(lambda: page.ask_owner(rows))
    menu.addAction("Set due date…").triggered.connect(lambda: page.changes.ask_due_date(rows))
    _add_strengths(menu, page, rows)
    menu.addSeparator()
    _add_sharing(menu, page, rows)
    return menu


def _add_single(menu: QMenu, page: ActionsPage, row: ActionRow) -> None:
    if row.tracker_url:
        opened = menu.addAction(f"Open {row.tracker_key or 'its issue'} in the browser")
        opened.triggered.connect(lambda: page.opening.tracker(row))
    if row.in_conflict:
        menu.addAction("Choose between here and there…").triggered.connect(
            lambda: page.command_requested.emit("tracker-conflicts")
        )
    if not row.tracker_key and not row.status.is_closed:
        create = menu.addAction(f"Create issues for {row.incident_key}…")
        create.triggered.connect(
            lambda: page.command_requested.emit(f"create-issues:{row.incident_id}")
        )
    if row.status is ActionStatus.DONE:
        asked = menu.addAction("Ask later whether it helped…")
        asked.triggered.connect(
            lambda: ask_check_date(page.session, page.themes, page, row.id, row.title)
        )
    moved = menu.addAction("How its due date moved…")
    moved.setEnabled(row.slips > 0 or row.original_due_on != row.due_on)
    moved.triggered.connect(lambda: page.opening.moves(row))


def _add_statuses(menu: QMenu, page: ActionsPage, rows: Sequence[ActionRow]) -> None:
    for status in ActionStatus:
        if status is ActionStatus.DONE:
            unshown = [row for row in rows if row.lacks_evidence]
            if unshown:
                shown = menu.addAction("Give the evidence…")
                shown.triggered.connect(
                    lambda _checked=False, some=unshown: page.changes.ask_evidence(some)
                )
            done = menu.addAction("Mark done…")
            done.triggered.connect(lambda: page.changes.ask_done(rows))
            continue
        dots = "…" if status is ActionStatus.WONT_DO else ""
        action = menu.addAction(f"{status.value.capitalize()}{dots}")
        action.setEnabled(any(row.status is not status for row in rows))
        action.triggered.connect(
            lambda _checked=False, one=status: page.changes.set_status(rows, one)
        )


def _add_strengths(menu: QMenu, page: ActionsPage, rows: Sequence[ActionRow]) -> None:
    strengths = menu.addMenu("Strength")
    for one in Strength:
        action = strengths.addAction(one.value.capitalize())
        action.setCheckable(True)
        action.setChecked(all(row.strength is one for row in rows))
        action.triggered.connect(
            lambda _checked=False, one=one: page.changes.set_strength(rows, one)
        )


def _add_sharing(menu: QMenu, page: ActionsPage, rows: Sequence[ActionRow]) -> None:
    items = [SharedItem.of(row) for row in rows]
    menu.addAction("Answers another incident too…").triggered.connect(
        lambda: page.sharing.ask(items)
    )
    if len(items) != 1 or len(items[0].incident_keys) < 2:
        return
    for key in items[0].incident_keys:
        action = menu.addAction(f"Answers {key} no more")
        action.triggered.connect(lambda _on=False, key=key: page.sharing.unlink(items[0], key))
