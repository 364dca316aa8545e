"""What the program loads and reads at every start, loaded and read once: processes that are forked from this one have it.

Nothing is searched here: threads that a search starts would not live on in them.
"""

# ruff: noqa: F401

import gc

import anyio._backends._asyncio  # httpx loads it at its first call, as it does httpcore
import httpcore

import bot.app
import bot.cli.main
import bot.cli.printing
import bot.cli.terminal
import bot.conversation
import bot.importing
import bot.loops.follower
import indexer.embedders.hashed
import indexer.opening
import indexer.stores.sqlite
from bot.texts import LANGUAGES, say
from indexer.language.translations import translations
from indexer.models import Post
from indexer.tags import tag
from indexer.times.zones import parse_zone

translations()
tag(Post("Oaks outlive those who planted them by several hundred years."))
parse_zone("UTC")
for language in LANGUAGES:
    say(language, "loading")
gc.freeze()  # collections in a forked process pass over all of this, and copy none of its pages
