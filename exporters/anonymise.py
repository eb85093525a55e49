"""Incidents without the people in them: names, handles and addresses become roles.

Machines inside the company's network go too, since they are nobody else's business.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporters.internal_hosts import without_internal_hosts
from exporters.people import People

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.incident import ActionItem, Incident, LinkView, Postmortem


def anonymise(incidents: Iterable[Incident]) -> list[Incident]:
    """The incidents with people replaced by roles, the same role for the same person in all.

    Attachments are left out: nobody can tell what a file shows. Doing it again changes nothing.
    """
    kept = list(incidents)
    anonymiser = Anonymiser()
    for incident in kept:
        anonymiser.learn(incident)
    return [anonymiser.applied(incident) for incident in kept]


class Anonymiser:
    """The same in two passes, for libraries that do not fit into memory: learn all, then apply."""

    def __init__(self) -> None:
        self._people = People()

    def learn(self, incident: Incident) -> None:
        """Learn of the people in one incident."""
        for person in _listed_people(incident):
            self._people.meet(person)
        for text in _texts(incident):
            self._people.read(text)

    def applied(self, incident: Incident) -> Incident:
        """One incident without its people."""
        text = self._without
        return replace(
            incident,
            key=text(incident.key),
            title=text(incident.title),
            category=text(incident.category) if incident.category else incident.category,
            tags=tuple(map(text, incident.tags)),
            timeline=tuple(replace(one, text=text(one.text)) for one in incident.timeline),
            contributing_factors=tuple(
                replace(one, title=text(one.title), text=text(one.text))
                for one in incident.contributing_factors
            ),
            defences=tuple(replace(one, text=text(one.text)) for one in incident.defences),
            action_items=tuple(map(self._action, incident.action_items)),
            postmortem=self._postmortem(incident.postmortem),
            links=tuple(map(self._link, incident.links)),
            attachments=(),
            extra=tuple((text(name), text(value)) for name, value in incident.extra),
        )

    def _without(self, text: str) -> str:
        return without_internal_hosts(self._people.without(text))

    def _action(self, item: ActionItem) -> ActionItem:
        return replace(
            item,
            title=self._without(item.title),
            owner=self._people.role_of(item.owner) if item.owner else item.owner,
            status_reason=self._without(item.status_reason),
        )

    def _link(self, link: LinkView) -> LinkView:
        text = self._without
        return replace(link, key=text(link.key), title=text(link.title), reason=text(link.reason))

    def _postmortem(self, document: Postmortem | None) -> Postmortem | None:
        if document is None:
            return None
        text = self._without
        return replace(
            document,
            sections=tuple(
                replace(one, title=text(one.title), markdown=text(one.markdown))
                for one in document.sections
            ),
            authors=tuple(dict.fromkeys(map(self._people.role_of, document.authors))),
            reviewers=tuple(dict.fromkeys(map(self._people.role_of, document.reviewers))),
            waived_reason=text(document.waived_reason),
        )


def _listed_people(incident: Incident) -> Iterator[str]:
    if incident.postmortem:
        yield from incident.postmortem.authors
        yield from incident.postmortem.reviewers
    yield from (item.owner for item in incident.action_items if item.owner)


def _texts(incident: Incident) -> Iterator[str]:
    """Every text that a person may have written a name into."""
    yield incident.title
    yield from (one.text for one in incident.timeline)
    if incident.postmortem:
        for section in incident.postmortem.sections:
            yield section.title
            yield section.markdown
        yield incident.postmortem.waived_reason
    for factor in incident.contributing_factors:
        yield factor.title
        yield factor.text
    yield from (one.text for one in incident.defences)
    for item in incident.action_items:
        yield item.title
        yield item.status_reason
    for link in incident.links:
        yield link.title
        yield link.reason
    yield from (value for _, value in incident.extra)
    yield from incident.tags
