"""``python -m bot`` is ``svodka``."""

from bot.cli.main import main

main()
