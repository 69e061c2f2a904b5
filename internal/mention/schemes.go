package mention

import (
	_ "embed" // the table
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

//go:embed schemes.tsv
var schemesTable string

// sharedClasses are the classes of the weights that all schemes share.
var sharedClasses = []string{"O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"}

// A scheme is a set of labels: label 0 is O, 1+2k begins type k, 2+2k goes on with it.
type scheme struct {
	name   string
	types  []string
	judged []string // of each type the type that it is judged as
	shared []string // of each type its shared class
	fine   map[string]int
	labels []string
}

// readSchemes reads the table of schemes.
func readSchemes(table string) ([]scheme, error) {
	var out []scheme
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) != 5 || !slices.Contains(sharedClasses, "B-"+c[2]) || len(out) > 0 && len(out[len(out)-1].labels)+2 > maxLabels {
			return nil, parley.Errorf(parley.Internal, "mention: schemes", "row %q", line)
		}
		if len(out) == 0 || out[len(out)-1].name != c[0] {
			out = append(out, scheme{name: c[0], labels: []string{"O"}, fine: map[string]int{}})
		}
		s := &out[len(out)-1]
		for _, f := range strings.Fields(c[4]) {
			s.fine[f] = len(s.types)
		}
		s.types, s.judged, s.shared = append(s.types, c[1]), append(s.judged, c[3]), append(s.shared, c[2])
		s.labels = append(s.labels, "B-"+c[1], "I-"+c[1])
	}
	return out, nil
}

// set is the label set of the scheme for a CRF: I-x stands only after B-x or I-x.
func (s *scheme) set() learn.LabelSet {
	n := len(s.labels)
	set := learn.LabelSet{Shared: make([]int, n), First: make([]bool, n), Follow: make([][]bool, n)}
	for b := range n {
		if b > 0 {
			set.Shared[b] = slices.Index(sharedClasses, s.labels[b][:2]+s.shared[(b-1)/2])
		}
		set.First[b] = b == 0 || b%2 == 1
		set.Follow[b] = make([]bool, n)
	}
	for a := range n {
		for b := range n {
			set.Follow[a][b] = set.First[b] || a == b || a == b-1
		}
	}
	return set
}

// number is the label of that name, -1 where there is none.
func (s *scheme) number(label string) int { return slices.Index(s.labels, label) }

// JudgedAs gives the type that each type of a label scheme is judged as, nil for an unknown scheme.
func JudgedAs(name string) map[string]string {
	all, err := readSchemes(schemesTable)
	if err != nil {
		return nil
	}
	for _, s := range all {
		if s.name == name {
			out := map[string]string{}
			for k, t := range s.types {
				out[t] = s.judged[k]
			}
			return out
		}
	}
	return nil
}
