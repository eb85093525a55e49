"""What reports and architecture reviews keep."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add who takes part in a review, and who gave a disposition when."""
    _add_to_reviews()
    _create_report_notes()


def _add_to_reviews() -> None:
    instant = sa.DateTime(timezone=True)
    op.add_column("reviews", sa.Column("participants", sa.Text(), nullable=True))
    op.add_column("review_incidents", sa.Column("disposed_by", sa.Text(), nullable=True))
    op.add_column("review_incidents", sa.Column("disposed_at", instant, nullable=True))


def _create_report_notes() -> None:
    op.create_table(
        "report_notes",
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("report", name="pk_report_notes"),
        sa.ForeignKeyConstraint(
            ["made_by"], ["people.id"], name="fk_report_notes_made_by", ondelete="SET NULL"
        ),
    )
