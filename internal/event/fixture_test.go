package event_test

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
	"github.com/parley-press/parley/internal/timex"
)

// A lab reads sentences with the real stages below mention; entities and statements are given by hand, so that
// a test of events fails for events alone.
type lab struct {
	seg *segment.Segmenter
	tag *syntax.Tagger
	tim *timex.Finder
	ev  *event.Finder
}

func newLab(t testing.TB) *lab {
	t.Helper()
	tag, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	ev, err := event.New()
	if err != nil {
		t.Fatal(err)
	}
	return &lab{segment.New(), tag, timex.New(), ev}
}

// read builds the document of a fixture and finds its events. Lines that begin with "@" describe it:
//
//	@state Harland, Veska          entities of a type; "@place" and "@person" alike; alias after "="
//	@sides the two sides           a group of two who are not named
//	@headline                      the first line of text is a headline
//	@stmt Ana Roe | deny | denied | the plan was dead   a statement: source, act ("not say" where it is negated), cue, content
//	@anchor 2031-05-08             day of publication
func (l *lab) read(t testing.TB, src string) *text.Doc {
	t.Helper()
	tx := &text.Text{}
	var ents []string
	var stmts []string
	headline := false
	var body []string
	for _, line := range strings.Split(strings.TrimSpace(src), "\n") {
		key, rest, _ := strings.Cut(line, " ")
		switch {
		case key == "@stmt":
			stmts = append(stmts, rest)
		case key == "@headline":
			headline = true
		case key == "@anchor":
			v, err := parley.ParseDate(rest)
			if err != nil {
				t.Fatal(err)
			}
			tx.Meta.Published = text.Date{Value: v, How: parley.Told}
		case strings.HasPrefix(key, "@"):
			for _, n := range strings.Split(rest, ",") {
				ents = append(ents, key[1:]+" "+strings.TrimSpace(n))
			}
		default:
			body = append(body, line)
		}
	}
	for i, line := range body {
		if i > 0 {
			tx.Content += "\n\n"
		}
		b := text.Block{Span: parley.Span{Start: len(tx.Content), End: len(tx.Content) + len(line)}, Paragraph: i}
		if i == 0 && headline {
			b.Kind = text.Headline
			tx.Meta.Headline = b.Span
		}
		tx.Content += line
		tx.Blocks = append(tx.Blocks, b)
	}
	tx.Align.Add(text.Run{Len: len(tx.Content), RawLen: len(tx.Content), Verbatim: true})
	tx.Align.Size = len(tx.Content)
	d := l.seg.Segment(tx)
	l.tag.Parse(d)
	for _, e := range ents {
		addEntity(d, e)
	}
	sort.SliceStable(d.Mentions, func(i, j int) bool { return d.Mentions[i].Tokens.First < d.Mentions[j].Tokens.First })
	l.tim.Find(d)
	for _, s := range stmts {
		addStatement(t, d, s)
	}
	l.ev.FindByTables(d)
	return d
}

// addEntity marks every occurrence of the names as mentions of one entity.
func addEntity(d *text.Doc, line string) {
	kind, names, _ := strings.Cut(line, " ")
	forms := strings.Split(names, "=")
	e, rule := len(d.Entities), ""
	if kind == "sides" {
		kind, rule = "group", "mention/sides@1"
	}
	d.Entities = append(d.Entities, text.Entity{Type: parley.EntityType(kind), Name: forms[0], Side: -1, Rule: rule})
	for _, f := range forms {
		for at := 0; ; {
			i := strings.Index(d.Content[at:], f)
			if i < 0 {
				break
			}
			r := d.Range(parley.Span{Start: at + i, End: at + i + len(f)})
			at += i + len(f)
			if r.Empty() || d.Span(r).Len() != len(f) {
				continue
			}
			d.Mentions = append(d.Mentions, text.Mention{Tokens: r, Core: r, Head: r.End - 1, Type: parley.EntityType(kind), Entity: e,
				Place: kind == "state" && r.First > 0 && d.Lower(r.First-1) == "in"})
		}
	}
}

func addStatement(t testing.TB, d *text.Doc, line string) {
	t.Helper()
	f := strings.Split(line, "|")
	if len(f) != 4 {
		t.Fatalf("@stmt %s: want source | act | cue | content", line)
	}
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	st := text.Statement{Mention: -1, Entity: -1, NestedIn: -1, Addressee: -1, Act: parley.Act(strings.TrimPrefix(f[1], "not ")), Negated: strings.HasPrefix(f[1], "not ")}
	for i, e := range d.Entities {
		if e.Name == f[0] {
			st.Entity = i
		}
	}
	st.Content = []parley.Span{spanOf(t, d, f[3])}
	if f[2] != "" {
		st.Cue = []parley.Span{spanOf(t, d, f[2])}
	}
	for i, o := range d.Statements {
		if c := o.Content[0]; c.Start <= st.Content[0].Start && st.Content[0].End <= c.End {
			st.NestedIn = i
		}
	}
	d.Statements = append(d.Statements, st)
}

func spanOf(t testing.TB, d *text.Doc, s string) parley.Span {
	t.Helper()
	i := strings.Index(d.Content, s)
	if i < 0 {
		t.Fatalf("%q is not in the text", s)
	}
	return parley.Span{Start: i, End: i + len(s)}
}

// show writes the findings, one a line.
func show(d *text.Doc) string {
	var b strings.Builder
	for _, e := range d.Events {
		fmt.Fprintf(&b, "%s %s |", e.Type, e.Status)
		for _, p := range e.Participants {
			fmt.Fprintf(&b, " %s:%s", d.Entities[p.Entity].Name, p.Role)
		}
		if e.Where >= 0 {
			fmt.Fprintf(&b, " in %s", d.Entities[e.Where].Name)
		}
		if e.When != nil {
			fmt.Fprintf(&b, " on %s", e.When)
		}
		fmt.Fprintf(&b, " | %s |", voice(d, e.AssertedBy))
		for _, s := range e.Evidence {
			fmt.Fprintf(&b, " [%s]", d.Slice(s))
		}
		if e.Instrument >= 0 {
			fmt.Fprintf(&b, " <%s>", d.Instruments[e.Instrument].Name)
		}
		b.WriteByte('\n')
	}
	for _, in := range d.Instruments {
		fmt.Fprintf(&b, "paper %s <%s>", in.Kind, in.Name)
		for _, e := range in.By {
			fmt.Fprintf(&b, " by %s", d.Entities[e].Name)
		}
		if in.Date != nil {
			fmt.Fprintf(&b, " of %s", in.Date)
		}
		b.WriteByte('\n')
		for _, s := range in.Terms {
			fmt.Fprintf(&b, "  term [%s]\n", d.Slice(s))
		}
		for _, s := range in.Steps {
			fmt.Fprintf(&b, "  %s | %s", s.State, voice(d, s.Statement))
			if s.When != nil {
				fmt.Fprintf(&b, " on %s", s.When)
			}
			fmt.Fprintf(&b, " | [%s]\n", d.Slice(s.Span))
		}
	}
	return b.String()
}

func voice(d *text.Doc, s int) string {
	if s < 0 {
		return parley.Narrator
	}
	if e := d.Statements[s].Entity; e >= 0 {
		return d.Entities[e].Name
	}
	return "?"
}
