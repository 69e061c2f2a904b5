package warc

import (
	"errors"
	"fmt"
	"io"

	"github.com/parley-press/parley"
)

// A reader reads the files of one archive.
type reader struct {
	opt     Options
	yield   func(Item) error
	m       members
	w       window
	h       header
	head    []byte // of HTTP
	dec     decoder
	sum     Summary
	listed  map[parley.Reason]int
	file    source               // the one being read
	sources []source             // all so far that can be read again
	seen    map[uint64]spot      // pages by what revisits call them
	pending []revisit            // whose page was not seen yet
	again   *reader              // reads pages again for revisits
	retaken int64                // bytes decompressed by again
	each    func(*capture) error // told of every record, may be nil
	told    bool                 // the fault of the member was listed with a record
}

// A source is a file with records.
type source struct {
	name string            // in a package
	at   *io.SectionReader // nil for a stream
	dict []byte            // of zstd
}

func newReader(opt Options, yield func(Item) error) *reader {
	return &reader{opt: opt, yield: yield, dec: decoder{max: opt.limit()}, listed: map[parley.Reason]int{}, seen: map[uint64]spot{}}
}

// open begins a file.
func (d *reader) open(s source, in *input) {
	d.file = s
	d.sources = append(d.sources, s)
	d.m.reset(in)
}

// most is the length of a block that is held in memory: a page that is not too large, with its HTTP head and the marks of its chunks.
func (d *reader) most() int64 { return d.opt.limit() + ratioFree }

// place is that of a record at offset inner of the current member.
func (d *reader) place(inner int64) Place {
	if d.m.coat == bare {
		return Place{File: d.file.name, Offset: inner}
	}
	return Place{File: d.file.name, Offset: d.m.begin, Inner: inner}
}

// aside lists what is not read. The first of each reason are listed one by one, the rest counted.
func (d *reader) aside(p Place, uri string, f fault, size int64) error {
	if d.listed[f.reason]++; d.listed[f.reason] > maxListed {
		return nil
	}
	return d.yield(Item{Aside: &Aside{Place: p, URI: uri, Reason: f.reason, Detail: f.detail, Size: size}})
}

// read reads one file to its end.
func (d *reader) read() error {
	defer func() { d.sum.Read += d.m.in.high }()
	for {
		err := d.m.next()
		if d.m.dict != nil {
			d.sources[len(d.sources)-1].dict = d.m.dict
		}
		if errors.Is(err, io.EOF) && d.m.in.err == nil {
			return nil
		}
		if err == nil {
			d.told = false
			d.w.reset(&d.m)
			if err := d.unit(); err != nil {
				return err
			}
			if err = d.w.err; errors.Is(err, io.EOF) && d.m.moved() {
				continue
			}
		}
		if more, err := d.recover(err); err != nil || !more {
			return err
		}
	}
}

// recover lists what is wrong with the current member, where no record has told it yet, and goes to the next one.
func (d *reader) recover(err error) (more bool, _ error) {
	begin := d.m.begin
	switch {
	case errors.Is(d.m.in.err, errEntry):
		return false, d.aside(d.place(d.w.off), "", fault{parley.ReasonDamaged, d.m.in.err.Error()}, -1)
	case d.m.in.err != nil:
		return false, d.aside(d.place(d.w.off), "", fault{parley.ReasonUnreadable, d.m.in.err.Error()}, -1)
	case errors.Is(err, errFileRatio):
		return false, d.aside(Place{File: d.file.name, Offset: begin}, "", d.faultOf(err), -1)
	case errors.Is(err, errDictionary):
		return false, d.aside(Place{File: d.file.name}, "", d.faultOf(err), -1)
	case errors.Is(err, errStray):
		if d.padding() {
			return false, nil
		}
		more = d.m.resync(begin + 1)
		f := fault{parley.ReasonDamaged, fmt.Sprintf("%s that begin no %s", megabytes(d.m.pos()-begin), d.m.coat)}
		return more, d.aside(Place{File: d.file.name, Offset: begin}, "", f, d.m.pos()-begin)
	}
	if !d.told {
		if err := d.aside(Place{File: d.file.name, Offset: begin}, "", d.faultOf(err), -1); err != nil {
			return false, err
		}
	}
	if errors.Is(err, errRatio) {
		return d.m.resync(d.m.pos()), nil
	}
	return d.m.resync(begin + 1), nil
}

// padding reports whether the rest of the file is zeros that fill up a block, as on tapes.
func (d *reader) padding() bool {
	p, err := d.m.b.Peek(bufSize)
	for _, c := range p {
		if c != 0 {
			return false
		}
	}
	return err != nil
}

// faultOf says of an error of the current member what it is.
func (d *reader) faultOf(err error) fault {
	switch {
	case errors.Is(err, errRatio):
		return fault{parley.ReasonTooLarge, ratioDetail(d.m.out, d.m.pos()-d.m.begin)}
	case errors.Is(err, errFileRatio):
		return fault{parley.ReasonTooLarge, fmt.Sprintf("%s come out of the first %s of the file, the limit is %d to 1; nothing after this is read",
			megabytes(d.m.all), megabytes(d.m.in.high), maxFileRatio)}
	case errors.Is(err, errDictionary):
		return fault{parley.ReasonUnknown, err.Error()}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fault{parley.ReasonTruncated, fmt.Sprintf("the %s breaks off", d.m.coat)}
	}
	return fault{parley.ReasonDamaged, fmt.Sprintf("the %s is broken: %v", d.m.coat, err)}
}

// unit reads the records of the current member. What ends it stands in d.w.err.
func (d *reader) unit() error {
	for {
		d.w.trim()
		start := d.w.off
		p := d.w.peek(versionLen)
		switch {
		case len(p) == 0:
			return nil
		case isVersion(p):
			if err := d.record(start); err != nil {
				return err
			}
			continue
		}
		head := quote(p)
		d.w.seekRecord()
		f := fault{parley.ReasonDamaged, fmt.Sprintf("%s that begin with %s are no record", megabytes(d.w.off-start), head)}
		if err := d.aside(d.place(start), "", f, d.w.off-start); err != nil {
			return err
		}
	}
}

// record reads the record that begins at start.
func (d *reader) record(start int64) error {
	d.sum.Records++
	p := d.w.peek(512) // nearly every header is shorter
	end, next := headEnd(p)
	if end < 0 && next < 0 {
		p = d.w.peek(maxHeader)
		end, next = headEnd(p)
	}
	switch {
	case end >= 0:
	case next >= 0:
		d.w.pass(next - 1)
		return d.give(start, fault{parley.ReasonDamaged, "the header runs into another record"}, -1)
	case len(p) == maxHeader:
		d.w.pass(len(p) - versionLen)
		return d.give(start, fault{parley.ReasonHeader, "the header of the record is over the limit of " + megabytes(maxHeader)}, -1)
	default:
		d.w.pass(len(p))
		return d.give(start, d.ends("the record ends within its header"), -1)
	}
	bad := d.h.parse(p[:end])
	d.w.pass(end)
	if bad != "" {
		return d.give(start, fault{parley.ReasonDamaged, bad}, -1)
	}
	if d.h.length > d.most() {
		return d.big(start)
	}
	n := int(d.h.length)
	p = d.w.peek(n + tailLen)
	switch {
	case len(p) < n:
		had := d.w.off + int64(len(p))
		return d.short(start, d.w.off, had)
	case len(p) < n+tailLen && !errors.Is(d.w.err, io.EOF):
		d.told = true
		d.w.pass(n)
		return d.set(start, d.faultOf(d.w.err))
	case !endsWell(p[n:]):
		return d.give(start, fault{parley.ReasonDamaged, fmt.Sprintf("Content-Length says %s, but no record begins after them", megabytes(d.h.length))}, d.h.length)
	}
	err := d.take(start, p[:n])
	d.w.pass(n)
	return err
}

// ends says that the member breaks off, with what it ended with where that is a fault of its own.
func (d *reader) ends(what string) fault {
	if err := d.w.err; !errors.Is(err, io.EOF) {
		d.told = true
		f := d.faultOf(err)
		f.detail = what + ": " + f.detail
		return f
	}
	return fault{parley.ReasonTruncated, what}
}

// short handles a block that is shorter than its Content-Length: begun at offset from, ended at to.
func (d *reader) short(start, from, to int64) error {
	length := d.h.length
	uri := escape(d.h.uri)
	said := fmt.Sprintf("Content-Length says %s, ", megabytes(length))
	f := d.ends(said + "the record ends after " + megabytes(to-from))
	if d.w.seekRecord() {
		f = fault{parley.ReasonDamaged, said + "but another record begins after " + megabytes(d.w.off-from)}
	}
	d.sum.count(SetAside)
	return d.aside(d.place(start), uri, f, length)
}

// give sets the current record aside and goes to the next line that begins one.
func (d *reader) give(start int64, f fault, size int64) error {
	d.sum.count(SetAside)
	err := d.aside(d.place(start), escape(d.h.uri), f, size)
	d.h.uri = nil
	d.w.seekRecord()
	return err
}

// set sets the current record aside where its end is known.
func (d *reader) set(start int64, f fault) error {
	d.sum.count(SetAside)
	return d.aside(d.place(start), escape(d.h.uri), f, d.h.length)
}

// tailLen is how much is looked at after a block: its two line ends and the beginning of the next record.
const tailLen = 4 + len("WARC/")

// endsWell reports whether tail, which is tailLen bytes but at the end of a file or member, can follow a block. ISO 28500 wants two line ends; writers
// differ.
func endsWell(tail []byte) bool {
	i := 0
	for i < len(tail) && (tail[i] == '\r' || tail[i] == '\n') {
		i++
	}
	rest := tail[i:]
	const next = "WARC/"
	return len(rest) <= len(next) && string(rest) == next[:len(rest)] || len(rest) > len(next) && string(rest[:len(next)]) == next
}

// big passes over a record that is too large to be a page.
func (d *reader) big(start int64) error {
	length := d.h.length
	bad := fault{parley.ReasonDamaged, fmt.Sprintf("Content-Length says %s, but no record begins after them", megabytes(length))}
	if d.m.coat == bare && d.file.at != nil { // look before going there
		if d.file.at.Size()-d.w.off < length {
			return d.short(start, d.w.off, d.file.at.Size())
		}
		var tail [tailLen]byte
		if n, _ := d.file.at.ReadAt(tail[:], d.w.off+length); !endsWell(tail[:n]) {
			return d.give(start, bad, length)
		}
	} else if p := d.w.peek(int(d.most())); int64(len(p)) < d.most() { // the end is in sight
		return d.short(start, d.w.off, d.w.off+int64(len(p)))
	}
	what, uri := d.bigKind(), escape(d.h.uri)
	from := d.w.off
	if n := d.w.skip(length); n < length {
		d.sum.count(SetAside)
		f := d.ends(fmt.Sprintf("Content-Length says %s, the record ends after %s", megabytes(length), megabytes(d.w.off-from)))
		return d.aside(d.place(start), uri, f, length)
	}
	if p := d.w.peek(tailLen); !endsWell(p) {
		return d.give(start, bad, length)
	}
	if what != Pages {
		d.sum.count(what)
		return nil
	}
	d.sum.count(SetAside)
	f := fault{parley.ReasonTooLarge, fmt.Sprintf("the page has %s, the limit is %s", megabytes(length), megabytes(d.opt.limit()))}
	return d.aside(d.place(start), uri, f, length)
}

// bigKind says what a record is by the beginning of its block.
func (d *reader) bigKind() What {
	h := &d.h
	kind := kindOf(h.kind)
	if kind != response {
		return d.whatOf(kind, nil)
	}
	r, bad := parseResponse(&d.head, d.w.peek(maxHeader))
	if bad.set() {
		return Others
	}
	return d.whatOf(kind, &r)
}
