package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// adjectiveScore is the confidence of a statement that an adjective announces.
const adjectiveScore = 0.6

// adjectives finds the attitudes that a predicate adjective tells of a party: "Harland is unwilling to sign", "Roe was critical of the plan".
func (p *pass) adjectives() {
	if !p.trees {
		return
	}
	for i := p.lo; i < p.hi; i++ {
		if u := p.d.Tags[i].U; u != text.ADJ && u != text.VERB {
			continue
		}
		list := p.f.adjectives[p.d.Lower(i)]
		if len(list) == 0 {
			continue
		}
		v := p.copula(i)
		if v < 0 || p.supposed(i) {
			continue
		}
		for n := range list {
			if p.adjectiveStatement(&list[n], i, v) {
				break
			}
		}
	}
}

// copula is the verb group that joins the predicate at token i with its subject, told as a fact: -1 where there is none.
func (p *pass) copula(i int) int {
	j := i - 1
	for j >= p.lo && p.d.Tags[j].U == text.ADV && (p.chunkOf[j] < 0 || p.d.Chunks[p.chunkOf[j]].Kind != text.VG) {
		j--
	}
	if p.d.Tags[i].U == text.VERB { // "is concerned" may be read as a passive
		j = i
	}
	if j < p.lo || p.chunkOf[j] < 0 {
		return -1
	}
	ch := p.d.Chunks[p.chunkOf[j]]
	if ch.Kind != text.VG || !ch.Finite || ch.Modal != "" || ch.Tense == text.Future || !p.sameQuote(ch.Tokens.First, i) {
		return -1
	}
	if j == i && !ch.Passive || j < i && !copulas[p.d.Lemmas[ch.Head]] {
		return -1
	}
	return int(p.chunkOf[j])
}

var copulas = text.WordSet("be remain become seem appear feel sound stay")

func (p *pass) adjectiveStatement(q *cue, i, v int) bool {
	j := i + 1
	for _, w := range q.rest {
		if j >= p.hi || p.d.Lower(j) != w {
			return false
		}
		j++
	}
	var start int
	switch at := p.skipAdjuncts(j); {
	case at >= p.hi:
		return false
	case q.frame("prep") && len(q.rest) > 0:
		if np, _ := p.nounPhraseAt(j); np.Empty() && p.d.Tags[j].Penn != "VBG" && !whWord[p.d.Lower(j)] && !p.opensQuote(j) {
			return false
		}
		start = j
	case q.frame("to") && (p.d.Lower(at) == "to" && p.verbAt(at) || p.d.Lower(at) == "not" && at+1 < p.hi && p.d.Lower(at+1) == "to"):
		start = at
	case q.frame("that") && p.d.Lower(at) == "that" && at+1 < p.hi && (p.startsClause(at+1) || p.d.Tags[at].U == text.SCONJ && p.finiteBetween(at+1, p.hi)):
		start = at + 1
	case q.frame("that") && p.startsClause(at):
		start = at
	case q.frame("wh") && (p.d.Lower(at) == "whether" || p.d.Lower(at) == "if"):
		start = at
	default:
		return false
	}
	ch := p.d.Chunks[v]
	subj := p.leftSubject(ch.Tokens.First)
	if !p.party(subj) {
		return false
	}
	if q.frame("to") && p.anonymity(parley.TokenRange{First: start, End: p.hi}) {
		return false
	}
	frame := "gap"
	if !q.frame("prep") && p.d.Lower(start) != "to" {
		frame = "that"
	}
	end := p.nounEnd(frame, start, i)
	if end <= start {
		return false
	}
	s := &draft{sent: p.sent, cue: q, quote: -1, src: subj.np, cues: []parley.TokenRange{{First: i, End: j}}, parts: []parley.TokenRange{{First: start, End: end}}}
	s.with = inOrder(subj.co)
	s.Negated, s.standing = ch.Negated, true
	s.Rule, s.Score = "statement/adjective-"+string(subj.how)+"@"+Version, adjectiveScore
	p.insert(s)
	return true
}
