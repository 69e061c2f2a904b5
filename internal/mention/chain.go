package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A chain is what linking knows of an entity beside what the document keeps.
type chain struct {
	gender byte
	many   bool
	named  bool
	spoke  bool
	firm   bool
	guess  bool // taken for a state for no better reason than that its name is one word and acts
	last   int  // last candidate
	first  int
	count  int32    // mentions so far
	nouns  []string // that describe it
}

// A linker joins candidates to entities.
type linker struct {
	*pass
	clusters []cluster
	of       map[int]int // candidate -> cluster
	byKey    map[string]int
	chains   []chain
	done     []bool
	recent   []int // last candidates that were given an entity
	ranking  *ranking
	tells    []telling
	called   map[string]int // description to the entity that it stood for last
	relOf    map[int]int    // token that is the whole source of a relation to the relation
	rules    map[int]int    // person to the first state that the text names him with
	namings  []telltale     // descriptions of bodies that the text joins with a name
	told     []int32        // by sentence: how many up to it have words outside quotations
}

// link gives every candidate its entity: names first, over the whole text, then nominals and pronouns in reading order.
func (p *pass) link() {
	l := &linker{pass: p, byKey: map[string]int{}, done: make([]bool, len(p.cands))}
	l.clusters, l.of = p.clusters()
	for i := range p.cands {
		if c := &p.cands[i]; c.kind == parley.NameMention && c.class != body && c.class != crowd {
			c.ent = l.name(i, c)
		}
	}
	l.ranking = l.rank()
	l.told = l.narrated()
	l.tells = l.tellings()
	l.read(false)
	l.recent = nil
	l.read(true)
	l.sides()
}

// narrated counts, up to each sentence, those that have words outside quotations.
func (l *linker) narrated() []int32 {
	out := make([]int32, len(l.d.Sentences))
	n := int32(0)
	for s := range l.d.Sentences {
		r := l.d.Sentences[s].Tokens
		for i := r.First; i < r.End; i++ {
			if l.d.Tokens[i].Quote < 0 && isLetter(l.low[i]) {
				n++
				break
			}
		}
		out[s] = n
	}
	return out
}

// read links nominals and pronouns in reading order; a headline is read after the body, which spells out what it says in short.
func (l *linker) read(headline bool) {
	for i := range l.cands {
		if l.inHeadline(&l.cands[i]) == headline {
			l.resolve(i, 0)
		}
	}
}

// resolve gives candidate i its entity, after the candidate that gives its side where that begins at the same word.
func (l *linker) resolve(i, depth int) {
	c := &l.cands[i]
	if l.done[i] {
		return
	}
	l.done[i] = true
	if c.side > i && depth < 4 && l.cands[c.side].tok.First == c.tok.First {
		l.resolve(c.side, depth+1)
	}
	switch {
	case c.kind == parley.PronounMention:
		c.ent = l.pronoun(i, c)
	case c.ent < 0:
		c.ent = l.nominal(i, c)
	}
	if c.ent >= 0 {
		l.note(i, c)
	}
}

func (l *linker) inHeadline(c *cand) bool {
	return l.d.Paragraphs[l.d.Sentences[c.sent].Paragraph].Kind == text.Headline
}

// entity returns the entity of a local key, made where there is none.
func (l *linker) entity(local string, e text.Entity) int {
	if n, ok := l.byKey[local]; ok && local != "" {
		return n
	}
	n := len(l.ents)
	e.Side = -1
	if e.Rule == "" {
		e.Rule = "mention/nominal"
	}
	e.Rule += version
	l.ents = append(l.ents, e)
	l.chains = append(l.chains, chain{last: -1, first: -1})
	if local != "" {
		l.byKey[local] = n
	}
	return n
}

// name is the entity of a name mention.
func (l *linker) name(i int, c *cand) int {
	if n := l.shortOutlet(c); n >= 0 {
		return n
	}
	if n := l.someOfName(c); n >= 0 {
		return n
	}
	var k int
	if c.class == classes {
		k = root(l.clusters, l.of[i])
	} else if k = l.namesake(i, c); k < 0 {
		return l.knownName(c)
	}
	if c.class == classes && len(l.clusters[k].words) == 1 && (!c.votes.fixed() || !l.clusters[k].votes.fixed()) {
		if a := l.longer(l.clusters, k, i); a >= 0 {
			k = a
			l.clusters[k].alone++
		}
	}
	q := &l.clusters[k]
	if st, ok := l.caps[q.name]; ok && !c.place {
		if n, ok := l.byKey["name/"+st]; ok {
			return n
		}
	}
	if q.typ != parley.State {
		c.place = false
	}
	if c.place {
		return l.place("place/name/"+q.name, c, "")
	}
	n := l.entity("name/"+q.name, text.Entity{Type: q.typ, Rule: "mention/name", Score: confidence(q)})
	l.chains[n].named = true
	l.chains[n].firm = q.firm && q.typ == parley.Organization
	l.chains[n].guess = q.typ == parley.State && len(q.words) == 1 && int(q.votes[2]) < max(proven, provenEach*len(q.cands))
	e := &l.ents[n]
	if len(q.words) > 1 && c.core.Len() == 1 && c.name != q.words[0] && !l.addressed(c) {
		c.gender = 0 // a surname, whatever given name it is elsewhere
	}
	l.better(n, i)
	if e.Key == "" && q.typ == parley.Organization {
		e.Key = l.outletKeyOf(q)
	}
	return n
}

// outletKeyOf is the key of a name that is an outlet's: named so by the page, or by its last word, or by a noun before it.
func (l *linker) outletKeyOf(q *cluster) string {
	if k := l.outletKey(q.name); k != "" {
		return k
	}
	if q.role == "agency" || strings.HasSuffix(q.role, "news agency") || q.role == "wire service" {
		return "agency/" + slug(q.name)
	}
	last := l.d.Word(l.cands[q.cands[0]].core.End - 1)
	if l.f.heads[last] == "outlet" && len(q.words) > 1 {
		return "outlet/" + slug(q.name)
	}
	if fs := l.lexMatch(q.role); len(fs) > 0 {
		if _, ok := pick(fs, of(mouth)); ok {
			return "outlet/" + slug(q.name)
		}
	}
	return ""
}

// lexMatch gives the forms of the lexicon that a whole string is, none where it is none.
func (l *linker) lexMatch(s string) []form {
	node := int32(0)
	for _, w := range pieces(nil, s, false) {
		id, ok := l.f.lex.words[w]
		if !ok {
			return nil
		}
		n, ok := l.f.lex.next[uint64(node)<<32|uint64(uint32(id))]
		if !ok {
			return nil
		}
		node = n
	}
	return l.f.lex.forms[node]
}

func confidence(q *cluster) float64 {
	var best, rest int
	for _, n := range q.votes {
		if int(n) > best {
			rest += best
			best = int(n)
		} else {
			rest += max(0, int(n))
		}
	}
	if best == 0 {
		return 0.4
	}
	s := float64(best+10) / float64(best+rest+20)
	return float64(int(s*100)) / 100
}

// better keeps the longest name of an entity, and what its mentions say of office and gender.
func (l *linker) better(n, i int) {
	e, c := &l.ents[n], &l.cands[i]
	name := l.d.Slice(l.d.Span(c.core))
	name = strings.Join(strings.Fields(name), " ")
	if c.class == classes && (len(name) > len(e.Name) || len(name) == len(e.Name) && allCaps(e.Name) && !allCaps(name)) && !l.isAdjectiveOf(i) && len(name) < 200 {
		e.Name = name
	}
	if e.Role == "" && c.role != "" && e.Type != parley.State {
		e.Role = c.role
	}
	if l.chains[n].gender == 0 {
		l.chains[n].gender = c.gender
	}
}

// isAdjectiveOf reports whether the name at candidate i is an adjective joined to the name of a state.
func (l *linker) isAdjectiveOf(i int) bool {
	k, ok := l.of[i]
	if !ok {
		return false
	}
	r := root(l.clusters, k)
	return r != k && len(l.clusters[r].words) == 1 && l.clusters[r].typ == parley.State
}

// place is the place entity of a name.
func (l *linker) place(local string, c *cand, key string) int {
	n := l.entity(local, text.Entity{Type: parley.Place, Key: key, Rule: "mention/place", Score: 0.8})
	if l.ents[n].Name == "" {
		l.ents[n].Name = l.d.Slice(l.d.Span(c.core))
	}
	l.chains[n].named = true
	return n
}

// knownName is the entity of a name of the lexicon.
func (l *linker) knownName(c *cand) int {
	e := l.f.lex.entries[c.entry]
	switch {
	case c.class == capital && c.place:
		s := slug(l.d.Slice(l.d.Span(c.core)))
		return l.place("place/"+s, c, "place/"+s)
	case c.class == state && c.place:
		s := "place/" + slug(e.name)
		n := l.place(s, c, s)
		l.ents[n].Name = e.name
		return n
	}
	if s := c.side; s >= 0 && e.side >= 0 && l.f.lex.entries[e.side].typ == parley.State && l.foreign(&l.cands[s], e.side) {
		return l.entity("body/"+l.cands[s].name+"/"+e.key, text.Entity{Type: e.typ, Name: l.phraseText(c), Rule: "mention/body", Score: 0.8})
	}
	n := l.entity(e.key, text.Entity{Type: e.typ, Name: e.name, Key: e.key, Rule: "mention/table", Score: 0.95})
	l.chains[n].named = true
	if c.role != "" && l.ents[n].Role == "" && e.typ == parley.Person {
		l.ents[n].Role = c.role
	}
	if e.side >= 0 {
		o := l.f.lex.entries[e.side]
		m := l.entity(o.key, text.Entity{Type: o.typ, Name: o.name, Key: o.key, Rule: "mention/table", Score: 0.95})
		l.ents[n].Side = m
	}
	return n
}

// foreign reports whether c names another state than the entry home.
func (l *linker) foreign(c *cand, home int32) bool {
	if c.kind != parley.NameMention {
		return false
	}
	switch c.class {
	case state, adjective, capital:
		return c.entry != home
	}
	return c.class == classes
}

// note remembers a mention for what refers back to it.
func (l *linker) note(i int, c *cand) {
	h := &l.chains[c.ent]
	if h.first < 0 {
		h.first = i
	}
	h.last = i
	h.spoke = h.spoke || c.at.speaks && !c.at.deep
	h.many = h.many || c.many && c.kind == parley.NominalMention
	l.describe(c.ent, c)
	if h.gender == 0 && c.kind == parley.PronounMention && (c.gender == 'm' || c.gender == 'f') {
		h.gender = c.gender
	}
	if c.kind == parley.PronounMention && c.modifier {
		return
	}
	l.recent = append(l.recent, i)
}

// sides carries the sides of mentions over to their entities, and drops entities that no mention has.
func (l *linker) sides() {
	for i := range l.cands {
		c := &l.cands[i]
		if c.ent < 0 || c.side < 0 || c.kind == parley.PronounMention || l.ents[c.ent].Side >= 0 {
			continue
		}
		s := l.cands[c.side].ent
		if s < 0 || s == c.ent {
			continue
		}
		switch l.ents[s].Type {
		case parley.State, parley.Organization, parley.Group:
			if l.ents[c.ent].Type != parley.State && l.ents[c.ent].Type != parley.Place {
				l.ents[c.ent].Side = s
			}
		case parley.Person:
			if side := l.ents[s].Side; side >= 0 && side != c.ent && l.ents[c.ent].Type == parley.Person {
				l.ents[c.ent].Side = side
			}
		}
	}
	l.compact()
}

// compact numbers the entities in order of their first mention. Those that only stand as a side follow.
func (l *linker) compact() {
	to := make([]int, len(l.ents))
	for i := range to {
		to[i] = -1
	}
	var out []text.Entity
	take := func(n int) {
		if n >= 0 && to[n] < 0 {
			to[n] = len(out)
			out = append(out, l.ents[n])
		}
	}
	for i := range l.cands {
		take(l.cands[i].ent)
	}
	for i := 0; i < len(out); i++ {
		take(out[i].Side)
	}
	for i := range out {
		if out[i].Side >= 0 {
			out[i].Side = to[out[i].Side]
		}
	}
	for i := range l.cands {
		if l.cands[i].ent >= 0 {
			l.cands[i].ent = to[l.cands[i].ent]
		}
	}
	l.ents = out
}
