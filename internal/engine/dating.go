package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
)

// Reports that do not say when they came out are dated by those that do. An undated report often tells a day as past by its name alone ("on Saturday"); where
// dated reports of the dossier tell the same of a day that was a Saturday, that is the day meant, and news names days so within the week: the report came out
// on that day or the next. What is found is written into the log as told by the dossier, gives way to all that anybody says of the report, and is looked at anew when reports come.

// dossierPart is the name under which the log keeps what the dossier tells. It sorts behind names of files.
const dossierPart = "~dossier"

const (
	// manyReports is how many reports a dossier may have for all of them to be looked through for what dates one; in a larger one those of the same build are.
	manyReports = 5000
	// linkShared and linkShare are how many words a sentence of an undated report must share with what a dated one tells of a day, and which share of the words
	// of the shorter of the two; linkWeight is how rare these must be together (see alike).
	linkShared, linkShare, linkWeight = 3, 0.3, 2.0
	// linkLeast is what a word counts at the least, that all reports have.
	linkLeast = 0.3
	// linkAlone + linkMore·ln(reports) is how rare the words must be of the only sentence that another tells the same of: in a larger dossier more is alike by
	// chance.
	linkAlone, linkMore = 2.0, 0.75
)

// datable is an undated report that tells a day by its name.
type datable struct {
	id    parley.ReportID
	named []parley.NamedDay
}

// dateUndated dates reports by others of the dossier, after what was read in this build, and reads those anew. It does nothing where all reports say when they
// came out.
func (b *builder) dateUndated(ctx context.Context) error {
	if len(b.fresh) == 0 {
		return nil
	}
	said, err := b.dossierSaid(ctx)
	if err != nil || len(b.undated) == 0 && len(said) == 0 {
		return err
	}
	news, undated, err := b.tidingsOfAll(ctx, said)
	if err != nil {
		return err
	}
	told := false
	for _, u := range undated {
		now := news.date(u.named)
		if before, ok := said[u.id]; ok && before == now {
			continue
		}
		d := parley.Decision{At: b.cfg.Now(), Kind: parley.DecideTold, Report: u.id, Finding: dossierPart, Value: store.EncodeGiven(storableGiven(now))}
		if _, err := b.cfg.Store.Decide(ctx, d); err != nil {
			return err
		}
		told = told || now != said[u.id]
	}
	if !told {
		return nil
	}
	read := b.sum.Read
	err = b.readPending(ctx)
	b.sum.Read = read // the same reports
	return err
}

// tidingsOfAll is what the dated reports of the dossier tell of single days, and the reports that do not say when they came out; of a large dossier only what was
// read in this build, and the undated that were looked at before.
func (b *builder) tidingsOfAll(ctx context.Context, said map[parley.ReportID]parley.Given) (*almanac, []datable, error) {
	given, err := store.GivenOf(ctx, b.cfg.Store)
	if err != nil {
		return nil, nil, err
	}
	var entries []store.Entry
	for en, err := range b.cfg.Store.Entries(ctx) {
		if err != nil {
			return nil, nil, err
		}
		entries = append(entries, en)
	}
	news, undated := newAlmanac(), []datable{}
	for _, en := range entries {
		_, asked := said[en.ID]
		if len(entries) > manyReports && !asked && !b.fresh[en.ID] {
			continue
		}
		f, there, err := b.undossiered(ctx, b.reading(en, given))
		if err != nil {
			return nil, nil, err
		}
		if p := f.Meta.Published; there && !p.Value.Known() && len(p.Named) > 0 {
			undated = append(undated, datable{en.ID, p.Named})
			news.count(f)
		} else if there && p.Value.Known() {
			news.add(f, path.Base(en.Names[0]))
		}
	}
	return news, undated, nil
}

// undossiered is the findings of a report as it reads without what the dossier tells of it; false where it is set aside.
func (b *builder) undossiered(ctx context.Context, r store.Reading) (parley.Findings, bool, error) {
	if !r.Given.Inferred {
		f, err := b.cfg.Store.Findings(ctx, r)
		if parley.KindOf(err) == parley.NotFound {
			return f, false, nil
		}
		return f, err == nil, err
	}
	rep, err := b.Raw(ctx, r.Report)
	if err != nil {
		return parley.Findings{}, false, err
	}
	rep.Given = undatedBy(rep.Given)
	f, aside := b.cfg.Reader.Read(rep)
	return f, aside == nil, nil
}

// dossierSaid is what the log says that the dossier told of reports, the last line of each.
func (b *builder) dossierSaid(ctx context.Context) (map[parley.ReportID]parley.Given, error) {
	out := map[parley.ReportID]parley.Given{}
	for d, err := range b.cfg.Store.Decisions(ctx) {
		if err != nil {
			return nil, err
		}
		if d.Kind == parley.DecideTold && d.Finding == dossierPart {
			g, err := store.DecodeGiven(d.Value)
			if err != nil {
				return nil, err
			}
			out[d.Report] = g
		}
	}
	return out, nil
}

// undatedBy is what was given of a report without what the dossier told.
func undatedBy(g parley.Given) parley.Given {
	if g.Inferred {
		g.Published, g.PublishedBy, g.Inferred = 0, "", false
	}
	return g
}

// An almanac is what the dated reports of a dossier tell of single days.
type almanac struct {
	told    []tiding
	reports int            // dated ones
	held    map[string]int // in how many reports a word stands
}

// A tiding is what one report tells of one day, in words.
type tiding struct {
	day   parley.Date
	words []string
	file  string
}

func newAlmanac() *almanac { return &almanac{held: map[string]int{}} }

// count notes the words of a report.
func (a *almanac) count(f parley.Findings) {
	words := map[string]bool{}
	for _, t := range tidings(f) {
		for _, w := range t.words {
			words[w] = true
		}
	}
	for w := range words {
		a.held[w]++
	}
}

// add takes in a dated report, named file.
func (a *almanac) add(f parley.Findings, file string) {
	a.count(f)
	a.reports++
	for _, t := range tidings(f) {
		if t.day.Known() {
			t.file = file
			a.told = append(a.told, t)
		}
	}
}

// tidings is what a report tells, with its day where that is one.
func tidings(f parley.Findings) (out []tiding) {
	tell := func(when *parley.Interval, text string) {
		t := tiding{words: tellingWords(text)}
		if when != nil && when.From == when.To {
			t.day = when.From
		}
		out = append(out, t)
	}
	name := map[string]string{}
	for i := range f.Entities {
		name[f.Entities[i].ID] = f.Entities[i].Name
	}
	for i := range f.Statements {
		s := &f.Statements[i]
		text := ""
		if s.Source != nil {
			text = name[s.Source.Entity]
		}
		for _, c := range s.Content {
			text += " " + c.Text
		}
		tell(s.SaidOn, text)
	}
	for i := range f.Events {
		text := ""
		for _, e := range f.Events[i].Evidence {
			text += " " + e.Text
		}
		tell(f.Events[i].When, text)
	}
	for i := range f.Dated {
		tell(&f.Dated[i].When, f.Dated[i].Clause.Text)
	}
	return out
}

// tellingWords are the words of a text that may tell it from others, in small letters without a plural's s, each once, sorted. They are
// fewer than the content words of the fold, and not cut to stems: with those, of 28 reports dated on the same draws 6 were wrong, with these 1 of 24.
func tellingWords(text string) []string {
	var out []string
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if w = strings.TrimSuffix(w, "s"); len(w) >= 4 && !commonWords[w] {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var commonWords = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`said that this that have been were with from they their would will which after before about there over more than when into also
 other could some what where while monday tuesday wednesday thursday friday saturday sunday told says saying week people government`) {
		out[strings.TrimSuffix(w, "s")] = true
	}
	return out
}()

// date dates a report by the weekday that it names first, which is that of its news: each sentence with a weekday that others tell the same of gives the
// week, and so the day. It is the day that most of them give, where no other comes close.
func (a *almanac) date(named []parley.NamedDay) parley.Given {
	at := slices.IndexFunc(named, func(n parley.NamedDay) bool { return weekdayOf(n) >= 0 })
	if at < 0 {
		return parley.Given{}
	}
	news := weekdayOf(named[at])
	type reason struct {
		votes int
		best  float64 // of the links
		told  *tiding
	}
	reasons := map[parley.Date]*reason{}
	for _, n := range named[at:] {
		words, day := tellingWords(n.Sentence.Text), weekdayOf(n)
		voted := map[string]bool{} // reports that tell the same as this sentence
		for i := range a.told {
			t := &a.told[i]
			if day < 0 || int(t.day.Weekday()) != day {
				continue
			}
			w, ok := a.alike(words, t.words)
			if !ok {
				continue
			}
			d := t.day + parley.Date((news-day+7)%7)
			x := reasons[d]
			if x == nil {
				x = &reason{}
				reasons[d] = x
			}
			if key := t.file + d.String(); !voted[key] {
				voted[key] = true
				x.votes++
			}
			if w > x.best || w == x.best && t.file < x.told.file {
				x.best, x.told = w, t
			}
		}
	}
	days := slices.SortedFunc(maps.Keys(reasons), func(x, y parley.Date) int {
		return cmp.Or(cmp.Compare(reasons[y].votes, reasons[x].votes), cmp.Compare(reasons[y].best, reasons[x].best), cmp.Compare(x, y))
	})
	if len(days) == 0 || len(days) > 1 && reasons[days[1]].votes*2 > reasons[days[0]].votes {
		return parley.Given{}
	}
	d, why := days[0], reasons[days[0]]
	if why.votes < 2 && why.best < linkAlone+linkMore*math.Log(float64(a.reports)) {
		return parley.Given{}
	}
	return parley.Given{Published: d, Inferred: true, PublishedBy: fmt.Sprintf("%s is told as past by its name alone, in the week in which %s tells the same of %s", d.Weekday(), why.told.file, why.told.day)}
}

// weekdayOf is the weekday that a report names, -1 where it names another day.
func weekdayOf(n parley.NamedDay) int {
	k, ok := strings.CutPrefix(n.Value, "XXXX-WXX-")
	if !ok || len(k) != 1 {
		return -1
	}
	return int(k[0]-'0') % 7
}

// alike is how much a sentence and a tiding have in common, the sum over the words that they share of how rare each is in the dossier, in natural logarithms,
// and whether that is enough.
func (a *almanac) alike(sentence, words []string) (weight float64, ok bool) {
	shared := 0
	for _, w := range sentence {
		if _, ok := slices.BinarySearch(words, w); ok {
			shared++
			weight += max(linkLeast, math.Log(float64(a.reports+1)/float64(a.held[w])))
		}
	}
	part := float64(shared) / float64(min(len(sentence), len(words)))
	return weight, shared >= linkShared && part >= linkShare && weight >= linkWeight
}
