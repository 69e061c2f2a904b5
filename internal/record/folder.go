package record

import (
	"maps"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// A Folder folds the record of one dossier again and again as reports come, are corrected and go. Its Record is, byte for byte, that of Fold over the same
// findings; it compares only what is new or changed with what it may have to do with. A Folder serves one goroutine at a time.
type Folder struct {
	reader   string
	least    float64
	config   *parley.Configuration
	register *register // of config, nil for none
	crowd    int
	sheets   map[parley.ReportID]*sheet
	ids      []parley.ReportID   // sorted
	made     int64               // how many sheets were made
	words    tally               // of statements
	abouts   tally               // of the sentences around figures
	bound    int                 // how many rare words two figures had to share in the last fold
	named    map[string][]string // content words of names, as they were asked for

	texts *copies.Index // of the reports, for finding copies

	drafts, statements, opposites, events, statuses, figures, rivals, denials, days, doers, charges, sequels, changes *table[string]
}

// NewFolder is a folder without reports, for findings of that version of the reader. Statements that are less sure than least are left out, but for those
// that a person accepted.
func NewFolder(reader string, least float64) *Folder {
	k := newFolder(crowd)
	k.reader, k.least = reader, least
	return k
}

// wordsOf is the content words of a name; they must not be changed.
func (k *Folder) wordsOf(name string) []string {
	w, ok := k.named[name]
	if !ok {
		if k.named == nil {
			k.named = map[string][]string{}
		}
		w = content(name)
		k.named[name] = w
	}
	return w
}

// Record is the record of the reports that are there now, with their file names and what people decided, in the order of Seq. Later folds change nothing in
// it, but share parts with it: it must not be changed. The decisions in lost, by their Seq, are those whose words the text has no longer, with the reason.
func (k *Folder) Record(names map[parley.ReportID][]string, decisions []parley.Decision, lost map[int64]string) *parley.Record {
	return k.fold(Input{Reader: k.reader, Names: names, Decisions: decisions, Lost: lost, Least: k.least})
}

// Locals maps the local ids of a report's entities and instruments to their ids in the last record.
func (k *Folder) Locals(id parley.ReportID) map[string]string {
	s := k.sheets[id]
	if s == nil {
		return nil
	}
	out := maps.Clone(s.ents)
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, s.insts)
	return out
}

func newFolder(crowd int) *Folder {
	k := &Folder{crowd: crowd, texts: copies.New(crowd), sheets: map[parley.ReportID]*sheet{}, words: newTally(), abouts: newTally()}
	k.reset()
	return k
}

// reset forgets all comparisons.
func (k *Folder) reset() {
	k.drafts = newTable[string](1, k.crowd)
	k.statements, k.opposites, k.denials = newTable[string](2, k.crowd), newTable[string](2, k.crowd), newTable[string](2, k.crowd)
	k.events, k.statuses, k.days = newTable[string](1, k.crowd), newTable[string](1, k.crowd), newTable[string](1, k.crowd)
	k.changes = newTable[string](1, k.crowd)
	k.doers, k.charges, k.sequels = newTable[string](2, k.crowd), newTable[string](2, k.crowd), newTable[string](1, k.crowd)
	k.figures, k.rivals = newTable[string](2, k.crowd), newTable[string](2, k.crowd)
}

// A sheet is what the fold knows of one report on its own, and what it made of it the last time.
type sheet struct {
	num       int64
	at        int // number of the report in this fold
	raw       *parley.Findings
	text      *copies.Text
	decided   string           // what people decided of it, how sure its statements must be, and whether a later version replaced it
	eff       *parley.Findings // raw as people edited it, without what was rejected or is not sure
	pins      []pin            // entities and papers of eff that people say are those of other reports
	anchors   []anchor         // of raw, once a decision asked for them
	located   map[string][2]string
	statement []item
	event     []item
	figure    []item
	dated     []item
	called    []calling // what its narration calls its entities
	locals    []*spelling
	papers    []paper           // as in the last fold
	ents      map[string]string // as in the last fold: local entity id to record id
	insts     map[string]string // likewise of its papers
	stmtAt    map[string]int    // statement id to its place
	itemAt    map[string]int    // statement id to its place among all, in this fold
	names     [][]string        // content words of the names of its papers
	context   []string          // ids and parties of its entities, ids of its papers
	entry     parley.ReportEntry
	changed   bool // in this fold
}

// Put adds the findings of a report, or puts them in the place of what was there. They must not be changed afterwards.
func (k *Folder) Put(f parley.Findings) {
	if s := k.sheets[f.Report]; s != nil {
		k.weigh(s, -1)
	} else {
		at, _ := slices.BinarySearch(k.ids, f.Report)
		k.ids = slices.Insert(k.ids, at, f.Report)
	}
	k.made++
	s := &sheet{num: k.made, raw: &f, text: copies.NewText(f.Runs)}
	k.sheets[f.Report] = s
	k.texts.Put(indexID(f.Report), s.text)
}

// Remove takes a report out of the record.
func (k *Folder) Remove(id parley.ReportID) {
	s := k.sheets[id]
	if s == nil {
		return
	}
	k.weigh(s, -1)
	k.texts.Remove(indexID(id))
	delete(k.sheets, id)
	at, _ := slices.BinarySearch(k.ids, id)
	k.ids = slices.Delete(k.ids, at, at+1)
}

// Has reports whether the folder has a report.
func (k *Folder) Has(id parley.ReportID) bool { return k.sheets[id] != nil }

// Reports lists the reports by id. The list must not be changed.
func (k *Folder) Reports() []parley.ReportID { return k.ids }

// weigh adds the words of a sheet to the tallies, or takes them out.
func (k *Folder) weigh(s *sheet, by int) {
	for _, it := range s.statement {
		k.words.add(it.words, by)
	}
	for _, it := range s.figure {
		k.abouts.add(it.about, by)
	}
}

// read makes the parts of a sheet that hang on nothing but its findings, what people decided of them, and whether a later version replaced the report.
func (k *Folder) read(s *sheet, v *verdict, least float64, replaced bool) {
	sig := signature(v, least, replaced)
	if s.eff != nil && s.decided == sig {
		return
	}
	if s.eff != nil { // another sheet from here on
		k.weigh(s, -1)
		k.made++
		*s = sheet{num: k.made, raw: s.raw, text: s.text, anchors: s.anchors, located: s.located}
	}
	c := *s.raw
	s.eff, s.decided = &c, sig
	if replaced {
		*s.eff = parley.Findings{Report: c.Report, Reader: c.Reader, Meta: c.Meta, Noise: c.Noise, Repairs: c.Repairs, Runs: c.Runs, Words: c.Words}
	} else {
		k.register.part(s.eff)
		s.pins = v.apply(s.eff)
		if gone := v.left(s.eff, least); len(gone) > 0 {
			dropFindings(s.eff, gone)
		}
	}
	place := map[string]int{}
	pinned := k.register.pinnings(s.eff)
	for i := range s.eff.Entities {
		s.locals = append(s.locals, newSpelling(&s.eff.Entities[i]))
		if s.locals[i].pinning = (pinning{entry: -1}); pinned != nil {
			s.locals[i].pinning = pinned[i]
		}
		if id := s.eff.Entities[i].ID; id != "" {
			if _, ok := place[id]; !ok {
				place[id] = i
			}
		}
	}
	for _, l := range s.locals {
		if at, ok := place[l.e.Side]; ok {
			l.side = at
		}
	}
	for i := range s.eff.Statements {
		s.statement = append(s.statement, statementItem(&s.eff.Statements[i]))
	}
	for i := range s.eff.Events {
		s.event = append(s.event, eventItem(&s.eff.Events[i]))
	}
	for i := range s.eff.Figures {
		s.figure = append(s.figure, figureItem(&s.eff.Figures[i]))
	}
	for i := range s.eff.Dated {
		s.dated = append(s.dated, datedItem(&s.eff.Dated[i]))
	}
	s.called = callings(s.eff)
	for _, list := range [][]item{s.statement, s.event, s.figure} {
		for i := range list {
			list[i].sheet, list[i].place = s, i
		}
	}
	for i := range s.eff.Instruments {
		s.names = append(s.names, content(s.eff.Instruments[i].Name))
	}
	k.weigh(s, +1)
}

// Layers of findings, for numbering them.
const (
	statementLayer = iota
	eventLayer
	figureLayer
	paperLayer
)

// number is the number of a finding that stays from fold to fold.
func (s *sheet) number(layer, place int) int64 { return s.num<<27 | int64(layer)<<24 | int64(place) }

func (it *item) number() int64 {
	switch {
	case it.st != nil:
		return it.sheet.number(statementLayer, it.place)
	case it.ev != nil:
		return it.sheet.number(eventLayer, it.place)
	}
	return it.sheet.number(figureLayer, it.place)
}

// A tally counts in how many findings words stand, and knows which words became rare or common since it was last asked.
type tally struct {
	df     map[string]int
	was    map[string]int // counts of the words that were touched, before
	n      int            // findings
	common int            // from how many on a word is common
	turned map[string]bool
}

func newTally() tally { return tally{df: map[string]int{}, was: map[string]int{}} }

func (t *tally) add(words []string, by int) {
	t.n += by
	for _, w := range words {
		n := t.df[w]
		if _, ok := t.was[w]; !ok {
			t.was[w] = n
		}
		if n += by; n == 0 {
			delete(t.df, w)
		} else {
			t.df[w] = n
		}
	}
}

// settle sets the bound of rare words and notes which words crossed it.
func (t *tally) settle(common int) {
	t.turned = map[string]bool{}
	if common != t.common {
		for w, n := range t.df {
			before, ok := t.was[w]
			if !ok {
				before = n
			}
			if before <= t.common != (n <= common) {
				t.turned[w] = true
			}
		}
	} else {
		for w, before := range t.was {
			if before <= common != (t.df[w] <= common) {
				t.turned[w] = true
			}
		}
	}
	t.common = common
	clear(t.was)
}

// anyTurned reports whether one of the words became rare or common.
func (t *tally) anyTurned(words []string) bool {
	if len(t.turned) == 0 {
		return false
	}
	for _, w := range words {
		if t.turned[w] {
			return true
		}
	}
	return false
}

// rounded is n without all but its first four binary digits: bounds that hang on the size of the dossier move in steps, so that one more report seldom
// moves them.
func rounded(n int) int {
	low := 0
	for n>>low >= 16 {
		low++
	}
	return n >> low << low
}

// inContext notes what the comparisons of a report's findings look at beside its own words, and reports whether it is another than in the last fold.
func (f *fold) inContext(i int, s *sheet) (other bool) {
	n := 0
	note := func(v string) {
		switch {
		case n == len(s.context):
			s.context = append(s.context, v)
			other = true
		case s.context[n] != v:
			s.context[n] = v
			other = true
		}
		n++
	}
	for _, l := range s.locals {
		id := f.ents[i][l.e.ID]
		note(id)
		note(f.party(id))
	}
	for j := range s.eff.Instruments {
		note(f.insts[i][s.eff.Instruments[j].ID])
	}
	return other
}

// joined is the text of passages for comparing.
func joined(ps []parley.Passage) string {
	text := make([]string, 0, len(ps))
	for _, p := range ps {
		text = append(text, p.Text)
	}
	return strings.Join(text, " ")
}
