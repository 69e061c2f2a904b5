package mention

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// scan finds the candidates of every sentence, headlines in title case last so that the body's names are known.
func (p *pass) scan() {
	for s := range p.d.Sentences {
		if p.kinds[s] == plain {
			p.sentence(s)
		}
	}
	for i := range p.cands {
		if c := &p.cands[i]; c.kind == parley.NameMention {
			for t := c.core.First; t < c.core.End; t++ {
				if p.cap(t) && !function[p.low[t]] {
					p.known[p.low[t]] = true
				}
			}
		}
	}
	p.families()
	p.again()
	for s := range p.d.Sentences {
		if p.kinds[s] == titled || p.kinds[s] == shout {
			p.sentence(s)
		}
	}
}

// families gathers the surnames that are nouns of the lexicon elsewhere: "Power" after "Ana Power".
func (p *pass) families() {
	for i := range p.cands {
		c := &p.cands[i]
		if c.core.Len() < 2 || !p.personal(c) {
			continue
		}
		t := c.core.End - 1
		if e, fs := p.match(t, c.core.End); e > 0 {
			if _, ok := pick(fs, nominal); ok {
				if p.family == nil {
					p.family = map[string]bool{}
				}
				p.family[p.low[t]] = true
			}
		}
	}
}

// surname reports whether token i is such a surname, by itself, with a capital that no sentence gives it or before a verb of saying.
func (p *pass) surname(i, hi int) bool {
	return p.family[p.low[i]] && p.cap(i) && (!p.start(i) || speech[p.word(i+1)]) && !p.cap(i-1) && !(i+1 < hi && p.cap(i+1))
}

// again reads those sentences anew that open with a name found since, which at their first word looked like any word.
func (p *pass) again() {
	first := map[int]bool{} // tokens that a name covers
	for i := range p.cands {
		if c := &p.cands[i]; c.kind == parley.NameMention {
			first[c.core.First] = true
		}
	}
	old := len(p.cands)
	anew := map[int]bool{}
	for s := range p.d.Sentences {
		r := p.d.Sentences[s].Tokens
		if p.kinds[s] != plain {
			continue
		}
		for i := r.First; i < r.End && i < r.First+3; i++ {
			if w := p.low[i]; p.cap(i) && p.start(i) && p.known[w] && !first[i] && !ordinary[w] && p.seen[w] == 0 && p.f.heads[p.d.Word(i)] == "" && p.single(w) {
				anew[s] = true
				p.inner[w] = true
			}
		}
		for i := r.First; i < r.End && p.family != nil && !anew[s]; i++ {
			anew[s] = p.surname(i, r.End)
		}
		if anew[s] {
			p.sentence(s)
		}
	}
	for i := range p.cands[:old] {
		p.cands[i].dead = anew[p.cands[i].sent]
	}
}

// single reports whether w is no form of the lexicon by itself.
func (p *pass) single(w string) bool {
	id, ok := p.f.lex.words[w]
	if !ok {
		return true
	}
	n, ok := p.f.lex.next[uint64(uint32(id))]
	return !ok || len(p.f.lex.forms[n]) == 0
}

func (p *pass) sentence(s int) {
	r := p.d.Sentences[s].Tokens
	for i := r.First; i < r.End; {
		n := p.phrase(i, r.End)
		i = max(n, i+1)
	}
}

// emit adds a candidate and returns its number.
func (p *pass) emit(c cand) int {
	c.sent = int(p.d.Tokens[c.tok.First].Sentence)
	c.ent = -1
	if c.kind == parley.NameMention {
		c.name = p.fullName(c.core)
	}
	p.cands = append(p.cands, c)
	return len(p.cands) - 1
}

// fullName is the folded words of a range, a blank between.
func (p *pass) fullName(r parley.TokenRange) string {
	if r.Len() == 1 {
		return p.low[r.First]
	}
	var b strings.Builder
	for i := r.First; i < r.End; i++ {
		if i > r.First && !p.glue[i] && !p.glue[i-1] {
			b.WriteByte(' ')
		}
		b.WriteString(p.low[i])
	}
	return b.String()
}

// A head is a phrase while it is read from its first word on.
type head struct {
	start int
	det   det
	side  int    // candidate before the head that gives the side, -1
	title string // noun before a name that stands in no table: "actress"
	mods  string // lower-case modifiers that belong to a role: "former", "deputy"
	plain bool   // a modifier stood before the head
	num   bool
}

const maxModifiers = 8

// phrase reads a noun phrase at token i and returns where it ends; i where there is none.
func (p *pass) phrase(i, hi int) int {
	if p.depth > 3 {
		return i
	}
	p.depth++
	defer func() { p.depth-- }()
	h := head{start: i, side: -1}
	j := i
	if p.full[i] == 0 { // "Her Grace's Harbours (HGH)" is nobody's
		j = p.determiner(&h, i, hi)
	}
	if j < 0 {
		return i + 1
	}
	for n := 0; n < maxModifiers && j < hi; n++ {
		if j > i && p.glued(j) {
			h.plain = true
			j++
			continue
		}
		if k := p.plainTitle(j, hi); k > 0 {
			h.title = p.text(j, k)
			j = k
			continue
		}
		if p.field(j, hi) {
			h.mods = strings.TrimSpace(h.mods + " " + p.low[j])
			j++
			continue
		}
		u, ok := p.unit(j, hi)
		if ok {
			end, more := p.part(&h, j, hi, u)
			if !more {
				if e := p.owner(&h, end, hi); e > 0 && e < hi {
					j = e
					continue
				}
				return end
			}
			j = end
			continue
		}
		if !p.modifier(&h, j, hi) {
			break
		}
		j++
	}
	if j > i {
		return j
	}
	return i
}

// owner makes the phrase that was just read the possessor of what follows a possessive mark at i; 0 where there is none.
func (p *pass) owner(h *head, i, hi int) int {
	e := p.possessive(i, hi)
	if e == 0 {
		return 0
	}
	for n := len(p.cands) - 1; n >= 0 && n >= len(p.cands)-6; n-- {
		if c := &p.cands[n]; c.tok.End == i && c.tok.First >= h.start && !c.modifier {
			c.modifier = true
			h.side, h.det, h.mods = n, possessed, ""
			return e
		}
	}
	return 0
}

// determiner reads determiner, possessive and number; -1 where a pronoun was the whole phrase.
func (p *pass) determiner(h *head, i, hi int) int {
	w := p.low[i]
	if aloneWords[w] && p.speaksAlone(i) {
		typ, many := parley.Person, w != "another" && w != "one"
		if many {
			typ = parley.Group
		}
		tok := one(i)
		if p.word(i+1) == "of" {
			tok.End = min(p.chunkEnd(i+2), hi)
		}
		p.emit(cand{tok: tok, core: one(i), head: i, kind: parley.NominalMention, class: source, entry: -1, side: -1, same: -1, typ: typ, det: indefinite, many: many, unnamed: true, role: w})
		return -1
	}
	if kind, ok := pronouns[w]; ok && p.isPronoun(i, hi) {
		n := p.emit(cand{tok: one(i), core: one(i), head: i, kind: parley.PronounMention, class: classes, entry: -1, side: -1, same: -1, gender: kind.gender, many: kind.many, rule: kind.name})
		if !kind.before || i+1 >= hi || w == "her" && p.upos(i) == text.PRON && p.tags[i].Penn == "PRP" {
			return -1
		}
		h.det, h.side = possessed, n
		p.cands[n].modifier = true
		return i + 1
	}
	switch w {
	case "this", "that", "these", "those":
		if !p.demonstrative(i, hi) {
			return i
		}
		h.det = definite
	case "the":
		h.det = definite
	case "a", "an", "another", "some", "several", "many", "one", "any", "certain", "few", "dozens", "hundreds", "thousands", "other", "no", "each", "every":
		h.det = indefinite
	case "both", "two", "three", "four":
		h.det, h.num = numbered, true
		return i + 1
	default:
		return i
	}
	if i+1 < hi && (p.low[i+1] == "two" || p.low[i+1] == "three" || p.low[i+1] == "four" || p.low[i+1] == "both" || p.low[i+1] == "2") {
		h.num = true
		return i + 2
	}
	return i + 1
}

// aloneWords may stand for somebody unnamed by themselves: "said another", "some say".
var aloneWords = text.WordSet("another one others some many most several")

// speaksAlone reports whether token i is the whole subject of a verb of speech.
func (p *pass) speaksAlone(i int) bool {
	if !p.hasTrees() || p.rel(i) != "nsubj" || p.up(i) < 0 || !sayingVerb(strings.ToLower(p.d.Lemmas[p.up(i)])) {
		return false
	}
	return p.upos(i+1) != text.NOUN && p.upos(i+1) != text.ADJ && p.upos(i+1) != text.PROPN
}

// chunkEnd is the token after the noun phrase that token i stands in, i where it stands in none.
func (p *pass) chunkEnd(i int) int {
	if n := p.chunkAt(i); n >= 0 {
		return p.d.Chunks[n].Tokens.End
	}
	return i
}

// chunkAt is the noun phrase that token i stands in, -1 where it stands in none.
func (p *pass) chunkAt(i int) int {
	n := sort.Search(len(p.d.Chunks), func(n int) bool { return p.d.Chunks[n].Tokens.End > i })
	if n < len(p.d.Chunks) && p.d.Chunks[n].Kind == text.NP && p.d.Chunks[n].Tokens.Has(i) {
		return n
	}
	return -1
}

// demonstrative tells "that" before a noun from "that" before a clause.
func (p *pass) demonstrative(i, hi int) bool {
	if i+1 >= hi || p.cap(i+1) {
		return false
	}
	if p.tags != nil {
		return p.tags[i].U == text.DET
	}
	return p.low[i] != "that" || p.nominalAhead(i+1, hi) && !speech[p.word(i-1)]
}

func one(i int) parley.TokenRange { return parley.TokenRange{First: i, End: i + 1} }

// modifier takes a lower-case adjective before a head.
func (p *pass) modifier(h *head, j, hi int) bool {
	w := p.low[j]
	if roleModifier[w] {
		h.mods = strings.TrimSpace(h.mods + " " + w)
		h.plain = true
		return true
	}
	if w == "other" || w == "same" {
		h.plain = true
		return true
	}
	if !isLetter(w) && !(w[0] >= '0' && w[0] <= '9') || function[w] {
		return false
	}
	if p.tags != nil {
		switch p.tags[j].U {
		case text.ADJ, text.NUM:
		case text.ADV:
			if h.det == bare {
				return false
			}
		case text.NOUN, text.PROPN:
			if j+1 >= hi || h.det == bare && h.side < 0 || !p.nominalAhead(j+1, hi) {
				return false
			}
		case text.VERB:
			if p.tags[j].Penn != "VBN" && p.tags[j].Penn != "VBG" || h.det == bare {
				return false
			}
		default:
			return false
		}
	} else if !plainModifier[w] && !strings.Contains(w, "-") {
		return false
	}
	h.plain = true
	return true
}

// nominalAhead reports whether a noun of the tables stands at j.
func (p *pass) nominalAhead(j, hi int) bool {
	e, fs := p.match(j, hi)
	if e == 0 {
		return false
	}
	_, ok := pick(fs, nominal|titles)
	return ok
}

var (
	roleModifier  = text.WordSet("former deputy acting interim outgoing incoming ousted exiled ex late senior chief top retired vice assistant special veteran newly-appointed then-")
	plainModifier = text.WordSet(`new old top main official military diplomatic political local regional foreign international national northern southern eastern western central armed moderate
		islamist exiled warring rival opposing neighbouring neighboring besieged occupied pro-government anti-government unnamed unidentified anonymous ranking high-ranking
		high-level informed separate joint proposed draft final latest previous earlier original revised comprehensive partial temporary permanent fragile peace humanitarian ruling
		independent state-run state-owned official powerful key young elderly wounded local western eastern visiting two-day leading small large big other same said present current
		security government rebel army police medical insurgent intelligence health aid relief nuclear legal secret written oral three-page two-page five-point first second third
		72-hour 24-hour 48-hour one-day three-day week-long month-long one-week one-month 30-day 60-day 90-day compromise`)
)

// part takes a unit into the phrase: a possessor, a modifier before the head, or the head itself. The phrase goes on at
// end where more is set, else it ends there.
func (p *pass) part(h *head, j, hi int, u unit) (end int, more bool) {
	cl := u.form.class
	switch {
	case cl == classes || of(cl).has(named):
		return p.namePart(h, j, hi, u)
	case cl == adjective:
		n := p.emit(p.nameCand(parley.TokenRange{First: j, End: u.end}, j, u, true))
		if p.glued(u.end) {
			return min(u.end+2, hi), u.end+2 < hi
		}
		h.side = n
		return u.end, u.end < hi
	case cl == people:
		f := u.form
		c := p.nameCand(parley.TokenRange{First: h.start, End: u.end}, j, u, false)
		c.kind, c.many, c.typ, c.det = parley.NominalMention, f.many, parley.Group, h.det
		c.side = p.emit(p.nameCand(parley.TokenRange{First: j, End: u.end}, j, u, true))
		if !f.many && (p.headAhead(u.end, hi) || p.upos(u.end) == text.NOUN || p.upos(u.end) == text.ADJ) {
			h.side = c.side
			return u.end, u.end < hi
		}
		p.cands = p.cands[:len(p.cands)-1]
		c.side = -1
		if !f.many {
			c.typ = parley.Person
		}
		p.emit(c)
		return u.end, false
	case of(cl).has(titles):
		if n := p.outletTitled(h, j, u.end, hi); n > 0 {
			return n, false
		}
		return p.titled(h, j, hi, u), false
	}
	if p.compound(h, j, hi, u) {
		return u.end, true
	}
	if of(cl).has(of(crowd, source, land)) && !u.form.many && p.upos(u.end) == text.NOUN && !p.cap(u.end) && u.end < hi {
		return u.end, true // "a terrorist organisation"
	}
	return p.common(h, j, hi, u), false
}

// compound takes a common noun that stands before the head: "ministry spokesman", "rebel commander".
func (p *pass) compound(h *head, j, hi int, u unit) bool {
	if u.end >= hi || u.form.many && u.form.class != body {
		return false
	}
	e, fs := p.match(u.end, hi)
	if e == 0 {
		return false
	}
	heads := of(voice, office, member, source, rank)
	if p.cap(j) && !p.start(j) {
		heads |= of(body, crowd)
	}
	if f, ok := pick(fs, heads); !ok || f.class == rank && u.form.class != body {
		return false
	}
	if u.form.class == body || u.form.class == crowd {
		c := p.commonCand(h, j, u, u.end, parley.TokenRange{First: h.start, End: u.end})
		c.modifier = true
		h.side = p.emit(c)
	}
	return true
}
