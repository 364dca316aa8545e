"""``svodka eval``: measures of quality on labelled data."""

import json
from pathlib import Path

import click

from bot.cli.shared import announce, json_option
from bot.meter import bar
from bot.settings import read_settings
from bot.texts import say
from indexer.data import KEPT_VECTORS, MODELS
from indexer.models import Mode, Precision


@click.group("eval")
def evaluation() -> None:
    """Measure Svodka on labelled data."""


@evaluation.command("pairs")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def eval_pairs(path: Path, as_json: bool) -> None:
    """Precision, recall, F1 and ROC AUC on labelled pairs of posts: repeats, news of one event, headlines."""
    from bot.cli.figures import pairs_as_json, pairs_as_text
    from indexer.embedders import open_embedder
    from indexer.evaluation.pairs import evaluate, read_pairs

    settings = read_settings()
    pairs = read_pairs(path)
    announce(settings)
    lines = evaluate(pairs, open_embedder(settings.model, MODELS))
    if as_json:
        print(json.dumps(pairs_as_json(pairs, lines), ensure_ascii=False, indent=2))
    else:
        print(pairs_as_text(pairs, lines))


@evaluation.command("retrieval")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--mode", "mode", type=click.Choice([mode.value for mode in Mode]), help="One mode only; all three by default.")
@click.option(
    "--cross", metavar="DIR2", type=click.Path(path_type=Path), help="Ask the questions of DIR over the corpus of DIR2."
)
@click.option("--distractors", metavar="FILE", type=click.Path(path_type=Path, exists=True), help="Posts that answer nothing.")
@click.option(
    "--precision",
    metavar="NAME",
    type=click.Choice([precision.value for precision in Precision]),
    help="What the bundled model computes in (bf16, int8, f32); the fastest here by default.",
)
@json_option
def eval_retrieval(
    folder: Path, mode: str | None, cross: Path | None, distractors: Path | None, precision: str | None, as_json: bool
) -> None:
    """nDCG@10, recall@10, MRR@10 and latency of search on a BEIR-style folder; vectors are kept for the next time."""
    from bot.cli.figures import retrieval_as_json, retrieval_as_text
    from indexer.embedders import open_embedder
    from indexer.embedders.cached import CachedEmbedder
    from indexer.evaluation.collection import read_collection, read_distractors
    from indexer.evaluation.retrieval import measure

    settings = read_settings()
    collection = read_collection(folder, cross)
    others = read_distractors(distractors) if distractors else []
    announce(settings)
    model = open_embedder(settings.model, MODELS, Precision(precision) if precision else None)
    with CachedEmbedder(model, KEPT_VECTORS) as embedder:
        modes = [Mode(mode)] if mode else [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL]
        measured = measure(collection, embedder, modes, others, bar(say(settings.language, "embedding-bar")))
    documents = len(collection.corpus) + len(others)
    if as_json:
        print(json.dumps(retrieval_as_json(measured, documents, model.precision), ensure_ascii=False, indent=2))
    else:
        print(retrieval_as_text(measured, documents, model.precision))
