"""Who is named in a library, by which words, and the role that stands for each.

A person is known by handles, mail addresses, full names, and by the parts of those that are names.
Roles are numbered in the order in which people first appear, so they are the same in every file
of one export.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from resources import files

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAIL = r"(?:mailto:)?[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
_HANDLE = r"(?<![\w@/.`])@(?P<name>[^\W\d]\w*(?:[.-]\w+)*)(?![\w/]|\.\w)"
_FINDER = re.compile(rf"(?P<mail>{_MAIL})|{_HANDLE}")
_TOKENS = re.compile(
    rf"(?P<mail>{_MAIL})|(?<![\w@])@(?P<handle>\w+(?:[.-]\w+)*)|(?P<word>[^\W\d_]\w*(?:[.-]\w+)*)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"^[ ]*(```+|~~~+).*?^[ ]*\1|(`+)[^`\n]+\2", re.MULTILINE | re.DOTALL)
_NAMED = re.compile(r"(?<![\w@])([A-Z][^\W\d_]{2,})(?:[ \u00a0]([A-Z][^\W\d_A-Z][^\W\d_]+))?")
_NO_SURNAMES = frozenset(
    {
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December", "And", "The", "Then", "From", "With"),
    }
)


@dataclass(frozen=True, slots=True)
class _Words:
    """What `resources/anonymise/words.toml` knows."""

    given_names: frozenset[str]
    everyone: frozenset[str]
    prose: frozenset[str]
    roles: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def shipped(cls) -> _Words:
        data = tomllib.loads(files.text("anonymise/words.toml"))
        return cls(
            given_names=frozenset(data["given_names"].split()),
            everyone=frozenset(data["everyone"]),
            prose=frozenset(data["prose"]),
            roles=tuple((one["label"], frozenset(one["words"])) for one in data["roles"]),
        )

    def role(self, parts: Iterable[str]) -> str:
        """The role that the words of a handle speak of; "Person" when they speak of none."""
        known = set(parts)
        return next((label for label, words in self.roles if known & words), "Person")

    def is_role_word(self, part: str) -> bool:
        return any(part in words for _, words in self.roles)


@dataclass(slots=True)
class _Person:
    label: str
    names: set[str] = field(default_factory=set)


class People:
    """Finds people in texts first, then replaces them; see the module."""

    def __init__(self) -> None:
        self._words = _Words.shipped()
        labels = "|".join(["Person", *(label for label, _ in self._words.roles)])
        self._label = re.compile(rf"(?:{labels}) \d+")
        self._repeated = re.compile(rf"((?:{labels}) \d+)(?:[ \u00a0]<?\1>?)+")
        self._persons: list[_Person] = []
        self._counts: dict[str, int] = defaultdict(int)
        self._by_handle: dict[str, _Person] = {}
        self._by_name: dict[str, _Person] | None = None
        self._full_names: dict[str, _Person] = {}
        self._loose_names: dict[str, None] = {}
        self._entries: dict[str, _Person] = {}
        self._odd: re.Pattern[str] | None = None

    # ------------------------------------------------------------------ finding

    def meet(self, entry: str) -> None:
        """Learn of a person from a list of people: a handle, a name, a name with an address."""
        entry = entry.strip()
        if self._label.fullmatch(entry):
            self._reserve(entry)
            return
        if not entry or entry in self._entries:
            return
        handles = [found["name"] or _local(found["mail"]) for found in _FINDER.finditer(entry)]
        name = " ".join(_FINDER.sub(" ", entry).replace("<", " ").replace(">", " ").split())
        name = name.strip("()[],;")
        if not handles and name and " " not in name and not name[0].isupper():
            handles, name = [name.removeprefix("@")], ""
        for handle in handles:
            self._know_handle(handle)
        person = self._by_handle.get(_bare(handles[0])) if handles else None
        if name:
            person = self._know_name(name, person)
        self._entries[entry] = person or self._new("Person")
        if entry.startswith("@") and not _FINDER.fullmatch(entry):
            self._odd = None

    def read(self, text: str) -> None:
        """Learn of the people whom a text names, outside its code."""
        for found in self._label.finditer(text):
            self._reserve(found.group())
        prose = _CODE.sub(" ", text)
        for found in _FINDER.finditer(prose):
            name = found["name"] or _local(found["mail"])
            if name.lower() not in self._words.everyone:
                self._know_handle(name)
        for found in _NAMED.finditer(prose):
            given, surname = found[1], found[2]
            if given.lower() not in self._words.given_names:
                continue
            if surname and surname not in _NO_SURNAMES:
                self._know_name(f"{given} {surname}", None)
            else:
                self._loose_names.setdefault(given)

    def _reserve(self, label: str) -> None:
        """An export that is anonymised again keeps its roles; new ones get other numbers."""
        kind, _, number = label.rpartition(" ")
        self._counts[kind] = max(self._counts[kind], int(number))

    def _new(self, role: str) -> _Person:
        self._counts[role] += 1
        person = _Person(f"{role} {self._counts[role]}")
        self._persons.append(person)
        self._by_name = None
        return person

    def _know_handle(self, handle: str) -> None:
        if _bare(handle) in self._by_handle or handle.lower() in self._words.everyone:
            return
        parts = [one.lower() for one in _LETTERS.findall(handle)]
        names = [one for one in parts if one in self._words.given_names]
        person = self._full_names.get(" ".join(parts)) or self._new(self._words.role(parts))
        self._by_handle[_bare(handle)] = person
        if names:
            person.names |= {one for one in parts if not self._words.is_role_word(one)}

    def _know_name(self, name: str, person: _Person | None) -> _Person:
        parts = _LETTERS.findall(name)
        full = " ".join(parts).lower()
        known = self._full_names.get(full) or self._by_handle.get("".join(parts).lower())
        person = person or known or self._new("Person")
        self._full_names[full] = person
        person.names |= {one.lower() for one in parts if len(one) > 1}
        return person

    # ------------------------------------------------------------------ replacing

    def role_of(self, entry: str) -> str:
        """The role that stands for an entry of a list of people."""
        person = self._entries.get(entry.strip())
        return person.label if person else self.without(entry)

    def without(self, text: str) -> str:
        """`text` with every known person replaced by the role."""
        if not text:
            return text
        kept = self._label.sub(lambda found: found.group().replace(" ", "\ue000"), text)
        if "@" in kept:
            kept = self._odd_entries().sub(lambda found: self._entries[found.group()].label, kept)
            kept = self._label.sub(lambda found: found.group().replace(" ", "\ue000"), kept)
        replaced = _TOKENS.sub(self._replacement, kept).replace("\ue000", " ")
        return self._repeated.sub(r"\1", replaced)

    def _odd_entries(self) -> re.Pattern[str]:
        """Listed handles of a form that no rule foresees ("@-0"), letter by letter."""
        if self._odd is None:
            odd = [one for one in self._entries if one[0] == "@" and not _FINDER.fullmatch(one)]
            longest_first = sorted(odd, key=len, reverse=True)
            self._odd = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
        return self._odd

    def _replacement(self, found: re.Match[str]) -> str:
        if found["mail"]:
            local = _bare(_local(found["mail"]))
            return self._by_handle[local].label if local in self._by_handle else "address removed"
        if found["handle"]:
            person = self._by_handle.get(_bare(found["handle"]))
            return person.label if person else found.group()
        word = found["word"]
        person = self._by_handle.get(_bare(word))
        if person and not word.isalpha() and word.lower() not in self._words.prose:
            return person.label
        return _LETTERS.sub(self._name_replacement, word)

    def _name_replacement(self, found: re.Match[str]) -> str:
        word = found.group()
        person = self._names().get(word.lower())
        if person is None or not (word[0].isupper() or word.lower() in self._words.given_names):
            return word
        return person.label

    def _names(self) -> dict[str, _Person]:
        """Name to person; a name that several have gets a role of its own."""
        if self._by_name is not None:
            return self._by_name
        owners: dict[str, list[_Person]] = defaultdict(list)
        for person in self._persons:
            for name in sorted(person.names):
                owners[name].append(person)
        single = {name: some[0] for name, some in owners.items() if len(some) == 1}
        unowned = [name for name, some in owners.items() if len(some) > 1]
        unowned += [name.lower() for name in self._loose_names if name.lower() not in owners]
        for name in dict.fromkeys(unowned):
            self._counts["Person"] += 1
            single[name] = _Person(f"Person {self._counts['Person']}")
        self._by_name = single
        return single


def _local(mail: str) -> str:
    return mail.removeprefix("mailto:").partition("@")[0]


def _bare(handle: str) -> str:
    """One form for ``Alex.Smith``, ``alex-smith`` and ``alex_smith``."""
    return re.sub(r"[._-]", "", handle).lower()
