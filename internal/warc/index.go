package warc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// An index is what the CDXJ files of a package say of its records.
type index struct {
	files   []string // paths of WARC files
	entries []indexed
	whole   bool // all lines were kept
}

// An indexed line of CDXJ ("CDXJ 1.0": a key, a time and an object in JSON).
type indexed struct {
	offset int64
	uri    string
	digest string
	file   int32
	status int32 // 0 where unknown
	seen   bool
}

// readIndexes reads indexes/*.cdx, .cdxj and .cdx.gz, and holds .idx against the last.
func (p *pack) readIndexes() error {
	p.index.whole = true
	for i := range p.zip.entries {
		e := &p.zip.entries[i]
		if !strings.HasPrefix(e.name, "indexes/") {
			continue
		}
		low := strings.ToLower(e.name)
		packed := strings.HasSuffix(low, ".gz")
		switch path.Ext(strings.TrimSuffix(low, ".gz")) {
		case ".cdx", ".cdxj":
			if err := p.readIndex(e, packed); err != nil {
				return err
			}
		}
	}
	x := &p.index
	slices.SortStableFunc(x.entries, func(a, b indexed) int {
		if a.file != b.file {
			return int(a.file - b.file)
		}
		return int(min(max(a.offset-b.offset, -1), 1))
	})
	return nil
}

func (p *pack) readIndex(e *zipEntry, packed bool) error {
	r, _, err := p.zip.open(e)
	if err != nil {
		return p.aside(e.name, "", parley.ReasonUnknown, "%v", err)
	}
	var blocks *unpacker
	if packed {
		blocks = &unpacker{}
		blocks.m.reset(&input{src: r})
		r = blocks
	}
	bad := 0
	err = p.lines(e, r, func(n int, line []byte) error {
		if bytes.HasPrefix(line, []byte("!meta")) || bytes.HasPrefix(line, []byte("CDXJ")) || bytes.HasPrefix(line, []byte(" CDX")) {
			return nil
		}
		if len(p.index.entries) >= maxIndexed {
			p.index.whole = false
			if err := p.aside(e.name, "", parley.ReasonIndex, "the indexes have more than %s lines; the rest is not held against the records", thousands(maxIndexed)); err != nil {
				return err
			}
			return errEnough
		}
		if p.addIndexed(line) {
			return nil
		}
		if bad++; bad > 20 {
			return nil
		}
		return p.aside(e.name, "", parley.ReasonIndex, "line %d is no CDXJ: %s", n, quote(line))
	})
	if err != nil || blocks == nil {
		return err
	}
	return p.checkBlocks(e, blocks.begins)
}

// addIndexed keeps one line; false where it is none.
func (p *pack) addIndexed(line []byte) bool {
	i := bytes.IndexByte(line, '{')
	if i < 0 {
		return false
	}
	var f struct {
		URL    string `json:"url"`
		File   string `json:"filename"`
		Digest string `json:"digest"`
		Status number `json:"status"`
		Offset number `json:"offset"`
	}
	if json.Unmarshal(line[i:], &f) != nil || f.URL == "" || f.File == "" || f.Offset < 0 {
		return false
	}
	x := &p.index
	file := f.File
	if p.files[file] == nil {
		file = "archive/" + f.File
	}
	at := slices.Index(x.files, file)
	if at < 0 {
		if len(x.files) >= maxEntries {
			return false
		}
		at = len(x.files)
		x.files = append(x.files, file)
	}
	x.entries = append(x.entries, indexed{offset: int64(f.Offset), uri: escape([]byte(f.URL)), digest: f.Digest, file: int32(at), status: int32(max(f.Status, 0))})
	return true
}

// A number stands in JSON as one or as a string; -1 where it is neither.
type number int64

// UnmarshalJSON implements json.Unmarshaler.
func (n *number) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 62)
	if err != nil {
		v = -1
	}
	*n = number(v)
	return nil
}

// checkBlocks holds the .idx file beside a compressed index (ZipNum) against the gzip members it points to.
func (p *pack) checkBlocks(e *zipEntry, begins []int64) error {
	base := strings.TrimSuffix(strings.TrimSuffix(e.name, ".gz"), path.Ext(strings.TrimSuffix(e.name, ".gz")))
	idx := p.files[base+".idx"]
	if idx == nil {
		return nil
	}
	r, _, err := p.zip.open(idx)
	if err != nil {
		return p.aside(idx.name, "", parley.ReasonUnknown, "%v", err)
	}
	return p.lines(idx, r, func(n int, line []byte) error {
		i := bytes.IndexByte(line, '{')
		if i < 0 || bytes.HasPrefix(line, []byte("!meta")) {
			return nil
		}
		f := struct {
			Offset number `json:"offset"`
		}{-1}
		if json.Unmarshal(line[i:], &f) != nil {
			return p.aside(idx.name, "", parley.ReasonIndex, "line %d is no line of an index: %s", n, quote(line))
		}
		if !slices.Contains(begins, int64(f.Offset)) {
			return p.aside(idx.name, "", parley.ReasonIndex, "line %d says that a block of %s begins at byte %d, where none does", n, quote([]byte(e.name)), int64(f.Offset))
		}
		return nil
	})
}

// An unpacker reads the members of a gzip file as one and notes where they begin.
type unpacker struct {
	m      members
	in     bool
	begins []int64
}

// Read implements io.Reader.
func (u *unpacker) Read(p []byte) (int, error) {
	for {
		if !u.in {
			if err := u.m.next(); err != nil {
				return 0, err
			}
			u.in = true
			if len(u.begins) < maxIndexed {
				u.begins = append(u.begins, u.m.begin)
			}
		}
		n, err := u.m.Read(p)
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			u.in = false
			err = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// compare is what holds each record of a file against the index.
func (x *index) compare(p *pack, file string) func(*capture) error {
	if len(x.entries) == 0 {
		return func(c *capture) error { p.pages.see(c.uri); return nil }
	}
	at := int32(slices.Index(x.files, file))
	return func(c *capture) error {
		p.pages.see(c.uri)
		from := sort.Search(len(x.entries), func(i int) bool {
			e := &x.entries[i]
			return e.file > at || e.file == at && e.offset >= c.Offset
		})
		differs := ""
		for i := from; i < len(x.entries) && x.entries[i].file == at && x.entries[i].offset == c.Offset; i++ {
			e := &x.entries[i]
			e.seen = true
			if differs = e.differs(c); differs == "" {
				return nil
			}
		}
		switch {
		case differs != "":
		case c.page && x.whole:
			differs = "no index lists this page"
		default:
			return nil
		}
		return p.d.aside(c.Place, c.uri, fault{parley.ReasonIndex, differs + "; the record was read"}, -1)
	}
}

// differs says in what a line and the record it points to differ, "" where they do not.
func (e *indexed) differs(c *capture) string {
	if c.kind != response && c.kind != resource && c.kind != revisited {
		return ""
	}
	switch {
	case e.uri != c.uri:
		return "the index says that " + quote([]byte(e.uri)) + " is here"
	case c.kind == response && e.status != 0 && int(e.status) != c.status:
		return "the index says that the status is " + strconv.Itoa(int(e.status)) + ", it is " + strconv.Itoa(c.status)
	}
	said := e.digest
	if !strings.Contains(said, ":") {
		said = "sha1:" + said
	}
	a, ok := parseDigest([]byte(said))
	b, ok2 := parseDigest(c.digest)
	if ok && ok2 && len(a.sum) == len(b.sum) && !bytes.Equal(a.sum, b.sum) {
		return "the index says that the digest is " + said + ", the record says " + quote(c.digest)
	}
	return ""
}

// leftOver lists the lines that no record was at.
func (x *index) leftOver(p *pack) error {
	for i := range x.entries {
		e := &x.entries[i]
		if e.seen {
			continue
		}
		file := x.files[e.file]
		where := "there is no record at this place"
		if p.files[file] == nil {
			where = "there is no such file in the package"
		}
		f := fault{parley.ReasonIndex, "the index lists this page, and " + where}
		if err := p.d.aside(Place{File: printableName(file), Offset: e.offset}, e.uri, f, -1); err != nil {
			return err
		}
	}
	return nil
}

// printableName is a name from an index, which may be anything.
func printableName(name string) string {
	if (&zipEntry{name: name}).hostile() == "" {
		return name
	}
	return quote([]byte(name))
}

// A pageList is the pages of pages/pages.jsonl and pages/extraPages.jsonl (WACZ 1.1.1, 5.2.2), with whether a record of each was seen.
type pageList struct {
	seen  map[string]bool
	order []string
}

// readPages reads the page lists.
func (p *pack) readPages() error {
	p.pages.seen = map[string]bool{}
	for _, name := range []string{"pages/pages.jsonl", "pages/extraPages.jsonl"} {
		e := p.files[name]
		if e == nil {
			continue
		}
		r, _, err := p.zip.open(e)
		if err != nil {
			if err := p.aside(name, "", parley.ReasonUnknown, "%v", err); err != nil {
				return err
			}
			continue
		}
		bad := 0
		err = p.lines(e, bufio.NewReader(r), func(n int, line []byte) error {
			var f struct {
				URL string `json:"url"`
			}
			switch {
			case len(p.pages.order) >= maxPages:
				return errEnough
			case json.Unmarshal(line, &f) != nil:
				if bad++; bad > 20 {
					return nil
				}
				return p.aside(name, "", parley.ReasonIndex, "line %d is no object in JSON: %s", n, quote(line))
			case f.URL != "":
				p.pages.add(f.URL)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *pageList) add(url string) {
	url, _, _ = strings.Cut(url, "#")
	uri := escape([]byte(url))
	if _, twice := l.seen[uri]; !twice {
		l.seen[uri] = false
		l.order = append(l.order, uri)
	}
}

func (l *pageList) see(uri string) {
	if _, ok := l.seen[uri]; ok {
		l.seen[uri] = true
	}
}

// leftOver lists the pages of which there is no record.
func (l *pageList) leftOver(p *pack) error {
	for _, uri := range l.order {
		if !l.seen[uri] {
			if err := p.aside("pages/pages.jsonl", uri, parley.ReasonIndex, "the page list names this page, of which there is no record"); err != nil {
				return err
			}
		}
	}
	return nil
}
