package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"sort"
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
	Apart apart              `json:"-"`
	Fixes []parley.Repair    `json:"repairs,omitempty"`
	Paras []para             `json:"paragraphs"`
	Texts []chunk            `json:"-"` // the paragraphs, furniture at the head folded
	Lost  []card             `json:"-"` // cards whose words stand in no paragraph
	Entry parley.ReportEntry `json:"findings"`
	Shows []layer            `json:"-"`
	Desk  bool               `json:"-"`
	Add   string             `json:"-"` // address of the page on which findings are added
	Here  string             `json:"original,omitempty"`
	Taken []logRow           `json:"taken_out,omitempty"` // what people took out of the record
	At    *pointed           `json:"at,omitempty"`
}

// A pointed is the words that a permanent address names, with the findings that stand on them.
type pointed struct {
	Raw      parley.RawSpan `json:"raw"`
	Words    string         `json:"words"`
	Findings []string       `json:"findings,omitempty"`
	Lit      bool           `json:"-"` // the words stand in the text
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
	ID         string
	Kind       string // statement, event or figure
	Statement  *statementRow
	Event      *eventRow
	Figure     *figureRow
	Spot       bool // its words stand in the text
	Provenance provenance
	Link       string   // permanent address of its words
	Original   string   // its words where they were published
	Base       string   // address of the report on a page that is not its own
	Desk       string   // address of the page that corrects it
	Form       *cardAsk // accept and reject, nil where pages can only be read
	Prev       string   // ids of the findings before and after it, by the place of their words
	Next       string
	at         parley.Span
}

// A cardAsk is the short form on a card.
type cardAsk struct{ Seen int64 }

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
	m.Apart = apartOf(r)
	m.Raw = m.Row.Report.Href + "/raw"
	m.Shows = rq.layers(r)
	marks, cards := rq.lit(r, m.Shows)
	m.Desk, m.Add, m.Here = rq.desk, m.Row.Report.Href+"/add", original(r.Meta.URL, "")
	m.Taken = rq.takenOut(r.ID)
	if m.At, err = rq.pointed(t, cards); err != nil {
		return page{}, err
	} else if m.At != nil && m.At.Lit {
		marks = append(marks, mark{Span: t.Align.Clean(m.At.Raw), Kind: "at", Main: true})
	}
	m.Paras, m.Lost = paragraphs(t, marks, chain(cards))
	m.Texts = foldedHead(m.Paras)
	for _, id := range rq.copied[r.ID] {
		m.Copy = append(m.Copy, rq.in(id))
	}
	rq.versions(ctx, &m, r)
	title := m.Row.Report.Headline
	if title == "" {
		title = m.Row.Report.Label()
	}
	return page{Name: "report", Title: line(title), Body: m, Style: m.Row.Report.Href + "/marks.css?v=" + rq.tag}, nil
}

// An apart is what the page of a report sets apart from the article: notices of corrections, entries of a live blog, readers' comments.
type apart struct {
	Corrections []parley.Passage
	Noticed     bool // one of them is the notice that this is a later version
	Entries     []parley.Entry
	More        int // entries that are not listed
	Comments    int // pieces
}

// mostEntries is how many entries of a live blog are listed.
const mostEntries = 100

func apartOf(r *parley.ReportEntry) apart {
	out := apart{Corrections: r.Meta.Corrections, Entries: r.Meta.Entries}
	if v := r.Meta.Revised; v != nil {
		out.Noticed = slices.ContainsFunc(out.Corrections, func(p parley.Passage) bool { return p.Raw.Overlaps(v.Passage.Raw) })
	}
	if n := len(out.Entries); n > mostEntries {
		out.Entries, out.More = out.Entries[:mostEntries], n-mostEntries
	}
	for _, n := range r.Noise {
		if n.Kind == parley.Comment {
			out.Comments++
		}
	}
	return out
}

// layers are the kinds of finding, with which of them the address asks for: all where it names none.
func (rq *request) layers(r *parley.ReportEntry) []layer {
	papers := 0
	for _, at := range rq.toldOf()[r.ID] {
		if at.part == partMention {
			papers++
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
			marks = append(marks, statementMarks(s)...)
			cards = append(cards, rq.asked(rq.card(found{report: r, layer: parley.LayerStatement, basis: s.Basis, statement: s}), r.ID))
		}
	}
	if show[1].On {
		for i := range r.Events {
			e := &r.Events[i]
			marks = append(marks, eventMarks(e)...)
			cards = append(cards, rq.asked(rq.card(found{report: r, layer: parley.LayerEvent, basis: e.Basis, event: e}), r.ID))
		}
	}
	if show[2].On {
		for i := range r.Figures {
			f := &r.Figures[i]
			marks = append(marks, mark{Span: f.Passage.Span, ID: f.ID, Kind: "figure", Main: true})
			cards = append(cards, rq.asked(rq.card(found{report: r, layer: parley.LayerFigure, basis: f.Basis, figure: f}), r.ID))
		}
	}
	if show[3].On {
		marks = append(marks, rq.paperMarks(r.ID)...)
	}
	return marks, cards
}

// asked is a card with its short form, where the reader may decide.
func (rq *request) asked(c card, r parley.ReportID) card {
	if rq.desk {
		c.Form = &cardAsk{rq.log.seen(parley.Decision{Kind: parley.DecideAccept, Report: r, Finding: c.ID})}
	}
	return c
}

// chain puts cards in the order of their words, and names before and after each the one that stands there.
func chain(cards []card) []card {
	sort.SliceStable(cards, func(i, j int) bool { return cards[i].at.Start < cards[j].at.Start })
	for i := range cards {
		if i > 0 {
			cards[i].Prev = cards[i-1].ID
		}
		if i+1 < len(cards) {
			cards[i].Next = cards[i+1].ID
		}
	}
	return cards
}

// pointed reads the bytes of the file that the address names, nil where it names none.
func (rq *request) pointed(t *text.Text, cards []card) (*pointed, error) {
	v := rq.q.Get("at")
	if v == "" {
		return nil, nil
	}
	raw, ok := rawSpan(v)
	if !ok {
		return nil, parley.Errorf(parley.Invalid, "address", "at must be two numbers of bytes in the file, such as 120-180")
	}
	p := &pointed{Raw: raw}
	s := snap(t.Content, t.Align.Clean(raw))
	if s.Empty() {
		return p, nil
	}
	p.Lit, p.Words = true, t.Content[s.Start:s.End]
	for _, c := range cards {
		if c.at.Overlaps(s) {
			p.Findings = append(p.Findings, c.ID)
		}
	}
	return p, nil
}

// takenOut lists what people took out of a report, the latest first.
func (rq *request) takenOut(r parley.ReportID) []logRow {
	var out []logRow
	for i := range rq.rec.Decisions {
		if d := &rq.rec.Decisions[len(rq.rec.Decisions)-1-i]; d.Kind == parley.DecideReject && d.Report == r && d.State == parley.InForce {
			out = append(out, rq.logRow(d))
		}
	}
	return rq.undoable(out)
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
	lightParts(content, parts, marks)
}

// lightParts splits parts, which are in the order of the text, into runs.
func lightParts(content string, parts []*segment, marks []mark) {
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
