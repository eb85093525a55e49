"""What can be done to the library's policy."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from models.errors import BadInputError
from models.identifiers import new_id
from models.store.tables import PolicyVersionRecord
from models.store.words import Vocabulary

if TYPE_CHECKING:
    from models.changes import Changes
    from models.library import Library


def save_policy(
    library: Library, toml: str, *, note: str = "", made_by: str | None = None
) -> Changes:
    """Keep a new version of the policy; it holds from now on, the ones before are kept.

    What the rules mean is checked by `models.policy` before; this looks at the form alone.

    Raises:
        BadInputError: when it is no TOML, saying where.
    """
    try:
        tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"The policy cannot be read: {error}.", "Correct that line.") from error
    with library.store.writing() as write:
        last = write.connection.execute(select(func.max(PolicyVersionRecord.number))).scalar_one()
        identifier = new_id()
        person = Vocabulary(write).people.ids([made_by]).get(made_by) if made_by else None
        row = {
            "id": identifier,
            "number": (last or 0) + 1,
            "toml": toml,
            "note": note,
            "made_by": person,
            "made_at": write.now,
        }
        write.connection.execute(insert(PolicyVersionRecord), [row])
        write.log("policy", identifier, "created")
    return write.changes
