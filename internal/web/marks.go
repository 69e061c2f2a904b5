package web

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// A mark lights a span of cleaned text for one finding.
type mark struct {
	Span parley.Span
	ID   string // of the finding, or "" where only the kind counts
	Kind string // source, cue, content, quoted, addressee, via, occasion, figure, event, time, instrument, at
	Href string // where the words lead, "" for the card of the finding
	Main bool   // the finding's card stands beside the first of these
	Mute bool   // the words lead nowhere by this mark: they only can be led to
}

// A run is a stretch of text in which the same marks hold from end to end.
type run struct {
	Text   string   `json:"text"`
	IDs    []string `json:"ids,omitempty"`   // findings, in order of their marks' start, longest first
	Kinds  []string `json:"kinds,omitempty"` // kinds of the marks, sorted
	Starts []string `json:"-"`               // findings whose main words begin here
	Href   string   `json:"-"`               // of the innermost mark
	At     int      `json:"-"`               // byte of the text at which the run begins
	Named  bool     `json:"-"`               // the words that a permanent address names begin here
}

// deepest is how many marks may hold at one place; further ones are left out there, so that the size of a page stays
// linear in its text.
const deepest = 24

// split cuts the part of content within a span into runs. The runs' texts joined are that part, byte for byte; every
// cut lies between two characters. Marks outside the part are ignored, and the ends of a mark inside a character move
// outwards to its edges.
func split(content string, within parley.Span, marks []mark) []run {
	within = snap(content, within)
	if within.Empty() {
		return nil
	}
	var ms []mark
	cuts := []int{within.Start, within.End}
	for _, m := range marks {
		s := snap(content, m.Span)
		if s.Empty() || !s.Overlaps(within) {
			continue
		}
		m.Main = m.Main && within.Start <= s.Start
		m.Span = parley.Span{Start: max(s.Start, within.Start), End: min(s.End, within.End)}
		ms = append(ms, m)
		cuts = append(cuts, m.Span.Start, m.Span.End)
	}
	sort.SliceStable(ms, func(i, j int) bool {
		a, b := ms[i].Span, ms[j].Span
		return a.Start < b.Start || a.Start == b.Start && a.End > b.End
	})
	sort.Ints(cuts)
	var out []run
	var open []mark
	next := 0
	for i := 1; i < len(cuts); i++ {
		lo, hi := cuts[i-1], cuts[i]
		if lo == hi {
			continue
		}
		kept := open[:0]
		for _, m := range open {
			if m.Span.End > lo {
				kept = append(kept, m)
			}
		}
		open = kept
		for ; next < len(ms) && ms[next].Span.Start <= lo; next++ {
			if len(open) < deepest {
				open = append(open, ms[next])
			}
		}
		out = append(out, runOf(content[lo:hi], lo, open))
	}
	return out
}

// runOf is the run that begins at byte lo under the open marks.
func runOf(text string, lo int, open []mark) run {
	r := run{Text: text, At: lo}
	size := 0
	for _, m := range open {
		if m.ID != "" && !contains(r.IDs, m.ID) {
			r.IDs = append(r.IDs, m.ID)
		}
		if !contains(r.Kinds, m.Kind) {
			r.Kinds = append(r.Kinds, m.Kind)
		}
		r.Named = r.Named || m.Kind == "at" && m.Span.Start == lo && m.Main
		if m.Main && m.ID != "" && m.Span.Start == lo && !contains(r.Starts, m.ID) {
			r.Starts = append(r.Starts, m.ID)
		}
		if n := m.Span.Len(); r.Href == "" || n < size {
			if h := m.href(); h != "" {
				r.Href, size = h, n
			}
		}
	}
	sort.Strings(r.Kinds)
	return r
}

func (m mark) href() string {
	if m.Mute {
		return ""
	}
	if m.Href == "" && m.ID != "" {
		return "#" + m.ID
	}
	return m.Href
}

// Class is the run's kinds as class names.
func (r run) Class() string {
	if len(r.Kinds) == 0 {
		return ""
	}
	return "m-" + strings.Join(r.Kinds, " m-")
}

// Names is the run's findings as one attribute.
func (r run) Names() string { return strings.Join(r.IDs, " ") }

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// snap moves the ends of s outwards to the edges of characters, and into content.
func snap(content string, s parley.Span) parley.Span {
	s.Start, s.End = max(0, min(s.Start, len(content))), max(0, min(s.End, len(content)))
	if s.Empty() {
		return parley.Span{}
	}
	for n := 1; s.Start > 0 && n < utf8.UTFMax && !utf8.RuneStart(content[s.Start]); n++ {
		s.Start--
	}
	for n := 1; s.End < len(content) && n < utf8.UTFMax && !utf8.RuneStart(content[s.End]); n++ {
		s.End++
	}
	return s
}

// statementMarks are the marks of a statement.
func statementMarks(s *parley.Statement) []mark {
	var out []mark
	add := func(kind string, main bool, ps ...parley.Passage) {
		for _, p := range ps {
			out = append(out, mark{Span: p.Span, ID: s.ID, Kind: kind, Main: main})
			main = false
		}
	}
	kind := "content"
	if s.Mode == parley.Direct {
		kind = "quoted"
	}
	add(kind, true, s.Content...)
	add("cue", false, s.Cue...)
	for _, r := range statementRefs(s) {
		if r.ref.Passage != nil {
			add(r.kind, false, *r.ref.Passage)
		}
	}
	if s.Occasion != nil {
		add("occasion", false, *s.Occasion)
	}
	return out
}

// A kindRef is a reference to an entity with the part it plays in a statement.
type kindRef struct {
	kind string
	ref  parley.Ref
}

// statementRefs are the references of a statement.
func statementRefs(s *parley.Statement) []kindRef {
	var out []kindRef
	if s.Source != nil {
		out = append(out, kindRef{"source", *s.Source})
	}
	for _, c := range s.CoSources {
		out = append(out, kindRef{"source", c})
	}
	if s.Addressee != nil {
		out = append(out, kindRef{"addressee", *s.Addressee})
	}
	for _, v := range s.Via {
		out = append(out, kindRef{"via", v})
	}
	return out
}

// eventMarks are the marks of an event.
func eventMarks(e *parley.Event) []mark {
	var out []mark
	for i, p := range e.Evidence {
		out = append(out, mark{Span: p.Span, ID: e.ID, Kind: "event", Main: i == 0})
	}
	if e.WhenPassage != nil {
		out = append(out, mark{Span: e.WhenPassage.Span, ID: e.ID, Kind: "time"})
	}
	return out
}
