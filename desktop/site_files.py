"""A web site of postmortems in a folder of its own, made again without leaving old pages behind.

Importing this module is slow: the window does so in its background lane.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.pages.facts import read_judged_otherwise, read_policy
from desktop.version import application_version
from exporters.library_export import ExportDetails, export_library
from exporters.site.pages import INDEX
from exporters.whole_files import cannot_write, write_whole
from models.errors import BadInputError
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from models.library import Library

LIST = "afterword-site.json"
"""Names the files of a site, so that they are known again when it is made anew."""

_KINDS = (".html", ".js", ".css", ".woff2", ".ttf")
# What file managers leave in folders that somebody looked into.
_NOBODYS = frozenset((".ds_store", "thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOrder:
    """What is wanted of a site.

    Attributes:
        folder: made when it is not there; of its own.
        only: these incidents and no others; None for all outside the trash.
        finals_only: whether drafts stay out.
        anonymise: whether people become roles, and pictures stay out.
    """

    folder: Path
    only: frozenset[UUID] | None = None
    finals_only: bool = True
    anonymise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSite:
    """What was written.

    Attributes:
        index: the page to begin with.
        incident_ids: whose pages are there.
        final_ids: those of them whose postmortem is final, so that they count as shared.
    """

    index: Path
    incident_ids: tuple[UUID, ...]
    final_ids: tuple[UUID, ...]


def write_site_folder(
    library: Library,
    order: SiteOrder,
    *,
    as_of: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenSite | None:
    """Write a site, whole or not at all; None when it was stopped.

    Pages of an earlier site in the folder that this one does not have are removed: what was left
    out or anonymised must not go on standing there.

    Raises:
        BadInputError: when no incident is left to show, when other files lie in the folder, or
            when nothing can be written there.
    """
    chosen, finals = _chosen(library, order, as_of)
    if not chosen:
        raise BadInputError(
            "None of these incidents has a final postmortem.", "Publish one, or let drafts in."
        )
    before = earlier_files(order.folder)
    result = export_library(
        library,
        order.folder,
        format="html",
        as_of=as_of,
        anonymise=order.anonymise,
        details=ExportDetails(
            only=frozenset(chosen),
            policy=read_policy(library)[0],
            judged=read_judged_otherwise(library),
            generated_by=f"Afterword {application_version()}",
        ),
        progress=progress,
        cancelled=cancelled,
    )
    if result.cancelled:
        return None
    for name in before.difference(result.files):
        # One that cannot be removed is still in the list, and so removed next time.
        with suppress(OSError):
            (order.folder / name).unlink(missing_ok=True)
    left = [name for name in before if (order.folder / name).exists()]
    listed = {"files": sorted({*result.files, *left})}
    write_whole(order.folder / LIST, json.dumps(listed, indent=1).encode())
    return WrittenSite(
        index=order.folder / INDEX, incident_ids=tuple(chosen), final_ids=tuple(finals)
    )


def earlier_files(folder: Path) -> frozenset[str]:
    """The files of the site that stands in a folder; none where it is empty or not there.

    Raises:
        BadInputError: when something else lies there too: a site is not mixed with other files.
    """
    if not folder.is_dir():
        return frozenset()
    try:
        known = _listed(folder / LIST)
        found = {one.name for one in folder.iterdir()}
    except OSError as error:
        raise cannot_write(folder, error) from error
    others = sorted(name for name in found - known - {LIST} if name.lower() not in _NOBODYS)
    if others:
        rest = len(others) - 1
        more = f" and {rest:,} more" if rest else ""
        raise BadInputError(
            f"Other files lie in {folder.name or folder}: {others[0]}{more}.",
            "Choose an empty folder, or one that a site was written into.",
        )
    return frozenset(known & found)


def _listed(path: Path) -> set[str]:
    """The names in a site's list; none where there is no list, or none that can be trusted."""
    try:
        told = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return set()
    names: Iterable[object] = told.get("files", ()) if isinstance(told, dict) else ()
    return {
        name
        for name in (names if isinstance(names, list) else ())
        if isinstance(name, str) and Path(name).name == name and name.endswith(_KINDS)
    }


def _chosen(library: Library, order: SiteOrder, as_of: datetime) -> tuple[list[UUID], list[UUID]]:
    """The incidents that get a page, and those of them that are final."""
    rows = [
        row
        for row in library.incidents.listing(as_of=as_of)
        if order.only is None or row.id in order.only
    ]
    finals = [row.id for row in rows if row.status is PostmortemStatus.FINAL]
    return (finals if order.finals_only else [row.id for row in rows]), finals
