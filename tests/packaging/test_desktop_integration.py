"""What software centres and file managers are told about Afterword."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from configparser import ConfigParser
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_LINUX = _ROOT / "packaging" / "linux"
_ID = "org.afterword.Afterword"
_MIME_TYPE = "application/vnd.afterword.library"


def _validate(*command: str) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed (packaging/debian-test-packages.txt)")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _desktop_entry() -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(_LINUX / f"{_ID}.desktop", encoding="utf-8")
    return parser


def _metainfo() -> ET.Element:
    return ET.parse(_LINUX / f"{_ID}.metainfo.xml").getroot()


def test_desktop_entry_is_valid() -> None:
    _validate("desktop-file-validate", str(_LINUX / f"{_ID}.desktop"))


def test_metainfo_is_valid() -> None:
    _validate("appstreamcli", "validate", "--no-net", str(_LINUX / f"{_ID}.metainfo.xml"))


def test_everything_is_called_the_same() -> None:
    entry = _desktop_entry()["Desktop Entry"]
    metainfo = _metainfo()
    assert metainfo.findtext("id") == _ID
    assert metainfo.findtext("launchable") == f"{_ID}.desktop"
    assert entry["Icon"] == _ID
    assert entry["StartupWMClass"] == _ID
    assert metainfo.findtext("name") == entry["Name"]


def test_libraries_open_with_afterword() -> None:
    mime = ET.parse(_LINUX / f"{_ID}.mime.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = mime.find("m:mime-type", space)
    assert kind is not None
    assert kind.get("type") == _MIME_TYPE
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == ["*.afterword"]
    entry = _desktop_entry()["Desktop Entry"]
    assert entry["MimeType"] == f"{_MIME_TYPE};"
    assert entry["Exec"] == "afterword %f"
    assert _metainfo().findtext("provides/mediatype") == _MIME_TYPE


@pytest.mark.parametrize("size", [16, 22, 24, 32, 48, 64, 128, 256, 512])
def test_icon_exists_in_every_usual_size(size: int) -> None:
    icon = _LINUX / "icons" / "hicolor" / f"{size}x{size}" / "apps" / f"{_ID}.png"
    header = icon.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert int.from_bytes(header[16:20]) == int.from_bytes(header[20:24]) == size


def test_scalable_icon_has_its_colours() -> None:
    icon = _LINUX / "icons" / "hicolor" / "scalable" / "apps" / f"{_ID}.svg"
    assert "@" not in icon.read_text(encoding="utf-8")
    ET.parse(icon)


def test_versions_agree() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    release = _metainfo().find("releases/release")
    assert release is not None
    assert release.get("version") == project["version"]
    assert f"## [{project['version']}]" in (_ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
