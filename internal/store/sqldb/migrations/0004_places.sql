-- Passages that can be found by their words. All of it follows from reports and findings. Numbers of places hold the day, the reading and the place in it
-- (see places.go), so that the order of the numbers is that of the days.

CREATE TABLE place_reading (
    num    INTEGER PRIMARY KEY CHECK (num BETWEEN 1 AND 268435455),
    report TEXT NOT NULL,
    reader TEXT NOT NULL,
    format TEXT NOT NULL,
    given  TEXT NOT NULL,
    at     TEXT NOT NULL, -- RFC 3339, UTC
    places BLOB NOT NULL, -- what the places are (see places.go)
    UNIQUE (report, reader, format, given),
    FOREIGN KEY (report, reader, format, given) REFERENCES findings (report, reader, format, given)
) STRICT;

-- The printed words of a place, where no finding has them.
CREATE TABLE place (
    id   INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

-- Words come folded, with ASCII spaces between them; the tokenizer splits there and leaves all else as it is. The texts themselves are not kept twice.
CREATE VIRTUAL TABLE place_words USING fts5 (words, who, whom, outlet, agency, code, content = '', columnsize = 0, tokenize = 'ascii');

CREATE TRIGGER place_reading_stays BEFORE UPDATE ON place_reading BEGIN SELECT RAISE(ABORT, 'places are append-only'); END;
CREATE TRIGGER place_reading_kept BEFORE DELETE ON place_reading BEGIN SELECT RAISE(ABORT, 'places are append-only'); END;
CREATE TRIGGER place_stays BEFORE UPDATE ON place BEGIN SELECT RAISE(ABORT, 'places are append-only'); END;
CREATE TRIGGER place_kept BEFORE DELETE ON place BEGIN SELECT RAISE(ABORT, 'places are append-only'); END;

-- Searches that somebody wants to see again; beside fetch, the other table in which rows change.
CREATE TABLE saved_search (
    who   TEXT NOT NULL,
    name  TEXT NOT NULL,
    query TEXT NOT NULL, -- of the address
    at    TEXT NOT NULL, -- RFC 3339, UTC
    seen  INTEGER NOT NULL, -- number of the latest arrival when it was last looked at
    PRIMARY KEY (who, name)
) STRICT, WITHOUT ROWID;
