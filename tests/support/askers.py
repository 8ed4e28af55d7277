"""The models that play a part, under the name by which the tests of this package know them."""

from summarizer.testing import USAGE, PlayedAsker, obedient, properties, said_in_turn

__all__ = ["USAGE", "PlayedAsker", "obedient", "properties", "said_in_turn"]
