package mention

import (
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// joint makes one source of several kinds of people without a name who speak together: "residents and officials said", "two men and a boy who said". Whom a
// determiner of its own or a name sets apart is a source of its own: "Dorn officials and some experts".
func (p *pass) joint() {
	if !p.hasTrees() || p.f.coref == nil {
		return
	}
	heads := map[int]int{} // token to the candidate without a name that it heads
	for i := range p.cands {
		if c := &p.cands[i]; !c.dead && c.kind == parley.NominalMention && !c.modifier && p.jointly(c) {
			heads[c.head] = i
		}
	}
	for i := 0; i < len(p.cands); i++ {
		c := &p.cands[i]
		if n, ok := heads[c.head]; ok && n == i && (c.many || c.det == numbered) {
			p.together(i, heads)
		}
	}
}

// together joins with candidate i the kinds of people that the tree has beside it, if they speak.
func (p *pass) together(i int, heads map[int]int) {
	c := &p.cands[i]
	if !p.saying(c.head) && !p.telling[c.head] && !p.relativeSays(c) {
		return
	}
	var with []int
	end := c.tok.End
	for t := end; t < min(end+maxJoint, len(p.low)); t++ {
		if p.up(t) != c.head || p.rel(t) != "conj" {
			continue
		}
		if p.d.Tokens[t].Sentence != p.d.Tokens[c.head].Sentence {
			return
		}
		n, ok := heads[t]
		if !ok {
			if p.d.Tags[t].Penn != "NNS" || p.f.coref.nouns.sense(learn.HashOf(p.d.Lemmas[t]))&(sensePerson|senseGroup) == 0 || p.taken(t) {
				return
			}
			r := p.describing(t)
			p.emit(cand{tok: parley.TokenRange{First: r.First, End: t + 1}, core: one(t), head: t, kind: parley.NominalMention, class: source, entry: -1, side: -1, same: -1,
				many: true, det: detOf(p.low[r.First]), role: p.d.Lemmas[t], typ: parley.Group})
			n = len(p.cands) - 1
			heads[t] = n
			c = &p.cands[i]
		}
		o := &p.cands[n]
		if before := p.word(min(o.tok.First, p.describing(t).First) - 1); before != "and" && before != "or" && before != "," || o.side >= 0 && o.side != c.side || o.tok.First < end ||
			o.det != bare && (o.det != c.det || c.det == bare || p.low[o.tok.First] == "some") {
			return
		}
		with, end = append(with, n), max(end, o.tok.End)
	}
	if len(with) == 0 {
		return
	}
	if c.side < 0 && c.det == bare {
		c.tok.First = min(c.tok.First, p.describing(c.head).First) // "fishery agencies"
	}
	for _, n := range with {
		o := &p.cands[n]
		o.dead = true
		c.role += " and " + o.role
		c.head = o.head
	}
	c.tok.End, c.core.End = end, max(c.core.End, p.cands[with[len(with)-1]].core.End)
	c.many, c.typ, c.class, c.rule, c.unnamed = true, parley.Group, source, "mention/joint", true
}

// taken reports whether token t heads a mention, or stands in a name.
func (p *pass) taken(t int) bool {
	for i := range p.cands {
		if o := &p.cands[i]; !o.dead && (o.head == t || o.kind == parley.NameMention && o.core.Has(t)) {
			return true
		}
	}
	return false
}

// maxJoint is how many tokens behind the first of several speakers the others are looked for.
const maxJoint = 16

// jointly reports whether a mention is of people, or of bodies of theirs, by a kind alone: no determiner says which are meant, but for the name of their party.
func (p *pass) jointly(c *cand) bool {
	if c.class == body && (!c.many || p.tags[c.head].Penn != "NNS" || eachOne[p.d.Lemmas[c.head]]) {
		return false
	}
	return of(c.class).has(of(source, office, voice, member, rank, crowd, body)) && c.det != possessed && (c.det != definite || c.many && c.side >= 0 && detOf(p.low[c.tok.First]) == bare)
}

// relativeSays reports whether the clause behind c has it, or who stands beside it, say something: "two men and a boy who said".
func (p *pass) relativeSays(c *cand) bool {
	for t := c.head + 1; t < min(c.head+maxJoint, len(p.low)); t++ {
		if h := p.up(t); p.low[t] == "who" && p.rel(t) == "nsubj" && h >= 0 && sayingVerb(p.d.Lemmas[h]) {
			return true
		}
	}
	return false
}

// jointEntity is the entity of several kinds of people who speak together, one for the same words.
func (l *linker) jointEntity(c *cand, side int) int {
	return l.entity("joint/"+strconv.Itoa(side)+"/"+l.phraseKey(c), text.Entity{Type: parley.Group, Name: strings.TrimPrefix(l.phraseText(c), "some "), Role: c.role, Unnamed: true,
		Rule: "mention/joint", Score: 0.6})
}
