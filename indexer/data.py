"""Where the data lie."""

from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
MODELS = DATA / "var" / "models"  # assembled ones
KEPT_VECTORS = DATA / "var" / "eval" / "vectors.db"  # of what is measured again and again
