"""Settings, saved searches, policies, attachments, reviews and the words of a library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from models.errors import BadInputError, ConflictError, NotFoundError
from models.operations.attachments import attach, detach
from models.operations.incidents import purge_incident, save_incident, trash_incident
from models.operations.policies import save_policy
from models.operations.reviews import restore_review, save_review, trash_review
from models.operations.saved_searches import delete_search, save_search
from models.operations.settings import set_setting
from models.operations.vocabulary import (
    add_category,
    add_service,
    remove_category,
    rename_category,
    rename_service,
)
from models.review import Disposition, Review, ReviewedIncident, ReviewQuestion, ReviewStatus
from models.store.contents import LARGEST
from models.vocabulary import PostmortemStatus, Severity
from tests.models.examples import action, at, incident, payment_outage, saved

if TYPE_CHECKING:
    from datetime import datetime

    from models.library import Library
    from models.rows import NamedCount


def _used(words: list[NamedCount]) -> dict[str, int]:
    return {word.name: word.count for word in words if word.count}


def test_settings_have_defaults_and_keep_what_is_set(library: Library) -> None:
    assert library.settings.zone == "UTC"
    assert library.settings.key_pattern == "INC-{year}-{number:03d}"
    changes = set_setting(library, "zone", "Europe/Berlin")
    assert changes.settings
    set_setting(library, "columns", {"widths": [1, 2], "ü": None})
    assert library.settings.zone == "Europe/Berlin"
    assert library.settings.get("columns") == {"widths": [1, 2], "ü": None}
    assert library.settings.get("nothing") is None
    assert library.settings.get("nothing", 7) == 7
    everything = library.settings.all()
    assert everything["zone"] == "Europe/Berlin"
    assert "library_id" not in everything
    set_setting(library, "zone", None)
    assert library.settings.zone == "UTC"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zone", "Mars/Olympus"),
        ("zone", ""),
        ("zone", "../etc/passwd"),
        ("zone", 7),
        ("key_pattern", "INC"),
        ("library_id", "x"),
        ("name", "x" * 201),
        ("anything", float("nan")),
        ("anything", object()),
    ],
)
def test_settings_that_cannot_be_are_refused(library: Library, name: str, value: object) -> None:
    before = library.settings.all()
    with pytest.raises(BadInputError):
        set_setting(library, name, value)
    assert library.settings.all() == before


def test_searches_are_kept_by_name(library: Library) -> None:
    save_search(library, "Open SEV-1", "severity:1")
    save_search(library, "Mine", "owner:@me")
    assert save_search(library, " open  sev-1 ", "severity:1 status:draft").settings
    searches = library.saved_searches.all()
    assert [(one.name, one.query) for one in searches] == [
        ("open sev-1", "severity:1 status:draft"),
        ("Mine", "owner:@me"),
    ]
    delete_search(library, searches[0].id)
    assert delete_search(library, searches[0].id).last == 0
    assert [one.name for one in library.saved_searches.all()] == ["Mine"]
    with pytest.raises(BadInputError):
        save_search(library, "  ", "x")


def test_policies_are_versions(library: Library) -> None:
    assert library.policies.current() is None
    save_policy(library, "a = 1", note="first", made_by="@lead")
    save_policy(library, "a = 2")
    current = library.policies.current()
    assert current is not None
    assert (current.number, current.toml, current.made_by) == (2, "a = 2", None)
    assert [(one.number, one.note) for one in library.policies.versions()] == [
        (2, ""),
        (1, "first"),
    ]
    with pytest.raises(BadInputError, match="cannot be read"):
        save_policy(library, "a = ")


def test_files_are_attached_once_and_their_bytes_shared(library: Library) -> None:
    first, second = saved(library, incident("INC-1")), saved(library, incident("INC-2"))
    data = bytes(range(256))
    changes = attach(library, first.id, "C:\\pictures\\graph.png", data)
    assert changes.incidents == {first.id}
    assert attach(library, first.id, "graph.png", data).last == 0
    attach(library, second.id, "same.png", data, media_type="image/x-own")
    attach(library, first.id, "notes", b"")
    graph, notes = library.attachments.of(first.id)
    assert (graph.name, graph.media_type, graph.size) == ("graph.png", "image/png", 256)
    assert (notes.media_type, notes.size) == ("application/octet-stream", 0)
    assert library.attachments.read(graph.sha256) == data
    assert library.incidents.get(first.id).attachments == (graph, notes)
    detach(library, graph.id)
    assert library.attachments.read(graph.sha256) == data
    detach(library, library.attachments.of(second.id)[0].id)
    with pytest.raises(NotFoundError):
        library.attachments.read(graph.sha256)
    with pytest.raises(NotFoundError):
        detach(library, graph.id)
    with pytest.raises(NotFoundError):
        attach(library, uuid4(), "x", b"")
    assert library.check() == []


def test_a_file_that_is_too_large_is_refused(library: Library) -> None:
    first = saved(library, incident())
    with pytest.raises(BadInputError, match="too large"):
        attach(library, first.id, "film.mp4", bytes(LARGEST + 1))


def test_saving_an_incident_leaves_its_files_alone(library: Library) -> None:
    first = saved(library, incident())
    attach(library, first.id, "graph.png", b"x")
    save_incident(library, first)
    assert len(library.attachments.of(first.id)) == 1


def test_a_review_comes_back_as_it_was_saved(library: Library) -> None:
    first, second = saved(library, payment_outage()), saved(library, incident("INC-2"))
    review = Review(
        title="Pooling for payments",
        design="# Design\n…",
        services=("payments/payment-db", "new/service"),
        window_months=12,
        meeting_on=date(2025, 4, 2),
        incidents=(
            ReviewedIncident(
                incident_id=second.id,
                disposition=Disposition.ACCEPTED_RISK,
                note="see ADR 7",
                score=0.75,
                evidence=("same service payment-db",),
            ),
            ReviewedIncident(incident_id=first.id),
            ReviewedIncident(incident_id=uuid4()),
        ),
        questions=(ReviewQuestion(text="Which queries run unindexed?", answer="None"),),
        action_item_ids=(first.action_items[0].id, uuid4()),
    )
    assert save_review(library, review).reviews
    found = library.reviews.get(review.id)
    assert (found.title, found.design, found.services) == (
        review.title,
        review.design,
        review.services,
    )
    assert [one.key for one in found.incidents] == ["INC-2", "INC-2025-034"]
    assert found.incidents[0].evidence == ("same service payment-db",)
    assert found.incidents[1].severity is Severity.SEV_1
    assert found.questions == review.questions
    assert found.action_item_ids == (first.action_items[0].id,)
    (row,) = library.reviews.rows()
    assert (row.title, row.status, row.incidents, row.decided) == (review.title, "open", 2, 1)
    assert (row.services, row.meeting_on) == (review.services, date(2025, 4, 2))
    decided = replace(
        found, status=ReviewStatus.DECIDED, decision="Go", decided_on=date(2025, 4, 2), questions=()
    )
    save_review(library, decided)
    again = library.reviews.get(review.id)
    assert (again.status, again.decision, again.questions, again.version) == (
        ReviewStatus.DECIDED,
        "Go",
        (),
        2,
    )


def test_an_item_of_a_review_outlives_its_incident(library: Library) -> None:
    first = saved(library, payment_outage())
    kept = first.action_items[0].id
    review = Review(title="R", action_item_ids=(kept,))
    save_review(library, review)
    trash_incident(library, first.id)
    purge_incident(library, first.id)
    assert library.reviews.get(review.id).action_item_ids == (kept,)
    assert library.check() == []


def test_a_review_is_guarded_like_an_incident(library: Library) -> None:
    review = Review(title="R")
    save_review(library, review)
    with pytest.raises(ConflictError):
        save_review(library, review)
    with pytest.raises(NotFoundError):
        save_review(library, Review(title="R", version=3))
    with pytest.raises(BadInputError):
        save_review(library, Review(title=" "))
    trash_review(library, review.id)
    assert trash_review(library, review.id).last == 0
    assert library.reviews.rows() == []
    restore_review(library, review.id)
    assert len(library.reviews.rows()) == 1
    with pytest.raises(NotFoundError):
        library.reviews.get(uuid4())


def test_words_are_counted_by_the_incidents_that_live(library: Library) -> None:
    first = saved(library, payment_outage())
    save_incident(
        library,
        incident(
            "INC-2",
            services=("Payments/Payment-DB",),
            category="database / missing index",
            tags=("Canary", "other"),
            action_items=(action(1, "x", owner="@CTO"),),
        ),
    )
    assert _used(library.vocabulary.services()) == {
        "payments/payment-db": 2,
        "payments/payment-service": 1,
    }
    assert _used(library.vocabulary.categories()) == {"Database / Missing index": 2}
    assert _used(library.vocabulary.tags()) == {"canary": 2, "other": 1}
    assert _used(library.vocabulary.people())["@cto"] == 2
    trash_incident(library, first.id)
    assert _used(library.vocabulary.services()) == {"payments/payment-db": 1}
    assert _used(library.vocabulary.people()) == {"@cto": 1}


def test_a_service_brings_its_ancestors(library: Library) -> None:
    save_incident(library, incident("INC-1", services=("a / b //c",)))
    save_incident(library, incident("INC-2", services=("A/B/d", "a")))
    names = [word.name for word in library.vocabulary.services()]
    assert names == ["a", "a/b", "a/b/c", "a/b/d"]


def test_categories_have_two_levels(library: Library) -> None:
    save_incident(library, incident("INC-1", category="New › Thing"))
    save_incident(library, incident("INC-2", category="Only top"))
    save_incident(library, incident("INC-3", category="A / B / C"))
    names = {word.name for word in library.vocabulary.categories()}
    assert names >= {"New", "New / Thing", "Only top", "A", "A / B - C"}


def test_services_are_renamed_with_what_lies_below(library: Library) -> None:
    first = saved(library, incident("INC-1", services=("pay/db/index", "pay", "web")))
    changes = rename_service(library, "pay", "money/payments")
    assert changes.vocabulary
    assert changes.incidents == {first.id}
    assert library.incidents.get(first.id).services == (
        "money/payments/db/index",
        "money/payments",
        "web",
    )
    assert [word.name for word in library.vocabulary.services()] == [
        "money",
        "money/payments",
        "money/payments/db",
        "money/payments/db/index",
        "web",
    ]
    rename_service(library, "web", "Web")
    assert library.incidents.get(first.id).services[-1] == "Web"
    for new in ("", "money", "web/shop"):
        with pytest.raises(BadInputError):
            rename_service(library, "web", new)
    with pytest.raises(NotFoundError):
        rename_service(library, "none", "x")


def test_the_list_of_categories_can_be_edited(library: Library) -> None:
    first = saved(library, incident("INC-1", category="Database / Missing index"))
    rename_category(library, "Database", "Databases")
    assert library.incidents.get(first.id).category == "Databases / Missing index"
    add_category(library, "Weather / Lightning")
    assert add_category(library, "weather / lightning").last == 0
    names = [word.name for word in library.vocabulary.categories()]
    assert "Weather / Lightning" in names
    assert "Databases / Slow query" in names
    remove_category(library, "Weather / Lightning")
    remove_category(library, "Weather")
    for used in ("Databases", "Databases / Missing index"):
        with pytest.raises(BadInputError, match="in use"):
            remove_category(library, used)
    with pytest.raises(NotFoundError):
        remove_category(library, "Weather")
    with pytest.raises(BadInputError):
        add_category(library, " / ")
    with pytest.raises(BadInputError):
        add_service(library, "//")


def test_counts_leave_out_the_trash_alone(library: Library, as_of: datetime) -> None:
    save_incident(library, payment_outage())
    save_incident(library, incident("INC-2", severity=Severity.SEV_1, started_at=at(9)))
    trashed = saved(library, incident("INC-3"))
    trash_incident(library, trashed.id)
    assert library.counts.by_severity() == {Severity.SEV_1: 2}
    assert library.counts.by_status() == {PostmortemStatus.DRAFT: 1, None: 1}
    assert len(library.counts.incidents(as_of=as_of)) == 2
    assert len(library.counts.actions(as_of=as_of)) == 2
