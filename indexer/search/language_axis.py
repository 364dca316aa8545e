"""Takes out of a question its language, and what it shares with all questions: what is left is near to what it asks about.

A multilingual model puts texts of one language together: a question comes nearer to anything in its own language than to the
right answer in another. What all sentences of one language have in common with each other, and not with their translations, is
one direction; a question without its share of that direction has the same inner product with texts of every language.
Source: Yang, Yang, Cer, Darve, "A simple and effective method to eliminate the self language bias in multilingual
representations", 2021.

Besides, some texts are near to every question, whatever it asks, and where a library is large they crowd out the answers that
stand in another language. What all questions of a language have in common is their mean; it is what such texts are near to.
Source: Suzuki, Hara, Shimbo, Saerens, Fukumizu, "Centering similarity measures to reduce hubs", 2013.

Even so, an answer in the question's language is nearer to it than the same answer in the other. What ranks leans a little to the
other language, so that it has a chance among many posts in the question's own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.language.letters import is_cyrillic
from indexer.ports import Embedder, Matrix

COMMON = 0.6  # of the mean is taken out: all of it would take out some meaning too (docs/decisions/012-hubs.md)
LEANING = 0.10  # along the axis, against the question's own language (docs/decisions/012-hubs.md)

# The same in both languages, of many kinds and subjects: what remains of their difference is the language.
PAIRS = (
    ("Сегодня в городе прошёл сильный дождь, и улицы затопило.", "Heavy rain fell in the city today, and the streets flooded."),
    ("Компания выпустила новую версию программы.", "The company released a new version of the program."),
    ("Как быстрее выучить иностранный язык?", "How can one learn a foreign language faster?"),
    ("Учёные нашли древний город под песками пустыни.", "Scientists found an ancient city under the sands of the desert."),
    ("Мы ищем опытного бухгалтера на полный день.", "We are looking for an experienced full-time accountant."),
    ("Врачи советуют больше ходить пешком и меньше сидеть.", "Doctors advise people to walk more and sit less."),
    ("Модель обучали на миллионах картинок.", "The model was trained on millions of pictures."),
    ("Цены на хлеб выросли на пять процентов за год.", "Bread prices rose by five percent in a year."),
    ("Команда забила гол на последней минуте матча.", "The team scored a goal in the last minute of the match."),
    ("Рецепт простой: мука, яйца, молоко и немного соли.", "The recipe is simple: flour, eggs, milk and a little salt."),
    ("Парламент принял закон о защите животных.", "The parliament passed a law on the protection of animals."),
    ("Расскажите, пожалуйста, как устроена база данных.", "Please explain how a database works."),
    ("Он уехал в деревню и стал писать книги.", "He moved to a village and began to write books."),
    ("Поезд опаздывает на сорок минут.", "The train is forty minutes late."),
    ("В новом фильме снимались известные актёры.", "Famous actors starred in the new film."),
    ("Не храните пароли в открытом виде.", "Do not store passwords in plain text."),
    ("Дети рисовали море и корабли.", "The children were drawing the sea and ships."),
    ("Банк снизил ставку по вкладам.", "The bank lowered the interest rate on deposits."),
    ("Почему птицы улетают осенью на юг?", "Why do birds fly south in autumn?"),
    ("Руководитель должен уметь слушать своих людей.", "A leader must be able to listen to his people."),
    ("На выставке показали картины начала прошлого века.", "The exhibition showed paintings of the early last century."),
    ("Сервер не выдержал нагрузки и перестал отвечать.", "The server could not bear the load and stopped responding."),
    ("Подписывайтесь на канал, чтобы ничего не пропустить.", "Subscribe to the channel so as not to miss anything."),
    ("Три способа сэкономить время на работе.", "Three ways to save time at work."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Directions:
    """Of one model: the language ``axis`` (dim,), and the mean Russian and the mean English question without it (2, dim)."""

    axis: Matrix
    means: Matrix


def find_directions(embedder: Embedder) -> Directions:
    """Return the directions of a model; embedding the sentences takes a second."""
    axis = find_axis(embedder.embed_passages)
    asked = [np.stack([embedder.embed_query(pair[side]) for pair in PAIRS]).mean(axis=0) for side in (0, 1)]
    return Directions(axis, np.stack([without_language(mean, axis) for mean in asked]))


def find_axis(embed: Callable[[Sequence[str]], Matrix]) -> Matrix:
    """Return the direction, of length 1, in which Russian and English texts differ; zeros where a model knows no difference."""
    russian, english = embed([pair[0] for pair in PAIRS]), embed([pair[1] for pair in PAIRS])
    difference: Matrix = (russian - english).mean(axis=0)
    length = float(np.linalg.norm(difference))
    return difference / np.float32(length) if length > 1e-6 else np.zeros_like(difference)


def without_language(vector: Matrix, axis: Matrix) -> Matrix:
    """Return a question's vector without its share of the axis; it is a little shorter than 1."""
    return vector - np.float32(vector @ axis) * axis


def own_meaning(vector: Matrix, question: str, directions: Directions) -> Matrix:
    """Return a question's vector without most of what its language's questions share, leaning to the other language.

    Inner products with it rank, no more.
    """
    is_russian = is_cyrillic(question)
    mean: Matrix = directions.means[0 if is_russian else 1]
    leaning: Matrix = np.float32(LEANING if is_russian else -LEANING) * directions.axis
    return vector - np.float32(COMMON) * mean - leaning
