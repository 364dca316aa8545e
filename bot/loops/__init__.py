"""What runs for ever beside the conversation."""
