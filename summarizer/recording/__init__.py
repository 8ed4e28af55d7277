"""Record and replay: a run with a model once, the same run without one ever after."""

from summarizer.recording.entry import Entry
from summarizer.recording.file import read_entries, to_text, write_entries
from summarizer.recording.recorder import Recorder, Recording
from summarizer.recording.replay import Replay

__all__ = ["Entry", "Recorder", "Recording", "Replay", "read_entries", "to_text", "write_entries"]
