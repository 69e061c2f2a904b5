package sqldb

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// A placeReading is a reading with what its places are, as encodePlaces wrote it: of some dozens a search asks for one.
type placeReading struct {
	reading store.Reading
	at      time.Time
	places  string
}

// size is about how many bytes of memory it takes.
func (p *placeReading) size() int { return 300 + len(p.reading.Report) + len(p.places) }

// placeReadings remembers readings by their numbers; these never change. What was asked for last is kept: where recent is full it takes the place of older,
// from which what is asked for again comes back.
type placeReadings struct {
	mu            sync.Mutex
	recent, older map[int64]*placeReading
	bytes         int               // of recent
	words         map[string]string // readers and formats, each once
}

// mostRemembered bounds the memory for readings, in bytes of recent; some 1,000 a reading.
const mostRemembered = 96 << 20

// get enters what is remembered of nums into found, and gives the numbers of the rest.
func (r *placeReadings) get(nums []int64, found map[int64]*placeReading) (rest []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range nums {
		p := r.recent[n]
		if p == nil {
			if p = r.older[n]; p == nil {
				rest = append(rest, n)
				continue
			}
			r.put(n, p)
		}
		found[n] = p
	}
	return rest
}

// put remembers a reading. The lock is held.
func (r *placeReadings) put(n int64, p *placeReading) {
	if size := p.size(); r.recent == nil || r.bytes+size > mostRemembered {
		r.recent, r.older, r.bytes = map[int64]*placeReading{}, r.recent, 0
	}
	r.recent[n] = p
	r.bytes += p.size()
}

// word is s as it is already held. The lock is held.
func (r *placeReadings) word(s string) string {
	if w, ok := r.words[s]; ok {
		return w
	}
	if r.words == nil || len(r.words) > 1000 {
		r.words = map[string]string{}
	}
	r.words[s] = s
	return s
}

// placed is the readings that the numbers of places name, by their numbers.
func (d *DB) placed(ctx context.Context, ids []int64) (map[int64]*placeReading, error) {
	found := make(map[int64]*placeReading, len(ids))
	nums := make([]int64, 0, len(ids))
	for _, id := range ids {
		n := readingOf(id)
		if _, twice := found[n]; !twice {
			found[n] = nil
			nums = append(nums, n)
		}
	}
	rest := d.nums.get(nums, found)
	if len(rest) == 0 {
		return found, nil
	}
	slices.Sort(rest) // as the table stands
	list, err := json.Marshal(rest)
	if err != nil {
		return nil, err
	}
	rows, err := d.read.QueryContext(ctx, "SELECT num, report, reader, format, given, at, places FROM json_each(?) j JOIN place_reading p ON p.num = j.value", string(list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		num, p, err := scanReading(rows)
		if err != nil {
			return nil, err
		}
		found[num] = p
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	d.nums.keep(rest, found)
	return found, nil
}

// keep remembers those of nums that were found.
func (r *placeReadings) keep(nums []int64, found map[int64]*placeReading) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range nums {
		p := found[n]
		if p == nil || r.recent[n] != nil { // somebody else has asked for it meanwhile
			continue
		}
		p.reading.Reader, p.reading.Format = r.word(p.reading.Reader), parley.Format(r.word(string(p.reading.Format)))
		r.put(n, p)
	}
}

// scanReading reads one reading.
func scanReading(rows *sql.Rows) (num int64, p *placeReading, err error) {
	var report, reader, format, given, at string
	p = new(placeReading)
	if err := rows.Scan(&num, &report, &reader, &format, &given, &at, &p.places); err != nil {
		return 0, nil, err
	}
	if p.at, err = textTime(at); err != nil {
		return 0, nil, err
	}
	p.reading, err = readingFrom(report, reader, format, given)
	return num, p, err
}

// A placeAt is what is known of a place without looking at the findings.
type placeAt struct {
	kind, finding     string
	start, end, words int
}

// place reads place n of a reading; ok is false where it has none, or where what was stored is damaged.
func (p *placeReading) place(n int) (at placeAt, ok bool) {
	s, ok := p.places, true
	num := func() int {
		v, k := binary.Uvarint([]byte(s[:min(len(s), binary.MaxVarintLen32)]))
		if k <= 0 || v > math.MaxInt32 {
			s, ok = "", false
			return 0
		}
		s = s[k:]
		return int(v) //nolint:gosec // not greater than that
	}
	str := func() string {
		k := num()
		if k > len(s) {
			s, ok = "", false
			return ""
		}
		out := s[:k]
		s = s[k:]
		return out
	}
	for ; n >= 0 && ok; n-- {
		at = placeAt{kind: str(), finding: str(), start: num(), end: num(), words: num()}
	}
	return at, ok
}
