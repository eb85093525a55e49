"""What reports and architecture reviews keep."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add who takes part in a review, and who gave a disposition when."""
    _add_to_reviews()


def _add_to_reviews() -> None:
    instant = sa.DateTime(timezone=True)
    op.add_column("reviews", sa.Column("participants", sa.Text(), nullable=True))
    op.add_column("review_incidents", sa.Column("disposed_by", sa.Text(), nullable=True))
    op.add_column("review_incidents", sa.Column("disposed_at", instant, nullable=True))
