package statement

import "github.com/parley-press/parley"

const (
	askedScore  = 0.6
	askedWithin = 14 // tokens between "asked" and what was asked: "asked on Monday in Venna whether"
)

// asked reads the question that an answer opens with: "Asked whether he would go, Roe said". Who asked is not told.
func (p *pass) asked() {
	i := p.lo
	if i+3 >= p.hi || p.d.Lower(i) != "asked" || p.d.Tokens[i].Quote >= 0 || p.d.Lower(i+1) == "," {
		return
	}
	q, _ := p.f.match(p.d, i, p.hi)
	if q == nil {
		return
	}
	at := -1
	for j := i + 1; j < min(p.hi, i+askedWithin); j++ {
		what := p.d.Lower(j)
		if what == "whether" || what == "if" {
			at = j + 1
			break
		}
		if what == "," || what == "to" || p.finiteAt(j) {
			return
		}
	}
	if at < 0 || at >= p.hi {
		return
	}
	for j := at + 1; j+1 < p.hi; j++ {
		if p.d.Word(j) != "," || p.d.Tokens[j].Quote >= 0 || !p.startsClause(j+1) && p.d.Tokens[j+1].Quote < 0 && !p.finiteAt(j+1) {
			continue
		}
		if !p.finiteBetween(at, j) {
			return
		}
		s := &draft{sent: p.sent, cue: q, quote: -1, cues: []parley.TokenRange{{First: i, End: i + 1}}, parts: []parley.TokenRange{{First: at, End: p.trim(at, j)}}}
		s.Rule, s.Score = "statement/asked@"+Version, askedScore
		p.insert(s)
		return
	}
}
