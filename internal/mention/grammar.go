package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A spot is where a mention stands in the tree of its sentence. Without trees it is the zero spot.
type spot struct {
	role   byte  // 's' subject, 'o' object, 'b' adjunct, 'p' possessor, 'n' within another phrase, 'x' other, 0 unknown
	top    int32 // token that heads the mention
	gov    int32 // what governs it: the verb of a subject, -1
	deep   bool  // in a clause that another contains: what is said, not who says it
	speaks bool  // it is the subject of a verb of speech, or what "according to" names
}

// sayingVerb reports whether a lemma is a verb by which somebody is reported to speak.
func sayingVerb(lemma string) bool { return speechVerbs[lemma] || moreSpeech[lemma] }

var moreSpeech = text.WordSet(`assert speak testify vow pledge promise urge accuse deny reject confirm caution contend maintain reiterate emphasize emphasise
 underline clarify complain lament boast tout praise criticize criticise condemn blame denounce slam blast dismiss retort quip propose recommend
 go conclude allege disclose reveal signal hint imply point post text email read speculate estimate caution concur echo voice express vent muse opine`)

// hasTrees reports whether the document has trees.
func (p *pass) hasTrees() bool {
	n := len(p.d.Tokens)
	return n > 0 && len(p.d.Heads) == n && len(p.d.Rels) == n && len(p.d.Lemmas) == n && p.tags != nil
}

// spots finds the place of every candidate in its tree.
func (p *pass) spots() {
	if !p.hasTrees() {
		return
	}
	heads := map[int32]int{} // names by the token that heads them
	for i := range p.cands {
		c := &p.cands[i]
		c.at = p.spotOf(c)
		if c.kind == parley.NameMention && !c.modifier {
			heads[c.at.top] = i
		}
	}
	for i := range p.cands {
		p.explains(i, heads)
	}
}

// explains joins a title without a name to the name that it stands in apposition to: "Ana Roe (Lakeside), chair of the council, said".
func (p *pass) explains(i int, heads map[int32]int) {
	c := &p.cands[i]
	if c.kind != parley.NominalMention || c.many || c.same >= 0 || c.modifier || !of(c.class).has(titles|of(source)) {
		return
	}
	t := int(c.at.top)
	if h := p.up(t); h >= 0 && p.rel(t) == "conj" { // "a lawyer and head of the council"
		t = h
	}
	if p.rel(t) != "appos" {
		return
	}
	n, ok := heads[int32(p.up(t))]
	if !ok || n >= i || p.cands[n].class != classes || p.cands[n].sent != c.sent {
		return
	}
	if a := &p.cands[n]; a.tok.End <= c.tok.First && c.tok.First-a.tok.End < 8 {
		c.same, c.unnamed, c.rule = n, false, "mention/apposition"
		a.votes.add(parley.Person, titleVote)
		a.role = first(a.role, c.role)
		if a.side < 0 {
			a.side = c.side
		}
	}
}

func (p *pass) up(t int) int {
	if h := int(p.d.Heads[t]); h >= 0 && h < len(p.d.Heads) && h != t {
		return h
	}
	return -1
}

// rel is the relation of token t without its subtype.
func (p *pass) rel(t int) string {
	r, _, _ := strings.Cut(p.d.Rels[t], ":")
	return r
}

// top is the token of a range that depends on one outside of it.
func (p *pass) top(r parley.TokenRange) int {
	for t := r.First; t < r.End; t++ {
		if h := p.up(t); h < 0 || !r.Has(h) {
			return t
		}
	}
	return r.First
}

const maxUp = 12 // steps up a tree

func (p *pass) spotOf(c *cand) spot {
	t := p.top(c.core)
	head := int32(t)
	for n := 0; n < maxUp; n++ { // a conjunct and an apposition stand where their first stands
		r := p.rel(t)
		h := p.up(t)
		if h < 0 || r != "conj" && r != "appos" && r != "flat" || r == "conj" && p.tags[h].U == text.VERB {
			break
		}
		t = h
	}
	at := spot{top: head, gov: int32(p.up(t)), role: 'x'}
	switch p.d.Rels[t] {
	case "nsubj", "nsubj:outer", "csubj":
		at.role = 's'
	case "nsubj:pass":
		at.role = 'S'
	case "obj", "iobj":
		at.role = 'o'
	case "nmod:poss":
		at.role = 'p'
	case "obl", "obl:agent", "obl:unmarked", "obl:tmod", "obl:npmod":
		at.role = 'b'
	case "nmod", "compound", "nmod:desc", "amod", "nmod:unmarked":
		at.role = 'n'
	}
	if at.gov < 0 {
		return at
	}
	at.speaks = at.role == 's' && sayingVerb(strings.ToLower(p.d.Lemmas[at.gov])) && !c.modifier
	if r := c.tok.First; r >= 2 && p.low[r-1] == "to" && p.low[r-2] == "according" {
		at.speaks, at.role = true, 's'
	}
	if v := p.besideVerb(c); v >= 0 && at.role != 's' {
		at.speaks, at.role, at.gov = true, 's', int32(v)
	}
	at.deep = p.contained(int(at.gov))
	return at
}

// besideVerb is the verb of speech right behind a mention, or right before one that ends its sentence, where the tree gave that verb no subject:
// trees lose subjects behind long appositions. -1 where there is none.
func (p *pass) besideVerb(c *cand) int {
	if c.kind == parley.PronounMention || c.modifier {
		return -1
	}
	v := c.tok.End
	if p.word(v) == "," {
		v++
	}
	if !p.lacksSubject(v, c) {
		v = c.tok.First - 1
		if w := p.word(c.tok.End); w != "." && w != "," || !p.lacksSubject(v, c) {
			return -1
		}
	}
	return v
}

func (p *pass) lacksSubject(v int, c *cand) bool {
	if v < 0 || v >= len(p.d.Tokens) || int(p.d.Tokens[v].Sentence) != c.sent || p.d.Tokens[v].Quote != p.d.Tokens[c.head].Quote {
		return false
	}
	if t := p.tags[v].Penn; t != "VBD" && t != "VBZ" && t != "VBP" || !sayingVerb(p.d.Lemmas[v]) {
		return false
	}
	r := p.d.Sentences[c.sent].Tokens
	for k := max(r.First, v-60); k < min(r.End, v+20); k++ {
		if int(p.d.Heads[k]) == v && p.rel(k) == "nsubj" {
			return false
		}
	}
	return true
}

// contained reports whether the clause of verb t stands inside another: what is said, a relative clause, an adverbial.
func (p *pass) contained(t int) bool {
	for n := 0; n < maxUp && t >= 0; n++ {
		switch p.rel(t) {
		case "ccomp", "advcl", "acl", "csubj":
			return true
		case "root", "parataxis":
			return false
		}
		t = p.up(t)
	}
	return false
}
