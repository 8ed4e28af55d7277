"""Kinds of reports: their prompts, words, indicators and extra fields; the built-in one and a user's own."""

from summarizer.profiles.loading import built_in, load
from summarizer.profiles.profile import Field, Profile, Role

BUILT_IN = built_in()

__all__ = ["BUILT_IN", "Field", "Profile", "Role", "built_in", "load"]
