package record

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A portrait is what an entity that the rules have made shows of itself in the reports: in what words it is called, of what kind it is, what it says. It is made
// once for each, and hangs on the reports of the entity alone.
type portrait struct {
	locals     []*spelling
	phrases    []phrase // each once
	name       phrase
	kind       parley.EntityType
	key        string
	unnamed    bool
	named      bool // a mention is a name
	many       bool // called by a noun for more than one
	crowd      bool // found as a crowd,
	ofBody     bool // or as a body by a common noun
	definite   int  // mentions with "the" or whose it is,
	indefinite int  // or with "a" or "some"
	mentions   int
	roles      []string
	said       []*item
	in         map[*sheet]int // reports, with the mentions there
}

// A phrase is a mention, in folded words without the ending of the many, from behind its article to its head.
type phrase struct {
	words    []string
	capital  []bool
	text     string // words together
	definite bool
	apart    string // "another", "some", a number: some of many
}

func (x *phrase) head() string { return x.words[len(x.words)-1] }

// proper reports whether a word of the phrase begins with a capital.
func (x *phrase) proper() bool { return slices.Contains(x.capital, true) }

var (
	pointing   = asSet("the this that these those its his her their our my")
	indefinite = asSet("a an one some another any")
	choosing   = asSet("some another any certain two three four five six seven eight nine ten several many most other few dozens")
	afterHead  = asSet("of for from in with who which that at on to by and about into near against after under over as whose where")
)

func asSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// readPhrase reads a mention, and whether it has an indefinite article.
func readPhrase(s string) (x phrase, some bool) {
	for _, w := range strings.FieldsFunc(strings.ReplaceAll(s, "’", "'"), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`"“”()`, r) }) {
		last := strings.HasSuffix(w, ",") || strings.HasSuffix(w, ";")
		if w = strings.Trim(w, ".,;:'"); w == "" {
			continue
		}
		low := strings.ToLower(w)
		if len(x.words) == 0 {
			if choosing[low] || low == "both" || low[0] >= '0' && low[0] <= '9' {
				x.apart = low
			}
			if pointing[low] {
				x.definite = true
				continue
			}
			if indefinite[low] {
				some = true
				continue
			}
			if x.apart == low || low == "all" {
				continue
			}
		} else if afterHead[low] {
			break
		}
		r, _ := utf8.DecodeRuneInString(w)
		x.words, x.capital = append(x.words, singular(strings.TrimSuffix(low, "'s"))), append(x.capital, unicode.IsUpper(r))
		if last {
			break
		}
	}
	x.text = strings.Join(x.words, " ")
	return x, some
}

// singular is a noun without the ending of the many.
func singular(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		return w[:n-3] + "y"
	case n > 3 && w[n-1] == 's' && w[n-2] != 's' && w[n-2] != 'u' && w[n-2] != 'i':
		return w[:n-1]
	}
	return w
}

// portrait is that of an entity.
func (b *being) portrait() *portrait {
	if b.shows != nil {
		return b.shows
	}
	p := &portrait{locals: b.locals(), kind: b.Type, unnamed: b.Unnamed, in: map[*sheet]int{}}
	p.name, _ = readPhrase(b.Name)
	many := 0
	for _, l := range p.locals {
		p.take(l)
		if n := len(l.parts); n > 0 && singular(l.parts[n-1]) != l.parts[n-1] {
			many++
		}
	}
	p.many = 2*many > len(p.locals)
	b.shows = p
	return p
}

// take adds a report's entity.
func (p *portrait) take(l *spelling) {
	called := func(x phrase) {
		if len(x.words) > 0 && !slices.ContainsFunc(p.phrases, func(o phrase) bool { return o.text == x.text && o.apart == x.apart && o.definite == x.definite }) {
			p.phrases = append(p.phrases, x)
		}
	}
	for _, m := range l.e.Mentions {
		p.named = p.named || m.Kind == parley.NameMention
		if m.Kind == parley.PronounMention {
			continue
		}
		x, some := readPhrase(m.Passage.Text)
		called(x)
		switch {
		case x.definite:
			p.definite++
		case some:
			p.indefinite++
		}
	}
	x, _ := readPhrase(l.e.Name)
	called(x)
	if l.e.Key != "" {
		p.key = l.e.Key
	}
	if r := foldName(l.e.Role); r != "" && !slices.Contains(p.roles, r) {
		p.roles = append(p.roles, r)
	}
	p.crowd = p.crowd || strings.HasPrefix(l.e.Rule, "mention/crowd@")
	p.ofBody = p.ofBody || strings.HasPrefix(l.e.Rule, "mention/body@")
	p.mentions += len(l.e.Mentions)
	p.in[l.sheet] += len(l.e.Mentions)
	for i, it := range l.sheet.statement {
		if s := l.sheet.eff.Statements[i].Source; s != nil && s.Entity == l.e.ID && l.e.ID != "" {
			p.said = append(p.said, it)
		}
	}
}

// heads are the nouns that head what an entity is called, each once.
func (p *portrait) heads() (out []string) {
	for _, x := range p.phrases {
		if h := x.head(); !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}
