"""``python -m bot`` is ``svodka``."""

from bot.cli import main

main()
