package copies

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// OneStory is how akin two reports must be to tell of one story. It was chosen with the shares of headline and text on reports of 2016: pairs of one week whose
// texts share runs of words against pairs more than three weeks apart.
const OneStory = 0.27

// headShare is the share of the headline in how akin two reports are.
const headShare = 0.3

// Stories says how akin reports of one collection are in what they tell of, where they do not carry each other's words. It is read-only after NewStories.
type Stories struct {
	heads, texts [][]uint64         // per report: its content words, sorted, each once
	weight       map[uint64]float64 // of a word, squared
}

// A Told is the headline of a report and its text, or the beginning of it.
type Told struct{ Head, Text string }

// NewStories reads a collection. A word weighs more the fewer reports have it (inverse document frequency; Spärck Jones 1972).
func NewStories(all []Told) *Stories {
	s := &Stories{weight: map[uint64]float64{}}
	df := map[uint64]int{}
	for _, t := range all {
		head, text := contentWords(t.Head), contentWords(t.Head+"\n"+t.Text)
		s.heads, s.texts = append(s.heads, head), append(s.texts, text)
		for _, w := range text {
			df[w]++
		}
	}
	n := float64(len(all) + 1)
	for w, k := range df {
		x := math.Log(n / (float64(k) + 0.5))
		s.weight[w] = x * x
	}
	return s
}

// Akin is how akin reports i and j of the collection are, from 0 to 1: the cosine of their weighted words, headline and all.
func (s *Stories) Akin(i, j int) float64 {
	return headShare*s.cosine(s.heads[i], s.heads[j]) + (1-headShare)*s.cosine(s.texts[i], s.texts[j])
}

func (s *Stories) cosine(a, b []uint64) float64 {
	var both, na, nb float64
	for _, w := range a {
		na += s.weight[w]
		if _, ok := slices.BinarySearch(b, w); ok {
			both += s.weight[w]
		}
	}
	for _, w := range b {
		nb += s.weight[w]
	}
	if both == 0 {
		return 0
	}
	return both / math.Sqrt(na*nb)
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

// contentWords is the stems of the content words of a text as numbers, sorted, each once.
func contentWords(s string) []uint64 {
	var out []uint64
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' }) {
		w = strings.Trim(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"), "'’")
		if w == "" || functionWords[w] {
			continue
		}
		k, _ := keyOf(wordStem(w))
		out = append(out, k)
	}
	slices.Sort(out)
	return slices.Clip(slices.Compact(out))
}

// wordStem takes a common ending off a word, so that "opened" and "opening" meet.
func wordStem(w string) string {
	for _, e := range []string{"ations", "ation", "ating", "ated", "ates", "ate", "ements", "ement", "ments", "ment", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "er", "ed", "es", "al", "s", "e", "y"} {
		if len(w)-len(e) >= 4 && strings.HasSuffix(w, e) {
			return w[:len(w)-len(e)]
		}
	}
	return w
}
