package statement_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/attribution"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/mention"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/statement"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

// A reader runs the stages before statement, and statement.
type reader struct {
	seg *segment.Segmenter
	tag *syntax.Tagger
	men *mention.Finder
	tim *timex.Finder
	att *statement.Finder
	rel *attribution.Finder // nil: by rules alone
}

func newReader(t testing.TB) *reader {
	t.Helper()
	tag, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	men, err := mention.New()
	if err != nil {
		t.Fatal(err)
	}
	att, err := statement.New()
	if err != nil {
		t.Fatal(err)
	}
	return &reader{seg: segment.New(), tag: tag, men: men, tim: timex.New(), att: att}
}

// read gives the document of a text published on Wednesday 2031-03-12; nil where clean sets it aside.
func (r *reader) read(s string) *text.Doc {
	t, aside := clean.Clean(parley.Report{ID: parley.IDOf([]byte(s)), Format: parley.PlainText, Bytes: []byte(s), Given: parley.Given{Published: parley.NewDate(2031, 3, 12)}})
	if aside != nil {
		return nil
	}
	d := r.seg.Segment(t)
	r.tag.Parse(d)
	if r.rel != nil {
		r.rel.Find(d)
	}
	r.men.Find(d)
	r.tim.Find(d)
	r.att.FindByRules(d)
	return d
}

// Expectations stand in the text: [S1 source], [C1 cue], [T1 content], numbered by statement, nested as they nest; a line "1: deny in=2 direct" below
// the text gives act, host and mode. Statements that the text does not mark must not be found.
var mark = regexp.MustCompile(`\[([SCT])([0-9]+) |\]`)

type want struct {
	source  string
	cue     []string
	content []string
	props   []string
}

func parse(marked string) (plain string, wants map[string]*want) {
	wants = map[string]*want{}
	body, props, _ := strings.Cut(marked, "\n----\n")
	type open struct {
		kind, id string
		at       int
	}
	var stack []open
	var b strings.Builder
	get := func(id string) *want {
		if wants[id] == nil {
			wants[id] = &want{}
		}
		return wants[id]
	}
	for len(body) > 0 {
		m := mark.FindStringSubmatchIndex(body)
		if m == nil {
			b.WriteString(body)
			break
		}
		b.WriteString(body[:m[0]])
		if body[m[0]] == ']' {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			w, s := get(o.id), b.String()[o.at:]
			switch o.kind {
			case "S":
				w.source = s
			case "C":
				w.cue = append(w.cue, s)
			case "T":
				w.content = append(w.content, s)
			}
		} else {
			stack = append(stack, open{body[m[2]:m[3]], body[m[4]:m[5]], b.Len()})
		}
		body = body[m[1]:]
	}
	for _, l := range strings.Split(strings.TrimSpace(props), "\n") {
		if id, rest, ok := strings.Cut(l, ": "); ok {
			get(id).props = strings.Fields(rest)
		}
	}
	return b.String(), wants
}

func describe(w *want) string {
	return fmt.Sprintf("S=%q C=%q T=%q", w.source, w.cue, w.content)
}

func TestGolden(t *testing.T) {
	r := newReader(t)
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range a.Files {
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar")+"/"+c.Name, func(t *testing.T) { compare(t, r, string(c.Data)) })
		}
	}
}

func compare(t *testing.T, r *reader, marked string) {
	plain, wants := parse(marked)
	d := r.read(plain)
	if d == nil {
		t.Fatal("set aside")
	}
	ids := map[string]int{} // number in the text to found statement
	used := map[int]bool{}
	for id, w := range wants {
		for i, s := range d.Statements {
			if !used[i] && describe(w) == describe(found(d, s)) {
				ids[id], used[i] = i, true
				break
			}
		}
		if _, ok := ids[id]; !ok {
			t.Errorf("missed %s: %s", id, describe(w))
		}
	}
	for i, s := range d.Statements {
		if !used[i] {
			t.Errorf("spurious: %s (%s)", describe(found(d, s)), s.Rule)
		}
	}
	for id, w := range wants {
		if i, ok := ids[id]; ok {
			properties(t, d, id, d.Statements[i], w.props, ids)
		}
	}
}

func found(d *text.Doc, s text.Statement) *want {
	w := &want{source: d.Slice(s.Source)}
	for _, c := range s.Cue {
		w.cue = append(w.cue, d.Slice(c))
	}
	for _, c := range s.Content {
		w.content = append(w.content, d.Slice(c))
	}
	return w
}

func properties(t *testing.T, d *text.Doc, id string, s text.Statement, props []string, ids map[string]int) {
	t.Helper()
	for _, p := range props {
		k, v, _ := strings.Cut(p, "=")
		switch {
		case k == "in":
			if s.NestedIn != ids[v] {
				t.Errorf("%s: nested in %d, want %d", id, s.NestedIn, ids[v])
			}
		case k == "on":
			if s.SaidOn == nil || s.SaidOn.String() != v {
				t.Errorf("%s: said on %v (%s), want %s", id, s.SaidOn, s.SaidWhy, v)
			}
		case k == "via":
			var got []string
			for _, l := range s.Via {
				got = append(got, d.Slice(l.Span))
			}
			if !slices.Contains(got, strings.ReplaceAll(v, "_", " ")) {
				t.Errorf("%s: via %q, want %s", id, got, v)
			}
		case k == "to":
			if d.Slice(s.AddrSpan) != strings.ReplaceAll(v, "_", " ") {
				t.Errorf("%s: addressee %q, want %s", id, d.Slice(s.AddrSpan), v)
			}
		case k == "neg":
			if !s.Negated {
				t.Errorf("%s: not negated", id)
			}
		case k == "headline":
			if !s.Headline {
				t.Errorf("%s: not a headline", id)
			}
		case v == "" && slices.Contains([]string{"direct", "indirect", "mixed"}, k):
			if string(s.Mode) != k {
				t.Errorf("%s: mode %s, want %s", id, s.Mode, k)
			}
		default:
			if string(s.Act) != k {
				t.Errorf("%s: act %s, want %s", id, s.Act, k)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	r := newReader(f)
	for _, s := range []string{"“It holds,” Ana Roe said. “For now.”", "Roe said she feared that \"it\" was over, according to Veska.", "said said said, said", "\"\"\"\" said he", "Bridge to close – mayor\n\nThe mayor said so.",
		"Video footage and first-hand accounts report that six bridges fell near Marran."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := r.read(s)
		if d == nil {
			return
		}
		for i, st := range d.Statements {
			if len(st.Content) == 0 {
				t.Fatalf("statement %d has no content", i)
			}
			for _, c := range append(slices.Clone(st.Content), st.Cue...) {
				if c.Start < 0 || c.End > len(d.Content) || c.Empty() {
					t.Fatalf("statement %d: span %v of %d bytes", i, c, len(d.Content))
				}
			}
			if st.NestedIn >= len(d.Statements) || st.NestedIn == i || st.Entity >= len(d.Entities) || st.Addressee >= len(d.Entities) {
				t.Fatalf("statement %d points nowhere: %+v", i, st)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	r := newReader(b)
	s := strings.Repeat("“We will sign,” Ana Roe told reporters on Monday, denying that she had called the deal dead.\n\nVeska wants Harland to open the bridge, according to Newswire.\n\n", 20)
	d := r.read(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		r.att.Find(d)
	}
}

func TestLinear(t *testing.T) {
	r := newReader(t)
	for name, s := range map[string]string{
		"one sentence":  strings.Repeat("Roe said that Veska denied that ", 4000) + "it was over.",
		"quotes":        strings.Repeat("“yes,” he said, ", 4000),
		"open quotes":   strings.Repeat("“", 10000) + " he said.",
		"long sentence": "Roe said " + strings.Repeat("word ", 200000) + ".",
	} {
		if d := r.read(s); d == nil {
			t.Errorf("%s: set aside", name)
		}
	}
}
