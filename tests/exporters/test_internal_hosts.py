"""Machines inside a company's network are taken out of texts, public ones and numbers stay."""

from __future__ import annotations

import pytest

from exporters.internal_hosts import without_internal_hosts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("db-17.prod.internal fell over", "internal host fell over"),
        ("`ssh API_1.eu.corp`.", "`ssh internal host`."),
        ("https://grafana.example.lan/d/1?x=2", "https://internal host/d/1?x=2"),
        ("pay.svc.cluster.local:5432", "internal host:5432"),
        ("from 10.2.3.4, 172.31.0.9:80 and 192.168.1.1/24", (
            "from internal address, internal address:80 and internal address/24"
        )),
        ("fd12:3456::1 and fe80::a", "internal address and internal address"),
    ],
)  # fmt: skip
def test_what_is_inside_goes(text: str, told: str) -> None:
    assert without_internal_hosts(text) == told
    assert without_internal_hosts(told) == told


@pytest.mark.parametrize(
    "text",
    [
        "1.1.1.1 and 8.8.8.8 answered; 172.32.0.1 too",
        "api.example.com, github.com and s3.us-east-1.amazonaws.com",
        "release 10.2.3 and 10.2.3.4.5, ISO::internal, 10:23:14",
        "payment_methods.user_id is local; internal tools",
        "java.internal.Foo and this.local.value",
    ],
)
def test_what_is_not_stays(text: str) -> None:
    assert without_internal_hosts(text) == text
