package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A pronoun is what a pronoun can stand for.
type pronoun struct {
	name   string
	gender byte // 'm', 'f', 'n' (it), 'p' (they), '1' (I, we, you)
	many   bool
	before bool // possessive that stands before its noun
}

var pronouns = map[string]pronoun{
	"he": {"he", 'm', false, false}, "him": {"he", 'm', false, false}, "himself": {"he", 'm', false, false}, "his": {"he", 'm', false, true},
	"she": {"she", 'f', false, false}, "herself": {"she", 'f', false, false}, "hers": {"she", 'f', false, false}, "her": {"she", 'f', false, true},
	"it": {"it", 'n', false, false}, "itself": {"it", 'n', false, false}, "its": {"it", 'n', false, true},
	"they": {"they", 'p', true, false}, "them": {"they", 'p', true, false}, "themselves": {"they", 'p', true, false}, "their": {"they", 'p', true, true},
	"i": {"I", '1', false, false}, "me": {"I", '1', false, false}, "myself": {"I", '1', false, false}, "my": {"I", '1', false, true},
	"we": {"we", '1', true, false}, "us": {"we", '1', true, false}, "ourselves": {"we", '1', true, false}, "our": {"we", '1', true, true},
}

// isPronoun tells "US" the state and "I" the numeral from pronouns.
func (p *pass) isPronoun(i, hi int) bool {
	w := p.d.Word(i)
	switch p.low[i] {
	case "he":
		return w != "HE" || !p.cap(i+1)
	case "us":
		return w != "US"
	case "i":
		return w == "I" && (i+1 >= hi || p.low[i+1] != "." || !p.cap(i+2))
	}
	return p.kinds[p.d.Tokens[i].Sentence] != titled || w != "IT"
}

// commonCand is a candidate for the common noun u reads at j in phrase h.
func (p *pass) commonCand(h *head, j int, u unit, end int, tok parley.TokenRange) cand {
	e := p.f.lex.entries[u.form.entry]
	return cand{
		tok: tok, core: parley.TokenRange{First: j, End: end}, head: end - 1, kind: parley.NominalMention, class: u.form.class,
		entry: u.form.entry, typ: e.typ, side: h.side, same: -1, det: h.det, many: u.form.many,
		role: strings.TrimSpace(h.mods + " " + strings.ToLower(e.name)),
	}
}

// common reads a common noun as the head of its phrase, with its complement and the name that it explains.
func (p *pass) common(h *head, j, hi int, u unit) int {
	if p.verbHere(h, j, u) || p.low[u.end-1] == "party" && p.word(u.end) == "to" {
		return u.end
	}
	_, fs := p.match(j, hi)
	if f, ok := pick(fs, of(mouth)); ok {
		if n := p.outletName(h, j, u.end, hi); n > 0 {
			return n
		}
		if u.form.class != body {
			u.form = f
		}
	}
	if f, ok := pick(fs, of(party)); ok && (h.num || u.form.class == party) {
		u.form = f
		return p.sides(h, j, u, hi)
	}
	if f, ok := pick(fs, of(source)); ok && u.form.class == crowd && (h.det == indefinite || h.det == bare) {
		u.form = f
	}
	if n := p.bodyName(h, j, u, hi); n > 0 {
		return n
	}
	c := p.commonCand(h, j, u, u.end, parley.TokenRange{First: h.start, End: u.end})
	switch c.class {
	case site:
		return p.siteName(h, c, hi)
	case source:
		return p.sourceNoun(h, c, hi)
	case document:
		return p.documentNoun(h, c)
	}
	if c.class == body && p.cap(j) && (h.side >= 0 || !p.start(j)) {
		c.kind = parley.NameMention
		if t := headType(p.f.heads[p.d.Word(u.end-1)]); t == parley.Group {
			c.typ = t
		}
	}
	if c.class == body || c.class == crowd {
		if e, s := p.complementOf(c.class, u.end, hi); s >= 0 {
			c.tok.End, c.side = e, s
		}
	}
	lone := c.det == bare && c.side < 0 && !c.many && c.class != press
	if lone && !p.cap(j) && !bareCrowd[p.low[u.end-1]] || lone && c.class == body && p.start(j) && p.upos(j) != text.NOUN && p.upos(j) != text.PROPN {
		return u.end
	}
	if n := p.stateCalled(h, u.end, hi); n > 0 {
		return n
	}
	if n := p.personAt(c.tok.End, hi); n.end > 0 && c.class == crowd && (!c.many || p.cap(j)) { // "rebel Ana Roe"
		return p.person(h, c.tok.End, n, c.role, 0)
	}
	p.emit(c)
	return c.tok.End
}

// stateCalled reads "its ally Harland", "neighbouring rival Harland": a noun that says how one state stands to another, and the name of a state at i; 0 where
// it is none.
func (p *pass) stateCalled(h *head, i, hi int) int {
	if !standing[p.low[i-1]] || p.cap(i-1) || i >= hi || !p.cap(i) {
		return 0
	}
	v, ok := p.unit(i, hi)
	if !ok || v.form.class != state || p.possessive(v.end, hi) > 0 || p.hasTitle(i, v.end) || p.nextNoun(v.end) {
		return 0
	}
	c := p.nameCand(parley.TokenRange{First: h.start, End: v.end}, i, v, false)
	c.det = definite
	p.emit(c)
	return v.end
}

// standing are nouns for a state by how it stands to another.
var standing = text.WordSet("ally neighbour neighbor rival foe enemy adversary partner backer patron sponsor creditor donor guarantor opponent")

// bodyName reads "the relief agency X", "the rebel group X"; 0 where no name follows.
func (p *pass) bodyName(h *head, j int, u unit, hi int) int {
	band := u.form.class == crowd && bands[p.low[u.end-1]]
	if u.form.class != body && !band || u.form.many || u.end >= hi || p.cap(u.end-1) || !p.cap(u.end) || p.f.names[p.low[u.end]] != 0 {
		return 0
	}
	v, ok := p.unit(u.end, hi)
	if !ok || v.form.class != classes && !of(v.form.class).has(of(org, outlet)) || p.hasTitle(u.end, v.end) {
		return 0
	}
	c := p.nameCand(parley.TokenRange{First: h.start, End: v.end}, u.end, v, false)
	c.det, c.side, c.role = h.det, h.side, p.text(j, u.end)
	if v.form.class == classes {
		t := parley.Organization
		if band {
			t = parley.Group
		}
		c.votes.add(t, headVote)
	}
	return p.abbreviation(p.emit(c), v.end, hi)
}

var bands = text.WordSet("group movement faction militia coalition alliance junta bloc insurgency resistance")

var bareCrowd = text.WordSet("opposition police insurgency resistance parliament congress troops forces")

// verbHere reports whether the word at j is a verb of the same form: "Harland plans to".
func (p *pass) verbHere(h *head, j int, u unit) bool {
	if u.end != j+1 {
		return false
	}
	switch p.upos(j) {
	case text.VERB, text.AUX, text.ADP, text.ADV:
		return h.det == bare || p.upos(j) != text.VERB
	case text.X:
		return h.det == bare && verbal[p.low[j]] && !p.cap(j)
	}
	return false
}

// outletName reads "the newspaper X", "the agency X"; 0 where no name follows.
func (p *pass) outletName(h *head, j, k, hi int) int {
	if k >= hi || !p.cap(k) || function[p.low[k]] {
		return 0
	}
	u, ok := p.unit(k, hi)
	if !ok || !of(u.form.class).has(of(outlet, org)) && u.form.class != classes {
		return 0
	}
	c := p.nameCand(parley.TokenRange{First: h.start, End: u.end}, k, u, false)
	c.det, c.side = h.det, h.side
	if u.form.class == classes {
		c.votes.add("outlet", headVote)
	}
	c.role = p.text(j, k)
	p.emit(c)
	return u.end
}

// outletTitled reads "the broadcaster XYZ" at j, whose noun is one for people too, where what follows at k is nobody's full name; 0 where it is no outlet.
func (p *pass) outletTitled(h *head, j, k, hi int) int {
	_, fs := p.match(j, hi)
	if _, ok := pick(fs, of(mouth)); !ok || p.fullNameAt(k, hi) || k < hi && p.f.sure(p.low[k]) != 0 {
		return 0
	}
	return p.outletName(h, j, k, hi)
}

// sides emits "the two sides", "both governments", "the Harland side".
func (p *pass) sides(h *head, j int, u unit, hi int) int {
	c := p.commonCand(h, j, u, u.end, parley.TokenRange{First: h.start, End: u.end})
	w := p.low[u.end-1]
	switch {
	case w == "side" && h.side >= 0 && !h.num:
		c.rule, c.same = "mention/side", h.side
	case c.many && (h.num || w == "sides" || w == "parties" || w == "belligerents"):
		c.rule = "mention/sides"
	case w == "side" && h.side < 0:
		c.class = classes // "each side", "the other side": not to be told which
	default:
		if h.det == bare && h.side < 0 {
			return u.end
		}
		c.class = crowd
		if _, fs := p.match(j, hi); len(fs) > 0 {
			if f, ok := pick(fs, of(body, land, crowd, site)); ok {
				v := u
				v.form = f
				c = p.commonCand(h, j, v, u.end, c.tok)
			}
		}
		if c.class == site {
			return p.siteName(h, c, hi)
		}
		if c.class == body {
			if e, s := p.complementOf(body, u.end, hi); s >= 0 {
				c.tok.End, c.side = e, s
			}
		}
	}
	p.emit(c)
	return c.tok.End
}

// siteName emits "the city of X", "the X crossing", "the northern quarter".
func (p *pass) siteName(h *head, c cand, hi int) int {
	k := c.core.End
	if p.word(k) == "of" && k+1 < hi && p.cap(k+1) {
		if u, ok := p.unit(k+1, hi); ok && (u.form.class == classes || of(u.form.class).has(of(place, capital, state))) {
			if strings.HasPrefix(p.low[c.head], "capital") && u.form.class != capital { // "the capital of Harland"
				c.side = p.emit(p.nameCand(parley.TokenRange{First: k + 1, End: u.end}, k+1, u, true))
				c.tok.End = u.end
				p.emit(c)
				return u.end
			}
			d := p.nameCand(parley.TokenRange{First: h.start, End: u.end}, k+1, u, false)
			d.votes.add(parley.Place, headVote)
			d.place = u.form.class == capital || u.form.class == state
			p.emit(d)
			return u.end
		}
	}
	if h.det == bare && h.side < 0 && !h.plain || p.d.Word(h.start)[0] <= '9' && p.d.Word(h.start)[0] >= '0' {
		return k
	}
	if h.side >= 0 {
		p.cands[h.side].votes.add(parley.Place, 3)
	}
	p.emit(c)
	return k
}

// sourceNoun emits an unnamed source, or a person with a plain description.
func (p *pass) sourceNoun(h *head, c cand, hi int) int {
	k := c.core.End
	if e, s := p.complementOf(source, k, hi); s >= 0 {
		c.tok.End, c.side = e, s
	}
	if n := p.personAt(c.tok.End, hi); n.end > 0 && !c.many {
		if bearers[p.word(n.end)] && !p.cap(n.end) { // "the official Tarn Dorva newspaper"
			return c.tok.End
		}
		return p.person(h, c.tok.End, n, c.role, 0)
	}
	if c.many {
		c.typ = parley.Group
	} else if c.det != indefinite && posts[c.role] != "" {
		c.class = office // "the top Harland diplomat" is its foreign minister
	}
	if c.det == bare && !c.many && h.side < 0 && !p.start(c.core.First) {
		return c.tok.End
	}
	c.unnamed = c.det != definite || c.many
	p.emit(c)
	return c.tok.End
}

// documentNoun emits a paper named by a noun: "the working paper", "Harland's proposal".
func (p *pass) documentNoun(h *head, c cand) int {
	if h.det == bare && h.side < 0 {
		return c.core.End
	}
	p.emit(c)
	return c.core.End
}
