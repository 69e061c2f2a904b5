package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// agentReach is how far behind its verb the agent of a passive may stand: "is considered a dangerous and quite foolish plan by".
const agentReach = 16

// farAgent is the "by" of a passive with a complement before it ("is deemed a trap by Veska"), -1 where there is none.
func (p *pass) farAgent(k *candidate) int {
	for i := k.next; i+1 < p.hi && i < k.next+agentReach; i++ {
		if p.d.Lower(i) == "by" && p.timeOf[i+1] < 0 {
			np, _ := p.nounPhraseAt(i + 1)
			m := p.mentionIn(np)
			if m < 0 || !speaks(p.d.Mentions[m].Type) || p.trees && p.ruler(p.d.Chunks[p.chunkOf[np.First]].Head) != k.head {
				continue
			}
			return i
		}
		if p.finiteAt(i) || p.d.Tags[i].U == text.PUNCT && !p.opensQuote(i) && !p.endsQuote(i) {
			break
		}
	}
	return -1
}

// undergone is the content of a passive with its agent: the subject, of which something is said, and what is said of it, before the agent ("the paper is
// deemed a trap by Veska") or behind ("was denounced by Veska as a trap").
func (p *pass) undergone(k *candidate, s *draft) string {
	if k.subj.how != byAgent || !p.trees || !k.cue.frame("np") && !k.cue.frame("oas") {
		return ""
	}
	first := p.d.Chunks[k.chunk].Tokens.First
	var what parley.TokenRange
	if t := p.kid(k.head, p.lo, first, "nsubj:pass"); t >= 0 && !relativeWord[p.d.Lower(t)] {
		what = parley.TokenRange{First: p.nounPhraseOf(t).First, End: p.trim(t, first)}
		for what.End > t+1 && !p.under(what.End-1, t) {
			what.End--
		}
	} else {
		what = p.leftSubject(first).np
	}
	if what.Empty() || what.First < p.lo || what.End > first || !p.sameQuote(what.First, k.head) {
		return ""
	}
	by := k.subj.np.First - 1
	if end := p.trim(k.next, by); end > k.next {
		i := k.next
		if p.d.Lower(i) == "as" {
			i++
		}
		s.parts = []parley.TokenRange{what, {First: i, End: end}}
		return "passive"
	}
	i := k.subj.after
	if i < p.hi && p.d.Word(i) == "," {
		i++
	}
	s.parts = []parley.TokenRange{what}
	if i < p.hi && (p.d.Lower(i) == "as" || p.d.Lower(i) == "for") {
		if end := p.nounEnd("gap", i+1, k.head); end > i+1 {
			s.parts = append(s.parts, parley.TokenRange{First: i, End: end})
		}
	} else if k.cue.frame("oas") && !k.cue.frame("np") {
		return ""
	}
	return "passive"
}
