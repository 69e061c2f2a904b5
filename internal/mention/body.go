package mention

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// headOfBody is the minister last spoken of where a report calls him the head of his ministry, -1 for any other office.
func (l *linker) headOfBody(c *cand) int {
	if w := lastWord(c.role); w != "head" && w != "chief" && w != "boss" || c.side < 0 {
		return -1
	}
	body := &l.cands[c.side] // it stands behind its head, so it has no entity yet
	what, ok := strings.CutSuffix(body.role, "ministry")
	if !ok {
		return -1
	}
	side := l.sideOf(body)
	return l.back(-1, func(e *text.Entity, _ *cand) bool {
		return e.Type == parley.Person && strings.HasSuffix(e.Role, what+"minister") && (e.Side < 0 || side < 0 || e.Side == side)
	})
}

// body is the entity of an organ: "the Harland foreign ministry", "the ministry", "the government".
func (l *linker) body(i int, c *cand, side int) int {
	w := lastWord(c.role)
	if c.side >= 0 && l.cands[c.side].kind == parley.PronounMention {
		if side < 0 {
			return -1
		}
		if l.ents[side].Type == parley.Person {
			if side = l.partyOf(side); side < 0 {
				return -1
			}
		}
	}
	if side >= 0 {
		if ruling[c.role] && l.ents[side].Type == parley.Person {
			if n := l.ruled(side); n >= 0 {
				return n
			}
		}
		if (w == "government" || w == "authorities" || w == "authority" || w == "administration" && l.cands[c.side].class != classes) && l.ents[side].Type == parley.State && len(strings.Fields(c.role)) == 1 {
			return side
		}
		if w == "side" {
			return side
		}
		n := l.entity("body/"+strconv.Itoa(side)+"/"+c.role, text.Entity{Type: c.typ, Name: l.phraseText(c), Role: c.role, Rule: "mention/body", Score: 0.8})
		return n
	}
	apart := (general[w] || firmWords[w]) && l.restricted(c) // "the group that fights the bridge" is not the one spoken of
	if c.det == definite && firmWords[w] && !c.many && !apart {
		if n := l.firmBack(i); n >= 0 {
			return n
		}
	}
	if (c.det == definite || c.det == possessed || l.cap(c.core.First)) && !apart {
		if w == "government" && c.role == w && c.det == definite {
			if n := l.governed(); n >= 0 {
				return n
			}
		}
		if n := l.bodyBack(i, c, w); n >= 0 {
			return n
		}
	}
	if n := l.ahead(i, c, func(o *cand) bool {
		e := &l.ents[o.ent]
		return (e.Type == parley.Organization || e.Type == parley.Group) && wordIn(fold(e.Name), w)
	}); n >= 0 {
		return n
	}
	if c.det == indefinite {
		return l.entity("", text.Entity{Type: parley.Organization, Name: l.phraseText(c), Role: c.role, Unnamed: true, Score: 0.5})
	}
	key := "body/" + c.role
	if apart {
		key = ""
	}
	return l.entity(key, text.Entity{Type: c.typ, Name: l.phraseText(c), Role: c.role, Score: 0.5})
}

// partyOf is for whom person n speaks as the report has it: -1 where it does not say.
func (l *linker) partyOf(n int) int {
	if s := l.sideBefore(n); s >= 0 {
		return s
	}
	if s := l.ents[n].Side; s >= 0 {
		return s
	}
	return l.ruled(n)
}

// countryOf is the state of "his country", "our country": whose it is, or that of the person whose it is. -1 where nobody has it, or the report tells no state of his.
func (l *linker) countryOf(c *cand) int {
	n := l.sideOf(c)
	if n < 0 || l.cands[c.side].kind != parley.PronounMention {
		return -1
	}
	if l.ents[n].Type == parley.State {
		return n // "our country", of who speaks for it
	}
	if l.ents[n].Type != parley.Person {
		return -1
	}
	if s := l.partyOf(n); s >= 0 && l.ents[s].Type == parley.State {
		return s
	}
	return -1
}

// land is the state of "the country", "the Harland state": whose its owner or its adjective says; inside of which something is, the one whose places the report
// mostly tells of; else the state last spoken of. -1 where none is, and for "the state of the truce", "state-run".
func (l *linker) land(i int, c *cand, side int) int {
	if l.low[c.head] == "state" && (l.word(c.head+1) == "of" || l.word(c.head+1) == "-") {
		return -1
	}
	if n := l.countryOf(c); n >= 0 {
		return n
	}
	if side >= 0 && l.ents[side].Type == parley.State && l.cands[c.side].kind == parley.NameMention {
		return side
	}
	if insideOf[l.word(c.tok.First-1)] && lands[l.low[c.head]] {
		if n := l.ground(); n >= 0 {
			return n
		}
	}
	return l.back(i, func(e *text.Entity, o *cand) bool { return e.Type == parley.State && !o.modifier })
}

// lands are nouns for a state as a place.
var lands = text.WordSet("country nation homeland")

// insideOf are prepositions before a country in which something is.
var insideOf = text.WordSet("in across inside throughout within into around of leave left fled flee")

// ground is the state that a report names as a place at least twice, and twice as often as any other; -1 where there is none.
func (l *linker) ground() int {
	count := map[int]int{}
	for k := range l.cands {
		if o := &l.cands[k]; o.kind == parley.NameMention && o.ent >= 0 && o.place && (l.ents[o.ent].Type == parley.State || o.entry >= 0 && l.f.lex.entries[o.entry].typ == parley.State) {
			count[o.ent]++
		}
	}
	best, most, next := l.foremost(count)
	if most < 2 || most < 2*next {
		return -1
	}
	return best
}

// foremost is the entity that is counted most, with its count and that of the next; of two that are counted alike the one that a report names first. -1 where none is counted.
func (l *linker) foremost(count map[int]int) (best, most, next int) {
	best = -1
	for k := range l.cands {
		switch n := l.cands[k].ent; {
		case n < 0 || n == best || count[n] == 0:
		case count[n] > most:
			best, most, next = n, count[n], most
		default:
			next = max(next, count[n])
		}
	}
	return best, most, next
}

// ruling are the nouns for those who rule a state under one head: "the Roe administration".
var ruling = text.WordSet("government administration authorities")

// ruled is the state for which the report has person n speak: the first that it names him with, -1 where it names none.
func (l *linker) ruled(n int) int {
	if s, ok := l.rules[n]; ok {
		return s
	}
	if l.rules == nil {
		l.rules = map[int]int{}
	}
	l.rules[n] = -1
	for i := range l.cands {
		o := &l.cands[i]
		if o.ent != n && (o.same < 0 || l.cands[o.same].ent != n) || o.kind == parley.PronounMention {
			continue
		}
		side := o.side
		if k := i + 1; side < 0 && k < len(l.cands) && o.role != "" && l.word(o.core.End) == "of" && l.cands[k].tok.First == o.core.End+1 { // "President Ana Roe of Harland"
			side = k
		}
		if side >= 0 && l.cands[side].ent >= 0 && l.ents[l.cands[side].ent].Type == parley.State {
			l.rules[n] = l.cands[side].ent
			break
		}
	}
	return l.rules[n]
}

// bodyBack is the organisation last spoken of whose name or description has the word w.
func (l *linker) bodyBack(i int, c *cand, w string) int {
	return l.back(i, func(e *text.Entity, o *cand) bool {
		if w == "government" || w == "authorities" {
			return e.Type == parley.State && o.subject
		}
		if e.Type != parley.Organization && e.Type != parley.Group || e.Role != "" && o.kind == parley.NominalMention && len(strings.Fields(c.role)) > 1 && e.Role != c.role {
			return false
		}
		if general[w] {
			return l.chains[o.ent].named && (w != "party" || strings.Contains(fold(e.Name), "party")) && !strings.HasPrefix(e.Key, "outlet/") && (w == "agency" || w == "organization" || w == "organisation" || e.Type == parley.Group || !strings.HasPrefix(e.Key, "agency/")) && (w != "agency" || strings.Contains(fold(e.Name), "agency") || strings.Contains(e.Role, "agency") || strings.HasPrefix(e.Key, "agency/"))
		}
		return l.chains[o.ent].named && wordIn(fold(e.Name), w) || lastWord(e.Role) == w
	})
}

var general = text.WordSet("group organization organisation agency party charity watchdog body bloc alliance")

// near reports whether o stands in the three sentences before c or in its own.
func (l *linker) near(c, o *cand) bool { return c.sent-o.sent <= pronounFar }

// site is the entity of a place that a noun names.
func (l *linker) site(i int, c *cand, side int) int {
	plain := c.core.First-c.tok.First <= 1 && side < 0
	if plain && c.det == definite && (c.many || unsettled[lastWord(c.role)]) {
		return -1 // "the border" is no town, "the towns" are not one
	}
	if plain && c.det == definite {
		return l.back(i, func(e *text.Entity, o *cand) bool {
			return e.Type == parley.Place && l.near(c, o) && o.kind == parley.NameMention
		})
	}
	if c.det == indefinite || c.many {
		return -1
	}
	if w := lastWord(c.role); w == "capital" || unsettled[w] && side < 0 {
		return -1 // "the jittery capital", "a Veskan capital": which town is not said
	}
	return l.entity("site/"+l.phraseKey(c), text.Entity{Type: parley.Place, Name: l.phraseText(c), Rule: "mention/site", Score: 0.6})
}

// unsettled are nouns for places that no settlement, province or state is called by.
var unsettled = text.WordSet("border frontier river road highway motorway coast coastline sea lake crossing bridge line street square mountain mountains desert hill sky skies")

// governed is the state whose government "the government" is: the only one whose government the report names with it, else the one that it speaks of at least
// twice as often as of any other. -1 where that leaves it open.
func (l *linker) governed() int {
	count := map[int]int{}
	only := -1
	for i := range l.cands {
		o := &l.cands[i]
		if o.kind == parley.NominalMention && o.class == body && governing[lastWord(o.role)] && o.side >= 0 {
			if s := l.cands[o.side].ent; s >= 0 && l.ents[s].Type == parley.State && l.ents[s].Key != "" {
				if only >= 0 && only != s {
					only = -2
				} else if only == -1 {
					only = s
				}
			}
		}
		if o.kind == parley.NameMention && o.ent >= 0 && l.ents[o.ent].Type == parley.State && l.ents[o.ent].Key != "" {
			count[o.ent]++
		}
	}
	if only >= 0 {
		return only
	}
	best, most, next := l.foremost(count)
	if only == -1 && most >= 2 && (next == 0 || most >= 3 && most >= 2*next) {
		return best
	}
	return -1
}

var governing = text.WordSet("government authorities administration")
