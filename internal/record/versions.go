package record

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/copies"
	"github.com/parley-press/parley/internal/pattern"
)

const (
	versionDays  = 14  // between versions of a report that no address tells to be one
	versionShare = 0.2 // Jaccard's index that versions at one address have at least: a live page is written anew, a page of the day is another report
	noticeShare  = 0.7 // of the words of a report with a notice that the one it replaces has at least, where the headline is another: the rest is new
	versionTries = 16  // how many reports of one outlet after its day, and how many with a notice on it and after, are looked at for each
)

// A revision is the report that replaces another, -1 for none, and why.
type revision struct {
	by  int
	why string
}

// versions looks for the reports that their own outlet replaced by a later one: at the same address, under the same headline, or with a notice, and with most
// of the words. Of such a report the record uses the latest version; the findings of the others stay in the store and out of the record.
//
// What is later must be shown by the days of publication, or, on one day and where a day is not known, by a notice. With --as-of the later version is not there
// before its day, and the earlier one counts.
func (f *fold) versions() {
	f.matched, f.matches = f.matches, f.matched
	clear(f.matches)
	f.later, f.out = make([]revision, len(f.ids)), make([]parley.Date, len(f.ids))
	group := make([]int, len(f.ids))
	for i := range group {
		f.later[i].by, group[i], f.out[i] = -1, -1, f.meta(i).Published.Value
	}
	for g, list := range f.carried {
		for _, i := range list {
			group[i] = g
		}
	}
	type key struct {
		outlet, name string
		group        int
	}
	byAddress, byHeadline, byNotice := map[key][]int{}, map[key][]int{}, map[key][]int{}
	for i, s := range f.pages {
		if s.outlet == "" {
			continue
		}
		if s.address != "" {
			k := key{outlet: s.outlet, name: s.address}
			byAddress[k] = append(byAddress[k], i)
		}
		if group[i] < 0 {
			continue
		}
		k := key{outlet: s.outlet, group: group[i]}
		byNotice[k] = append(byNotice[k], i)
		if k.name = s.headline; k.name != "" {
			byHeadline[k] = append(byHeadline[k], i)
		}
	}
	replace(f, byAddress, "at the same address", func(a, b int) turn { return turnIf(f.textsOf(a, b).Jaccard >= versionShare) })
	replace(f, byHeadline, "under the same headline", f.nextVersion)
	replace(f, byNotice, "with most of its words and a notice", func(a, b int) turn {
		if m := f.textsOf(a, b); m.Theirs < noticeShare && f.pages[a].headline != f.pages[b].headline {
			return otherReport // a notice tells of the words that were changed, not of a story written on
		}
		if v := f.nextVersion(a, b); v != sameAgain || f.meta(b).Revised != nil {
			return v
		}
		return otherReport
	})
	var replaced []int
	for i, v := range f.later {
		if v.by >= 0 {
			replaced = append(replaced, i)
		}
	}
	for _, i := range f.byAge(replaced) { // the first version says when a text was out
		if n := f.later[i].by; n >= 0 && f.out[i].Known() && (!f.out[n].Known() || f.out[i] < f.out[n]) {
			f.out[n] = f.out[i]
		}
	}
}

// meta is what report i says of itself.
func (f *fold) meta(i int) *parley.Meta { return &f.pages[i].raw.Meta }

// textsOf is how the text of report a stands to that of b.
func (f *fold) textsOf(a, b int) copies.Match {
	k := [2]*copies.Text{f.pages[a].text, f.pages[b].text}
	m, ok := f.matches[k]
	if !ok {
		if m, ok = f.matched[k]; !ok {
			m = copies.Compare(k[0], k[1])
		}
		f.matches[k] = m
	}
	return m
}

// A turn is how a later report of an outlet stands to an earlier one.
type turn int

const (
	otherReport turn = iota
	sameAgain        // the earlier one in another version
	nextIssue        // the next of a series, of which both are: what comes after it has nothing to do with the earlier one
)

func turnIf(version bool) turn {
	if version {
		return sameAgain
	}
	return otherReport
}

// nextVersion is how b stands to a where b has most of the words of a, soon after it: a version, but the next of a series where other figures stand in the same
// words and no notice says that something was changed.
func (f *fold) nextVersion(a, b int) turn {
	p, q := f.meta(a).Published.Value, f.meta(b).Published.Value
	if p.Known() && q.Known() && q-p > versionDays {
		return otherReport
	}
	if k := f.textsOf(a, b).Kind; k != copies.Alike && k != copies.Part {
		return otherReport
	}
	if f.meta(b).Revised == nil && p.Known() && q.Known() && p != q && f.otherFigures(a, b, q-p >= issueDays) {
		return nextIssue
	}
	return sameAgain
}

// Reports of one series are told from versions by their figures: prices, rates and counts of another week are all others, while one who writes a report anew
// changes the toll and leaves the rest.
const (
	issueDays    = 6 // from which on a report comes once a week, and any other figure is enough
	issueFigures = 3 // figures that are others, at least, where it may come each day
)

// otherFigures reports whether most figures of report a stand not in b. few says that one of them is enough.
func (f *fold) otherFigures(a, b int, few bool) bool {
	had, has, other := f.pages[a].figuresTold(), f.pages[b].figuresTold(), 0
	for k := range had {
		if !has[k] {
			other++
		}
	}
	return 2*other > len(had) && (other >= issueFigures || few)
}

// figuresTold are the figures of a report by unit and number. They hang on the report alone.
func (s *sheet) figuresTold() map[string]bool {
	if s.told == nil {
		s.told = make(map[string]bool, len(s.raw.Figures))
		for _, g := range s.raw.Figures {
			k := foldName(g.Unit)
			for _, x := range []*float64{g.Low, g.High} {
				if k += "|"; x != nil {
					k += strconv.FormatFloat(*x, 'g', -1, 64)
				}
			}
			s.told[k] = true
		}
	}
	return s.told
}

// replace looks in each list for the next version of every report.
func replace[K comparable](f *fold, lists map[K][]int, how string, one func(a, b int) turn) {
	for _, list := range lists { // in any order: a report gets the next one by age, whichever list has it
		if len(list) < 2 {
			continue
		}
		list = f.byAge(list)
		var notices []int // places of those with a notice
		for k, i := range list {
			if noticed(f.meta(i)) > 0 {
				notices = append(notices, k)
			}
		}
		next := 0 // where the days after that of a begin
		for k, a := range list {
			for next < len(list) && (next <= k || f.meta(list[next]).Published.Value == f.meta(a).Published.Value) {
				next++
			}
			today, after := placesIn(notices, k+1, next), placesIn(notices, next, len(list))
			var sameDay []int // on one day a notice alone shows what is later
			for _, at := range today[:min(len(today), versionTries)] {
				sameDay = append(sameDay, list[at])
			}
			later := list[next:min(len(list), next+versionTries):min(len(list), next+versionTries)]
			for _, at := range after[:min(len(after), versionTries)] { // of a day with many reports those with a notice come last
				if at >= next+versionTries {
					later = append(later, list[at])
				}
			}
			if b, why := f.replacement(a, sameDay, later, one); b >= 0 {
				if old := f.later[a].by; old < 0 || f.age(b, old) < 0 {
					f.later[a] = revision{b, why + " " + how}
				}
			}
		}
	}
}

// placesIn is what of sorted places lies in [from, to).
func placesIn(places []int, from, to int) []int {
	i, _ := slices.BinarySearch(places, from)
	j, _ := slices.BinarySearch(places, to)
	return places[i:j]
}

// replacement is the first report that is the next version of a, and by what it is shown to be later; -1 where none is, or another issue comes first.
func (f *fold) replacement(a int, sameDay, later []int, one func(a, b int) turn) (int, string) {
	for _, list := range [...][]int{sameDay, later} {
		for _, b := range list {
			why, ok := f.isLater(a, b)
			if !ok || f.textsOf(a, b).Kind == copies.Same { // the same text again says nothing new, and is a copy
				continue
			}
			switch one(a, b) {
			case sameAgain:
				return b, why
			case nextIssue:
				return -1, ""
			}
		}
	}
	return -1, ""
}

// isLater reports whether b is shown to be later than a, and by what.
func (f *fold) isLater(a, b int) (string, bool) {
	p, q := f.meta(a).Published.Value, f.meta(b).Published.Value
	notice := ""
	if r := f.meta(b).Revised; r != nil {
		notice = r.Kind + " version"
	}
	if p.Known() && q.Known() && p != q {
		return cmp.Or(notice, "later version"), p < q
	}
	return notice, noticed(f.meta(a)) < noticed(f.meta(b))
}

// noticed orders notices: none, updates by their number, corrections.
func noticed(m *parley.Meta) int {
	switch r := m.Revised; {
	case r == nil:
		return 0
	case r.Kind == parley.RevisedCorrected:
		return 1000
	default:
		return 1 + r.N
	}
}

// age compares two reports by day, undated ones last, then by notice and by id.
func (f *fold) age(a, b int) int {
	day := func(i int) parley.Date {
		if d := f.meta(i).Published.Value; d.Known() {
			return d
		}
		return 1 << 30
	}
	return cmp.Or(cmp.Compare(day(a), day(b)), cmp.Compare(noticed(f.meta(a)), noticed(f.meta(b))), cmp.Compare(a, b))
}

func (f *fold) byAge(list []int) []int {
	slices.SortFunc(list, f.age)
	return list
}

// newest is the last version of report i.
func (f *fold) newest(i int) int {
	for n := 0; f.later[i].by >= 0 && n < len(f.later); n++ {
		i = f.later[i].by
	}
	return i
}

// tellVersions notes at both reports which one replaces which.
func (f *fold) tellVersions() {
	for i, v := range f.later {
		if v.by < 0 {
			continue
		}
		old, n := &f.rec.Reports[f.slot[i]], &f.rec.Reports[f.slot[f.newest(i)]]
		if old.ReplacedBy, old.ReplacedWhy = n.ID, v.why; n.ID != old.ID {
			n.Replaces = append(n.Replaces, old.ID)
		}
	}
}

// prefixed is what agencies put before the headline of a later version.
var prefixed = pattern.MustCompile(`(?i)^\s*(?:updates?\s*\d*|correct(?:ed|s|ion)|refile|clarified)\s*[-–—:]\s*`)

// bareHeadline is the headline of a report for comparing: its words, without what an agency puts before that of a later version.
func bareHeadline(m *parley.Meta) string {
	if m.Headline == nil {
		return ""
	}
	return foldName(prefixed.ReplaceAllString(m.Headline.Text, ""))
}

// address is what tells one page from another in an address: the host without "www." and "m.", the path without a closing slash, and what the query says but
// for marks of campaigns. A host alone is not a report's address.
func address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	host = strings.TrimPrefix(strings.TrimPrefix(host, "www."), "m.")
	path := strings.TrimSuffix(strings.TrimRight(u.EscapedPath(), "/"), "/amp")
	q := u.Query()
	for k := range q {
		if strings.HasPrefix(k, "utm_") || k == "fbclid" || k == "gclid" {
			delete(q, k)
		}
	}
	if path == "" && len(q) == 0 {
		return ""
	}
	return host + path + "?" + q.Encode()
}
