"""More commands: channels that are followed, merges taken back."""

import json
from collections.abc import Sequence

import click

from bot.cli.shared import announce, json_option, library_option, opened
from bot.settings import read_settings
from bot.texts import say


@click.command()
@click.argument("names", nargs=-1)
@library_option
@click.option("--watch", is_flag=True, help="Go on polling until Ctrl-C; the bot and the chat do so by themselves.")
@json_option
def follow(names: Sequence[str], library_id: int, watch: bool, as_json: bool) -> int:
    """Read public channels from t.me, now and on a schedule; without names, those that are followed."""
    from bot.cli.following import follow_channels

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
