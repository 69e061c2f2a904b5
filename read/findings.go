package read

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// findings turns the layers of a document into facts that stand on their own: ids instead of indices, passages instead of spans.
func findings(id parley.ReportID, d *text.Doc) parley.Findings {
	f := parley.Findings{Report: id, Reader: Version, Repairs: d.Repairs, Runs: runs(d), Words: bodyWords(d)}
	f.Meta = meta(d)
	for _, b := range d.Blocks {
		if b.Kind == text.Noise {
			f.Noise = append(f.Noise, parley.Noise{Kind: b.Noise, Passage: d.Passage(b.Span)})
		}
	}
	f.Entities = entities(d)
	f.Statements = statements(d)
	f.Figures = figures(d)
	f.Instruments = instruments(d, id)
	f.Events = events(d)
	f.Dated = dated(d)
	return f
}

func name(prefix string, i int) string { return prefix + strconv.Itoa(i+1) }

// ref is the id of item i of a layer, "" for none.
func ref(prefix string, i int) string {
	if i < 0 {
		return ""
	}
	return name(prefix, i)
}

func passage(d *text.Doc, s parley.Span) *parley.Passage {
	if s.Empty() {
		return nil
	}
	p := d.Passage(s)
	return &p
}

func passages(d *text.Doc, ss []parley.Span) []parley.Passage {
	out := make([]parley.Passage, 0, len(ss))
	for _, s := range ss {
		if !s.Empty() {
			out = append(out, d.Passage(s))
		}
	}
	return out
}

func meta(d *text.Doc) parley.Meta {
	m := d.Meta
	out := parley.Meta{Headline: passage(d, m.Headline), Outlet: named(d, m.Outlet), Language: m.Language, URL: m.URL, Flags: m.Flags, Revised: revised(d)}
	out.Standfirst, out.Corrections = passage(d, m.Standfirst), passages(d, m.Corrections)
	if u := m.Updated; u.Value.Known() {
		out.Updated = &parley.Updated{Value: u.Value, Why: u.Why, Passage: passage(d, u.Span)}
	}
	if m.Section.Name != "" {
		n := named(d, m.Section)
		out.Section = &n
	}
	for _, e := range m.Entries {
		p := d.Passage(e.Span)
		out.Entries = append(out.Entries, parley.Entry{Day: e.Day.Value, How: cmp.Or(e.Day.How, parley.Unknown), Stamp: d.Passage(e.Stamp), Span: p.Span, Raw: p.Raw})
	}
	for _, b := range m.Bylines {
		y := parley.Byline{Name: b.Name, Role: b.Role, How: parley.Stated, Why: b.Why}
		if b.Why == "" {
			y.Passage = d.Passage(b.Span)
		}
		out.Bylines = append(out.Bylines, y)
	}
	for _, a := range m.Agencies {
		out.Agencies = append(out.Agencies, named(d, a))
	}
	if m.Dateline.Name != "" {
		n := named(d, m.Dateline)
		out.Dateline = &n
	}
	a := d.Anchor
	out.Published = parley.Published{Value: a.Value, Within: a.Within, Sure: a.Sure, How: a.How, Why: a.Why, Passage: passage(d, a.Span)}
	if !a.Value.Known() {
		out.Published.How, out.Published.Sure = parley.Unknown, 0
	}
	for _, n := range d.Named {
		out.Published.Named = append(out.Published.Named, parley.NamedDay{Value: n.Value, Words: d.Passage(n.Words), Sentence: d.Passage(n.Sentence)})
	}
	for _, b := range d.Blocks {
		if b.Kind == text.Subhead {
			out.Subheads = append(out.Subheads, d.Passage(b.Span))
		}
	}
	return out
}

func named(d *text.Doc, n text.Named) parley.Named {
	if n.Name == "" {
		return parley.Named{How: parley.Unknown}
	}
	return parley.Named{Name: n.Name, How: n.How, Why: n.Why, Passage: passage(d, n.Span)}
}

func entities(d *text.Doc) []parley.LocalEntity {
	out := make([]parley.LocalEntity, len(d.Entities))
	for i, e := range d.Entities {
		out[i] = parley.LocalEntity{Basis: parley.Basis{ID: name("n", i), Rule: e.Rule, Confidence: e.Score}, Type: e.Type, Name: e.Name, Key: e.Key, Role: e.Role,
			Side: ref("n", e.Side), Unnamed: e.Unnamed}
	}
	for n, m := range d.Mentions {
		if m.Entity < 0 {
			continue
		}
		e := &out[m.Entity]
		p := d.Passage(d.Span(m.Tokens))
		e.Mentions = append(e.Mentions, parley.Mention{Kind: m.Kind, Passage: p})
		if m.Kind == parley.PronounMention {
			continue
		}
		for _, s := range forms(d, n) {
			if a := d.Passage(s).Text; !slices.Contains(e.Aliases, a) {
				e.Aliases = append(e.Aliases, a)
			}
		}
	}
	for _, st := range d.Statements {
		if a, ok := sourceAlias(d, st); ok && !slices.Contains(out[st.Entity].Aliases, a) {
			out[st.Entity].Aliases = append(out[st.Entity].Aliases, a)
		}
	}
	for i := range out {
		slices.Sort(out[i].Aliases)
		if s := d.Entities[i].Side; s >= 0 && len(out[s].Mentions) == 0 && len(out[i].Mentions) > 0 { // "the State Department" is what names its state here
			out[s].Mentions = append(out[s].Mentions, parley.Mention{Kind: parley.NominalMention, Passage: out[i].Mentions[0].Passage})
		}
	}
	return slices.DeleteFunc(out, func(e parley.LocalEntity) bool { return len(e.Mentions) == 0 })
}

// sourceAlias is the whole phrase by which a statement names its source ("all participants"), where a mention of the source that is no pronoun stands in it.
func sourceAlias(d *text.Doc, st text.Statement) (string, bool) {
	if st.Entity < 0 || st.Source.Empty() {
		return "", false
	}
	r := d.Range(st.Source)
	for i := r.First + 1; i < r.End; i++ {
		if closesName(d, i) {
			st.Source.End = d.Span(parley.TokenRange{First: r.First, End: i}).End
			break
		}
	}
	a, _, _ := strings.Cut(d.Passage(st.Source).Text, "\n")
	a = strings.TrimRight(a, " -–—")
	st.Source.End = st.Source.Start + len(a)
	if a == "" || len(a) > longestAlias {
		return "", false
	}
	return a, slices.ContainsFunc(d.Mentions, func(m text.Mention) bool {
		s := d.Span(m.Tokens)
		return m.Entity == st.Entity && m.Kind != parley.PronounMention && s.Start >= st.Source.Start && s.End <= st.Source.End
	})
}

// closesName reports whether a phrase that names somebody ends before token i: "council members, among them Ana Roe", "the agency with reference to a diplomat", "lawyers who act
// for the port", "diplomats have been calling", where the source was taken too far.
func closesName(d *text.Doc, i int) bool {
	switch d.Lower(i) {
	case ",", ";", "(", "who", "that", "which", "whose":
		return true
	case "with":
		return i+1 < len(d.Tokens) && d.Lower(i+1) == "reference"
	}
	return finite(d, i)
}

// longestAlias is how many bytes a phrase that names somebody may have.
const longestAlias = 80

func statements(d *text.Doc) []parley.Statement {
	out := make([]parley.Statement, 0, len(d.Statements))
	for i, s := range d.Statements {
		x := parley.Statement{Basis: parley.Basis{ID: name("s", i), Rule: s.Rule, Confidence: round(s.Score)}, Headline: s.Headline, Cue: passages(d, s.Cue), Content: passages(d, s.Content),
			Mode: s.Mode, Act: s.Act, Occasion: passage(d, s.Occasion), Place: ref("n", s.Place), SaidOn: s.SaidOn, SaidWhy: s.SaidWhy, NestedIn: ref("s", s.NestedIn), Negated: s.Negated,
			Why: grounds(d, s)}
		if s.Entity >= 0 || !s.Source.Empty() {
			x.Source = &parley.Ref{Entity: ref("n", s.Entity), Passage: passage(d, s.Source)}
		}
		if s.Addressee >= 0 || !s.AddrSpan.Empty() {
			x.Addressee = &parley.Ref{Entity: ref("n", s.Addressee), Passage: passage(d, s.AddrSpan)}
		}
		for _, c := range s.Co {
			x.CoSources = append(x.CoSources, parley.Ref{Entity: ref("n", c)})
		}
		for _, v := range s.Via {
			x.Via = append(x.Via, parley.Ref{Entity: ref("n", v.Entity), Passage: passage(d, v.Span)})
		}
		out = append(out, x)
	}
	return out
}

// round keeps two digits, so that a confidence reads as what it is.
func round(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// teller is the id of the innermost statement whose content holds span s, the narrator where none does.
func teller(d *text.Doc, s parley.Span) string {
	if k := d.Innermost(s); k >= 0 {
		return name("s", k)
	}
	return parley.Narrator
}

func figures(d *text.Doc) []parley.Figure {
	ids := make([]string, len(d.Quantities))
	n := 0
	for i, q := range d.Quantities {
		if !q.Vague && !d.Paragraphs[d.Sentences[d.Tokens[q.Tokens.First].Sentence].Paragraph].Caption {
			ids[i] = name("f", n)
			n++
		}
	}
	out := make([]parley.Figure, 0, n)
	for i, q := range d.Quantities {
		if ids[i] == "" {
			continue
		}
		s := d.Span(q.Tokens)
		g := parley.Figure{Basis: parley.Basis{ID: ids[i], Rule: q.Rule, Confidence: round(q.Score)}, Low: q.Low, High: q.High, Qualifier: q.Qualifier, Unit: q.UnitText,
			AssertedBy: teller(d, s), Passage: d.Passage(s),
			Sentence: d.Passage(d.Span(d.Sentences[d.Tokens[q.Tokens.First].Sentence].Tokens))}
		if q.Head >= 0 {
			g.Head = d.Lemmas[q.Head]
		}
		if q.PartOf >= 0 {
			g.PartOf = ids[q.PartOf]
		}
		if q.Time >= 0 {
			g.When = d.Times[q.Time].When
		}
		g.Where = placeOf(d, int(d.Tokens[q.Tokens.First].Sentence))
		out = append(out, g)
	}
	return out
}

// placeOf is the place of a sentence, where it names exactly one.
func placeOf(d *text.Doc, sent int) string {
	r := d.Sentences[sent].Tokens
	places := map[int]bool{}
	place := -1
	for _, m := range d.Mentions {
		if m.Tokens.First >= r.End {
			break
		}
		if m.Entity >= 0 && r.Has(m.Head) && d.Entities[m.Entity].Type == parley.Place {
			places[m.Entity] = true
			place = m.Entity
		}
	}
	if len(places) != 1 {
		return ""
	}
	return name("n", place)
}

func events(d *text.Doc) []parley.Event {
	out := make([]parley.Event, 0, len(d.Events))
	for i, e := range d.Events {
		x := parley.Event{Basis: parley.Basis{ID: name("e", i), Rule: e.Rule, Confidence: round(e.Score)}, Type: e.Type, Status: e.Status, When: e.When, Where: ref("n", e.Where),
			AssertedBy: parley.Narrator, Evidence: passages(d, e.Evidence), Instrument: ref("i", e.Instrument)}
		if e.AssertedBy >= 0 {
			x.AssertedBy = name("s", e.AssertedBy)
		}
		if e.Time >= 0 {
			x.WhenPassage = passage(d, d.Span(d.Times[e.Time].Tokens))
		}
		for _, p := range e.Participants {
			if p.Entity >= 0 {
				x.Participants = append(x.Participants, parley.Participant{Entity: name("n", p.Entity), Role: p.Role})
			}
		}
		out = append(out, x)
	}
	return out
}

func instruments(d *text.Doc, id parley.ReportID) []parley.LocalInstrument {
	out := make([]parley.LocalInstrument, 0, len(d.Instruments))
	for i, x := range d.Instruments {
		y := parley.LocalInstrument{Basis: parley.Basis{ID: name("i", i), Rule: x.Rule, Confidence: round(x.Score)}, Kind: x.Kind, Name: x.Name, Date: x.Date, Mentions: passages(d, x.Mentions),
			Terms: passages(d, x.Terms)}
		for _, b := range x.By {
			if b >= 0 {
				y.PutForwardBy = append(y.PutForwardBy, name("n", b))
			}
		}
		for _, s := range x.Steps {
			y.History = append(y.History, parley.Step{State: s.State, When: s.When, AccordingTo: ref("n", s.Entity), Statement: ref("s", s.Statement), Report: id, Passage: d.Passage(s.Span),
				Rule: s.Rule, Confidence: round(s.Score)})
		}
		out = append(out, y)
	}
	return out
}
