"""Library: the one facade of the house. Every call names the library (a chat's id) and sees that library's posts alone."""
