"""Takes the language out of a question, so that a text in the other language is as near as its meaning makes it.

A multilingual model puts texts of one language together: a question comes nearer to anything in its own language than to the
right answer in another. What all sentences of one language have in common with each other, and not with their translations, is
one direction; a question without its share of that direction has the same inner product with texts of every language.
Source: Yang, Yang, Cer, Darve, "A simple and effective method to eliminate the self language bias in multilingual
representations", 2021.
"""

from collections.abc import Callable, Sequence

import numpy as np

from indexer.ports import Matrix

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


def find_axis(embed: Callable[[Sequence[str]], Matrix]) -> Matrix:
    """Return the direction, of length 1, in which Russian and English texts differ; zeros where a model knows no difference."""
    russian, english = embed([pair[0] for pair in PAIRS]), embed([pair[1] for pair in PAIRS])
    difference: Matrix = (russian - english).mean(axis=0)
    length = float(np.linalg.norm(difference))
    return difference / np.float32(length) if length > 1e-6 else np.zeros_like(difference)


def without_language(vector: Matrix, axis: Matrix) -> Matrix:
    """Return a question's vector without its share of the axis; it is a little shorter than 1."""
    return vector - np.float32(vector @ axis) * axis
