-- What is known of addresses of the network: the memory of a collector, and the one table in which rows change.

CREATE TABLE fetch (
    kind       TEXT NOT NULL CHECK (kind IN ('feed', 'page', 'host')),
    url        TEXT NOT NULL,
    state      TEXT NOT NULL,
    asked      TEXT NOT NULL, -- RFC 3339, UTC; '' for never
    not_before TEXT NOT NULL, -- likewise
    failures   INTEGER NOT NULL,
    status     INTEGER NOT NULL,
    etag       TEXT NOT NULL,
    modified   TEXT NOT NULL,
    report     TEXT NOT NULL, -- '' for none
    told       TEXT NOT NULL, -- parley.Given as JSON
    told_by    TEXT NOT NULL, -- name of the item that tells
    detail     TEXT NOT NULL,
    body       BLOB NOT NULL,
    PRIMARY KEY (kind, url)
) STRICT;

CREATE INDEX fetch_state ON fetch (kind, state, url);
