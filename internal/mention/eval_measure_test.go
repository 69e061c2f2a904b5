//go:build measure

package mention

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/text"
)

// unzip is file name of the folder PARLEY_DATA (`make measure`), unpacked.
func unzip(t testing.TB, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("PARLEY_DATA"), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

type span struct {
	s, e int
	typ  string
}

type score struct{ tp, found, gold int }

func (s score) f1() (p, r, f float64) {
	p, r = float64(s.tp)/float64(max(s.found, 1)), float64(s.tp)/float64(max(s.gold, 1))
	return p, r, 2 * p * r / max(p+r, 1e-9)
}

// count matches spans of one type one to one: half of the longer one in common, or the same span where exact is set.
func (s *score) count(gold, found []span, typ string, exact bool) {
	used := map[int]bool{}
	for _, g := range gold {
		if typ != "" && g.typ != typ {
			continue
		}
		s.gold++
		for i, f := range found {
			both := min(g.e, f.e) - max(g.s, f.s)
			if used[i] || typ != "" && f.typ != g.typ || exact && (f.s != g.s || f.e != g.e) || both*2 < max(g.e-g.s, f.e-f.s) {
				continue
			}
			used[i] = true
			s.tp++
			break
		}
	}
	for _, f := range found {
		if typ == "" || f.typ == typ {
			s.found++
		}
	}
}

func wide(m text.Mention) string {
	switch {
	case m.Place || m.Type == parley.Place:
		return "Location"
	case m.Type == parley.Person:
		return "Person"
	case m.Type == parley.InstrumentEntity:
		return ""
	}
	return "Organisation"
}

// TestMeasureRe3d holds mentions on wartime documents to a floor. The set marks common nouns too ("rebels"), as the finder does.
func TestMeasureRe3d(t *testing.T) {
	f, tags := tools(t)
	sc := bufio.NewScanner(unzip(t, "re3d/re3d.jsonl.gz"))
	sc.Buffer(nil, 1<<22)
	by := map[string]*score{"Organisation": {}, "Person": {}, "Location": {}}
	var all score
	for sc.Scan() {
		var r struct {
			Text     string
			Entities []struct {
				S, E       int
				Type       string
				Confidence float64
			}
		}
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		d := segment.New().Segment(&text.Text{Content: r.Text, Blocks: []text.Block{{Span: parley.Span{End: len(r.Text)}}}})
		tags.Tag(d)
		f.Find(d)
		var gold, found []span
		for _, e := range r.Entities {
			if e.Confidence >= 0.5 && by[e.Type] != nil {
				gold = append(gold, span{e.S, e.E, e.Type})
			}
		}
		for _, m := range d.Mentions {
			w := wide(m)
			if w == "" || m.Kind == parley.PronounMention || m.Head == m.Tokens.First && isDemonym(d, m) {
				continue
			}
			p := d.Span(m.Tokens)
			found = append(found, span{p.Start, p.End, w})
		}
		for typ, s := range by {
			s.count(gold, found, typ, false)
		}
		for typ := range by {
			all.count(gold, found, typ, false)
		}
	}
	for _, typ := range []string{"Organisation", "Person", "Location"} {
		p, r, f := by[typ].f1()
		t.Logf("%-13s P %.3f R %.3f F1 %.3f (%d gold)", typ, p, r, f, by[typ].gold)
	}
	p, r, f1 := all.f1()
	t.Logf("all           P %.3f R %.3f F1 %.3f", p, r, f1)
	if f1 < 0.45 {
		t.Errorf("F1 %.3f", f1)
	}
}

func isDemonym(d *text.Doc, m text.Mention) bool {
	return m.Kind == parley.NameMention && m.Tokens.Len() == 1 && len(d.Tags) > 0 && d.Tags[m.Head].U == text.ADJ
}

// bio reads one sentence of tokens with BIO tags: its words with a blank between, and its spans by the types of sets.
func bio(s string, sets map[string]string) (string, []span) {
	var txt strings.Builder
	var gold []span
	for _, l := range strings.Split(s, "\n") {
		w, tag, ok := strings.Cut(l, "\t")
		if !ok {
			continue
		}
		if txt.Len() > 0 {
			txt.WriteByte(' ')
		}
		at := txt.Len()
		txt.WriteString(w)
		typ := sets[strings.TrimLeft(tag, "BI-")]
		if typ == "" {
			continue
		}
		if tag[0] == 'I' && len(gold) > 0 && gold[len(gold)-1].e == at-1 {
			gold[len(gold)-1].e = txt.Len()
			continue
		}
		gold = append(gold, span{at, txt.Len(), typ})
	}
	return txt.String(), gold
}

// TestMeasurePoliticsNames holds the types of names in political prose to a floor.
func TestMeasurePoliticsNames(t *testing.T) {
	f, tags := tools(t)
	sets := map[string]string{"politician": "person", "person": "person", "organisation": "org", "politicalparty": "org", "country": "geo", "location": "geo"}
	by := map[string]*score{"person": {}, "org": {}, "geo": {}}
	b, err := io.ReadAll(unzip(t, "ner/crossner-politics.dev.conll.gz"))
	if err != nil {
		t.Fatal(err)
	}
	var exact score
	for _, s := range strings.Split(string(b), "\n\n") {
		txt, gold := bio(s, sets)
		d := segment.New().Segment(&text.Text{Content: txt, Blocks: []text.Block{{Span: parley.Span{End: len(txt)}}}})
		tags.Tag(d)
		f.Find(d)
		var found []span
		for _, m := range d.Mentions {
			if m.Kind != parley.NameMention || isDemonym(d, m) {
				continue
			}
			w := "org"
			switch {
			case m.Place || m.Type == parley.Place || m.Type == parley.State:
				w = "geo"
			case m.Type == parley.Person:
				w = "person"
			case m.Type == parley.InstrumentEntity || m.Type == "event":
				continue
			}
			p := d.Span(m.Core)
			found = append(found, span{p.Start, p.End, w})
		}
		for typ, s := range by {
			s.count(gold, found, typ, false)
			exact.count(gold, found, typ, true)
		}
	}
	var all score
	for _, typ := range []string{"person", "org", "geo"} {
		p, r, f := by[typ].f1()
		t.Logf("%-7s P %.3f R %.3f F1 %.3f (%d gold)", typ, p, r, f, by[typ].gold)
		all.tp, all.found, all.gold = all.tp+by[typ].tp, all.found+by[typ].found, all.gold+by[typ].gold
	}
	p, r, f1 := all.f1()
	_, _, fx := exact.f1()
	t.Logf("all     P %.3f R %.3f F1 %.3f, exact %.3f", p, r, f1, fx)
	if f1 < 0.5 {
		t.Errorf("F1 %.3f", f1)
	}
}
