"""The places of the window, and how each page is made when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.pages.editor.building import EditorFactory
from desktop.shell.navigation import PlaceEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.pages.page import Page
    from desktop.preferences import Preferences
    from desktop.remembered import LibraryMemory
    from desktop.session import LibrarySession
    from desktop.theme import ThemeSource
    from desktop.trackers.secrets import SecretStore

    PageFactory = Callable[[LibrarySession, ThemeSource], Page]

HOME = "home"
LIBRARY = "library"
REVIEWS = "reviews"
SETTINGS = "settings"
EDITOR = "editor"  # no entry of the navigation: it belongs to the Library

PLACES: tuple[PlaceEntry, ...] = (
    PlaceEntry(HOME, "Home", "house"),
    PlaceEntry(LIBRARY, "Library", "library"),
    PlaceEntry("actions", "Action items", "list-checks"),
    PlaceEntry("insights", "Insights", "chart-spline"),
    PlaceEntry("reviews", "Reviews", "drafting-compass"),
    PlaceEntry(SETTINGS, "Settings", "settings", at_bottom=True),
)


def place_of(name: str) -> str:
    """The entry of the navigation that a page belongs to: what is edited lies in the library."""
    return LIBRARY if name == EDITOR else name


def page_factories(
    drafts: Path,
    secrets: SecretStore | None = None,
    preferences: Preferences | None = None,
    memory: LibraryMemory | None = None,
) -> Mapping[str, PageFactory]:
    """How to make the page of each place; its modules are imported when it is made.

    Args:
        drafts: folder of what is typed into the editor and not in a library yet.
        secrets: the tokens of tracker accounts, for Settings.
        preferences: what was chosen on this device.
        memory: what is remembered of this library on this device.
    """
    return {
        EDITOR: EditorFactory(drafts, preferences),
        HOME: _home,
        LIBRARY: lambda session, themes: _library(session, themes, preferences, memory),
        "actions": lambda session, themes: _actions(session, themes, preferences),
        "insights": lambda session, themes: _insights(session, themes, preferences),
        "reviews": _reviews,
        SETTINGS: lambda session, themes: _settings(session, themes, secrets, preferences),
    }


def _home(session: LibrarySession, themes: ThemeSource) -> Page:
    from desktop.pages.home.page import HomePage  # noqa: PLC0415  (made when first shown)

    return HomePage(session, themes)


def _library(
    session: LibrarySession,
    themes: ThemeSource,
    preferences: Preferences | None,
    memory: LibraryMemory | None,
) -> Page:
    from desktop.pages.library.page import LibraryPage  # noqa: PLC0415  (made when first shown)

    return LibraryPage(session, themes, preferences=preferences, memory=memory)


def _actions(session: LibrarySession, themes: ThemeSource, preferences: Preferences | None) -> Page:
    from desktop.pages.actions.page import ActionsPage  # noqa: PLC0415  (made when first shown)

    return ActionsPage(session, themes, preferences=preferences)


def _insights(
    session: LibrarySession, themes: ThemeSource, preferences: Preferences | None
) -> Page:
    from desktop.pages.insights.page import InsightsPage  # noqa: PLC0415  (made when first shown)

    return InsightsPage(session, themes, preferences=preferences)


def _reviews(session: LibrarySession, themes: ThemeSource) -> Page:
    from desktop.pages.reviews.page import ReviewsPage  # noqa: PLC0415  (made when first shown)

    return ReviewsPage(session, themes)


def _settings(
    session: LibrarySession,
    themes: ThemeSource,
    secrets: SecretStore | None,
    preferences: Preferences | None,
) -> Page:
    from desktop.pages.settings.page import SettingsPage  # noqa: PLC0415  (made when first shown)

    return SettingsPage(session, themes, secrets=secrets, preferences=preferences)
