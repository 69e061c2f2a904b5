package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/query"
	"github.com/parley-press/parley/internal/search"
)

// A hit is a line of `parley search --json`.
type hit struct {
	Kind    string          `json:"kind"`
	Finding string          `json:"finding,omitempty"`
	File    string          `json:"file"`
	Report  parley.ReportID `json:"report"`
	Outlet  string          `json:"outlet,omitempty"`
	Day     parley.Date     `json:"day,omitzero"`
	Who     []string        `json:"who,omitempty"`
	Act     parley.Act      `json:"act,omitempty"`
	Type    string          `json:"type,omitempty"`
	Status  parley.Status   `json:"status,omitempty"`
	Span    parley.Span     `json:"span"`
	Text    string          `json:"text"`
	Weight  float64         `json:"weight,omitempty"`
}

// hits is what `parley search --json` writes.
type hits struct {
	Query string `json:"query"` // as it was understood
	Found int    `json:"found"`
	More  bool   `json:"more,omitempty"`
	Hits  []hit  `json:"hits"`
}

func newSearch(a *app) *cobra.Command {
	var db, by string
	var limit int
	cmd := &cobra.Command{
		Use:   "search QUERY",
		Short: "Find words in reports and findings",
		Long: `Search finds passages: statements, events, figures, and the text of the reports themselves. Case and accents do not count.

A query is words, all of which must be there; "words in quotation marks" stand one after the other; withdr* is the beginning of a word; -word must not be there; OR stands between what may be there; brackets hold parts together. Fields narrow it: ` + fieldList() + `. Put a query with quotation marks or a minus in single quotes, so that the shell leaves it as it is.

Best matches come first: more of the words, rarer ones, shorter passages; of equal ones statements, then the latest. --sort date gives the latest day first.`,
		Example: `  parley search truce --db talks.db
  parley search 'withdr* who:roe OR who:vessia' --db talks.db
  parley search 'act:deny date:2031-05..2031-06 conf:>0.8' --db talks.db --sort date
  parley search 'in:events type:ceasefire status:planned' --db talks.db --json`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("what to look for is missing")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if by != "relevance" && by != "date" {
				return usagef("--sort is relevance or date, not %q", by)
			}
			if limit < 1 {
				return usagef("--limit is 1 or more")
			}
			n, err := query.Parse(strings.Join(args, " "))
			if err != nil {
				return usagef("%s", err)
			}
			return a.search(cmd.Context(), db, n, by == "date", limit)
		},
	}
	f := cmd.Flags()
	f.StringVarP(&db, "db", "d", defaultDB, "the database")
	_ = cmd.MarkFlagFilename("db", "db")
	f.StringVar(&by, "sort", "relevance", "relevance or date")
	f.IntVar(&limit, "limit", 20, "most passages printed")
	a.leastFlag(f)
	a.asOfFlag(f)
	return cmd
}

func fieldList() string {
	out := make([]string, len(query.Fields))
	for i, f := range query.Fields {
		out[i] = string(f) + ":"
	}
	return strings.Join(out, " ")
}

// search prints what a query finds.
func (a *app) search(ctx context.Context, db string, n query.Node, byDay bool, limit int) error {
	return a.withRecord(ctx, db, func(d *dossier, rec *parley.Record) error {
		if err := a.warnUnplaced(ctx, d); err != nil {
			return err
		}
		res, err := search.NewView(rec).Search(ctx, d, search.Ask{Query: n, ByDay: byDay})
		if err != nil {
			return err
		}
		shown := res.Items[:min(limit, len(res.Items))]
		if err := search.Fill(ctx, d, shown); err != nil {
			return err
		}
		v := shownAs(rec, db)
		if a.json {
			out := hits{Query: n.String(), Found: len(res.Items), More: res.More, Hits: []hit{}}
			for i := range shown {
				out.Hits = append(out.Hits, v.hit(&shown[i]))
			}
			return a.writeJSON(out)
		}
		p := a.page()
		for i := range shown {
			p.hit(v, n, &shown[i])
		}
		p.foundLine(len(res.Items), len(shown), res.More)
		return outputError(p.err)
	})
}

func shownAs(rec *parley.Record, path string) shown {
	return shown{cast: newCast(rec), rec: rec, path: path}
}

// warnUnplaced says that there are reports that cannot be found yet.
func (a *app) warnUnplaced(ctx context.Context, d *dossier) error {
	n, err := d.Unplaced(ctx)
	if n > 0 {
		a.talk("%s not in the index of words yet; `parley build -o %s` puts %s there", count(n, "report is", "reports are"), d.path, "what is missing")
	}
	return err
}

// hit is one passage as data.
func (v shown) hit(it *search.Item) hit {
	h := hit{Kind: it.Kind, Finding: it.ID, File: it.Report.File, Report: it.Report.ID, Outlet: it.Report.Meta.Outlet.Name, Day: it.Day, Span: it.Span, Text: it.Text, Weight: it.Weight}
	for _, id := range it.Who {
		h.Who = append(h.Who, v.name(id))
	}
	if it.Statement != nil {
		h.Act = it.Statement.Act
	}
	if it.Event != nil {
		h.Type, h.Status = string(it.Event.Type), it.Event.Status
	}
	return h
}

// hit prints one passage: the day beside who says it, then the words.
func (p *page) hit(v shown, n query.Node, it *search.Item) {
	what := it.Kind
	switch {
	case it.Statement != nil:
		what = strings.TrimSpace(strings.Join([]string{orElse(v.who(it.Statement.Source), "not named"), string(it.Statement.Act)}, ": "))
	case it.Event != nil:
		what = string(it.Event.Type) + ", " + string(it.Event.Status)
	}
	p.dated(it.Day.String(), indentDate, what+" "+brackets(at(it.Report.File, it.ID)), bold)
	p.wrap("", indentDate, p.lit(n, plain(nearby(n, it.Text))), "")
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// nearby is a passage, of a long one the part with the words that were looked for.
func nearby(n query.Node, s string) string {
	const most = 300
	if len(s) <= most {
		return s
	}
	from := 0
	if m := n.Marks(s); len(m) > 0 {
		from = max(0, min(m[0][0]-most/3, len(s)-most))
	}
	cut := s[from:min(len(s), from+most)]
	if i := strings.IndexByte(cut, ' '); from > 0 && i >= 0 {
		cut = "… " + cut[i+1:]
	}
	if i := strings.LastIndexByte(cut, ' '); from+most < len(s) && i > 0 {
		cut = cut[:i] + " …"
	}
	return strings.ToValidUTF8(cut, "")
}

// lit sets the words that were looked for in bold, where there are colours.
func (p *page) lit(n query.Node, s string) string {
	if !p.color {
		return s
	}
	var b strings.Builder
	last := 0
	for _, m := range n.Marks(s) {
		b.WriteString(s[last:m[0]] + p.in(bold, s[m[0]:m[1]]))
		last = m[1]
	}
	return b.String() + s[last:]
}

// foundLine says how much was found.
func (p *page) foundLine(found, printed int, more bool) {
	switch {
	case found == 0:
		p.line("Nothing was found.")
	case more:
		p.line("")
		p.wrap("", 0, "More fits than can be weighed: "+count(printed, "passage", "passages")+" of the latest days, the latest first. Add words to narrow it.", dim)
	case printed < found:
		p.line("")
		p.wrap("", 0, count(printed, "passage", "passages")+" of "+group(strconv.Itoa(found))+"; --limit shows more.", dim)
	}
}
