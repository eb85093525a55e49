"""The design's values as shipped: `resources/theme/tokens.json`."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, cast

import resources.files


@lru_cache(maxsize=1)
def load_tokens() -> dict[str, Any]:
    """The shipped tokens, read once."""
    return cast("dict[str, Any]", json.loads(resources.files.text("theme/tokens.json")))
