package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// agentlessScore is the confidence of a charge that nobody is named for.
const agentlessScore = 0.55

// charged makes the statement of a charge in the passive that nobody is named for: "Roe was accused of hiding the papers", "Harland has been criticised for closing the
// line". What is said is the ground; who says it is not told.
func (p *pass) charged(k *candidate) {
	ch := p.d.Chunks[k.chunk]
	if !ch.Passive || !ch.Finite || ch.Negated || k.subj.how != noSubject || k.used || k.next+1 >= p.hi || p.supposed(k.head) {
		return
	}
	i := k.next
	switch w := p.d.Lower(i); {
	case charges[p.d.Lemmas[k.head]] && w == "of":
		i++
	case (charges[p.d.Lemmas[k.head]] || reproofs[p.d.Lemmas[k.head]]) && (w == "for" || w == "over"):
	default:
		return
	}
	if p.farAgent(k) >= 0 || !p.sameQuote(i, k.head) {
		return
	}
	end := p.nounEnd("prep", i, k.head)
	if end <= i+1 {
		return
	}
	s := &draft{sent: p.sent, cue: k.cue, quote: -1, cues: []parley.TokenRange{{First: k.head, End: k.next}}, parts: []parley.TokenRange{{First: i, End: end}}}
	s.Rule, s.Score = "statement/charged@"+Version, agentlessScore
	k.used = true
	p.insert(s)
}

var (
	charges  = text.WordSet("accuse blame suspect")
	reproofs = text.WordSet("criticize criticise condemn denounce fault censure rebuke castigate chastise slam blast lambast lambaste deride ridicule mock pillory vilify praise commend hail applaud laud")
)
