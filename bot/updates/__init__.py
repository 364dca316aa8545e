"""Updates on their way in: who may send them, written down, gathered, handled once; and the wire back to Telegram."""
