"""What all questions share is taken out of a question: texts that are near to everything do not crowd out its answers."""

import numpy as np

from indexer.ports import Embedder
from indexer.search.language_axis import PAIRS, Directions, find_directions, own_meaning, without_language

ASKED = (
    ("Где купить билеты на выставку?", "Where can one buy tickets to the exhibition?"),
    ("Когда построили мост через реку?", "When was the bridge across the river built?"),
    ("Кто написал музыку к фильму?", "Who wrote the music for the film?"),
    ("Сколько стоит проезд в автобусе?", "How much is a bus fare?"),
)


def test_texts_are_less_alike_to_questions_about_something_else(bundled: Embedder) -> None:
    directions = find_directions(bundled)
    texts = bundled.embed_passages([text for pair in PAIRS for text in pair])
    for pair in ASKED:
        for question in pair:
            vector = without_language(bundled.embed_query(question), directions.axis)
            own = own_meaning(vector, question, directions)
            assert np.std(texts @ own / np.linalg.norm(own)) > 1.2 * np.std(texts @ vector / np.linalg.norm(vector))
        russian, english = (
            own_meaning(without_language(bundled.embed_query(each), directions.axis), each, directions) for each in pair
        )
        assert russian @ directions.axis < 0 < english @ directions.axis, "each leans to the other language"


def test_the_mean_is_that_of_the_questions_language() -> None:
    directions = Directions(np.eye(4, dtype=np.float32)[3], np.eye(2, 4, dtype=np.float32))
    for question, own in (("дуб", 0), ("oak", 1), ("2.5", 1)):
        meaning = own_meaning(np.ones(4, np.float32), question, directions)
        assert meaning[own] < meaning[1 - own] == 1
        assert (meaning[3] < 1) == (own == 0)
