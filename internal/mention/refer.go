package mention

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

const (
	window     = 40 // mentions looked back over for a nominal
	pronounFar = 3  // sentences looked back over for a pronoun
)

// nominal is the entity of a nominal mention. Who speaks is always somebody, known or not.
func (l *linker) nominal(i int, c *cand) int {
	n := l.described(i, c)
	if n < 0 && c.class != mouth && l.telling[c.head] && !c.modifier && !l.inHeadline(c) {
		n = l.entity("", text.Entity{Type: speakerType(c), Name: l.phraseText(c), Role: c.role, Unnamed: true, Rule: "mention/told", Score: 0.5})
	}
	return n
}

// speakerType is the type of a speaker whom nothing but his description tells.
func speakerType(c *cand) parley.EntityType {
	switch {
	case c.many:
		return parley.Group
	case c.typ == "" || c.typ == parley.Place:
		return parley.Organization
	}
	return c.typ
}

// described is the entity that a nominal mention describes, -1 for none.
func (l *linker) described(i int, c *cand) int {
	if c.same >= 0 && l.cands[c.same].ent >= 0 {
		n := l.cands[c.same].ent
		l.better(n, i)
		return n
	}
	if n := l.surname(c); n >= 0 {
		return n
	}
	if n := l.inner(i, c); n >= 0 {
		return n
	}
	side := l.sideOf(c)
	if n := l.bodyCalled(i, c, side); n >= 0 {
		return n
	}
	if n := l.introducedBody(i, c); n >= 0 {
		return n
	}
	switch c.rule {
	case "mention/told":
		return l.toldBy(i, c, side)
	case "mention/joint":
		return l.jointEntity(c, side)
	}
	switch c.class {
	case office, voice, rank, member, source:
		return l.person(i, c, side)
	case press:
		w := l.low[c.head]
		if (w == "media" || w == "press") && (side >= 0 || c.side >= 0 || l.modified(c)) { // "the Harland media", "state-run media"
			return l.entity("press/"+l.phraseKey(c), text.Entity{Type: parley.Organization, Name: l.phraseText(c), Role: w, Side: side, Unnamed: true, Rule: "mention/press", Score: 0.7})
		}
		if w == "media" && !l.isTold(c) || w == "press" && l.speaks(c) { // who prints the news, not who asks for it
			return l.entity("group/media", text.Entity{Type: parley.Group, Name: "media", Key: "group/media", Unnamed: true, Rule: "mention/press", Score: 0.9})
		}
		return l.entity("group/journalists", text.Entity{Type: parley.Group, Name: "journalists", Key: "group/journalists", Unnamed: true, Rule: "mention/press", Score: 0.9})
	case party:
		if c.rule == "mention/side" && side >= 0 {
			return side
		}
		if w := lastWord(c.role); !principals[w] {
			if !c.many {
				return -1
			}
			return l.entity("sides/"+w, text.Entity{Type: parley.Group, Name: l.phraseText(c), Role: w, Rule: "mention/sides", Score: 0.5})
		}
		return l.entity("sides", text.Entity{Type: parley.Group, Name: "the two sides", Rule: "mention/sides", Score: 0.7})
	case body:
		return l.body(i, c, side)
	case crowd:
		return l.crowd(i, c, side)
	case land:
		return l.land(i, c, side)
	case site:
		return l.site(i, c, side)
	case document:
		return l.document(i, c, side)
	case mouth:
		if n := l.back(i, isOutlet); n >= 0 && c.det == definite {
			return n
		}
		if !c.subject && !l.telling[c.head] {
			return -1
		}
		return l.entity("", text.Entity{Type: parley.Organization, Name: l.phraseText(c), Role: c.role, Score: 0.5})
	case people:
		if e := l.f.lex.entries[c.entry]; c.many && c.det == definite && e.typ == parley.State {
			return l.entity(e.key, text.Entity{Type: e.typ, Name: e.name, Key: e.key, Rule: "mention/people", Score: 0.8}) // "the Harlanders" at the table are Harland
		}
		return l.entity("people/"+l.phraseKey(c), text.Entity{Type: c.typ, Name: l.phraseText(c), Unnamed: c.typ == parley.Person, Score: 0.6})
	}
	return -1
}

// modified reports whether words other than a determiner stand before the head of a phrase.
func (l *linker) modified(c *cand) bool {
	for t := c.tok.First; t < c.head; t++ {
		switch l.low[t] {
		case "the", "a", "an", "some", "news", "this", "these", "those", "other":
		default:
			return true
		}
	}
	return false
}

// surname is the person whose surname a bare capitalised title is: "King" after "Julia King"; -1 none.
func (l *linker) surname(c *cand) int {
	if c.det != bare || c.side >= 0 || c.core.Len() != 1 || c.tok != c.core || !l.cap(c.core.First) {
		return -1
	}
	w := l.low[c.core.First]
	for _, a := range l.index.last[skeleton(w)] {
		if q := &l.clusters[a]; q.words[len(q.words)-1] == w {
			if n, ok := l.byKey["name/"+q.name]; ok {
				return n
			}
		}
	}
	return -1
}

// principals are the nouns that mean the parties to the talks themselves.
var principals = text.WordSet("side party government capital country state nation power belligerent camp rival delegation")

func isOutlet(e *text.Entity, _ *cand) bool {
	return strings.HasPrefix(e.Key, "outlet/") || strings.HasPrefix(e.Key, "agency/")
}

// sideOf is the entity of the candidate's side, -1 none. A pronoun's is the side of its person.
func (l *linker) sideOf(c *cand) int {
	if c.side < 0 {
		return -1
	}
	return l.cands[c.side].ent
}

// phraseText is a mention as printed, white space collapsed, without an article, with the owner's name for "his" and its like.
func (l *linker) phraseText(c *cand) string {
	r, owner := c.tok, ""
	if w := l.low[r.First]; r.Len() > 1 && (w == "the" || w == "a" || w == "an" || pronouns[w].before) {
		r.First++
		if n := l.sideOf(c); n >= 0 && pronouns[w].before && l.cands[c.side].tok.First == c.tok.First && l.chains[n].named {
			owner = strings.TrimPrefix(l.ents[n].Name, "the ") + "’s "
			if strings.HasSuffix(l.ents[n].Name, "s") {
				owner = l.ents[n].Name + "’ "
			}
		}
	}
	if n := l.sideOf(c); n >= 0 && owner == "" && l.ents[n].Type == parley.Person && l.chains[n].named { // "Roe's office", of Ana Roe
		if o := &l.cands[c.side]; o.kind == parley.NameMention && o.tok.First == c.tok.First && o.core.Len() == 1 && l.possessive(o.tok.End, c.tok.End) > 0 {
			owner, r.First = strings.TrimPrefix(l.ents[n].Name, "the ")+"’s ", l.possessive(o.tok.End, c.tok.End)
		}
	}
	if w := l.low[r.First]; r.Len() > 1 && !c.many && c.class == crowd && (w == "both" || w == "another") { // "both opposition and government officials"
		r.First++
	}
	s := strings.Join(strings.Fields(l.d.Slice(l.d.Span(r))), " ")
	if len(s) > 200 {
		s = strings.Join(strings.Fields(l.d.Slice(l.d.Span(c.core))), " ")
	}
	return owner + s
}

func (l *linker) phraseKey(c *cand) string { return strings.ToLower(l.phraseText(c)) }

// back is the entity of the nearest earlier mention in the window that fits, -1 none.
func (l *linker) back(i int, fits func(*text.Entity, *cand) bool) int {
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-window; k-- {
		o := &l.cands[l.recent[k]]
		if l.recent[k] != i && o.ent >= 0 && fits(&l.ents[o.ent], o) {
			return o.ent
		}
	}
	return -1
}

// person is the entity of an office, a voice or a source without a name.
func (l *linker) person(i int, c *cand, side int) int {
	if c.many {
		if side >= 0 && policemen(c) && l.parting(c) == "" {
			return l.force(c, side)
		}
		if n := l.folk(c, side); n >= 0 {
			return n
		}
		return l.several(i, c, side)
	}
	if c.det != indefinite {
		if n := l.holder(i, c, side); n >= 0 {
			return n
		}
		if n := l.headOfBody(c); n >= 0 {
			return n
		}
		if n := l.ahead(i, c, func(o *cand) bool {
			return o.role != "" && l.ents[o.ent].Type == parley.Person && (sameRole(o.role, c.role) || chiefs[c.role] && side >= 0 && l.sideOf(o) == side && headsIt(o.role))
		}); n >= 0 {
			return n
		}
		if n := l.epithet(i, c, side); n >= 0 {
			return n
		}
		if n := l.introduced(i, c, side); n >= 0 {
			return n
		}
		if n := l.sameSource(i, c, side); n >= 0 {
			return n
		}
		if !(c.det == bare && c.class == source) {
			local := ""
			if side >= 0 {
				local = "office/" + strconv.Itoa(side) + "/" + c.role
			} else if c.class != source && c.class != member {
				local = "office/" + c.role
			}
			unnamed := c.class == source || c.class == member || c.unnamed
			return l.entity(local, text.Entity{Type: parley.Person, Name: l.phraseText(c), Role: c.role, Unnamed: unnamed, Rule: "mention/office", Score: 0.6})
		}
	}
	if n := l.introduced(i, c, side); n >= 0 {
		return n
	}
	if n := l.toldInLead(i, c); n >= 0 {
		return n
	}
	return l.entity("", text.Entity{Type: parley.Person, Name: l.phraseText(c), Role: c.role, Unnamed: true, Rule: "mention/source", Score: 0.8})
}

// sameSource is the unnamed speaker whom "the source", or "the Harland official" after "a senior official", takes up: the only one of the noun so far, or for
// "the source" the last of all. -1 where there is none, or two.
func (l *linker) sameSource(i int, c *cand, side int) int {
	if c.det != definite || !l.speaks(c) || c.class == office || l.restricted(c) {
		return -1
	}
	noun, found := lastWord(c.role), -1
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-4*window; k-- {
		o := &l.cands[l.recent[k]]
		if l.recent[k] >= i || o.ent < 0 || o.ent == found || o.kind != parley.NominalMention || o.many != c.many || !l.ents[o.ent].Unnamed || !l.speaks(o) || l.inHeadline(o) {
			continue
		}
		if anySource[noun] {
			return o.ent
		}
		if lastWord(o.role) != noun {
			continue
		}
		if s := l.sideOf(o); found >= 0 || s >= 0 && side >= 0 && s != side || s < 0 && l.saysForWhom(c) {
			return -1
		}
		found = o.ent
	}
	return found
}

// saysForWhom reports whether a description tells behind its noun for whom somebody speaks: "the spokesman for the Dorn coalition" takes up no "military spokesman".
func (l *linker) saysForWhom(c *cand) bool {
	return c.side >= 0 && l.cands[c.side].tok.First > c.head
}

// anySource are nouns that take up any unnamed speaker.
var anySource = text.WordSet("source sources")

// toldInLead is the speaker whom the report's lead names by a bare noun and describes here: "an official said. … A Harland defence official told". -1 for any other.
func (l *linker) toldInLead(i int, c *cand) int {
	if !l.speaks(c) || l.inHeadline(c) || l.kindWords(c) == nil && c.side < 0 {
		return -1
	}
	noun := lastWord(c.role)
	for k := 0; k < i && k < 2*window; k++ {
		o := &l.cands[k]
		if o.ent < 0 || o.kind != parley.NominalMention || !l.ents[o.ent].Unnamed || lastWord(o.role) != noun || o.many != c.many || l.inHeadline(o) {
			continue
		}
		if l.bodySentence(o.sent) > 0 || !l.speaks(o) || l.kindWords(o) != nil || o.side >= 0 || l.takenUp(k, i) {
			return -1
		}
		e := &l.ents[o.ent]
		e.Name, e.Role = l.phraseText(c), c.role
		if n := l.sideOf(c); n >= 0 && l.ents[n].Type != parley.Person {
			e.Side = n
		}
		return o.ent
	}
	return -1
}

// takenUp reports whether another of the noun of candidate k speaks between it and candidate i.
func (l *linker) takenUp(k, i int) bool {
	noun := lastWord(l.cands[k].role)
	for n := k + 1; n < i; n++ {
		if o := &l.cands[n]; o.ent >= 0 && o.ent != l.cands[k].ent && o.kind == parley.NominalMention && lastWord(o.role) == noun && l.speaks(o) {
			return true
		}
	}
	return false
}

// ahead is the entity of the first later name that fits, for a mention in a headline: what it says in short the body spells out.
func (l *linker) ahead(i int, c *cand, fits func(*cand) bool) int {
	if !l.inHeadline(c) {
		return -1
	}
	for k := i + 1; k < len(l.cands) && k < i+8*window; k++ {
		if o := &l.cands[k]; o.ent >= 0 && o.kind != parley.PronounMention && fits(o) {
			return o.ent
		}
	}
	return -1
}

// holder is the person last spoken of who has the office of c, on the same side where both are known.
func (l *linker) holder(i int, c *cand, side int) int {
	owned := c.side >= 0 && l.cands[c.side].kind == parley.PronounMention && (side < 0 || l.ents[side].Type == parley.Person)
	return l.back(i, func(e *text.Entity, o *cand) bool {
		if e.Type != parley.Person || e.Role == "" {
			return false
		}
		have := e.Side
		if have < 0 && o.side >= 0 {
			have = l.cands[o.side].ent
		}
		if have < 0 {
			have = l.sideBefore(o.ent)
		}
		if chief := chiefs[c.role] && side >= 0 && have == side && headsIt(e.Role) || c.role == "leader" && side >= 0 && have == side && l.ents[side].Type == parley.State && rulesIt(e.Role); !chief && !sameRole(e.Role, c.role) && !(c.class == office && side >= 0 && lastWord(e.Role) == "counterpart") {
			return false
		}
		if side < 0 && l.saysForWhom(c) {
			return have >= 0 && !l.namesApart(c, o)
		}
		return owned || side < 0 || have < 0 && c.class != source || have == side
	})
}

// sideBefore is the side an earlier mention gave to entity n.
func (l *linker) sideBefore(n int) int {
	for k := len(l.recent) - 1; k >= 0 && k >= len(l.recent)-8*window; k-- {
		o := &l.cands[l.recent[k]]
		if o.ent == n && o.side >= 0 && l.cands[o.side].ent >= 0 {
			return l.cands[o.side].ent
		}
	}
	return -1
}

// sameRole reports whether the shorter description ends the longer one: "minister" for "foreign minister".
func sameRole(have, want string) bool {
	if strings.HasPrefix(have, "vice ") != strings.HasPrefix(want, "vice ") {
		return false
	}
	if have == want || samePost(have, want) || strings.HasSuffix(have, " "+want) || strings.HasSuffix(want, " "+have) {
		return true
	}
	a, b := lastWord(have), lastWord(want)
	return a == b && (len(strings.Fields(have)) == 1 || len(strings.Fields(want)) == 1) || isVoice[a] && isVoice[b]
}

var isVoice = text.WordSet("spokesman spokeswoman spokesperson")

// isTold reports whether something is told to candidate c: "told the media", "in a letter to the press".
func (l *linker) isTold(c *cand) bool {
	t := c.tok.First - 1
	return t >= 0 && (l.low[t] == "to" || l.low[t] == "with" || l.low[t] == "told" || l.low[t] == "tell" || l.low[t] == "tells" || l.low[t] == "telling")
}

// wordIn reports whether w is one of the blank-separated words of s.
func wordIn(s, w string) bool {
	for len(s) > 0 {
		f, rest, _ := strings.Cut(s, " ")
		if f == w {
			return true
		}
		s = rest
	}
	return false
}
