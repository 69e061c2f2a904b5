package statement

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

//go:embed data/occasions.tsv
var occasionsTSV string

// loadOccasions reads the nouns that name occasions: noun to kind. A bad line is an error that names it.
func loadOccasions() (map[string]string, error) {
	out := map[string]string{}
	for n, line := range strings.Split(occasionsTSV, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		noun, kind, ok := strings.Cut(line, "\t")
		switch {
		case !ok:
			return nil, parley.Errorf(parley.Internal, "statement: data/occasions.tsv", "line %d: %v", n+1, fmt.Errorf("no tab"))
		case kind != "talk" && kind != "text" && kind != "medium" && kind != "part" && kind != "way":
			return nil, parley.Errorf(parley.Internal, "statement: data/occasions.tsv", "line %d: kind %q", n+1, kind)
		}
		out[noun] = kind
	}
	return out, nil
}

// occasionKinds says of which kinds of noun each preposition makes an occasion.
var occasionKinds = map[string]string{"in": "talk text", "at": "talk part", "during": "talk text way", "after": "talk text way", "before": "talk text way", "following": "talk text way",
	"ahead": "talk way", "amid": "talk", "between": "talk", "throughout": "talk way", "on": "medium part way", "upon": "way", "over": "medium", "by": "medium byway", "via": "medium text", "through": "medium text",
	"from": "part", "outside": "talk", "inside": "talk", "with": "", "for": ""}

// occasions finds on what occasion, and where, each statement was made: phrases of the cue's clause ("in a statement", "after talks with Vale in
// Riverton", "speaking at a rally"). Of several, those that stand together are one; else the one nearest the cue.
func (p *pass) occasions() {
	for _, s := range p.stmts {
		s.Place = -1
		if s.dropped || len(s.parts) == 0 {
			continue
		}
		if c, ok := p.clauseOf(s); ok && !s.standing {
			p.occasionOf(&c)
		}
	}
}

func (p *pass) occasionOf(c *clause) {
	var best parley.TokenRange
	var places []phrase
	found := append(p.phrases(c), p.participles(c)...)
	if f, ok := p.toldGathering(c); ok {
		found = append([]phrase{f}, found...)
	}
	for _, f := range found {
		if p.placePhrase(f) {
			if p.placed(c, f) {
				places = append(places, f)
			}
			continue
		}
		if !p.occasional(f) {
			continue
		}
		r := parley.TokenRange{First: f.prep, End: f.end}
		switch {
		case best.Empty():
			best = r
		case best.End == r.First:
			best.End = r.End
		case p.distance(c, r) < p.distance(c, best) && !(best.First < c.anchor && r.First > c.anchor):
			best = r
		}
	}
	if !best.Empty() {
		c.s.Occasion = p.d.Span(best)
		c.s.Place = p.placeIn(best)
		c.s.Because(parley.PartOccasion, "", 0, "belongs to the cue")
	}
	for _, f := range places {
		if c.s.Place >= 0 {
			break
		}
		c.s.Place = p.placeAt(f.head)
		if best.Empty() {
			c.s.Occasion = p.d.Span(parley.TokenRange{First: f.prep, End: f.end})
			c.s.Because(parley.PartOccasion, "", 0, "a place that belongs to the cue")
		}
	}
}

// toldGathering is the gathering that is the object of a cue ("told a news conference").
func (p *pass) toldGathering(c *clause) (phrase, bool) {
	if !p.takesHearer(c) || !c.s.addr.Empty() || p.passiveCue(c) {
		return phrase{}, false
	}
	np, end := p.nounPhraseAt(min(c.anchor+1, len(p.d.Tokens)-1))
	if np.Empty() || !p.free(c, np.First) {
		return phrase{}, false
	}
	h := p.d.Chunks[p.chunkOf[np.First]].Head
	if k := p.f.occasions[p.nounOf(h)]; k != "talk" || bodies[p.nounOf(h)] {
		return phrase{}, false
	}
	return phrase{prep: np.First, head: h, end: min(p.tail(c, h, end), c.window.End), told: true}, true
}

// distance is how far a stretch of tokens stands from the cue.
func (p *pass) distance(c *clause, r parley.TokenRange) int {
	if r.First > c.anchor {
		return r.First - c.anchor
	}
	return c.anchor - r.End + 1
}

// occasional reports whether a phrase names an occasion.
func (p *pass) occasional(f phrase) bool {
	if p.timeOf[f.head] >= 0 {
		return false
	}
	if p.d.Tags[f.prep].Penn == "VBG" || f.told {
		return true
	}
	w := p.d.Lower(f.prep)
	kinds, ok := occasionKinds[w]
	if !ok {
		return false
	}
	if w == "on" && p.broadcaster(f) {
		return true
	}
	k, known := p.f.occasions[p.nounOf(f.head)]
	if !known || !strings.Contains(kinds, k) {
		return false
	}
	if k == "part" && w == "at" || k == "part" && w == "on" && p.d.Lemmas[f.head] != "stage" && p.d.Lemmas[f.head] != "floor" {
		return p.partOfTalk(f)
	}
	if k == "text" && w == "in" {
		return !p.sets(f)
	}
	return true
}

// nounOf is the lemma of a noun in lower case, as the list of occasions has it.
func (p *pass) nounOf(i int) string { return strings.ToLower(p.d.Lemmas[i]) }

// partOfTalk reports whether what the phrase is a part of is itself an occasion ("at the end of the talks", not "at the end of the road"): any named
// gathering will do.
func (p *pass) partOfTalk(f phrase) bool {
	switch p.d.Lemmas[f.head] {
	case "sideline", "sidelines", "margin", "fringe", "occasion", "eve", "podium", "rostrum", "pulpit":
		return true
	}
	for i := f.head + 1; i < f.end; i++ {
		if k := p.f.occasions[p.nounOf(i)]; k != "" && k != "part" && k != "medium" {
			return true
		}
	}
	return false
}

// sets reports whether a text is only what an answer is about ("in response to", "in comment on", "in reply to"), not where it stands.
func (p *pass) sets(f phrase) bool {
	switch p.d.Lemmas[f.head] {
	case "response", "reply", "answer":
		return f.head == f.prep+1
	case "opinion", "evidence", "note", "text", "service":
		return f.head == f.prep+1 || p.d.Tags[f.prep+1].Penn == "PRP$"
	}
	return false
}

// broadcaster reports whether "on" goes with an outlet or its programme ("on Channel Four", "on Radio Veska's Morning Hour").
func (p *pass) broadcaster(f phrase) bool {
	m := p.startsMention(f.prep + 1)
	return m >= 0 && p.outlet(p.d.Mentions[m].Entity)
}

// placePhrase reports whether a phrase says in what place: "in Riverton", "at the border town of Hesk".
func (p *pass) placePhrase(f phrase) bool {
	switch p.d.Lower(f.prep) {
	case "in", "at", "from", "outside", "near", "inside":
		return p.placeAt(f.head) >= 0
	}
	return false
}

// placed reports whether a place is where it was said, not where the source is from: it hangs on the cue, or on the hearers ("reporters in Riverton"), the
// occasion, or the participle that sets the scene.
func (p *pass) placed(c *clause, f phrase) bool {
	h := p.head(f.head)
	if h < 0 || h == c.anchor || c.s.addr.Has(h) || p.f.occasions[p.nounOf(h)] != "" || scene[p.d.Lemmas[h]] != "" {
		return p.d.Lower(f.prep) != "from" || h == c.anchor && f.prep > c.anchor
	}
	return p.d.Tags[h].U == text.VERB && !c.s.src.Has(h) && f.prep != c.s.src.End
}

// placeAt is the place entity that token i is the head of, -1 where it is none.
func (p *pass) placeAt(i int) int {
	if m := p.headOf[i]; m >= 0 && p.d.Mentions[m].Entity >= 0 && (p.d.Mentions[m].Type == parley.Place || p.d.Mentions[m].Place) {
		return p.d.Mentions[m].Entity
	}
	return -1
}

// placeIn is the first place that words of r name behind "in", "at", "to" or the like; -1 where none does.
func (p *pass) placeIn(r parley.TokenRange) int {
	for i := r.First + 1; i < r.End; i++ {
		if e := p.placeAt(i); e >= 0 && p.d.Tags[i].U == text.PROPN {
			j := i
			if m := p.headOf[i]; m >= 0 {
				j = p.d.Mentions[m].Tokens.First
			}
			if j--; j >= r.First && (p.d.Tags[j].U == text.ADP || p.d.Tags[j].Penn == "TO" || p.d.Tags[j].Penn == "VBG") {
				switch p.d.Lower(j) {
				case "with", "about", "on", "over", "for", "of":
				default:
					return e
				}
			}
		}
	}
	return -1
}

// said holds the verbs whose participle sets a scene for what is said.
var scene = map[string]string{"speak": "at in on after during from before outside by via following", "talk": "at in on after during before by", "appear": "at on before in", "testify": "at in before", "write": "in on",
	"post": "on", "brief": "", "address": "np", "visit": "np", "attend": "np", "arrive": "at in for", "tour": "np", "emerge": "from", "campaign": "in at", "meet": "np with", "open": "np", "chair": "np", "host": "np"}

// participles lists the scenes that participles and subordinate participles set: "speaking at a rally", "addressing a congress", "after meeting Vale".
// The phrase returned begins with the preposition after a verb of speech, else with the participle or the conjunction before it.
func (p *pass) participles(c *clause) []phrase {
	var out []phrase
	for i := c.window.First; i < c.window.End; i++ {
		takes, ok := scene[p.d.Lemmas[i]]
		if !ok || p.d.Tags[i].Penn != "VBG" || i == c.anchor || p.finiteGroup(i) || !p.free(c, i) || !p.beside(c, i) || p.contentOwns(c, i) {
			continue
		}
		if f, ok := p.sceneAt(c, i, takes); ok {
			out = append(out, f...)
		}
	}
	return out
}

// finiteGroup reports whether token i belongs to a finite verb group ("is visiting").
func (p *pass) finiteGroup(i int) bool {
	c := p.chunkOf[i]
	return c >= 0 && p.d.Chunks[c].Kind == text.VG && p.d.Chunks[c].Finite
}

// contentOwns reports whether participle i hangs on another verb that stands neither in the content nor above the cue.
func (p *pass) contentOwns(c *clause, i int) bool {
	r := p.ruler(i)
	return r >= 0 && r != c.anchor && c.window.Has(r) && !p.inParts(c.s, r) && !p.under(c.anchor, r) && p.beside(c, r) && !p.under(r, c.anchor)
}

// sceneAt reads the scene of participle i.
func (p *pass) sceneAt(c *clause, i int, takes string) ([]phrase, bool) {
	first := i
	if i > c.window.First && (p.d.Lower(i-1) == "after" || p.d.Lower(i-1) == "before" || p.d.Lower(i-1) == "while" || p.d.Lower(i-1) == "when" || p.d.Lower(i-1) == "on" || p.d.Lower(i-1) == "upon") {
		first = i - 1
	}
	words := strings.Fields(takes)
	if len(words) > 0 && words[0] == "np" {
		np, end := p.nounPhraseAt(i + 1)
		if np.Empty() && i+2 < c.window.End && p.d.Lower(i+1) == "with" {
			np, end = p.nounPhraseAt(i + 2)
		}
		if np.Empty() || p.timeOf[np.First] >= 0 {
			return nil, false
		}
		head := p.d.Chunks[p.chunkOf[np.First]].Head
		if p.d.Lemmas[i] == "address" && p.f.occasions[p.nounOf(head)] == "" { // "addressing parliament": whom, not where
			return nil, false
		}
		return []phrase{{prep: first, head: head, end: min(p.tail(c, head, end), c.window.End)}}, true
	}
	var out []phrase
	for j := i + 1; j < c.window.End && p.free(c, j) && p.d.Word(j) != ","; {
		if p.timeOf[j] >= 0 || p.d.Tags[j].U == text.ADV {
			j++
			continue
		}
		f, ok := p.phraseAt(c, j)
		if !ok {
			j++
			continue
		}
		w := p.d.Lower(j)
		if contains(words, w) && p.timeOf[f.head] < 0 && (p.f.occasions[p.nounOf(f.head)] != "" || p.placeAt(f.head) >= 0 || w == "at" || w == "for" || p.broadcaster(f)) {
			if p.d.Lemmas[i] == "arrive" || p.d.Lemmas[i] == "emerge" {
				f.prep = first
			}
			out = append(out, f)
		}
		j = f.end
	}
	return out, len(out) > 0
}
