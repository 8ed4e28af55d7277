"""Settings: what can be set, and how the layers are laid over each other."""

from summarizer.config.credentials import api_key
from summarizer.config.loading import load_settings, settings_with
from summarizer.config.settings import EMBEDDED, NAMES, OPENAI_URL, RULES_ONLY, Layer, Origin, Settings

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
