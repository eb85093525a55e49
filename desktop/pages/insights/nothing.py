"""What each chart would show, and why there is nothing to show yet."""

from __future__ import annotations

NOTHING = {
    "severity": "Here stands how many incidents began in each period. None did.",
    "resolve": "Here stands how long each incident took to resolve. None was resolved.",
    "on time": (
        "Here stands which share of the action items was done by the date first promised. "
        "None was due yet."
    ),
    "categories": (
        "Here stand the categories with the most incidents, against the period before. "
        "No incident of the period has a category."
    ),
    "chains": (
        "Here stands what came back, one incident after the other. "
        "Nobody has linked two of these incidents as a recurrence or the same class."
    ),
    "repeats": (
        "Here stands which share of the incidents repeats an earlier one. It begins once the "
        "library looks back far enough, with incidents that have a category or links."
    ),
    "ageing": "Here stands how long the open action items have been waiting. None is open.",
    "heat": (
        "Here stands which categories strike which services. No incident of these periods has both."
    ),
}
"""By the place of the chart on the page."""
