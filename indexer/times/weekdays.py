"""The names of weekdays in Russian and English, Monday first, each as a part of a regular expression."""

FULL_NAMES = (
    r"monday|понедельника?",
    r"tuesday|вторника?",
    r"wednesday|сред[аыу]",
    r"thursday|четверга?",
    r"friday|пятниц[аыу]",
    r"saturday|суббот[аыу]",
    r"sunday|воскресень[ея]",
)
SHORT_NAMES = ("mon|пн", "tues?|вт", "wed|ср", "thu(?:rs?)?|чт", "fri|пт", "sat|сб", "sun|вс")
OFTEN_NAMES = (  # of what is so every week
    r"mondays|понедельникам",
    r"tuesdays|вторникам",
    r"wednesdays|средам",
    r"thursdays|четвергам",
    r"fridays|пятницам",
    r"saturdays|субботам",
    r"sundays|воскресеньям|воскресени(?:е|я|ям)",
)
