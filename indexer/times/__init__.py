"""Times as people name them in Russian and English, and what they are on a calendar."""

from indexer.times.grammar import read_time
from indexer.times.said import Certainty, Time
from indexer.times.tokens import is_of_time
from indexer.times.words import TENS

__all__ = ["TENS", "Certainty", "Time", "is_of_time", "read_time"]
