"""The conversation itself, the same in Telegram and in the terminal: a Talk and words in, a Reply out."""

from bot.conversation.buttons import ACTIONS, press
from bot.conversation.commands import ALIASES, COMMANDS, answer_command, command_menu
from bot.conversation.failures import failure_text
from bot.conversation.questions import answer_nothing, answer_question, ask_what_to_do, needs_choice
from bot.conversation.receiving import receive
from bot.conversation.small_talk import answer_words

__all__ = [
    "ACTIONS",
    "ALIASES",
    "COMMANDS",
    "answer_command",
    "answer_nothing",
    "answer_question",
    "answer_words",
    "ask_what_to_do",
    "command_menu",
    "failure_text",
    "needs_choice",
    "press",
    "receive",
]
