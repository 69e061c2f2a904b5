package statement

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// verbStatement builds the statement of a verb cue: the content to its right where its frames allow one, else what stands before it.
func (p *pass) verbStatement(k *candidate) {
	if k.cue.class == attitude && (!p.party(k.subj) && !p.callsIt(k) || p.supposed(k.head)) {
		return
	}
	s := &draft{sent: p.sent, cue: k.cue, quote: -1}
	s.src = k.subj.np
	s.cues = []parley.TokenRange{{First: k.head, End: k.next}}
	s.with = inOrder(k.subj.co)
	start := max(k.next, k.subj.after)
	if k.cue.frame("src") {
		return // chains.go reads "citing", "quoting"
	}
	frame := p.stranded(k, s)
	if frame == "" && p.interrupts(k) {
		frame = p.left(k, s, start)
	}
	if frame == "" {
		frame = p.right(k, s, start)
	}
	if frame == "" {
		frame = p.left(k, s, start)
	}
	if frame == "" {
		frame = p.undergone(k, s)
	}
	if frame == "" {
		return
	}
	told := p.d.Chunks[k.chunk].Passive && k.cue.has("addr") && (frame == "that" || frame == "wh" || frame == "clause") // "reporters were told that"
	if k.subj.np.Empty() && k.subj.how != expletive && frame != "quote" && frame != "before" && !told {
		return
	}
	if !p.plausible(k, frame) || frame == "infinitive" && (p.anonymity(s.parts[0]) || k.cue.form == "agree" && p.severalAgree(k.subj)) {
		return
	}
	if p.unsaid(k.head, k.cue, s) {
		return
	}
	ch := p.d.Chunks[k.chunk]
	s.Negated = ch.Negated
	s.past = ch.Tense == text.PastPerfect || p.earlier(ch.Tokens.First)
	s.standing = k.cue.stands()
	s.Rule = "statement/" + frame + "-" + string(k.subj.how) + "@" + Version
	s.Score = score(k, frame)
	k.used = true
	p.insert(s)
}

// interrupts reports whether the cue clause stands right behind a quotation that goes on after it.
func (p *pass) interrupts(k *candidate) bool {
	begin := p.d.Chunks[k.chunk].Tokens.First
	if k.subj.how == plain && !k.subj.np.Empty() {
		begin = k.subj.np.First
	}
	for begin > p.lo && p.dashOrComma(begin-1) {
		begin--
	}
	return p.closedAt(begin-1) >= 0 && p.d.Tokens[k.head].Quote < 0
}

// party reports whether the subject of an attitude is somebody who can hold one in public: a person, a body, a state or a group, or a pronoun
// for one, but not the first person, which hedges.
func (p *pass) party(s subject) bool {
	if s.np.Empty() {
		return false
	}
	switch p.d.Lower(s.np.End - 1) {
	case "i", "we", "you", "one", "people", "many":
		return false
	case "it":
		m := p.mentionIn(s.np)
		return m >= 0 && p.d.Mentions[m].Entity >= 0
	case "those", "he", "she", "they", "who":
		return true
	}
	if m := p.mentionIn(s.np); m >= 0 {
		return speaks(p.d.Mentions[m].Type)
	}
	return slices.ContainsFunc(s.co, func(r parley.TokenRange) bool { // "Harland and others"
		m := p.mentionIn(r)
		return m >= 0 && speaks(p.d.Mentions[m].Type)
	})
}

// callsIt reports whether "it" is the subject of a verb that names things, in a clause that describes one: "those it calls traitors".
func (p *pass) callsIt(k *candidate) bool {
	i := k.subj.np.First
	return k.subj.np.Len() == 1 && i > p.lo && p.d.Lower(i) == "it" && k.cue.frame("oas") && p.chunkOf[k.head] >= 0 && (gapWord[p.d.Lower(i-1)] || p.describes(k.head, i))
}

// supposed reports whether verb v stands in a clause that only supposes or asks what it tells: "if they want peace", "whether she fears it".
func (p *pass) supposed(v int) bool {
	m := p.kid(v, p.lo, v, "mark")
	return m >= 0 && supposing[p.d.Lower(m)]
}

var supposing = text.WordSet("if whether unless")

// plausible asks more of cues that often announce nothing.
func (p *pass) plausible(k *candidate, frame string) bool {
	if !k.cue.has("weak") || frame == "quote" {
		return true
	}
	m := p.mentionIn(k.subj.np)
	return m >= 0 && speaks(p.d.Mentions[m].Type)
}

// severalAgree reports whether several are the subject: who agree to do something have agreed with each other, which happens and is not said.
func (p *pass) severalAgree(s subject) bool {
	if len(s.co) > 0 || s.np.Empty() {
		return len(s.co) > 0
	}
	c := p.chunkAt(s.np.First)
	if c == nil {
		return false
	}
	return p.d.Lower(c.Head) == "they" || p.d.Tags[c.Head].Penn == "NNS" && parties[p.d.Lemmas[c.Head]]
}

// parties are nouns whose plural means those who deal with each other.
var parties = text.WordSet("side party country nation state government power leader neighbour neighbor rival minister envoy negotiator")

// anonymity reports whether an infinitive is the outlet's remark on its source ("asked not to be named").
func (p *pass) anonymity(r parley.TokenRange) bool {
	for i := r.First; i < r.End && i < r.First+5; i++ {
		switch p.d.Lower(i) {
		case "named", "identified", "quoted", "anonymity", "anonymous":
			return true
		}
	}
	return false
}

func (p *pass) earlier(first int) bool {
	for i := first - 1; i >= p.lo && i >= first-3; i-- {
		switch p.d.Lower(i) {
		case "earlier", "previously", "before":
			return true
		}
	}
	return false
}

// shares is the share of statements of each construction whose content is right (Dice of at least one half) on PolNeAR's training part, with a plain subject
// before the cue; measured in November 2026, rounded.
var shares = map[string]float64{"quote-before": 0.97, "quote": 0.92, "that": 0.91, "clause": 0.87, "object": 0.85, "as": 0.83, "before": 0.82, "prep": 0.81, "wh": 0.79, "noun": 0.77, "gap": 0.7, "passive": 0.7, "infinitive": 0.66}

// score is the confidence of a verb statement: the share of its construction, less where the subject is found in a way that errs more often.
func score(k *candidate, frame string) float64 {
	x := shares[frame]
	switch k.subj.how {
	case relative:
		x -= 0.25
	case noSubject, expletive:
		x -= 0.15
	case participle:
		x -= 0.08
	}
	return x
}

// right looks for content after token i. It fills s and returns the name of the construction, "" where there is none.
func (p *pass) right(k *candidate, s *draft, i int) string {
	i = p.addressee(k, s, i)
	i = p.skipAdjuncts(i)
	if i >= p.limit(k.head) {
		return ""
	}
	frame, start := p.frameAt(k, s, i)
	if frame == "" {
		return ""
	}
	end := p.contentEnd(k, frame, start)
	if end <= start || p.d.Word(start) == "," {
		return ""
	}
	s.parts = []parley.TokenRange{{First: start, End: end}}
	if q := p.d.Tokens[start].Quote; q >= 0 && q != p.d.Tokens[k.head].Quote {
		s.quote = p.outer(int(q))
		if frame == "clause" || frame == "quote" {
			frame = "quote"
			p.wholeQuote(s)
		}
	}
	return frame
}

// limit is the token after the last that the content of a cue at token i may hold: the end of its quotation, else of the sentence.
func (p *pass) limit(i int) int {
	q := p.d.Tokens[i].Quote
	if q < 0 {
		return p.hi
	}
	end := p.d.Quotes[q].Inner.End
	j := i
	for j < p.hi && p.d.Tokens[j].Span.End <= end {
		j++
	}
	return j
}

func (p *pass) opensQuote(i int) bool {
	q := p.d.Tokens[i].Quote
	return q >= 0 && p.d.Tokens[i].Span.Start <= p.d.Quotes[q].Inner.Start && !p.d.Quotes[q].NoOpen
}

// startsClause reports whether a noun phrase with its own finite verb begins at token i.
func (p *pass) startsClause(i int) bool {
	if i >= p.hi {
		return false
	}
	w := p.d.Lower(i)
	if w == "there" && i+1 < p.hi && p.finiteAt(i+1) {
		return true
	}
	c := p.chunkOf[i]
	if c < 0 || p.d.Chunks[c].Kind != text.NP {
		return false
	}
	for j := p.d.Chunks[c].Tokens.End; j < p.hi && j < i+60; j++ {
		if p.finiteAt(j) {
			return true
		}
		switch p.d.Lower(j) {
		case ".", ";", ":", "!", "?", "that":
			return false
		case ",":
			if j+1 >= p.hi || (p.chunkOf[j+1] < 0 && p.d.Tags[j+1].U != text.SCONJ && p.d.Tags[j+1].U != text.PRON && p.d.Tags[j+1].U != text.ADP) {
				return false
			}
		}
	}
	return false
}

// frameAt says which construction begins at token i, by what the cue allows, and where the content starts.
func (p *pass) frameAt(k *candidate, s *draft, i int) (string, int) {
	c, w := k.cue, p.d.Lower(i)
	own := p.d.Tokens[k.head].Quote
	switch {
	case w == ":" && c.frame("q") && i+1 < p.hi:
		if p.opensQuote(i + 1) {
			return "quote", p.inside(i + 1)
		}
		return "clause", i + 1
	case p.opensQuote(i) && p.d.Tokens[i].Quote != own && (c.frame("q") || c.frame("that")):
		if q := p.d.Quotes[p.d.Tokens[i].Quote]; c.frame("q") && (!q.Scare || c.frame("that")) {
			return "quote", i
		}
	case w == "," && i+1 < p.hi && p.opensQuote(i+1) && c.frame("q"):
		return "quote", p.inside(i + 1)
	case w == "that" && c.frame("that") && i+1 < p.hi:
		return "that", i + 1
	case w == "to" && c.frame("to") && p.verbAt(i):
		return "infinitive", i
	case c.frame("prep"):
		if np, _ := p.nounPhraseAt(i); !np.Empty() || p.d.Tags[i].Penn == "VBG" {
			return "prep", i
		}
	case c.frame("wh") && whWord[w] && !p.relativeTo(s.src, i):
		return "wh", i
	case c.frame("ing") && p.d.Tags[i].Penn == "VBG":
		return "infinitive", i
	}
	return p.objectFrame(k, s, i)
}

// relativeTo reports whether the word at token i opens a clause that the tree hangs on the head of noun phrase r: "said three envoys who were there".
func (p *pass) relativeTo(r parley.TokenRange, i int) bool {
	if !p.trees || r.Empty() || !relativeWord[p.d.Lower(i)] {
		return false
	}
	for t, n := p.up(i), 0; t >= 0 && n < 4; t, n = p.up(t), n+1 {
		if strings.HasPrefix(p.d.Rels[t], "acl:relcl") {
			return r.Has(p.up(t))
		}
	}
	return false
}

var whWord = map[string]bool{"whether": true, "if": true, "what": true, "why": true, "how": true, "when": true, "where": true, "who": true, "which": true}

func (p *pass) verbAt(i int) bool {
	c := p.chunkOf[i]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Tokens.First == i
}

// inside is token i, or the one after it where i is the opening mark itself.
func (p *pass) inside(i int) int {
	if p.d.Tags[i].U == text.PUNCT && i+1 < p.hi {
		return i + 1
	}
	return i
}

// objectFrame handles contents that begin with a noun phrase.
func (p *pass) objectFrame(k *candidate, s *draft, i int) (string, int) {
	c := k.cue
	np, end := p.nounPhraseAt(i)
	if np.Empty() && c.frame("ofor") && (p.d.Tags[i].U == text.DET || p.d.Tags[i].U == text.ADJ || p.d.Tags[i].U == text.NUM) {
		np, end = parley.TokenRange{First: i, End: i + 1}, i+1 // a phrase that the chunker cut ("the mostly rural party")
	}
	if np.Empty() {
		if c.frame("that") && p.startsClause(i) {
			return "clause", i
		}
		return "", 0
	}
	if c.frame("oto") && end < p.hi {
		if j := p.objectTo(end); j > 0 && (!c.has("tight") || j == end && p.mayListen(np)) {
			if c.has("addr") {
				s.addr = np
			}
			return "object", i
		}
	}
	if c.frame("ofor") {
		for j := end; j < p.hi && j < end+12; j++ {
			if w := p.d.Lower(j); w == "of" || w == "for" {
				return "object", i
			}
		}
		if p.hasOf(np) {
			return "object", i
		}
		return "", 0
	}
	if c.frame("oas") && p.objectAs(c, end) {
		return "as", i
	}
	if c.frame("oat") {
		if end+1 < p.hi && p.d.Lower(end) == "at" && p.numberIn(end+1) {
			return "as", i
		}
		return "", 0
	}
	if c.frame("that") && !c.has("thatonly") && p.startsClause(i) {
		return "clause", i
	}
	if (c.frame("np") || (c.negAct != "" && p.d.Chunks[k.chunk].Negated)) && k.subj.how != inverted {
		if c.form == "raise" && !p.issue(np) {
			return "", 0
		}
		return "noun", i
	}
	return "", 0
}

// mayListen reports whether a noun phrase names somebody, or is a pronoun for one.
func (p *pass) mayListen(np parley.TokenRange) bool {
	if m := p.mentionIn(np); m >= 0 {
		return speaks(p.d.Mentions[m].Type)
	}
	switch p.d.Lower(np.First) {
	case "him", "her", "them", "us", "me", "you":
		return np.Len() == 1
	}
	return false
}

// issue reports whether a noun phrase names a matter that one raises in talk.
func (p *pass) issue(np parley.TokenRange) bool {
	for i := np.First; i < np.End; i++ {
		switch p.d.Lemmas[i] {
		case "issue", "question", "matter", "concern", "topic", "subject", "objection", "doubt":
			return true
		}
	}
	return false
}

func (p *pass) hasOf(np parley.TokenRange) bool {
	for i := np.First; i < np.End; i++ {
		if p.d.Lower(i) == "of" {
			return true
		}
	}
	return false
}

// objectTo is the infinitive that belongs to an object ending before token i, within reach; -1 where there is none.
func (p *pass) objectTo(i int) int {
	for j := i; j < p.hi && j < i+14; j++ {
		if p.d.Lower(j) == "to" && (p.verbAt(j) || j > i && p.d.Lower(j-1) == "not" && p.verbAt(j-1)) {
			return j
		}
		if p.finiteAt(j) || p.d.Word(j) == ";" || p.d.Lower(j) == "that" || p.d.Word(j) == "," && j+1 < p.hi && p.d.Tags[j+1].Penn == "VBG" {
			return -1
		}
	}
	return -1
}

// objectAs reports whether what an object is said to be begins at token i: "as …", a quotation, an adjective, another noun phrase ("called the plan a trap").
func (p *pass) objectAs(c *cue, i int) bool {
	if i >= p.hi {
		return false
	}
	if c.has("asonly") { // who "identified himself as Roe" told his name
		return p.d.Lower(i) == "as" && !(c.form == "identify" && strings.HasSuffix(p.d.Lower(i-1), "self"))
	}
	np, _ := p.nounPhraseAt(i)
	return p.d.Lower(i) == "as" || p.opensQuote(i) || p.d.Tags[i].U == text.ADJ || !np.Empty() && p.timeOf[i] < 0
}

// numberIn reports whether a number stands among the next tokens from i on ("at some 6,500").
func (p *pass) numberIn(i int) bool {
	for j := i; j < p.hi && j < i+4; j++ {
		if p.d.Tags[j].U == text.NUM {
			return true
		}
	}
	return false
}
