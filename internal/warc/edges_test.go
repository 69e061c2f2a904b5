package warc

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/warc/warctest"
)

// Records larger than a page may be are passed over, whole or not, and what they are is counted.
func TestLargeRecords(t *testing.T) {
	film := warctest.Record{URI: site + "film", Block: warctest.HTTP("200 OK", noise(6_100_000), "Content-Type: video/mp4")}
	page := warctest.Record{URI: site + "page", Block: warctest.HTTP("200 OK", noise(6_100_000), "Content-Type: text/html")}
	broken := warctest.Record{URI: site + "broken", Block: append([]byte("HTTP/1.1 ok\r\n\r\n"), noise(6_100_000)...)}
	text := warctest.Record{Type: "resource", URI: site + "text", Type2: "text/plain", Block: noise(6_100_000)}
	for name, write := range map[string]func(...warctest.Record) []byte{"plain": warctest.Plain, "gzip": warctest.Gzip, "gzip whole": func(r ...warctest.Record) []byte { return warctest.Member(warctest.Plain(r...)) }} {
		has(t, name, write(film, page, one, broken, text), readOne, site+"page too_large: the page has 6.1 MB, the limit is 5 MB", site+"text too_large: ",
			"5 records: 1 page, 1 sound or film, 1 other, 2 set aside")
		long := film
		long.Length = len(film.Block) + 500_000
		got := strings.Join(linesAt(t, write(long, one, two, film), Options{}), "\n")
		if want := "damaged: Content-Length says 6.6 MB, but no record begins after them"; name == "plain" && (!strings.Contains(got, want) || !strings.Contains(got, readOne) || !strings.Contains(got, readTwo)) {
			t.Errorf("%s: %s", name, got)
		}
		if want := "truncated: Content-Length says 6.6 MB, the record ends after 6.1 MB"; name == "gzip" && (!strings.Contains(got, want) || !strings.Contains(got, readOne)) {
			t.Errorf("%s: %s", name, got)
		}
		short := film
		short.Length = len(film.Block) - 20_000
		has(t, name+" short", write(short, one), readOne, "damaged: Content-Length says 6.1 MB, but no record begins after them")
	}
}

// noise is n bytes that do not compress and hold no record.
func noise(n int) []byte {
	b := make([]byte, n)
	x := uint64(7)
	for i := range b {
		x = x*6364136223846793005 + 1442695040888963407
		b[i] = byte(x >> 40)
	}
	return b
}

// A member whose header has a name, a comment and a field of its own is found again after damage.
func TestMembersWithNames(t *testing.T) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Name, w.Comment, w.Extra = "crawl.warc", "of a day", []byte("sl\x08\x00\x01\x02\x03\x04\x05\x06\x07\x08")
	w.Write(two.Bytes())
	w.Close()
	bad := warctest.Gzip(one)
	bad[len(bad)-6] ^= 1
	file := append(append(bytes.Clone(bad), b.Bytes()...), warctest.Gzip(three)...)
	has(t, "named", file, "0 "+one.URI+" damaged: the gzip member is broken: gzip: invalid checksum", fmt.Sprintf("\n%d %s", len(bad), two.URI), readTwo, readThree)
}

// What looks like a member within another is none.
func TestPlausible(t *testing.T) {
	var m members
	good := warctest.Gzip(one)
	if !m.plausible(good) || m.plausible(good[:12]) || m.plausible(warctest.Member([]byte("no record"))) {
		t.Error("a member is told wrongly")
	}
	for name, change := range map[string]func([]byte){
		"reserved flag": func(b []byte) { b[3] |= 0x80 }, "header checksum": func(b []byte) { b[3] |= 2 }, "name without end": func(b []byte) { b[3] |= 8; copy(b[10:], bytes.Repeat([]byte("x"), len(b)-10)) },
		"field too long": func(b []byte) { b[3] |= 4; b[10], b[11] = 0xff, 0xff }, "block of no type": func(b []byte) { b[10] |= 6 }, "field, and name beyond": func(b []byte) { b[3] |= 12; b[10], b[11] = 0xff, 0xff },
	} {
		b := bytes.Clone(good)
		if change(b); m.plausible(b) {
			t.Error(name)
		}
	}
}

func TestLooks(t *testing.T) {
	dict := warctest.Skippable(0x184D2A5D, make([]byte, 10_000))
	for name, c := range map[string]struct {
		b    []byte
		want bool
	}{
		"plain": {warctest.Plain(one), true}, "gzip": {warctest.Gzip(one), true}, "zstd": {warctest.Zstd(nil, one), true}, "dictionary": {dict[:4096], true}, "empty": {nil, false}, "text": {[]byte("WARC is a format"), false},
		"gzip of text": {warctest.Member([]byte("text")), false}, "cut": {warctest.Gzip(one)[:300], true}, "other skippable": {warctest.Skippable(0x184D2A50, nil), false},
	} {
		if got := LooksWARC(c.b); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if LooksWACZ([]byte("PK\x03\x04")) || LooksWACZ(append([]byte("PK\x03\x04"), make([]byte, 60)...)) {
		t.Error("a zip of nothing looks like a package")
	}
}

func TestWhatURI(t *testing.T) {
	for ext, want := range map[string]What{"jpg": Images, "css?v=1": Styles, "js": Scripts, "woff2": Fonts, "mp4": Media, "json": Data, "pdf": Documents, "html": Pages, "": Pages} {
		if got := whatURI([]byte(site + "x." + ext)); got != want {
			t.Errorf("%s: %v", ext, got)
		}
	}
	for media, want := range map[string]What{
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": Documents, "application/x-font-ttf": Fonts, "application/vnd.apple.mpegurl": Media, "image/svg+xml": Images, "text/csv": Data, "": Others,
	} {
		if got := whatMedia(media); got != want {
			t.Errorf("%s: %v", media, got)
		}
	}
}

// broken fails after its bytes.
type broken struct{ r io.Reader }

var errBroken = errors.New("the disk is gone")

func (b *broken) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

type brokenAt struct{ io.ReaderAt }

func (b brokenAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := b.ReaderAt.ReadAt(p, off)
	if err == io.EOF {
		err = errBroken
	}
	return n, err
}

// What the file system says is listed, what came before is read, and reading ends.
func TestUnreadable(t *testing.T) {
	for name, b := range map[string][]byte{"plain": warctest.Plain(one, two), "gzip": warctest.Gzip(one, two), "zstd": warctest.Zstd(nil, one, two), "cut": warctest.Gzip(one, two)[:500], "nothing": nil} {
		var got []string
		if _, err := Read(&broken{bytes.NewReader(b)}, Options{}, keep(&got)); err != nil {
			t.Fatal(err)
		}
		all := strings.Join(got, "\n")
		if !strings.Contains(all, "unreadable: the disk is gone") || len(b) > 0 && !strings.Contains(all, readOne) {
			t.Errorf("%s from a stream: %s", name, all)
		}
	}
	b := pack3().Bytes()
	var got []string
	if _, err := ReadWACZ(brokenAt{bytes.NewReader(b)}, int64(len(b))+10, Options{}, keep(&got)); err != nil || len(got) == 0 || !strings.Contains(got[0], "damaged: ") {
		t.Error(got, err)
	}
}

// The first error of yield ends reading, wherever it comes.
func TestYieldEnds(t *testing.T) {
	enough := errors.New("no more")
	p := pack3()
	p.Index[0] = strings.Replace(p.Index[0], `"200"`, "404", 1)
	p.Index = append(p.Index, "no CDXJ")
	p.Pages = append(p.Pages, "[", `{"url": "https://gone.example/"}`)
	bad := one
	bad.Length = 7
	lost := warctest.Record{Type: "revisit", URI: site, Extra: []string{"WARC-Refers-To: <urn:x>"}}
	b := warctest.Plain(one, bad, two, lost, warctest.Record{URI: site, Length: -1})
	pkg := p.Bytes()
	for name, read := range map[string]func(func(Item) error) (*Summary, error){
		"stream": func(y func(Item) error) (*Summary, error) { return Read(bytes.NewReader(b), Options{}, y) },
		"package": func(y func(Item) error) (*Summary, error) {
			return ReadWACZ(bytes.NewReader(pkg), int64(len(pkg)), Options{}, y)
		},
	} {
		for stop := 1; ; stop++ {
			n := 0
			_, err := read(func(Item) error {
				if n++; n == stop {
					return enough
				}
				return nil
			})
			if n > stop || n == stop && !errors.Is(err, enough) || n < stop && err != nil {
				t.Fatalf("%s: %d items, stopped at %d: %v", name, n, stop, err)
			}
			if n < stop {
				if stop < 5 {
					t.Errorf("%s: only %d items", name, n)
				}
				break
			}
		}
	}
}

// Of what is set aside for one reason the first thousand are listed, the rest are counted.
func TestManyAsides(t *testing.T) {
	bad := one
	bad.Length = 7
	var rs []warctest.Record
	for range 1500 {
		rs = append(rs, bad)
	}
	got := lines(t, warctest.Plain(rs...), Options{})
	if len(got) != maxListed+2 || got[maxListed] != "0  damaged: 500 more like the 1,000 listed" || got[maxListed+1] != "1,500 records: 0 pages, 1,500 set aside" {
		t.Errorf("%d lines, %s", len(got), got[len(got)-2:])
	}
}

// A zip64 entry is read by the sizes of its field.
func TestZip64(t *testing.T) {
	data := warctest.Gzip(one)
	name := "archive/a.warc.gz"
	b := warctest.Zip(entry{Name: name, Data: data})
	le := binary.LittleEndian
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	field := le.AppendUint16(nil, 0x9999) // one of another kind before it
	field = append(le.AppendUint16(field, 2), 0, 0)
	field = le.AppendUint16(field, 1)
	field = le.AppendUint16(field, 16)
	field = le.AppendUint64(field, uint64(len(data)))
	field = le.AppendUint64(field, uint64(len(data)))
	dir, end := bytes.Clone(b[at:len(b)-22]), bytes.Clone(b[len(b)-22:])
	le.PutUint32(dir[20:], 0xffffffff)
	le.PutUint32(dir[24:], 0xffffffff)
	le.PutUint16(dir[30:], uint16(len(field)))
	dir = append(dir, field...)
	le.PutUint32(end[12:], uint32(len(dir)))
	file := append(append(bytes.Clone(b[:at]), dir...), end...)
	if all := strings.Join(wacz(t, file), "\n"); !strings.Contains(all, readOne) {
		t.Error(all)
	}
	for want, change := range map[string]func(){
		"is one of several parts":            func() { le.PutUint16(file[len(file)-18:], 1) },
		"fewer entries than the zip says":    func() { le.PutUint16(file[len(file)-12:], 2) },
		"bytes more than its entries":        func() { le.PutUint16(file[len(file)-12:], 0) },
		"a size beyond all files":            func() { le.PutUint64(file[at+46+len(name)+10:], 1<<63) },
		"runs over the end of the directory": func() { le.PutUint16(file[at+30:], 999) },
		"more than the file":                 func() { le.PutUint64(file[at+46+len(name)+18:], 1<<40); le.PutUint64(file[at+46+len(name)+10:], 1<<40) },
	} {
		before := bytes.Clone(file)
		change()
		if all := strings.Join(wacz(t, file), "\n"); !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
		copy(file, before)
	}
}

// Lists that are too large to be read are said to be; the records are read.
func TestLargeLists(t *testing.T) {
	for want, change := range map[string]func(*warctest.Package){
		"datapackage.json:0  damaged: it has 9 MB, the limit is 8.4 MB": func(p *warctest.Package) {
			p.Skip = []string{"datapackage.json"}
			p.Extra = []entry{{Name: "datapackage.jsonx"}}
		},
		"indexes/index.cdx:0  index_mismatch: the indexes have more than 200,000 lines; the rest is not held against the records": func(p *warctest.Package) {
			for len(p.Index) <= maxIndexed {
				p.Index = append(p.Index, p.Index[0])
			}
		},
	} {
		p := pack3()
		change(p)
		b := p.Bytes()
		if len(p.Extra) > 0 {
			b = replaced(t, pack3().Bytes(), entry{Name: "datapackage.json", Data: make([]byte, 9_000_000)})
		}
		all := strings.Join(wacz(t, b), "\n")
		if !strings.Contains(all, want) || !strings.Contains(all, readThree) {
			t.Errorf("no %s in %.500s", want, all)
		}
	}
}

// Frames of zstd that hold no records, and dictionaries that are none.
func TestZstdEdges(t *testing.T) {
	sized := func(magic, size uint32, b string) []byte {
		h := binary.LittleEndian.AppendUint32(nil, magic)
		return append(binary.LittleEndian.AppendUint32(h, size), b...)
	}
	const dictionary, other = 0x184D2A5D, 0x184D2A50
	good := warctest.Zstd(nil, one)
	for want, b := range map[string][]byte{
		"unsupported: the zstd dictionary cannot be used: it has 4295.0 MB, the limit is 8.4 MB":  sized(dictionary, 1<<32-1, "x"),
		"unsupported: the zstd dictionary cannot be used: ":                                       append(sized(dictionary, 4, "none"), good...),
		"unsupported: the zstd dictionary cannot be used: unexpected EOF":                         append(sized(dictionary, 5, "\x28\xb5\x2f\xfd\x00"), good...),
		"0  truncated: the zstd frame breaks off":                                                 sized(dictionary, 100, "cut"),
		fmt.Sprintf("%d  truncated: the zstd frame breaks off", len(good)):                        append(bytes.Clone(good), sized(other, 100, "cut")...),
		fmt.Sprintf("%d  truncated: the zstd frame breaks off\n", len(good)):                      append(bytes.Clone(good), sized(other, 100, "")[:6]...),
		fmt.Sprintf("%d  damaged: 8 bytes that begin no zstd frame\n1 record: 1 page", len(good)): append(bytes.Clone(good), "no frame"...),
		fmt.Sprintf("%d  truncated: the zstd frame breaks off\n1 record: 1 page", len(good)):      append(bytes.Clone(good), good[:4]...),
		"0  damaged: the zstd frame is broken: unknown dictionary":                                warctest.Zstd(testDictionary(), one)[8+len(testDictionary()):],
	} {
		got := strings.Join(lines(t, b, Options{}), "\n")
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
}

var testDictionary = sync.OnceValue(func() []byte {
	var samples [][]byte
	for i := range 50 {
		samples = append(samples, warctest.Page(fmt.Sprint(site, i), warctest.ID(fmt.Sprint(i))).Bytes())
	}
	return warctest.Dictionary(samples...)
})

// Entries that cannot be read are listed, and the others are read.
func TestUnreadableEntries(t *testing.T) {
	p := pack3()
	b := p.Bytes()
	z, _, err := openZip(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range z.entries {
		e := z.entries[i]
		file := bytes.Clone(b)
		at := bytes.LastIndex(file, []byte(e.name)) - 46 // in the directory, which is last
		if e.name == "datapackage.json" {
			at = bytes.LastIndex(file, []byte(e.name+"PK\x01\x02")) - 46
		}
		binary.LittleEndian.PutUint16(file[at+10:], 99)
		binary.LittleEndian.PutUint16(file[e.header+8:], 99)
		all := strings.Join(wacz(t, file), "\n")
		if !strings.Contains(all, e.name+":0  unsupported: it is packed in way 99, which is not read") && !strings.Contains(all, e.name+":0  damaged: it is packed in way 99, which is not read") {
			t.Errorf("%s: %s", e.name, all)
		}
		if e.name != "archive/b.warc.gz" && !strings.Contains(all, readThree) {
			t.Errorf("%s: nothing else is read: %s", e.name, all)
		}
	}
	for name, data := range map[string]string{"datapackage-digest.json": "{", "indexes/index.idx": "x {"} {
		p := pack3()
		p.ZipNum = true
		all := strings.Join(wacz(t, replaced(t, p.Bytes(), entry{Name: name, Data: []byte(data)})), "\n")
		if !strings.Contains(all, name+":0  index_mismatch: ") {
			t.Errorf("%s: %s", name, all)
		}
	}
	p = pack3()
	wrong := strings.Join(wacz(t, replaced(t, p.Bytes(), entry{Name: "datapackage-digest.json", Data: []byte(`{"hash": "sha256:` + strings.Repeat("0", 64) + `"}`)})), "\n")
	if !strings.Contains(wrong, "datapackage-digest.json:0  digest_mismatch: the digest of datapackage.json is sha256:") || !strings.Contains(wrong, "this file says sha256:0000") {
		t.Error(wrong)
	}
}

// A revisit of a page deep in a compressed stretch is counted, and so are those beyond what may be read again.
func TestRevisitsBounded(t *testing.T) {
	far := warctest.Record{URI: site + "film", Block: warctest.HTTP("200 OK", noise(2*maxInner), "Content-Type: video/mp4")}
	again := warctest.Record{Type: "revisit", URI: site + "again", Extra: []string{"WARC-Refers-To-Target-URI: " + one.URI, "WARC-Refers-To-Date: " + warctest.Date}}
	got := linesAt(t, warctest.Member(warctest.Plain(far, one, again)), Options{})
	if len(got) != 2 || !strings.HasSuffix(got[1], "1 page, 1 revisit, 1 sound or film") {
		t.Error(got)
	}
	large := warctest.Page(one.URI, fmt.Sprintf("%x", noise(2_000_000)))
	rs := []warctest.Record{large}
	for range 400 {
		rs = append(rs, again)
	}
	b := warctest.Gzip(rs...)
	n, start := 0, cputime.Used()
	sum, err := ReadAt(bytes.NewReader(b), int64(len(b)), Options{}, func(Item) error { n++; return nil })
	if took := cputime.Used() - start; err != nil || sum.By[Revisits] != 400 || n > 40 || n < 10 || took > cputime.Slow*2*time.Second {
		t.Errorf("%d items, %s, %v, %v", n, sum, err, took)
	}
}
