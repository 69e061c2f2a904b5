package record

import (
	"fmt"
	"math"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// weighAll settles which words are rare in the dossier: of the statements, and of the sentences around figures.
func (f *fold) weighAll() {
	w, a := &f.words, &f.abouts
	w.settle(max(6, rounded(w.n)/25))
	a.settle(max(8, int(math.Sqrt(float64(rounded(a.n))))))
	f.bind = 1 + int(math.Log10(float64(a.n+1))) // the more figures, the more words must bind two
	if f.bind != f.bound {
		f.bound = f.bind
		f.tables[figures].renew()
		f.tables[rivals].renew()
	}
	if f.turned = len(w.turned)+len(a.turned) > 0; !f.turned {
		return
	}
	for _, it := range f.items {
		it.turned = w.anyTurned(it.ws)
	}
	for _, it := range f.evs {
		it.turned = w.anyTurned(it.ws)
	}
	for _, it := range f.figs {
		it.turned = a.anyTurned(it.abouts) || it.setting != nil && a.anyTurned(it.setting.words)
	}
}

// rare counts the words two findings share that few findings of the dossier have.
func (f *fold) rare(a, b []int32) int {
	n := 0
	for w := range both(a, b) {
		if f.words.rare(w) {
			n++
		}
	}
	return n
}

// deniedWithin: a statement that denies and holds the denied statement in its own content ("denied allegations that …", "denying that he had said …").
func (f *fold) deniedWithin(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if !denies(d) && !unconfirmed(d) {
			continue
		}
		for _, c := range s.statement[i+1:] { // a host stands before what is nested in it
			if c.st.NestedIn != d.id || c.st.Act == parley.Expect && strings.HasPrefix(c.passage.Text, "to ") || d.st.Act != parley.Deny && !unconfirmed(d) && c.entity != "" && f.sameVoice(c, d) {
				continue
			}
			last := f.conflict(parley.DenialConflict, "denied-statement", 0.85, f.does(d.entity, "denies")+": "+c.passage.Text, c, d)
			if h := hostOf(d); unconfirmed(d) && h != nil { // "he said none of them confirms the claim that": the speaker denies it too
				m := f.memberOf(h)
				m.Side = "y"
				last.between = append(last.members(f), m)
			}
			out = append(out, last)
			break
		}
	}
	return out
}

func (f *fold) who(id string) string {
	if n := f.entityName(id); n != "" {
		return n
	}
	return "somebody unnamed"
}

// nearby is how many bytes of the file may stand between what is said and the denial that answers it.
const nearby = 500

// deniedNearby: a denial without a statement inside it that points back ("the claim", "no such thing") answers the voice before it in the same report.
func (f *fold) deniedNearby(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if !d.back || f.uncertain(d) || d.st.NestedIn != "" || f.holdsClaim(s, i) {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			t := s.statement[j]
			if t.st.NestedIn != "" || f.related(t, d) {
				continue
			}
			if (!f.sameVoice(t, d) || t.entity != d.entity && opensWithOther(d)) && !t.st.Headline && d.passage.Raw.Start-t.passage.Raw.End <= nearby {
				out = append(out, f.conflict(parley.DenialConflict, "denial-points-back", 0.65, fmt.Sprintf("%s what %s: %s", f.does(d.entity, "rejects"), f.does(t.entity, "says"), t.passage.Text), t, d))
			}
			break
		}
	}
	return out
}

// joining is how many bytes a mark and a conjunction between two statements of one sentence take (", but ").
const joining = 10

// countered: a denial that another voice goes against in the same sentence ("Veska denied that it had shelled the mill, but the mayor said its guns had").
func (f *fold) countered(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if !denies(d) || d.st.NestedIn != "" || d.st.Headline {
			continue
		}
		for _, t := range s.statement[i+1:] {
			if t.st.NestedIn != "" {
				continue
			}
			if gap := opensAt(t) - d.passage.Span.End; gap > 3 && gap <= joining && t.entity != "" && !denies(t) && !f.sameVoice(t, d) {
				out = append(out, f.conflict(parley.DenialConflict, "denial-countered", 0.6, fmt.Sprintf("%s denies, %s says: %s", f.who(d.entity), f.who(t.entity), t.passage.Text), t, d))
			}
			break
		}
	}
	return out
}

// opensAt is where a statement begins, with its source and cue.
func opensAt(it *item) int {
	at := it.passage.Span.Start
	if s := it.st.Source; s != nil && s.Passage != nil {
		at = min(at, s.Passage.Span.Start)
	}
	for _, c := range it.st.Cue {
		at = min(at, c.Span.Start)
	}
	return at
}

// holdsClaim reports whether a statement holds another voice's statement, which is then what it denies.
func (f *fold) holdsClaim(s *sheet, i int) bool {
	d := s.statement[i]
	for _, c := range s.statement[i+1:] {
		if c.passage.Raw.Start >= d.passage.Raw.End {
			break
		}
		if c.st.NestedIn == d.id && !f.sameVoice(c, d) {
			return true
		}
	}
	return false
}

// mentions reports whether the words of a finding name an entity or its party.
func (f *fold) mentions(it *item, entity string) bool {
	for _, id := range []string{entity, f.party(entity)} {
		for _, bag := range f.bagsOf(id) {
			if shared(bag, it.ws) == len(bag) {
				return true
			}
		}
	}
	return false
}

// bagsOf is the content words of an entity's names, each set once.
func (f *fold) bagsOf(id string) [][]int32 {
	if e := f.faces[id]; e != nil {
		return e.bags
	}
	return nil
}

// backWords are the words of contents that only point back at what was said before.
var backWords = stems("claim allegation accusation charge report assertion statement suggestion such thing any kind this that it fantasy lie lies invention invented nonsense untrue false baseless " +
	"groundless slander fabrication fabricated promise absurd rubbish propaganda")

// verdicts are the words among them that reject on their own ("That is a lie").
var verdicts = stems("fantasy lie lies invention invented nonsense untrue false baseless groundless slander fabrication fabricated absurd rubbish propaganda such")

// supposes matches words of what is only asked or thought possible.
var supposes = pattern.MustCompile(`(?i)\b(whether|if|unless|could|might|may)\b`)

// deniedAcross: a denial, and a statement or an event of another voice that says what is denied: most of its words, among them one that few findings have.
func (f *fold) deniedAcross() {
	t := f.tables[denials]
	f.feed(t, eventLayer, func(it *item) bool { return asserts(it.ev.Status) || it.ev.Status == parley.Alleged }, words)
	f.tell(f.compare(denials, statementLayer, standsFor, words, f.mayDeny), func(x, y *item) *clash {
		if !denies(x) {
			x, y = y, x
		}
		if y.st != nil && supposes.MatchString(y.passage.Text) {
			return nil // "trying to assess whether the policy has changed" claims nothing
		}
		what := claimed(x)
		n := shared(what, y.ws)
		if r := f.rare(what, y.ws); n < 2 || r == 0 || n*5 < len(what)*3 || len(what) > 2 && r < 2 && n*4 < len(what)*3 || len(what) < 6 && (n < 3 || n < len(what)) && !f.mentions(y, x.entity) && !f.named(x, y) {
			return nil
		}
		return f.conflict(parley.DenialConflict, "denied-elsewhere", 0.5+0.05*float64(min(n, 6)), fmt.Sprintf("%s what %s: %s", f.does(x.entity, "denies"), f.does(y.entity, "says"), y.passage.Text), y, x)
	})
}

// mayDeny reports whether one of two findings is a denial and the other a claim of another voice at one time, with enough words in common.
func (f *fold) mayDeny(x, y *item) bool {
	if !denies(x) {
		x, y = y, x
	}
	if !denies(x) || denies(y) || f.sameVoice(x, y) || f.related(x, y) || y.st != nil && !indicative(y.st.Act) || y.ev != nil && (!clausal(y) || turnsDown[y.ev.Type] && f.mentions(y, x.entity)) || !f.sameTime(x, y) || deniedBefore(x, y) {
		return false
	}
	return shared(claimed(x), y.ws) >= 2
}

// deniedBefore reports whether a denial came out before the day of what it would deny: it answers what was said or done until then.
func deniedBefore(d, t *item) bool {
	p := d.sheet.published
	return p != nil && p.To.Known() && t.ev != nil && t.when != nil && p.To < t.when.From
}

// turnsDown are the types of events that tell of a refusal: of who denies, no claim but the denial itself as another tells it.
var turnsDown = map[parley.EventType]bool{"proposal-rejected": true, "proposal-withdrawn": true}

// claimed are the words of what a denial denies: without those that only call it a claim.
func claimed(it *item) []int32 { return it.claims }

// named reports whether a denial and a finding of another voice name one party beside those who speak.
func (f *fold) named(x, y *item) bool {
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
func unconfirmed(it *item) bool {
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
func hostOf(it *item) *item {
	if k, ok := it.sheet.stmtAt[it.st.NestedIn]; ok {
		return it.sheet.statement[k]
	}
	return nil
}

// denies reports whether a statement is an act of denying, of what was said.
func denies(it *item) bool { return it.st != nil && it.denial }

func (f *fold) sameVoice(a, b *item) bool {
	return a.entity != "" && a.party == b.party
}

// related reports whether one of two findings of a report lies inside the other.
func (f *fold) related(a, b *item) bool {
	return a.rep == b.rep && a.passage.Raw.Overlaps(b.passage.Raw)
}
