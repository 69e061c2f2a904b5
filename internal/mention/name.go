package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// nameCand is a candidate for the name a unit reads at r.
func (p *pass) nameCand(tok parley.TokenRange, j int, u unit, modifier bool) cand {
	c := cand{
		tok: tok, core: parley.TokenRange{First: j, End: u.end}, head: u.end - 1, kind: parley.NameMention,
		class: u.form.class, entry: u.form.entry, side: -1, same: -1, modifier: modifier, many: false,
	}
	if u.form.class == classes {
		c.entry = -1
		if u.typ != "" {
			c.votes.add(u.typ, headVote)
		}
		for k := j; k+1 < u.end; k++ { // "Union of Harbour Workers": the head stands before "of"
			if w := p.low[k+1]; k > j-1 && (w == "of" || w == "for") {
				c.head = k
				break
			}
		}
		return c
	}
	e := p.f.lex.entries[u.form.entry]
	c.typ = e.typ
	return c
}

// namePart takes a name into the phrase.
func (p *pass) namePart(h *head, j, hi int, u unit) (int, bool) {
	if u.typ == "event" || u.form.class == classes && p.low[j] == "operation" {
		return u.end, false // a war or a feast is no entity
	}
	r := parley.TokenRange{First: j, End: u.end}
	if e := p.possessive(u.end, hi); e > 0 {
		c := p.nameCand(parley.TokenRange{First: h.nameStart(j), End: u.end}, j, u, true)
		c.side = h.side
		h.side, h.det, h.mods = p.emit(c), possessed, ""
		return e, e < hi
	}
	if p.glued(u.end) && u.end+1 < hi { // "Harland-backed rebels"
		p.emit(p.nameCand(r, j, u, true))
		h.plain = true
		if h.det == bare {
			h.det = definite
		}
		return min(u.end+2, hi), u.end+2 < hi
	}
	if e := p.labelled(j, u, hi); e > 0 {
		c := p.nameCand(parley.TokenRange{First: h.nameStart(j), End: e}, j, u, false)
		c.det, c.side, c.role = h.det, h.side, p.text(u.end, e)
		return p.abbreviation(p.emit(c), e, hi), false
	}
	if p.headAhead(u.end, hi) {
		if n := p.emit(p.nameCand(r, j, u, true)); h.side < 0 || !p.envoyAhead(u.end, hi) {
			h.side = n
		}
		if h.det == bare {
			h.det = definite
		}
		return u.end, true
	}
	c := p.nameCand(parley.TokenRange{First: h.nameStart(j), End: u.end}, j, u, false)
	if h.side >= 0 && (u.form.class == org || u.typ == parley.Organization || u.typ == parley.Group) {
		c.tok.First = h.start // "Harland's Foreign Office"
	}
	c.det, c.side = h.det, h.side
	if h.title != "" && c.class == classes {
		c.role = h.title
		c.votes.add(parley.Person, titleVote)
	}
	if c.side >= 0 && p.cands[c.side].tok.First >= c.core.First {
		c.side = -1
	}
	n := p.emit(c)
	return p.abbreviation(n, u.end, hi), false
}

// labels are common nouns behind a name that only say what it is.
var labels = []string{"monitoring group", "monitoring organisation", "monitoring organization", "rights group", "human rights group", "rights watchdog", "war monitor",
	"news agency", "newswire", "newspaper", "news website", "news channel", "television channel", "tv channel", "militant group", "rebel group", "armed group", "jihadist group",
	"insurgent group", "extremist group", "terror group", "terrorist group"}

// labelled is the token after a label behind the name u of a body ("the Lakeside Observatory [monitoring group]"), 0 where none follows. The name of a country
// or a place is none of a body: "the Harland news agency" is an agency.
func (p *pass) labelled(j int, u unit, hi int) int {
	if u.end-j > 2 && p.word(u.end) == "group" && u.end < hi && p.possessive(u.end+1, hi) == 0 && of(u.form.class).has(of(org)) && p.upos(u.end+1) != text.NOUN && p.upos(u.end+1) != text.PROPN {
		return u.end + 1 // "the Lakeside Watch for Bird Life group"
	}
	body := of(u.form.class).has(of(org, outlet)) || u.form.class == classes && u.end > j+1 && (u.typ == parley.Organization || u.typ == parley.Group)
	if !body || u.end+1 >= hi || p.cap(u.end) {
		return 0
	}
	for _, l := range labels {
		a, b, two := strings.Cut(l, " ")
		e := u.end + 1
		switch {
		case p.low[u.end] != a:
			continue
		case two && strings.Contains(b, " "):
			x, y, _ := strings.Cut(b, " ")
			if e = u.end + 3; e > hi || p.low[u.end+1] != x || p.low[u.end+2] != y {
				continue
			}
		case two:
			if e = u.end + 2; e > hi || p.low[u.end+1] != b {
				continue
			}
		}
		if p.possessive(e, hi) > 0 || e < hi && (p.upos(e) == text.NOUN || p.upos(e) == text.PROPN) {
			return 0 // "the news agency's editor", "the news agency reporter"
		}
		return e
	}
	return 0
}

// nameStart is where a mention that begins with the name at j starts: with its determiner and modifiers.
func (h *head) nameStart(j int) int {
	if h.det == possessed || h.det == numbered || h.side >= 0 {
		return j
	}
	return h.start
}

// possessive is the token after a possessive mark at i, 0 where there is none.
func (p *pass) possessive(i, hi int) int {
	if i >= hi {
		return 0
	}
	switch w := p.low[i]; {
	case w == "'s":
		return i + 1
	case w == "'" && strings.HasSuffix(p.low[i-1], "s") && i+1 < hi && !p.closes(i):
		return i + 1
	}
	return 0
}

// closes reports whether the mark at i closes a quotation.
func (p *pass) closes(i int) bool {
	q := p.d.Tokens[i].Quote
	return q >= 0 && int(q) < len(p.d.Quotes) && p.d.Quotes[q].Outer.End == p.d.Tokens[i].Span.End && !p.d.Quotes[q].NoEnd
}

// headAhead reports whether a noun of the tables follows that the words before it only modify.
func (p *pass) headAhead(i, hi int) bool {
	for n := 0; n < 3 && i < hi; n++ {
		e, fs := p.match(i, hi)
		if e > 0 {
			f, ok := pick(fs, titles|nominal)
			if !ok || f.class == address {
				return false
			}
			switch p.upos(e - 1) {
			case text.VERB, text.AUX, text.ADP, text.ADV:
				return false
			case text.X:
				if verbal[p.low[e-1]] && !p.cap(e-1) {
					return false
				}
			}
			return true
		}
		w := p.low[i]
		if !roleModifier[w] && !plainModifier[w] && p.upos(i) != text.ADJ {
			return false
		}
		i++
	}
	return false
}

var verbal = text.WordSet("plans offers reports forces sides states heads leaders pledges drafts files letters cables bills acts exchanges front monitors observers chairs head chief lead report plan offer draft state side force bank witness sources monitor file act deal pledge deals settlement mission")

// abbreviation takes "(OLS)" after the name n as a second name of the same entity.
func (p *pass) abbreviation(n, i, hi int) int {
	if i+2 >= hi || (p.low[i] != "(" || p.low[i+2] != ")") && (p.low[i] != "<" || p.low[i+2] != ">") {
		return i
	}
	w := p.d.Word(i + 1)
	if p.low[i] == "<" && strings.ToUpper(w) != w {
		return i // only the code of a share stands so behind a name
	}
	if len(w) < 2 || len(w) > 12 || !isUpper(w) || !(i+3 < hi && dashes[p.low[i+3]]) && strings.ToUpper(w[1:]) != w[1:] && !strings.HasSuffix(w, "s") {
		return i
	}
	dateline := i+3 < hi && dashes[p.low[i+3]] // "TARN (Harpress) - "
	if !dateline && p.cands[n].core.Len() < 2 && p.cands[n].class == classes && !p.initialled(&p.cands[n], w) {
		return i
	}
	u := unit{end: i + 2, form: form{class: classes, entry: -1}}
	if e, fs := p.match(i+1, hi); e == i+2 {
		if f, ok := pick(fs, of(org, state)); ok && p.cands[n].class != classes {
			u.form = f
		}
	}
	c := p.nameCand(one(i+1), i+1, u, false)
	if dateline {
		p.cands[n].votes.add(parley.Place, titleVote)
		c.votes.add(parley.Organization, titleVote)
		c.role = "agency"
		p.emit(c)
		return i + 3
	}
	c.same = n
	c.rule = "mention/abbreviation"
	p.emit(c)
	if p.cands[n].class == classes && p.cands[n].votes.total() == 0 {
		p.cands[n].votes.add(parley.Organization, 30)
	}
	return i + 3
}

var dashes = text.WordSet("- – — --")

// titled reads a title, its complement and the name it stands before.
func (p *pass) titled(h *head, j, hi int, u unit) int {
	k := u.end
	role := strings.TrimSpace(h.mods + " " + p.text(j, k))
	cl, gender := u.form.class, p.f.lex.entries[u.form.entry].gender
	for n := 0; n < 3 && k < hi; n++ { // "deputy defence minister Colonel"
		if p.glued(k) && elect[p.word(k+1)] { // "Foreign Minister-designate"
			k += 2
			continue
		}
		e, fs := p.match(k, hi)
		f, ok := pick(fs, titles)
		if !ok || f.class == voice && cl == rank || f.class == address && (!p.cap(k) || p.givenOpens(k, hi)) { // "Mayor Don Roe"
			break
		}
		if f.class != address && f.class != rank {
			role, cl = strings.TrimSpace(h.mods+" "+p.text(j, e)), f.class
		}
		if g := p.f.lex.entries[f.entry].gender; g != '-' {
			gender = g
		}
		k = e
	}
	if cl == address || cl == rank && u.form.class != rank {
		role = shortOffice[p.low[j]]
	}
	if n := p.personAt(k, hi); n.end > 0 {
		return p.person(h, k, n, role, gender)
	}
	if cl == address || cl == rank && !p.standsAlone(h, k) {
		return k
	}
	c := cand{
		tok: parley.TokenRange{First: h.start, End: k}, core: parley.TokenRange{First: j, End: k}, head: k - 1, kind: parley.NominalMention,
		class: cl, entry: u.form.entry, typ: parley.Person, role: role, gender: known(gender), side: h.side, same: -1, det: h.det,
	}
	return p.office(h, c, k, hi)
}

// elect are the words behind a hyphen that say who is to take an office.
var elect = text.WordSet("designate elect nominate")

// shortOffice spells out the titles before a name that stand for an office.
var shortOffice = map[string]string{"sen.": "senator", "sen": "senator", "sens.": "senator", "rep.": "representative", "reps.": "representative", "govs.": "governor", "gov.": "governor", "gov": "governor", "amb.": "ambassador", "amb": "ambassador", "pres.": "president"}

func known(g byte) byte {
	if g == '-' {
		return 0
	}
	return g
}

// text is the words of [i, j) in lower case, a blank between.
func (p *pass) text(i, j int) string { return strings.Join(p.low[i:j], " ") }

// standsAlone reports whether a word that is also an adjective is a noun here: "the general said".
func (p *pass) standsAlone(h *head, k int) bool {
	if h.det != definite && h.det != indefinite && h.det != possessed {
		return false
	}
	if p.tags != nil {
		return p.tags[k-1].U == text.NOUN || p.tags[k-1].U == text.PROPN
	}
	return afterNoun[p.word(k)]
}

var afterNoun = text.WordSet("said says told added was is had has who , . in of from and will would")

// personAt is the unit of a person's name at k after a title, with end 0 where there is none.
func (p *pass) personAt(k, hi int) unit {
	if k >= hi || !p.cap(k) || function[p.low[k]] || p.calendar(k) {
		return unit{}
	}
	e, fs := p.match(k, hi)
	if e > 0 {
		if _, ok := pick(fs, of(org, outlet, adjective)|titles); ok && p.f.names[p.low[k]] == 0 {
			return unit{}
		}
	}
	u := p.runOn(k, k, hi)
	if u.typ != "" && u.typ != parley.Person && u.end > k+1 || p.kinds[p.d.Tokens[k].Sentence] != plain && !p.known[p.low[k]] && p.f.names[p.low[k]] == 0 {
		return unit{}
	}
	u.form = form{class: classes, entry: -1}
	u.typ = ""
	return u
}

// person emits the name at n with its title before k.
func (p *pass) person(h *head, k int, n unit, role string, gender byte) int {
	c := p.nameCand(parley.TokenRange{First: h.start, End: n.end}, k, n, false)
	c.votes.add(parley.Person, titleVote)
	c.role, c.gender, c.side, c.det = role, known(gender), h.side, h.det
	if h.det == possessed && h.side >= 0 && p.cands[h.side].kind == parley.PronounMention {
		c.side = -1
	}
	p.emit(c)
	return n.end
}

// envoys are nouns for those who speak for one party at the seat of another.
var envoys = text.WordSet("envoy ambassador emissary representative delegate consul attache attaché nuncio legate")

// envoyAhead reports whether one of these nouns stands within the next words: what stands first before it is whose envoy it is ("the Harland council's Veska envoy").
func (p *pass) envoyAhead(i, hi int) bool {
	for k := i; k < min(hi, i+3); k++ {
		if envoys[p.low[k]] {
			return true
		}
	}
	return false
}

// office emits a title without a name, with its complement ("of the X") and the name it explains.
func (p *pass) office(h *head, c cand, k, hi int) int {
	end, side := p.complementOf(c.class, k, hi)
	if side >= 0 {
		c.tok.End = end
		if post := p.word(k); envoys[p.low[c.head]] && post != "of" && post != "from" {
			side = c.side // "Harland's envoy to Veska" is Harland's
		}
		c.side = side
	}
	end = max(end, k)
	bareWord := c.det == bare && side < 0 && h.side < 0
	if side >= 0 {
		if n := p.personAt(end, hi); n.end > 0 && !p.start(end) {
			d := p.nameCand(parley.TokenRange{First: h.start, End: n.end}, end, n, false)
			d.votes.add(parley.Person, titleVote)
			d.role, d.gender, d.side, d.det = c.role, c.gender, side, c.det
			p.emit(d)
			return n.end
		}
	}
	if bareWord && !p.cap(c.core.First) && !p.start(c.core.First) {
		return k
	}
	if bareWord && p.nextNoun(k) || p.upos(k) == text.NOUN && !p.cap(k) {
		return k
	}
	c.unnamed = c.det == indefinite && (c.class == voice || c.class == member || c.class == office)
	p.emit(c)
	return end
}

// nextNoun reports whether the word at k makes the title before it a mere modifier.
func (p *pass) nextNoun(k int) bool {
	switch p.upos(k) {
	case text.NOUN, text.PROPN, text.ADJ:
		return true
	}
	return false
}

// complementOf reads "of the X", "for X", "to X" after a noun of class cl, and gives the candidate that heads X.
func (p *pass) complementOf(cl class, k, hi int) (end, side int) {
	if k+1 >= hi {
		return k, -1
	}
	w := p.low[k]
	at := k + 1
	switch {
	case w == "close" && p.word(k+1) == "to":
		at = k + 2
	case w == "of", w == "for" && cl != body && cl != crowd:
	case (w == "at" || w == "in" || w == "from" || w == "within" || w == "inside" || w == "with") && cl == source:
	case w == "to" && cl == office, w == "from" && cl != body:
	default:
		return k, -1
	}
	mark := len(p.cands)
	e := p.phrase(at, hi)
	for n := len(p.cands) - 1; n >= mark; n-- {
		if c := &p.cands[n]; c.tok.First == at && c.tok.End <= max(e, c.tok.End) && c.kind != parley.PronounMention && !c.modifier {
			return c.tok.End, n
		}
	}
	return max(e, k), -1
}
