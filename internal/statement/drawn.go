package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// drawnScore is the confidence of a judgement that somebody is told to have met with.
const drawnScore = 0.6

// drawn makes the statement of a judgement that a verb of meeting with it brings: "the plan drew criticism from Roe", "Harland faced condemnation by its allies over
// the raids". What is judged is the matter that "over" or "for" names, else the subject of the verb.
func (p *pass) drawn(c, head, next int, q *cue) {
	if next+1 >= p.hi || p.d.Lower(next) != "from" && p.d.Lower(next) != "by" {
		return
	}
	src, end := p.nounSource(c, next)
	m := p.mentionIn(src)
	if end <= next || m < 0 || !speaks(p.d.Mentions[m].Type) {
		return
	}
	if whole, e := p.sourcePhrase(src.First); e > src.End {
		src, end = whole, e
	} else {
		end = src.End
	}
	s := &draft{sent: p.sent, cue: q, quote: -1, src: src, cues: []parley.TokenRange{{First: head, End: next}}}
	v := p.verbBefore(p.d.Chunks[c].Tokens.First)
	if v < 0 {
		return
	}
	s.standing = p.d.Chunks[p.chunkOf[v]].Tense != text.Past // "has drawn" gives no day
	if end+1 < p.hi && matterOf[p.d.Lower(end)] && p.matterAt(end+1) {
		s.parts = []parley.TokenRange{{First: end + 1, End: p.nounEnd("prep", end+1, head)}}
	} else if subj := p.leftSubject(v); subj.how == plain && !subj.np.Empty() {
		s.parts = []parley.TokenRange{subj.np}
	}
	if len(s.parts) == 0 || s.parts[0].Len() < 1 {
		return
	}
	s.Rule, s.Score = "statement/drawn@"+Version, drawnScore
	p.insert(s)
}

// verbBefore is the first token of the verb group of drawing that stands right before token i, told as a fact; -1 where none does.
func (p *pass) verbBefore(i int) int {
	for i--; i >= p.lo && p.chunkOf[i] < 0 && (p.d.Tags[i].U == text.ADV || p.d.Tags[i].U == text.ADJ || p.d.Tags[i].U == text.ADP); i-- {
	}
	if i < p.lo {
		return -1
	}
	ch := p.chunkAt(i)
	if ch == nil || ch.Kind != text.VG || !ch.Finite || ch.Negated || ch.Modal != "" || ch.Passive || ch.Tense == text.Future || !drawing[p.d.Lemmas[ch.Head]] {
		return -1
	}
	return ch.Tokens.First
}

// drawing are the verbs for meeting with a judgement, and matterOf the words that name what it is of.
var (
	drawing  = text.WordSet("draw face earn receive attract win get encounter meet suffer incur endure")
	matterOf = text.WordSet("over for about at of")
)
