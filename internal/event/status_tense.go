package event

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// tense is the status of a finite verb group without modal.
func (t *statusTable) tense(s *scan, cl *clause, vg text.Chunk, typ typeInfo) parley.Status {
	if s.d.Tags[vg.Head].Penn == "VBG" && vg.Tense != text.Progressive && vg.Tokens.Len() > 1 && !s.future(cl) {
		return parley.Ongoing
	}
	switch vg.Tense {
	case text.Perfect:
		if typ.State && (s.since(cl) || s.d.Lemmas[vg.Head] == "be") {
			return parley.Ongoing
		}
	case text.Progressive:
		if s.future(cl) {
			return parley.Planned
		}
		return parley.Ongoing
	case text.Present:
		switch {
		case cl.headline && !lasts[s.d.Lemmas[vg.Head]]:
			return parley.Happened
		case s.future(cl) || s.ahead(cl):
			return parley.Planned
		case s.still(vg):
			return parley.Ongoing
		}
		return bare(typ)
	}
	return parley.Happened
}

// ahead reports whether the clause is opened by a word that puts its present before it: "before the ministers meet", "once the truce comes into force".
func (s *scan) ahead(cl *clause) bool {
	for i := max(0, cl.start-1); i >= cl.from && i >= cl.start-3; i-- {
		if aheadOf[s.low[i]] {
			return true
		}
	}
	return false
}

var aheadOf = map[string]bool{"before": true, "until": true, "once": true, "after": true, "when": true}

// since reports whether the clause says since when, so that what it tells in the perfect goes on.
func (s *scan) since(cl *clause) bool {
	for t := cl.from; t < min(cl.end, cl.from+reach); t++ {
		if s.low[t] == "since" {
			return true
		}
	}
	return false
}

// reach is how many tokens from its verb a word is looked for that speaks for the verb.
const reach = 40

// future reports whether the clause has a date after the day of the report.
func (s *scan) future(cl *clause) bool {
	at := cl.start
	if cl.vg >= 0 {
		at = s.d.Chunks[cl.vg].Head
	}
	published := s.d.AnchorAt(s.d.Tokens[at].Span.Start).Days()
	for t := max(cl.from, at-reach); t < min(cl.end, at+reach); t++ {
		if i := s.timeAt[t]; i >= 0 {
			if w := s.d.Times[i].When; w != nil && published != nil && w.From > published.To {
				return true
			}
		}
	}
	return false
}
