"""What is known of incidents that come back."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create tables for suggested pairs and for what was known at a repeat."""
    _create_suggestions()
    _create_compared()
    _create_known_verdicts()


def _create_suggestions() -> None:
    op.create_table(
        "suggestions",
        sa.Column("pair", sa.Text(), nullable=False),
        sa.Column("later_id", sa.Uuid(), nullable=False),
        sa.Column("earlier_id", sa.Uuid(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("pair", name="pk_suggestions"),
        _to_incident("suggestions", "later_id"),
        _to_incident("suggestions", "earlier_id"),
    )
    op.create_index("ix_suggestions_later_id", "suggestions", ["later_id"])
    op.create_index("ix_suggestions_earlier_id", "suggestions", ["earlier_id"])


def _create_compared() -> None:
    op.create_table(
        "compared_incidents",
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", name="pk_compared_incidents"),
        _to_incident("compared_incidents", "incident_id"),
    )


def _create_known_verdicts() -> None:
    op.create_table(
        "known_verdicts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("computed", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_known_verdicts"),
        sa.ForeignKeyConstraint(
            ["link_id"], ["links.id"], name="fk_known_verdicts_link_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name="fk_known_verdicts_made_by", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_known_verdicts_link_id", "known_verdicts", ["link_id"])


def _to_incident(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["incidents.id"], name=f"fk_{table}_{column}", ondelete="CASCADE"
    )
