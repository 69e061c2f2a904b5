package event

import (
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// A trigger is a word or phrase that brings up an event of one type.
type trigger struct {
	words     []string // lemmas or forms
	typ       parley.EventType
	need, not []condition
	roles     roleMap
	score     float64
	rule      string
}

// A condition wants a word, a class or an entity in one slot; slots are listed at the head of triggers.tsv.
type condition struct {
	slot   string
	words  map[string]bool
	entity bool // "#entity": a person, organization, state or group
	person bool // "#person"
	place  bool // "#place"
	group  bool // a group by name: what a class of fighters stands for as well ("drove [the Red Brigades] out")
	pair   bool // "#pair": two who act, named together
	human  bool // "#human": people, by name, by a noun of the class of that name or only counted ("killed [14]")
}

// triggers holds the triggers by part of speech and first word, the most specific first.
type triggers struct {
	verbs, nouns map[string][]trigger
	usual        map[parley.EventType]roleMap // the role pattern that most rows of verbs have, by type
}

func readTriggers(cl classes, roles map[string]roleMap, types map[parley.EventType]typeInfo) (*triggers, error) {
	rs, err := rows("triggers.tsv", 7)
	if err != nil {
		return nil, err
	}
	out := &triggers{map[string][]trigger{}, map[string][]trigger{}, map[parley.EventType]roleMap{}}
	rowsOf, most := map[[2]string]int{}, map[string]int{}
	for _, r := range rs {
		t := trigger{typ: parley.EventType(r[2]), roles: roles[r[5]]}
		if t.need, err = conditions(r[3], cl); err != nil {
			return nil, err
		}
		if t.not, err = conditions(r[4], cl); err != nil {
			return nil, err
		}
		if t.score, err = strconv.ParseFloat(r[6], 64); err != nil {
			return nil, tableError("triggers.tsv", r[0], "score is no number")
		}
		if _, ok := types[t.typ]; !ok || t.roles == nil {
			return nil, tableError("triggers.tsv", r[0], "unknown type or role pattern")
		}
		by := out.verbs
		t.rule = "event/verb@1"
		if r[1] == "v" {
			of := [2]string{r[2], r[5]}
			if rowsOf[of]++; rowsOf[of] > most[r[2]] {
				most[r[2]], out.usual[t.typ] = rowsOf[of], t.roles
			}
		}
		if r[1] == "n" {
			by, t.rule = out.nouns, "event/noun@1"
		}
		for _, words := range strings.Split(r[0], "|") { // words that share all the rest stand in one row
			if t.words = strings.Fields(words); len(t.words) == 0 {
				return nil, tableError("triggers.tsv", r[0], "no words")
			}
			by[t.words[0]] = append(by[t.words[0]], t)
		}
	}
	if err := out.derive(); err != nil {
		return nil, err
	}
	for _, m := range []map[string][]trigger{out.verbs, out.nouns} {
		for k := range m {
			sort.SliceStable(m[k], func(i, j int) bool { return weight(m[k][i]) > weight(m[k][j]) })
		}
	}
	return out, nil
}

// derive gives the nouns of data/nominals.tsv, and the verbs themselves in -ing, the rows of their verbs, with the object behind "of".
func (ts *triggers) derive() error {
	rs, err := rows("nominals.tsv", 2)
	if err != nil {
		return err
	}
	for _, r := range rs {
		if len(ts.verbs[r[1]]) == 0 {
			return tableError("nominals.tsv", r[1], "no such verb")
		}
		ts.nominal(r[0], r[1])
	}
	verbs := slices.Sorted(maps.Keys(ts.verbs))
	for _, v := range verbs {
		ts.nominal(gerundOf(v), v)
	}
	return nil
}

// nominal adds the rows of verb that ask for an object and for no subject to those of noun.
func (ts *triggers) nominal(noun, verb string) {
	for _, t := range ts.verbs[verb] {
		slots := func(c condition) bool { return c.slot == "subj" }
		if len(t.words) > 1 || slices.ContainsFunc(t.need, slots) || !slices.ContainsFunc(t.need, func(c condition) bool { return c.slot == "obj" }) {
			continue
		}
		n := t
		n.words, n.rule, n.score = []string{noun}, "event/derived@1", max(0.6, t.score)
		n.need, n.not = behindOf(t.need), behindOf(slices.DeleteFunc(slices.Clone(t.not), slots))
		n.roles = roleMap{"of": t.roles["obj"], "by": t.roles["subj"], "poss": t.roles["subj"]}
		for slot, role := range t.roles {
			if _, ok := n.roles[slot]; !ok && slot != "subj" && slot != "obj" {
				n.roles[slot] = role
			}
		}
		maps.DeleteFunc(n.roles, func(_ string, r parley.Role) bool { return r == "" })
		ts.nouns[noun] = append(ts.nouns[noun], n)
	}
}

// behindOf are conditions on a verb's object as those on the complement of its noun.
func behindOf(cs []condition) []condition {
	out := slices.Clone(cs)
	for i := range out {
		if out[i].slot == "obj" {
			out[i].slot = "of"
		}
	}
	return out
}

// gerundOf is the form in -ing of a verb.
func gerundOf(v string) string {
	n := len(v)
	switch {
	case n > 2 && v[n-1] == 'e' && v[n-2] != 'e' && v[n-2] != 'y' && v[n-2] != 'o':
		return v[:n-1] + "ing"
	case n == 3 && strings.IndexByte("aeiou", v[1]) >= 0 && strings.IndexByte("aeiouwxy", v[2]) < 0:
		return v + v[n-1:] + "ing"
	}
	return v + "ing"
}

// protectedFirst ranks rows that ask for the same words: harm to protected people is the closer reading of an attack.
func weight(t trigger) int {
	w := 4*len(t.words) + 2*len(t.need)
	if t.typ == "attack-on-protected" {
		w++
	}
	return w
}

func conditions(s string, cl classes) ([]condition, error) {
	var out []condition
	for _, part := range strings.Split(s, ";") {
		if part == "" {
			continue
		}
		slot, alts, ok := strings.Cut(part, "=")
		if !ok {
			return nil, tableError("triggers.tsv", part, "is not slot=words")
		}
		c := condition{slot: slot, words: map[string]bool{}}
		for _, a := range strings.Split(alts, "|") {
			switch {
			case a == "#entity":
				c.entity = true
			case a == "#person":
				c.person = true
			case a == "#place":
				c.place = true
			case a == "#pair":
				c.pair = true
			case a == "#human":
				c.human = true
				for w := range cl["@human"] {
					c.words[w] = true
				}
			case strings.HasPrefix(a, "@"):
				if cl[a] == nil {
					return nil, tableError("triggers.tsv", a, "no such class")
				}
				c.group = c.group || a == "@irregular" || a == "@band"
				for w := range cl[a] {
					c.words[w] = true
				}
			default:
				c.words[a] = true
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// match follows the words of a phrase from token at, which holds the first, and returns one past the last token.
// Determiners, adjectives and adverbs may stand between; a closing particle may follow a short object ("call the talks off").
func (s *scan) match(words []string, at, end int) (int, bool) {
	i := at + 1
	for n, w := range words[1:] {
		j := i
		for j < end && j < i+4 && !s.is(j, w) && s.light(j) {
			j++
		}
		if j < end && s.is(j, w) {
			if w == "off" && (s.low[j-1] == "far" || s.low[j-1] == "way" || s.low[j-1] == "long") {
				return 0, false // "are far off"
			}
			i = j + 1
			continue
		}
		if n == len(words)-2 && slices.Contains(particles, w) {
			if k := s.particle(w, i, min(end, i+7)); k >= 0 {
				return i, true
			}
		}
		return 0, false
	}
	return i, true
}

var particles = []string{"off", "out", "up", "down", "forward", "back", "over"}

func (s *scan) particle(w string, from, end int) int {
	for k := from; k < end; k++ {
		if s.low[k] == w {
			return k
		}
		if c := s.chunkAt[k]; c < 0 || s.d.Chunks[c].Kind != 0 {
			return -1
		}
	}
	return -1
}
