"""Which files of an export are documents that somebody attached to its messages: they are no part of it."""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

from indexer.sources.archives import File

_FOLDERS = ("files", "contacts", "photos", "stickers", "video_files", "voice_messages", "round_video_messages")
_CHATS = ("chats", "left_chats")  # of a whole account, whose result.json stands above them
_EXPORT = re.compile(r"result\.json|messages\d*\.html")


def without_attached(files: Sequence[File]) -> list[File]:
    """Return files without those in an export's folders of attachments."""
    paths = [PurePosixPath(file.name.replace("\\", "/")) for file in files]
    exports = {path.parent for path in paths if _EXPORT.fullmatch(path.name)}
    return [file for file, path in zip(files, paths, strict=True) if not _is_attached(path.parent, exports)]


def _is_attached(folder: PurePosixPath, exports: Collection[PurePosixPath]) -> bool:
    chat = folder.parent
    return folder.name in _FOLDERS and (chat in exports or (chat.parent.name in _CHATS and chat.parent.parent in exports))
