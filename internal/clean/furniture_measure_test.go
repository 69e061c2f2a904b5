//go:build measure

package clean

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A marked is a report in which furniture was marked by eye.
type marked struct {
	corpus, id, hash, half string
	marks                  []byte // a mark for each byte of the report, 0 for body
	raw                    []byte
}

// readMarks reads testdata/marks/furniture.tsv and finds the texts in PARLEY_DATA.
func readMarks(t *testing.T) []marked {
	t.Helper()
	f, err := os.Open("testdata/marks/furniture.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	texts := map[string]map[string][]byte{}
	var out []marked
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		c := strings.Split(lines.Text(), "\t")
		if texts[c[0]] == nil {
			texts[c[0]] = reportsOf(t, c[0])
		}
		m := marked{corpus: c[0], id: c[1], hash: c[2], half: c[3], raw: texts[c[0]][c[1]]}
		if got := fmt.Sprintf("%x", sha256.Sum256(m.raw))[:16]; got != m.hash {
			t.Fatalf("%s is not the report that was marked: %s", m.id, got)
		}
		m.marks = make([]byte, len(m.raw))
		for _, s := range strings.Fields(c[4]) {
			from, to, _ := strings.Cut(s[1:], "-")
			a, _ := strconv.Atoi(from)
			b, _ := strconv.Atoi(to)
			for ; a < b; a++ {
				m.marks[a] = s[0]
			}
		}
		out = append(out, m)
	}
	return out
}

// reportsOf is the reports of a corpus by id: title, empty line, text, line end.
func reportsOf(t *testing.T, corpus string) map[string][]byte {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), corpus))
	if err != nil {
		t.Skip(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for d := json.NewDecoder(z); ; {
		var r struct{ ID, Title, Text string }
		if d.Decode(&r) != nil {
			return out
		}
		out[r.ID] = []byte(r.Title + "\n\n" + r.Text + "\n")
	}
}

// A byteCount counts bytes that are no white space.
type byteCount struct{ gold, found, both, body, lost int }

// TestMeasureFurniture scores what is taken for furniture in reports drawn at random (news 2016, a fact-checking corpus without commas
// and line ends, and others), whose furniture was marked by eye. The rules were made on one half; the other only checks them. With
// PARLEY_SHOW it lists the errors in the first.
func TestMeasureFurniture(t *testing.T) {
	counts := map[string]*byteCount{"work": {}, "check": {}}
	for _, m := range readMarks(t) {
		x, aside := Clean(parley.Report{ID: parley.IDOf(m.raw), Names: []string{m.id}, Format: parley.PlainText, Bytes: m.raw})
		if aside != nil {
			t.Errorf("%s: set aside: %s", m.id, aside.Reason)
			continue
		}
		noise := make([]byte, len(m.raw))
		for _, b := range x.Blocks {
			kind := byte(0)
			switch b.Kind {
			case text.Noise:
				kind = 'n'
			case text.Stamp:
				kind = 's'
			case text.Subhead:
				kind = 'o'
			}
			r := x.Align.Raw(b.Span)
			for k := r.Start; k < r.End; k++ {
				noise[k] = kind
			}
		}
		c := counts[m.half]
		before := *c
		c.add(m, noise)
		if miss := c.gold - before.gold - (c.both - before.both); miss > 100 || c.lost > before.lost+5 {
			t.Logf("%s %s: %d of %d missed, %d body bytes dropped", m.half, m.id, miss, c.gold-before.gold, c.lost-before.lost)
		}
		if m.half == "work" && os.Getenv("PARLEY_SHOW") != "" {
			showErrors(t, m, noise)
		}
	}
	for _, half := range []string{"work", "check"} {
		c := counts[half]
		p, r := float64(c.both)/float64(c.found), float64(c.both)/float64(c.gold)
		t.Logf("%-5s P %.3f R %.3f F1 %.3f (%d of %d marked, %d found), body dropped %.4f (%d of %d)", half, p, r, 2*p*r/(p+r), c.both, c.gold, c.found,
			float64(c.lost)/float64(c.body), c.lost, c.body)
		if c.lost*500 > c.body {
			t.Errorf("%s: %d of %d bytes of the article are taken for furniture: more than 0.2 %%", half, c.lost, c.body)
		}
		if f := 2 * p * r / (p + r); f < map[string]float64{"work": 0.95, "check": 0.88}[half] {
			t.Errorf("%s: F1 %.3f", half, f)
		}
	}
}

// add counts a report: stamps and optional marks count on no side.
func (c *byteCount) add(m marked, noise []byte) {
	for k, r := range m.raw {
		if unicode.IsSpace(rune(r)) || m.marks[k] == 'o' || m.marks[k] == 's' {
			continue
		}
		gold, found := m.marks[k] == 'n', noise[k] == 'n' || noise[k] == 's' && m.marks[k] == 'n'
		if gold {
			c.gold++
		} else {
			c.body++
		}
		if found {
			c.found++
		}
		if gold && found {
			c.both++
		}
		if !gold && (found || noise[k] == 's') {
			c.lost++
		}
	}
}

// showErrors lists what was missed and what was taken by mistake.
func showErrors(t *testing.T, m marked, noise []byte) {
	class := func(k int) byte {
		switch {
		case m.marks[k] == 'n' && noise[k] == 0:
			return '-'
		case m.marks[k] == 0 && (noise[k] == 'n' || noise[k] == 's'):
			return '+'
		case m.marks[k] == 's' && noise[k] == 0:
			return 's'
		}
		return 0
	}
	for k := 0; k < len(m.raw); {
		c := class(k)
		e := k + 1
		for e < len(m.raw) && (class(e) == c || unicode.IsSpace(rune(m.raw[e])) && e+1 < len(m.raw) && class(e+1) == c) {
			e++
		}
		if s := strings.TrimSpace(string(m.raw[k:e])); c != 0 && s != "" {
			if len(s) > 160 {
				s = s[:90] + " … " + s[len(s)-60:]
			}
			t.Logf("%s %c %q", m.id, c, s)
		}
		k = e
	}
}
