-- How the dossier is configured: a log of which the last is in force, and the files it is made of.

CREATE TABLE config_file (
    id    TEXT PRIMARY KEY CHECK (length(id) = 64), -- SHA-256 of bytes, lower-case hex
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE config (
    seq   INTEGER PRIMARY KEY CHECK (seq > 0),
    at    TEXT NOT NULL, -- RFC 3339, UTC
    who   TEXT NOT NULL,
    files TEXT NOT NULL  -- JSON: a list of name and id, the configuration first
) STRICT;

CREATE TRIGGER config_file_stays BEFORE UPDATE ON config_file BEGIN SELECT RAISE(ABORT, 'configurations are append-only'); END;
CREATE TRIGGER config_file_kept BEFORE DELETE ON config_file BEGIN SELECT RAISE(ABORT, 'configurations are append-only'); END;
CREATE TRIGGER config_stays BEFORE UPDATE ON config BEGIN SELECT RAISE(ABORT, 'configurations are append-only'); END;
CREATE TRIGGER config_kept BEFORE DELETE ON config BEGIN SELECT RAISE(ABORT, 'configurations are append-only'); END;
