"""The schema, as the steps that lead to it. A step that has been released is never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


def m001_sessions_attempts_verdicts(connection: sqlite3.Connection) -> None:
    """Sessions hold attempts, attempts hold verdicts. `text` is the transcript in plain words, for search."""
    for statement in (
        """CREATE TABLE sessions (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            started_at TEXT NOT NULL, finished_at TEXT, kind TEXT NOT NULL,
            bank_id TEXT NOT NULL, bank_version TEXT NOT NULL, seed TEXT, planned TEXT NOT NULL)""",
        """CREATE TABLE attempts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, take INTEGER NOT NULL, created_at TEXT NOT NULL,
            question_id TEXT NOT NULL, question TEXT NOT NULL,
            state TEXT NOT NULL, audio_path TEXT UNIQUE, recorded_s REAL, ended_by TEXT,
            spans TEXT NOT NULL DEFAULT '[]', notices TEXT NOT NULL DEFAULT '[]',
            transcript TEXT, text TEXT, UNIQUE (session_id, number, take))""",
        "CREATE INDEX attempts_by_question ON attempts (question_id)",
        "CREATE INDEX attempts_by_state ON attempts (state)",
        """CREATE TABLE verdicts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            created_at TEXT NOT NULL, bank_id TEXT NOT NULL, bank_version TEXT NOT NULL,
            scorer TEXT NOT NULL, norms TEXT, question TEXT NOT NULL, assessment TEXT NOT NULL)""",
        "CREATE INDEX verdicts_by_attempt ON verdicts (attempt_id)",
    ):
        connection.execute(statement)


_SAID_TRIGGERS = (
    """CREATE TRIGGER said_insert AFTER INSERT ON attempts WHEN new.text IS NOT NULL BEGIN
            INSERT INTO said (rowid, text) VALUES (new.seq, new.text); END""",
    """CREATE TRIGGER said_delete AFTER DELETE ON attempts WHEN old.text IS NOT NULL BEGIN
            INSERT INTO said (said, rowid, text) VALUES ('delete', old.seq, old.text); END""",
    """CREATE TRIGGER said_update AFTER UPDATE OF text ON attempts BEGIN
            INSERT INTO said (said, rowid, text)
                SELECT 'delete', old.seq, old.text WHERE old.text IS NOT NULL;
            INSERT INTO said (rowid, text) SELECT new.seq, new.text WHERE new.text IS NOT NULL; END""",
)


def m002_search(connection: sqlite3.Connection) -> None:
    """A full-text index over `attempts.text`, by word stems, which triggers keep up to date."""
    for statement in (
        """CREATE VIRTUAL TABLE said USING fts5 (
            text, content = 'attempts', content_rowid = 'seq',
            tokenize = 'porter unicode61 remove_diacritics 2')""",
        "INSERT INTO said (said) VALUES ('rebuild')",
        *_SAID_TRIGGERS,
    ):
        connection.execute(statement)


def m003_replies(connection: sqlite3.Connection) -> None:
    """A reply to a follow-up is an attempt too: `reply` counts those to one take, and is 0 for the answer
    itself; `asks` is the point that the follow-up asked after.

    SQLite cannot change a constraint, so the table is built anew (https://www.sqlite.org/lang_altertable.html,
    "Making Other Kinds Of Table Schema Changes"); the rows keep their `seq`, and so the index its places.
    """
    columns = (
        "seq, id, session_id, number, take, created_at, question_id, question, state, audio_path, "
        "recorded_s, ended_by, spans, notices, transcript, text"
    )
    for statement in (
        """CREATE TABLE attempts_with_replies (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, take INTEGER NOT NULL, reply INTEGER NOT NULL DEFAULT 0, asks TEXT,
            created_at TEXT NOT NULL, question_id TEXT NOT NULL, question TEXT NOT NULL,
            state TEXT NOT NULL, audio_path TEXT UNIQUE, recorded_s REAL, ended_by TEXT,
            spans TEXT NOT NULL DEFAULT '[]', notices TEXT NOT NULL DEFAULT '[]',
            transcript TEXT, text TEXT, UNIQUE (session_id, number, take, reply))""",
        f"INSERT INTO attempts_with_replies ({columns}) SELECT {columns} FROM attempts",
        "DROP TABLE attempts",
        "ALTER TABLE attempts_with_replies RENAME TO attempts",
        "CREATE INDEX attempts_by_question ON attempts (question_id)",
        "CREATE INDEX attempts_by_state ON attempts (state)",
        *_SAID_TRIGGERS,
    ):
        connection.execute(statement)


def m004_preparation(connection: sqlite3.Connection) -> None:
    """Seconds given and used to think before the answer; without a value where nobody was there to think."""
    connection.execute("ALTER TABLE attempts ADD COLUMN prep_s REAL")
    connection.execute("ALTER TABLE attempts ADD COLUMN prep_used_s REAL")


def m005_measures(connection: sqlite3.Connection) -> None:
    """What trends and repetition need of the newest verdict, in narrow rows that a trigger keeps up to date.

    The index holds what they need of the attempts, so that no transcript is read for it."""
    measured = """INSERT OR REPLACE INTO measures SELECT a.seq, v.bank_id,
        json_extract(a.question, '$.section'), json_extract(a.question, '$.target_s'),
        json_extract(v.assessment, '$.timing.answer_s'), json_extract(v.assessment, '$.timing.verdict'),
        json_extract(v.assessment, '$.delivery.words_per_minute'),
        json_extract(v.assessment, '$.delivery.fillers_per_minute'),
        (SELECT json_group_array(json_array(json_extract(value, '$.point_id'), json_extract(value, '$.kind'),
        json_extract(value, '$.verdict'))) FROM json_each(v.assessment, '$.points'))
        FROM verdicts AS v JOIN attempts AS a ON a.id = v.attempt_id WHERE json_valid(v.assessment)"""
    for statement in (
        """CREATE TABLE measures (
            attempt INTEGER PRIMARY KEY REFERENCES attempts (seq) ON DELETE CASCADE,
            bank_id TEXT NOT NULL, section TEXT NOT NULL, target_s REAL NOT NULL, answer_s REAL, length TEXT,
            words_per_minute REAL, fillers_per_minute REAL, points TEXT NOT NULL)""",
        f"{measured} ORDER BY v.seq",
        f"CREATE TRIGGER verdict_measured AFTER INSERT ON verdicts BEGIN {measured} AND v.seq = new.seq; END",
        """CREATE INDEX attempts_listed ON attempts
            (state, reply, session_id, number, take, created_at, question_id, id)""",
    ):
        connection.execute(statement)


def m006_check(connection: sqlite3.Connection) -> None:
    """The verdict "unsure" is called "check". Words that were said have no bare quotation marks in JSON, so
    that only verdicts are met."""
    for table, column, before, after in (
        ("verdicts", "assessment", '"verdict":"unsure"', '"verdict":"check"'),
        ("measures", "points", ',"unsure"]', ',"check"]'),
    ):
        connection.execute(
            f"UPDATE {table} SET {column} = replace({column}, ?1, ?2) WHERE instr({column}, ?1)",
            (before, after),
        )


def m007_own_verdicts(connection: sqlite3.Connection) -> None:
    """What speakers say of their own points, one row for each that they decided; apart from all verdicts, so
    that no judging anew touches them."""
    connection.execute(
        """CREATE TABLE own_verdicts (
            attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            point_id TEXT NOT NULL, made INTEGER NOT NULL, decided_at TEXT NOT NULL,
            PRIMARY KEY (attempt_id, point_id)) WITHOUT ROWID"""
    )


def m008_second_verdicts(connection: sqlite3.Connection) -> None:
    """What a language model said of points to check. `asked` tells by which question, point and words: of
    others it said nothing."""
    connection.execute(
        """CREATE TABLE second_verdicts (
            attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            point_id TEXT NOT NULL, made INTEGER NOT NULL, quote TEXT, model TEXT NOT NULL,
            asked TEXT NOT NULL, said_at TEXT NOT NULL, PRIMARY KEY (attempt_id, point_id)) WITHOUT ROWID"""
    )


def m009_stories(connection: sqlite3.Connection) -> None:
    """Which story an answer tells, where its speaker said so (NULL for none), and how drills went; stories
    are files, known by their names."""
    for statement in (
        """CREATE TABLE told_stories (
            attempt_id TEXT PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            story TEXT, decided_at TEXT NOT NULL) WITHOUT ROWID""",
        """CREATE TABLE drills (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, drilled_at TEXT NOT NULL, bank_id TEXT NOT NULL,
            question_id TEXT NOT NULL, story TEXT, grade INTEGER NOT NULL)""",
    ):
        connection.execute(statement)


def m010_remarks(connection: sqlite3.Connection) -> None:
    """What people write about an answer, at a second of it or about the whole; without an author it is the
    speaker's own."""
    connection.execute(
        """CREATE TABLE remarks (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            at_s REAL, author TEXT NOT NULL, text TEXT NOT NULL, written_at TEXT NOT NULL)"""
    )
    connection.execute("CREATE INDEX remarks_by_attempt ON remarks (attempt_id)")


def m011_plan(connection: sqlite3.Connection) -> None:
    """The day of an interview, and what its plan is made from; one row at most."""
    connection.execute(
        """CREATE TABLE plans (
            on_day TEXT NOT NULL, minutes INTEGER NOT NULL, banks TEXT NOT NULL, made_at TEXT NOT NULL,
            role TEXT, role_name TEXT)"""
    )


def m012_self_ratings(connection: sqlite3.Connection) -> None:
    """What people thought of an answer before they were told: `went` from 1 to 5, and of the points `asked`
    those `made`, both JSON arrays of ids; NULL where nothing was said."""
    connection.execute(
        """CREATE TABLE self_ratings (
            attempt_id TEXT PRIMARY KEY REFERENCES attempts (id) ON DELETE CASCADE,
            went INTEGER, made TEXT, asked TEXT NOT NULL, rated_at TEXT NOT NULL) WITHOUT ROWID"""
    )


def m013_corrections(connection: sqlite3.Connection) -> None:
    """Why somebody decided on a point, and the verdict that stood then: the judge's newest before it."""
    connection.execute("ALTER TABLE own_verdicts ADD COLUMN reason TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE own_verdicts ADD COLUMN over TEXT")
    connection.execute(
        """UPDATE own_verdicts SET over = (
            SELECT json_extract(p.value, '$.verdict')
            FROM verdicts AS v, json_each(v.assessment, '$.points') AS p
            WHERE v.attempt_id = own_verdicts.attempt_id AND v.created_at <= own_verdicts.decided_at
            AND json_extract(p.value, '$.point_id') = own_verdicts.point_id ORDER BY v.seq DESC LIMIT 1)"""
    )


def m014_debriefs(connection: sqlite3.Connection) -> None:
    """Real interviews, and the questions that came in them, each with the question of a bank that it is
    (NULL for none), by likeness, or `decided` by the person."""
    for statement in (
        """CREATE TABLE debriefs (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, held_on TEXT NOT NULL, about TEXT NOT NULL,
            noted_at TEXT NOT NULL)""",
        """CREATE TABLE debrief_questions (
            debrief INTEGER NOT NULL REFERENCES debriefs (seq) ON DELETE CASCADE, number INTEGER NOT NULL,
            asked TEXT NOT NULL, bank_id TEXT, question_id TEXT, likeness REAL, decided INTEGER NOT NULL,
            PRIMARY KEY (debrief, number)) WITHOUT ROWID""",
    ):
        connection.execute(statement)


def m015_voice(connection: sqlite3.Connection) -> None:
    """How much the pitch moved joins the measures; older verdicts have none."""
    measured = """INSERT OR REPLACE INTO measures SELECT a.seq, v.bank_id,
        json_extract(a.question, '$.section'), json_extract(a.question, '$.target_s'),
        json_extract(v.assessment, '$.timing.answer_s'), json_extract(v.assessment, '$.timing.verdict'),
        json_extract(v.assessment, '$.delivery.words_per_minute'),
        json_extract(v.assessment, '$.delivery.fillers_per_minute'),
        (SELECT json_group_array(json_array(json_extract(value, '$.point_id'), json_extract(value, '$.kind'),
        json_extract(value, '$.verdict'))) FROM json_each(v.assessment, '$.points')),
        json_extract(v.assessment, '$.voice.spread_st')
        FROM verdicts AS v JOIN attempts AS a ON a.id = v.attempt_id WHERE json_valid(v.assessment)"""
    for statement in (
        "DROP TRIGGER verdict_measured",
        "ALTER TABLE measures ADD COLUMN spread_st REAL",
        f"CREATE TRIGGER verdict_measured AFTER INSERT ON verdicts BEGIN {measured} AND v.seq = new.seq; END",
        "CREATE INDEX measures_with_voice ON measures (attempt) WHERE spread_st IS NOT NULL",
    ):
        connection.execute(statement)


Migration = Callable[[sqlite3.Connection], None]
MIGRATIONS: tuple[Migration, ...] = (
    m001_sessions_attempts_verdicts,
    m002_search,
    m003_replies,
    m004_preparation,
    m005_measures,
    m006_check,
    m007_own_verdicts,
    m008_second_verdicts,
    m009_stories,
    m010_remarks,
    m011_plan,
    m012_self_ratings,
    m013_corrections,
    m014_debriefs,
    m015_voice,
)
