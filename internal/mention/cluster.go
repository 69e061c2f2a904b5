package mention

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A cluster is one unknown name with everything that is taken for a spelling of it.
type cluster struct {
	name  string
	words []string
	cands []int
	votes votes
	typ   parley.EntityType
	into  int // cluster it was joined to, -1
	role  string
	sexes [2]int16 // mentions that show a man, a woman: by title or given name
	sited bool     // a noun for a place stands by one of its mentions
	firm  bool     // the text shows that it is a firm
	known bool     // a list of proper names has it
	alone int32    // times that its surname alone meant it so far
}

// clusters groups the unknown names of the document and decides what each is.
func (p *pass) clusters() (all []cluster, of map[int]int) {
	byName := map[string]int{}
	of = map[int]int{}
	for i := range p.cands {
		c := &p.cands[i]
		if c.kind != parley.NameMention || c.class != classes {
			continue
		}
		k, ok := byName[c.name]
		if !ok {
			k = len(all)
			byName[c.name] = k
			all = append(all, cluster{name: c.name, words: strings.Fields(c.name), into: -1})
		}
		all[k].cands = append(all[k].cands, i)
		for t := range c.votes {
			all[k].votes[t] += min(c.votes[t], 90)
		}
		if all[k].role == "" {
			all[k].role = c.role
		}
		switch c.gender {
		case 'm':
			all[k].sexes[0]++
		case 'f':
			all[k].sexes[1]++
		}
		all[k].sited = all[k].sited || c.votes[3] >= titleVote
		all[k].firm = all[k].firm || c.firm
		all[k].known = all[k].known || p.labels != nil && p.famous(c)
		of[i] = k
	}
	for i := range p.cands {
		c := &p.cands[i]
		if c.same < 0 || c.class != classes || c.kind != parley.NameMention {
			continue
		}
		if a, ok := of[c.same]; ok {
			merge(all, a, of[i])
		}
	}
	p.firms(all, byName)
	p.demonyms(all, byName)
	p.variants(all)
	p.initials(all)
	p.nationals(all, byName)
	p.backed(all, byName)
	for k := range all {
		if all[k].into < 0 {
			all[k].typ = decide(&all[k])
		}
	}
	p.index = newNameIndex(all)
	p.shortNames(all)
	return all, of
}

// merge joins cluster b to cluster a.
func merge(all []cluster, a, b int) {
	a, b = root(all, a), root(all, b)
	if a == b {
		return
	}
	all[b].into = a
	for t := range all[b].votes {
		all[a].votes[t] += all[b].votes[t]
	}
	if all[a].role == "" {
		all[a].role = all[b].role
	}
	all[a].firm = all[a].firm || all[b].firm
}

func root(all []cluster, k int) int {
	for all[k].into >= 0 {
		k = all[k].into
	}
	return k
}

var endings = []string{"n", "an", "ian", "i", "ese", "ish", "ic", "er", "ean", "nian", "ian's", "ans", "ns", "ians", "ers", "is"}

// demonyms joins "Veskan" to "Veska": an adjective with a regular ending before a head proves a state.
func (p *pass) demonyms(all []cluster, byName map[string]int) {
	for b := range all {
		if len(all[b].words) != 1 {
			continue
		}
		w := all[b].name
		for _, e := range endings {
			stem, ok := strings.CutSuffix(w, e)
			if !ok || len(stem) < 3 {
				continue
			}
			for _, tail := range []string{"", "a", "e", "ia", "y", "o", "land", "as", "us"} {
				a, ok := byName[stem+tail]
				if !ok || a == b || all[a].votes[0] > 40 {
					continue
				}
				if tail == "" && len(e) == 1 && len(stem) < 4 {
					continue
				}
				all[b].votes = votes{}
				merge(all, a, b)
				all[root(all, a)].votes.add(parley.State, 30)
				break
			}
			if all[b].into >= 0 {
				break
			}
		}
	}
}

// variants joins spellings of one full name: equal last words, first words equal, near, or an initial.
func (p *pass) variants(all []cluster) {
	byLast := map[string][]int{}
	for k := range all {
		c := &all[k]
		if c.into >= 0 || len(c.words) == 0 {
			continue
		}
		last, _ := familyName(c.words)
		key := skeleton(last)
		for _, j := range byLast[key] {
			if all[j].into < 0 && sameName(all[j].words, c.words) && !p.apartByGiven(all[j].words, c.words) {
				if len(c.words) > len(all[j].words) && len(all[j].words) > 1 {
					merge(all, k, j)
				} else {
					merge(all, j, k)
				}
				break
			}
		}
		if len(byLast[key]) < maxNamesakes {
			byLast[key] = append(byLast[key], k)
		}
	}
}

func sameName(a, b []string) bool {
	last, mark := familyName(a)
	last2, mark2 := familyName(b)
	if !near(last, last2) || mark != "" && mark2 != "" && mark != mark2 {
		return false
	}
	if len(a) == 1 || len(b) == 1 {
		return len(a) == len(b)
	}
	x, y := a[0], b[0]
	if len(x) > len(y) {
		x, y = y, x
	}
	if x == y || near(x, y) || strings.HasSuffix(x, ".") && strings.HasPrefix(y, strings.TrimSuffix(x, ".")) {
		return len(a) == len(b) || len(a)+len(b) <= 6
	}
	return false
}

// initials joins an abbreviation to the name whose initials it is.
func (p *pass) initials(all []cluster) {
	byInitials := map[string]int{}
	for k := range all {
		c := &all[k]
		if len(c.words) < 2 {
			continue
		}
		long, short := "", ""
		for _, w := range c.words {
			long += w[:1]
			if !function[w] {
				short += w[:1]
			}
		}
		for _, s := range []string{short, long} {
			if _, ok := byInitials[s]; !ok && len(s) >= 2 {
				byInitials[s] = k
			}
		}
	}
	for k := range all {
		c := &all[k]
		if len(c.words) != 1 || c.into >= 0 || len(c.cands) == 0 || !allCaps(p.d.Word(p.cands[c.cands[0]].core.First)) {
			continue
		}
		if a, ok := byInitials[strings.ReplaceAll(c.name, ".", "")]; ok && root(all, a) != k {
			all[root(all, a)].votes.add(parley.Organization, 20)
			merge(all, a, k)
		}
	}
}

// nationals joins "Harbour Command" to "the Harland Harbour Command", where no other state's has the name.
func (p *pass) nationals(all []cluster, byName map[string]int) {
	long := map[int]int{} // short name to the one with a state's before it, -1 for several
	for k := range all {
		c := &p.cands[all[k].cands[0]]
		end, fs := p.match(c.core.First, c.core.End)
		if _, ok := pick(fs, of(state, adjective)); !ok || end >= c.core.End-1 {
			continue
		}
		b, ok := byName[p.fullName(parley.TokenRange{First: end, End: c.core.End})]
		if !ok {
			continue
		}
		if a, ok := long[b]; ok && (a < 0 || root(all, a) != root(all, k)) {
			k = -1
		}
		long[b] = k
	}
	for b := range all {
		if a, ok := long[b]; ok && a >= 0 {
			merge(all, a, b)
		}
	}
}

// decide is the type the votes give, with a default by shape where they are silent.
func decide(c *cluster) parley.EntityType {
	best, at := int16(0), -1
	for t, n := range c.votes {
		if n > best {
			best, at = n, t
		}
	}
	if c.known && at >= 0 && voteTypes[at] == parley.State && best < 2*titleVote { // the tables know every state
		other := -1
		for t, n := range c.votes {
			if t != at && n > 0 && (other < 0 || n > c.votes[other]) {
				other = t
			}
		}
		if other >= 0 {
			at = other
		}
	}
	if at >= 0 && !c.known && voteTypes[at] == parley.Place && (c.votes[2] >= 20 || c.votes[2] >= 9 && !c.sited && len(c.words) == 1) {
		return parley.State
	}
	if len(c.words) == 1 && !c.known && at == 0 && best < 20 && c.votes[2]+2 >= best {
		return parley.State // persons are brought in by a full name or a title, states are not
	}
	if at >= 0 {
		return voteTypes[at]
	}
	switch len(c.words) {
	case 1:
		return parley.Place
	case 2, 3:
		return parley.Person
	}
	return parley.Organization
}

// shortNames marks clusters of one word that are the surname, the given name or the head of a longer one.
// Which of several is decided by place in the text, see resolveName.
func (p *pass) shortNames(all []cluster) {
	for k := range all {
		c := &all[k]
		if c.into >= 0 || len(c.words) != 1 || c.votes.fixed() {
			continue
		}
		if a := p.longer(all, k, 0); a >= 0 {
			c.typ = all[a].typ
		}
	}
}

// A nameIndex finds the fuller names that one word may stand for.
type nameIndex struct {
	last  map[string][]int // persons, by the skeleton of the last word
	first map[string][]int // persons, by the first word
	head  map[string][]int // organisations and groups, by their last word, or by the first before "of"
	lead  map[string][]int // organisations of three words and more, and firms, by the first
	mid   map[string][]int // persons, by each word between the first and the last
}

const maxNamesakes = 32 // names of one spelling that are looked at

func newNameIndex(all []cluster) *nameIndex {
	x := &nameIndex{map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string][]int{}, map[string][]int{}}
	put := func(m map[string][]int, k string, a int) {
		if len(m[k]) < maxNamesakes {
			m[k] = append(m[k], a)
		}
	}
	for a := range all {
		c := &all[a]
		if c.into >= 0 || len(c.words) < 2 {
			continue
		}
		last := c.words[len(c.words)-1]
		switch c.typ {
		case parley.Person:
			family, _ := familyName(c.words)
			put(x.last, skeleton(bareName(family)), a)
			put(x.first, c.words[0], a)
			for _, w := range c.words[1 : len(c.words)-1] {
				put(x.mid, w, a)
			}
		case parley.Organization, parley.Group:
			put(x.head, last, a)
			if len(c.words) > 2 && c.words[1] == "of" {
				put(x.head, c.words[0], a)
			} else if c.typ == parley.Organization && (len(c.words) > 2 || c.firm) {
				put(x.lead, c.words[0], a)
			}
		}
	}
	return x
}

// bareName is a surname without an Arabic article.
func bareName(w string) string { return strings.TrimPrefix(strings.TrimPrefix(w, "al-"), "el-") }

// longer is the cluster of a fuller name that the one-word cluster k stands for at candidate pos: the last one
// that was named before pos, else the first after; -1 none.
func (p *pass) longer(all []cluster, k, pos int) int {
	w := all[k].words[0]
	var hits, alike []int
	for _, a := range p.index.last[skeleton(bareName(w))] {
		switch last, _ := familyName(all[a].words); {
		case bareName(last) == bareName(w):
			hits = append(hits, a)
		case near(bareName(last), bareName(w)):
			alike = append(alike, a)
		}
	}
	if len(hits) == 0 {
		hits = alike
	}
	if c := &p.cands[all[k].cands[0]]; c.det == definite || p.f.heads[p.d.Word(c.core.First)] != "" {
		hits = append(hits, p.index.head[w]...)
	}
	if len(hits) == 0 {
		sure := all[k].votes[2]+all[k].votes[3] < 10
		for _, a := range p.index.first[w] { // a given name, or a surname that stands first: "Lin" after "President Lin Sor-mai"
			if sure || all[a].votes[0] >= titleVote {
				hits = append(hits, a)
			}
		}
	}
	if len(hits) == 0 { // "Tarnwood" after "Tarnwood Hotels & Inns", whatever its verbs speak for
		if fs := p.index.lead[w]; len(fs) == 1 && (all[k].votes[3] == 0 || 3*all[k].votes[3] < all[k].votes[1]) && p.f.heads[p.d.Word(p.cands[all[k].cands[0]].core.First)] == "" {
			hits = fs
		}
	}
	if len(hits) == 0 {
		hits = p.between(&all[k], w)
	}
	if len(hits) == 0 {
		return -1
	}
	if hits = p.ofSex(all, hits, pos); len(hits) == 0 {
		return -1
	}
	return p.closest(all, hits, pos)
}

// ofSex leaves of the names hits those of men or women where a title before the surname at candidate pos says which: "Mrs. Roe". There may be none.
func (p *pass) ofSex(all []cluster, hits []int, pos int) []int {
	g := p.cands[pos].gender
	if g != 'm' && g != 'f' || !p.addressed(&p.cands[pos]) {
		return hits
	}
	var out []int
	for _, a := range hits {
		if s := all[a].sexes; g == 'm' && s[0] >= s[1] || g == 'f' && s[1] >= s[0] {
			out = append(out, a)
		}
	}
	return out
}

// addressed reports whether a title of address stands before a name: the word itself may be a given name elsewhere ("Graham said").
func (p *pass) addressed(c *cand) bool {
	_, fs := p.match(max(c.core.First-1, 0), c.core.First)
	f, ok := pick(fs, titles)
	return ok && c.core.First > 0 && p.f.lex.entries[f.entry].gender != '-'
}

// closest is the cluster of hits that a surname at candidate pos means: of members of one family the one who is named in full, or was meant by the surname so far, at least
// twice as often as the next (the others keep their given names), else the one with a mention nearest before pos, else the one that begins first.
func (p *pass) closest(all []cluster, hits []int, pos int) int {
	best, at := hits[0], -1
	most, next, main := 0, 0, -1
	for _, a := range hits {
		cs := all[a].cands
		n := sort.SearchInts(cs, pos)
		if n > 0 && (at < 0 || p.nearer(cs[n-1], at)) {
			best, at = a, cs[n-1]
		}
		if w := len(cs) + int(all[a].alone); w > most {
			most, next, main = w, most, a
		} else {
			next = max(next, w)
		}
	}
	if main >= 0 && most >= 2*next && most > 1 {
		return main
	}
	return best
}
