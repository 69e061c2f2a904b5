package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// crowd is the entity of a body of people: "the rebels", "Harland's army".
func (l *linker) crowd(i int, c *cand, side int) int {
	w := lastWord(c.role)
	if partners[w] {
		if side >= 0 && l.ents[side].Type == parley.State {
			return side // "our Harland colleagues"
		}
		return -1
	}
	if n := l.folk(c, side); n >= 0 {
		return n
	}
	if side >= 0 {
		if n := l.alikeOf(i, c, side); n >= 0 {
			return n
		}
		return l.force(c, side)
	}
	if n := l.owned(c); n >= 0 {
		return n
	}
	if c.det == definite && (armed[w] || w == "movement" || w == "faction" || w == "militia") && c.head-c.tok.First <= 1 {
		if n := l.back(i, func(e *text.Entity, o *cand) bool {
			return e.Type == parley.Group && l.chains[o.ent].named && o.class != people && l.near(c, o)
		}); n >= 0 {
			return n
		}
	}
	key := army(l.fighters(c))
	if c.many && !armed[w] && !bandWords[w] && !inUniform(c.role) { // "tribal leaders" are not "business leaders"
		kinds := l.kindWords(c)
		if c.det == definite && len(kinds) == 0 { // "the farmers" after "angry farmers"
			if n := l.back(i, func(_ *text.Entity, o *cand) bool { return l.alike(o, w) }); n >= 0 {
				return n
			}
		}
		key = strings.Join(append(kinds, key), " ")
	}
	return l.entity("crowd/"+key, text.Entity{Type: c.typ, Name: l.phraseText(c), Role: c.role, Unnamed: c.det == indefinite && !(l.cap(c.head) && !l.start(c.head) && l.kinds[c.sent] == plain), Rule: "mention/crowd", Score: 0.6})
}

// alikeOf are the many of a side that "the G7 ministers" take up after "G7 foreign ministers", -1 for none.
func (l *linker) alikeOf(i int, c *cand, side int) int {
	noun := lastWord(c.role)
	if !c.many || c.det != definite || armed[noun] || inUniform(c.role) || l.parting(c) != "" || l.kindWords(c) != nil {
		return -1
	}
	return l.back(i, func(_ *text.Entity, o *cand) bool { return l.alike(o, noun) && l.sideOf(o) == side && o.role != c.role })
}

// fighters is the role of a crowd, with "rebel groups", "rebel forces" and their like as "rebel": all of them, not some or other ones.
func (l *linker) fighters(c *cand) string {
	if kind, of, two := strings.Cut(c.role, " "); two && c.many && armed[kind] && bandWords[of] && (c.det == bare || c.det == definite) && l.parting(c) == "" {
		return kind
	}
	return c.role
}

var bandWords = text.WordSet("group groups fighter fighters force forces faction factions")

// partners are how one side speaks of the people of another.
var partners = text.WordSet("partners colleagues counterparts interlocutors partner colleague interlocutor")

var armed = text.WordSet("rebel insurgent militant guerrilla guerilla separatist gunman fighter jihadist jihadi extremist terrorist islamist")
