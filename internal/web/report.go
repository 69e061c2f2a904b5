package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A reportModel is one report as the reader shows it.
type reportModel struct {
	Row   reportRow          `json:"row"`
	Meta  parley.Meta        `json:"meta"`
	Names []string           `json:"names"`
	Lang  string             `json:"-"`
	Raw   string             `json:"raw"`
	Copy  []reportRef        `json:"copies,omitempty"`
	Old   []reportRef        `json:"replaces,omitempty"`
	New   *reportRef         `json:"replaced_by,omitempty"`
	NewBy string             `json:"replaced_why,omitempty"`
	Diffs []difference       `json:"differences,omitempty"`
	Noise int                `json:"noise"`
	Fixes []parley.Repair    `json:"repairs,omitempty"`
	Paras []para             `json:"paragraphs"`
	Lost  []card             `json:"-"` // cards whose words stand in no paragraph
	Entry parley.ReportEntry `json:"findings"`
	Shows []layer            `json:"-"`
}

// A para is a paragraph with the findings that begin in it.
type para struct {
	Kind  string    `json:"kind"` // headline, subhead, body, stamp, noise
	Parts []segment `json:"parts"`
	Cards []card    `json:"-"`
}

// A segment is the part of a paragraph that one block of the text holds.
type segment struct {
	Kind  string      `json:"kind"`
	Noise string      `json:"noise,omitempty"`
	Span  parley.Span `json:"span"`
	Runs  []run       `json:"runs"`
}

// A card is one finding beside its words.
type card struct {
	ID        string
	Kind      string // statement, event or figure
	Statement *statementRow
	Event     *eventRow
	Figure    *figureRow
	Spot      bool // its words stand in the text
	at        parley.Span
}

// A layer is a kind of finding that can be shown or hidden.
type layer struct {
	Key, Name string
	N         int
	On        bool
}

// reportPage shows the report's own text with the words of every finding lit. The address can name the layers to show.
func reportPage(ctx context.Context, rq *request) (page, error) {
	r, err := rq.report(rq.name("id"))
	if err != nil {
		return page{}, err
	}
	t, err := rq.text(ctx, r.ID)
	if err != nil {
		return page{}, err
	}
	m := reportModel{Row: rq.reportRow(r), Meta: r.Meta, Names: r.Names, Noise: len(r.Noise), Fixes: r.Repairs, Entry: *r,
		Lang: languageTag(r.Meta.Language)}
	m.Raw = m.Row.Report.Href + "/raw"
	m.Shows = rq.layers(r)
	marks, cards := rq.lit(r, m.Shows)
	m.Paras, m.Lost = paragraphs(t, marks, cards)
	for i := range rq.rec.Reports {
		if rq.rec.Reports[i].CopyOf == r.ID {
			m.Copy = append(m.Copy, rq.ref(&rq.rec.Reports[i]))
		}
	}
	rq.versions(ctx, &m, r)
	title := m.Row.Report.Headline
	if title == "" {
		title = m.Row.Report.Label()
	}
	return page{Name: "report", Title: line(title), Body: m, Style: m.Row.Report.Href + "/marks.css?v=" + rq.tag}, nil
}

// layers are the kinds of finding, with which of them the address asks for: all where it names none.
func (rq *request) layers(r *parley.ReportEntry) []layer {
	papers := 0
	for _, i := range rq.rec.Instruments {
		for _, m := range i.Mentions {
			if m.Report == r.ID {
				papers++
			}
		}
	}
	out := []layer{{"statements", "Statements", len(r.Statements), false}, {"events", "Events", len(r.Events), false},
		{"figures", "Figures", len(r.Figures), false}, {"instruments", "Instruments named", papers, false}}
	want := rq.q["show"]
	for i := range out {
		out[i].On = len(want) == 0 || contains(want, out[i].Key)
	}
	return out
}

// lit is the marks and the cards of the findings in r that are to be shown.
func (rq *request) lit(r *parley.ReportEntry, show []layer) (marks []mark, cards []card) {
	if show[0].On {
		for i := range r.Statements {
			s := &r.Statements[i]
			row := rq.row(r, s)
			marks = append(marks, statementMarks(s)...)
			cards = append(cards, card{ID: s.ID, Kind: "statement", Statement: &row, at: first(s.Content)})
		}
	}
	if show[1].On {
		for i := range r.Events {
			e := &r.Events[i]
			row := rq.eventRow(r, e)
			marks = append(marks, eventMarks(e)...)
			cards = append(cards, card{ID: e.ID, Kind: "event", Event: &row, at: first(e.Evidence)})
		}
	}
	if show[2].On {
		for i := range r.Figures {
			f := &r.Figures[i]
			row := rq.figureRow(r, f)
			marks = append(marks, mark{Span: f.Passage.Span, ID: f.ID, Kind: "figure", Main: true})
			cards = append(cards, card{ID: f.ID, Kind: "figure", Figure: &row, at: f.Passage.Span})
		}
	}
	if show[3].On {
		marks = append(marks, rq.paperMarks(r.ID)...)
	}
	return marks, cards
}

func first(ps []parley.Passage) parley.Span {
	if len(ps) == 0 {
		return parley.Span{}
	}
	return ps[0].Span
}

var blockNames = map[text.BlockKind]string{
	text.Body: "body", text.Headline: "headline", text.Subhead: "subhead", text.Stamp: "stamp", text.Noise: "noise",
}

// paragraphs lays the text out: blocks of one paragraph together, each card beside the paragraph in which its words
// begin. Blocks that overlap or leave the text are cut back to what is left, so that no byte is shown twice.
func paragraphs(t *text.Text, marks []mark, cards []card) (out []para, lost []card) {
	at, number := 0, -1
	for _, b := range t.Blocks {
		s := snap(t.Content, parley.Span{Start: max(at, b.Span.Start), End: b.Span.End})
		if s.Start < at || s.Empty() {
			continue
		}
		at = s.End
		seg := segment{Kind: blockNames[b.Kind], Noise: string(b.Noise), Span: s}
		if n := len(out); n == 0 || b.Paragraph != number {
			out = append(out, para{Kind: seg.Kind})
		} else if out[n-1].Kind == "noise" {
			out[n-1].Kind = seg.Kind
		}
		number = b.Paragraph
		p := &out[len(out)-1]
		p.Parts = append(p.Parts, seg)
	}
	light(t.Content, out, marks)
	for _, c := range cards {
		if i := holding(out, c.at); i >= 0 {
			c.Spot = true
			out[i].Cards = append(out[i].Cards, c)
		} else {
			lost = append(lost, c)
		}
	}
	return out, lost
}

// light splits every part of the paragraphs into runs. Marks are handed to the parts they touch, in one pass.
func light(content string, ps []para, marks []mark) {
	var parts []*segment
	for i := range ps {
		for j := range ps[i].Parts {
			parts = append(parts, &ps[i].Parts[j])
		}
	}
	per := make([][]mark, len(parts))
	for _, m := range marks {
		lo, hi := 0, len(parts)
		for lo < hi { // the first part that ends after the mark begins
			if mid := (lo + hi) / 2; parts[mid].Span.End <= m.Span.Start {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		for ; lo < len(parts) && parts[lo].Span.Start < m.Span.End; lo++ {
			per[lo] = append(per[lo], m)
		}
	}
	for i, p := range parts {
		p.Runs = split(content, p.Span, per[i])
	}
}

// holding is the paragraph in which s begins, -1 where none holds it.
func holding(ps []para, s parley.Span) int {
	for i := range ps {
		for _, g := range ps[i].Parts {
			if g.Span.Start <= s.Start && s.Start < g.Span.End {
				return i
			}
		}
	}
	return -1
}

// language is what a lang attribute may hold: a language, with script or region.
var language = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)

func languageTag(s string) string {
	if language.MatchString(s) {
		return s
	}
	return ""
}

// safeID is an id that can stand in a selector as it is.
var safeID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,63}$`)

// marksCSS is the style sheet that lights words and card of the finding at whose card or words the address points. It depends on
// nothing but the ids of the report's findings and where it tells of papers.
func (s *server) marksCSS(w http.ResponseWriter, r *http.Request) {
	x, e, ok := s.reportAt(w, r)
	if !ok {
		return
	}
	if answered(w, r, `"`+x.tag+s.site+`"`) {
		return
	}
	var b strings.Builder
	rule := func(id string) {
		if safeID.MatchString(id) {
			fmt.Fprintf(&b, ".reader:has(#%[1]s:target,#w-%[1]s:target) mark[data-ids~=%[1]s]{background:var(--target);color:var(--target-ink)}\n"+
				".reader:has(#w-%[1]s:target) #%[1]s{outline:3px solid var(--target);box-shadow:0 0 0 4px var(--ink)}\n", id)
		}
	}
	for _, f := range e.Statements {
		rule(f.ID)
	}
	for _, f := range e.Events {
		rule(f.ID)
	}
	for _, f := range e.Figures {
		rule(f.ID)
	}
	for _, m := range x.paperMarks(e.ID) {
		rule(m.ID)
	}
	w.Header().Set("Content-Type", "text/css; charset=utf-8")
	_, _ = w.Write([]byte(b.String()))
}
