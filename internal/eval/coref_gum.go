package eval

import (
	"bufio"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/mention"
)

// brackets cuts a value of Entity= into openings "(12-person-…", openings of one token "(12-person-…)" and closings "12)".
var brackets = regexp.MustCompile(`\([^()]+\)?|[^()]+\)`)

// ReadEntities reads a treebank in CoNLL-U with entities in MISC, as GUM writes them: Entity=(12-person-… opens a mention of
// entity 12, 12) closes it. Parts of a mention that is not continuous, "(12[1/2]-…", are left out but for the first, as the
// parts would not count as mentions. Multiword tokens and empty nodes are left out.
func ReadEntities(r io.Reader) ([]mention.CorefText, error) {
	var out []mention.CorefText
	e := newEntityReader("")
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	for line := 1; sc.Scan(); line++ {
		s := strings.TrimRight(sc.Text(), "\r")
		if id, ok := strings.CutPrefix(s, "# newdoc id = "); ok {
			out = e.flush(out)
			e = newEntityReader(id)
			continue
		}
		if s == "" {
			e.sentence()
		}
		if s == "" || s[0] == '#' {
			continue
		}
		f := strings.Split(s, "\t")
		if len(f) != 10 {
			return nil, parley.Errorf(parley.Invalid, "eval: read entities", "line %d has %d columns, not 10", line, len(f))
		}
		if strings.ContainsAny(f[0], "-.") {
			continue
		}
		e.words = append(e.words, f[1])
		for _, kv := range strings.Split(f[9], "|") {
			if v, ok := strings.CutPrefix(kv, "Entity="); ok {
				if err := e.value(v); err != nil {
					return nil, parley.Errorf(parley.Invalid, "eval: read entities", "line %d: %v", line, err)
				}
			}
		}
		e.at++
	}
	return e.flush(out), sc.Err()
}

// An entityReader gathers one document.
type entityReader struct {
	id     string
	sents  [][]string
	words  []string
	at     int
	open   map[string][]int
	chain  map[string]int
	chains [][]parley.TokenRange
}

func newEntityReader(id string) *entityReader {
	return &entityReader{id: id, open: map[string][]int{}, chain: map[string]int{}}
}

func (e *entityReader) sentence() {
	if len(e.words) > 0 {
		e.sents, e.words = append(e.sents, e.words), nil
	}
}

func (e *entityReader) flush(out []mention.CorefText) []mention.CorefText {
	e.sentence()
	if len(e.sents) == 0 {
		return out
	}
	return append(out, mention.CorefText{ID: e.id, Doc: mention.TokenDoc(e.sents), Chains: mention.SortChains(e.chains)})
}

// value reads the brackets at one token.
func (e *entityReader) value(v string) error {
	for _, p := range brackets.FindAllString(v, -1) {
		name, _, _ := strings.Cut(strings.Trim(p, "()"), "-")
		if p[0] == '(' {
			e.open[name] = append(e.open[name], e.at)
		}
		if p[len(p)-1] != ')' {
			continue
		}
		o := e.open[name]
		if len(o) == 0 {
			return parley.Errorf(parley.Invalid, "entity", "%s closes what was not opened", strconv.Quote(name))
		}
		m := parley.TokenRange{First: o[len(o)-1], End: e.at + 1}
		e.open[name] = o[:len(o)-1]
		id, part, _ := strings.Cut(name, "[")
		if part != "" && !strings.HasPrefix(part, "1/") {
			continue
		}
		k, ok := e.chain[id]
		if !ok {
			k = len(e.chains)
			e.chain[id] = k
			e.chains = append(e.chains, nil)
		}
		e.chains[k] = append(e.chains[k], m)
	}
	return nil
}
