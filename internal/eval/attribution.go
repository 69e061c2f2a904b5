package eval

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A Prediction is an attribution relation as PARC and PolNeAR annotate them: each role is any number of half-open ranges
// of bytes of the text, in any order. It also holds what an annotator gave.
type Prediction struct {
	Source, Cue, Content [][2]int
	Confidence           float64 // probability that it is right; NoConfidence where nothing is known of it
}

// NoConfidence is the confidence of a prediction that has none: it is kept at every threshold.
var NoConfidence = math.Inf(1)

// An Attributer finds the attributions of a raw text, paragraphs parted by line ends.
type Attributer interface {
	Attribute(content string) []Prediction
}

// A role is what the words of an attribution do in it.
type role int

const (
	cueRole role = iota
	sourceRole
	contentRole
	roles
)

var roleNames = [roles]string{"cue", "source", "content"}

// spans are the ranges of a role.
func (p *Prediction) spans(r role) [][2]int {
	return [roles][][2]int{p.Cue, p.Source, p.Content}[r]
}

// An AttributedText is a text with tokens and heads, and the attributions of each of its annotators.
type AttributedText struct {
	ID      string
	Content string
	tokens  []attributedToken
	gold    [][]Prediction
}

// An attributedToken is a token of the layer under an AttributedText.
type attributedToken struct {
	start, end int
	head       int // token that governs it, -1 for none
	punct      bool
	spelled    bool // has a letter or a digit
	quoted     bool // stands inside quotation marks
}

// closers are the marks that end a quotation, by the one that opens it.
var closers = map[string][]string{"“": {"”", `"`}, `"`: {`"`}, "''": {"''"}, "``": {"''", "``"}, "‘": {"’", "'"}, "”": {"”"}}

// look sets what a token's text says of it: spelled, and quoted. A quotation left open ends with its paragraph.
func (t *AttributedText) look() {
	opener, before := "", 0
	for i := range t.tokens {
		k := &t.tokens[i]
		w := t.Content[k.start:k.end]
		k.spelled = strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		if strings.Contains(t.Content[before:max(before, k.start)], "\n") {
			opener = ""
		}
		before = k.end
		switch {
		case opener == "":
			if closers[w] != nil {
				opener = w
			}
		case slices.Contains(closers[opener], w) || opener == "“" && strings.HasSuffix(w, "”"):
			opener = ""
		default:
			k.quoted = true
		}
	}
}

// under is the first token and the one behind the last that share a byte with s.
func (t *AttributedText) under(s [2]int) (first, end int) {
	first = sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].end > s[0] })
	end = sort.Search(len(t.tokens), func(i int) bool { return t.tokens[i].start >= s[1] })
	return first, max(first, end)
}

// headOf is the first of ascending tokens whose governor is not among them, marks left out; the first where there is no
// such one, -1 of none.
func (t *AttributedText) headOf(tokens []int) int {
	for _, i := range tokens {
		if _, inside := slices.BinarySearch(tokens, t.tokens[i].head); !inside && !t.tokens[i].punct {
			return i
		}
	}
	if len(tokens) == 0 {
		return -1
	}
	return tokens[0]
}

// join sorts spans and makes one of those that touch, or that only white space parts.
func (t *AttributedText) join(spans [][2]int) [][2]int {
	spans = slices.Clone(spans)
	slices.SortFunc(spans, func(a, b [2]int) int { return cmp.Or(a[0]-b[0], a[1]-b[1]) })
	var out [][2]int
	for _, s := range spans {
		if n := len(out); n > 0 && (s[0] <= out[n-1][1] || strings.TrimFunc(t.Content[out[n-1][1]:s[0]], blank) == "") {
			out[n-1][1] = max(out[n-1][1], s[1])
		} else {
			out = append(out, s)
		}
	}
	return out
}

// blank reports white space, and the separators of old files, U+001C to U+001F.
func blank(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// check says what is wrong with the ranges of a prediction.
func (t *AttributedText) check(p *Prediction) error {
	for r := range roles {
		for _, s := range p.spans(r) {
			switch {
			case s[0] < 0 || s[0] >= s[1] || s[1] > len(t.Content):
				return parley.Errorf(parley.Invalid, "", "%s: a %s of bytes %d to %d is empty or not inside the %d bytes of the text", t.ID, roleNames[r], s[0], s[1], len(t.Content))
			case !border(t.Content, s[0]) || !border(t.Content, s[1]):
				return parley.Errorf(parley.Invalid, "", "%s: a %s of bytes %d to %d cuts a character in two", t.ID, roleNames[r], s[0], s[1])
			}
		}
	}
	if math.IsNaN(p.Confidence) || math.IsInf(p.Confidence, -1) {
		return parley.Errorf(parley.Invalid, "", "%s: a confidence is not a number", t.ID)
	}
	return nil
}

// border reports whether a character of s begins at byte at, or s ends there.
func border(s string, at int) bool { return at == len(s) || utf8.RuneStart(s[at]) }

// A speechType is how much of a content is quoted.
type speechType int

const (
	anyType      speechType = iota
	directType              // every word of the content is inside quotation marks
	mixedType               // some are
	indirectType            // none is
	speechTypes
)

var typeNames = [speechTypes]string{"", "direct", "mixed", "indirect"}

// A laidAttribution is one attribution laid over the tokens of its text. Fragments are of first and last token.
type laidAttribution struct {
	tokens     [roles][]int    // ascending
	strict     [roles][][2]int // fragments, those that white space parts being one
	exact      [roles][][2]int // without the marks at their ends
	kind       speechType
	head       int // of the source, -1 for none
	confidence float64
}

// lay lays attributions over the tokens; those without a token of content are left out.
func (t *AttributedText) lay(ps []Prediction) ([]laidAttribution, error) {
	var out []laidAttribution
	for i := range ps {
		if err := t.check(&ps[i]); err != nil {
			return nil, err
		}
		a := laidAttribution{confidence: ps[i].Confidence}
		for r := range roles {
			t.layRole(&a, r, ps[i].spans(r))
		}
		if len(a.tokens[contentRole]) == 0 {
			continue
		}
		a.kind = t.kindOf(a.tokens[contentRole])
		a.head = t.headOf(a.tokens[sourceRole])
		out = append(out, a)
	}
	return out, nil
}

func (t *AttributedText) layRole(a *laidAttribution, r role, spans [][2]int) {
	for _, s := range t.join(spans) {
		first, end := t.under(s)
		if first == end {
			continue
		}
		a.strict[r] = append(a.strict[r], [2]int{first, end - 1})
		bare := [2]int{-1, -1}
		for i := first; i < end; i++ {
			if n := len(a.tokens[r]); n == 0 || a.tokens[r][n-1] < i { // two spans may share a token
				a.tokens[r] = append(a.tokens[r], i)
			}
			if t.tokens[i].spelled {
				if bare[0] < 0 {
					bare[0] = i
				}
				bare[1] = i
			}
		}
		if bare[0] >= 0 {
			a.exact[r] = append(a.exact[r], bare)
		}
	}
	if len(a.exact[r]) == 0 {
		a.exact[r] = a.strict[r]
	}
}

// kindOf is the type of a content of those tokens.
func (t *AttributedText) kindOf(tokens []int) speechType {
	words, inside := 0, 0
	for _, i := range tokens {
		if t.tokens[i].spelled {
			words++
			if t.tokens[i].quoted {
				inside++
			}
		}
	}
	switch {
	case inside == 0:
		return indirectType
	case inside == words:
		return directType
	}
	return mixedType
}

// shared is how many numbers two ascending lists have in common.
func shared(a, b []int) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}
