"""The categories that a new library starts with; all of them can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from models.identifiers import new_id
from models.keys import fold
from models.store.tables import CategoryRecord

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import Connection

CATEGORIES: dict[str, tuple[str, ...]] = {
    "Database": (
        "Missing index",
        "Slow query",
        "Connection pool exhausted",
        "Lock contention",
        "Replication lag",
        "Schema migration",
        "Failover",
        "Storage full",
    ),
    "Deployment": (
        "Faulty release",
        "Incompatible versions",
        "Failed rollback",
        "Feature flag",
        "Build or pipeline",
    ),
    "Configuration": (
        "Wrong value",
        "Expired certificate",
        "Expired secret",
        "Drift between environments",
        "Access rights",
    ),
    "Network": ("DNS", "Load balancer", "Firewall or routing", "Connectivity", "Content delivery"),
    "Capacity": (
        "Traffic spike",
        "Resource exhausted",
        "Scaling too slow",
        "Quota or rate limit",
        "Memory leak",
    ),
    "Third party": ("API outage", "Cloud provider", "Changed behaviour", "Payment provider"),
    "Software": ("Logic error", "Race condition", "Retry storm", "Timeout handling", "Caching"),
    "Security": ("Vulnerability", "Credential leak", "Denial of service", "Unauthorised access"),
    "Data": ("Loss", "Corruption", "Wrong results", "Backup or restore"),
    "Hardware": ("Disk", "Server", "Power or cooling"),
    "Monitoring": ("Missing alert", "Alert not noticed", "Wrong threshold"),
}


def seed_vocabulary(connection: Connection, now: datetime) -> None:
    """Write the first categories."""
    parents = {name: new_id() for name in CATEGORIES}
    dates = {"version": 1, "created_at": now, "updated_at": now}
    tops = [
        {"id": parents[name], "path": name, "folded": fold(name), "parent_id": None, **dates}
        for name in CATEGORIES
    ]
    leaves = [
        {
            "id": new_id(),
            "path": f"{name} / {leaf}",
            "folded": fold(f"{name} / {leaf}"),
            "parent_id": parents[name],
            **dates,
        }
        for name, below in CATEGORIES.items()
        for leaf in below
    ]
    connection.execute(insert(CategoryRecord), tops)
    connection.execute(insert(CategoryRecord), leaves)
