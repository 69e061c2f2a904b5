// Package statement finds who is reported to have expressed what: source, cue and content (the terms of PARC and PolNeAR), with act, mode,
// addressee, the chain of outlets and agencies, the day of speech, and nesting. It works by a cue lexicon, by patterns over chunks and quotation marks, and
// by the trees: it looks at each verb group, noun and marker that may announce speech, finds the subject that expresses and the stretch that is expressed,
// and leaves out what has no clear content; the relations of package attribution, read by a model, confirm, mend and add. The rule that decided stands with
// every statement.
package statement

import (
	"sort"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// Version names the rules of this package; a change of what they find changes it.
const Version = "1"

// A Finder finds statements. It is read-only after New and serves many goroutines.
type Finder struct {
	verbs      map[string][]cue // by first word of the form, longest form first
	nouns      map[string][]cue
	adjectives map[string][]cue
	occasions  map[string]string // noun that names an occasion to its kind
	days       *learn.Choice     // weights of the signs of a day of speech
}

// New loads the embedded cue lexicon.
func New() (*Finder, error) {
	verbs, nouns, adjectives, err := loadCues()
	if err != nil {
		return nil, err
	}
	occasions, err := loadOccasions()
	if err != nil {
		return nil, err
	}
	days, err := learn.OpenChoice(daysModel, daysKind)
	if err != nil {
		return nil, err
	}
	return &Finder{verbs: verbs, nouns: nouns, adjectives: adjectives, occasions: occasions, days: days}, nil
}

// Find fills d.Statements. It needs the layers of segment, syntax, mention and timex.
func (f *Finder) Find(d *text.Doc) { f.find(newPass(f, d)) }

// FindByRules is Find with the days of speech by the rules alone: nothing is weighed.
func (f *Finder) FindByRules(d *text.Doc) {
	own := *f
	own.days = nil
	own.find(newPass(&own, d))
}

func (f *Finder) find(p *pass) {
	d := p.d
	for s := range d.Sentences {
		par := d.Paragraphs[d.Sentences[s].Paragraph]
		if par.Caption || par.Kind == text.Subhead {
			continue
		}
		p.sentence(s)
	}
	p.relations()
	p.hearers()
	p.overruns()
	p.provisos()
	p.runningQuotes()
	p.unweave()
	p.addressees()
	p.chains()
	p.ownAttitudes()
	p.occasions()
	p.dates()
	p.finish()
}

// A pass is the work on one document.
type pass struct {
	f       *Finder
	d       *text.Doc
	chunkOf []int32 // token to chunk, -1
	timeOf  []int32 // token to timex, -1
	headOf  []int32 // token to the mention whose head it is, -1
	startAt []int32 // token to the longest mention that begins with it, -1
	endAt   []int32 // token to the longest mention that ends with it, -1
	coreOf  []int32 // token to the longest name that holds it, -1
	trees   bool    // the document has trees
	sent    int     // sentence at hand
	lo, hi  int     // its tokens
	cands   []*candidate
	stmts   []*draft
	touch   [][]*draft   // sentence to the drafts whose words stand in it
	choices *[]DayChoice // where the days that statements may have are asked for, these
}

func newPass(f *Finder, d *text.Doc) *pass {
	n := len(d.Tokens)
	p := &pass{f: f, d: d, chunkOf: fill(n), timeOf: fill(n), headOf: fill(n), startAt: fill(n), endAt: fill(n), coreOf: fill(n), touch: make([][]*draft, len(d.Sentences))}
	for c, ch := range d.Chunks {
		for i := ch.Tokens.First; i < ch.Tokens.End; i++ {
			p.chunkOf[i] = int32(c)
		}
	}
	for t, x := range d.Times {
		for i := x.Tokens.First; i < x.Tokens.End; i++ {
			p.timeOf[i] = int32(t)
		}
	}
	for m := len(d.Mentions) - 1; m >= 0; m-- { // of one head or start the longest wins: it stands first
		p.headOf[d.Mentions[m].Head] = int32(m)
		p.startAt[d.Mentions[m].Tokens.First] = int32(m)
		if e := d.Mentions[m].Tokens.End - 1; e >= 0 {
			p.endAt[e] = int32(m)
		}
		if c := d.Mentions[m].Core; d.Mentions[m].Kind == parley.NameMention {
			for i := c.First; i < c.End; i++ {
				p.coreOf[i] = int32(m)
			}
		}
	}
	p.trees = n > 0 && len(d.Heads) == n && len(d.Rels) == n
	p.jointHeads()
	return p
}

func fill(n int) []int32 {
	a := make([]int32, n)
	for i := range a {
		a[i] = -1
	}
	return a
}

// A candidate is a verb group that may be a cue, with its subject.
type candidate struct {
	chunk int // verb group
	head  int // main verb
	next  int // first token after the cue's words
	cue   *cue
	subj  subject
	used  bool
}

// A draft is a statement in the making: everything in tokens.
type draft struct {
	text.Statement
	sent     int
	src      parley.TokenRange   // source noun phrase
	with     []parley.TokenRange // those who speak with it, in order
	cues     []parley.TokenRange // cue words
	parts    []parley.TokenRange // content, in order
	cue      *cue
	addr     parley.TokenRange
	by       parley.TokenRange // who quotes the source, in "was quoted by Newswire as saying"
	quote    int               // quotation the content rests on, -1
	dropped  bool
	met      bool // a relation has the same cue
	past     bool // cue in the past perfect or with "earlier"
	standing bool // an attitude, or the plain present of a party
	dated    dayBy
	own      parley.TokenRange // where the day is by a time of its own, that time
	index    int               // place among the statements
}

// sentence finds the statements whose cue stands in sentence s.
func (p *pass) sentence(s int) {
	p.sent = s
	r := p.d.Sentences[s].Tokens
	p.lo, p.hi = r.First, r.End
	p.cands = p.cands[:0]
	p.candidates()
	for _, c := range p.cands {
		p.verbStatement(c)
		p.charged(c)
	}
	p.asked()
	p.quotedAs()
	p.nounCues()
	p.adjectives()
	p.accordingTo()
}

// maxCues bounds the cues looked at in one sentence, and reach the tokens a content may span to the right of its cue: a sentence longer than that is no
// sentence, and reading it must stay linear.
const (
	maxCues = 60
	reach   = 800
)

// candidates lists the verb groups of the sentence that may be cues, with their subjects, left to right.
func (p *pass) candidates() {
	for i := p.lo; i < p.hi && len(p.cands) < maxCues; i++ {
		c := p.chunkOf[i]
		if c < 0 || p.d.Chunks[c].Kind != text.VG || p.d.Chunks[c].Tokens.First != i {
			continue
		}
		ch := p.d.Chunks[c]
		q, next := p.f.match(p.d, ch.Head, p.hi)
		if q == nil {
			continue
		}
		k := &candidate{chunk: int(c), head: ch.Head, next: next, cue: q}
		if !p.announces(k) {
			continue
		}
		if k.subj = p.subjectOf(k); k.subj.how == noSubject {
			k.subj = p.treeSubject(k)
		}
		p.cands = append(p.cands, k)
	}
}

// announces leaves out verb groups that report no speech of their own: an infinitive or a bare modal future says what nobody has
// expressed yet ("hopes she will promise"), save after "appear" and "seem"; a negation turns some cues into a refusal, others stay.
func (p *pass) announces(k *candidate) bool {
	ch := p.d.Chunks[k.chunk]
	if ch.To && (p.purposeOf(k) >= 0 || !p.broughtAbout(k).Empty()) {
		return true
	}
	if ch.To {
		prev := ch.Tokens.First - 1
		if prev < p.lo || p.chunkOf[prev] < 0 {
			return false
		}
		v := p.d.Chunks[p.chunkOf[prev]]
		l := p.d.Lemmas[v.Head]
		return v.Kind == text.VG && (l == "appear" || l == "seem")
	}
	if prev := p.skipLeft(ch.Tokens.First - 1); !ch.Finite && p.d.Tags[ch.Head].Penn == "VB" && prev >= p.lo && p.d.Tags[prev].U == text.CCONJ {
		return false // the base form after an auxiliary further left ("will meet and announce")
	}
	if prev := ch.Tokens.First - 1; !ch.Finite && p.d.Tags[ch.Head].Penn == "VBN" && prev >= p.lo && p.d.Tags[prev].U == text.CCONJ {
		return false // "was charged and found guilty"
	}
	if k.cue.has("negonly") && !ch.Negated {
		return false
	}
	if prev := ch.Tokens.First - 1; !ch.Finite && p.d.Tags[ch.Head].Penn == "VBG" && prev >= p.lo && undone[p.d.Lower(prev)] {
		return false
	}
	if ch.Tense == text.Future || ch.Modal != "" {
		return ch.Negated && k.cue.class == speech && k.cue.frame("wh") && !k.cue.has("addr") // "would not say whether": speech withheld
	}
	return true
}

// undone are the words before a gerund that tell that it has not come about.
var undone = text.WordSet("before without")

// finish orders the statements, nests them, and writes the layer.
func (p *pass) finish() {
	kept := p.stmts[:0]
	for _, s := range p.stmts {
		if !s.dropped && len(s.parts) > 0 {
			p.spans(s)
			if len(s.Content) > 0 {
				kept = append(kept, s)
			}
		}
	}
	p.stmts = kept
	sort.SliceStable(p.stmts, func(i, j int) bool {
		a, b := p.stmts[i], p.stmts[j]
		if x, y := a.first(), b.first(); x != y {
			return x < y
		}
		return a.last() > b.last()
	})
	p.unify()
	for i, s := range p.stmts {
		s.index = i
	}
	p.nest()
	p.details()
	p.d.Statements = p.d.Statements[:0]
	for _, s := range p.stmts {
		p.d.Statements = append(p.d.Statements, s.Statement)
	}
}

func (s *draft) first() int {
	at := s.Content[0].Start
	if len(s.Cue) > 0 {
		at = min(at, s.Cue[0].Start)
	}
	return at
}

func (s *draft) last() int {
	at := s.Content[len(s.Content)-1].End
	if n := len(s.Cue); n > 0 {
		at = max(at, s.Cue[n-1].End)
	}
	return at
}
