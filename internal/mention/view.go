package mention

import (
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A cand is a mention on its way to an entity.
type cand struct {
	tok, core parley.TokenRange
	head      int
	sent      int
	kind      parley.MentionKind
	class     class // what the lexicon has it as; classes where it has not
	entry     int32 // entry of the lexicon, -1
	typ       parley.EntityType
	name      string // folded words of the core, a blank between
	votes     votes
	role      string
	gender    byte // 'm', 'f' or 0
	side      int  // candidate that gives the side, -1
	same      int  // candidate it is one with by construction (apposition), -1
	det       det
	many      bool
	place     bool
	modifier  bool // stands before the head of a larger phrase, or is a possessor
	subject   bool // may be the subject of its sentence
	unnamed   bool
	firm      bool // what stands behind it shows that it is a firm
	dead      bool // read anew
	ent       int
	rule      string
	at        spot // in the tree
}

// A det is how a phrase begins.
type det uint8

const (
	bare det = iota
	definite
	indefinite
	possessed // "his envoy", "Harland's envoy"
	numbered  // "two envoys", "both sides"
)

// A pass is one run of a finder over one document.
type pass struct {
	f       *Finder
	d       *text.Doc
	low     []string // folded words
	piece   []int32  // ids of pieces, -1 unknown
	at      []int32  // first piece of each token, and one past the last
	tokOf   []int32  // token of each piece
	glue    []bool   // hyphens that stand between two tokens without white space
	tags    []text.Tag
	kinds   []sentenceKind
	inner   map[string]bool  // words with a capital within a sentence
	seen    map[string]int32 // words in lower case within sentences, and how often
	family  map[string]bool  // surnames that are nouns elsewhere
	known   map[string]bool  // first words of names found in the body, for headlines in title case
	cands   []cand
	ents    []text.Entity
	caps    map[string]string // folded name of a capital found in the text -> folded name of its state
	out     map[string]string // folded name of an outlet named by the page -> key
	depth   int
	index   *nameIndex
	telling map[int]bool // heads of sources of relations
	compass map[string]form
	labels  []uint8     // what the tagger takes each token for, none where there is no tagger
	full    map[int]int // first token of a name that is shortened in brackets behind it to its end
}

// A sentenceKind says how a sentence is printed.
type sentenceKind uint8

const (
	plain  sentenceKind = iota
	titled              // every word begins with a capital
	shout               // all in capitals
	skip                // no sentence to read
)

func newPass(f *Finder, d *text.Doc) *pass {
	p := &pass{f: f, d: d, seen: map[string]int32{}, inner: map[string]bool{}, known: map[string]bool{}, caps: map[string]string{}, out: map[string]string{}, telling: map[int]bool{}}
	if len(d.Tags) == len(d.Tokens) {
		p.tags = d.Tags
	}
	p.low = make([]string, len(d.Tokens))
	p.at = make([]int32, len(d.Tokens)+1)
	p.glue = make([]bool, len(d.Tokens))
	var buf []string
	for i := range d.Tokens {
		w := d.Word(i)
		if p.low[i] = fold(w); p.low[i] == "" { // marks alone
			p.low[i] = w
		}
		buf = buf[:0]
		if p.glue[i] = p.hyphen(i); !p.glue[i] {
			buf = pieces(buf, w, true)
		}
		p.at[i] = int32(len(p.piece))
		for _, s := range buf {
			id, ok := f.lex.words[s]
			if !ok {
				id = -1
			}
			p.piece = append(p.piece, id)
			p.tokOf = append(p.tokOf, int32(i))
		}
	}
	p.at[len(d.Tokens)] = int32(len(p.piece))
	p.kinds = make([]sentenceKind, len(d.Sentences))
	for s := range d.Sentences {
		p.kinds[s] = p.print(s)
	}
	for s := range d.Sentences {
		if r := d.Sentences[s].Tokens; p.kinds[s] == plain {
			for i := r.First + 1; i < r.End; i++ {
				if isUpper(d.Word(i)) && !p.inner[p.low[i]] && !p.start(i) {
					p.inner[p.low[i]] = true
				}
			}
		}
	}
	p.compass = p.halves()
	p.full = p.defined()
	if d.Text != nil {
		for _, a := range d.Meta.Agencies {
			if a.Name != "" {
				p.out[fold(a.Name)] = "agency/" + slug(a.Name)
			}
		}
		if n := d.Meta.Outlet.Name; n != "" {
			p.out[strings.TrimPrefix(fold(n), "the ")] = "outlet/" + slug(strings.TrimPrefix(n, "The "))
		}
	}
	return p
}

// hyphen reports whether token i is a hyphen inside a word: Universal Dependencies cut "al-Hadir" into three tokens.
func (p *pass) hyphen(i int) bool {
	switch p.d.Word(i) {
	case "-", "‐", "‑":
	default:
		return false
	}
	ts := p.d.Tokens
	return i > 0 && i+1 < len(ts) && ts[i-1].Span.End == ts[i].Span.Start && ts[i].Span.End == ts[i+1].Span.Start && ts[i-1].Sentence == ts[i+1].Sentence
}

// glued reports whether token i is such a hyphen.
func (p *pass) glued(i int) bool { return i >= 0 && i < len(p.glue) && p.glue[i] }

// print finds how sentence s is printed, and counts its words in lower case.
func (p *pass) print(s int) sentenceKind {
	r := p.d.Sentences[s].Tokens
	para := p.d.Sentences[s].Paragraph
	if para < 0 || para >= len(p.d.Paragraphs) || r.First < 0 || r.End > len(p.d.Tokens) {
		return skip
	}
	pg := p.d.Paragraphs[para]
	if pg.Kind != text.Headline && pg.Kind != text.Body && pg.Kind != text.Subhead && !pg.Caption {
		return skip
	}
	var long, upper, shouted, words int
	for i := r.First; i < r.End; i++ {
		w := p.d.Word(i)
		if !isLetter(w) {
			continue
		}
		words++
		if !isUpper(w) {
			p.seen[p.low[i]]++
		}
		if len(w) > 1 && strings.ToUpper(w) == w {
			shouted++
		}
		if len(w) > 3 && i > r.First {
			long++
			if isUpper(w) {
				upper++
			}
		}
	}
	switch {
	case words >= 4 && shouted*5 >= words*4:
		return shout
	case long >= 3 && upper*10 >= long*8 && (pg.Kind == text.Headline || pg.Kind == text.Subhead):
		return titled
	}
	return plain
}

func isLetter(w string) bool {
	return strings.ContainsFunc(w, unicode.IsLetter)
}

// word is the folded word i, "" outside of [0, len).
func (p *pass) word(i int) string {
	if i < 0 || i >= len(p.low) {
		return ""
	}
	return p.low[i]
}

// cap reports whether token i begins like a name: with a capital, or with a small prefix before one ("al-Hadir").
func (p *pass) cap(i int) bool {
	if i < 0 || i >= len(p.low) {
		return false
	}
	w := p.d.Word(i)
	if isUpper(w) {
		return true
	}
	if p.glued(i+1) && namePrefix[p.low[i]] && isUpper(p.d.Word(i+2)) {
		return true
	}
	if k := strings.IndexAny(w, "-'’"); k > 0 && k <= 5 && namePrefix[strings.ToLower(w[:k])] {
		return isUpper(strings.TrimLeft(w[k:], "-'’"))
	}
	return false
}

var namePrefix = text.WordSet("al el ar as ash at ad az an ul ibn ben d o l m n t abd bin ould")

// upos is the part of speech of token i, X where there are no tags.
func (p *pass) upos(i int) text.UPOS {
	if p.tags == nil || i < 0 || i >= len(p.tags) {
		return text.X
	}
	return p.tags[i].U
}

// match is the longest form of the lexicon that begins at token i and ends before hi, with all it can be.
func (p *pass) match(i, hi int) (end int, fs []form) {
	if p.at[i] == p.at[i+1] {
		return 0, nil
	}
	x := p.f.lex
	node := int32(0)
	for k := p.at[i]; k < p.at[hi]; k++ {
		id := p.piece[k]
		if id < 0 {
			break
		}
		n, ok := x.next[uint64(node)<<32|uint64(uint32(id))]
		if !ok {
			break
		}
		node = n
		t := int(p.tokOf[k])
		if p.at[t+1] != k+1 || len(x.forms[node]) == 0 {
			continue
		}
		if got := p.fitting(x.forms[node], i, t+1); len(got) > 0 {
			end, fs = t+1, got
		}
	}
	return end, fs
}

// fitting are the forms whose print agrees with tokens [i, end).
func (p *pass) fitting(fs []form, i, end int) []form {
	kind := p.kinds[p.d.Tokens[i].Sentence]
	ok := func(f form) bool {
		switch {
		case f.caps && (kind == shout || !allCaps(p.d.Word(i)) && !strings.Contains(p.d.Word(i), ".")):
			return false
		case f.caps && !isUpper(p.d.Word(i)):
			return false
		case f.upper && !isUpper(p.d.Word(i)):
			return false
		case f.the && p.word(i-1) != "the":
			return false
		case f.shy && !p.outletContext(i, end):
			return false
		case f.class == people && !isUpper(p.d.Word(i)), f.class == adjective && !isUpper(p.d.Word(i)):
			return false
		}
		return true
	}
	for n := range fs {
		if !ok(fs[n]) {
			out := slices.Clone(fs[:n])
			for _, f := range fs[n+1:] {
				if ok(f) {
					out = append(out, f)
				}
			}
			return out
		}
	}
	return fs
}

func allCaps(w string) bool { return strings.ToUpper(w) == w }

// outletContext reports whether the words around [i, end) are those around an outlet.
func (p *pass) outletContext(i, end int) bool {
	return outletWords[p.word(i-1)] || outletWords[p.word(i-2)] && p.word(i-1) == "the" || outletWords[p.word(end)] || p.word(i-1) == "(" && p.word(end) == ")"
}

var outletWords = text.WordSet("agency agencies newspaper paper daily magazine weekly broadcaster quoted cited website reported wrote tv television radio channel")

// pick is the first form of a set of classes.
func pick(fs []form, s set) (form, bool) {
	for _, f := range fs {
		if of(f.class).has(s) {
			return f, true
		}
	}
	return form{}, false
}

// start reports whether token i stands where any word has a capital: first of its sentence, or after a mark that opens.
func (p *pass) start(i int) bool {
	lo := p.d.Sentences[p.d.Tokens[i].Sentence].Tokens.First
	for i--; i >= lo; i-- {
		if isLetter(p.low[i]) {
			return false
		}
		switch p.low[i] {
		case ":", "“", "\"", "''", "``", "‘", "'", "–", "—", "(", "-", "•", "*", "|", ">", "/":
			return true
		case ",", ";", ")":
			return false
		}
		if strings.ContainsAny(p.low[i], "0123456789") {
			return false
		}
	}
	return true
}
