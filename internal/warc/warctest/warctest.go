// Package warctest writes web archives for tests: WARC records, files of them in every kind of compression, and WACZ packages, right ones and hostile ones.
package warctest

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// Date is the WARC-Date of records that name none.
const Date = "2031-05-04T09:30:00Z"

// A Record is one record of a WARC file. Fields left zero get what is right; every field can be made wrong.
type Record struct {
	Version string // "WARC/1.1"
	Type    string // "response"
	URI     string
	ID      string
	Date    string
	Type2   string   // Content-Type of the record
	Extra   []string // further header lines, whole
	Length  int      // Content-Length where it is not that of Block, less than zero for none at all
	Digests bool     // write WARC-Block-Digest
	Block   []byte
	End     string // after the block, two line ends where it is ""
}

// Bytes is the record as it stands in a file.
func (r Record) Bytes() []byte {
	or := func(s, other string) string {
		if s == "" {
			return other
		}
		return s
	}
	var b bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	b.WriteString(or(r.Version, "WARC/1.1") + "\r\n")
	kind := or(r.Type, "response")
	line("WARC-Type", kind)
	line("WARC-Record-ID", or(r.ID, "<urn:uuid:"+ID(r.URI+kind+r.Date+string(r.Block[:min(len(r.Block), 64)]))+">"))
	line("WARC-Date", or(r.Date, Date))
	line("WARC-Target-URI", r.URI)
	media := r.Type2
	if media == "" && (kind == "response" || kind == "revisit") {
		media = "application/http; msgtype=response"
	}
	line("Content-Type", media)
	if r.Digests {
		line("WARC-Block-Digest", SHA1(r.Block))
	}
	for _, e := range r.Extra {
		b.WriteString(e + "\r\n")
	}
	switch {
	case r.Length > 0:
		line("Content-Length", fmt.Sprint(r.Length))
	case r.Length == 0:
		line("Content-Length", fmt.Sprint(len(r.Block)))
	}
	b.WriteString("\r\n")
	b.Write(r.Block)
	b.WriteString(or(r.End, "\r\n\r\n"))
	return b.Bytes()
}

// ID is a UUID made of a text.
func ID(s string) string {
	h := sha1.Sum([]byte(s))
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// SHA1 is a digest as WARC files have it.
func SHA1(b []byte) string {
	h := sha1.Sum(b)
	return "sha1:" + base32.StdEncoding.EncodeToString(h[:])
}

// HTTP is a response with this status line, these header lines and this body.
func HTTP(status string, body []byte, lines ...string) []byte {
	return append([]byte("HTTP/1.1 "+status+"\r\n"+strings.Join(append(lines, "\r\n"), "\r\n")), body...)
}

// Page is a record of a page in HTML with this text.
func Page(uri, text string) Record {
	return Record{URI: uri, Digests: true, Block: HTTP("200 OK", []byte(HTML(text)), "Content-Type: text/html; charset=utf-8")}
}

// HTML is a page with this text.
func HTML(text string) string {
	return "<!DOCTYPE html><html><head><title>Talks</title></head><body><p>" + text + "</p></body></html>\n"
}

// Plain is the records one after the other.
func Plain(rs ...Record) []byte {
	var out []byte
	for _, r := range rs {
		out = append(out, r.Bytes()...)
	}
	return out
}

// Gzip is the records, a gzip member each.
func Gzip(rs ...Record) []byte {
	var out []byte
	for _, r := range rs {
		out = append(out, Member(r.Bytes())...)
	}
	return out
}

// Member is b as one gzip member.
func Member(b []byte) []byte {
	var out bytes.Buffer
	level := gzip.DefaultCompression
	if len(b) > 1<<20 {
		level = gzip.BestSpeed
	}
	w, err := gzip.NewWriterLevel(&out, level)
	must(err)
	_, err = w.Write(b)
	must(err)
	must(w.Close())
	return out.Bytes()
}

// must is for writers into memory, which do not fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Zstd is the records, a zstd frame each, with the dictionary where one is given.
func Zstd(dict []byte, rs ...Record) []byte {
	var out []byte
	opts := []zstd.EOption{zstd.WithEncoderConcurrency(1)}
	if dict != nil {
		opts = append(opts, zstd.WithEncoderDict(dict))
		out = append(Skippable(0x184D2A5D, dict), out...)
	}
	w, err := zstd.NewWriter(nil, opts...)
	if err != nil {
		panic(err)
	}
	for _, r := range rs {
		out = w.EncodeAll(r.Bytes(), out)
	}
	return out
}

// Skippable is a skippable frame of zstd.
func Skippable(magic uint32, b []byte) []byte {
	out := binary.LittleEndian.AppendUint32(nil, magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(b)))
	return append(out, b...)
}

// Dictionary is a zstd dictionary made of samples: the first is its content, the others say what its tables are good for.
func Dictionary(samples ...[]byte) []byte {
	d, err := zstd.BuildDict(zstd.BuildDictOptions{ID: 7, Contents: samples, History: samples[0], Offsets: [3]int{1, 4, 8}})
	if err != nil {
		panic(err)
	}
	return d
}
