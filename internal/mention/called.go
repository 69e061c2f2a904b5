package mention

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// callings joins "the group, known as the Dorn Front," and its like: the description is what is called so.
func (p *pass) callings() {
	for i := range p.cands {
		a := &p.cands[i]
		if a.kind != parley.NominalMention || a.many || a.same >= 0 || a.modifier || !of(a.class).has(callable) {
			continue
		}
		at := p.calling(a.tok.End)
		if at < 0 {
			continue
		}
		for j := i + 1; j < len(p.cands) && j < i+6 && p.cands[j].tok.First <= at; j++ {
			b := &p.cands[j]
			if b.tok.First != at || b.sent != a.sent || b.kind != parley.NameMention || b.modifier {
				continue
			}
			if b.class == classes {
				b.votes.add(typeOf(a), headVote)
			}
			a.same, a.unnamed, a.rule = j, false, "mention/called"
			break
		}
	}
	p.predicates()
}

// predicates joins "the Dorn Front is a coalition of rebels": what a body is said to be describes it.
func (p *pass) predicates() {
	for i := 0; i+1 < len(p.cands); i++ {
		a, b := &p.cands[i], &p.cands[i+1]
		if a.kind == parley.NameMention && !a.modifier && (p.word(a.tok.End) == "is" || p.word(a.tok.End) == "was") && b.tok.First == a.tok.End+1 &&
			b.kind == parley.NominalMention && b.det == indefinite && !b.many && b.same < 0 && of(b.class).has(of(body, crowd)) {
			b.same, b.unnamed, b.rule = i, false, "mention/called"
		}
	}
}

// callable are the classes of a description that a name may be given to.
var callable = of(body, crowd, source, mouth, office, voice, member)

// typeOf is the type that a description votes for in the name it explains.
func typeOf(c *cand) parley.EntityType {
	switch {
	case c.class == crowd:
		return parley.Group
	case c.typ == parley.Person:
		return parley.Person
	}
	return parley.Organization
}

// calling is the token after the words at i by which something is given its name ("known as", "calling itself"), -1 where there are none.
func (p *pass) calling(i int) int {
	if p.word(i) == "," {
		i++
	}
	for n := 0; n < 5 && beforeCalling[p.word(i)]; n++ {
		i++
	}
	as := func(k int) int {
		if p.word(k) == "only" {
			k++
		}
		if p.word(k) != "as" {
			return -1
		}
		return k + 1
	}
	switch p.word(i) {
	case "known":
		return as(i + 1)
	case "calling", "calls", "styling", "styles":
		if reflexive[p.word(i+1)] {
			return i + 2
		}
	case "identifying", "identifies", "identified", "introducing", "introduced":
		if reflexive[p.word(i+1)] {
			i++
		}
		return as(i + 1)
	case "giving", "gave": // "a woman who gave her name as Ana Roe"
		if p.word(i+2) == "name" {
			return as(i + 3)
		}
	case "called", "dubbed", "named":
		if reflexive[p.word(i+1)] {
			i++
		}
		return i + 1
	}
	return -1
}

var (
	beforeCalling = text.WordSet("which that who is was also better formally officially commonly collectively widely formerly previously locally and asked to be")
	reflexive     = text.WordSet("himself herself itself themselves")
)

// A telltale is a description that the text joins with the name of a body.
type telltale struct {
	at   int // candidate
	ent  int
	noun string
	mods []string

	camps []string // that its words name, complement included
}

// telltales lists the descriptions of bodies that are joined with a name by construction: "the main opposition group, the Dorn Front".
func (l *linker) telltales() []telltale {
	out := []telltale{}
	for i := range l.cands {
		o := &l.cands[i]
		n := o.ent
		if o.kind == parley.NominalMention && o.same >= 0 {
			n = l.cands[o.same].ent
		}
		first := o.tok.First
		if o.kind == parley.NameMention && camp[l.word(first-1)] { // "the opposition Dorn Front"
			first--
		}
		before := o.kind == parley.NameMention && first < o.core.First
		if n < 0 || o.many || o.role == "" && !before || o.kind == parley.PronounMention || !l.isBody(n) || !l.chains[n].named {
			continue
		}
		switch {
		case o.kind == parley.NominalMention && o.same >= 0 && of(o.class).has(of(body, crowd, source)):
			out = append(out, telltale{i, n, lastWord(o.role), l.kindWords(o), camps(l.low[first:o.tok.End])})
		case o.kind == parley.NameMention:
			w := strings.Fields(o.role)
			if before {
				w = append(slices.Clone(l.low[first:o.core.First]), w...)
			}
			if w = ofKind(w); len(w) == 0 {
				continue
			}
			out = append(out, telltale{i, n, w[len(w)-1], ofKind(w[:len(w)-1]), camps(l.low[first:o.tok.End])})
		}
	}
	return out
}

func (l *linker) isBody(n int) bool {
	return l.ents[n].Type == parley.Organization || l.ents[n].Type == parley.Group
}

// kindWords are the words before the noun of a description that say what kind of body it is.
func (l *linker) kindWords(c *cand) []string {
	var w []string
	for t := c.tok.First; t < c.head; t++ {
		if c.side < 0 || !l.cands[c.side].tok.Has(t) {
			w = append(w, l.low[t])
		}
	}
	return ofKind(w)
}

// ofKind leaves out the words that fit any body.
func ofKind(ws []string) []string {
	var out []string
	for _, w := range ws {
		if isLetter(w) && !function[w] && !anyKind[w] && w != "'s" {
			out = append(out, w)
		}
	}
	return out
}

var anyKind = text.WordSet("main largest biggest leading key major principal powerful influential umbrella new small little-known its their his her such same")

// bodyCalled is the body that a description without a name stands for where the text tells its name elsewhere: before or behind, with the same noun and a word
// of the same kind; or right behind, where "the group, known as the Dorn Front," takes the description up. -1 where none is told.
func (l *linker) bodyCalled(i int, c *cand, side int) int {
	noun := lastWord(c.role)
	if c.many || c.modifier || noun == "" || !watchers[noun] && (!of(c.class).has(of(body, crowd, source)) || c.class == source && c.typ == parley.Person) {
		return -1
	}
	if l.namings == nil {
		l.namings = l.telltales()
	}
	if n := l.umbrella(i, c, noun); n >= 0 {
		return n
	}
	mods := l.kindWords(c)
	switch {
	case !general[noun] && !kindNoun[noun] && !watchers[noun]:
		return -1
	case len(mods) == 0 && l.restricted(c):
		return -1
	case len(mods) == 0 && c.det == definite && side < 0:
		return l.bodyOfNoun(i, noun)
	case len(mods) == 0:
		return -1
	}
	best, far := -1, 0
	for _, t := range l.namings {
		if t.at == i || t.noun != noun || side >= 0 && l.ents[t.ent].Side >= 0 && l.ents[t.ent].Side != side {
			continue
		}
		if len(t.mods) == 0 && (t.at < i || l.cands[t.at].sent-c.sent > takenUp || l.parted(i, t.at, noun)) || len(t.mods) > 0 && !subset(mods, t.mods) && !subset(t.mods, mods) {
			continue
		}
		if d := max(t.at-i, i-t.at); best < 0 || d < far {
			best, far = t.ent, d
		}
	}
	return best
}

// umbrella is the one body with a name that the text calls by a kind ("the opposition Dorn Council", "the Dorn Council, an opposition coalition"), for a
// description of that kind by a noun for a body of many: "an opposition council", "the main opposition grouping". -1 where there is none, or are several.
func (l *linker) umbrella(i int, c *cand, noun string) int {
	if !ofMany[noun] {
		return -1
	}
	kinds, found := camps(l.low[c.tok.First:c.head]), -1
	for _, t := range l.namings {
		if t.at == i || !ofMany[t.noun] && !ofMany[lastWord(fold(l.ents[t.ent].Name))] {
			continue
		}
		if !shared(kinds, t.camps) {
			continue
		}
		if found >= 0 && found != t.ent {
			return -1
		}
		found = t.ent
	}
	return found
}

// camps are those of some words that say which camp a body belongs to.
func camps(ws []string) []string {
	var out []string
	for _, w := range ws {
		if camp[w] {
			out = append(out, w)
		}
	}
	return out
}

var camp = text.WordSet("opposition rebel rebels insurgent separatist separatists government pro-government loyalist exile exiled student labour labor trade business farmers")

// shared reports whether two lists have a word in common.
func shared(a, b []string) bool {
	return slices.ContainsFunc(a, func(w string) bool { return slices.Contains(b, w) })
}

// ofMany are nouns for a body that others form together.
var ofMany = text.WordSet("group grouping council coalition committee commission alliance bloc umbrella body front congress")

// bodyOfNoun is the body last spoken of that the text has described by a noun, or whose name has it: "the coalition" after "the Dorn Front, a rebel coalition".
func (l *linker) bodyOfNoun(i int, noun string) int {
	return l.back(i, func(e *text.Entity, o *cand) bool {
		if e.Type != parley.Organization && e.Type != parley.Group || o.many || strings.HasPrefix(e.Key, "outlet/") {
			return false
		}
		return slices.Contains(l.chains[o.ent].nouns, noun) || lastWord(e.Role) == noun || l.chains[o.ent].named && wordIn(fold(e.Name), noun)
	})
}

// takenUp is the number of sentences within which a description is taken up by "the group, known as".
const takenUp = 2

// parted reports whether another body of the noun is spoken of between candidates i and k.
func (l *linker) parted(i, k int, noun string) bool {
	for n := i + 1; n < k; n++ {
		if o := &l.cands[n]; o.kind == parley.NominalMention && lastWord(o.role) == noun && len(l.kindWords(o)) > 0 {
			return true
		}
	}
	return false
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

// kindNoun are the nouns, beside the general ones, for bodies of which a text may name several.
var kindNoun = text.WordSet("coalition movement faction militia committee council front union watchdog monitor commission federation league network bloc alliance")
