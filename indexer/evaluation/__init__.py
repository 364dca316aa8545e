"""How good Svodka is on labelled data: repeats and events on pairs of texts, search on folders of questions."""
