"""Fills a library with the demo story, through the same operations that people use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from models.changes import Changes
from models.demo.building import build_demo_story
from models.errors import BadInputError
from models.library import Library
from models.operations.incidents import save_incident, set_status
from models.operations.links import link_incidents
from models.operations.publishing import approve
from models.operations.reviews import save_review
from models.operations.saved_searches import save_search
from models.operations.settings import set_setting
from models.operations.vocabulary import add_category, add_service, remove_category
from models.publishing import material_digest
from models.store.settings import NAME, ZONE
from models.store.store import Store
from models.vocabulary import PostmortemStatus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from models.demo.building import DemoStory
    from models.incident import ActionItem, Incident


@dataclass
class _StoryClock:
    """The present of the story while it is told, so that everything carries its own date."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def fill_demo_library(library: Library, anchor: datetime) -> Changes:
    """Write the demo story into a new, empty library.

    Everything carries the date on which it happened in the story: documents are published, links
    are made and reviews are saved in the past.

    Args:
        library: an empty one.
        anchor: the reader's present; see `models.demo.build_demo_incidents`.

    Raises:
        BadInputError: when there is anything in it already.
    """
    if library.incidents.count() or library.incidents.trash(as_of=anchor):
        raise BadInputError(
            "The demo needs an empty library.", "Create a new one, or run afterword demo."
        )
    story = build_demo_story(anchor)
    clock = _StoryClock(story.now)
    # The same open store under the story's clock; the caller's library stays in charge of it.
    told = Library(Store(library.store.engine, library.store.location, clock))
    steps = (
        *_settings(told, story),
        *_words(told, story),
        *_incidents(told, story, clock),
        *_links(told, story, clock),
        *_reviews(told, story, clock),
        *_approvals(told, story, clock),
        *(save_search(told, one.name, one.query) for one in story.saved_searches),
    )
    return reduce(Changes.merged, steps, Changes())


def _settings(library: Library, story: DemoStory) -> Iterator[Changes]:
    yield set_setting(library, NAME, story.name)
    yield set_setting(library, ZONE, story.zone)


def _words(library: Library, story: DemoStory) -> Iterator[Changes]:
    """The company's own lists, instead of the categories that a new library starts with."""
    for path in story.services:
        yield add_service(library, path)
    uppers = {path.partition(" / ")[0] for path in story.categories}
    strange = {one.name for one in library.vocabulary.categories()}
    strange -= {*story.categories, *uppers}
    for path in sorted(strange, key=lambda path: -path.count(" / ")):
        yield remove_category(library, path)
    for path in story.categories:
        yield add_category(library, path)


def _incidents(library: Library, story: DemoStory, clock: _StoryClock) -> Iterator[Changes]:
    versions: dict[UUID, int] = {}
    for at, incident in _states(story):
        clock.now = at
        version = versions.get(incident.id, 0)
        note = incident.postmortem.waived_reason if incident.postmortem else ""
        yield save_incident(library, replace(incident, version=version), note=note)
        versions[incident.id] = version + 1
    for incident in story.incidents:
        document = incident.postmortem
        if document is not None and document.published_at is not None:
            clock.now = document.published_at
            yield set_status(
                library,
                incident.id,
                PostmortemStatus.FINAL,
                version=versions[incident.id],
                is_history=True,
            )
    clock.now = story.now


def _approvals(library: Library, story: DemoStory, clock: _StoryClock) -> Iterator[Changes]:
    """Of two who were asked to review a draft, the first approved it the day before."""
    clock.now = story.now - timedelta(days=1)
    for incident in story.incidents:
        document = incident.postmortem
        if document and document.status is PostmortemStatus.DRAFT and len(document.reviewers) > 1:
            seen = material_digest(library.incidents.get(incident.id))
            yield approve(library, incident.id, document.reviewers[0], seen=seen)
    clock.now = story.now


def _states(story: DemoStory) -> Iterator[tuple[datetime, Incident]]:
    """The incidents as they were saved before publication, in an order that numbers the register.

    The store counts the register through. Items therefore come in the order of their numbers; an
    incident whose items do not follow each other there is saved again when its next ones come.
    """
    for incident in story.incidents:
        if not incident.action_items and incident.resolved_at:
            yield incident.resolved_at, incident
    items = sorted(
        ((item, one) for one in story.incidents for item in one.action_items),
        key=lambda pair: pair[0].register_number,
    )
    for _, run in groupby(items, key=lambda pair: pair[1].id):
        item, incident = list(run)[-1]
        assert item.created_at is not None
        yield item.created_at, _before_publication(incident, item)


def _before_publication(incident: Incident, last: ActionItem) -> Incident:
    """The incident with the action items up to `last` in the register, in review if final now."""
    document = incident.postmortem
    if document is not None and document.status is PostmortemStatus.FINAL:
        document = replace(document, status=PostmortemStatus.IN_REVIEW, published_at=None)
    known = (item for item in incident.action_items if item.register_number <= last.register_number)
    return replace(incident, postmortem=document, action_items=tuple(known))


def _links(library: Library, story: DemoStory, clock: _StoryClock) -> Iterator[Changes]:
    ids = {one.key: one.id for one in story.incidents}
    for link in sorted(story.links, key=lambda link: link.made_at):
        clock.now = link.made_at
        yield link_incidents(
            library, ids[link.from_key], ids[link.to_key], link.kind, link.reason, link.made_by
        )
    clock.now = story.now


def _reviews(library: Library, story: DemoStory, clock: _StoryClock) -> Iterator[Changes]:
    actions = {
        item.register_number: item.id for one in story.incidents for item in one.action_items
    }
    for told in sorted(story.reviews, key=lambda told: told.saved_at):
        clock.now = told.saved_at
        named = tuple(actions[number] for number in told.action_numbers)
        yield save_review(library, replace(told.review, action_item_ids=named))
    clock.now = story.now
