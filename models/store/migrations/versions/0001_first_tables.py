"""The first tables of a library.

Frozen: a change to the tables is a migration of its own. They are listed as data, columns by what
they hold: a question mark says that a column may be empty, ``column>table`` is a foreign key.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TYPES: dict[str, Any] = {
    "ids": sa.Uuid(),
    "texts": sa.Text(),
    "integers": sa.BigInteger(),
    "amounts": sa.Text().with_variant(sa.Numeric(), "postgresql"),
    "floats": sa.Double(),
    "flags": sa.Boolean(),
    "dates": sa.Date(),
    "instants": sa.DateTime(timezone=True),
    "blobs": sa.LargeBinary(),
}
_ON_DELETE = {"keeps": None, "cascades": "CASCADE", "forgets": "SET NULL"}


@dataclass(frozen=True, kw_only=True)
class _Table:
    """One table; `keeps`, `cascades` and `forgets` say what deleting the target row does."""

    name: str
    key: str = "id"
    ids: str = ""
    texts: str = ""
    integers: str = ""
    amounts: str = ""
    floats: str = ""
    flags: str = ""
    dates: str = ""
    instants: str = ""
    blobs: str = ""
    keeps: str = ""
    cascades: str = ""
    forgets: str = ""
    unique: str = ""
    indexed: str = ""

    def create(self) -> None:
        parts: list[Any] = [
            *self._columns(),
            sa.PrimaryKeyConstraint(*self.key.split(), name=f"pk_{self.name}"),
        ]
        parts += self._foreign_keys()
        if self.unique:
            name = f"uq_{self.name}_{'_'.join(self.unique.split())}"
            parts.append(sa.UniqueConstraint(*self.unique.split(), name=name))
        if self.name == "links":
            parts.append(sa.CheckConstraint("from_id <> to_id", name="ck_links_two_incidents"))
        op.create_table(self.name, *parts)
        for column in self.indexed.split():
            op.create_index(f"ix_{self.name}_{column}", self.name, [column])

    def _columns(self) -> Iterator[Any]:
        for kind, type_ in _TYPES.items():
            for word in getattr(self, kind).split():
                yield sa.Column(word.rstrip("?"), type_, nullable=word.endswith("?"))

    def _foreign_keys(self) -> Iterator[Any]:
        for kind, on_delete in _ON_DELETE.items():
            for word in getattr(self, kind).split():
                column, _, target = word.partition(">")
                yield sa.ForeignKeyConstraint(
                    [column],
                    [target if "." in target else f"{target}.id"],
                    name=f"fk_{self.name}_{column}",
                    ondelete=on_delete,
                )


def _tie(name: str, owner: str, word: str) -> _Table:
    """Words of one owner, in their order."""
    columns = f"{owner.partition('>')[0]} {word.partition('>')[0]}"
    return _Table(
        name=name,
        key=columns,
        ids=columns,
        integers="position",
        cascades=f"{owner} {word}",
        indexed=word.partition(">")[0],
    )


_TABLES = (
    _Table(
        name="services",
        ids="id parent_id?",
        texts="path folded description",
        integers="version",
        instants="created_at updated_at",
        keeps="parent_id>services",
        unique="folded",
        indexed="parent_id",
    ),
    _Table(
        name="categories",
        ids="id parent_id?",
        texts="path folded description",
        integers="version",
        instants="retired_at? created_at updated_at",
        keeps="parent_id>categories",
        unique="folded",
        indexed="parent_id",
    ),
    _Table(
        name="people",
        ids="id",
        texts="handle folded name team",
        integers="version",
        instants="created_at updated_at",
        unique="folded",
    ),
    _Table(name="tags", ids="id", texts="name folded", instants="created_at", unique="folded"),
    _Table(name="settings", key="name", texts="name value", instants="updated_at"),
    _Table(
        name="saved_searches",
        ids="id",
        texts="name folded query",
        integers="version position",
        instants="created_at updated_at",
        unique="folded",
    ),
    _Table(
        name="policy_versions",
        ids="id made_by?",
        texts="toml note",
        integers="number",
        instants="made_at",
        forgets="made_by>people",
        unique="number",
    ),
    _Table(
        name="contents",
        key="sha256",
        texts="sha256",
        integers="size",
        instants="added_at",
        blobs="data",
    ),
    _Table(
        name="incidents",
        ids="id category_id? policy_version_id?",
        texts="key key_folded title severity? kind timezone lead currency? slo? estimated extra",
        integers="version users_affected? failed_transactions? user_impact_minutes?",
        amounts="revenue? error_budget_consumed_percent?",
        flags="slo_violated? data_loss? security? manual_rollback?",
        instants=(
            "created_at updated_at trashed_at? started_at? detected_at? acknowledged_at? "
            "mitigated_at? resolved_at?"
        ),
        keeps="category_id>categories",
        forgets="policy_version_id>policy_versions",
        unique="key_folded",
        indexed="category_id",
    ),
    _tie("incident_services", "incident_id>incidents", "service_id>services"),
    _tie("incident_tags", "incident_id>incidents", "tag_id>tags"),
    _Table(
        name="postmortems",
        key="incident_id",
        ids="incident_id",
        texts="status waived_reason template",
        instants="meeting_held_at? published_at?",
        cascades="incident_id>incidents",
        indexed="status",
    ),
    _Table(
        name="postmortem_people",
        key="incident_id person_id role",
        ids="incident_id person_id",
        texts="role",
        integers="position",
        instants="approved_at?",
        cascades="incident_id>incidents person_id>people",
        indexed="person_id",
    ),
    _Table(
        name="sections",
        ids="id incident_id",
        texts="kind title markdown",
        integers="position",
        cascades="incident_id>incidents",
        indexed="incident_id",
    ),
    _Table(
        name="timeline_events",
        ids="id incident_id",
        texts="kind text",
        integers="position",
        instants="at",
        cascades="incident_id>incidents",
        indexed="incident_id",
    ),
    _Table(
        name="contributing_factors",
        ids="id incident_id",
        texts="title text",
        integers="position",
        cascades="incident_id>incidents",
        indexed="incident_id",
    ),
    _tie("factor_services", "factor_id>contributing_factors", "service_id>services"),
    _tie("factor_tags", "factor_id>contributing_factors", "tag_id>tags"),
    _Table(
        name="defences",
        ids="id incident_id",
        texts="outcome text",
        integers="position",
        cascades="incident_id>incidents",
        indexed="incident_id",
    ),
    _tie("defence_services", "defence_id>defences", "service_id>services"),
    _tie("defence_tags", "defence_id>defences", "tag_id>tags"),
    _Table(
        name="status_changes",
        ids="id incident_id made_by?",
        texts="from_status? to_status reason",
        instants="made_at",
        cascades="incident_id>incidents",
        forgets="made_by>people",
        indexed="incident_id",
    ),
    _Table(
        name="overrides",
        ids="id incident_id made_by?",
        texts="subject rule passage reason",
        instants="made_at removed_at?",
        cascades="incident_id>incidents",
        forgets="made_by>people",
        indexed="incident_id",
    ),
    _Table(
        name="shares",
        ids="id incident_id",
        texts="channel recipients note",
        instants="shared_at",
        cascades="incident_id>incidents",
        indexed="incident_id",
    ),
    _Table(
        name="revisions",
        ids="id incident_id made_by?",
        texts="note",
        integers="number incident_version",
        instants="made_at",
        blobs="snapshot",
        cascades="incident_id>incidents",
        forgets="made_by>people",
        unique="incident_id number",
        indexed="incident_id",
    ),
    _Table(
        name="attachments",
        ids="id incident_id",
        texts="sha256 name media_type origin",
        integers="position",
        instants="added_at",
        keeps="sha256>contents.sha256",
        cascades="incident_id>incidents",
        indexed="incident_id sha256",
    ),
    _Table(
        name="imports",
        ids="id incident_id",
        texts="sha256 source_name",
        integers="ordinal",
        instants="imported_at",
        cascades="incident_id>incidents",
        unique="sha256 ordinal",
        indexed="incident_id",
    ),
    _Table(
        name="action_items",
        ids="id owner_id?",
        texts=(
            "title status status_reason kind? strength? tracker_key? effectiveness? "
            "effectiveness_note tracker_url? tracker_status?"
        ),
        integers="version register_number slips",
        dates="due_on? original_due_on? completed_on? check_on?",
        instants="created_at? recorded_at updated_at tracker_synced_at?",
        keeps="owner_id>people",
        unique="register_number",
        indexed="due_on owner_id status",
    ),
    _Table(
        name="incident_action_items",
        key="incident_id action_item_id",
        ids="incident_id action_item_id",
        integers="number position",
        instants="added_at",
        cascades="action_item_id>action_items incident_id>incidents",
        indexed="action_item_id",
    ),
    _Table(
        name="due_date_moves",
        ids="id action_item_id made_by?",
        texts="reason",
        dates="from_due_on? to_due_on?",
        instants="made_at",
        cascades="action_item_id>action_items",
        forgets="made_by>people",
        indexed="action_item_id",
    ),
    _Table(
        name="links",
        ids="id from_id to_id made_by?",
        texts="kind pair? reason",
        instants="made_at removed_at?",
        cascades="from_id>incidents to_id>incidents",
        forgets="made_by>people",
        indexed="from_id to_id",
    ),
    _Table(
        name="reviews",
        ids="id",
        texts="title status design summary decision",
        integers="version window_months?",
        dates="meeting_on? decided_on?",
        instants="created_at updated_at trashed_at?",
    ),
    _tie("review_services", "review_id>reviews", "service_id>services"),
    _Table(
        name="review_incidents",
        ids="id review_id incident_id",
        texts="evidence disposition note",
        integers="position",
        floats="score?",
        cascades="incident_id>incidents review_id>reviews",
        unique="review_id incident_id",
        indexed="incident_id",
    ),
    _Table(
        name="review_questions",
        ids="id review_id",
        texts="text answer source",
        integers="position",
        cascades="review_id>reviews",
        indexed="review_id",
    ),
    _Table(
        name="review_action_items",
        key="review_id action_item_id",
        ids="review_id action_item_id",
        cascades="action_item_id>action_items review_id>reviews",
        indexed="action_item_id",
    ),
)


def upgrade() -> None:
    """Create them."""
    op.create_table(
        "changes",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid()),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    for table in _TABLES:
        table.create()
    postgresql = op.get_bind().dialect.name == "postgresql"
    newest = "started_at DESC NULLS LAST" if postgresql else "started_at DESC"
    order = [sa.text(newest), sa.text("id DESC")]
    _partial_index("ix_incidents_newest", "incidents", order, "trashed_at IS NULL")
    _partial_index("ix_incidents_trash", "incidents", ["trashed_at"], "trashed_at IS NOT NULL")
    live = "removed_at IS NULL"
    _partial_index("uq_links_live", "links", ["from_id", "to_id", "kind"], live, unique=True)
    _partial_index("uq_links_verdict", "links", ["pair"], live, unique=True)


def _partial_index(
    name: str, table: str, columns: Sequence[Any], where: str, *, unique: bool = False
) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        list(columns),
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )
