"""Strength and kind from the words of an action item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import ActionKind, Strength
from models.wording import ActionWording

WORDING = ActionWording.shipped()
STRONG, INTERMEDIATE, WEAK = Strength.STRONG, Strength.INTERMEDIATE, Strength.WEAK
PREVENT, DETECT = ActionKind.PREVENT, ActionKind.DETECT
MITIGATE, PROCESS = ActionKind.MITIGATE, ActionKind.PROCESS


@pytest.mark.parametrize(
    ("title", "strength", "kind"),
    [
        ("Add index on `payment_methods.user_id`", STRONG, PREVENT),
        ("Enable AWS Performance Insights (all RDS instances)", INTERMEDIATE, DETECT),
        ("Reduce canary start percentage to 5%", STRONG, MITIGATE),
        ("Performance test with production data volume in staging", INTERMEDIATE, PREVENT),
        ("Update runbook for “failed deployment”", WEAK, MITIGATE),
        ("Alert when pool wait time exceeds 250 ms", INTERMEDIATE, DETECT),
        ("Enforce per-client limits in the pooler", STRONG, PREVENT),
        ("Cap batch concurrency in refund worker", STRONG, PREVENT),
        ("Set a lock timeout for online migrations", STRONG, PREVENT),
        ("Describe pooler failover in the runbook", WEAK, MITIGATE),
        ("Add jitter to token refresh", STRONG, PREVENT),
        ("Remind everyone to check the dashboard", WEAK, DETECT),
        ("Document the guardrail", WEAK, PROCESS),
        ("Implement circuit breaker for external APIs", STRONG, MITIGATE),
        ("Think about it", None, None),
        ("", None, None),
    ],
)
def test_wording_suggests(title: str, strength: Strength | None, kind: ActionKind | None) -> None:
    assert (WORDING.strength(title), WORDING.kind(title)) == (strength, kind)


@given(st.text(max_size=200))
def test_any_title_is_read(title: str) -> None:
    assert WORDING.strength(title) in (None, *Strength)
    assert WORDING.kind(title.upper()) in (None, *ActionKind)
