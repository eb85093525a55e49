"""Issue trackers, the outbox, and the weekly review of action items."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def _column(name: str, kind: Any, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, kind(), nullable=empty)


def _instant(name: str, *, empty: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=empty)


def _refers(table: str, column: str, target: str, *, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=f"fk_{table}_{column}", ondelete=on_delete
    )


def upgrade() -> None:
    """Create them; no table has room for a secret."""
    _create_accounts()
    _create_outbox()
    _create_links()
    _create_action_reviews()


def _create_accounts() -> None:
    texts = "kind name folded base_url project issue_type label done_status user_name"
    op.create_table(
        "tracker_accounts",
        _column("id", sa.Uuid),
        _column("version", sa.BigInteger),
        *(_column(name, sa.Text) for name in texts.split()),
        _column("allow_plain_http", sa.Boolean),
        _column("field_mapping", sa.Text),
        _column("status_mapping", sa.Text),
        _instant("created_at"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("id", name="pk_tracker_accounts"),
        sa.UniqueConstraint("folded", name="uq_tracker_accounts_folded"),
    )


def _create_outbox() -> None:
    table = "tracker_outbox"
    op.create_table(
        table,
        _column("id", sa.Uuid),
        _column("action_item_id", sa.Uuid),
        _column("account_id", sa.Uuid),
        _column("incident_id", sa.Uuid, empty=True),
        _column("verb", sa.Text),
        _instant("queued_at"),
        _column("attempts", sa.BigInteger),
        _instant("not_before", empty=True),
        _column("problem", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_tracker_outbox"),
        sa.UniqueConstraint("action_item_id", name="uq_tracker_outbox_action_item_id"),
        _refers(table, "action_item_id", "action_items", on_delete="CASCADE"),
        _refers(table, "account_id", "tracker_accounts", on_delete="CASCADE"),
        _refers(table, "incident_id", "incidents", on_delete="SET NULL"),
    )
    for column in ("account_id", "incident_id"):
        op.create_index(f"ix_{table}_{column}", table, [column])


def _create_links() -> None:
    table = "tracker_links"
    sides = [
        _column(f"{side}_{name}", kind, empty=True)
        for side in ("here", "there")
        for name, kind in (("status", sa.Text), ("owner", sa.Text), ("due_on", sa.Date))
    ]
    op.create_table(
        table,
        _column("action_item_id", sa.Uuid),
        _column("account_id", sa.Uuid),
        _column("key", sa.Text),
        *sides,
        _instant("there_updated_at", empty=True),
        _column("conflicts", sa.Text),
        _instant("synced_at", empty=True),
        sa.PrimaryKeyConstraint("action_item_id", name="pk_tracker_links"),
        _refers(table, "action_item_id", "action_items", on_delete="CASCADE"),
        _refers(table, "account_id", "tracker_accounts", on_delete="CASCADE"),
    )
    op.create_index(f"ix_{table}_account_id", table, ["account_id"])


def _create_action_reviews() -> None:
    table = "action_reviews"
    op.create_table(
        table,
        _column("id", sa.Uuid),
        _instant("held_at"),
        _column("made_by", sa.Uuid, empty=True),
        *(
            _column(name, sa.BigInteger)
            for name in ("kept", "closed", "redated", "reassigned", "dropped")
        ),
        _column("note", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_action_reviews"),
        _refers(table, "made_by", "people", on_delete="SET NULL"),
    )
    op.create_index(f"ix_{table}_held_at", table, ["held_at"])
