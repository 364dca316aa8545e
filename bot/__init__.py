"""The face of Svodka: Telegram and the terminal."""
