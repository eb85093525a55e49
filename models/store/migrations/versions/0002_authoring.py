"""What writing a postmortem needs besides its text."""

import re
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import op

if TYPE_CHECKING:
    from uuid import UUID

revision = "0002"
down_revision = "0001"

_KEY = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]{1,9}(?:-\d{2,4})?-\d{1,6}\b(?![/\w-])")
_TEXTS = (
    ("sections", "markdown"),
    ("timeline_events", "text"),
    ("contributing_factors", "title"),
    ("contributing_factors", "text"),
    ("defences", "text"),
)


def upgrade() -> None:
    """Create them."""
    _create_mentions()
    _add_approvals()


def _add_approvals() -> None:
    """When a reviewer was asked, and which text they approved."""
    op.add_column(
        "postmortem_people", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "postmortem_people",
        sa.Column("approved_digest", sa.Text(), nullable=False, server_default=""),
    )


def _create_mentions() -> None:
    """The keys that texts name, with those of the postmortems that are there already."""
    mentions = op.create_table(
        "mentions",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("key_folded", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "key_folded", name="pk_mentions"),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name="fk_mentions_incident_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_mentions_key_folded", "mentions", ["key_folded"])
    found: set[tuple[UUID, str]] = set()
    connection = op.get_bind()
    for table, column in _TEXTS:
        texts = sa.table(table, sa.column("incident_id", sa.Uuid()), sa.column(column, sa.Text()))
        for incident_id, text in connection.execute(
            sa.select(texts.c.incident_id, texts.c[column]).where(texts.c[column].like("%-%"))
        ):
            found.update((incident_id, key.casefold()) for key in _KEY.findall(text))
    incidents = sa.table(
        "incidents", sa.column("id", sa.Uuid()), sa.column("key_folded", sa.Text())
    )
    own = connection.execute(sa.select(incidents.c.id, incidents.c.key_folded))
    found.difference_update((one, key) for one, key in own)
    if found:
        rows = [{"incident_id": one, "key_folded": key} for one, key in sorted(found)]
        op.bulk_insert(mentions, rows)
