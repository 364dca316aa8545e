"""Whether a post tells what a library holds already: the same, edited, contained, nearly the same."""
