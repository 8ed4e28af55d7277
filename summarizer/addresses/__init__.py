"""What lies at addresses such as ``s3://bucket/2023/``: read like files, written whole."""

from summarizer.addresses.files import Seen, below, folder_of, joined, look, scheme_of, take
from summarizer.addresses.opening import is_address
from summarizer.addresses.place import Place

__all__ = ["Place", "Seen", "below", "folder_of", "is_address", "joined", "look", "scheme_of", "take"]
