package record

import (
	"maps"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
)

// A Folder folds the record of one dossier again and again as reports come, are corrected and go. Its Record is, byte for byte, that of Fold over the same
// findings; it compares only what is new or changed with what it may have to do with, and keeps what it wrote of all else. A Folder serves one goroutine at
// a time.
type Folder struct {
	reader string
	least  float64
	crowd  int

	config   *parley.Configuration
	register *register // of config, nil for none

	sheets map[parley.ReportID]*sheet
	ids    []parley.ReportID // sorted, but for those that were put in since somebody asked
	gone   []*item           // findings that went since the last fold
	words  tally             // of statements
	abouts tally             // of the sentences around figures
	bound  int               // how many rare words two figures had to share in the last fold

	lexicon *lexicon // of the words of findings
	keys    *lexicon // of what else comparisons go by
	namings map[calledSo]*naming
	named   map[string][]string // content words of names, as they were asked for
	classes map[string]*class
	regroup bool       // whether there are other classes than in the last fold
	pinned  []pinnedTo // as in the last fold
	kins    []kin
	beings  roll[being]
	faces   map[string]*face      // by id
	instrs  map[*item]*instrument // of the last fold, by their first papers
	titles  map[string]*title     // by id

	matches, matched map[[2]*copies.Text]copies.Match // of possible versions, as they were asked for in this fold, and in the last
	copied           map[*sheet]*carried              // of the last fold, by their first reports
	told, before     map[*item]*group                 // groups of this fold, and of the last, by their first findings
	agencies         map[string]bool                  // folded names of those that reports credit, in the last fold

	sizes    [3]int // how many statements, events and figures there were
	clashes  roll[*clash]
	rules    map[string]string // of clashes
	days     roll[dayLine]
	stances  roll[parley.Position]
	promises roll[promise]

	worded map[wording]*item    // room for the work of distinct,
	seen   map[[2]uint64]*clash // and of settleConflicts

	texts  *copies.Index // of the reports, for finding copies
	tables [comparisons]*table
}

// The comparisons, each with a table of its own.
const (
	papers = iota
	statements
	opposites
	denials
	happenings
	statuses
	dates
	doers
	charges
	sequels
	reversals
	figures
	rivals
	blames
	refusals
	deeds
	stays
	comparisons
)

// keysToShare is how many keys a pair of each comparison must share.
var keysToShare = [comparisons]int{1, 2, 2, 2, 1, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1}

// byWords holds the comparisons whose keys are words of findings.
var byWords = [comparisons]bool{statements: true, opposites: true, denials: true, charges: true}

// sparing holds the comparisons of which a key is a star sooner, from that part of crowd on: keys of papers and of numbers fill up last where one story is told
// thousands of times, and then cost most; in the record of 2,597 reports of all the world's news hardly a conflict is another (docs/adr/0015-incremental-fold.md).
var sparing = [comparisons]int{papers: 4, figures: 2, rivals: 2}

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
	hits := new(hits)
	k := &Folder{crowd: crowd, texts: copies.New(crowd), sheets: map[parley.ReportID]*sheet{}, classes: map[string]*class{}, namings: map[calledSo]*naming{}, lexicon: newLexicon(), keys: newLexicon(), words: newTally(), abouts: newTally(),
		matches: map[[2]*copies.Text]copies.Match{}, matched: map[[2]*copies.Text]copies.Match{}, worded: map[wording]*item{}, told: map[*item]*group{}, before: map[*item]*group{}, seen: map[[2]uint64]*clash{}, rules: map[string]string{}}
	k.texts.Keep()
	for slot, least := range keysToShare {
		names := k.keys
		if byWords[slot] {
			names = k.lexicon
		}
		n := crowd
		if of := sparing[slot]; of > 0 {
			n = max(1, n/of)
		}
		k.tables[slot] = newTable(slot, least, n, names, hits)
	}
	k.tables[papers].order = true // which of two papers are joined first tells whether others are
	return k
}

// A sheet is what the fold knows of one report on its own, and what it made of it the last time.
type sheet struct {
	at        int   // number of the report in this fold, -1 before the first
	asText    int64 // orders by at as text,
	beforeBar int64 // and by at as text that a bar follows
	raw       *parley.Findings
	text      *copies.Text
	outlet    string               // folded name,
	address   string               // what tells its page from others,
	headline  string               // and its headline, for finding versions,
	told      map[string]bool      // and its figures, once they were asked for
	anchors   []anchor             // of raw, once a decision asked for them
	located   map[string][2]string // what decisions meant, and why nothing
	decided   string               // what people decided of it,
	least     float64              // how sure its statements had to be,
	replaced  bool                 // and whether a later version replaced it, when eff was made
	eff       *parley.Findings     // raw as people edited it, without what was rejected or is not sure
	published *parley.Interval     // the day of eff, nil where it is not known
	pins      []pin                // entities and papers of eff that people say are those of other reports
	statement []*item
	event     []*item
	figure    []*item
	dated     []*item
	paper     []*item
	called    []calling // what its narration calls its entities
	locals    []*spelling
	ents      map[string]string // as in the last fold: local entity id to record id
	insts     map[string]string // as in the last fold: local instrument id to record id
	entity    map[string]int    // id of an entity to its place
	stmtAt    map[string]int    // statement id to its place
	names     [][]string        // content words of the names of its papers

	file    string   // its name in the record,
	faces   []*face  // its entities and their parties,
	titles  []*title // and its papers: what the last fold wrote of it hangs on these
	changed bool     // one of them, in this fold
	origin  *sheet   // which report it is a copy of, else itself
	from    string   // who its words come from (see sources)
	moved   bool     // one of them, in this fold
	credits []string // folded names of the agencies that it credits, or through which its statements came
	quoted  []string // names of the bodies through which its statements came

	carries   []*group // that its findings stand in,
	regrouped bool     // whether these are others than in the last fold,
	onStory   []*sheet // the reports on one story with it,
	omits     []missing

	entry   parley.ReportEntry
	clashes []*clash // inside it
	lines   []*row[dayLine]
	stances []*row[parley.Position]
	due     []*row[promise]
}

// Put adds the findings of a report, or puts them in the place of what was there. They must not be changed afterwards.
func (k *Folder) Put(f parley.Findings) {
	if s := k.sheets[f.Report]; s != nil {
		k.clear(s)
	} else {
		k.ids = append(k.ids, f.Report)
	}
	s := &sheet{at: -1, raw: &f, text: copies.NewText(f.Runs), outlet: foldName(f.Meta.Outlet.Name), address: address(f.Meta.URL), headline: bareHeadline(&f.Meta)}
	k.sheets[f.Report] = s
	k.texts.Put(indexID(f.Report), s.text)
}

// Remove takes a report out of the record.
func (k *Folder) Remove(id parley.ReportID) {
	s := k.sheets[id]
	if s == nil {
		return
	}
	k.clear(s)
	k.texts.Remove(indexID(id))
	delete(k.sheets, id)
	at, _ := slices.BinarySearch(k.Reports(), id)
	k.ids = slices.Delete(k.ids, at, at+1)
}

// Has reports whether the folder has a report.
func (k *Folder) Has(id parley.ReportID) bool { return k.sheets[id] != nil }

// Reports lists the reports by id. The list must not be changed.
func (k *Folder) Reports() []parley.ReportID {
	if !slices.IsSorted(k.ids) {
		slices.Sort(k.ids)
	}
	return k.ids
}

// clear forgets what was made of a sheet.
func (k *Folder) clear(s *sheet) {
	k.weigh(s, -1)
	k.leave(s)
	for _, list := range s.lists() {
		k.gone = append(k.gone, list...)
	}
}

// lists are the findings of a sheet by layer.
func (s *sheet) lists() [layers][]*item {
	return [layers][]*item{s.statement, s.event, s.figure, s.dated, s.paper}
}

// weigh adds the words of a sheet to the tallies, or takes them out.
func (k *Folder) weigh(s *sheet, by int) {
	for _, it := range s.statement {
		k.words.add(it.ws, by)
	}
	for _, it := range s.figure {
		k.abouts.add(it.abouts, by)
	}
}

// read makes the parts of a sheet that hang on nothing but its findings, what people decided of them, and whether a later version replaced the report.
func (k *Folder) read(s *sheet, v *verdict, least float64, replaced bool) {
	sig := v.signature()
	if s.eff != nil && s.decided == sig && s.least == least && s.replaced == replaced {
		return
	}
	if s.eff != nil { // another sheet from here on
		k.clear(s)
		*s = sheet{at: -1, raw: s.raw, text: s.text, outlet: s.outlet, address: s.address, headline: s.headline, anchors: s.anchors, located: s.located}
	}
	c := *s.raw
	s.eff, s.decided, s.least, s.replaced = &c, sig, least, replaced
	if replaced {
		*s.eff = parley.Findings{Report: c.Report, Reader: c.Reader, Meta: c.Meta, Noise: c.Noise, Repairs: c.Repairs, Runs: c.Runs, Words: c.Words}
	} else {
		k.register.splitChains(s.eff)
		s.pins = v.apply(s.eff)
		if gone := v.left(s.eff, least); len(gone) > 0 {
			dropFindings(s.eff, gone)
		}
	}
	if d := s.eff.Meta.Published.Value; d.Known() {
		s.published = parley.Day(d)
	}
	by := k.register.pinnings(s.eff)
	for i := range s.eff.Entities {
		s.locals = append(s.locals, k.spelling(&s.eff.Entities[i], by[i]))
	}
	k.enroll(s)
	s.stmtAt = make(map[string]int, len(s.eff.Statements))
	for i := range s.eff.Statements {
		s.stmtAt[s.eff.Statements[i].ID] = i
		s.statement = append(s.statement, statementItem(&s.eff.Statements[i]))
	}
	for i := range s.eff.Events {
		s.event = append(s.event, eventItem(&s.eff.Events[i]))
	}
	for i := range s.eff.Figures {
		s.figure = append(s.figure, figureItem(&s.eff.Figures[i]))
	}
	markMain(s.figure)
	k.settings(s.figure, s.eff)
	for i := range s.eff.Dated {
		s.dated = append(s.dated, datedItem(&s.eff.Dated[i]))
	}
	only := onlyKind(s.eff.Instruments)
	for i := range s.eff.Instruments {
		x := &s.eff.Instruments[i]
		s.names = append(s.names, content(tellingName(x)))
		s.paper = append(s.paper, &item{finding: finding{id: x.ID}, paper: newPaper(x, only[i], k.lexicon)})
	}
	for _, it := range s.figure {
		var plain []string
		for _, w := range it.draft.about {
			if victimWords[w] == "" && !personHeads[w] {
				plain = append(plain, w)
			}
		}
		it.plain = k.lexicon.kept(plain)
	}
	s.called = callings(s.eff)
	for _, list := range s.lists() {
		for i, it := range list {
			it.sheet, it.place = s, i
			if d := it.draft; d != nil {
				it.ws, it.claims, it.abouts = k.lexicon.kept(d.words), k.lexicon.kept(d.claim), k.lexicon.kept(d.about)
				it.quoted, it.roundly, it.draft = k.lexicon.kept(d.quoted), k.lexicon.kept(d.roundly), nil
			}
		}
	}
	k.weigh(s, +1)
}

// Layers of findings, in the order in which they are compared.
const (
	statementLayer = iota
	eventLayer
	figureLayer
	datedLayer
	paperLayer
	layers
)

// number says which report of this fold a sheet is.
func (s *sheet) number(at int) {
	if s.at == at {
		return
	}
	s.at, s.asText, s.beforeBar = at, textually(at, 0, 1), textually(at, 10, 0)
	for layer, list := range s.lists() {
		for i, it := range list {
			it.rep, it.pos = at, int64(layer)<<56|int64(at)<<24|int64(i)
		}
	}
}

// A face is what comparisons and lines look at of an entity. While nothing of it changes it is the same pointer from fold to fold.
type face struct {
	id, name string
	kind     parley.EntityType
	unnamed  bool
	aliases  []string
	bags     [][]int32 // the content words of its names, each set once
	words    []int32   // of name
}

// A title is what is written of a paper beside its findings; the same pointer from fold to fold while nothing of it changes.
type title struct{ id, name, kind string }

// inContext notes what the comparisons of a report's findings, and what is written of them, look at beside its own words, and reports whether it is another
// than in the last fold.
func (f *fold) inContext(i int, s *sheet) (other bool) {
	if other = s.file != f.file[i] || s.titles == nil; other {
		s.file, s.titles = f.file[i], make([]*title, len(s.eff.Instruments))
	}
	for k := range s.eff.Instruments {
		if t := f.titles[f.insts[i][s.eff.Instruments[k].ID]]; s.titles[k] != t {
			s.titles[k], other = t, true
		}
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
