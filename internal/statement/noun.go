package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// nounCues finds statements that a noun announces: "allegations that …", "its call to …", "a promise by Roe to …".
func (p *pass) nounCues() {
	for i := p.lo; i < p.hi; i++ {
		c := p.chunkOf[i]
		if c < 0 || p.d.Chunks[c].Kind != text.NP || p.d.Chunks[c].Head != i || p.d.Tags[i].U == text.PROPN {
			continue
		}
		switch q, next := matchIn(p.f.nouns, p.d, i, p.hi); {
		case q == nil || q.has("quiet"):
		case q.frame("from"):
			p.drawn(int(c), i, next, q)
		default:
			p.nounStatement(int(c), i, next, q)
		}
	}
}

func (p *pass) nounStatement(c, head, next int, q *cue) {
	src, j := p.nounSource(c, next)
	j = p.skipAdjuncts(j)
	if j >= p.hi {
		return
	}
	var frame string
	start := j
	switch w := p.d.Lower(j); {
	case w == "that" && q.frame("that") && j+1 < p.hi && (p.startsClause(j+1) || p.opensQuote(j+1) || p.brokenClause(j+1)):
		frame, start = "that", j+1
	case q.frame("that") && nominative[w] && p.startsClause(j):
		frame = "that" // "the suggestion it must change"
	case w == "to" && q.frame("to") && p.verbAt(j) && !src.Empty():
		frame = "infinitive"
	case (w == "for" && q.frame("for") || w == "on" && q.frame("on")) && !src.Empty():
		frame, start = "prep", j+1
	case (w == "of" && q.frame("of") || w == "for" && q.frame("for")) && q.act != parley.Ask && p.d.Tags[head].Penn == "NNS" && j == next && p.matterAt(j+1) && p.d.Lower(p.d.Chunks[c].Tokens.First) != "no":
		frame, start = "prep", j+1 // of many, who need not be named: "allegations of fraud", "calls for a truce"
	case (w == "about" || w == "over") && q.frame("about") && !src.Empty() && p.matterAt(j+1):
		frame, start = "prep", j+1
	default:
		if frame, start = p.nounIs(j, q); frame == "" || src.Empty() {
			return
		}
	}
	end := p.nounEnd(frame, start, head)
	if end <= start {
		return
	}
	s := &draft{sent: p.sent, cue: q, quote: -1, src: src, cues: []parley.TokenRange{{First: head, End: next}}, parts: []parley.TokenRange{{First: start, End: end}}}
	s.standing = true
	s.Rule, s.Score = "statement/noun-"+frame+"@"+Version, 0.7
	if src.Empty() {
		s.Score = 0.6
	}
	p.insert(s)
}

// matterAt reports whether a noun phrase or a gerund begins at token i.
func (p *pass) matterAt(i int) bool {
	if i >= p.hi {
		return false
	}
	np, _ := p.nounPhraseAt(i)
	return !np.Empty() || p.d.Tags[i].Penn == "VBG"
}

// nominative are the pronouns that open a clause and no phrase.
var nominative = text.WordSet("he she it they we there")

// nounIs reads what a noun of speech is said to be: "its demand is that", "Harland's position was that", "Roe's demands include opening the bridge".
func (p *pass) nounIs(j int, q *cue) (string, int) {
	if !p.finiteAt(j) {
		return "", 0
	}
	ch := p.d.Chunks[p.chunkOf[j]]
	i := ch.Tokens.End
	if ch.Modal != "" || ch.Negated || i+1 >= p.hi {
		return "", 0
	}
	switch w := p.d.Lower(i); {
	case p.d.Lemmas[ch.Head] == "include":
		if np, _ := p.nounPhraseAt(i); q.act == parley.Demand && (p.d.Tags[i].Penn == "VBG" || !np.Empty()) {
			return "prep", i
		}
	case p.d.Lemmas[ch.Head] != "be":
	case w == "that" && (q.frame("that") || q.frame("is")) && (p.startsClause(i+1) || p.opensQuote(i+1)):
		return "that", i + 1
	case w == "to" && q.frame("to") && p.verbAt(i):
		return "infinitive", i
	}
	return "", 0
}

// brokenClause reports whether a clause that lost its auxiliary begins at token i, as translation leaves them: a noun phrase, or a place with one, and a
// participle before the sentence ends.
func (p *pass) brokenClause(i int) bool {
	for j := i; j < p.hi && j < i+20; j++ {
		if p.verbAt(j) && !p.d.Chunks[p.chunkOf[j]].To {
			return j > i
		}
		if w := p.d.Word(j); w == ";" || w == "." {
			return false
		}
	}
	return false
}

// nounSource is who the noun's words belong to: its possessor ("Harland's claim"), an adjective of a party ("the Harland demand") or "by" or "from"
// after it; with the token after. The subject of a light verb ("made a promise to") counts too.
func (p *pass) nounSource(c, next int) (parley.TokenRange, int) {
	ch := p.d.Chunks[c]
	var whose parley.TokenRange
	for _, m := range p.chunkMentions(ch.Tokens) {
		men := p.d.Mentions[m]
		if men.Head == ch.Head || !speaks(men.Type) || men.Tokens.First < ch.Tokens.First || men.Tokens.End > ch.Head {
			continue
		}
		if whose.Empty() || men.Tokens.End < p.hi && p.d.Tags[men.Tokens.End].Penn == "POS" { // of "the Harland firm Roe's demand" the firm
			whose = men.Tokens
		}
	}
	if !whose.Empty() {
		return whose, next
	}
	if next+1 < p.hi && (p.d.Lower(next) == "by" || p.d.Lower(next) == "from") {
		if np, end := p.nounPhraseAt(next + 1); !np.Empty() {
			for end+1 < p.hi && p.d.Lower(end) == "and" { // "calls from Harland and its allies for"
				more, e := p.nounPhraseAt(end + 1)
				if more.Empty() || p.finiteAt(e) {
					break
				}
				end = e
			}
			return np, end
		}
	}
	if np := p.announcer(ch.Tokens.First - 1); !np.Empty() {
		return np, next
	}
	if v := ch.Tokens.First - 1; v >= p.lo && p.chunkOf[v] >= 0 {
		vg := p.d.Chunks[p.chunkOf[v]]
		if vg.Kind == text.VG && lightVerb[p.d.Lemmas[vg.Head]] && !vg.Passive && !vg.To {
			if s := p.leftSubject(vg.Tokens.First); !s.np.Empty() {
				return s.np, next
			}
		}
	}
	return parley.TokenRange{}, next
}

// announcer is the subject of the verb before a phrase with "with" at token i: "Roe surprised her allies with an announcement that".
func (p *pass) announcer(i int) parley.TokenRange {
	if i < p.lo || p.d.Lower(i) != "with" {
		return parley.TokenRange{}
	}
	for v := i - 1; v >= p.lo && v > i-14; v-- {
		if !p.finiteAt(v) {
			continue
		}
		if s := p.leftSubject(v); !s.np.Empty() {
			if m := p.mentionIn(s.np); m >= 0 && speaks(p.d.Mentions[m].Type) {
				return s.np
			}
		}
		break
	}
	return parley.TokenRange{}
}

var lightVerb = map[string]bool{"make": true, "lead": true, "join": true, "issue": true, "give": true, "voice": true, "express": true, "repeat": true, "renew": true, "reiterate": true, "have": true, "level": true}

// chunkMentions lists, in order, the longest mentions that begin at the tokens of r.
func (p *pass) chunkMentions(r parley.TokenRange) []int {
	var out []int
	for i := r.First; i < r.End; i++ {
		if m := p.startAt[i]; m >= 0 {
			out = append(out, int(m))
		}
	}
	return out
}

// nounEnd is the end of a content that a noun announces: of its clause, or of the infinitive with its complements.
func (p *pass) nounEnd(frame string, start, head int) int {
	end := min(p.limit(head), start+reach)
	verbs := 0
	for i := start; i < end; i++ {
		if p.finiteAt(i) {
			verbs++
			if frame != "that" && verbs > 0 && !p.introduced(i, start) {
				end = i
				break
			}
		}
		switch w := p.d.Lower(i); {
		case w == ";" || w == "–" || w == "—" || (w == "(" && p.creditBracket(i)):
			end = i
		case w == "," && (frame != "that" || verbs > 0) && i+1 < end && !whWord[p.d.Lower(i+1)]:
			end = i
		case i > start && p.beyond(i, start):
			end = i
		}
	}
	return p.trim(start, end)
}

// beyond reports whether token i opens a clause that hangs on a word before the content that begins at token start: "unwilling to sign it, as it tried to please".
func (p *pass) beyond(i, start int) bool {
	if p.rel(i) != "mark" || p.d.Tags[i].U != text.SCONJ {
		return false
	}
	v := p.head(i)
	return v > i && p.rel(v) == "advcl" && p.head(v) >= p.lo && p.head(v) < start
}

// introduced reports whether the finite verb at token i belongs to a clause that a relative or subordinating word opened after start.
func (p *pass) introduced(i, start int) bool {
	for j := i - 1; j >= start && j > i-8; j-- {
		if w := p.d.Lower(j); w == "that" || whWord[w] || p.d.Tags[j].U == text.SCONJ {
			return true
		}
	}
	return false
}

// accordingTo finds statements announced by "according to".
func (p *pass) accordingTo() {
	for i := p.lo; i+2 < p.hi; i++ {
		if p.d.Lower(i) != "according" || p.d.Lower(i+1) != "to" {
			continue
		}
		np, end := p.sourcePhrase(i + 2)
		if np.Empty() {
			continue
		}
		lost := p.commaLost(np)
		if lost > 0 {
			np.End = lost
		}
		s := &draft{sent: p.sent, cue: &cue{form: "according to", act: parley.Say}, quote: -1, src: np, cues: []parley.TokenRange{{First: i, End: i + 2}}}
		if s.parts = p.accordingContent(i, end); lost > 0 && len(s.parts) == 0 {
			s.parts = []parley.TokenRange{{First: lost, End: p.cutAt(lost, p.trim(lost, p.hi))}}
		}
		if len(s.parts) == 0 {
			continue
		}
		s.Rule, s.Score = "statement/according-to@"+Version, 0.9
		p.insert(s)
	}
}

// commaLost is where a source phrase ends into which a text without its commas drew the subject of what the source says: "according to the mayor two bridges
// were shut". 0 where it did not.
func (p *pass) commaLost(np parley.TokenRange) int {
	if np.End >= p.hi || !p.finiteAt(np.End) && !(p.d.Tags[np.End].U == text.ADV && np.End+1 < p.hi && p.finiteAt(np.End+1)) {
		return 0
	}
	for i := np.First + 1; i < np.End-1; i++ {
		if m := p.endAt[i-1]; m >= 0 && speaks(p.d.Mentions[m].Type) && p.d.Mentions[m].Tokens.First == np.First && (p.d.Tags[i].U == text.NUM || p.d.Tags[i].U == text.DET) {
			return i
		}
	}
	return 0
}

// sourcePhrase is the noun phrase at token i with the phrases that tell more of it ("the representative of another group",
// "officials in the ministry").
func (p *pass) sourcePhrase(i int) (parley.TokenRange, int) {
	np, end := p.nounPhraseAt(i)
	for !np.Empty() && end+1 < p.hi {
		w := p.d.Lower(end)
		if w != "in" && w != "from" && w != "at" && w != "with" && w != "and" && w != "for" {
			break
		}
		if p.timeOf[end+1] >= 0 {
			break
		}
		more, e := p.nounPhraseAt(end + 1)
		if more.Empty() {
			break
		}
		np.End, end = more.End, e
	}
	return np, end
}

// accordingContent is the rest of the sentence: after the comma where the phrase opens it, before it where it closes it, both where it interrupts it.
func (p *pass) accordingContent(i, end int) []parley.TokenRange {
	first, last := p.lo, p.hi
	if q := p.d.Tokens[i].Quote; q >= 0 {
		r := p.d.Range(p.d.Quotes[q].Inner)
		first, last = max(first, r.First), min(last, r.End)
	}
	for first < i && p.d.Tags[first].U == text.PUNCT && !p.opensQuote(first) {
		first++
	}
	var out []parley.TokenRange
	e := i
	if e > first && (p.d.Lower(e-1) == "and" || p.d.Lower(e-1) == "but") {
		e--
	}
	if e = p.trim(first, e); e-first > 1 {
		out = append(out, parley.TokenRange{First: p.afterCue(first, i), End: e})
	}
	j := p.skipAside(end, last)
	if j < last && p.d.Word(j) == "," {
		if b := p.trim(j+1, last); b-(j+1) > 1 && (len(out) == 0 || p.d.Tags[j+1].Penn != "VBG") {
			b = p.cutAt(j+1, b)
			out = append(out, parley.TokenRange{First: j + 1, End: b})
		}
	}
	return out
}

// afterCue moves the start of a content past a cue clause of its own sentence that stands before it ("Roe added, and the plan, according to …").
func (p *pass) afterCue(first, i int) int {
	for j := i - 1; j > first; j-- {
		if p.d.Word(j) == ";" {
			return j + 1
		}
	}
	return first
}

// skipAside walks over words that tell more of the source up to the comma that ends the phrase.
func (p *pass) skipAside(i, last int) int {
	for j := i; j < last && j < i+12; j++ {
		if p.d.Word(j) == "," {
			return j
		}
		if p.finiteAt(j) {
			return i
		}
	}
	return i
}

// cutAt ends a content at a new voice in the same sentence.
func (p *pass) cutAt(start, end int) int {
	for i := start; i < end; i++ {
		if (p.d.Word(i) == "," || p.d.Word(i) == ";") && i+1 < end {
			for _, k := range p.cands {
				if k.used && k.subj.how == participle && k.head == i+1 {
					return i
				}
			}
		}
	}
	return end
}
