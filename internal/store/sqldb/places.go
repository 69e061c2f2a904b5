package sqldb

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// The number of a place is its day, the number of its reading and its place in it, in so many bits: 22, 28 and 13.
const (
	placeBits   = 13
	readingBits = 28
)

func placeID(day parley.Date, reading int64, n int) int64 {
	return int64(day)<<(readingBits+placeBits) | reading<<placeBits | int64(n)
}

func readingOf(id int64) int64 { return id >> placeBits & (1<<readingBits - 1) }

// AddPlaces implements store.Places.
func (d *DB) AddPlaces(ctx context.Context, placed []store.Placed) error {
	for _, p := range placed {
		if err := store.CheckPlaced(p); err != nil {
			return err
		}
	}
	return d.inTx(ctx, "store: add places", func(tx *sql.Tx) error {
		var rows []placeRow
		for _, p := range placed {
			num, err := numberReading(ctx, tx, p)
			if err != nil {
				return err
			}
			for i := range p.Places {
				if num > 0 {
					rows = append(rows, placeRow{placeID(p.Places[i].Day, num, i), everyPlace(p.Reading.Reader), &p.Places[i]})
				}
			}
		}
		// In the order of their numbers: FTS5 writes a segment of its index whenever the numbers fall.
		slices.SortFunc(rows, func(x, y placeRow) int { return cmp.Compare(x.id, y.id) })
		return insertPlaces(ctx, tx, rows)
	})
}

type placeRow struct {
	id    int64
	every string
	*store.Place
}

// numberReading gives a reading a number, 0 where it has one and so has its places.
func numberReading(ctx context.Context, tx *sql.Tx, p store.Placed) (int64, error) {
	r := p.Reading
	key := []any{string(r.Report), r.Reader, string(r.Format), store.EncodeGiven(r.Given)}
	var has int
	err := tx.QueryRowContext(ctx, "SELECT 1 FROM findings WHERE report = ? AND reader = ? AND format = ? AND given = ?", key...).Scan(&has)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, parley.Errorf(parley.NotFound, "store: add places of "+r.Report.Short(), "not read by %s", r.Reader)
	}
	if err != nil {
		return 0, err
	}
	res, err := tx.ExecContext(ctx, "INSERT INTO place_reading (report, reader, format, given, at, places) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
		append(key, p.At.UTC().Truncate(time.Microsecond).Format(time.RFC3339Nano), encodePlaces(p.Places))...)
	if err != nil {
		return 0, err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return 0, err
	}
	return res.LastInsertId()
}

func insertPlaces(ctx context.Context, tx *sql.Tx, rows []placeRow) error {
	if len(rows) == 0 {
		return nil
	}
	place, err := tx.PrepareContext(ctx, "INSERT INTO place (id, text) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer func() { _ = place.Close() }() // the transaction says what went wrong
	words, err := tx.PrepareContext(ctx, "INSERT INTO place_words (rowid, words, who, whom, outlet, agency, code) VALUES (?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer func() { _ = words.Close() }()
	for _, r := range rows {
		if r.Text != "" {
			if _, err := place.ExecContext(ctx, r.id, r.Text); err != nil {
				return err
			}
		}
		args := []any{r.id}
		for c, s := range r.Columns {
			if store.Column(c) == store.CodeColumn {
				s = strings.TrimSpace(r.every + " " + s)
			}
			args = append(args, s)
		}
		if _, err := words.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// Unplaced implements store.Places.
func (d *DB) Unplaced(ctx context.Context, reader string) iter.Seq2[store.Reading, error] {
	return paged(func(after store.Reading) ([]store.Reading, error) {
		return d.readings(ctx, "store: list readings without places", `SELECT f.report, f.reader, f.format, f.given FROM findings f
			LEFT JOIN place_reading p ON p.report = f.report AND p.reader = f.reader AND p.format = f.format AND p.given = f.given
			WHERE f.reader = ? AND p.num IS NULL AND (f.report, f.format, f.given) > (?, ?, ?) ORDER BY f.report, f.format, f.given LIMIT ?`,
			reader, string(after.Report), string(after.Format), store.EncodeGiven(after.Given), page)
	})
}

// readings are the rows of a query for report, reader, format and given.
func (d *DB) readings(ctx context.Context, op, query string, args ...any) ([]store.Reading, error) {
	rows, err := d.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	var out []store.Reading
	for rows.Next() {
		var report, reader, format, given string
		if err := rows.Scan(&report, &reader, &format, &given); err != nil {
			return nil, wrap(op, err)
		}
		r, err := readingFrom(report, reader, format, given)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, wrap(op, rows.Err())
}

// readingFrom is a reading as it is kept.
func readingFrom(report, reader, format, given string) (store.Reading, error) {
	r := store.Reading{Report: parley.ReportID(report), Reader: reader, Format: parley.Format(format)}
	if given == "{}" {
		return r, nil
	}
	var err error
	r.Given, err = store.DecodeGiven(given)
	return r, err
}

// Arrivals implements store.Places.
func (d *DB) Arrivals(ctx context.Context, reader string, limit int) ([]store.Arrival, error) {
	const op = "store: list arrivals"
	rows, err := d.read.QueryContext(ctx, "SELECT num, report, reader, format, given, at FROM place_reading WHERE reader = ? ORDER BY num DESC LIMIT ?", reader, limit)
	if err != nil {
		return nil, wrap(op, err)
	}
	defer rows.Close()
	var out []store.Arrival
	for rows.Next() {
		var a store.Arrival
		var report, reader, format, given, at string
		if err := rows.Scan(&a.Num, &report, &reader, &format, &given, &at); err != nil {
			return nil, wrap(op, err)
		}
		if a.Reading, err = readingFrom(report, reader, format, given); err != nil {
			return nil, err
		}
		if a.At, err = textTime(at); err != nil {
			return nil, wrap(op, err)
		}
		out = append(out, a)
	}
	return out, wrap(op, rows.Err())
}

// encodePlaces writes of each place its kind, finding, span and number of words.
func encodePlaces(ps []store.Place) []byte {
	b := []byte{}
	str := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	num := func(n int) { b = binary.AppendUvarint(b, uint64(max(0, n))) } //nolint:gosec // not negative
	for i := range ps {
		str(ps[i].Kind)
		str(ps[i].Finding)
		num(ps[i].Span.Start)
		num(ps[i].Span.End)
		num(ps[i].Len())
	}
	return b
}
