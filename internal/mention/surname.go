package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// generation are the words after a surname that tell a father from a son.
var generation = text.WordSet("jr. jr sr. sr ii iii iv")

// familyName is the last of the words of a name that is no mark of generation, with the mark, "" for none: "roe", "jr." of "ana roe jr.".
func familyName(words []string) (name, mark string) {
	last := words[len(words)-1]
	if len(words) > 1 && generation[last] {
		return strings.TrimSuffix(words[len(words)-2], ","), strings.TrimSuffix(last, ".")
	}
	return last, ""
}

// sure is the gender of a given name that the table of first names has, or that the gazetteer has as a man's or a woman's; 0 for any other word.
func (f *Finder) sure(w string) byte {
	if g := f.names[w]; g != 0 {
		return g
	}
	if g := f.given[w]; g == 'm' || g == 'f' {
		return g
	}
	return 0
}

// initial reports whether token i is one letter with a full stop within a name: the "M." of "Ana M. Roe".
func (p *pass) initial(i, hi int) bool {
	w := p.d.Word(i)
	return len(w) == 2 && w[1] == '.' && isUpper(w) && i > 0 && p.cap(i-1) && p.f.sure(p.low[i-1]) != 0 && p.nameAfter(i+1, hi)
}

// givenOpens reports whether token i is a given name before a surname, though a table has it as a noun: "Bill Roe".
func (p *pass) givenOpens(i, hi int) bool {
	if !p.cap(i) || p.f.sure(p.low[i]) == 0 || p.f.sure(p.low[i]) == '-' || p.kinds[p.d.Tokens[i].Sentence] != plain || !p.nameAfter(i+1, hi) || !isLetter(p.low[i+1]) {
		return false
	}
	if e, _ := p.match(i+1, hi); e > 0 && p.f.names[p.low[i+1]] == 0 {
		return false
	}
	return p.f.heads[p.d.Word(i+1)] == ""
}

// plainTitle is the token of the full name before which a noun for a person stands at i that no table of titles holds, with what it is for: "Actress
// Ana Roe", "Supervisor of Elections Ana Roe". It is 0 where there is none.
func (p *pass) plainTitle(i, hi int) int {
	if p.f.coref == nil || !p.cap(i) || p.kinds[p.d.Tokens[i].Sentence] != plain || p.f.names[p.low[i]] != 0 || p.sense(i)&sensePerson == 0 {
		return 0
	}
	if e, _ := p.match(i, hi); e > 0 || strings.HasSuffix(p.low[i], "s") && p.f.coref.nouns.sense(learn.HashOf(p.low[i])) == 0 { // "Friends of Ana Roe" are not she
		return 0
	}
	k := i + 1
	if w := p.word(k); w == "of" || w == "for" {
		for k++; k < hi && k < i+6 && !p.fullNameAt(k, hi) && (p.cap(k) || p.low[k] == "and" || p.low[k] == "the"); k++ {
		}
	}
	if !p.fullNameAt(k, hi) {
		return 0
	}
	return k
}

// field reports whether token i is a common noun that belongs to the title behind it, before a full name: "Research Director Ana Roe".
func (p *pass) field(i, hi int) bool {
	if p.f.coref == nil || !p.cap(i) || p.kinds[p.d.Tokens[i].Sentence] != plain || p.f.sure(p.low[i]) != 0 || !p.cap(i+1) {
		return false
	}
	if e, _ := p.match(i, hi); e > 0 || p.sense(i) == 0 || p.sense(i)&(sensePlace|sensePerson) != 0 {
		return false
	}
	e, fs := p.match(i+1, hi)
	_, ok := pick(fs, of(office, voice, member))
	return ok && p.fullNameAt(e, hi)
}

// sense is the classes of token i as a common noun, singular or plural.
func (p *pass) sense(i int) uint16 {
	w := p.low[i]
	if s := p.f.coref.nouns.sense(learn.HashOf(w)); s != 0 {
		return s
	}
	if one, ok := strings.CutSuffix(w, "ies"); ok {
		return p.f.coref.nouns.sense(learn.HashOf(one + "y"))
	}
	return p.f.coref.nouns.sense(learn.HashOf(strings.TrimSuffix(w, "s")))
}

// fullNameAt reports whether a given name stands at token k, and a surname or an initial after it.
func (p *pass) fullNameAt(k, hi int) bool {
	if k+1 >= hi || !p.cap(k) || p.glued(k+1) || !p.nameAfter(k+1, hi) || !isLetter(p.low[k+1]) {
		return false
	}
	g := p.f.sure(p.low[k])
	return g == 'm' || g == 'f'
}

// personal reports whether candidate c is a name of several words that begins with a given name and ends in no word for a body or a place.
func (p *pass) personal(c *cand) bool {
	if c.kind != parley.NameMention || c.class != classes || c.votes[1] >= headVote || c.votes[3] >= headVote || c.votes[4] >= headVote {
		return false
	}
	g := p.f.names[p.low[c.core.First]]
	return (g == 'm' || g == 'f') && c.core.Len() > 1 && c.core.Len() <= 4 && !p.glued(c.core.First+1)
}

// backed adds to the votes of full names what a title before the surname alone says: "Mr. Roe" makes "Ana Roe" a person.
func (p *pass) backed(all []cluster, byName map[string]int) {
	for k := range all {
		c := &all[k]
		if c.into >= 0 || len(c.words) < 2 || len(c.words) > 4 || p.f.sure(c.words[0]) == 0 {
			continue
		}
		last, _ := familyName(c.words)
		if s, ok := byName[last]; ok && all[s].votes[0] >= titleVote && all[s].into < 0 {
			c.votes.add(parley.Person, min(all[s].votes[0], 2*titleVote))
		}
	}
}

// namesake is the person whose surname the name of a place or an outlet at candidate i is, where it speaks after the full name: "Tarn said" after
// "Ana Tarn"; that of a state, a capital or a body only in a report that tells of it in no other way. -1 for none.
func (l *linker) namesake(i int, c *cand) int {
	if !of(c.class).has(of(place, outlet, state, capital, org)) || c.core.Len() != 1 || c.modifier || c.det != bare || !c.at.speaks && !l.telling[c.head] {
		return -1
	}
	w := l.low[c.core.First]
	for _, a := range l.index.last[skeleton(w)] {
		q := &l.clusters[a]
		if last, _ := familyName(q.words); last == w && q.cands[0] < i && q.votes[0] >= 30 && (of(c.class).has(of(place, outlet)) || !l.toldOf(c)) {
			return a
		}
	}
	return -1
}

// toldOf reports whether the report speaks of the state, capital or body that name c is in other words, or as a place.
func (l *linker) toldOf(c *cand) bool {
	for i := range l.cands {
		o := &l.cands[i]
		if o.kind == parley.NameMention && o.class != classes && o.entry == c.entry && (l.low[o.core.First] != l.low[c.core.First] || o.core.Len() > c.core.Len() || o.place || l.locative(o)) {
			return true
		}
	}
	return false
}

// between is the one person of the text who is called w by a word between given name and surname: "Sorel" for "Ana Maria Sorel de Roe". None for a place.
func (p *pass) between(q *cluster, w string) []int {
	hits := p.index.mid[w]
	if len(hits) != 1 || particle[w] || strings.HasSuffix(w, ".") || len(w) < 3 || q.votes[3] >= 10 {
		return nil
	}
	return hits
}

// nearer reports whether a surname after candidates a and b rather means a: the later one, but of one sentence its subject ("Ana Roe, whose husband,
// Jan Roe, …").
func (p *pass) nearer(a, b int) bool {
	x, y := &p.cands[a], &p.cands[b]
	if x.sent == y.sent && (p.leads(x) != p.leads(y)) {
		return p.leads(x)
	}
	return a > b
}

// leads reports whether c is the subject of its sentence.
func (p *pass) leads(c *cand) bool { return (c.at.role == 's' || c.at.role == 'S') && !c.at.deep }

// apartByGiven reports whether two names alike are two people's all the same: a man's given name and a woman's ("Julio Roe", "Julia Roe"), or two
// middle initials ("Ana B. Roe", "Ana D. Roe").
func (p *pass) apartByGiven(a, b []string) bool {
	if len(a) < 2 || len(b) < 2 {
		return false
	}
	g, h := p.f.sure(a[0]), p.f.sure(b[0])
	if a[0] != b[0] && (g == 'm' && h == 'f' || g == 'f' && h == 'm') {
		return true
	}
	x, y := a[1], b[1]
	return len(a) > 2 && len(b) > 2 && x != y && strings.HasSuffix(x, ".") && strings.HasSuffix(y, ".") && !strings.HasPrefix(x, strings.TrimSuffix(y, ".")) && !strings.HasPrefix(y, strings.TrimSuffix(x, "."))
}
