"""What is known of incidents that come back."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""
