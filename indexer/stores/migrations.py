"""The schema of the SQLite store, one step after another; a released step is never changed, only followed by another.

m008 and m013 run code that lives on (``dedup.sign``, ``text.lexicon``): a store that is brought over gets what the rules of today
give. When those change again, a further step has to run them anew for the stores that took these steps before.
"""

from sqlite_utils import Database, Migrations

from indexer.stores.first_schema import CONVERSATION, DELIVERIES, LIBRARIES, POSTS
from indexer.stores.naming_again import make_equals_one, name_again
from indexer.stores.signing_again import HASHES, sign_again
from indexer.stores.stemming_again import stem_again

migrations = Migrations("svodka")


def _run(db: Database, script: str) -> None:
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if line.endswith(";") and (line == "END;" or "CREATE TRIGGER" not in statement):
            db.execute(statement)
            statement = ""


@migrations()  # type: ignore[untyped-decorator]
def m001_posts(db: Database) -> None:
    """Posts, what is derived from them, libraries, conversations, deliveries."""
    for script in (POSTS, LIBRARIES, CONVERSATION, DELIVERIES):
        _run(db, script)
    db.execute("CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")


# The numbers and the deletion are facts of the message in its channel, and change without making another post.
_DOORS = """
ALTER TABLE posts ADD COLUMN views INTEGER;
ALTER TABLE posts ADD COLUMN reactions INTEGER;
ALTER TABLE posts ADD COLUMN deleted_at TEXT;
CREATE INDEX posts_by_message ON posts (message_id, title) WHERE message_id IS NOT NULL;
CREATE INDEX posts_by_link ON posts (link) WHERE link IS NOT NULL;
CREATE INDEX sightings_by_content ON sightings (content_key, library_id);
CREATE INDEX sightings_followed ON sightings (library_id, post_id) WHERE via = 'follow';
CREATE TABLE follows (
    library_id INTEGER NOT NULL,
    username TEXT NOT NULL,
    etag TEXT,
    last_modified TEXT,
    last_id INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    next_due TEXT NOT NULL,
    PRIMARY KEY (library_id, username)
) WITHOUT ROWID;
"""


@migrations()  # type: ignore[untyped-decorator]
def m002_doors(db: Database) -> None:
    """Views, reactions and deletions of posts; channels that are followed; what an import looks up for every post."""
    _run(db, _DOORS)


_HISTORY = """
CREATE TABLE questions (
    question_id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    UNIQUE (library_id, question)
);
CREATE TABLE answers (
    library_id INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    PRIMARY KEY (library_id, asked)
);
CREATE INDEX answers_by_answer ON answers (library_id, answered);
"""


@migrations()  # type: ignore[untyped-decorator]
def m003_history(db: Database) -> None:
    """What was asked, and which of the bot's messages answers which of a person's."""
    _run(db, _HISTORY)


# Words are indexed in memory, as vectors are: a search then waits for no disk, and an import writes one row instead of an index.
_CHANGES = """
DROP TRIGGER lexicon_insert;
DROP TRIGGER lexicon_delete;
DROP TRIGGER lexicon_update;
DROP TABLE lexicon_fts;
ALTER TABLE lexicon DROP COLUMN scope;
ALTER TABLE libraries DROP COLUMN version;
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL
);
CREATE INDEX changes_of_library ON changes (library_id, seq);
"""


@migrations()  # type: ignore[untyped-decorator]
def m006_changes(db: Database) -> None:
    """What changed in which library, for the indexes in memory; the full-text index goes."""
    _run(db, _CHANGES)


# A post's hashes are deleted by their keys, which its row of signatures names: an index of them by post cost as much as they do.
_REPEATS = """
CREATE TABLE signatures (
    post_id INTEGER PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    hashes TEXT NOT NULL
);
INSERT INTO signatures SELECT post_id, json_group_array(hash) FROM fingerprints GROUP BY post_id;
INSERT OR REPLACE INTO facts SELECT 'merged_hashes', coalesce(max(post_id), 0) FROM posts;
ALTER TABLE fingerprints RENAME TO indexed_fingerprints;
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    post_id INTEGER NOT NULL,
    PRIMARY KEY (hash, post_id)
) WITHOUT ROWID;
INSERT INTO fingerprints SELECT hash, post_id FROM indexed_fingerprints ORDER BY hash, post_id;
DROP TABLE indexed_fingerprints;
CREATE TRIGGER signatures_delete AFTER DELETE ON signatures BEGIN
    DELETE FROM fingerprints WHERE post_id = old.post_id AND hash IN (SELECT value FROM json_each(old.hashes));
END;
"""


@migrations()  # type: ignore[untyped-decorator]
def m005_repeats(db: Database) -> None:
    """A post's hashes in one row of its own, and no index of them by post."""
    _run(db, _REPEATS)


_CODE = """
ALTER TABLE posts ADD COLUMN has_code INTEGER NOT NULL DEFAULT 0;
UPDATE posts SET has_code = 1 WHERE instr(text, '```');
"""


@migrations()  # type: ignore[untyped-decorator]
def m004_code(db: Database) -> None:
    """Which posts hold code; of posts from before, those with fences, until their source is read again."""
    _run(db, _CODE)


# A row waits for every passage that has several sentences; of passages from before, for all.
_SENTENCES = """
CREATE TABLE sentences (
    passage_id INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE,
    vectors BLOB
);
INSERT INTO sentences SELECT passage_id, NULL FROM passages WHERE vector IS NOT NULL;
CREATE INDEX sentences_to_embed ON sentences (passage_id) WHERE vectors IS NULL;
"""


@migrations()  # type: ignore[untyped-decorator]
def m007_sentences(db: Database) -> None:
    """The vectors of a passage's sentences, one after another."""
    _run(db, _SENTENCES)


@migrations()  # type: ignore[untyped-decorator]
def m008_hashes(db: Database) -> None:
    """Other hashes and fingerprints, a post's hashes as bytes, and no tree of them."""
    _run(db, HASHES)
    sign_again(db)


@migrations()  # type: ignore[untyped-decorator]
def m009_stems(db: Database) -> None:
    """Irregular words have one stem in all forms: m013 stems all posts."""


_SHOWN = """
CREATE TABLE shown (
    library_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL,
    PRIMARY KEY (library_id, message_id)
);
"""


@migrations()  # type: ignore[untyped-decorator]
def m010_shown(db: Database) -> None:
    """Which of the bot's messages shows which post."""
    _run(db, _SHOWN)


@migrations()  # type: ignore[untyped-decorator]
def m011_stems(db: Database) -> None:
    """A word is stemmed once, and no stem is a single letter that stands for a longer word: m013 stems all posts."""


# What was given last (a poll is no gift), without a look at each sighting; what a channel's page showed, by name and by address.
_LAST = """
CREATE INDEX sightings_given ON sightings (library_id, sighting_id, seen_at, post_id, via) WHERE via <> 'follow';
DROP INDEX sightings_followed;
CREATE INDEX posts_by_name ON posts (lower(username), message_id) WHERE username IS NOT NULL;
CREATE INDEX posts_by_address ON posts (lower(link)) WHERE link IS NOT NULL;
"""


@migrations()  # type: ignore[untyped-decorator]
def m012_last(db: Database) -> None:
    """Indexes for what is looked up at every command and every poll."""
    _run(db, _LAST)


@migrations()  # type: ignore[untyped-decorator]
def m013_letters(db: Database) -> None:
    """A word of Latin and Cyrillic letters that look alike is of one alphabet (``letters.in_one_alphabet``): its stem is, too."""
    stem_again(db)


# Digits, as SQLite compares and keeps them in one cell: "13" is Tuesday and Thursday.
_SUBSCRIPTIONS = """
ALTER TABLE subscriptions ADD COLUMN weekdays TEXT NOT NULL DEFAULT '';
UPDATE subscriptions SET weekdays = weekday WHERE weekday IS NOT NULL;
ALTER TABLE subscriptions DROP COLUMN weekday;
ALTER TABLE subscriptions ADD COLUMN thread_id INTEGER;
"""


@migrations()  # type: ignore[untyped-decorator]
def m014_subscriptions(db: Database) -> None:
    """A subscription is due on any weekdays, and keeps the topic of a forum in which it was made."""
    _run(db, _SUBSCRIPTIONS)


@migrations()  # type: ignore[untyped-decorator]
def m015_names(db: Database) -> None:
    """The names of tags from before m013 are of one alphabet, too: a question that names one finds its posts."""
    name_again(db)


# Nobody knows who asked in a group: what was asked there before is nobody's.
_TURNS = """
CREATE TABLE asked (
    question_id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    asker INTEGER NOT NULL,
    question TEXT NOT NULL,
    UNIQUE (library_id, asker, question)
);
INSERT INTO asked SELECT question_id, library_id, library_id, question FROM questions;
DROP TABLE questions;
ALTER TABLE asked RENAME TO questions;
CREATE TABLE turns (
    library_id INTEGER NOT NULL,
    asker INTEGER NOT NULL,
    page_set_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    moment TEXT NOT NULL,
    PRIMARY KEY (library_id, asker)
) WITHOUT ROWID;
"""


@migrations()  # type: ignore[untyped-decorator]
def m016_turns(db: Database) -> None:
    """Who asked a question, and what each was shown last: a person's own history, and questions that go on from another."""
    _run(db, _TURNS)


@migrations()  # type: ignore[untyped-decorator]
def m017_stems(db: Database) -> None:
    """«С++» and «С#» with a Russian letter are the words that they are with a Latin one."""
    stem_again(db, "*[сС][+#]*")


_CHOSEN = "ALTER TABLE libraries ADD COLUMN chosen TEXT;"


@migrations()  # type: ignore[untyped-decorator]
def m018_chosen(db: Database) -> None:
    """The language that a chat has chosen, beside the one that its person's Telegram says."""
    _run(db, _CHOSEN)


@migrations()  # type: ignore[untyped-decorator]
def m019_equal_subscriptions(db: Database) -> None:
    """Subscriptions that became equal when m015 renamed their topics, before it made one of them."""
    make_equals_one(db)


@migrations()  # type: ignore[untyped-decorator]
def m020_names(db: Database) -> None:
    """Китай, Грузия, Корея and other names are no longer whales, cargo and measles."""
    stem_again(db)
