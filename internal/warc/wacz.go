package warc

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Limits of the lists in a package.
const (
	maxLine    = 1 << 20 // bytes of a line
	maxJSON    = 8 << 20 // bytes of datapackage.json
	maxIndexed = 200_000 // lines of indexes that are held against the archive
	maxPages   = 100_000 // lines of page lists
)

// LooksWACZ reports whether a file that begins with head, 4 KB or so, is a WACZ package: a zip whose first entries are those of one.
func LooksWACZ(head []byte) bool {
	for len(head) >= 30 && string(head[:4]) == "PK\x03\x04" {
		n := int(le.Uint16(head[26:]))
		name := string(head[30:min(len(head), 30+n)])
		if name == "datapackage.json" || name == "datapackage-digest.json" || strings.HasPrefix(name, "archive/") && isArchive(name) ||
			strings.HasPrefix(name, "indexes/index.") || strings.HasPrefix(name, "pages/pages.jsonl") {
			return true
		}
		next := bytes.Index(head[30:], []byte("PK\x03\x04"))
		if next < 0 {
			return false
		}
		head = head[30+next:]
	}
	return false
}

// isArchive reports whether a name is that of a WARC file.
func isArchive(name string) bool {
	low := strings.ToLower(name)
	for _, end := range []string{".warc", ".warc.gz", ".warc.zst"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// ReadWACZ does as ReadAt with the WARC files of a WACZ package, which is read where it lies and never unpacked. What its indexes, page lists and digests
// say is held against the records: these win, and what differs is listed. A package with an entry that is made to mislead is refused, with the entry's name.
func ReadWACZ(r io.ReaderAt, size int64, opt Options, yield func(Item) error) (*Summary, error) {
	d := newReader(opt, yield)
	p := &pack{d: d}
	err := p.read(r, size)
	return d.finish(err)
}

// A pack is a WACZ package being read.
type pack struct {
	d       *reader
	zip     *zipFile
	files   map[string]*zipEntry
	index   index
	pages   pageList
	sums    map[string]string // by path, as datapackage.json has them
	archive []*zipEntry
}

func (p *pack) aside(entry, uri string, why parley.Reason, format string, args ...any) error {
	return p.d.aside(Place{File: entry}, uri, fault{why, fmt.Sprintf(format, args...)}, -1)
}

func (p *pack) read(r io.ReaderAt, size int64) error {
	z, bad, err := openZip(r, size)
	if err != nil {
		return p.aside("", "", parley.ReasonDamaged, "%v; nothing of it is read", err)
	}
	for i, b := range bad {
		if i == maxRefused {
			return p.aside("", "", parley.ReasonEntry, "%s more entries like these", thousands(len(bad)-i))
		}
		if err := p.aside("", "", parley.ReasonEntry, "entry %s: %s; nothing of the package is read", quote([]byte(b.name)), b.why); err != nil {
			return err
		}
	}
	if len(bad) > 0 {
		return nil
	}
	p.zip, p.files = z, map[string]*zipEntry{}
	for i := range z.entries {
		e := &z.entries[i]
		p.files[e.name] = e
		if isArchive(e.name) {
			p.archive = append(p.archive, e)
		}
	}
	slices.SortFunc(p.archive, func(a, b *zipEntry) int { return strings.Compare(a.name, b.name) })
	if len(p.archive) == 0 {
		return p.aside("", "", parley.ReasonUnknown, "no WARC file is in the package")
	}
	for _, step := range []func() error{p.dataPackage, p.readIndexes, p.readPages, p.readArchives, p.leftOver} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// bytes is a whole entry of at most maxJSON bytes.
func (p *pack) bytes(e *zipEntry) ([]byte, error) {
	if e.size > maxJSON {
		return nil, fmt.Errorf("it has %s, the limit is %s", megabytes(e.size), megabytes(maxJSON))
	}
	r, _, err := p.zip.open(e)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// dataPackage reads datapackage.json (WACZ 1.1.1, 5.2.3), and the digest of it beside it.
func (p *pack) dataPackage() error {
	const name = "datapackage.json"
	p.sums = map[string]string{}
	e := p.files[name]
	if e == nil {
		return p.aside(name, "", parley.ReasonIndex, "the package has no %s; its files are read as they are", name)
	}
	b, err := p.bytes(e)
	if err != nil {
		return p.aside(name, "", parley.ReasonDamaged, "%v", err)
	}
	if err := p.packageDigest(b); err != nil {
		return err
	}
	var pkg struct {
		Profile   string `json:"profile"`
		Resources []struct {
			Path  string `json:"path"`
			Hash  string `json:"hash"`
			Bytes *int64 `json:"bytes"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(b, &pkg); err != nil {
		return p.aside(name, "", parley.ReasonIndex, "it cannot be read: %v", err)
	}
	for _, r := range pkg.Resources {
		e, path := p.files[r.Path], quote([]byte(r.Path))
		switch {
		case e == nil:
			err = p.aside(name, "", parley.ReasonIndex, "it lists %s, which is not in the package", path)
		case r.Bytes != nil && *r.Bytes != e.size:
			err = p.aside(name, "", parley.ReasonIndex, "it says that %s has %d bytes, it has %d", path, *r.Bytes, e.size)
		}
		if err != nil {
			return err
		}
		p.sums[r.Path] = r.Hash
	}
	for _, e := range p.archive {
		if _, ok := p.sums[e.name]; !ok {
			if err := p.aside(name, "", parley.ReasonIndex, "it does not list %s, which is read all the same", quote([]byte(e.name))); err != nil {
				return err
			}
		}
	}
	return nil
}

// packageDigest holds datapackage.json against datapackage-digest.json (WACZ 1.1.1, 5.2.4).
func (p *pack) packageDigest(b []byte) error {
	const name = "datapackage-digest.json"
	e := p.files[name]
	if e == nil {
		return nil
	}
	raw, err := p.bytes(e)
	if err != nil {
		return p.aside(name, "", parley.ReasonDamaged, "%v", err)
	}
	var said struct {
		Hash string `json:"hash"`
	}
	if err := json.Unmarshal(raw, &said); err != nil {
		return p.aside(name, "", parley.ReasonIndex, "it cannot be read: %v", err)
	}
	if g, ok := parseDigest([]byte(said.Hash)); ok {
		if why := g.mismatch("digest of datapackage.json", b); why != "" {
			return p.aside(name, "", parley.ReasonDigest, "%s", strings.Replace(why, "its header says", "this file says", 1))
		}
	}
	return nil
}

// readArchives reads the WARC files one after the other.
func (p *pack) readArchives() error {
	for _, e := range p.archive {
		r, at, err := p.zip.open(e)
		if err != nil {
			if err := p.aside(e.name, "", parley.ReasonUnknown, "%v", err); err != nil {
				return err
			}
			continue
		}
		in := &input{src: r}
		sum, crc := sha256.New(), crc32.NewIEEE()
		if at != nil { // only stored: what checked does, done while it is read in any order
			in = &input{at: at, sum: io.MultiWriter(sum, crc)}
		}
		p.d.each = p.index.compare(p, e.name)
		p.d.open(source{name: e.name, at: at}, in)
		if err := p.d.read(); err != nil {
			return err
		}
		if at == nil || in.high != e.size {
			continue
		}
		if err := p.checkSums(e, sum.Sum(nil), crc.Sum32()); err != nil {
			return err
		}
	}
	return nil
}

// checkSums holds a WARC file against the checksum of the zip and the digest that datapackage.json has of it.
func (p *pack) checkSums(e *zipEntry, got []byte, crc uint32) error {
	if crc != e.sum {
		return p.aside(e.name, "", parley.ReasonDamaged, "the checksum of the file is %08x, the zip says %08x; its records were read", crc, e.sum)
	}
	said, ok := parseDigest([]byte(p.sums[e.name]))
	if !ok || len(said.sum) != sha256.Size || bytes.Equal(got, said.sum) {
		return nil
	}
	return p.aside(e.name, "", parley.ReasonDigest, "the digest of the file is %s:%s, datapackage.json says %s:%s; its records were read",
		said.label, said.text(got), said.label, said.text(said.sum))
}

// leftOver lists what indexes and page lists name and no record is.
func (p *pack) leftOver() error {
	if err := p.index.leftOver(p); err != nil {
		return err
	}
	return p.pages.leftOver(p)
}

// lines calls each with the lines of an entry, numbered from 1. What is wrong with the entry is set aside.
func (p *pack) lines(e *zipEntry, r io.Reader, each func(n int, line []byte) error) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, readStep), maxLine)
	n := 0
	for s.Scan() {
		n++
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		if err := each(n, s.Bytes()); errors.Is(err, errEnough) {
			return nil
		} else if err != nil {
			return err
		}
	}
	switch err := s.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return p.aside(e.name, "", parley.ReasonTooLarge, "line %d is over the limit of %s; nothing after it is read", n+1, megabytes(maxLine))
	case err != nil:
		return p.aside(e.name, "", parley.ReasonDamaged, "after line %d: %v", n, err)
	}
	return nil
}

// errEnough ends a list that is too long.
var errEnough = errors.New("enough")
