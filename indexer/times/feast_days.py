"""Feasts that are told as times: their names as parts of regular expressions, the first day and the last, as month and day."""

FEASTS = (
    ("майски[ех]", (5, 1), (5, 9)),
    ("новогодни[ех]", (12, 31), (1, 8)),
    ("christmas", (12, 24), (12, 26)),
)
CHRISTMAS = 2
CHRISTMAS_EVE, NEW_YEARS_EVE = (12, 24), (12, 31)
