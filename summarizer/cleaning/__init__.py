"""From the characters of a file to the report as a careful reader would type it, with the way back.

:func:`clean` is the one function others call. It normalises characters, undoes the damage that mirrors do to
reports, joins broken lines, sets page furniture apart and writes every change into a log.
"""

from summarizer.cleaning.cleaner import clean
from summarizer.cleaning.text import CleanText, Furniture, Repair

__all__ = ["CleanText", "Furniture", "Repair", "clean"]
