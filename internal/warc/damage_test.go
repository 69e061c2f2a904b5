package warc

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/warc/warctest"
)

// join writes files after one another and is the offset of each.
func join(parts ...[]byte) (b []byte, at []int) {
	for _, p := range parts {
		at = append(at, len(b))
		b = append(b, p...)
	}
	return b, at
}

// has checks that each of the parts is in the lines read, stream and file alike, and that the summary is the last.
func has(t *testing.T, name string, b []byte, parts ...string) {
	t.Helper()
	for way, got := range map[string][]string{"stream": lines(t, b, Options{}), "file": linesAt(t, b, Options{})} {
		all := strings.Join(got, "\n")
		for _, p := range parts {
			if !strings.Contains(all, p) {
				t.Errorf("%s from a %s: no %q in\n%s", name, way, p, all)
			}
		}
	}
}

const (
	readOne   = "200 text/html utf-8 2031-05-04: The first round ended."
	readTwo   = "200 text/html utf-8 2031-05-04: The second round began."
	readThree = "200 text/html utf-8 2031-05-04: The third round failed."
)

// A wrong Content-Length costs its record and no other (row 25).
func TestWrongLength(t *testing.T) {
	for _, off := range []int{-300, -200, -60, -5, -1, 1, 3, 60, 100, 500, 600, 5000, 7_000_000, 1 << 40} {
		bad := two
		if bad.Length = len(bad.Block) + off; bad.Length <= 0 {
			bad.Length = 1
		}
		bad.Extra = nil
		three := three
		big := warctest.Record{URI: site + "film", Block: warctest.HTTP("200 OK", make([]byte, 400), "Content-Type: video/mp4")}
		b, at := join(one.Bytes(), bad.Bytes(), three.Bytes(), big.Bytes())
		name, why, said := fmt.Sprintf("length %+d", off), "damaged: Content-Length says", "Content-Length says"
		if -4 < off && off < 4 { // within the line ends, in which writers differ: the digest tells
			why, said = "digest_mismatch: the digest of the block is", "digest_mismatch"
		}
		has(t, name+" plain", b, readOne, readThree, fmt.Sprintf("\n%d %s %s", at[1], two.URI, why), "\n4 records: 2 pages, 1 sound or film, 1 set aside")
		has(t, name+" in one gzip", warctest.Member(b), readOne, readThree, why, "\n4 records: 2 pages, 1 sound or film, 1 set aside")
		has(t, name+" gzip", warctest.Gzip(one, bad, three), readOne, readThree, " "+two.URI+" ", said, "\n3 records: 2 pages, 1 set aside")
		has(t, name+" zstd", warctest.Zstd(nil, one, bad, three), readOne, readThree, " "+two.URI+" ", said, "\n3 records: 2 pages, 1 set aside")
	}
}

// What is cut off costs the record that is cut (row 26).
func TestCutFiles(t *testing.T) {
	for name, whole := range map[string][]byte{
		"plain": warctest.Plain(one, two), "gzip": warctest.Gzip(one, two), "zstd": warctest.Zstd(nil, one, two), "gzip whole": warctest.Member(warctest.Plain(one, two)),
	} {
		_, at := join(warctest.Plain(one), warctest.Plain(two))
		switch name {
		case "gzip":
			_, at = join(warctest.Gzip(one), warctest.Gzip(two))
		case "zstd":
			_, at = join(warctest.Zstd(nil, one), warctest.Zstd(nil, two))
		}
		if name != "gzip whole" {
			for end := at[1] + 10; end < len(whole)-4; end += 7 {
				has(t, fmt.Sprintf("%s cut at %d", name, end), whole[:end], readOne, fmt.Sprintf("\n%d ", at[1]), "truncated: ", "1 page")
			}
			continue
		}
		has(t, name, whole[:len(whole)-20], readOne, "truncated: ")
	}
}

// A broken member costs its record; what follows is found again (row 26).
func TestBrokenMembers(t *testing.T) {
	var many []warctest.Record
	for i := range 60 {
		many = append(many, warctest.Page(fmt.Sprintf("%s%d", site, i), strings.Repeat(warctest.ID(fmt.Sprint(i)), 20)))
	}
	for coat, write := range map[string]func(...warctest.Record) []byte{"gzip": warctest.Gzip, "zstd": func(r ...warctest.Record) []byte { return warctest.Zstd(nil, r...) }} {
		before := write(many[:30]...)
		whole := append(bytes.Clone(before), write(many[30:]...)...)
		hit := write(many[30])
		for _, i := range []int{0, 1, 3, 5, 11, 20, 60, 100, len(hit) / 2, len(hit) - 9, len(hit) - 5, len(hit) - 1} {
			b := bytes.Clone(whole)
			b[len(before)+i] ^= 0x5a
			for way, got := range map[string][]string{"stream": lines(t, b, Options{}), "file": linesAt(t, b, Options{})} {
				pages := 0
				for _, l := range got {
					if strings.Contains(l, "response 200") {
						pages++
					}
				}
				last := got[len(got)-1]
				if pages < 59 || pages == 59 && len(got) < 61 {
					t.Errorf("%s, byte %d, %s: %d pages of 59, %s\n%s", coat, i, way, pages, last, strings.Join(got[30:min(34, len(got))], "\n"))
				}
			}
		}
	}
}

// Bytes that are no record or member are listed and passed over.
func TestStrayBytes(t *testing.T) {
	stray := []byte(strings.Repeat("stray bytes\n", 5))
	b, _ := join(one.Bytes(), stray, two.Bytes())
	has(t, "plain", b, readTwo, "0 "+one.URI+" damaged: Content-Length says 163 bytes, but no record begins after them", "2 records: 1 page, 1 set aside")
	b, at := join(warctest.Gzip(one), stray, warctest.Gzip(two))
	has(t, "gzip", b, readOne, readTwo, fmt.Sprintf("\n%d  damaged: 60 bytes that begin no gzip member", at[1]))
	b, at = join(warctest.Zstd(nil, one), stray, warctest.Zstd(nil, two))
	has(t, "zstd", b, readOne, readTwo, fmt.Sprintf("\n%d  damaged: 60 bytes that begin no zstd frame", at[1]))
	b, _ = join(stray, one.Bytes())
	has(t, "before", b, readOne, `0  damaged: 60 bytes that begin with "stray by" are no record`)
	has(t, "nothing at all", []byte("no archive"), `0  damaged: 10 bytes that begin with "no archi" are no record`, "0 records: 0 pages")
	has(t, "empty", nil, "0 records: 0 pages")
	has(t, "gzip in gzip", warctest.Member(warctest.Gzip(one)), "are no record", "0 records: 0 pages")
	two := two
	two.End = "\r\n\r\n\r\n\n\n\r\n\n"
	one := one
	one.End = "\n"
	has(t, "line ends", warctest.Plain(one, two, three), readOne, readTwo, readThree, "3 records: 3 pages")
}
