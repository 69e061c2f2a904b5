package mention

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// several is the entity of sources without a name: "Harland officials". "The officials" are those last spoken of, and "Harland officials" the only ones of
// Harland so far, whatever else they were called; "other" and, of a state, "some" keep theirs apart: "some experts" and "experts" are one.
func (l *linker) several(i int, c *cand, side int) int {
	noun, kinds := lastWord(c.role), l.kindWords(c)
	local := "many/" + strings.TrimPrefix(l.phraseKey(c), "some ")
	if w := l.parting(c); w != "" && (w != "some" || side >= 0) {
		local = "many/" + w + "/" + strconv.Itoa(side) + "/" + c.role
	} else if side >= 0 {
		local = "many/" + strconv.Itoa(side) + "/" + c.role
		if _, ok := l.byKey[local]; !ok {
			if n := l.back(i, func(e *text.Entity, o *cand) bool {
				return l.alike(o, noun) && l.sideOf(o) == side && subset(kinds, l.kindWords(o))
			}); n >= 0 {
				return n
			}
		}
	} else if c.det == definite && len(kinds) == 0 {
		if n := l.back(i, func(_ *text.Entity, o *cand) bool { return l.alike(o, noun) }); n >= 0 {
			return n
		}
		if n := l.sameSource(i, c, side); n >= 0 {
			return n
		}
	}
	if side < 0 {
		if n := l.onlySo(i, c); n >= 0 {
			return n
		}
	}
	if c.det != definite && l.parting(c) == "" {
		if n := l.toldInLead(i, c); n >= 0 {
			return n
		}
	}
	if _, ok := l.byKey[local]; !ok {
		if n := l.saidBare(i, c); n >= 0 {
			l.byKey[local] = n
			return n
		}
	}
	return l.entity(local, text.Entity{Type: parley.Group, Name: l.phraseText(c), Role: c.role, Unnamed: c.class == source || c.unnamed, Rule: "mention/source", Score: 0.7})
}

// alike reports whether mention o is of several that noun describes, and not of some or others of them.
func (l *linker) alike(o *cand, noun string) bool {
	return o.kind == parley.NominalMention && o.many && lastWord(o.role) == noun && l.parting(o) == ""
}

// onlySo is those whom a bare noun for many takes up where they speak: all of the noun whom the report tells of, if it tells of one such group alone:
// "prosecutors said" after "federal prosecutors in Lund". A headline takes up the body. -1 where there is none, or several.
func (l *linker) onlySo(i int, c *cand) int {
	if !c.many || c.det != bare || c.tok.Len() != 1 || !l.speaks(c) && !l.inHeadline(c) || !l.unqualified(c) {
		return -1
	}
	noun, found, told := lastWord(c.role), -1, false
	for k := range l.cands {
		o := &l.cands[k]
		if k == i || o.ent < 0 || o.kind != parley.NominalMention || !o.many || lastWord(o.role) != noun || l.inHeadline(o) {
			continue
		}
		told = told || l.speaks(o) || o.at.role == 's'
		if o.ent == found {
			continue
		}
		if found >= 0 || l.parting(o) != "" || o.det == numbered || o.det == indefinite {
			return -1
		}
		found = o.ent
	}
	if found >= 0 && l.inHeadline(c) && !told {
		return -1
	}
	return found
}

// saidBare is those who spoke before candidate i by a bare noun for many that it describes, where the report describes no others of the noun: "aides said. …
// The minister's aides denied". -1 for none.
func (l *linker) saidBare(i int, c *cand) int {
	if !c.many || c.det == numbered || c.det == indefinite || l.parting(c) != "" || l.kindWords(c) == nil && c.side < 0 || l.inHeadline(c) {
		return -1
	}
	noun, key, found := lastWord(c.role), l.phraseKey(c), -1
	for k := range l.cands {
		o := &l.cands[k]
		if k == i || o.kind != parley.NominalMention || !o.many || lastWord(o.role) != noun || l.inHeadline(o) {
			continue
		}
		switch {
		case l.kindWords(o) != nil || o.side >= 0:
			if l.phraseKey(o) != key {
				return -1
			}
		case found < 0 && k < i && o.ent >= 0 && o.det == bare && l.speaks(o) && l.unqualified(o):
			found = o.ent
		}
	}
	if found < 0 || !l.ents[found].Unnamed {
		return -1
	}
	e := &l.ents[found]
	e.Name, e.Role = l.phraseText(c), c.role
	if n := l.sideOf(c); n >= 0 && e.Side < 0 && l.ents[n].Type != parley.Person {
		e.Side = n
	}
	return found
}

// parting is the word by which a description keeps its own apart from others of the kind, "" where none does.
func (l *linker) parting(c *cand) string {
	for t := c.tok.First; t < c.head; t++ {
		if w := l.low[t]; apartWords[w] {
			return w
		}
	}
	return ""
}

var apartWords = text.WordSet("other some certain another")

// folk is the group whose people a description means: "members of the Dorn Front", "Dorn fighters". -1 for people of no named group, and for some of them.
func (l *linker) folk(c *cand, side int) int {
	w := lastWord(c.role)
	if !c.many || side < 0 || c.det == indefinite || c.det == numbered || !l.chains[side].named || l.parting(c) != "" {
		return -1
	}
	switch e := &l.ents[side]; {
	case e.Type == parley.Group && (armed[w] || w == "member" || w == "forces" || w == "troops"):
		return side
	case e.Type == parley.Organization && armed[w]:
		return side
	}
	return -1
}

// army is what a force is called for the joining of its names: a state's army is its military.
func army(role string) string {
	switch role {
	case "military", "armed forces", "army", "military forces":
		return "army"
	case "police", "police force", "police officer", "policeman":
		return "police"
	}
	return role
}

// policemen reports whether a mention is of officers of the police at large.
func policemen(c *cand) bool {
	return c.many && c.class == source && c.det != indefinite && c.det != numbered && army(c.role) == "police"
}

// forces are the bodies in arms that one state has one of.
var forces = text.WordSet("army military navy police")

// owned is the entity of the one force of its kind that the report gives an owner: "the military" is the Harland army where no other state's is spoken
// of. -1 where there are two, or none.
func (l *linker) owned(c *cand) int {
	if c.det != definite && !(c.det == bare && (l.inHeadline(c) || c.role == "police")) || l.kindWords(c) != nil || !forces[c.role] && !strings.HasSuffix(c.role, " forces") && c.role != "air force" {
		return -1
	}
	key, at, side := army(c.role), -1, -1
	for i := range l.cands {
		o := &l.cands[i]
		if o.class != crowd && !policemen(o) || o.side < 0 || army(o.role) != key || l.cands[o.side].kind == parley.PronounMention {
			continue
		}
		s := l.sideOf(o)
		switch {
		case s < 0 || l.ents[s].Type != parley.State:
		case side >= 0 && side != s:
			return -1
		case side < 0:
			at, side = i, s
		}
	}
	if at < 0 {
		return -1
	}
	return l.force(&l.cands[at], side)
}

// force is the entity of what a side has of a force or a crowd.
func (l *linker) force(c *cand, side int) int {
	return l.entity("crowd/"+strconv.Itoa(side)+"/"+army(c.role), text.Entity{Type: c.typ, Name: l.phraseText(c), Role: c.role, Rule: "mention/crowd", Score: 0.7})
}
