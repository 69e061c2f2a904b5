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
	ready         map[string]int64  // by reader: up to which number all its readings were remembered
}

// mostRemembered bounds the memory for readings, in bytes of recent; some 1,000 a reading.
const mostRemembered = 96 << 20

// get enters what is remembered of the readings of places into found, one for each of ids, and gives the numbers of the rest, each once.
func (r *placeReadings) get(ids []int64, found []*placeReading) (rest []int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, id := range ids {
		n := readingOf(id)
		if i > 0 && n == readingOf(ids[i-1]) {
			found[i] = found[i-1]
			continue
		}
		p := r.recent[n]
		if p == nil {
			if p = r.older[n]; p == nil {
				rest = append(rest, n)
				continue
			}
			r.put(n, p)
		}
		found[i] = p
	}
	slices.Sort(rest) // as the table stands
	return slices.Compact(rest)
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

// placeColumns are what a placeReading is made of.
const placeColumns = "num, report, reader, format, given, at, places"

// placed is the readings that the numbers of places name, one for each of ids, nil where there is none.
func (d *DB) placed(ctx context.Context, ids []int64) ([]*placeReading, error) {
	found := make([]*placeReading, len(ids))
	rest := d.nums.get(ids, found)
	if len(rest) == 0 {
		return found, nil
	}
	list, err := json.Marshal(rest)
	if err != nil {
		return nil, err
	}
	nums, read, err := d.placeReadings(ctx, "SELECT "+placeColumns+" FROM json_each(?) j JOIN place_reading p ON p.num = j.value", string(list))
	if err != nil {
		return nil, err
	}
	d.nums.keep(nums, read)
	by := make(map[int64]*placeReading, len(nums))
	for i, n := range nums {
		by[n] = read[i]
	}
	for i, id := range ids {
		if found[i] == nil {
			found[i] = by[readingOf(id)]
		}
	}
	return found, nil
}

// readyAtOnce is how many readings Ready reads at once: others want to read, too.
const readyAtOnce = 2000

// Ready implements store.Places: it remembers the readings that came since it was last asked, of many the latest. One by one, from all over the file, they are
// some five times as dear.
func (d *DB) Ready(ctx context.Context, reader string) error {
	const op = "store: make places ready"
	for {
		nums, read, err := d.placeReadings(ctx, "SELECT "+placeColumns+" FROM place_reading WHERE num > ? AND reader = ? ORDER BY num LIMIT ?", d.nums.readyTo(reader), reader, readyAtOnce)
		if err != nil {
			return wrap(op, err)
		}
		if len(nums) > 0 {
			d.nums.keep(nums, read)
			d.nums.readyUntil(reader, nums[len(nums)-1])
		}
		if len(nums) < readyAtOnce {
			return nil
		}
	}
}

func (r *placeReadings) readyTo(reader string) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ready[reader]
}

func (r *placeReadings) readyUntil(reader string, num int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready == nil {
		r.ready = map[string]int64{}
	}
	r.ready[reader] = max(r.ready[reader], num)
}

// placeReadings are the rows of a query for placeColumns, with their numbers.
func (d *DB) placeReadings(ctx context.Context, query string, args ...any) (nums []int64, read []*placeReading, err error) {
	rows, err := d.read.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	for rows.Next() {
		num, p, err := scanReading(rows)
		if err != nil {
			return nil, nil, err
		}
		nums, read = append(nums, num), append(read, p)
	}
	return nums, read, rows.Err()
}

// keep remembers readings by their numbers.
func (r *placeReadings) keep(nums []int64, read []*placeReading) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, n := range nums {
		if r.recent[n] != nil || r.older[n] != nil { // somebody else has asked for it meanwhile
			continue
		}
		p := read[i]
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

// appendPlaces adds what the first n places of a reading are to out, as far as there are so many and what was stored is not damaged.
func (p *placeReading) appendPlaces(out []placeAt, n int) []placeAt {
	s := p.places
	num := func(i int) (v, next int) {
		if i < 0 || i >= len(s) {
			return 0, -1
		}
		if s[i] < 0x80 { // as most are
			return int(s[i]), i + 1
		}
		u, k := binary.Uvarint([]byte(s[i:min(len(s), i+binary.MaxVarintLen32)]))
		if k <= 0 || u > math.MaxInt32 {
			return 0, -1
		}
		return int(u), i + k //nolint:gosec // not greater than that
	}
	str := func(i int) (v string, next int) {
		k, i := num(i)
		if i < 0 || k > len(s)-i {
			return "", -1
		}
		return s[i : i+k], i + k
	}
	for i := 0; n > 0; n-- {
		var at placeAt
		at.kind, i = str(i)
		at.finding, i = str(i)
		at.start, i = num(i)
		at.end, i = num(i)
		if at.words, i = num(i); i < 0 {
			break
		}
		out = append(out, at)
	}
	return out
}
