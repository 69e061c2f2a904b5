package record

import (
	"cmp"
	"iter"
	"sort"
	"strings"
	"unicode"
)

// function words and words that carry no content of their own in reported speech.
var stopwords = wordSet()

func wordSet() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the this that these those and or but nor so if as of in on at by for from to into onto with without within over under
		about after before during since until between among against through it its he his him she her hers they their them we our us i my me you your who whom which what
		is are was were be been being am has have had having do does did done will would shall should can could may might must not no yes there here then than too very
		also just only even still already again now more most much many some any all both each other another such own same s t re ve ll d m said say says one`) {
		m[w] = true
	}
	return m
}

// content is the set of content words of a text, lower case, with plural, verb and possessive endings taken off, sorted. It serves for comparing what
// two findings are about, never for deciding what one says.
func content(s string) []string {
	seen := map[string]bool{}
	for _, w := range strings.FieldsFunc(joinInitials(strings.ToLower(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\'' && r != '’' }) {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		w = strings.Trim(w, "'’")
		if w == "" || stopwords[w] {
			continue
		}
		seen[stem(w)] = true
	}
	out := make([]string, 0, len(seen))
	for w := range seen {
		out = append(out, w)
	}
	sort.Strings(out)
	return out
}

// joinInitials writes names of single letters with full stops as one word each ("u.n." as "un"), so that two of them do not meet in one letter. Where that would be a function
// word ("u.s.") its last letter stands twice.
func joinInitials(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	var b strings.Builder
	from := 0
	for i := 1; i < len(s); i++ {
		if s[i] != '.' || i+1 >= len(s) || !lone(s, i-1) || i > 1 && s[i-2] == '.' {
			continue
		}
		end := i
		for end+1 < len(s) && lower(s[end+1]) && end+2 < len(s) && s[end+2] == '.' {
			end += 2
		}
		if end == i {
			continue
		}
		if b.Len() == 0 {
			b.Grow(len(s))
		}
		b.WriteString(s[from : i-1])
		word := strings.ReplaceAll(s[i-1:end], ".", "")
		if b.WriteString(word); stopwords[word] {
			b.WriteByte(word[len(word)-1])
		}
		b.WriteByte(' ')
		from, i = end+1, end
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// lone reports whether the letter at i stands alone before what follows it.
func lone(s string, i int) bool {
	return lower(s[i]) && (i == 0 || !lower(s[i-1]) && s[i-1] < 0x80 && s[i-1] != '\'')
}

func lower(c byte) bool { return 'a' <= c && c <= 'z' }

// stem takes common endings off a word so that "violated", "violating" and "violation" meet.
func stem(w string) string {
	for _, e := range []string{"ations", "ation", "ating", "ated", "ates", "ate", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "al", "s", "e", "y"} {
		if len(w)-len(e) >= 4 && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// both goes through what two sorted lists have in common.
func both[T cmp.Ordered](a, b []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for i, j := 0, 0; i < len(a) && j < len(b); {
			switch {
			case a[i] == b[j]:
				if !yield(a[i]) {
					return
				}
				i++
				j++
			case a[i] < b[j]:
				i++
			default:
				j++
			}
		}
	}
}

// shared counts what two sorted lists have in common.
func shared[T cmp.Ordered](a, b []T) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); { // not over both: a fold counts this for each pair
		switch c := cmp.Compare(a[i], b[j]); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// overlap is the share of the shorter list's words that the longer one has too (0 where either is empty).
func overlap[T cmp.Ordered](a, b []T) float64 {
	m := min(len(a), len(b))
	if m == 0 {
		return 0
	}
	return float64(shared(a, b)) / float64(m)
}

// jaccard is the share of all words of two lists that both have.
func jaccard[T cmp.Ordered](a, b []T) float64 {
	n := shared(a, b)
	if all := len(a) + len(b) - n; all > 0 {
		return float64(n) / float64(all)
	}
	return 0
}

// negations are words that turn a claim round.
var negations = map[string]bool{"not": true, "no": true, "never": true, "none": true, "neither": true, "nor": true, "n't": true, "without": true, "nobody": true, "nothing": true,
	"cannot": true, "isn't": true, "wasn't": true, "aren't": true, "weren't": true, "didn't": true, "doesn't": true, "don't": true, "won't": true, "hasn't": true, "haven't": true, "hadn't": true}

// negated reports whether a text holds an odd number of negations.
func negated(s string) bool {
	n := 0
	for _, w := range strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(s, "’", "'")), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		if negations[w] {
			n++
		}
	}
	return n%2 == 1
}
