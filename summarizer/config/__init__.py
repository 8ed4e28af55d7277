"""Settings: what can be set, and how the layers are laid over each other.

What is below is imported when it is first used: finding the layers needs no Pydantic, checking them does.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING as _TYPE_CHECKING

if _TYPE_CHECKING:
    from summarizer.config.credentials import api_key
    from summarizer.config.layers import Layer, Origin
    from summarizer.config.loading import load_settings, settings_with
    from summarizer.config.settings import EMBEDDED, NAMES, OPENAI_URL, RULES_ONLY, Settings

__all__ = [
    "EMBEDDED",
    "NAMES",
    "OPENAI_URL",
    "RULES_ONLY",
    "Layer",
    "Origin",
    "Settings",
    "api_key",
    "load_settings",
    "settings_with",
]
_MODULES = {
    "api_key": "credentials",
    "Layer": "layers",
    "Origin": "layers",
    "load_settings": "loading",
    "settings_with": "loading",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_import_module(f"{__name__}.{_MODULES.get(name, 'settings')}"), name)
