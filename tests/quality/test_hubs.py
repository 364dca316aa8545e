"""What all questions share is taken out of a question: texts that are near to everything do not crowd out its answers."""

import numpy as np

from indexer.embedders import open_embedder
from indexer.language_axis import PAIRS, find_directions, own_meaning, without_language
from indexer.library import DATA

ASKED = (
    ("Где купить билеты на выставку?", "Where can one buy tickets to the exhibition?"),
    ("Когда построили мост через реку?", "When was the bridge across the river built?"),
    ("Кто написал музыку к фильму?", "Who wrote the music for the film?"),
    ("Сколько стоит проезд в автобусе?", "How much is a bus fare?"),
)


def test_texts_are_less_alike_to_questions_about_something_else() -> None:
    embedder = open_embedder("bundled", DATA / "var" / "models")
    directions = find_directions(embedder)
    texts = embedder.embed_passages([text for pair in PAIRS for text in pair])
    for pair in ASKED:
        for question in pair:
            vector = without_language(embedder.embed_query(question), directions.axis)
            own = own_meaning(vector, question, directions.means)
            assert np.std(texts @ own / np.linalg.norm(own)) > 1.2 * np.std(texts @ vector / np.linalg.norm(vector))
            assert abs(float((own - vector) @ directions.axis)) < 1e-4, "the language stays out"


def test_the_mean_is_that_of_the_questions_language() -> None:
    means = np.eye(2, 4, dtype=np.float32)
    vector = np.ones(4, np.float32)
    assert own_meaning(vector, "дуб", means)[0] < 1
    assert own_meaning(vector, "дуб", means)[1] == 1
    assert own_meaning(vector, "oak", means)[1] < 1
    assert own_meaning(vector, "2.5", means)[1] < 1
