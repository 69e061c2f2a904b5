package eval

import (
	"slices"

	"github.com/parley-press/parley"
)

var statementFields = []string{"cue overlap", "source", "source mention overlap", "content exact", "mode", "act", "addressee", "nested_in", "via",
	"said_on exact", "said_on overlap, dated in gold", "said_on left open where gold is"}

// fields are the scores of the fields of matched core statements.
type fields struct {
	answers
	content, links tally
}

func newFields() *fields { return &fields{answers: newAnswers(statementFields)} }

// add counts the fields of one statement.
func (a *fields) add(s *scorer, file string, g *goldStatement, p *predictedStatement) {
	wrong := func(what, got, want string) {
		s.miss(what+" wrong", "%s %s: %s for %s", file, g.ID, orNone(got), orNone(want))
	}
	a.answers["cue overlap"].add(cueMeets(coverSpans(g.Cue...), p.cue))
	if !a.answers["source"].add(s.isSource(g, p)) {
		wrong("source", s.entity(p.source), g.source())
	}
	if g.Source != nil && g.Source.Span != nil {
		a.answers["source mention overlap"].add(coverSpans(*g.Source.Span).meets(p.mention))
	}
	options := contents(g)
	a.answers["content exact"].add(slices.ContainsFunc(options, func(o ranges) bool { return slices.Equal(o, p.content) }))
	_, best := bestDice(p.content, options)
	a.content.hit(p.content.common(best))
	a.content.predicted += p.content.size()
	a.content.gold += best.size()
	if !a.answers["mode"].add(accepts(p.mode, g.Mode, g.Also.Mode)) {
		wrong("mode", p.mode, g.Mode)
	}
	if !a.answers["act"].add(accepts(p.act, g.Act, g.Also.Act)) {
		wrong("act", p.act, g.Act)
	}
	a.answers["addressee"].add(accepts(s.entity(p.addressee), g.Addressee, g.Also.Addressee))
	a.answers["via"].add(s.isVia(g, p))
	if !a.nesting(s, file, g, p) {
		wrong("nested_in", s.host(file, p), g.NestedIn)
	}
	a.saidOn(g, p)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// isVia: the order of a chain does not count.
func (s *scorer) isVia(g *goldStatement, p *predictedStatement) bool {
	var got []string
	for _, v := range p.via {
		got = append(got, s.entity(v))
	}
	slices.Sort(got)
	return slices.ContainsFunc(append([][]string{g.Via}, g.Also.Via...), func(v []string) bool { return slices.Equal(got, slices.Sorted(slices.Values(v))) })
}

// host is the gold id of the statement that a predicted one stands in, "?" for one that the gold does not know.
func (s *scorer) host(file string, p *predictedStatement) string {
	if p.nestedIn == "" {
		return ""
	}
	return s.voice(file, p.nestedIn)
}

func (a *fields) nesting(s *scorer, file string, g *goldStatement, p *predictedStatement) bool {
	host := s.host(file, p)
	right := a.answers["nested_in"].add(accepts(host, g.NestedIn, g.Also.NestedIn))
	if host != "" {
		a.links.predicted++
		if right {
			a.links.hit(1)
		}
	}
	if g.NestedIn != "" {
		a.links.gold++
	}
	return right
}

func (a *fields) saidOn(g *goldStatement, p *predictedStatement) {
	days := append([]*parley.Interval{g.SaidOn}, g.Also.SaidOn...)
	any := func(same func(gold, predicted *parley.Interval) bool) bool {
		return slices.ContainsFunc(days, func(d *parley.Interval) bool { return same(d, p.saidOn) })
	}
	a.answers["said_on exact"].add(any(sameDates))
	switch {
	case g.SaidOn != nil:
		a.answers["said_on overlap, dated in gold"].add(any(nearDates))
	case !slices.ContainsFunc(days, func(d *parley.Interval) bool { return d != nil }):
		a.answers["said_on left open where gold is"].add(p.saidOn == nil)
	}
}

// scores are the fields in their order. An accepted other link may be one more than the gold asks for; R stays at 1.
func (a *fields) scores() []Score {
	a.links.goldRight = min(a.links.goldRight, a.links.gold)
	var out []Score
	for _, x := range a.answers.scores(statementFields) {
		out = append(out, x)
		switch x.Name {
		case "content exact":
			out = append(out, a.content.score("content bytes, matched"))
		case "nested_in":
			out = append(out, a.links.score("nested links"))
		}
	}
	return out
}
