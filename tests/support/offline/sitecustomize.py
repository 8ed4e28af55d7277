"""Found by its name by every Python the suite starts: this directory is on their ``PYTHONPATH``."""

from importlib import import_module

import_module("network_guard")
