"""The tables of a project file. This is the one place where table names are decided.

Travelling tables (undoable, merged between copies) share `id`, `guid` and `extra`; those in `OWNED` are
made by one coder in one round. What a coder owns may cascade; what is shared is never deleted under it.
"""

from __future__ import annotations

APPLICATION_ID = 0x43414452  # "CADR"
SCHEMA = 2

OWNED = ("status", "judgement", "coding", "coding_value", "memo")
SHARED = (
    "coder",
    "document",
    "region",
    "codebook_version",
    "code",
    "example",
    "round",
    "assignment",
    "variable",
    "choice",
    "actor",
    "actor_alias",
    "document_value",
    "document_set",
    "document_set_member",
    "code_set",
    "code_set_member",
    "saved_search",
    "saved_result",
)
TRAVELLING = SHARED + OWNED
ADDED = {2: ("saved_result",)}  # tables that older schemas have not, by the schema that brought them
APART = ("project", "blob", "text", "text_index", "segments", "change", "change_row", "version")

_KEY = "id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL UNIQUE, extra TEXT"
_OWNED_KEY = """id INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT NOT NULL, extra TEXT,
    owner INTEGER NOT NULL REFERENCES coder DEFERRABLE INITIALLY DEFERRED,
    round INTEGER NOT NULL REFERENCES round DEFERRABLE INITIALLY DEFERRED"""
# NO ACTION, not RESTRICT: SQLite checks RESTRICT at once even where the constraint is deferred.
_FIRM = "DEFERRABLE INITIALLY DEFERRED"
_OWNS = "ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED"

TABLES = f"""
CREATE TABLE project (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB) STRICT;

CREATE TABLE text (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    length INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE text_index USING fts5 (
    body, content = '', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE segments (
    text INTEGER NOT NULL REFERENCES text ON DELETE CASCADE,
    unit TEXT NOT NULL CHECK (unit IN ('paragraph', 'sentence', 'token', 'page')),
    splitter TEXT NOT NULL,
    version TEXT NOT NULL,
    boundaries BLOB NOT NULL,
    PRIMARY KEY (text, unit)
) STRICT;

CREATE TABLE coder (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> '' AND name NOT LIKE '%|%' AND name NOT LIKE '%,%'),
    colour TEXT NOT NULL,
    pattern TEXT NOT NULL CHECK (pattern IN ('solid', 'dashed', 'dotted')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE document (
    {_KEY},
    text INTEGER NOT NULL REFERENCES text {_FIRM},
    title TEXT NOT NULL,
    file_name TEXT NOT NULL DEFAULT '',
    blob TEXT REFERENCES blob {_FIRM},
    format TEXT NOT NULL DEFAULT '',
    encoding TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    duplicate_of INTEGER REFERENCES document {_FIRM},
    added TEXT NOT NULL
) STRICT;
CREATE INDEX document_text ON document (text);

CREATE TABLE region (
    {_KEY},
    document INTEGER NOT NULL REFERENCES document {_OWNS},
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL CHECK ("end" > start),
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'rejected'))
) STRICT;
CREATE INDEX region_document ON region (document);

CREATE TABLE codebook_version (
    {_KEY},
    number INTEGER NOT NULL,
    name TEXT NOT NULL DEFAULT '',
    frozen TEXT,
    snapshot TEXT
) STRICT;

CREATE TABLE code (
    {_KEY},
    short_id TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL CHECK (name <> ''),
    colour TEXT NOT NULL,
    parent INTEGER REFERENCES code {_FIRM} CHECK (parent <> id),
    position INTEGER NOT NULL,
    key TEXT NOT NULL DEFAULT '' CHECK (key IN ('', '1', '2', '3', '4', '5', '6', '7', '8', '9')),
    brief TEXT NOT NULL DEFAULT '',
    definition TEXT NOT NULL DEFAULT '',
    when_to_use TEXT NOT NULL DEFAULT '',
    when_not TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;
CREATE INDEX code_parent ON code (parent);

CREATE TABLE example (
    {_KEY},
    code INTEGER NOT NULL REFERENCES code {_OWNS},
    kind TEXT NOT NULL CHECK (kind IN ('typical', 'borderline', 'counter')),
    document INTEGER REFERENCES document {_FIRM},
    start INTEGER CHECK (start >= 0),
    "end" INTEGER CHECK ("end" > start),
    quotation TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX example_code ON example (code);
CREATE INDEX example_document ON example (document);

CREATE TABLE round (
    {_KEY},
    kind TEXT NOT NULL CHECK (kind IN ('open', 'training', 'pilot', 'reliability', 'final', 'retest')),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    blind INTEGER NOT NULL DEFAULT 0 CHECK (blind IN (0, 1)),
    codebook_version INTEGER REFERENCES codebook_version {_FIRM},
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
    unsealed TEXT
) STRICT;

CREATE TABLE assignment (
    {_KEY},
    round INTEGER NOT NULL REFERENCES round {_OWNS},
    coder INTEGER NOT NULL REFERENCES coder {_FIRM},
    document INTEGER NOT NULL REFERENCES document {_FIRM}
) STRICT;

CREATE TABLE variable (
    {_KEY},
    scope TEXT NOT NULL CHECK (scope IN ('document', 'judgement', 'coding')),
    name TEXT NOT NULL CHECK (name <> ''),
    label TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL CHECK (kind IN ('choice', 'ordinal', 'text', 'actor', 'number', 'date')),
    position INTEGER NOT NULL DEFAULT 0,
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

CREATE TABLE choice (
    {_KEY},
    variable INTEGER NOT NULL REFERENCES variable {_OWNS},
    value TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX choice_variable ON choice (variable);

CREATE TABLE actor (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL DEFAULT '',
    retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

CREATE TABLE actor_alias (
    {_KEY},
    actor INTEGER NOT NULL REFERENCES actor {_OWNS},
    alias TEXT NOT NULL CHECK (alias <> '')
) STRICT;

CREATE TABLE document_value (
    {_KEY},
    document INTEGER NOT NULL REFERENCES document {_OWNS},
    variable INTEGER NOT NULL REFERENCES variable {_FIRM},
    value TEXT NOT NULL
) STRICT;
CREATE INDEX document_value_document ON document_value (document);

CREATE TABLE document_set (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE document_set_member (
    {_KEY},
    document_set INTEGER NOT NULL REFERENCES document_set {_OWNS},
    document INTEGER NOT NULL REFERENCES document {_OWNS}
) STRICT;
CREATE INDEX document_set_member_set ON document_set_member (document_set);
CREATE INDEX document_set_member_document ON document_set_member (document);

CREATE TABLE code_set (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> '')
) STRICT;

CREATE TABLE code_set_member (
    {_KEY},
    code_set INTEGER NOT NULL REFERENCES code_set {_OWNS},
    code INTEGER NOT NULL REFERENCES code {_OWNS}
) STRICT;
CREATE INDEX code_set_member_set ON code_set_member (code_set);
CREATE INDEX code_set_member_code ON code_set_member (code);

CREATE TABLE saved_search (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> ''),
    query TEXT NOT NULL,
    regex INTEGER NOT NULL DEFAULT 0 CHECK (regex IN (0, 1)),
    duplicates INTEGER NOT NULL DEFAULT 0 CHECK (duplicates IN (0, 1)),
    not_article INTEGER NOT NULL DEFAULT 0 CHECK (not_article IN (0, 1))
) STRICT;

CREATE TABLE saved_result (
    {_KEY},
    name TEXT NOT NULL CHECK (name <> ''),
    question TEXT NOT NULL,
    view TEXT NOT NULL DEFAULT '{{}}'
) STRICT;

CREATE TABLE status (
    {_OWNED_KEY},
    document INTEGER NOT NULL REFERENCES document {_FIRM},
    state TEXT NOT NULL CHECK (state IN ('none', 'progress', 'complete')),
    started TEXT,
    completed TEXT,
    UNIQUE (guid, owner)
) STRICT;
CREATE INDEX status_document ON status (document, owner, round);

CREATE TABLE judgement (
    {_OWNED_KEY},
    document INTEGER NOT NULL REFERENCES document {_FIRM},
    variable INTEGER NOT NULL REFERENCES variable {_FIRM},
    value TEXT NOT NULL,
    UNIQUE (guid, owner)
) STRICT;
CREATE INDEX judgement_document ON judgement (document);

CREATE TABLE coding (
    {_OWNED_KEY},
    document INTEGER NOT NULL REFERENCES document {_FIRM},
    code INTEGER NOT NULL REFERENCES code {_FIRM},
    layer TEXT NOT NULL DEFAULT 'coder' CHECK (layer IN ('coder', 'gold')),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    important INTEGER NOT NULL DEFAULT 0 CHECK (important IN (0, 1)),
    codebook_version INTEGER REFERENCES codebook_version {_FIRM},
    origin TEXT NOT NULL CHECK (origin IN ('hand', 'search', 'import', 'merge', 'adjudication')),
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    CHECK (start < "end"),
    UNIQUE (guid, owner)
) STRICT;
CREATE INDEX coding_document ON coding (document, start);
CREATE INDEX coding_code ON coding (code);

CREATE TABLE coding_value (
    {_OWNED_KEY},
    coding INTEGER NOT NULL REFERENCES coding {_OWNS},
    variable INTEGER NOT NULL REFERENCES variable {_FIRM},
    value TEXT NOT NULL,
    UNIQUE (guid, owner)
) STRICT;
CREATE INDEX coding_value_coding ON coding_value (coding);

CREATE TABLE memo (
    {_OWNED_KEY},
    subject TEXT NOT NULL CHECK (subject IN ('project', 'document', 'code', 'coding')),
    subject_guid TEXT NOT NULL,
    text TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    UNIQUE (guid, owner)
) STRICT;
CREATE INDEX memo_subject ON memo (subject_guid);

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guid TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    coder TEXT NOT NULL,
    device TEXT NOT NULL,
    at TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('local', 'setup', 'undo', 'merge', 'migration')),
    undoes INTEGER REFERENCES change,
    counts TEXT NOT NULL DEFAULT '{{}}'
) STRICT;

CREATE TABLE change_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    change INTEGER NOT NULL REFERENCES change,
    "table" TEXT NOT NULL,
    row INTEGER NOT NULL,
    guid TEXT NOT NULL,
    owner INTEGER,
    round INTEGER,
    stamp INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    sent TEXT
) STRICT;
CREATE INDEX change_row_change ON change_row (change);

CREATE TABLE version (
    "table" TEXT NOT NULL,
    guid TEXT NOT NULL,
    owner INTEGER NOT NULL,
    id INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    device TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    PRIMARY KEY ("table", guid, owner)
) STRICT, WITHOUT ROWID;
"""


def statements() -> list[str]:
    """The DDL one statement at a time: `executescript` would commit an open transaction."""
    return [statement.strip() for statement in TABLES.split(";\n") if statement.strip()]
