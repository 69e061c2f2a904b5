package record

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// weighAll settles which words are rare in the dossier: of the statements, and of the sentences around figures.
func (f *fold) weighAll() {
	w, a := &f.Folder.words, &f.abouts
	w.settle(max(6, rounded(w.n)/25))
	a.settle(max(8, int(math.Sqrt(float64(rounded(a.n))))))
	f.df, f.common = w.df, w.common
	f.aboutDF, f.aboutCommon = a.df, a.common
	f.bind = 1 + int(math.Log10(float64(a.n+1))) // the more figures, the more words must bind two
	if f.bind != f.Folder.bound {
		f.Folder.bound = f.bind
		f.figures, f.rivals = newTable[string](2, f.crowd), newTable[string](2, f.crowd)
	}
}

// rare counts the words two findings share that few findings of the dossier have.
func (f *fold) rare(a, b []string) int {
	n := 0
	for _, w := range a {
		if _, ok := slices.BinarySearch(b, w); ok && f.df[w] <= f.common {
			n++
		}
	}
	return n
}

// deniedWithin: a statement that denies and holds the denied statement in its own content ("denied allegations that …", "denying that he had said …").
func (f *fold) deniedWithin() {
	for _, d := range f.items {
		if !denies(d) && !unconfirmed(d) {
			continue
		}
		for k := f.itemAt[d.rep][d.id] + 1; k < len(f.items) && f.items[k].rep == d.rep; k++ { // a host stands before what is nested in it
			c := f.items[k]
			if c.st.NestedIn != d.id || d.st.Act != parley.Deny && !unconfirmed(d) && c.entity != "" && f.sameVoice(c, d) {
				continue
			}
			f.conflict(parley.DenialConflict, "denied-statement", 0.85, fmt.Sprintf("%s denies: %s", f.who(d.entity), c.passage.Text), f.memberOf(c), f.memberOf(d))
			if h := f.hostOf(d); unconfirmed(d) && h != nil { // "he said none of them confirms the claim that": the speaker denies it too
				last := &f.rec.Conflicts[len(f.rec.Conflicts)-1]
				m := f.memberOf(*h)
				m.Side = "y"
				last.Between = append(last.Between, m)
			}
			break
		}
	}
}

func (f *fold) who(id string) string {
	if n := f.entityName(id); n != "" {
		return n
	}
	return "somebody unnamed"
}

// nearby is how many bytes of the file may stand between what is said and the denial that answers it.
const nearby = 500

// deniedNearby: a denial without a statement inside it answers the voice before it in the same report, where it points back ("the claim", "no such thing") or
// where that voice speaks of the one who denies.
func (f *fold) deniedNearby() {
	for i, d := range f.items {
		back := d.back
		if !denies(d) && !back || d.st.NestedIn != "" || f.holdsClaim(i) {
			continue
		}
		for j, steps := i-1, 0; j >= 0 && f.items[j].rep == d.rep && steps < 3; j-- {
			t := f.items[j]
			if t.st.NestedIn != "" || f.related(t, d) {
				continue
			}
			steps++
			if f.sameVoice(t, d) || t.st.Headline || d.passage.Raw.Start-t.passage.Raw.End > nearby {
				continue
			}
			switch {
			case back && steps == 1:
				f.conflict(parley.DenialConflict, "denial-points-back", 0.65, fmt.Sprintf("%s rejects what %s says: %s", f.who(d.entity), f.who(t.entity), t.passage.Text), f.memberOf(t), f.memberOf(d))
			case denies(d) && (f.rare(t.words, d.words) > 1 || steps == 1 && (f.rare(t.words, d.words) > 0 || f.mentions(t, d.entity))):
				f.conflict(parley.DenialConflict, "denial-answers", 0.6, fmt.Sprintf("%s denies what %s says: %s", f.who(d.entity), f.who(t.entity), t.passage.Text), f.memberOf(t), f.memberOf(d))
			default:
				continue
			}
			break
		}
	}
}

// holdsClaim reports whether a statement holds another voice's statement, which is then what it denies.
func (f *fold) holdsClaim(i int) bool {
	d := f.items[i]
	for k := i + 1; k < len(f.items) && f.items[k].rep == d.rep && f.items[k].passage.Raw.Start < d.passage.Raw.End; k++ {
		if c := f.items[k]; c.st.NestedIn == d.id && !f.sameVoice(c, d) {
			return true
		}
	}
	return false
}

// mentions reports whether the words of a finding name an entity or its party.
func (f *fold) mentions(it item, entity string) bool {
	for _, id := range []string{entity, f.party(entity)} {
		k, ok := f.byEntity[id]
		if !ok || id == "" {
			continue
		}
		if f.callsFor(it, f.rec.Entities[k].Name) || slices.ContainsFunc(f.rec.Entities[k].Aliases, func(a string) bool { return f.callsFor(it, a) }) {
			return true
		}
	}
	return false
}

// callsFor reports whether a finding holds all words of a name.
func (f *fold) callsFor(it item, name string) bool {
	w := f.wordsOf(name)
	return len(w) > 0 && shared(w, it.words) == len(w)
}

// backWords are the words of contents that only point back at what was said before.
var backWords = stems("claim allegation accusation charge report assertion statement suggestion such thing any kind this that it fantasy lie lies invention invented nonsense untrue false baseless " +
	"groundless slander fabrication fabricated promise absurd rubbish propaganda")

// verdicts are the words among them that reject on their own ("That is a lie").
var verdicts = stems("fantasy lie lies invention invented nonsense untrue false baseless groundless slander fabrication fabricated absurd rubbish propaganda such")

// deniedAcross: a denial, and a statement or an event of another voice that says what is denied: most of its words, among them one that few findings have.
func (f *fold) deniedAcross() {
	pool := slices.Clone(f.reps)
	for _, e := range f.eventItems() {
		if asserts(e.ev.Status) || e.ev.Status == parley.Alleged {
			pool = append(pool, e)
		}
	}
	f.pairs(f.denials, pool, words, nil, func(a, b item) int32 { return yes(f.mayDeny(a, b)) }, func(x, y item, _ int32) {
		if !denies(x) {
			x, y = y, x
		}
		what := claimed(x)
		n := shared(what, y.words)
		if r := f.rare(what, y.words); n < 2 || r == 0 || n*5 < len(what)*3 || len(what) > 2 && r < 2 && n*4 < len(what)*3 || len(what) < 6 && (n < 3 || n < len(what)) && !f.mentions(y, x.entity) && !f.named(x, y) {
			return
		}
		f.conflict(parley.DenialConflict, "denied-elsewhere", 0.5+0.05*float64(min(n, 6)), fmt.Sprintf("%s denies what %s says: %s", f.who(x.entity), f.who(y.entity), y.passage.Text), f.memberOf(y), f.memberOf(x))
	})
}

// mayDeny reports whether one of two findings is a denial and the other a claim of another voice at one time, with enough words in common.
func (f *fold) mayDeny(x, y item) bool {
	if !denies(x) {
		x, y = y, x
	}
	if !denies(x) || denies(y) || f.sameVoice(x, y) || f.related(x, y) || y.st != nil && !indicative(y.st.Act) || y.ev != nil && !clausal(y) || !f.sameTime(x, y) {
		return false
	}
	return shared(claimed(x), y.words) >= 2
}

// claimed are the words of what a denial denies: without those that only call it a claim.
func claimed(it item) []string { return it.claim }

// named reports whether a denial and a finding of another voice name one party beside those who speak.
func (f *fold) named(x, y item) bool {
	for _, id := range f.parts(x.rep) {
		if id != x.entity && id != y.entity && f.mentions(x, id) && f.mentions(y, id) {
			return true
		}
	}
	return false
}

// parts lists the states, groups and bodies that a report names.
func (f *fold) parts(rep int) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range f.reports[rep].Entities {
		if id := f.ents[rep][e.ID]; id != "" && !seen[id] && (e.Type == parley.State || e.Type == parley.Group || e.Type == parley.Organization) {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// unconfirmed reports whether a statement says that nobody confirms, or that it is not confirmed.
func unconfirmed(it item) bool {
	if it.st == nil || it.st.Act != parley.Confirm {
		return false
	}
	if it.st.Negated {
		return true
	}
	if it.st.Source == nil || it.st.Source.Passage == nil {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(it.st.Source.Passage.Text), " ")
	return first == "none" || first == "nobody" || first == "no" || first == "neither"
}

// hostOf is the statement that holds a nested one, nil where there is none.
func (f *fold) hostOf(it item) *item {
	if k, ok := f.itemAt[it.rep][it.st.NestedIn]; ok {
		return &f.items[k]
	}
	return nil
}

// denies reports whether a statement is an act of denying, of what was said.
func denies(it item) bool { return it.st != nil && it.denial }

func (f *fold) sameVoice(a, b item) bool {
	return a.entity != "" && f.party(a.entity) == f.party(b.entity)
}

// related reports whether one of two findings of a report lies inside the other.
func (f *fold) related(a, b item) bool {
	return a.rep == b.rep && a.passage.Raw.Overlaps(b.passage.Raw)
}
