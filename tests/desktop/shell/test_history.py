"""Back and forward through places."""

from __future__ import annotations

from desktop.shell.history import History, Visit


def test_one_goes_back_and_forward_again() -> None:
    history = History()
    for place in ("home", "library", "actions"):
        history.visit(Visit(place))
    assert history.back() == Visit("library")
    assert history.back() == Visit("home")
    assert history.back() is None
    assert history.forward() == Visit("library")


def test_going_elsewhere_forgets_what_lay_ahead() -> None:
    history = History()
    history.visit(Visit("home"))
    history.visit(Visit("library", "pool"))
    history.back()
    history.visit(Visit("actions"))
    assert not history.can_go_forward
    assert history.back() == Visit("home")


def test_the_same_place_twice_is_one_visit() -> None:
    history = History()
    history.visit(Visit("library", "pool"))
    history.visit(Visit("library", "pool"))
    assert not history.can_go_back


def test_typing_on_replaces_where_one_stands() -> None:
    history = History()
    history.visit(Visit("home"))
    history.visit(Visit("library", "po"))
    history.amend(Visit("library", "pool"))
    assert history.current == Visit("library", "pool")
    assert history.back() == Visit("home")


def test_a_long_history_forgets_its_beginning() -> None:
    history = History()
    for number in range(250):
        history.visit(Visit("library", str(number)))
    steps = 0
    while history.back() is not None:
        steps += 1
    assert steps == 99
