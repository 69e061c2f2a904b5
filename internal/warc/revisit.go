package warc

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"

	"github.com/parley-press/parley"
)

// A spot is where a page stands that revisits may refer to.
type spot struct {
	source        int32 // in reader.sources
	offset, inner int64
}

// A revisit is a record that says a page was the same as before (ISO 28500, 6.7).
type revisit struct {
	page   Page // without a body
	keys   []uint64
	digest []byte // WARC-Payload-Digest
	of     string // what it refers to, for the user
	size   int64
}

func key(kind byte, parts ...[]byte) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte{kind})
	for _, p := range parts {
		_, _ = h.Write(p)
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

func keyID(id []byte) uint64 { return key('i', id) }

// keys are what revisits may call the record of the current header.
func (d *reader) keys() []uint64 {
	h := &d.h
	out := make([]uint64, 0, 3)
	if len(h.id) > 0 {
		out = append(out, keyID(h.id))
	}
	out = append(out, key('u', h.uri, h.date))
	if g, ok := parseDigest(h.payloadDigest); ok {
		out = append(out, key('d', g.sum))
	}
	return out
}

// know remembers the page of the current header.
func (d *reader) know(p Place) {
	if len(d.seen) >= maxSeen {
		return
	}
	for _, k := range d.keys() {
		if _, ok := d.seen[k]; !ok {
			d.seen[k] = spot{int32(len(d.sources) - 1), p.Offset, p.Inner}
		}
	}
}

// takeRevisit reads a revisit: what it refers to is read again where it was seen and the file can be gone back to.
func (d *reader) takeRevisit(start int64, block []byte) error {
	h := &d.h
	r := httpResponse{status: 200, length: -1}
	if len(block) > 0 {
		if parsed, bad := parseResponse(&d.head, block); !bad.set() {
			r = parsed
		}
	}
	status := r.status
	if status == 304 { // not modified: the page is as it was
		r.status = 200
	}
	if err := d.tell(&capture{Place: d.place(start), kind: revisited, status: status, digest: h.payloadDigest}); err != nil {
		return err
	}
	what := d.whatOf(response, &r)
	if what == Others && r.mediaType == "" {
		what = whatURI(h.uri)
	}
	if what != Pages {
		d.sum.count(what)
		return nil
	}
	v := revisit{
		page: Page{
			Place: d.place(start), Kind: "revisit", ID: string(h.id), URI: escape(h.uri), Collected: parseDate(h.date), Status: status,
			Type: r.mediaType, Charset: r.charset,
		},
		digest: slices.Clone(h.payloadDigest), size: h.length, of: refers(h),
	}
	if len(h.refersTo) > 0 {
		v.keys = append(v.keys, keyID(h.refersTo))
	}
	if len(h.refersToURI) > 0 && len(h.refersToDate) > 0 {
		v.keys = append(v.keys, key('u', h.refersToURI, h.refersToDate))
	}
	if g, ok := parseDigest(h.payloadDigest); ok {
		v.keys = append(v.keys, key('d', g.sum))
	}
	return d.settle(v, false)
}

// refers says in words what a revisit refers to.
func refers(h *header) string {
	out := "a page"
	if len(h.refersToURI) > 0 {
		out += " at " + quote([]byte(escape(h.refersToURI)))
	}
	if t := parseDate(h.refersToDate); !t.IsZero() {
		out += " of " + t.Format("2006-01-02 15:04:05")
	}
	if out == "a page" && len(h.refersTo) > 0 {
		out += " with the record id " + quote(h.refersTo)
	}
	return out
}

// settle finds the page of a revisit. Where it is not known it waits for the end of the archive; last says that this is it.
func (d *reader) settle(v revisit, last bool) error {
	for _, k := range v.keys {
		s, ok := d.seen[k]
		if !ok {
			continue
		}
		p, f := d.retake(v, s)
		if f.set() {
			d.sum.count(SetAside)
			return d.aside(v.page.Place, v.page.URI, f, v.size)
		}
		d.sum.count(Revisits)
		if p == nil {
			return nil
		}
		return d.yield(Item{Page: p})
	}
	if !last && len(d.pending) < maxPending {
		d.pending = append(d.pending, v)
		return nil
	}
	d.sum.count(SetAside)
	return d.aside(v.page.Place, v.page.URI, fault{parley.ReasonRevisit, fmt.Sprintf("the same as %s, which is not among the pages read from here", v.of)}, v.size)
}

// retake reads the page at s again for revisit v. It is nil where that would take too much, or the file cannot be gone back to.
func (d *reader) retake(v revisit, s spot) (*Page, fault) {
	if d.sources[s.source].at == nil || s.inner > maxInner || d.retaken > d.m.all+retake {
		return nil, fault{}
	}
	if d.again == nil {
		d.again = newReader(d.opt, nil)
	}
	a, src := d.again, d.sources[s.source]
	a.file = src
	a.m.resume(&input{at: src.at}, s.offset, src.dict)
	defer func() { d.retaken += a.m.all }()
	if a.m.next() != nil {
		return nil, fault{}
	}
	a.w.reset(&a.m)
	block, ok := a.block(s.inner)
	if !ok || !slices.ContainsFunc(a.keys(), func(k uint64) bool { return slices.Contains(v.keys, k) }) {
		return nil, fault{}
	}
	r := httpResponse{status: 200, length: -1, body: block}
	if kindOf(a.h.kind) == response {
		var bad fault
		if r, bad = parseResponse(&d.head, block); bad.set() {
			return nil, fault{}
		}
	}
	b, bad := a.dec.decode(&r)
	if bad.set() {
		return nil, fault{}
	}
	if g, ok := parseDigest(v.digest); ok {
		if why := g.mismatch("digest of the payload it refers to", b.forms()...); why != "" {
			return nil, fault{parley.ReasonDigest, why}
		}
	}
	p := v.page
	p.Body = slices.Clone(b.decoded)
	if p.Type == "" {
		p.Type, p.Charset = r.pageType(&a.h), r.charset
	}
	return &p, fault{}
}

// block is that of the record at offset inner of the member, which was whole when it was read first.
func (d *reader) block(inner int64) ([]byte, bool) {
	if d.w.skip(inner) < inner {
		return nil, false
	}
	p := d.w.peek(maxHeader)
	end, _ := headEnd(p)
	if end < 0 || !isVersion(p) || d.h.parse(p[:end]) != "" || d.h.length > d.most() {
		return nil, false
	}
	d.w.pass(end)
	block := d.w.peek(int(d.h.length))
	return block, int64(len(block)) == d.h.length && (d.w.err == nil || errors.Is(d.w.err, io.EOF))
}

// finish settles the revisits that wait, and says how many set-asides were not listed.
func (d *reader) finish(err error) (*Summary, error) {
	for _, v := range d.pending {
		if err != nil {
			break
		}
		err = d.settle(v, true)
	}
	d.pending = nil
	var reasons []parley.Reason
	for r, n := range d.listed {
		if n > maxListed {
			reasons = append(reasons, r)
		}
	}
	slices.Sort(reasons)
	for _, r := range reasons {
		if err != nil {
			break
		}
		more := d.listed[r] - maxListed
		err = d.yield(Item{Aside: &Aside{Reason: r, Size: -1, Detail: fmt.Sprintf("%s more like the %s listed", thousands(more), thousands(maxListed))}})
	}
	return &d.sum, err
}
