"""The smallest value that fits a schema of a vendor's document."""

from __future__ import annotations

from typing import Any

_FORMATS = {
    "date-time": "2025-03-19T09:40:00Z",
    "date": "2025-03-19",
    "uri": "https://example.test/",
    "email": "ada@example.test",
}


def example_of(document: dict[str, Any], name: str) -> Any:
    """A value of the schema with that name, with its required properties alone."""
    return _value(document, {"$ref": f"#/components/schemas/{name}"})


def _value(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        found: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return _value(document, found)
    kind = schema.get("type")
    if schema.get("nullable") or (isinstance(kind, list) and "null" in kind):
        return None
    if "enum" in schema:
        return schema["enum"][0]
    for choice in ("oneOf", "anyOf"):
        if choice in schema:
            return _value(document, schema[choice][0])
    if "allOf" in schema:
        parts = [_value(document, one) for one in schema["allOf"]]
        return {
            name: value for part in parts if isinstance(part, dict) for name, value in part.items()
        }
    return _simple(document, schema, kind)


def _simple(document: dict[str, Any], schema: dict[str, Any], kind: Any) -> Any:
    if kind == "string":
        return _FORMATS.get(schema.get("format", ""), "text")
    if kind in ("integer", "number"):
        return 1
    if kind == "boolean":
        return False
    if kind == "array":
        return []
    properties = schema.get("properties", {})
    return {
        name: _value(document, properties.get(name, {"type": "string"}))
        for name in schema.get("required", [])
    }
