-- Who may sign in and who is signed in (rows change), the log of both, and the ledger of all that only grows.

CREATE TABLE account (
    name     TEXT PRIMARY KEY,
    role     TEXT NOT NULL CHECK (role IN ('reader', 'coder', 'editor', 'admin')),
    password TEXT NOT NULL, -- hash in the PHC string format; '' for none
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    created  TEXT NOT NULL, -- RFC 3339, UTC
    changed  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id      TEXT PRIMARY KEY CHECK (length(id) = 64), -- SHA-256 of the secret, lower-case hex
    account TEXT NOT NULL REFERENCES account (name),
    created TEXT NOT NULL, -- RFC 3339, UTC
    seen    TEXT NOT NULL,
    address TEXT NOT NULL,
    agent   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_account ON session (account);

CREATE TABLE audit (
    seq       INTEGER PRIMARY KEY CHECK (seq > 0),
    at        TEXT NOT NULL, -- RFC 3339, UTC
    who       TEXT NOT NULL,
    action    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    detail    TEXT NOT NULL,
    address   TEXT NOT NULL,
    prev_hash TEXT NOT NULL, -- hash of the line before, '' for the first
    hash      TEXT NOT NULL  -- see store.AuditHash
) STRICT;

-- An entry for each row of report, report_name, findings, decision, set_aside and audit, in the order of their coming.
CREATE TABLE ledger (
    seq    INTEGER PRIMARY KEY CHECK (seq > 0),
    kind   TEXT NOT NULL, -- the table
    row    TEXT NOT NULL, -- its key there, for people
    digest BLOB NOT NULL UNIQUE, -- SHA-256 of the row
    hash   BLOB NOT NULL  -- SHA-256 of the entry before's hash and this entry
) STRICT;

CREATE TRIGGER account_kept BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'users are disabled, not removed'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER ledger_kept BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
