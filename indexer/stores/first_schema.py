"""The tables of the first released schema, as SQL: the later steps of ``migrations`` change them."""

# Posts are immutable values: an edit is another row, and a library moves to it, so that no library can change what another reads.
POSTS = """
CREATE TABLE posts (
    post_id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_key BLOB NOT NULL UNIQUE,
    fingerprint BLOB NOT NULL,
    text TEXT NOT NULL,
    date TEXT,
    edit_date TEXT,
    title TEXT,
    author TEXT,
    chat_id INTEGER,
    message_id INTEGER,
    username TEXT,
    link TEXT,
    links TEXT NOT NULL,
    hashtags TEXT NOT NULL,
    preview TEXT,
    media_kind TEXT,
    language TEXT
);
CREATE INDEX posts_by_fingerprint ON posts (fingerprint);
CREATE INDEX posts_by_origin ON posts (chat_id, message_id) WHERE message_id IS NOT NULL;
CREATE TABLE passages (
    passage_id INTEGER PRIMARY KEY,
    post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    vector BLOB,
    UNIQUE (post_id, position)
);
CREATE INDEX passages_to_embed ON passages (passage_id) WHERE vector IS NULL;
CREATE TABLE fingerprints (
    hash INTEGER NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (hash, post_id)
) WITHOUT ROWID;
CREATE INDEX fingerprints_of_post ON fingerprints (post_id);
CREATE TABLE tags (
    post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    source TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (post_id, source, name)
) WITHOUT ROWID;
CREATE INDEX tags_by_name ON tags (name, post_id);
CREATE TABLE lexicon (
    post_id INTEGER PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    scope TEXT NOT NULL,
    lex TEXT NOT NULL
);
CREATE VIRTUAL TABLE lexicon_fts USING fts5 (
    scope, lex, content='lexicon', content_rowid='post_id', tokenize="ascii tokenchars '.-+#''_'"
);
CREATE TRIGGER lexicon_insert AFTER INSERT ON lexicon BEGIN
    INSERT INTO lexicon_fts (rowid, scope, lex) VALUES (new.post_id, new.scope, new.lex);
END;
CREATE TRIGGER lexicon_delete AFTER DELETE ON lexicon BEGIN
    INSERT INTO lexicon_fts (lexicon_fts, rowid, scope, lex) VALUES ('delete', old.post_id, old.scope, old.lex);
END;
CREATE TRIGGER lexicon_update AFTER UPDATE ON lexicon BEGIN
    INSERT INTO lexicon_fts (lexicon_fts, rowid, scope, lex) VALUES ('delete', old.post_id, old.scope, old.lex);
    INSERT INTO lexicon_fts (rowid, scope, lex) VALUES (new.post_id, new.scope, new.lex);
END;
"""

# What a library holds, and every time that it saw something; ``version`` grows with each change and dates the caches.
LIBRARIES = """
CREATE TABLE libraries (
    library_id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 0,
    language TEXT,
    zone TEXT
);
CREATE TABLE holdings (
    library_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts,
    moment TEXT NOT NULL,
    PRIMARY KEY (library_id, post_id)
) WITHOUT ROWID;
CREATE INDEX holdings_by_moment ON holdings (library_id, moment);
CREATE INDEX holdings_by_post ON holdings (post_id);
CREATE TABLE sightings (
    sighting_id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts,
    seen_at TEXT NOT NULL,
    via TEXT NOT NULL,
    key TEXT,
    kind TEXT NOT NULL,
    of INTEGER,
    similarity REAL NOT NULL,
    replaced INTEGER REFERENCES posts,
    content_key BLOB NOT NULL
);
CREATE INDEX sightings_by_post ON sightings (library_id, post_id);
CREATE INDEX sightings_of_post ON sightings (post_id);
CREATE INDEX sightings_replacing ON sightings (replaced) WHERE replaced IS NOT NULL;
CREATE INDEX sightings_by_key ON sightings (library_id, key) WHERE key IS NOT NULL;
CREATE TABLE own_tags (
    library_id INTEGER NOT NULL,
    post_id INTEGER NOT NULL REFERENCES posts ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (library_id, post_id, name)
) WITHOUT ROWID;
"""

CONVERSATION = """
CREATE TABLE updates (
    update_id INTEGER PRIMARY KEY,
    body TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX updates_to_do ON updates (update_id) WHERE done = 0;
CREATE TABLE page_sets (
    page_set_id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    payload TEXT NOT NULL
);
CREATE TABLE channels (
    channel_id INTEGER NOT NULL,
    library_id INTEGER NOT NULL,
    PRIMARY KEY (channel_id, library_id)
) WITHOUT ROWID;
"""

DELIVERIES = """
CREATE TABLE subscriptions (
    subscription_id INTEGER PRIMARY KEY AUTOINCREMENT,
    library_id INTEGER NOT NULL,
    cadence TEXT NOT NULL,
    weekday INTEGER,
    at TEXT NOT NULL,
    zone TEXT NOT NULL,
    topic TEXT,
    since TEXT NOT NULL,
    next_due TEXT NOT NULL
);
CREATE INDEX subscriptions_due ON subscriptions (next_due);
CREATE TABLE deliveries (
    delivery_id INTEGER PRIMARY KEY AUTOINCREMENT,
    subscription_id INTEGER NOT NULL,
    library_id INTEGER NOT NULL,
    period_until TEXT NOT NULL,
    part INTEGER NOT NULL,
    html TEXT NOT NULL,
    state TEXT NOT NULL,
    repeat INTEGER NOT NULL DEFAULT 0,
    not_before TEXT,
    message_id INTEGER,
    UNIQUE (subscription_id, period_until, part)
);
CREATE INDEX deliveries_to_do ON deliveries (delivery_id) WHERE state IN ('ready', 'inflight', 'unknown');
"""
