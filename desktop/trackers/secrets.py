"""Where tokens are: in the system's keyring, or, where there is none, in this process alone.

A secret is never written into a file, a log, a report or the library, and no `repr` shows it.
Asking a keyring can take long (it may ask its owner to unlock it), so that is a worker's job.
"""

from __future__ import annotations

import threading
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

_SERVICE = "Afterword"


class Keyring(Protocol):
    """What is used of the `keyring` package."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret kept under the two names."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


class KeyringTroubleError(Exception):
    """The keyring is locked, was refused, or broke."""


def find_keyring() -> Keyring | None:
    """The system's keyring; None where the package or a keyring is missing."""
    try:
        package = import_module("keyring")  # an extra, and slow to find its backend
        backend = package.get_keyring()
        priority = backend.priority
    except Exception:  # noqa: BLE001  (whatever its settings name, or a backend does on loading)
        return None
    if priority <= 0:  # the one that refuses everything
        return None
    return _SystemKeyring(backend)


class _SystemKeyring:
    """Turns a backend's errors into one of ours: its own, its bus's, its operating system's."""

    def __init__(self, backend: Keyring) -> None:
        self._backend = backend

    def get_password(self, service: str, username: str) -> str | None:
        try:
            return self._backend.get_password(service, username)
        except Exception as error:  # a foreign system's, of any kind
            raise KeyringTroubleError from error

    def set_password(self, service: str, username: str, password: str) -> None:
        try:
            self._backend.set_password(service, username, password)
        except Exception as error:  # a foreign system's, of any kind
            raise KeyringTroubleError from error

    def delete_password(self, service: str, username: str) -> None:
        try:
            self._backend.delete_password(service, username)
        except Exception as error:  # a foreign system's, of any kind
            raise KeyringTroubleError from error


class SecretStore:
    """The tokens of tracker accounts. Safe to use from several threads."""

    def __init__(self, find: Callable[[], Keyring | None] = find_keyring) -> None:
        """Look for a keyring when one is first needed."""
        self._find = find
        self._keyring: Keyring | None = None
        self._looked = False
        self._session: dict[UUID, str] = {}
        self._lock = threading.Lock()

    @override
    def __repr__(self) -> str:
        return f"<SecretStore of {len(self._session)} for this session>"

    def lasts(self) -> bool:
        """Whether what is kept now is there after a restart: there is a keyring."""
        return self._ring() is not None

    def get(self, account_id: UUID) -> str | None:
        """The secret of an account; None when nobody told it."""
        with self._lock:
            known = self._session.get(account_id)
        if known is not None:
            return known
        ring = self._ring()
        if ring is None:
            return None
        try:
            return ring.get_password(_SERVICE, str(account_id))
        except KeyringTroubleError:
            return None

    def keep(self, account_id: UUID, secret: str) -> bool:
        """Keep a secret; False when only until Afterword ends."""
        ring = self._ring()
        if ring is not None:
            try:
                ring.set_password(_SERVICE, str(account_id), secret)
            except KeyringTroubleError:
                ring = None
        with self._lock:
            if ring is None:
                self._session[account_id] = secret
            else:
                self._session.pop(account_id, None)
        return ring is not None

    def is_for_session(self, account_id: UUID) -> bool:
        """Whether a secret is known until Afterword ends only, whatever keyring there is."""
        with self._lock:
            return account_id in self._session

    def forget(self, account_id: UUID) -> None:
        """Forget an account's secret, here and in the keyring."""
        with self._lock:
            self._session.pop(account_id, None)
        ring = self._ring()
        if ring is None:
            return
        try:
            if ring.get_password(_SERVICE, str(account_id)) is not None:
                ring.delete_password(_SERVICE, str(account_id))
        except KeyringTroubleError:
            return

    def _ring(self) -> Keyring | None:
        with self._lock:
            if not self._looked:
                self._keyring = self._find()
                self._looked = True
            return self._keyring
