"""The house of Svodka: posts in, answers and digests out. Knows no Telegram library.

``open_library`` gives a ``Library``; values are in ``indexer.models``, errors in ``indexer.errors``.
"""
