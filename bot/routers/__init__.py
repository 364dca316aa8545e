"""The conversation in Telegram: one router for each kind of thing that people do, asked in this order."""

from aiogram import Router

from bot.routers import buttons, commands, forwards, inline, membership, questions, uploads

ROUTERS: tuple[Router, ...] = (
    membership.router,
    inline.router,  # before all that reads words: a card of ours is no question
    uploads.router,  # before forwards: a file without words is a file
    forwards.router,  # before commands: a forwarded "/start" is a post
    commands.router,
    questions.router,
    buttons.router,
)
