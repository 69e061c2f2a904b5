package eval

import (
	"maps"
	"slices"
	"strings"
)

// A labelSpan is a name in a sequence of labels: tokens [first, end) and a type.
type labelSpan struct {
	first, end int
	typ        string
}

// readLabels reads the names of a sequence of BIO2 labels. What is no good sequence is read as conlleval of CoNLL-2002
// does: an I of another type than what stands before it begins a name.
func readLabels(labels []string) []labelSpan {
	var out []labelSpan
	open := false
	for i, l := range labels {
		mark, typ, _ := strings.Cut(l, "-")
		switch {
		case mark != "B" && mark != "I" || typ == "":
			open = false
		case mark == "I" && open && out[len(out)-1].typ == typ:
			out[len(out)-1].end = i + 1
		default:
			out = append(out, labelSpan{i, i + 1, typ})
			open = true
		}
	}
	return out
}

// Names counts names that are found: the very tokens and the very type (Tjong Kim Sang and De Meulder 2003).
type Names struct {
	types map[string]string
	all   tally
	by    map[string]*tally
}

// NewNames counts in the types that the table maps a label's type to; a type that is not in it, or is mapped to "",
// counts on neither side. Without a table each type stands for itself.
func NewNames(types map[string]string) *Names { return &Names{types: types, by: map[string]*tally{}} }

// Add counts one sentence. The two sides have a label for each token.
func (n *Names) Add(gold, predicted []string) {
	g, p := n.mapped(readLabels(gold)), n.mapped(readLabels(predicted))
	for s := range g {
		n.of(s.typ).gold++
		n.all.gold++
		if p[s] {
			n.of(s.typ).hit(1)
			n.all.hit(1)
		}
	}
	for s := range p {
		n.of(s.typ).predicted++
		n.all.predicted++
	}
}

// mapped is the spans as a set, their types as they are judged.
func (n *Names) mapped(all []labelSpan) map[labelSpan]bool {
	out := make(map[labelSpan]bool, len(all))
	for _, s := range all {
		if n.types != nil {
			s.typ = n.types[s.typ]
		}
		if s.typ != "" {
			out[s] = true
		}
	}
	return out
}

func (n *Names) of(typ string) *tally {
	if n.by[typ] == nil {
		n.by[typ] = &tally{}
	}
	return n.by[typ]
}

// Scores are the F1 over all names (micro average) under the name given, and of each type.
func (n *Names) Scores(name string) []Score {
	out := []Score{n.all.score(name)}
	for _, typ := range slices.Sorted(maps.Keys(n.by)) {
		out = append(out, n.by[typ].score("  "+name+", "+typ))
	}
	return out
}
