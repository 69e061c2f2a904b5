package statement

import (
	_ "embed"
	"fmt"
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

//go:embed data/cues.tsv
var cuesTSV string

// A class is what kind of announcing a cue does.
type class uint8

const (
	speech   class = iota
	attitude       // counts where a party is the subject
	relay          // an outlet's or agency's own cue
)

// A cue is one entry of the lexicon. The columns are explained at the head of data/cues.tsv.
type cue struct {
	form   string
	rest   []string // words after the lemma
	pos    string   // v verb, n noun, a adjective
	frames []string
	act    parley.Act
	class  class
	flags  []string
	negAct parley.Act
}

func (c *cue) frame(f string) bool  { return contains(c.frames, f) }
func (c *cue) has(flag string) bool { return contains(c.flags, flag) }

// stands reports whether a cue tells a standing view rather than words once said; "called it a trap" is said like any other.
func (c *cue) stands() bool {
	switch c.form {
	case "call", "describe", "label", "brand", "dub", "characterize", "characterise", "portray":
		return false
	}
	return c.class == attitude
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// loadCues reads the lexicon; a bad line is an error that names it.
func loadCues() (verbs, nouns, adjectives map[string][]cue, err error) {
	verbs, nouns, adjectives = map[string][]cue{}, map[string][]cue{}, map[string][]cue{}
	for n, line := range strings.Split(cuesTSV, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		c, key, err := parseCue(line)
		if err != nil {
			return nil, nil, nil, parley.Errorf(parley.Internal, "statement: data/cues.tsv", "line %d: %v", n+1, err)
		}
		m := verbs
		switch c.pos {
		case "n":
			m = nouns
		case "a":
			m = adjectives
		}
		m[key] = append(m[key], c)
	}
	for _, m := range []map[string][]cue{verbs, nouns, adjectives} {
		for k := range m {
			sort.SliceStable(m[k], func(i, j int) bool { return len(m[k][i].rest) > len(m[k][j].rest) })
		}
	}
	return verbs, nouns, adjectives, nil
}

func parseCue(line string) (cue, string, error) {
	f := strings.Split(line, "\t")
	if len(f) != 6 {
		return cue{}, "", fmt.Errorf("%d columns, not 6", len(f))
	}
	w := strings.Fields(f[0])
	c := cue{form: f[0], rest: w[1:], pos: f[1], frames: strings.Split(f[2], ","), act: parley.Act(f[3])}
	if !knownAct(c.act) {
		return cue{}, "", fmt.Errorf("act %q is not in the codebook", f[3])
	}
	switch f[4] {
	case "speech":
	case "attitude":
		c.class = attitude
	case "relay":
		c.class = relay
	default:
		return cue{}, "", fmt.Errorf("class %q", f[4])
	}
	for _, x := range strings.Split(f[5], ",") {
		if a, ok := strings.CutPrefix(x, "neg:"); ok {
			c.negAct = parley.Act(a)
			continue
		}
		c.flags = append(c.flags, x)
	}
	return c, w[0], nil
}

func knownAct(a parley.Act) bool {
	for _, x := range parley.Acts {
		if x == a {
			return true
		}
	}
	return false
}

// match is the longest entry whose lemma is that of verb token i and whose further words follow (an object of at most three words may
// stand before the last particle), with the token after them; nil where there is none.
func (f *Finder) match(d *text.Doc, i, end int) (*cue, int) {
	c, j := matchIn(f.verbs, d, i, end)
	if c != nil && c.has("never") {
		return nil, 0
	}
	if c != nil && c.has("quiet") {
		if c, j = matchLoud(f.verbs, d, i, end); c == nil {
			return nil, 0
		}
	}
	return c, j
}

// matchLoud is matchIn without the entries that announce nothing by themselves.
func matchLoud(m map[string][]cue, d *text.Doc, i, end int) (*cue, int) {
	list := m[d.Lemmas[i]]
	for k := range list {
		if list[k].has("quiet") {
			continue
		}
		if c, j := matchIn(map[string][]cue{d.Lemmas[i]: list[k : k+1]}, d, i, end); c != nil {
			return c, j
		}
	}
	return nil, 0
}

func matchIn(m map[string][]cue, d *text.Doc, i, end int) (*cue, int) {
	list := m[d.Lemmas[i]]
	for k := range list {
		c := &list[k]
		j := i + 1
		for _, w := range c.rest {
			if j < end && d.Lower(j) == w {
				j++
				continue
			}
			j = -1
			break
		}
		if j > 0 && len(c.rest) > 0 && c.rest[len(c.rest)-1] == "to" && j < end && d.Tags[j].Penn == "VB" && !c.frame("to") && !c.frame("oto") {
			continue // "agreed to leave" is "agree", not "agree to"
		}
		if j > 0 {
			return c, j
		}
	}
	return nil, 0
}
