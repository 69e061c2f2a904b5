package copies

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leadBytes is how much of a text is looked at: two or three sentences.
const leadBytes = 400

// lead is the beginning of a text, whole words.
func lead(s string) string {
	if len(s) <= leadBytes {
		return s
	}
	cut := strings.LastIndexFunc(s[:leadBytes], unicode.IsSpace)
	return s[:max(0, cut)]
}

// A word is a content word of a report.
type word struct {
	stem    string
	capital bool // it begins with a capital letter
	inside  bool // and does not begin a sentence
}

// functionWords say nothing of what a report is about.
var functionWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the this that these those and or but nor so if as of in on at by for from to into onto with without within over under about after before
		during since until between among against through it its he his him she her they their them we our us i my me you your who whom which what is are was were be been being am
		has have had having do does did done will would shall should can could may might must not no yes there here then than too very also just only even still already again now
		more most much many some any all both each other another such own same t re ve ll d m said say says one new`) {
		m[w] = true
	}
	return m
}()

// wordsOf is the content words of a text in their order.
func wordsOf(s string) []word {
	var out []word
	begins, ended := true, false // a sentence begins here; a mark ended one
	for at := 0; at < len(s); {
		end := at + strings.IndexFunc(s[at:], func(r rune) bool { return !inWord(r) })
		if end < at {
			end = len(s)
		}
		raw := strings.Trim(s[at:end], "'’")
		if strings.HasPrefix(s[at:end], "’") {
			begins = true
		}
		if raw != "" {
			first := []rune(raw)[0]
			bare := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(raw), "'s"), "’s")
			if bare != "" && !functionWords[bare] {
				out = append(out, word{wordStem(bare), unicode.IsUpper(first), !begins})
			}
			begins = false
		}
		for at = end; at < len(s); {
			r, size := utf8.DecodeRuneInString(s[at:])
			if inWord(r) {
				break
			}
			switch {
			case strings.ContainsRune(".!?:|", r):
				ended = true
			case strings.ContainsRune("\"“‘", r), unicode.IsSpace(r) && ended:
				begins, ended = true, false
			default:
				ended = false
			}
			at += size
		}
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' }

// wordStem takes a common ending off a word, so that "opened" and "opening" meet.
func wordStem(w string) string {
	for _, e := range []string{"ations", "ation", "ating", "ated", "ates", "ate", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "al", "s", "e", "y"} {
		if len(w)-len(e) >= 4 && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// usages is what is known of the words of a collection.
type usages map[string]*usage

// A usage is how many reports have a word, and how often it stands inside sentences of leads with a capital and without.
type usage struct{ reports, upper, lower int }

// count adds a report.
func (v usages) count(head, lead []word) {
	seen := map[string]bool{}
	add := func(w word) *usage {
		u := v[w.stem]
		if u == nil {
			u = &usage{}
			v[w.stem] = u
		}
		if !seen[w.stem] {
			seen[w.stem] = true
			u.reports++
		}
		return u
	}
	for _, w := range head {
		add(w)
	}
	for _, w := range lead {
		switch u := add(w); {
		case w.inside && w.capital:
			u.upper++
		case w.inside:
			u.lower++
		}
	}
}

// isName reports whether a word is part of a name: it has a capital here, and in this collection mostly where no sentence begins. Headlines tell nothing of
// that, since many outlets begin each of their words with a capital.
func (v usages) isName(w word) bool {
	return w.capital && v[w.stem].upper >= 2*v[w.stem].lower
}

// number gives each word its number, in the order of the words.
func (v usages) number() map[string]int32 {
	all := make([]string, 0, len(v))
	for w := range v {
		all = append(all, w)
	}
	slices.Sort(all)
	out := make(map[string]int32, len(all))
	for i, w := range all {
		out[w] = int32(i)
	}
	return out
}

// numbers is the words of a report that are wanted as numbers, sorted, each once.
func numbers(number map[string]int32, words []word, wanted func(word) bool) []int32 {
	var out []int32
	for _, w := range words {
		if wanted == nil || wanted(w) {
			out = append(out, number[w.stem])
		}
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}
