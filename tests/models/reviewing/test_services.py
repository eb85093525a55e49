"""Services that a design names."""

from __future__ import annotations

import pytest

from models.reviewing.services import mentions, suggest_services

SERVICES = (
    "payments",
    "payments/payment-db",
    "payments/payment-service",
    "platform/pgbouncer",
    "platform/kubernetes",
    "search",
    "search/search-index",
    "queue",
)


@pytest.mark.parametrize(
    "text",
    [
        "It writes to payment-db.",
        "It writes to the Payment DB",
        "PaymentDb holds it",
        "the payment database",
        "payments/payment-db",
        "(payment_db)",
    ],
)
def test_a_service_is_found_in_any_spelling(text: str) -> None:
    assert suggest_services(text, SERVICES, ()) == ("payments/payment-db",)


def test_they_come_in_the_order_of_the_text_and_once() -> None:
    text = "PgBouncer in front of payment-db, on k8s; pgbouncer again."
    wanted = ("platform/pgbouncer", "payments/payment-db", "platform/kubernetes")
    assert suggest_services(text, SERVICES, ()) == wanted
    assert suggest_services(text, SERVICES, ["PLATFORM/pgbouncer"]) == wanted[1:]


@pytest.mark.parametrize(
    "text", ["", "nothing", "prepayment-dbs2", "my-payment-db", "We search for it in a queue"]
)
def test_half_words_and_everyday_words_are_no_services(text: str) -> None:
    assert suggest_services(text, SERVICES, ()) == ()


def test_an_everyday_word_counts_where_it_is_called_a_service() -> None:
    assert suggest_services("The search service is asked.", SERVICES, ()) == ("search",)


def test_a_service_is_not_suggested_beside_a_part_of_it() -> None:
    text = "payments, above all payment-db"
    assert suggest_services(text, SERVICES, ()) == ("payments/payment-db",)
    assert suggest_services("payments", SERVICES, ["payments/payment-db"]) == ()


def test_places_are_those_of_the_text_and_the_longer_name_wins() -> None:
    text = "the search index and payment-db"
    found = mentions(text, SERVICES)
    assert [(one.service, text[one.start : one.end]) for one in found] == [
        ("search/search-index", "search index"),
        ("payments/payment-db", "payment-db"),
    ]


@pytest.mark.parametrize("name", ["", "/", "a+b*(", "[x", "日本/支払い"])
def test_odd_names_break_nothing(name: str) -> None:
    assert suggest_services("日本 支払い a+b*( [x", [name], ()) in ((), (name,))
