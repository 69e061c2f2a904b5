-- The dossier: reports, what was found in them, what people decided, what was set aside. Append-only throughout.

CREATE TABLE report (
    id    TEXT PRIMARY KEY CHECK (length(id) = 64), -- SHA-256 of bytes, lower-case hex
    size  INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- One report may have come under several names. Its format is the least of its formats.
CREATE TABLE report_name (
    report TEXT NOT NULL REFERENCES report (id),
    name   TEXT NOT NULL,
    format TEXT NOT NULL,
    PRIMARY KEY (report, name, format)
) STRICT, WITHOUT ROWID;

-- One row a reading: the report as that format, with that given (JSON), by that version of the reader.
CREATE TABLE findings (
    report TEXT NOT NULL REFERENCES report (id),
    reader TEXT NOT NULL,
    format TEXT NOT NULL,
    given  TEXT NOT NULL,
    digest TEXT NOT NULL, -- SHA-256 of body
    body   BLOB NOT NULL, -- parley.Findings as JSON
    PRIMARY KEY (report, reader, format, given)
) STRICT;

CREATE TABLE decision (
    seq     INTEGER PRIMARY KEY CHECK (seq > 0),
    at      TEXT NOT NULL, -- RFC 3339, UTC
    who     TEXT NOT NULL,
    kind    TEXT NOT NULL,
    report  TEXT NOT NULL,
    finding TEXT NOT NULL,
    value   TEXT NOT NULL,
    why     TEXT NOT NULL,
    subject TEXT NOT NULL -- hex of store.Subject: what the decision is about
) STRICT;

CREATE INDEX decision_subject ON decision (subject, seq);

CREATE TABLE set_aside (
    name   TEXT NOT NULL,
    reason TEXT NOT NULL,
    report TEXT NOT NULL,
    detail TEXT NOT NULL,
    size   INTEGER NOT NULL,
    PRIMARY KEY (name, reason, report, detail, size)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER report_stays BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER report_kept BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
CREATE TRIGGER report_name_stays BEFORE UPDATE ON report_name BEGIN SELECT RAISE(ABORT, 'names are append-only'); END;
CREATE TRIGGER report_name_kept BEFORE DELETE ON report_name BEGIN SELECT RAISE(ABORT, 'names are append-only'); END;
CREATE TRIGGER findings_stay BEFORE UPDATE ON findings BEGIN SELECT RAISE(ABORT, 'findings are append-only'); END;
CREATE TRIGGER findings_kept BEFORE DELETE ON findings BEGIN SELECT RAISE(ABORT, 'findings are append-only'); END;
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_kept BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER set_aside_stays BEFORE UPDATE ON set_aside BEGIN SELECT RAISE(ABORT, 'set-asides are append-only'); END;
CREATE TRIGGER set_aside_kept BEFORE DELETE ON set_aside BEGIN SELECT RAISE(ABORT, 'set-asides are append-only'); END;
