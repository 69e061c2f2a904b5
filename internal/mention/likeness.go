package mention

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// likeVote is how much it counts for the type of an unknown name what the trained tagger takes it for. A single word that stands in no list of names is told by
// its context alone, of which the other votes know more.
const likeVote = 20

// likeVotes adds what the tagger takes unknown name c for. A lone name that acts is no place for being in the list of towns.
func (p *pass) likeVotes(c *cand, v *votes) {
	if p.labels == nil || c.core.Len() == 1 && !p.famous(c) {
		return
	}
	if t := parley.EntityType(p.likeness(c)); t != parley.Place || c.core.Len() > 1 || !c.subject && !p.inTitle(c) {
		v.add(t, likeVote)
	}
}

// unnamed takes from the candidates the capitalised words that name nobody: adjectives ("[Western] governments"), and common words, products and feasts for whose
// type nothing speaks. What may be the adjective of an unknown state ("Veskan", of Veska) stays, and people in the plural ("Muslims") are a group.
func (p *pass) unnamed() {
	if p.labels == nil || p.tags == nil {
		return
	}
	names := map[string]bool{} // unknown names, and whether every mention of them is none
	for i := range p.cands {
		if c := &p.cands[i]; c.kind == parley.NameMention && c.class == classes {
			none, ok := names[c.name]
			names[c.name] = (none || !ok) && p.namesNobody(c)
		}
	}
	dead := false
	for i := range p.cands {
		if c := &p.cands[i]; c.kind == parley.NameMention && c.class == classes && names[c.name] && !stemsFrom(c.name, names) {
			c.dead, dead = true, true
		}
	}
	if !dead {
		return
	}
	for i := range p.cands {
		c := &p.cands[i]
		if c.side >= 0 && p.cands[c.side].dead {
			c.side = -1
		}
		if c.same >= 0 && p.cands[c.same].dead {
			c.same = -1
		}
	}
	p.order()
}

// namesNobody reports whether a capitalised word that stands in no table is no name here.
func (p *pass) namesNobody(c *cand) bool {
	first, last := c.core.First, c.core.End-1
	tag, like := p.tags[last], p.likeness(c)
	attributive := tag.U == text.ADJ && (p.glued(c.core.End) || p.upos(c.core.End) == text.NOUN || p.upos(c.core.End) == text.PROPN || p.upos(c.core.End) == text.ADJ)
	proper := tag.U == text.PROPN
	switch {
	case c.votes[0] >= likeVote || c.votes[1] >= headVote || c.votes[3] >= titleVote || c.votes[4] >= headVote:
		return false
	case first == last && attributive && (like == "nationality" || like == "group" || like == "other"), p.shouted(c), p.clock(c):
		return true
	case first == last && like == "" && !p.famous(c) && (!proper && p.start(first) && !p.inTitle(c) || c.modifier && portfolio[p.word(c.tok.End)]):
		return true // "[Tension] rose", "[Planning] Minister Ana Roe"
	case like == "nationality":
		if proper && tag.Penn == "NNPS" {
			c.votes.add(parley.Group, titleVote)
			return false
		}
		if proper && p.f.tagger.gaz.lists(p.d.Word(last))&peopleList == 0 {
			return false
		}
		return c.modifier || c.votes.total() == 0 || attributive
	}
	return c.votes.total() == 0 && !p.inTitle(c) && (!proper || first == last && (like == "work" || like == "event" || like == "other"))
}

// shouted reports whether unknown name c is printed in capitals like the words of a heading, longer than abbreviations are.
func (p *pass) shouted(c *cand) bool {
	if p.inTitle(c) || p.famous(c) {
		return false
	}
	for t := c.core.First; t < c.core.End; t++ {
		if w := p.d.Word(t); !allCaps(w) || len(w) < 4 || c.core.Len() == 1 && len(w) < 8 && (len(w) < 5 || p.f.tagger.gaz.plainLists(p.low[t])&^properLists == 0) {
			return false
		}
	}
	return true
}

// clock reports whether unknown name c is a time zone behind a time of the day: "9.30 a.m. [ET]".
func (p *pass) clock(c *cand) bool {
	if c.core.Len() != 1 || !zones[p.low[c.core.First]] {
		return false
	}
	switch w := p.word(c.core.First - 1); w {
	case "a.m.", "p.m.", "am", "pm", "a.m", "p.m":
		return true
	default:
		return len(w) > 0 && w[len(w)-1] >= '0' && w[len(w)-1] <= '9'
	}
}

// zones are abbreviations of time zones.
var zones = text.WordSet("et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eet ist jst kst hkt msk")

// inTitle reports whether candidate c stands in a headline.
func (p *pass) inTitle(c *cand) bool {
	return p.d.Paragraphs[p.d.Sentences[c.sent].Paragraph].Kind == text.Headline
}

// portfolio are the words behind what a member of a government is in charge of.
var portfolio = text.WordSet("minister ministry secretary department commissioner portfolio")

// famous reports whether name c is a single word that a list of proper names has.
func (p *pass) famous(c *cand) bool {
	return c.core.Len() == 1 && p.f.tagger.gaz.lists(p.d.Word(c.core.First))&properLists != 0
}

// stemsFrom reports whether name may be the adjective of another name of the text.
func stemsFrom(name string, names map[string]bool) bool {
	for o := range names {
		if o != name && len(o) > 3 && strings.HasPrefix(name, strings.TrimRight(o, "aeioy")) && len(name) > len(o)-2 && len(name) <= len(o)+4 {
			return true
		}
	}
	return false
}

// likeness is the label of the project's own scheme (schemes.tsv) that the tagger gives most tokens of name c, "" where most of them have none.
func (p *pass) likeness(c *cand) string {
	if p.labels == nil {
		return ""
	}
	s := &p.f.tagger.schemes[0]
	var n [maxLabels]int
	best := 0
	for t := c.core.First; t < c.core.End; t++ {
		if l := p.labels[t]; l > 0 {
			k := (int(l) + 1) / 2
			if n[k]++; n[k] > n[best] {
				best = k
			}
		}
	}
	if best == 0 || 2*n[best] < c.core.Len() {
		return ""
	}
	return s.labels[2*best-1][2:]
}

// properLists are the lists of proper names: all files but those of common nouns, of first names and of adjectives.
var properLists = func() (m uint64) {
	for i, n := range nameLists {
		switch n {
		case "gazetteer/cities", "gazetteer/regions", "gazetteer/geography", "gazetteer/facilities", "gazetteer/surnames", "gazetteer/organisations", "gazetteer/universities",
			"gazetteer/companies", "gazetteer/media", "gazetteer/teams", "gazetteer/parties", "gazetteer/armed_groups", "lists/geonames_large", "lists/geonames_small", "lists/petrarch_bodies",
			"lists/petrarch_armed":
			m |= 1 << (len(tableLists) + i)
		}
	}
	return m
}()

// peopleList is the list of what peoples and creeds are called.
var peopleList = uint64(1) << (len(tableLists) + slices.Index(nameLists, "gazetteer/nationalities"))

// plainLists are the lists that have a word as an entry of its own, abbreviations aside.
func (g *gazetteer) plainLists(word string) uint64 {
	return g.slot(fold32(mixWord(learn.HashStart, lowerHash(word)))).lists
}

// lists are the lists that have a word as an entry of its own.
func (g *gazetteer) lists(word string) uint64 {
	h := mixWord(learn.HashStart, lowerHash(word))
	m := g.plainLists(word)
	if lookOf(word) == upperCase {
		m |= g.slot(fold32(h ^ acronym)).lists
	}
	return m
}
