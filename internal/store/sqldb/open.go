// Package sqldb is the store in an SQL database. SQLite is the dialect there is: one file, by a driver in pure Go.
// What SQLite needs alone (pragmas, the file header, its numbers of errors) stands in open.go and migrate.go;
// the statements in the other files are standard SQL.
package sqldb

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	sqlite "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// ApplicationID marks an SQLite file as a Parley dossier: "PRLY" in ASCII.
const ApplicationID = 0x50524c59

// Options say how a database is opened.
type Options struct {
	Create   bool // make the database where there is none
	ReadOnly bool // never write, also where the file or its folder cannot be written
}

// A DB is a store in an SQL database.
type DB struct {
	path  string
	write *sql.DB // one connection: SQLite has one writer, and queueing here is kinder than SQLITE_BUSY; nil if read-only
	read  *sql.DB
	nums  placeReadings
}

var (
	_ store.Store   = (*DB)(nil)
	_ store.Checker = (*DB)(nil)
	_ store.Stamper = (*DB)(nil)
	_ store.Ledger  = (*DB)(nil)
)

// Open opens the dossier in the SQLite file at path. It refuses a file that is no dossier, or one that a newer
// Parley wrote, and leaves such a file as it is.
func Open(ctx context.Context, path string, opt Options) (*DB, error) {
	op := "store: open " + path
	if err := settle(ctx, op, path); err != nil {
		return nil, wrap(op, err)
	}
	state, err := inspect(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !opt.Create:
		return nil, &parley.Error{Kind: parley.NotFound, Op: op, Msg: "no such database; `parley build REPORTS... -o " + path + "` makes one"}
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, &parley.Error{Kind: parley.Unavailable, Op: op, Msg: "the folder is not there", Err: err}
		}
	case err != nil:
		return nil, &parley.Error{Kind: parley.Unavailable, Op: op, Err: err}
	case !state.dossier && (!state.empty || !opt.Create):
		return nil, parley.Errorf(parley.Invalid, op, "not a Parley dossier (%s); it was left as it is", state.what)
	case state.version > newest():
		return nil, tooNew(op, state.version)
	}
	d := &DB{path: path}
	start := d.openWrite
	if opt.ReadOnly {
		start = d.openRead
	}
	if err := start(ctx, op); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

func tooNew(op string, version int) error {
	return parley.Errorf(parley.Clash, op, "written by a newer Parley (layout %d, this program knows up to %d); it was left as it is, use a newer Parley", version, newest())
}

// openWrite brings the layout up to date and opens the writer and the readers.
func (d *DB) openWrite(ctx context.Context, op string) (err error) {
	// Until the layout stands the file keeps SQLite's rollback journal: a file in WAL mode then always carries the
	// mark of a dossier in its header, where inspect looks for it.
	if err := migrate(ctx, op, d.path); err != nil {
		return wrap(op, err)
	}
	if d.write, err = connect(d.path, "rw", "synchronous(full)", "foreign_keys(1)"); err != nil {
		return wrap(op, err)
	}
	d.write.SetMaxOpenConns(1)
	if err := keepLog(ctx, d.write); err != nil {
		return wrap(op, err)
	}
	if d.read, err = connect(d.path, "rw", "query_only(1)", readCache); err != nil {
		return wrap(op, err)
	}
	readers(d.read)
	return wrap(op, d.read.PingContext(ctx))
}

// readers bounds how many read at once, and so what their caches hold; none is closed when it has read, or its cache would go with it.
func readers(db *sql.DB) {
	n := max(4, runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
}

// readCache is how much of the file a reader keeps, half a megabyte: enough for the pages that a search comes back to. Whenever another program has written, a
// reader forgets all of them, and of many the driver gives the memory back to the system page by page, while all other readers wait; what is read again is
// in the memory of the system.
const readCache = "cache_size(-512)"

// keepLog turns on the write-ahead log, a property of the file. SQLite does not wait for others there, whatever its busy
// timeout, since two that wait for each other would wait for ever: so this tries again, for ten seconds.
func keepLog(ctx context.Context, db *sql.DB) error {
	for try := 0; ; try++ {
		_, err := db.ExecContext(ctx, "PRAGMA journal_mode = wal")
		var se *sqlite.Error
		if err == nil || try == 400 || !errors.As(err, &se) || se.Code()&0xff != lib.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(25 * time.Millisecond):
		}
	}
}

// openRead opens the readers alone. Where neither the file nor its folder can be written SQLite cannot make the
// index that WAL mode needs; without a log beside it the file is then read as one that does not change.
func (d *DB) openRead(ctx context.Context, op string) (err error) {
	if d.read, err = connect(d.path, "ro", "query_only(1)", readCache); err != nil {
		return wrap(op, err)
	}
	readers(d.read)
	version, err := userVersion(ctx, d.read)
	if err != nil && !exists(d.path+"-wal") && !exists(d.path+"-journal") {
		d.read.Close()
		if d.read, err = connect(d.path, "ro&immutable=1", "query_only(1)", readCache); err != nil {
			return wrap(op, err)
		}
		readers(d.read)
		version, err = userVersion(ctx, d.read)
	}
	switch {
	case err != nil:
		return wrap(op, err)
	case version > newest():
		return tooNew(op, version)
	case version < newest():
		return parley.Errorf(parley.Clash, op, "written by an older Parley (layout %d of %d); `parley build -o %s` brings it up to date", version, newest(), d.path)
	}
	return nil
}

// settle takes back what a program left that was killed while it wrote outside of WAL mode: pages half written, and beside the file the journal with what
// they were. SQLite does that with whoever reads next and may write; a reader that may not write must never look past the journal at those pages.
// A program that is still writing is waited for.
func settle(ctx context.Context, op, path string) error {
	if fi, err := os.Stat(path + "-journal"); err != nil || fi.Size() == 0 {
		return nil
	}
	if h, err := inspect(path); err != nil || h.foreign {
		return nil // left as it is; Open says what it is
	}
	db, err := connect(path, "rw")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = userVersion(ctx, db)
	var se *sqlite.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code() & 0xff {
	case lib.SQLITE_NOTADB, lib.SQLITE_CORRUPT:
		return nil // as above
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return &parley.Error{Kind: parley.Unavailable, Op: op, Msg: "a change to it was cut off, and can be taken back only where the file and its folder can be written; open it there once", Err: err}
	}
	return err
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Close closes the database. What was stored is safe without it.
func (d *DB) Close() error {
	var errs []error
	for _, c := range []*sql.DB{d.read, d.write} {
		if c != nil {
			errs = append(errs, c.Close())
		}
	}
	return wrap("store: close "+d.path, errors.Join(errs...))
}

// A header is what the first bytes of a file say of it.
type header struct {
	dossier bool
	empty   bool
	foreign bool // an SQLite database of another program
	version int
	what    string // what it is, where it is no dossier
}

// inspect reads the header of the file at path without opening it as a database
// (https://www.sqlite.org/fileformat2.html, section 1.3: user version at byte 60, application id at byte 68).
func inspect(path string) (header, error) {
	f, err := os.Open(path)
	if err != nil {
		return header{}, err
	}
	defer f.Close()
	if fi, err := f.Stat(); err == nil && fi.IsDir() {
		return header{what: "it is a folder"}, nil
	}
	var b [100]byte
	n, err := io.ReadFull(f, b[:])
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return header{empty: true, what: "the file is empty"}, nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return header{}, err
	case n < len(b) || !strings.HasPrefix(string(b[:]), "SQLite format 3\x00"):
		return header{what: "not an SQLite database"}, nil
	}
	h := header{version: int(binary.BigEndian.Uint32(b[60:])), what: "an SQLite database of another program"}
	h.dossier = binary.BigEndian.Uint32(b[68:]) == ApplicationID
	h.foreign = !h.dossier
	return h, nil
}

// connect is a pool of connections to the file at path with these pragmas. The path is escaped, so that no character
// of it is taken for an option.
func connect(path, mode string, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	q := "mode=" + mode + "&_txlock=immediate&_dqs=0&_defensive=1&_busy_timeout=10000"
	for _, p := range pragmas {
		q += "&_pragma=" + p
	}
	return sql.Open("sqlite", u.String()+"?"+q)
}

// wrap gives an error of the driver its kind. Errors that have one, and those of a context, pass.
func wrap(op string, err error) error {
	var own *parley.Error
	if err == nil || errors.As(err, &own) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	kind, msg := parley.Internal, ""
	var se *sqlite.Error
	if errors.As(err, &se) {
		switch se.Code() & 0xff {
		case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
			kind, msg = parley.Unavailable, "another program is writing to it; try again when it is done"
		case lib.SQLITE_FULL:
			kind, msg = parley.Unavailable, "the disk is full; nothing that was stored is lost, free some space and run it again"
		case lib.SQLITE_CANTOPEN:
			kind, msg = parley.Unavailable, "it cannot be opened; look at the permissions of the file and its folder, and at how many files a program may open here (ulimit -n)"
		case lib.SQLITE_READONLY, lib.SQLITE_PERM:
			kind, msg = parley.Unavailable, "it cannot be written here; look at the permissions of the file and its folder"
		case lib.SQLITE_IOERR:
			kind, msg = parley.Unavailable, "the disk refused"
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
			kind, msg = parley.Clash, "the file is damaged; build it again from the reports, or restore a copy"
		case lib.SQLITE_CONSTRAINT:
			kind = parley.Clash
		}
	}
	return &parley.Error{Kind: kind, Op: op, Msg: msg, Err: err}
}
