package mention

import (
	_ "embed" // the model

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

//go:embed coref.model
var corefFile []byte

// corefModelKind stands in the head of the model file.
const corefModelKind = "coref"

// A corefWeights is hashed weights in eight bits; its length is a power of two.
type corefWeights []byte

func (w corefWeights) sum(fs []learn.Feature) int32 {
	s, mask := int32(0), uint32(len(w)-1)
	for _, f := range fs {
		s += int32(int8(w[uint32(f)&mask]))
	}
	return s
}

// A corefModel finds chains. It is read-only and serves many goroutines.
type corefModel struct {
	nouns  nounTable
	style  corefWeights // reports against tales
	detect corefWeights // mentions in tales
	rank   corefWeights
}

func openCoref(b []byte) (*corefModel, error) {
	f, err := learn.OpenFile(b, corefModelKind, corefTemplates)
	if err != nil {
		return nil, err
	}
	m := &corefModel{nouns: f.Section("nouns"), style: f.Section("style"), detect: f.Section("detect"), rank: f.Section("rank")}
	for _, w := range []corefWeights{m.style, m.detect, m.rank} {
		if n := len(w); n == 0 || n&(n-1) != 0 {
			return nil, parley.Errorf(parley.Invalid, "mention: open model", "a table of %d weights", n)
		}
	}
	return m, nil
}

// Coref is the coreference chains of everything that d mentions, in order of their first mention; the mentions of a chain
// ascend. Chains of one mention are among them. It needs d.Tags and d.Heads; without trees there are no chains.
//
// A report is read with everything in it a mention; a tale (as most reports are not) with persons, places, buildings,
// bodies, states and vehicles only, as LitBank marks them. Which of both a text is, its function words say.
func (f *Finder) Coref(d *text.Doc) [][]parley.TokenRange {
	n := len(d.Tokens)
	if n == 0 || len(d.Heads) != n || len(d.Rels) != n || len(d.Tags) != n || len(d.Lemmas) != n || f.coref == nil {
		return nil
	}
	return f.coref.chains(f, d)
}

func (c *corefModel) chains(f *Finder, d *text.Doc) [][]parley.TokenRange {
	v := newCorefView(d)
	v.news = c.isNews(d)
	r := newCorefReader(f, c.nouns, v)
	if !v.news {
		r.drop(func(i int) bool { return c.detect.sum(r.detection(i)) <= 0 })
	}
	r.reset()
	for i := range r.ms {
		if k := r.given(i); k >= 0 {
			r.link(i, k)
			continue
		}
		r.prepare(i)
		r.link(i, r.best(c.rank.sum))
	}
	return r.found()
}

// given is the mention that grammar makes one with mention i of a report: what it stands in apposition to, or is said to be
// without negation or modal verb (GUM's guidelines); -1 where there is none before it.
func (r *corefReader) given(i int) int {
	m, v := &r.ms[i], r.v
	if !v.news || m.appos < 0 || m.kind.pronoun() {
		return -1
	}
	k := r.at[m.appos]
	if k < 0 || int(k) >= i {
		return -1
	}
	for _, c := range v.below(m.head)[:min(len(v.below(m.head)), 24)] {
		if w := v.lower[c]; m.role != 'a' && (w == "not" || w == "n't" || w == "no" || w == "never" || v.d.Tags[c].Penn == "MD") {
			return -1
		}
	}
	return int(k)
}

// best is the mention that the last prepared one goes back to, -1 for a new chain.
func (r *corefReader) best(sum func([]learn.Feature) int32) int {
	most, to := sum(r.feats[:r.ends[0]]), -1
	for j, k := range r.cands {
		if s := sum(r.feats[r.ends[j]:r.ends[j+1]]); s > most {
			most, to = s, int(k)
		}
	}
	return to
}

// drop takes the mentions out for which no holds.
func (r *corefReader) drop(no func(i int) bool) {
	n := 0
	for i := range r.ms {
		if !no(i) {
			r.ms[n] = r.ms[i]
			n++
		}
	}
	r.ms = r.ms[:n]
}

// isNews tells reports from tales by parts of speech and function words.
func (c *corefModel) isNews(d *text.Doc) bool {
	sum := int32(0)
	for i := range d.Tokens {
		sum += c.style.sum([]learn.Feature{styleFeature(d, i)})
	}
	return int(sum) >= -styleMargin*len(d.Tokens)-stylePrior
}

// The evidence, in units of the table, that a text must have against it to be no report: a token, and once.
const (
	styleMargin = 1
	stylePrior  = 400
)

// styleFeature is what token i says of the style: its tag, with its form for function words.
func styleFeature(d *text.Doc, i int) learn.Feature {
	switch d.Tags[i].U {
	case text.NOUN, text.PROPN, text.ADJ, text.VERB, text.X, text.INTJ, text.NUM, text.SYM, text.PUNCT:
		return learn.Of(200, learn.HashOf(d.Tags[i].Penn), 0)
	}
	return learn.Of(201, learn.HashOf(d.Lower(i)), 0)
}

// detection is the features of mention i by which it counts in a tale.
func (r *corefReader) detection(i int) []learn.Feature {
	m, v := &r.ms[i], r.v
	h := m.head
	k := learn.Hash(m.kind) + 1
	l := r.feats[:0]
	add := func(t int, a, b learn.Hash) { l = append(l, learn.Of(t, a, b), learn.Of(t+1, a, b+k<<40)) }
	add(100, 0, 0)
	add(102, m.lemma, 0)
	add(104, m.lemma, learn.Hash(m.number))
	for b := range 16 {
		if m.sense>>b&1 == 1 {
			add(106, learn.Hash(b), 0)
		}
	}
	add(108, learn.Hash(m.sense), learn.Hash(m.number))
	add(110, learn.Hash(m.role), learn.Hash(m.gender))
	add(112, m.gov, learn.Hash(m.role))
	for b := range 21 {
		if m.class>>b&1 == 1 {
			add(114, learn.Hash(b), 0)
		}
	}
	add(116, asBit(m.class == 0), learn.HashOf(v.d.Tags[h].Penn))
	add(118, learn.HashOf(v.lower[m.tok.First]), 0)
	add(120, bucket(m.tok.Len()), 0)
	add(122, bucket(m.tok.End-int(h)-1), bucket(int(h)-m.tok.First))
	if h > 0 {
		add(124, v.lemma[h-1], 0)
	}
	if int(h)+1 < len(v.lower) {
		add(126, v.lemma[h+1], 0)
	}
	if c := v.child(h, "case"); c >= 0 {
		add(128, v.lemma[c], m.gov)
		add(130, v.lemma[c], 0)
	}
	for _, c := range v.below(h)[:min(len(v.below(h)), 8)] {
		add(132, learn.HashOf(v.d.Rels[c]), asBit(c > h))
		add(134, v.lemma[c], 0)
	}
	w := v.lower[h]
	add(136, learn.HashOf(w[max(0, len(w)-3):]), 0)
	add(138, asBit(len(m.proper) > 1), asBit(m.quote >= 0))
	r.feats = l
	return l
}

// NewWith is New with the model of chains in the bytes of a file, as TrainCoref writes it.
func NewWith(model []byte) (*Finder, error) {
	f, err := newFinder()
	if err != nil {
		return nil, err
	}
	f.coref, err = openCoref(model)
	return f, err
}
