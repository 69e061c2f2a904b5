package web

import (
	"fmt"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/record/recordtest"
	"github.com/parley-press/parley/internal/text"
)

// large is a dossier of n copies of the invented one, each report under an id of its own.
func large(n int) *inMemory {
	m := invented()
	out := &inMemory{rec: &parley.Record{}, texts: map[parley.ReportID]*text.Text{}}
	*out.rec = *m.rec
	out.rec.Reports, out.rec.Chronology, out.rec.Conflicts = nil, nil, nil
	for i := range n {
		renamed := func(id parley.ReportID) parley.ReportID { return parley.IDOf(fmt.Append([]byte(id), i)) }
		for _, r := range m.rec.Reports {
			t := m.texts[r.ID]
			r.ID, r.File = renamed(r.ID), fmt.Sprint(i, r.File)
			out.texts[r.ID] = t
			out.rec.Reports = append(out.rec.Reports, r)
		}
		moved := func(ms []parley.Member) []parley.Member {
			c := append([]parley.Member(nil), ms...)
			for j := range c {
				c[j].Report = renamed(c[j].Report)
			}
			return c
		}
		for _, l := range m.rec.Chronology {
			l.Members = moved(l.Members)
			out.rec.Chronology = append(out.rec.Chronology, l)
		}
		for _, c := range m.rec.Conflicts {
			c.ID, c.Between = fmt.Sprint(c.ID, "-", i), moved(c.Between)
			out.rec.Conflicts = append(out.rec.Conflicts, c)
		}
	}
	return out
}

// BenchmarkPages serves each list of a dossier of 3,000 reports with 9,000 statements.
func BenchmarkPages(b *testing.B) {
	h := handler(b, large(1000))
	for _, a := range []string{"/", "/timeline", "/statements", "/statements?party=veska&q=truce", "/conflicts", "/figures", "/reports", "/reports/0riverton-post.txt"} {
		b.Run(a, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if w := get(h, a); w.Code != 200 {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}

// BenchmarkPrepared makes ready what the pages of an archive of 2,000 reports need: what is done after each fold of a large record, beside readers.
func BenchmarkPrepared(b *testing.B) {
	press := recordtest.NewArchive(1, 100, draftVersion)
	folder, names := record.NewFolder(draftVersion, 0), map[parley.ReportID][]string{}
	for n := range 2000 {
		f := press.Report(n, 0)
		folder.Put(f)
		names[f.Report] = []string{fmt.Sprint("archive/", n, ".txt")}
	}
	src := &inMemory{rec: folder.Record(names, nil, nil)}
	s, err := newServer(src, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		x := indexOf(src.rec, src, "tag")
		x.cache = new(pageCache)
		s.warm(b.Context(), x)
	}
}

// BenchmarkSplit lights a text of 100 kB with 4,000 marks.
func BenchmarkSplit(b *testing.B) {
	var content []byte
	var ms []mark
	for len(content) < 100_000 {
		n := len(content)
		content = append(content, "Ana Roe said that the ferry would sail. "...)
		for i, k := range []string{"source", "cue", "content", "event"} {
			ms = append(ms, mark{Span: parley.Span{Start: n + i*4, End: n + 20 + i*4}, ID: fmt.Sprint("s", n), Kind: k})
		}
	}
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		split(string(content), parley.Span{End: len(content)}, ms)
	}
}
