package sqldb

import (
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"sync"
	"time"

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
		num, p, err := d.nums.scan(rows)
		if err != nil {
			return nil, err
		}
		found[num] = p
	}
	return found, rows.Err()
}

// scan reads one reading, and remembers it.
func (r *placeReadings) scan(rows *sql.Rows) (int64, *placeReading, error) {
	var num int64
	var report, reader, format, given, at string
	var places sql.RawBytes
	if err := rows.Scan(&num, &report, &reader, &format, &given, &at, &places); err != nil {
		return 0, nil, err
	}
	p := &placeReading{places: string(places)}
	var err error
	if p.at, err = textTime(at); err != nil {
		return 0, nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.reading, err = readingFrom(report, r.word(reader), r.word(format), given); err != nil {
		return 0, nil, err
	}
	r.put(num, p)
	return num, p, nil
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
		v, shift := uint64(0), 0
		for i := range len(s) {
			v |= uint64(s[i]&0x7f) << shift
			if shift += 7; s[i] < 0x80 {
				s = s[i+1:]
				if v <= math.MaxInt32 {
					return int(v) //nolint:gosec // not greater than that
				}
				break
			}
			if shift > 28 {
				break
			}
		}
		s, ok = "", false
		return 0
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
