package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// An instrumentModel is one instrument: its terms, what became of it according to whom, and what is contested about it.
type instrumentModel struct {
	Row       instrumentRow `json:"row"`
	Terms     []term        `json:"terms,omitempty"`
	Lanes     []ref         `json:"lanes"` // who asserts a state of it
	Chart     *chart        `json:"-"`
	Told      []assertion   `json:"told,omitempty"`
	Untold    int           `json:"-"` // assertions that are not on the page
	List      listing       `json:"list"`
	Steps     []stepRow     `json:"steps"`
	Conflicts []conflictRow `json:"conflicts,omitempty"`
	Contested int           `json:"contested_total"`
	MoreHref  string        `json:"-"` // address of the conflicts that are not on the page, or not with all their accounts
	Elsewhere int           `json:"-"` // how many those are
	Mentions  []telling     `json:"mentions,omitempty"`
	Named     int           `json:"mentions_total"`
	Merged    []string      `json:"merged,omitempty"`
	Log       []logRow      `json:"decisions,omitempty"`
	Curate    *curation     `json:"-"`
}

// A term is one thing that an instrument provides for, with the reports that tell it in the same words.
type term struct {
	Words string    `json:"words"`
	Told  []telling `json:"told_by"`
}

// An assertion is one state on one day, with all voices that assert it.
type assertion struct {
	State     parley.InstrumentState `json:"state"`
	When      *parley.Interval       `json:"when,omitempty"`
	Day       parley.Date            `json:"day,omitzero"` // when, else the day of publication
	Voices    []asserting            `json:"voices"`
	More      int                    `json:"more,omitempty"` // voices that are not listed
	Contested bool                   `json:"contested,omitempty"`
}

// An asserting is one voice of an assertion.
type asserting struct {
	Voice voice  `json:"voice"`
	Href  string `json:"href"`
	Times int    `json:"times"`
}

// How much the page of an instrument shows, and its twin, of what may be without end; the lists have the rest.
const (
	mostTold      = 30
	mostSpeakers  = 6
	mostContested = 4
	mostTerms     = 40
	mostNamed     = 30
	mostAccounts  = 3 // on a side of a conflict
)

// instrumentPage shows one instrument: what became of it, according to whom.
func instrumentPage(ctx context.Context, rq *request) (page, error) {
	i, ok := rq.instruments[rq.name("id")]
	if !ok {
		return page{}, missing("instrument", rq.name("id"))
	}
	told := rq.life(i)
	m := instrumentModel{Row: rq.paperRow(i), Merged: i.Merged, Named: len(i.Mentions), Lanes: told.lanes, Chart: told.chart, Told: told.told, Untold: told.untold,
		Terms: rq.terms(i), Mentions: rq.tellings(i.Mentions[:min(len(i.Mentions), mostNamed)])}
	rq.path = m.Row.Href
	shown, all, l, err := told.steps.pick(rq)
	if err != nil {
		return page{}, err
	}
	m.List, m.Steps = l, shown
	m.addConflicts(ctx, rq, i, told.contested)
	return page{Name: "instrument", Title: line(m.Row.Name), Body: m, Table: func() table {
		t := rq.instrumentTable(nil)
		t.Rows = stepCells(&m.Row, all.all())
		return t
	}}, nil
}

// addConflicts adds what is contested, the first of it in its sentences.
func (m *instrumentModel) addConflicts(ctx context.Context, rq *request, i *parley.Instrument, cs []*parley.Conflict) {
	m.Contested = len(cs)
	rest := url.Values{}
	for n, c := range cs {
		cut := false
		if n < mostContested {
			row := rq.briefConflict(c, mostAccounts)
			cut = slices.ContainsFunc(row.Sides, func(s side) bool { return s.More > 0 })
			m.Conflicts = append(m.Conflicts, row)
		}
		if (cut || n >= mostContested) && len(rest["id"]) < maxChosen {
			rest.Add("id", c.ID)
		}
	}
	if len(rest) > 0 {
		m.MoreHref, m.Elsewhere = "/conflicts?"+rest.Encode(), len(rest["id"])
	}
	rq.inSentences(ctx, m.Conflicts)
	m.Log = rq.undoable(rq.logAbout("", i.ID))
	if rq.merges {
		m.Curate = rq.curatePaper(i)
	}
}

// Ones are the first reasons why the tellings are one instrument.
func (m instrumentModel) Ones() []string { return m.Merged[:min(len(m.Merged), mostNamed)] }

// stepFilter is how the steps of an instrument can be narrowed.
var stepFilter = filter[stepRow]{
	Facets: []facet[stepRow]{
		{"voice", "Says", func(s *stepRow) []ref { return []ref{laneValue(s)} }},
		{"state", "State", func(s *stepRow) []ref { return code(s.State) }},
		{"outlet", "Outlet", func(s *stepRow) []ref { return named(s.Report.Label()) }},
		{"contested", "Contested", func(s *stepRow) []ref {
			if s.contested() {
				return []ref{{ID: "yes", Name: "in conflict"}}
			}
			return nil
		}},
	},
	Per: 30, // the drawing is on the page too
}

// laneValue is the lane of a step as the value of a facet.
func laneValue(s *stepRow) ref {
	l := s.lane()
	return ref{ID: orID(l.ID, l.Name), Name: l.Name}
}

// assertions groups steps by state and day, in order of time. A voice that says it more than once counts its times.
func assertions(steps []stepRow) []assertion {
	type group struct {
		state parley.InstrumentState
		when  parley.Interval
		day   parley.Date
	}
	type speaker struct {
		at   int
		lane string
	}
	var out []assertion
	at, spoke := map[group]int{}, map[speaker]int{}
	for i := range steps {
		s := &steps[i]
		g := group{state: s.State, day: s.Day}
		if s.When != nil {
			g.when = *s.When
		}
		n, ok := at[g]
		if !ok {
			n = len(out)
			at[g] = n
			out = append(out, assertion{State: s.State, When: s.When, Day: s.Day})
		}
		a := &out[n]
		a.Contested = a.Contested || s.contested()
		k := speaker{n, s.laneKey() + "\x00" + s.Voice.Label()}
		if v, ok := spoke[k]; ok {
			if v >= 0 {
				a.Voices[v].Times++
			}
			continue
		}
		if len(a.Voices) == mostSpeakers {
			spoke[k] = -1
			a.More++
			continue
		}
		spoke[k] = len(a.Voices)
		a.Voices = append(a.Voices, asserting{Voice: s.Voice, Href: s.Href, Times: 1})
	}
	return out
}

// terms are the terms of an instrument, those in the same words as one.
func (x *index) terms(i *parley.Instrument) []term {
	var out []term
	at := map[string]int{}
	for j := range i.Terms {
		words := i.Terms[j].Passage.Text
		k := strings.ToLower(line(words))
		n, ok := at[k]
		if !ok {
			if n = len(out); n == mostTerms {
				break
			}
			at[k] = n
			out = append(out, term{Words: words})
		}
		if len(out[n].Told) < mostSpeakers {
			out[n].Told = append(out[n].Told, x.tellings(i.Terms[j:j+1])...)
		}
	}
	return out
}

// tellings are members of an instrument as lines of a list, each with the address of its words.
func (x *index) tellings(ms []parley.Member) []telling {
	var out []telling
	for _, m := range ms {
		out = append(out, telling{x.in(m.Report), x.member(m), m.Passage.Text, x.wordsOf(m.Report, m.Passage)})
	}
	return out
}

// wordsID names words of a report that are no finding of their own: what tells of a paper.
func wordsID(p parley.Passage) string { return fmt.Sprintf("x%d-%d", p.Span.Start, p.Span.End) }

// wordsOf is the address of such words in the reader.
func (x *index) wordsOf(report parley.ReportID, p parley.Passage) string {
	return x.in(report).Href + "#w-" + wordsID(p)
}

// paperMarks are the words of a report that tell of papers: those that name one are lit and lead to it, its terms and steps can be led to.
func (x *index) paperMarks(report parley.ReportID) []mark {
	var out []mark
	for _, at := range x.toldOf()[report] {
		switch p := &x.rec.Instruments[at.paper]; at.part {
		case partMention:
			m := p.Mentions[at.n].Passage
			out = append(out, mark{Span: m.Span, ID: wordsID(m), Kind: "instrument", Href: x.paper(p.ID).Href, Main: true})
		case partTerm:
			m := p.Terms[at.n].Passage
			out = append(out, mark{Span: m.Span, ID: wordsID(m), Kind: "term", Main: true, Mute: true})
		default:
			m := p.History[at.n].Passage
			out = append(out, mark{Span: m.Span, ID: wordsID(m), Kind: "step", Main: true, Mute: true})
		}
	}
	return out
}
