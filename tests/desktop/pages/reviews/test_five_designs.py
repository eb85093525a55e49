"""Five designs against real postmortems: of the first ten incidents found, most must matter.

The designs lie in `designs`; which incidents matter to each was judged by reading them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from desktop.main import main
from desktop.pages.reviews.contents import find_incidents
from models.library import Library
from models.review import Review
from models.reviewing.emphasis import Emphasis
from search.index import Index

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus"
DESIGNS = Path(__file__).parent / "designs"
AS_OF = datetime(2026, 3, 1, tzinfo=UTC)
pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside this checkout"
)

MATTER = {
    "1-hub-autoscaling": (
        "LEAP hub outage",
        "Memory overload on WER cluster",
        "Upgrading ingress-nginx caused brief outage in carbonplan",
        "Openscapes hub pods dying post-stress-testing",
        "CloudBank health check fail plus GroupExporter pod restarts",
        "Earthscope resource provisioning issue",
        "Heavy use of dask-gateway induced critical pod evictions",
    ),
    "2-home-directories": (
        "LEAP hub outage",
        "PythonAnywhere storage volume failure on 7 July 2020",
        "Google Compute Engine Persistent Disk issue in europe-west1-b",
        "GitLab.com database outage of January 31, 2017",
        "Tarsnap outage 2016-07-24",
        "PostHog Data Processing Delays",
        "Cloud Filestore ListInstances API failed",
    ),
    "3-feature-flags-own-database": (
        "Connection Pool Exhaustion and Excessive Parallelism",
        "GitHub availability incidents in February and March 2026",
        "Redis Overload",
        "PostHog Data Processing Delays",
        "CPU-Bound Latency",
        "PostHog Feature Flags Service Outage",
        "15 seconds of API downtime during PostgreSQL migration",
        "Honeycomb total outage on July 25th, 2023",
        "Slack’s Incident on 2-22-22",
        "GitHub availability incidents May 9-11, 2023",
    ),
    "4-pay-page-token-login": (
        "Mailgun Website Intermittent Timeouts",
        "CircleCI Workflow Delay Incidents",
        "Cloudflare API and dashboard availability incident",
        "MongoHQ security breach impacting CircleCI customer data",
    ),
    "5-release-pipeline": (
        "GitHub availability incidents in February and March 2026",
        "Shai-Hulud attack",
        "Changes to SDK fetch() wrapper breaking client sites",
        "PostHog Surveys SDK Bug",
        "Malicious Packages Published to npm",
        "GitHub availability incidents May 9-11, 2023",
    ),
}


class Corpus(NamedTuple):
    library: Library
    search: Index


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    folder = tmp_path_factory.mktemp("corpus")
    location = str(folder / "corpus.afterword")
    assert main(["--library", location, "import", str(CORPUS)]) in (0, 1)
    with (
        Library.open(location) as library,
        Index.open(folder / "index", library_id=library.id) as index,
    ):
        index.catch_up(library)
        yield Corpus(library, index)


@pytest.mark.parametrize("name", MATTER)
def test_most_of_the_first_ten_matter(corpus: Corpus, name: str) -> None:
    title, _, design = (DESIGNS / f"{name}.txt").read_text("utf-8").partition("\n\n")
    sought = Emphasis.shipped().text(title, design)
    pairs = corpus.search.similar(text=sought, limit=80)
    review = Review(title=title, design=design)
    found = find_incidents(corpus.library, review, pairs, as_of=AS_OF, zone="UTC").review
    first = [one.title for one in found.incidents[:10]]
    assert len(first) >= 5
    assert all(one.evidence for one in found.incidents)
    matter = [title for title in first if title.startswith(MATTER[name])]
    assert len(matter) / len(first) >= 0.6, first
