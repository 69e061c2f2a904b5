package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

const (
	leadSentences = 4  // of the body, in which a report may tell an office before it names who holds it
	namedWithin   = 14 // sentences in which the name must follow
	namedAtOnce   = 2  // ... where no title says that it is the same person
)

// introduced is the person whom a report describes first and names later: "The Harland foreign minister has … . Ana Roe told reporters …", "a spokesman
// said … . Tom Veld, a spokesman for the council, …". -1 where no such name follows. The description stands early in the report; the name comes with the same
// office on the same side, or, plain and in full, as the next person to speak.
func (l *linker) introduced(i int, c *cand, side int) int {
	if c.many || c.role == "" || l.inHeadline(c) {
		return -1
	}
	if n := l.leadSpeaker(i, c); n >= 0 {
		return l.holds(n, c, -1)
	}
	if c.class == source {
		return l.officialNamed(i, c, side)
	}
	if !of(c.class).has(of(office, voice, member)) {
		return -1
	}
	early := l.bodySentence(c.sent) < leadSentences
	between, spoke := 0, 0
	seen := map[int]bool{}
	for k := i + 1; k < len(l.cands) && k < i+8*window; k++ {
		o := &l.cands[k]
		if o.sent-c.sent > namedWithin {
			break
		}
		if o.kind != parley.NameMention || o.ent < 0 || l.ents[o.ent].Type != parley.Person || seen[o.ent] {
			continue
		}
		seen[o.ent] = true
		if o.class == classes && len(strings.Fields(o.name)) < 2 || l.namedBefore(i, o.ent) {
			between++
			continue
		}
		soon := o.sent > c.sent && l.told[o.sent]-l.told[c.sent] <= namedAtOnce
		if o.role != "" {
			if (early || l.known(k)) && l.sameOffice(c, o, side) || soon && spoke == 0 && c.det != indefinite && l.speaks(c) && l.speaks(o) && o.role == headWord(c.role) && !l.namesApart(c, o) {
				return l.holds(o.ent, c, side)
			}
		} else if spoke == 0 && l.untitled(c, o, k, early) && !l.anotherVoice(i, k) {
			return l.holds(o.ent, c, side)
		} else if early && c.class != member && between == 0 && soon && c.det != indefinite && c.side >= 0 && l.speaks(c) && l.speaks(o) && !l.titled(k) {
			return l.holds(o.ent, c, side)
		}
		between++
		if l.speaks(o) {
			spoke++
		}
	}
	return -1
}

// leadSpeaker is whom the first sentence of a report calls by what one person alone is ("the chief investigator said"), and who is the next to speak, with a full
// name and nothing beside it. -1 where the next who speaks is another.
func (l *linker) leadSpeaker(i int, c *cand) int {
	if !of(c.class).has(of(office, voice, member, source)) || !l.speaks(c) || l.bodySentence(c.sent) > 0 || c.det == indefinite || c.det == numbered || c.det == bare && c.side < 0 {
		return -1
	}
	for k := i + 1; k < len(l.cands) && l.told[l.cands[k].sent]-l.told[c.sent] <= namedAtOnce; k++ {
		o := &l.cands[k]
		if o.sent == c.sent || !l.speaks(o) {
			continue
		}
		if o.kind != parley.NameMention || o.ent < 0 || l.ents[o.ent].Type != parley.Person || o.core.Len() < 2 || o.role != "" || l.titled(k) || l.namedBefore(i, o.ent) {
			return -1
		}
		if g := l.nounGender(c); g != 0 && l.chains[o.ent].gender != 0 && g != l.chains[o.ent].gender {
			return -1
		}
		return o.ent
	}
	return -1
}

// officialNamed is the office holder whom the lead of a report calls an official, and who is the next to speak, right behind, with name and office. -1 where
// the next who speaks is another.
func (l *linker) officialNamed(i int, c *cand, side int) int {
	if lastWord(c.role) != "official" || c.det != indefinite || !l.speaks(c) || l.bodySentence(c.sent) > 0 || !l.unqualified(c) {
		return -1
	}
	for k := i + 1; k < len(l.cands) && l.cands[k].sent-c.sent <= namedAtOnce; k++ {
		o := &l.cands[k]
		if o.sent == c.sent || !l.speaks(o) || o.kind == parley.PronounMention {
			continue
		}
		if o.kind != parley.NameMention || o.ent < 0 || l.ents[o.ent].Type != parley.Person || o.core.Len() < 2 || l.namedBefore(i, o.ent) {
			return -1
		}
		fs := l.lexMatch(lastWord(o.role))
		if _, ok := pick(fs, of(office, voice, rank)); !ok {
			return -1
		}
		if l.sidesApart(side, o) {
			return -1
		}
		return l.holds(o.ent, c, side)
	}
	return -1
}

// known reports whether the name at candidate k has a title with "the", as one who was spoken of: "The spokeswoman, Ana Roe, said".
func (l *linker) known(k int) bool {
	for n := max(0, k-nearTitle); n < min(len(l.cands), k+nearTitle); n++ {
		if o := &l.cands[n]; (n == k && o.role != "" || o.same == k) && l.low[o.tok.First] == "the" {
			return true
		}
	}
	return false
}

// nearTitle is how many candidates on each side of a name may be its title.
const nearTitle = 4

// untitled reports whether the name o, of candidate k, is that of the speaker c: one speaks for others, and the next who speaks is named in full without a
// word of who he is, which the press only does of whom it has told that before.
func (l *linker) untitled(c, o *cand, k int, early bool) bool {
	far := namedAtOnce + 2
	if early {
		far = namedWithin
	}
	if g := l.nounGender(c); g != 0 && l.chains[o.ent].gender != 0 && g != l.chains[o.ent].gender {
		return false
	}
	return (isVoice[lastWord(c.role)] || forOthers[lastWord(c.role)]) && l.parting(c) == "" && l.unqualified(c) && l.speaks(c) && l.speaks(o) && o.core.Len() > 1 && o.sent > c.sent && o.sent-c.sent <= far && !l.titled(k)
}

// anotherVoice reports whether, shortly before the unnamed speaker of candidate i or between him and the name of candidate k, another unnamed one is brought in who may
// bear the name as well: "a harbour
// spokesman said … . A council spokesman said … . Tom Veld said".
func (l *linker) anotherVoice(i, k int) bool {
	c := &l.cands[i]
	for j := i - 1; j >= 0 && c.sent-l.cands[j].sent <= namedAtOnce; j-- {
		if o := &l.cands[j]; o.sent < c.sent && l.bringsVoice(o) {
			return true
		}
	}
	for j := i + 1; j < k; j++ {
		if o := &l.cands[j]; o.sent > c.sent && l.bringsVoice(o) {
			return true
		}
	}
	return false
}

// bringsVoice reports whether candidate o brings in somebody unnamed who speaks for others.
func (l *linker) bringsVoice(o *cand) bool {
	return o.kind == parley.NominalMention && o.det == indefinite && !o.many && (isVoice[lastWord(o.role)] || forOthers[lastWord(o.role)]) && l.speaks(o)
}

// forOthers are nouns for those who speak in the name of others.
var forOthers = text.WordSet("representative negotiator delegate")

// introducedBody is the body whose kind a report tells first and whose name it tells later: "A relief agency said … . The Harland Relief Fund said …". -1 where
// no name follows that has a word of the description, or the word of another who watches where it has one.
func (l *linker) introducedBody(i int, c *cand) int {
	noun := lastWord(c.role)
	if c.many || c.side >= 0 || !general[noun] && !kindNoun[noun] && !watchers[noun] || !l.speaks(c) || l.inHeadline(c) || l.bodySentence(c.sent) >= leadSentences {
		return -1
	}
	kinds := append(l.kindWords(c), noun)
	for k := i + 1; k < len(l.cands) && k < i+8*window; k++ {
		o := &l.cands[k]
		if o.sent-c.sent > namedWithin {
			break
		}
		if o.kind != parley.NameMention || o.ent < 0 || !l.isBody(o.ent) || isOutlet(&l.ents[o.ent], o) || !l.speaks(o) || l.namedBefore(i, o.ent) {
			continue
		}
		if ofKindName(kinds, strings.Fields(fold(l.ents[o.ent].Name))) {
			return o.ent
		}
	}
	return -1
}

// ofKindName reports whether a name has one of the words that tell a kind.
func ofKindName(kinds, name []string) bool {
	for _, a := range kinds {
		for _, b := range name {
			if a == b && len(a) > 2 || watchers[a] && watchers[b] {
				return true
			}
		}
	}
	return false
}

var watchers = text.WordSet("monitor monitoring watchdog observatory watch monitors")

// holds gives person n the office of c.
func (l *linker) holds(n int, c *cand, side int) int {
	if l.ents[n].Role == "" {
		l.ents[n].Role = c.role
	}
	if l.ents[n].Side < 0 && side >= 0 && l.ents[side].Type != parley.Person {
		l.ents[n].Side = side
	}
	return n
}

// speaks reports whether somebody is the subject of a word of saying.
func (l *linker) speaks(c *cand) bool { return c.at.speaks || l.telling[c.head] }

// titled reports whether a later mention of the person of candidate k gives him an office.
func (l *linker) titled(k int) bool {
	for j := k + 1; j < len(l.cands) && j < k+window; j++ {
		if o := &l.cands[j]; o.ent == l.cands[k].ent && o.role != "" || o.same == k {
			return true
		}
	}
	return false
}

// namedBefore reports whether entity n has a mention in the body before candidate i.
func (l *linker) namedBefore(i, n int) bool {
	for k := i - 1; k >= 0; k-- {
		if o := &l.cands[k]; o.ent == n && !l.inHeadline(o) {
			return true
		}
	}
	return false
}

// bodySentence counts the sentences of the body before sentence s.
func (l *linker) bodySentence(s int) int {
	n := 0
	for k := 0; k < s && n <= leadSentences; k++ {
		switch l.d.Paragraphs[l.d.Sentences[k].Paragraph].Kind {
		case text.Body:
			n++
		}
	}
	return n
}

// sameOffice reports whether the description c and the titled name o tell one office on one side.
func (l *linker) sameOffice(c, o *cand, side int) bool {
	if said := l.text(o.tok.First, o.tok.End); chiefs[lastWord(c.role)] && heads[headWord(o.role)] && shareWord(c.role, said) {
		return c.side < 0 || wordIn(said, lastWord(l.text(l.cands[c.side].tok.First, l.cands[c.side].tok.End)))
	}
	if l.sidesApart(side, o) || l.namesApart(c, o) {
		return false
	}
	have := l.sideAt(o)
	return sameRole(o.role, c.role) && (len(strings.Fields(c.role)) == len(strings.Fields(o.role)) || isVoice[lastWord(c.role)] || side >= 0 && have >= 0)
}

// sidesApart reports whether a description of somebody on a side is of another side than the titled name o.
func (l *linker) sidesApart(side int, o *cand) bool {
	have := l.sideAt(o)
	return side >= 0 && have >= 0 && side != have && !l.within(side, have)
}

// sideAt is the side that the name o gives its person, else the one that is known of him.
func (l *linker) sideAt(o *cand) int {
	if o.side >= 0 && l.cands[o.side].ent >= 0 {
		return l.cands[o.side].ent
	}
	return l.ents[o.ent].Side
}

// namesApart reports whether two descriptions of somebody both have names of whom they speak for, and none in common: "the spokesman for the Dorn-led coalition"
// and "Harland army spokesman Ivo Brandt". What stands behind a description has no entity yet; its words are compared.
func (l *linker) namesApart(c, o *cand) bool {
	a, b := l.namesIn(c), l.namesIn(o)
	for _, x := range a {
		for _, y := range b {
			if n := min(len(x), len(y), 4); x[:n] == y[:n] {
				return false
			}
		}
	}
	return len(a) > 0 && len(b) > 0
}

// namesIn are the words of names in the side of a description, what it begins with and what it holds; none where it has no side.
func (l *linker) namesIn(c *cand) (out []string) {
	for n := c.side; n >= 0; n = l.cands[n].side {
		s := &l.cands[n]
		for t := s.tok.First; t < s.tok.End; t++ {
			if l.cap(t) && (s.kind == parley.NameMention || !l.start(t)) {
				out = append(out, l.low[t])
			}
		}
	}
	return out
}

// within reports whether one of two sides speaks for the other, or has its name in its own: "the opposition" and its council.
func (l *linker) within(a, b int) bool {
	if l.ents[a].Side == b || l.ents[b].Side == a {
		return true
	}
	x, y := fold(l.ents[a].Name), fold(l.ents[b].Name)
	return x != "" && y != "" && (strings.Contains(x, y) || strings.Contains(y, x))
}

// chiefs is how the press calls in short whoever is at the head of a body, by whatever title; heads are such titles.
var (
	chiefs = text.WordSet("chief head boss")
	heads  = text.WordSet("commissioner director president chairman chairwoman chairperson secretary general commander minister coordinator administrator governor chief head executive")
)

// headWord is the noun of a title: the word before "of" or "for", else the last.
func headWord(role string) string {
	for _, p := range []string{" of ", " for "} {
		if a, _, ok := strings.Cut(role, p); ok {
			return lastWord(a)
		}
	}
	return lastWord(role)
}

// shareWord reports whether two descriptions have a word of what the office is for in common.
func shareWord(a, b string) bool {
	for _, w := range strings.Fields(a) {
		if len(w) > 3 && !chiefs[w] && wordIn(b, w) {
			return true
		}
	}
	return false
}
