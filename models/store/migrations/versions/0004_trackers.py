"""Issue trackers, the outbox, and the weekly review of action items."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
