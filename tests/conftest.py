"""Every test in a home of its own, without the user's settings and without a network."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from tests.support.offline import network_guard

OFFLINE = Path(network_guard.__file__).parent  # importing it guards this process; the path, those it starts

# The embedded model is a gigabyte: tests that need it use the one the user has.
_MODELS = os.environ.get("SUMMARIZER_MODELS") or str(
    platformdirs.user_data_path("summarizer", appauthor=False) / "models"
)
_SETTINGS = ("SUMMARIZER_", "OPENAI_", "XDG_", "HF_")
_DISPLAY = ("CI", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING", "PYTHONUTF8")


@pytest.fixture(autouse=True)
def isolated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Give the test, and what it starts, an empty home; return it."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(_SETTINGS) or name in _DISPLAY:
            monkeypatch.delenv(name)
    for name, directory in {
        "HOME": "",
        "USERPROFILE": "",
        "XDG_CACHE_HOME": ".cache",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "LOCALAPPDATA": "AppData/Local",
        "APPDATA": "AppData/Roaming",
    }.items():
        monkeypatch.setenv(name, str(home / directory))
    path = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(OFFLINE), *([path] if path else [])]))
    if request.node.get_closest_marker("model"):
        monkeypatch.setenv("SUMMARIZER_MODELS", _MODELS)
    return home
