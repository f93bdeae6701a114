PRAGMA application_id = 1987266633;
BEGIN TRANSACTION;
CREATE TABLE attempts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, take INTEGER NOT NULL, created_at TEXT NOT NULL,
            question_id TEXT NOT NULL, question TEXT NOT NULL,
            state TEXT NOT NULL, audio_path TEXT UNIQUE, recorded_s REAL, ended_by TEXT,
            spans TEXT NOT NULL DEFAULT '[]', notices TEXT NOT NULL DEFAULT '[]',
            transcript TEXT, text TEXT, UNIQUE (session_id, number, take));
INSERT INTO "attempts" VALUES(1,'first-1','first',1,1,'2026-11-20T06:03:00.000+00:00','vision-define','{"id":"vision-define","section":"vision","prompt":"How do you set a vision?","style":"approach","target_s":120.0,"key_points":[{"id":"trade-offs","kind":"tradeoff","means":"names what was given up","cues":["instead of"],"probe":"What did you give up?"}]}','assessed','first/1.wav',3.0,'enter','[{"start_s":0.8,"end_s":1.4}]','[]','{"words":[{"text":"We","start_s":0.8,"end_s":0.9,"probability":0.99},{"text":"dropped","start_s":0.9,"end_s":1.2,"probability":0.98},{"text":"forecasting.","start_s":1.2,"end_s":1.4,"probability":0.97}],"language":"en","model":"base.en"}','We dropped forecasting.');
INSERT INTO "attempts" VALUES(2,'first-2','first',2,1,'2026-11-20T06:05:00.000+00:00','vision-define','{"id":"vision-define","section":"vision","prompt":"How do you set a vision?","style":"approach","target_s":120.0,"key_points":[{"id":"trade-offs","kind":"tradeoff","means":"names what was given up","cues":["instead of"],"probe":"What did you give up?"}]}','recorded','first/2.wav',2.0,NULL,'[]','[]',NULL,NULL);
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT);
INSERT INTO "migrations" VALUES('m001_sessions_attempts_verdicts','2026-11-20T06:01:00.000+00:00');
CREATE TABLE sessions (
            seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
            started_at TEXT NOT NULL, finished_at TEXT, kind TEXT NOT NULL,
            bank_id TEXT NOT NULL, bank_version TEXT NOT NULL, seed TEXT, planned TEXT NOT NULL);
INSERT INTO "sessions" VALUES(1,'first','2026-11-20T06:02:00.000+00:00','2026-11-20T06:06:00.000+00:00','practice','senior-pm','v1','7','["vision-define","quality"]');
CREATE TABLE verdicts (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            attempt_id TEXT NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            created_at TEXT NOT NULL, bank_id TEXT NOT NULL, bank_version TEXT NOT NULL,
            scorer TEXT NOT NULL, norms TEXT, question TEXT NOT NULL, assessment TEXT NOT NULL);
INSERT INTO "verdicts" VALUES(1,'first-1','2026-11-20T06:04:00.000+00:00','senior-pm','v1','1',NULL,'{"id":"vision-define","section":"vision","prompt":"How do you set a vision?","style":"approach","target_s":120.0,"key_points":[{"id":"trade-offs","kind":"tradeoff","means":"names what was given up","cues":["instead of"],"probe":"What did you give up?"}]}','{"timing":{"target_s":120.0,"recorded_s":3.0,"to_first_word_s":null,"answer_s":null,"speaking_s":null,"over_s":null,"verdict":null,"pauses":[],"longest_pause_s":null},"delivery":{"words":2,"words_per_minute":85.7,"fillers":[],"fillers_per_minute":0.0,"possible_hesitations":[],"repeated":[],"pace":"slow","filler_load":"ok","articulation_wpm":null,"fastest":null,"rushed":[],"hedges":[],"i_words":0,"we_words":0,"pauses":[]},"structure":null,"points":[{"point_id":"trade-offs","kind":"tradeoff","verdict":"missed","why":"nothing was given up","evidence":null,"first_word":null,"last_word":null,"start_s":null,"end_s":null}],"figures":[],"advice":["Say what you gave up."],"scorer":"1","cuts":[]}');
CREATE INDEX attempts_by_question ON attempts (question_id);
CREATE INDEX attempts_by_state ON attempts (state);
CREATE INDEX verdicts_by_attempt ON verdicts (attempt_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('sessions',1);
INSERT INTO "sqlite_sequence" VALUES('attempts',2);
INSERT INTO "sqlite_sequence" VALUES('verdicts',1);
COMMIT;
