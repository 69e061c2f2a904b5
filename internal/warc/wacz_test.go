package warc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/warc/warctest"
)

type entry = warctest.Entry

func wacz(t testing.TB, b []byte) []string {
	t.Helper()
	var out []string
	sum, err := ReadWACZ(bytes.NewReader(b), int64(len(b)), Options{}, keep(&out))
	if err != nil {
		t.Fatal(err)
	}
	return append(out, sum.String())
}

// pack3 is a package of two files with three pages, an image and a revisit.
func pack3() *warctest.Package {
	p := &warctest.Package{}
	picture := rec{URI: site + "a.png", Block: warctest.HTTP("200 OK", []byte("\x89PNG"), "Content-Type: image/png")}
	first := one
	first.ID = "<urn:uuid:first>"
	again := rec{Type: "revisit", URI: site + "again", Extra: []string{"WARC-Refers-To: <urn:uuid:first>"}}
	p.Add("b.warc.gz", three, again)
	p.Add("a.warc.gz", rec{Type: "warcinfo"}, first, picture, two)
	return p
}

func at(t testing.TB, lines []string, uri string) string {
	t.Helper()
	for _, l := range lines {
		if f := strings.Fields(l); len(f) > 1 && f[1] == uri {
			return f[0]
		}
	}
	t.Fatalf("no %s in %s", uri, lines)
	return ""
}

func TestWACZ(t *testing.T) {
	for _, zipNum := range []bool{false, true} {
		p := pack3()
		p.ZipNum = zipNum
		b := p.Bytes()
		got := wacz(t, b)
		want := []string{
			at(t, got, one.URI) + " " + one.URI + " response " + readOne, at(t, got, two.URI) + " " + two.URI + " response " + readTwo,
			"archive/b.warc.gz:0 " + three.URI + " response " + readThree, at(t, got, site+"again") + " " + site + "again revisit " + readOne,
			"6 records: 3 pages, 1 revisit, 1 image, 1 warcinfo record",
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		if !LooksWACZ(b[:4096]) {
			t.Error("the package does not look like one")
		}
	}
	for _, a := range []entry{{Name: "x.docx"}, {Name: "word/document.xml"}, {Name: "archive/notes.txt"}} {
		if LooksWACZ(warctest.Zip(a)) {
			t.Errorf("a zip with %s looks like a package", a.Name)
		}
	}
}

// Where an index or a list disagrees with the records, these are read, and what differs is listed (row 31).
func TestWACZDisagrees(t *testing.T) {
	for want, change := range map[string]func(*warctest.Package){
		"archive/b.warc.gz:0 " + three.URI + " index_mismatch: the index says that \"https://courier.vessia.example/other\" is here; the record was read": func(p *warctest.Package) {
			p.Index[0] = strings.ReplaceAll(p.Index[0], "/three", "/other")
		},
		"archive/b.warc.gz:0 " + three.URI + " index_mismatch: the index says that the status is 404, it is 200; the record was read": func(p *warctest.Package) {
			p.Index[0] = strings.Replace(p.Index[0], `"200"`, "404", 1)
		},
		"archive/b.warc.gz:0 " + three.URI + " index_mismatch: no index lists this page; the record was read": func(p *warctest.Package) {
			p.Index = p.Index[1:]
		},
		"archive/b.warc.gz:7 " + three.URI + " index_mismatch: the index lists this page, and there is no record at this place": func(p *warctest.Package) {
			p.Index[0] = strings.Replace(p.Index[0], `"offset": "0"`, `"offset": 7`, 1)
		},
		"archive/../../c.warc.gz\":0 " + three.URI + " index_mismatch: the index lists this page, and there is no such file in the package": func(p *warctest.Package) {
			p.Index[0] = strings.Replace(p.Index[0], `"b.warc.gz"`, `"../../c.warc.gz"`, 1)
		},
		"indexes/index.cdx:0  index_mismatch: line 6 is no CDXJ: \"no line {]\"": func(p *warctest.Package) { p.Index = append(p.Index, "no line {]") },
		"pages/pages.jsonl:0 https://herald.harland.example/gone index_mismatch: the page list names this page, of which there is no record": func(p *warctest.Package) {
			p.Pages = append(p.Pages, `{"url": "https://herald.harland.example/gone#part"}`)
		},
		"pages/pages.jsonl:0  index_mismatch: line 5 is no object in JSON: \"[1\"": func(p *warctest.Package) { p.Pages = append(p.Pages, "[1") },
		"datapackage.json:0  index_mismatch: the package has no datapackage.json; its files are read as they are": func(p *warctest.Package) {
			p.Skip = []string{"datapackage.json", "datapackage-digest.json"}
		},
		"datapackage.json:0  index_mismatch: it lists \"indexes/index.cdx\", which is not in the package": func(p *warctest.Package) { p.Skip = []string{"indexes/index.cdx"} },
		"datapackage.json:0  index_mismatch: it does not list \"archive/c.warc.gz\", which is read all the same": func(p *warctest.Package) {
			p.Extra = []entry{{Name: "archive/c.warc.gz", Data: warctest.Gzip(rec{Type: "warcinfo"})}}
		},
	} {
		p := pack3()
		change(p)
		all := strings.Join(wacz(t, p.Bytes()), "\n")
		for _, s := range []string{want, readOne, readTwo, readThree, ": 3 pages"} {
			if !strings.Contains(all, s) {
				t.Errorf("no %s in\n%s", s, all)
			}
		}
	}
	all := strings.Join(wacz(t, tampered(t, pack3())), "\n")
	for _, s := range []string{"archive/a.warc.gz:0  digest_mismatch: the digest of the file is sha256:", ", datapackage.json says sha256:", readOne, readTwo} {
		if !strings.Contains(all, s) {
			t.Errorf("no %s in\n%s", s, all)
		}
	}
	p := pack3()
	p.ZipNum = true
	idx := entry{Name: "indexes/index.idx", Data: []byte(`x 2031 {"offset": 3, "length": 1, "filename": "index.cdx.gz"}`)}
	b := p.Bytes()
	if all := strings.Join(wacz(t, replaced(t, b, idx)), "\n"); !strings.Contains(all, `indexes/index.idx:0  index_mismatch: line 1 says that a block of "indexes/index.cdx.gz" begins at byte 3, where none does`) || !strings.Contains(all, readOne) {
		t.Error(all)
	}
}

// tampered is a package in which a WARC file has one record more than datapackage.json knows; zip and sizes are right.
func tampered(t testing.TB, p *warctest.Package) []byte {
	t.Helper()
	b := p.Bytes()
	return replaced(t, b, entry{Name: "archive/a.warc.gz", Data: append(bytes.Clone(p.Archives[1].Data), warctest.Gzip(rec{Type: "warcinfo"})...)})
}

// replaced is a package with the bytes of one entry replaced and the zip right.
func replaced(t testing.TB, b []byte, with entry) []byte {
	t.Helper()
	z, bad, err := openZip(bytes.NewReader(b), int64(len(b)))
	if err != nil || len(bad) > 0 {
		t.Fatal(err, bad)
	}
	var out []entry
	p := &pack{zip: z}
	for i := range z.entries {
		e := &z.entries[i]
		data, err := p.bytes(e)
		if err != nil {
			t.Fatal(err)
		}
		if e.name == with.Name {
			data = with.Data
		}
		out = append(out, entry{Name: e.name, Data: data})
	}
	return warctest.Zip(out...)
}

// A package with an entry that is made to mislead is refused with the entry's name, fast, and nothing is written (row 30; R4).
func TestHostileZips(t *testing.T) {
	home := t.TempDir()
	t.Chdir(home)
	good := entry{Name: "archive/a.warc.gz", Data: warctest.Gzip(one)}
	bomb := bytes.Repeat([]byte("x"), 4<<20)
	var many []entry
	for i := range 100_000 {
		many = append(many, entry{Name: fmt.Sprintf("archive/%d.warc", i)})
	}
	type zipCase struct {
		name, want string
		b          []byte
	}
	cases := []zipCase{
		{"symlink", `unsafe_entry: entry "archive/x.warc": it is a symbolic link; nothing of the package is read`, warctest.Zip(good, entry{Name: "archive/x.warc", Data: []byte("/etc/passwd"), Mode: fs.ModeSymlink})},
		{"device", `entry "dev": it is a special file`, warctest.Zip(good, entry{Name: "dev", Mode: fs.ModeDevice})},
		{"twice", `entry "archive/a.warc.gz": there are two entries of this name`, warctest.Zip(good, good)},
		{"case", `entry "archive/A.WARC.gz": its name differs from "archive/a.warc.gz" in upper and lower case alone`, warctest.Zip(good, entry{Name: "archive/A.WARC.gz"})},
		{"folder and file", `entry "archive/a.warc.gz/": its name differs`, warctest.Zip(good, entry{Name: "archive/a.warc.gz/"})},
		{"encrypted", `entry "archive/b.warc": it is encrypted`, warctest.Zip(good, entry{Name: "archive/b.warc", Encrypted: true})},
		{"overlapping", `shares bytes with "archive/a.warc.gz"`, overlappingZip(good)},
		{"same bytes", `entry "archive/b.warc.gz": it has another name before its bytes, "archive/a.warc.gz"`, warctest.Zip(good, entry{Name: "archive/b.warc.gz", Data: good.Data, Same: true})},
		{"other name", `entry "archive/b.warc.gz": it has another name before its bytes, "../b.warc.gz"`, warctest.Zip(good, entry{Name: "archive/b.warc.gz", Local: "../b.warc.gz"})},
		{"stored with a lying size", `it is stored and has two sizes`, warctest.Zip(good, entry{Name: "archive/b.warc", Data: []byte("x"), Size: 1 << 30})},
		{"deflated with more than it says", "it has more than the 1 kB of the directory", warctest.Zip(entry{Name: "archive/b.warc", Data: bytes.Repeat(one.Bytes(), 100), Size: 1000, Deflate: true})},
		{"deflated with less than it says", "MB by the directory", warctest.Zip(entry{Name: "archive/b.warc", Data: one.Bytes(), Size: 1 << 20, Deflate: true})},
		{"bomb of an archive", "the limit is 200 to 1 after the first 1.0 MB", warctest.Zip(entry{Name: "archive/b.warc", Data: append([]byte("WARC/1.1\r\nContent-Length: 4194304\r\n\r\n"), bomb...), Deflate: true})},
		{"bomb of a list", "the limit is 200 to 1 after the first 1.0 MB", warctest.Zip(good, entry{Name: "pages/pages.jsonl", Data: bytes.Repeat([]byte("\n"), 4<<20), Deflate: true})},
		{"line of a list", "line 1 is over the limit of 1.0 MB", warctest.Zip(good, entry{Name: "pages/pages.jsonl", Data: bomb})},
		{"bomb of an index", "the limit, which is 200 to 1 after the first 1.0 MB", warctest.Zip(good, entry{Name: "indexes/index.cdx.gz", Data: zeros(4<<20, "\n")})},
		{"100,000 entries", "entries, the limit is 10,000", warctest.Zip(many...)},
		{"no directory", "the zip has no directory at its end", []byte("PK\x03\x04 and no more")},
		{"cut", "the zip has no directory at its end", warctest.Zip(good)[:100]},
		{"no archive", "unsupported: no WARC file is in the package", warctest.Zip(entry{Name: "datapackage.json", Data: []byte("{}")})},
		{"deep JSON", "it cannot be read", warctest.Zip(good, entry{Name: "datapackage.json", Data: bytes.Repeat([]byte("["), 200_000)})},
		{"wrong checksum", "damaged: the checksum of the file is", wrongChecksum(good)},
		{"zip64 nowhere", "the zip64 directory lies outside the file", zip64(good, 1<<40)},
		{"zip64 of many", "1,099,511,627,776 entries, the limit is 10,000", zip64(good, -1)},
		{"more in the directory", "the directory is not where the zip says", bytes.Replace(warctest.Zip(good), []byte("PK\x05\x06"), []byte("xxxxPK\x05\x06"), 1)},
	}
	for _, name := range hostileNames {
		cases = append(cases, zipCase{"name " + name, "entry " + quote([]byte(name)) + ": it", warctest.Zip(good, entry{Name: name, Data: []byte("x")})})
	}
	for _, c := range cases {
		start := cputime.Used()
		got := wacz(t, c.b)
		took := cputime.Used() - start
		all := strings.Join(got, "\n")
		if !strings.Contains(all, c.want) {
			t.Errorf("%s: no %s in %.600s", c.name, c.want, all)
		}
		if strings.Contains(all, "unsafe_entry") && got[len(got)-1] != "0 records: 0 pages" {
			t.Errorf("%s: refused, and read: %s", c.name, all)
		}
		if took > cputime.Slow*2*time.Second {
			t.Errorf("%s takes %v", c.name, took)
		}
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("written: %v, %v", left, err)
	}
}

// hostileNames are names by which an entry would be written elsewhere, or be taken for another.
var hostileNames = []string{
	"../../etc/x", "..", "../x", "archive/../../x", "archive/..", "a/../b", "/etc/passwd", "/", "//host/share/x", "C:\\x", "c:/x", "C:x", "\\\\host\\share\\x", "..\\..\\x", "archive\\a.warc",
	"archive/..\\x", "x\x00.warc", "x\n.warc", "x\r\n.warc", "x\x1b[2J", "\u202egz.craw", "x\x7f", "\xff\xfe", "", ".", "./x", "archive/./x", "archive//x", "x:stream", "archive/a.warc:x", "CON:",
	strings.Repeat("a/", 600), strings.Repeat("x", 2000), "file:///etc/x", "http://h/x", "\u2066x", "a/../../../../../../etc/cron.d/x", "../archive/a.warc.gz", "archive/../archive/a.warc.gz", "~/../../x",
}

// overlappingZip has an entry whose bytes hold another entry.
func overlappingZip(good entry) []byte {
	inner := warctest.Zip(entry{Name: "archive/b.warc", Data: []byte("inner")})
	outer := entry{Name: good.Name, Data: inner[:len(inner)-22]}
	b := warctest.Zip(outer, entry{Name: "archive/b.warc", Data: []byte("inner")})
	i := bytes.LastIndex(b, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint32(b[i+42:], uint32(30+len(good.Name)))
	return b
}

func wrongChecksum(good entry) []byte {
	b := warctest.Zip(good)
	local, central := 14, bytes.LastIndex(b, []byte("PK\x01\x02"))+16
	b[local] ^= 1
	b[central] ^= 1
	return b
}

// zip64 puts a zip64 record before the end that points to offset at; -1 is the record itself, with 2^40 entries.
func zip64(good entry, at int64) []byte {
	b := warctest.Zip(good)
	body, tail := b[:len(b)-22], b[len(b)-22:]
	le := binary.LittleEndian
	rec := make([]byte, 56)
	copy(rec, "PK\x06\x06")
	le.PutUint64(rec[32:], 1<<40)
	if at < 0 {
		at = int64(len(body))
	}
	loc := le.AppendUint64([]byte("PK\x06\x07\x00\x00\x00\x00"), uint64(at))
	loc = append(loc, 1, 0, 0, 0)
	return append(append(append(body[:len(body):len(body)], rec...), loc...), tail...)
}
