package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/firm"
	"github.com/parley-press/parley/internal/text"
)

// firms joins the short names of a firm to the one with its legal form: "Ordell Foods" and "Ordell" to "Ordell Foods Inc". Where firms share their first
// word it means none, and neither does that of a person.
func (p *pass) firms(all []cluster, byName map[string]int) {
	first := map[string]int{} // first word to the firm that has it, -1 for several
	for k := range all {
		c := &all[k]
		stem, ok := firm.Name(c.words)
		if !ok || c.into >= 0 {
			continue
		}
		c.votes.add(parley.Organization, headVote)
		c.firm = true
		if s, ok := byName[strings.Join(stem, " ")]; ok && all[s].votes[0] < titleVote {
			all[s].votes = votes{}
			merge(all, k, s)
		}
		if j, ok := first[stem[0]]; ok && (j < 0 || root(all, j) != root(all, k)) {
			k = -1
		}
		first[stem[0]] = k
	}
	for w, k := range first {
		if s, ok := byName[w]; ok && k >= 0 && all[s].into < 0 && all[s].votes[0] < titleVote && p.f.names[w] == 0 {
			all[s].votes = votes{}
			merge(all, k, s)
		}
	}
}

// listed reports whether token i stands in the code of a listed share: "(ORD.N)", "(NYSE: ORD)", "<ORD>".
func (p *pass) listed(i int) bool {
	a, b, coded := i, i+1, false
	for ; a > i-maxCode && p.codePart(a); a-- {
		coded = coded || strings.ContainsAny(p.low[a], ".:") && p.low[a] != "."
	}
	for ; b < i+maxCode && p.codePart(b); b++ {
		coded = coded || strings.ContainsAny(p.low[b], ".:") && p.low[b] != "."
	}
	if p.word(a) == "<" && p.word(b) == ">" {
		return coded || b-a == 2
	}
	if p.word(a) != "(" || p.word(b) != ")" {
		return false
	}
	return coded || b-a > 3
}

const maxCode = 6 // tokens of a code

// codePart reports whether token i may be part of such a code.
func (p *pass) codePart(i int) bool {
	if i < 0 || i >= len(p.low) {
		return false
	}
	w := p.d.Word(i)
	return w == "." || w == ":" || w == strings.ToUpper(w) && len(w) <= 8 && w != "(" && w != ")" && w != "," && w != "<" && w != ">"
}

// ofFirms are the nouns for what firms have and hardly anybody else does.
var ofFirms = text.WordSet(`ceo cfo coo cto chairman chairwoman shareholder shareholders stockholder stockholders investor investors share shares stock customer customers client clients
 employee employees subsidiary subsidiaries revenue revenues sales profit profits earnings dividend products brand brands store stores app retailer franchise franchises warehouse warehouses`)

// ofFirm reports whether the phrase behind token end says that what is named before it is a firm: "Ordell's customers", "Ordell chief executive Ana Roe".
func (p *pass) ofFirm(end int) bool {
	if e := p.possessive(end, len(p.low)); e > 0 {
		end = e
	}
	w, next := p.word(end), p.word(end+1)
	switch {
	case p.cap(end) && w != "ceo" && w != "chief" && w != "cfo":
		return false
	case w == "chief":
		return next == "executive" || next == "financial" || next == "operating"
	case w == "general":
		return next == "counsel"
	}
	return ofFirms[w]
}

// firmCalled reports whether token i is a noun for a firm or a house that a name right behind it is called by: "carmaker Tarnex", "the lender Ordell".
func (p *pass) firmCalled(i int) bool {
	return i >= 0 && !p.cap(i) && (firmWords[p.low[i]] || housesOf[p.low[i]]) && p.upos(i) == text.NOUN
}

// housesOf are further nouns for firms and houses that stand before their names.
var housesOf = text.WordSet("bank brokerage broadcaster publisher operator supplier developer airline think-tank thinktank startup start-up utility refiner miner shipbuilder steelmaker tabloid broadsheet daily")

// firmWords are the nouns that take up a firm just named.
var firmWords = text.WordSet(`company firm corporation carrier airline retailer lender insurer carmaker automaker maker manufacturer conglomerate drugmaker chipmaker planemaker brewer
 supermarket telecom`)

// firmBack is the firm last named: one that acts in the sentences just before, of firms and of names that nothing shows to be anything else; else one
// that the text shows to be one, before another body that acts.
func (l *linker) firmBack(i int) int {
	c := &l.cands[i]
	if n := l.back(i, func(_ *text.Entity, o *cand) bool {
		return l.near(c, o) && o.subject && !o.place && o.kind == parley.NameMention && (l.isFirm(o) || l.chains[o.ent].guess)
	}); n >= 0 {
		if l.ents[n].Type == parley.State {
			l.ents[n].Type, l.chains[n].firm = parley.Organization, true
		}
		return n
	}
	if n := l.back(i, func(_ *text.Entity, o *cand) bool { return l.isFirm(o) }); n >= 0 {
		return n
	}
	return l.back(i, func(e *text.Entity, o *cand) bool {
		return e.Type == parley.Organization && e.Key == "" && l.chains[o.ent].named && o.subject && o.kind == parley.NameMention
	})
}

// What the votes for a state must come to, in all or for each of its mentions, before a name of one word is taken for one for certain.
const proven, provenEach = 40, 8

// isFirm reports whether the name of candidate o is that of a firm, by its legal form or by what the text says of it.
func (l *linker) isFirm(o *cand) bool {
	return o.kind == parley.NameMention && o.ent >= 0 && l.chains[o.ent].firm
}
