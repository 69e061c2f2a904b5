package predict

import (
	"encoding/json"
	"math"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Attributed is the answer of Statements to one article.
type Attributed struct {
	ID           json.RawMessage `json:"id"`
	Attributions []Attribution   `json:"attributions"`
}

// An Attribution is who expresses what, by which words. Ranges count bytes of the article's text in UTF-8, half open. What stands behind Rule is known
// where the codebook's statements have the same cue or the same content.
type Attribution struct {
	Source     [][2]int         `json:"source"`
	Cue        [][2]int         `json:"cue"`
	Content    [][2]int         `json:"content"`
	Confidence float64          `json:"confidence"`
	Rule       string           `json:"rule"`
	Mode       parley.Mode      `json:"mode,omitempty"`
	Act        parley.Act       `json:"act,omitempty"`
	Negated    bool             `json:"negated,omitempty"`
	Entity     string           `json:"entity,omitempty"` // name of the source
	Type       string           `json:"entity_type,omitempty"`
	Unnamed    bool             `json:"unnamed,omitempty"` // the source has no name in the article: "a diplomat"
	CoSources  []string         `json:"co_sources,omitempty"`
	Addressee  *Party           `json:"addressee,omitempty"`
	Via        []Party          `json:"via,omitempty"` // outermost last
	Occasion   [][2]int         `json:"occasion,omitempty"`
	Place      string           `json:"place,omitempty"`
	SaidOn     *parley.Interval `json:"said_on,omitempty"`
	SaidWhy    string           `json:"said_why,omitempty"`
}

// A Party is somebody by name, with the words that stand for it; each may be missing.
type Party struct {
	Name string   `json:"name,omitempty"`
	Span [][2]int `json:"span,omitempty"`
}

// attributions are the relations of d that are as sure as least.
func attributions(d *text.Doc, least float64) []Attribution {
	out := []Attribution{}
	near := newNear(d)
	for _, a := range d.Attributions {
		if a.Confidence < least {
			continue
		}
		x := Attribution{Source: ranges(d, a.Source), Cue: ranges(d, a.Cue), Content: ranges(d, a.Content), Rule: a.Rule,
			Confidence: math.Round(a.Confidence*1e4) / 1e4}
		if s := near.statement(a); s != nil {
			x.know(d, s)
		}
		out = append(out, x)
	}
	return out
}

// know adds what a statement knows.
func (a *Attribution) know(d *text.Doc, s *text.Statement) {
	a.Mode, a.Act, a.Negated, a.SaidOn, a.SaidWhy = s.Mode, s.Act, s.Negated, s.SaidOn, s.SaidWhy
	a.Occasion = spanOf(d, s.Occasion)
	if s.Place >= 0 {
		a.Place = d.Entities[s.Place].Name
	}
	if s.Entity >= 0 {
		e := &d.Entities[s.Entity]
		a.Entity, a.Type, a.Unnamed = e.Name, string(e.Type), e.Unnamed
	}
	for _, c := range s.Co {
		if c >= 0 {
			a.CoSources = append(a.CoSources, d.Entities[c].Name)
		}
	}
	if p := party(d, s.Addressee, s.AddrSpan); p.Name != "" || p.Span != nil {
		a.Addressee = &p
	}
	for _, v := range s.Via {
		a.Via = append(a.Via, party(d, v.Entity, v.Span))
	}
}

func party(d *text.Doc, entity int, words parley.Span) Party {
	p := Party{Span: spanOf(d, words)}
	if entity >= 0 {
		p.Name = d.Entities[entity].Name
	}
	return p
}

func spanOf(d *text.Doc, s parley.Span) [][2]int {
	if s.Empty() {
		return nil
	}
	return [][2]int{printed(d, s)}
}

// printed is the bytes of span s in the article as it came.
func printed(d *text.Doc, s parley.Span) [2]int {
	p := d.Printed(s)
	return [2]int{p.Start, p.End}
}

// ranges are the bytes of stretches of tokens.
func ranges(d *text.Doc, rs []parley.TokenRange) [][2]int {
	out := make([][2]int, 0, len(rs))
	for _, r := range rs {
		if !r.Empty() {
			out = append(out, printed(d, d.Span(r)))
		}
	}
	return out
}

// near finds the statement that says the same as an attribution.
type near struct {
	d       *text.Doc
	cues    [][]int32 // by token: statements with a cue there
	content []int32   // by token: the outermost statement whose content has it, -1
	size    []int     // by statement: tokens of its content
	common  map[int32]int
}

func newNear(d *text.Doc) *near {
	n := &near{d: d, cues: make([][]int32, len(d.Tokens)), content: make([]int32, len(d.Tokens)), size: make([]int, len(d.Statements)), common: map[int32]int{}}
	for i := range n.content {
		n.content[i] = -1
	}
	for k, s := range d.Statements {
		for _, c := range s.Cue {
			r := d.Range(c)
			for i := r.First; i < r.End; i++ {
				n.cues[i] = append(n.cues[i], int32(k))
			}
		}
		for _, c := range s.Content {
			r := d.Range(c)
			n.size[k] += r.Len()
			for i := r.First; i < r.End; i++ {
				if n.content[i] < 0 {
					n.content[i] = int32(k)
				}
			}
		}
	}
	return n
}

// statement is the statement whose cue shares a token with that of a; of several, and where there is none, the one whose content is most like that of a,
// by half at least (Dice). nil where there is none.
func (n *near) statement(a text.Attribution) *text.Statement {
	clear(n.common)
	size := 0
	for _, r := range a.Content {
		size += r.Len()
		for i := r.First; i < r.End; i++ {
			if k := n.content[i]; k >= 0 {
				n.common[k]++
			}
		}
	}
	best, like := int32(-1), -1.0
	see := func(k int32, least float64) {
		dice := 2 * float64(n.common[k]) / float64(max(1, size+n.size[k]))
		if dice >= least && (dice > like || dice == like && k < best) {
			best, like = k, dice
		}
	}
	for _, r := range a.Cue {
		for i := r.First; i < r.End; i++ {
			for _, k := range n.cues[i] {
				see(k, 0)
			}
		}
	}
	if best < 0 {
		for _, r := range a.Content {
			for i := r.First; i < r.End; i++ {
				if k := n.content[i]; k >= 0 {
					see(k, 0.5)
				}
			}
		}
	}
	if best < 0 {
		return nil
	}
	return &n.d.Statements[best]
}
