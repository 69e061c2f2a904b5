package mention

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// inner is the body whose name stands within a description of it: "the movement's Al Dorn television", "Harland's BXA crash investigation agency", "the Dornskaya
// Velda mass-market tabloid". Between the name and the noun stand only words that tell the kind. -1 for none.
func (l *linker) inner(i int, c *cand) int {
	if c.kind != parley.NominalMention || c.many || !bearers[l.low[c.head]] || l.cap(c.head) {
		return -1
	}
	for k := max(0, i-nearTitle); k < min(len(l.cands), i+2*nearTitle); k++ {
		o := &l.cands[k]
		if k == i || o.kind != parley.NameMention || o.ent < 0 || o.class != classes && o.class != outlet || o.core.First < c.tok.First || o.core.End > c.head {
			continue
		}
		if !l.kindBetween(o.core.End, c.head) || l.possessive(o.core.End, len(l.low)) > 0 {
			continue
		}
		e := &l.ents[o.ent]
		if q, ok := l.of[k]; ok && l.loosely(e.Type, &l.clusters[root(l.clusters, q)]) {
			e.Type = parley.Organization
		}
		if e.Type == parley.Organization {
			return o.ent
		}
	}
	return -1
}

// loosely reports whether the type t of a name is no more than a guess that a noun for a body behind it overrules.
func (l *linker) loosely(t parley.EntityType, q *cluster) bool {
	return t == parley.Person && q.votes[0] < titleVote || t == parley.Place && q.votes[3] < titleVote && len(q.words) == 1
}

// kindBetween reports whether the tokens from a to b are common nouns and adjectives only.
func (l *linker) kindBetween(a, b int) bool {
	for ; a < b; a++ {
		switch l.upos(a) {
		case text.NOUN, text.ADJ, text.PUNCT, text.VERB:
		default:
			return false
		}
		if l.cap(a) || !isLetter(l.low[a]) && l.low[a] != "-" {
			return false
		}
	}
	return true
}

// bearers are nouns for bodies that are called by a name right before them.
var bearers = text.WordSet("agency broadcaster broadsheet channel charity daily magazine network newspaper paper radio station tabloid television tv watchdog website weekly")

// shortOutlet is the one paper whose name ends in the word that c is with an article: "the Times" where the report has "the New York Times". -1 where none, or more
// than one, is named so.
func (l *linker) shortOutlet(c *cand) int {
	w := l.low[c.core.First]
	if c.core.Len() != 1 || c.class != classes && c.class != outlet || l.f.heads[l.d.Word(c.core.First)] != "outlet" || c.tok.Len() > 2 || c.det != definite && l.word(c.core.First-1) != "the" {
		return -1
	}
	at := -1
	for k := range l.cands {
		o := &l.cands[k]
		if o.kind != parley.NameMention || o.class != classes && o.class != outlet || o.core.Len() < 2 || l.low[o.core.End-1] != w {
			continue
		}
		if at >= 0 && o.name != l.cands[at].name {
			return -1
		}
		at = k
	}
	if at < 0 {
		return -1
	}
	return l.name(at, &l.cands[at])
}
