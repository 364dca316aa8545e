"""A period's posts as stories: events first, then topics."""
