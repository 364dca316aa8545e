"""More commands: channels that are followed, merges taken back, measures of quality."""

import json
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli_shared import MODELS, announce, json_option, library_option, opened
from bot.settings import read_settings
from bot.texts import say
from indexer.models import Mode


@click.command()
@click.argument("names", nargs=-1)
@library_option
@click.option("--watch", is_flag=True, help="Go on polling until Ctrl-C; the bot and the chat do so by themselves.")
@json_option
def follow(names: Sequence[str], library_id: int, watch: bool, as_json: bool) -> int:
    """Read public channels from t.me, now and on a schedule; without names, those that are followed."""
    from bot.following import follow_channels

    settings = read_settings()
    announce(settings)
    return follow_channels(settings, names, library_id, watch=watch, as_json=as_json)


@click.command()
@click.argument("name")
@library_option
def unfollow(name: str, library_id: int) -> int:
    """Stop reading a channel; its posts stay."""
    from indexer.sources.tme_page import find_channel

    settings, channel = read_settings(), find_channel(name)
    with opened(settings) as library:
        ended = channel is not None and library.store.end_follow(library_id, channel)
    print(say(settings.language, "unfollowed", name=channel) if ended else say(settings.language, "unfollow-which", words=name))
    return int(not ended)


@click.command()
@click.argument("post_id", type=int)
@library_option
@json_option
def split(post_id: int, library_id: int, as_json: bool) -> int:
    """Take wrong merges into a post back: similar ones are posts of their own again."""
    from indexer.library import embed_backlog

    settings = read_settings()
    with opened(settings) as library:
        apart = library.split(post_id, library_id)
        embed_backlog(library)
    if as_json:
        print(json.dumps({"post_id": post_id, "split": apart}))
    elif apart:
        print(say(settings.language, "split-done", post=str(post_id), posts=", ".join(map(str, apart))))
    else:
        print(say(settings.language, "split-none", post=str(post_id)))
    return int(not apart)


@click.group("eval")
def evaluation() -> None:
    """Measure Svodka on labelled data."""


@evaluation.command("pairs")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option
def eval_pairs(path: Path, as_json: bool) -> None:
    """Precision, recall, F1 and ROC AUC on labelled pairs of posts: repeats, news of one event, headlines."""
    from bot import evaluating
    from indexer.embedders import open_embedder

    settings = read_settings()
    pairs = evaluating.read_pairs(path)
    announce(settings)
    lines = evaluating.evaluate(pairs, open_embedder(settings.model, MODELS))
    if as_json:
        print(json.dumps(evaluating.as_json(pairs, lines), ensure_ascii=False, indent=2))
    else:
        print(evaluating.as_text(pairs, lines))


@evaluation.command("retrieval")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--mode", "mode", type=click.Choice([mode.value for mode in Mode]), help="One mode only; all three by default.")
@click.option(
    "--cross", metavar="DIR2", type=click.Path(path_type=Path), help="Ask the questions of DIR over the corpus of DIR2."
)
@click.option("--distractors", metavar="FILE", type=click.Path(path_type=Path, exists=True), help="Posts that answer nothing.")
@json_option
def eval_retrieval(folder: Path, mode: str | None, cross: Path | None, distractors: Path | None, as_json: bool) -> None:
    """nDCG@10, recall@10, MRR@10 and latency of search on a BEIR-style folder; vectors are kept for the next time."""
    from bot import measuring
    from bot.importing import bar
    from indexer.embedders import open_embedder
    from indexer.embedders.cached import CachedEmbedder

    settings = read_settings()
    collection = measuring.read_collection(folder, cross)
    others = measuring.read_distractors(distractors) if distractors else []
    announce(settings)
    with CachedEmbedder(open_embedder(settings.model, MODELS), MODELS.parent / "eval" / "vectors.db") as embedder:
        modes = [Mode(mode)] if mode else [Mode.HYBRID, Mode.DENSE, Mode.LEXICAL]
        measured = measuring.measure(collection, embedder, modes, others, bar(say(settings.language, "embedding-bar")))
    documents = len(collection.corpus) + len(others)
    if as_json:
        print(json.dumps(measuring.as_json(measured, documents), ensure_ascii=False, indent=2))
    else:
        print(measuring.as_text(measured, documents))
