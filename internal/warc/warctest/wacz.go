package warctest

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io/fs"
	"strings"
)

// An Entry is one file of a zip. Fields beyond Name and Data make it wrong.
type Entry struct {
	Name      string
	Data      []byte
	Deflate   bool
	Mode      fs.FileMode // 0o644
	Encrypted bool        // the flag is set
	Size      int64       // of the directory, where it is not that of Data
	Local     string      // the name before the bytes, where it is another
	Same      bool        // points to the bytes of the entry before
}

// Zip writes entries one after the other, whatever they are.
func Zip(entries ...Entry) []byte {
	var out, dir bytes.Buffer
	last := 0
	for _, e := range entries {
		packed, method, flags := e.Data, uint16(0), uint16(0x800)
		if e.Deflate {
			method = 8
			packed = deflated(e.Data)
		}
		if e.Encrypted {
			flags |= 1
		}
		size := uint32(len(e.Data))
		if e.Size != 0 {
			size = uint32(e.Size)
		}
		local := e.Name
		if e.Local != "" {
			local = e.Local
		}
		at := out.Len()
		if e.Same {
			at = last
		} else {
			out.Write(head("PK\x03\x04", flags, method, e.Data, len(packed), size, len(local)))
			out.WriteString(local)
			out.Write(packed)
		}
		last = at
		h := head("PK\x01\x02", flags, method, e.Data, len(packed), size, len(e.Name))
		mode := uint32(0o100644)
		switch {
		case e.Mode&fs.ModeSymlink != 0:
			mode = 0o120777
		case e.Mode&fs.ModeDevice != 0:
			mode = 0o060644
		}
		le := binary.LittleEndian
		full := append([]byte("PK\x01\x02\x14\x03"), h[4:30]...)
		full = append(full, make([]byte, 16)...)
		le.PutUint32(full[38:], mode<<16)
		le.PutUint32(full[42:], uint32(at))
		dir.Write(full[:46])
		dir.WriteString(e.Name)
	}
	return append(append(out.Bytes(), dir.Bytes()...), end(len(entries), dir.Len(), out.Len())...)
}

// head is the part that both headers of an entry have; of the central one the version made by is left out.
func head(magic string, flags, method uint16, data []byte, packed int, size uint32, name int) []byte {
	le := binary.LittleEndian
	b := append([]byte(magic), 20, 0)
	b = le.AppendUint16(b, flags)
	b = le.AppendUint16(b, method)
	b = append(b, 0, 0, 0x21, 0x5a) // time and day
	b = le.AppendUint32(b, crc32.ChecksumIEEE(data))
	b = le.AppendUint32(b, uint32(packed))
	b = le.AppendUint32(b, size)
	b = le.AppendUint16(b, uint16(name))
	return append(b, 0, 0)
}

// end is the end record of a directory.
func end(n, size, at int) []byte {
	le := binary.LittleEndian
	b := append([]byte("PK\x05\x06"), 0, 0, 0, 0)
	b = le.AppendUint16(b, uint16(n))
	b = le.AppendUint16(b, uint16(n))
	b = le.AppendUint32(b, uint32(size))
	b = le.AppendUint32(b, uint32(at))
	return append(b, 0, 0)
}

func deflated(b []byte) []byte {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	must(err)
	_, err = w.Write(b)
	must(err)
	must(w.Close())
	return out.Bytes()
}

// A Package is a WACZ package in the making. Its parts can be made wrong before Bytes.
type Package struct {
	Archives []Entry  // archive/*.warc.gz
	Index    []string // lines of indexes/index.cdx
	Pages    []string // lines of pages/pages.jsonl
	ZipNum   bool     // write index.cdx.gz and index.idx instead, a block for each line
	Skip     []string // entries to leave out
	Extra    []Entry
}

// Add adds a WARC file with its records, indexed and with its pages listed.
func (p *Package) Add(name string, rs ...Record) {
	var b []byte
	for _, r := range rs {
		m := Member(r.Bytes())
		if r.Type == "" || r.Type == "revisit" || r.Type == "resource" {
			p.Index = append(p.Index, Indexed(r.URI, name, len(b), len(m), r.Block))
		}
		if r.Type == "" && bytes.Contains(r.Block, []byte("text/html")) {
			p.Pages = append(p.Pages, fmt.Sprintf(`{"id": "%s", "url": %s, "ts": "2031-05-04T09:30:00Z", "title": "Talks"}`, ID(r.URI), quoted(r.URI)))
		}
		b = append(b, m...)
	}
	p.Archives = append(p.Archives, Entry{Name: "archive/" + name, Data: b})
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Indexed is a line of CDXJ.
func Indexed(uri, file string, offset, length int, block []byte) string {
	status := "-"
	if f := strings.Fields(string(block[:min(len(block), 40)])); len(f) > 1 {
		status = f[1]
	}
	return fmt.Sprintf(`%s 20310504093000 {"url": %s, "mime": "text/html", "status": "%s", "length": "%d", "offset": "%d", "filename": "%s"}`, uri, quoted(uri), status, length, offset, file)
}

// Bytes is the package.
func (p *Package) Bytes() []byte {
	entries := append([]Entry(nil), p.Archives...)
	if p.ZipNum {
		var cdx []byte
		idx := []string{`!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}`}
		for _, l := range p.Index {
			idx = append(idx, fmt.Sprintf(`x 20310504093000 {"offset": %d, "length": 1, "filename": "index.cdx.gz"}`, len(cdx)))
			cdx = append(cdx, Member([]byte(l+"\n"))...)
		}
		entries = append(entries, Entry{Name: "indexes/index.cdx.gz", Data: cdx}, Entry{Name: "indexes/index.idx", Data: []byte(strings.Join(idx, "\n") + "\n")})
	} else if p.Index != nil {
		entries = append(entries, Entry{Name: "indexes/index.cdx", Data: []byte(strings.Join(p.Index, "\n") + "\n")})
	}
	pages := append([]string{`{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}`}, p.Pages...)
	entries = append(entries, Entry{Name: "pages/pages.jsonl", Data: []byte(strings.Join(pages, "\n") + "\n"), Deflate: true})
	type resource struct {
		Name  string `json:"name"`
		Path  string `json:"path"`
		Hash  string `json:"hash"`
		Bytes int    `json:"bytes"`
	}
	var pkg struct {
		Profile   string     `json:"profile"`
		Version   string     `json:"wacz_version"`
		Resources []resource `json:"resources"`
	}
	pkg.Profile, pkg.Version = "data-package", "1.1.1"
	for _, e := range entries {
		pkg.Resources = append(pkg.Resources, resource{e.Name[strings.LastIndex(e.Name, "/")+1:], e.Name, fmt.Sprintf("sha256:%x", sha256.Sum256(e.Data)), len(e.Data)})
	}
	b, err := json.MarshalIndent(pkg, "", "  ")
	if err != nil {
		panic(err)
	}
	entries = append(entries, Entry{Name: "datapackage.json", Data: b, Deflate: true},
		Entry{Name: "datapackage-digest.json", Data: fmt.Appendf(nil, `{"path": "datapackage.json", "hash": "sha256:%x"}`, sha256.Sum256(b))})
	var out []Entry
	for _, e := range append(entries, p.Extra...) {
		if !strings.Contains("|"+strings.Join(p.Skip, "|")+"|", "|"+e.Name+"|") {
			out = append(out, e)
		}
	}
	return Zip(out...)
}
