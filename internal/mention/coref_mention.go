package mention

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// A corefKind is what a mention is made of.
type corefKind uint8

const (
	kindName corefKind = iota
	kindDefinite
	kindDemonstrative
	kindPossessed
	kindIndefinite
	kindQuantified
	kindBare
	kindPronoun // from here on: pronouns by their row, kindPronoun + row
)

// A corefMention is a candidate mention.
type corefMention struct {
	tok    parley.TokenRange
	head   int32
	sent   int32
	kind   corefKind
	number byte // 's', 'p' or 0
	gender byte // 'm', 'f', 'n', 'a' (a person, of either) or 0
	person byte // of pronouns, '1' to '3', else 0
	role   byte
	quote  int32
	lemma  learn.Hash // of the head
	text   learn.Hash // lower case, without determiner and possessive mark
	sense  uint16     // lexicographer classes of the head noun
	class  uint32     // what the lexicon has the name as
	words  []learn.Hash
	proper []learn.Hash // words of the name at the head
	short  learn.Hash   // its initials, as a word of their own; 0 where it has less than two words
	appos  int32        // head token of what it stands in apposition to or is said to be, -1
	gov    learn.Hash
	news   bool
	gold   int32 // chain in training, -1
}

// pronouns by rows of the same use: what a row's forms are, their person, number and gender.
var pronounRows = [...]struct {
	forms                  string
	person, number, gender byte
}{
	{"i me my mine", '1', 's', 'a'},
	{"myself", '1', 's', 'a'},
	{"we us our ours 's", '1', 'p', 'a'},
	{"ourselves", '1', 'p', 'a'},
	{"you your yours ye thou thee thy thine", '2', 0, 'a'},
	{"yourself yourselves thyself", '2', 0, 'a'},
	{"he him his", '3', 's', 'm'},
	{"himself", '3', 's', 'm'},
	{"she her hers", '3', 's', 'f'},
	{"herself", '3', 's', 'f'},
	{"it its", '3', 's', 'n'},
	{"itself", '3', 's', 'n'},
	{"they them their theirs 'em", '3', 'p', 0},
	{"themselves themself", '3', 'p', 0},
	{"this that", '3', 's', 'n'},
	{"these those", '3', 'p', 0},
	{"one ones oneself", '3', 0, 0},
	{"who whom whose", '3', 0, 'a'},
	{"which what", '3', 0, 'n'},
	{"each both all some many others few several most", '3', 'p', 0},
	{"someone somebody anyone anybody everyone everybody nobody", '3', 's', 'a'},
}

func readPronouns() map[string]corefKind {
	out := map[string]corefKind{}
	for i, r := range pronounRows {
		for _, f := range strings.Fields(r.forms) {
			out[f] = kindPronoun + corefKind(i)
		}
	}
	return out
}

var corefPronouns = readPronouns()

// otherPronoun is the kind of pronouns that no row has.
const otherPronoun = kindPronoun + corefKind(len(pronounRows))

func (k corefKind) pronoun() bool { return k >= kindPronoun }

// Words that tell the gender of a person.
var (
	menWords = text.WordSet(`man boy king prince father son brother uncle husband gentleman lord sir mr grandfather nephew monk duke lad fellow guy
 chairman spokesman congressman businessman policeman`)
	womenWords = text.WordSet(`woman girl queen princess mother daughter sister aunt wife lady madam mrs miss ms grandmother niece nun duchess
 maid widow actress chairwoman spokeswoman congresswoman businesswoman`)
)

// senses of the table of nouns.
const (
	sensePerson = 1 << iota
	senseGroup
	sensePlace
	senseArtifact
	senseBody
	senseAnimal
	senseAct
	senseEvent
	senseThought
	senseSpeech
	senseTime
	senseQuantity
	sensePossession
	senseState
	senseNature
	senseOther
)

// tidy sorts mentions by start, longest first, keeps one a span, the head highest in the tree, and says how many stay.
func tidy(ms []corefMention) int {
	slices.SortStableFunc(ms, func(a, b corefMention) int { return byStart(a.tok, b.tok) })
	n := 0
	for _, m := range ms {
		if n > 0 && ms[n-1].tok == m.tok {
			continue
		}
		ms[n] = m
		n++
	}
	return n
}

// describe fills what a mention is.
func (r *corefReader) describe(m *corefMention) {
	v, i := r.v, m.head
	m.quote, m.news, m.gold = v.quote[i], v.news, -1
	m.lemma = v.lemma[i]
	m.role = v.role(i)
	m.appos = v.same(i)
	if h := v.head(i); h >= 0 {
		m.gov = v.lemma[h]
	}
	m.kind = r.kind(m)
	if m.kind.pronoun() {
		m.text = learn.HashOf(v.lower[i])
		if k := int(m.kind - kindPronoun); k < len(pronounRows) {
			p := pronounRows[k]
			m.person, m.number, m.gender = p.person, p.number, p.gender
		}
		return
	}
	m.sense = r.nouns.sense(v.lemma[i])
	r.content(m)
	switch v.d.Tags[i].Penn {
	case "NNS", "NNPS":
		m.number = 'p'
	case "NN", "NNP":
		m.number = 's'
	}
	m.gender = r.gender(m)
}

// content gathers the words of a mention around its head that count in comparisons, and the name at its head.
func (r *corefReader) content(m *corefMention) {
	v := r.v
	h := learn.HashStart
	core := parley.TokenRange{First: max(m.tok.First, int(m.head)-6), End: min(m.tok.End, int(m.head)+7)}
	for k := core.First; k < core.End; k++ {
		t := v.d.Tags[k]
		if t.U == text.DET || t.U == text.PUNCT || t.Penn == "POS" || t.U == text.ADP || t.Penn == "PRP$" || t.U == text.PRON {
			continue
		}
		w := learn.HashOf(v.lower[k])
		h = learn.Hash(learn.Of(61, h, w)) + h<<7
		if t.U == text.NOUN || t.U == text.PROPN || t.U == text.ADJ || t.U == text.NUM {
			m.words = append(m.words, w)
		}
	}
	m.text = h
	if m.kind != kindName {
		return
	}
	name := parley.TokenRange{First: int(m.head), End: int(m.head) + 1}
	for name.First > core.First && v.d.Tags[name.First-1].U == text.PROPN {
		name.First--
	}
	for name.End < core.End && (v.d.Tags[name.End].U == text.PROPN || v.d.Tags[name.End].Penn == "HYPH" && name.End+1 < core.End) {
		name.End++
	}
	short := learn.HashStart
	for k := name.First; k < name.End; k++ {
		if v.d.Tags[k].U == text.PROPN {
			short = short.Byte(v.lower[k][0])
			m.proper = append(m.proper, learn.HashOf(strings.TrimSuffix(v.lower[k], ".")))
		}
	}
	if len(m.proper) > 1 {
		m.short = short
	}
	m.class = r.f.nameClass(v.d, name)
}

// nameClass is the set of classes that the lexicon has for a name, its longest beginning.
func (f *Finder) nameClass(d *text.Doc, r parley.TokenRange) uint32 {
	var ps []string
	for k := r.First; k < min(r.End, r.First+8); k++ {
		ps = pieces(ps, d.Word(k), true)
	}
	node, out := int32(0), uint32(0)
	for _, p := range ps {
		id, ok := f.lex.words[p]
		if !ok {
			break
		}
		n, ok := f.lex.next[uint64(node)<<32|uint64(uint32(id))]
		if !ok {
			break
		}
		node = n
		for i, form := range f.lex.forms[node] {
			if i == 0 {
				out = 0
			}
			out |= 1 << form.class
		}
	}
	return out
}

// kind is what a mention is made of, by its head and its determiner.
func (r *corefReader) kind(m *corefMention) corefKind {
	v, i := r.v, m.head
	switch v.d.Tags[i].U {
	case text.PRON, text.DET:
		if k, ok := corefPronouns[v.lower[i]]; ok {
			return k
		}
		return otherPronoun
	case text.PROPN:
		return kindName
	}
	ks := v.below(i)
	if len(ks) > 24 {
		ks = ks[:24]
	}
	for _, k := range ks {
		switch rel := v.d.Rels[k]; {
		case k > i:
		case rel == "nmod:poss":
			return kindPossessed
		case rel == "det" || rel == "det:predet":
			switch v.lower[k] {
			case "the":
				return kindDefinite
			case "this", "that", "these", "those", "such":
				return kindDemonstrative
			case "a", "an", "another", "any", "every", "each", "no", "some":
				return kindIndefinite
			}
		case rel == "nummod":
			return kindQuantified
		}
	}
	return kindBare
}

// gender of a name or nominal: of its title, first name or noun.
func (r *corefReader) gender(m *corefMention) byte {
	v := r.v
	near := parley.TokenRange{First: max(m.tok.First, int(m.head)-4), End: min(m.tok.End, int(m.head)+3)}
	for k := near.First; k < near.End; k++ {
		w := strings.TrimSuffix(v.lower[k], ".")
		person := m.kind == kindName || k == int(m.head)
		switch {
		case person && (menWords[w] || menWords[strings.ToLower(v.d.Lemmas[k])]):
			return 'm'
		case person && (womenWords[w] || womenWords[strings.ToLower(v.d.Lemmas[k])]):
			return 'f'
		}
		if m.kind == kindName && v.d.Tags[k].U == text.PROPN {
			if g := r.f.given[fold(w)]; g != 0 && m.class == 0 {
				return g
			}
		}
	}
	if m.kind == kindName && m.class != 0 {
		return 'n'
	}
	switch {
	case m.sense&sensePerson != 0:
		return 'a'
	case m.sense != 0:
		return 'n'
	}
	return 0
}

// role is the grammatical role of a head, one letter.
func (v *corefView) role(i int32) byte {
	switch rel := v.d.Rels[i]; rel {
	case "nsubj":
		return 's'
	case "nsubj:pass":
		return 'S'
	case "obj", "iobj":
		return 'o'
	case "obl", "obl:agent", "obl:npmod", "obl:tmod", "obl:unmarked":
		return 'b'
	case "nmod:poss":
		return 'p'
	case "nmod":
		return 'n'
	case "compound":
		return 'c'
	case "appos":
		return 'a'
	case "conj":
		if h := v.head(i); h >= 0 && h < i && v.d.Rels[h] != "conj" {
			return v.role(h)
		}
		return 'j'
	case "root":
		return 'r'
	case "vocative":
		return 'v'
	}
	return 'x'
}

// same is the head of what i stands in apposition to, or is said to be by a copula; -1 where there is none.
func (v *corefView) same(i int32) int32 {
	if v.rel(i) == "appos" {
		return v.head(i)
	}
	if v.child(i, "cop") >= 0 {
		return v.child(i, "nsubj")
	}
	return -1
}
