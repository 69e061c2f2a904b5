package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// Words by which a party shows how it sees the chances of talking. General vocabulary of diplomacy; compared by stem.
var (
	talkWords = stems("talks talk negotiation negotiations dialogue consultations discussion contacts deal agreement meeting channel settlement")
	hopeful   = stems("open ready willing hope hopeful chance progress constructive acceptable closer move forward fruitful productive possible optimistic breakthrough useful promising welcome resume sincere " +
		"positive encouraging")
	bleak = stems("futile fruitless pointless useless senseless impossible hopeless failed failure collapse collapsed deadlock stalemate cancelled canceled dead suspended suspend frozen meaningless " +
		"unacceptable worthless doomed exhausted")
)

// outlooks finds where one party speaks of the talks in hope in one report and without it in another: its outlook has turned. Both statements must name a
// counterpart or a subject in common, so that two different tables are not taken for one.
func (f *fold) outlooks() {
	type view struct {
		it    item
		party string
		lean  int
	}
	var vs []view
	for _, it := range f.items {
		if it.entity == "" || it.st.NestedIn != "" || it.st.Negated {
			continue
		}
		if l := lean(it); l != 0 {
			vs = append(vs, view{it, f.party(it.entity), l})
		}
	}
	of := map[string][]int{}
	for i, v := range vs {
		if v.lean < 0 && len(of[v.party]) < crowd {
			of[v.party] = append(of[v.party], i)
		}
	}
	for _, a := range vs {
		best := -1
		if a.lean <= 0 {
			continue
		}
		for _, j := range of[a.party] {
			b := vs[j]
			if a.it.rep == b.it.rep || !f.later(a.it, b.it) || f.rareOrNamed(a.it, b.it) == 0 {
				continue
			}
			if best < 0 || f.later(b.it, vs[best].it) { // the first turn after the hope
				best = j
			}
		}
		if best >= 0 {
			b := vs[best]
			f.conflict(parley.ReversalConflict, "outlook-turned", 0.5, fmt.Sprintf("%s sees the talks otherwise: %s", f.who(a.it.entity), b.it.passage.Text), f.memberOf(a.it), f.memberOf(b.it))
		}
	}
}

// lean is +1 where a statement about talking is hopeful, -1 where it is bleak or denies a hope, 0 where it is neither or both.
func lean(it item) int {
	about, plus, minus := false, 0, 0
	for _, w := range it.words {
		about = about || talkWords[w]
		if hopeful[w] {
			plus++
		}
		if bleak[w] {
			minus++
		}
	}
	switch {
	case !about || plus > 0 && minus > 0 || plus+minus == 0 && !it.neg:
		return 0
	case minus > 0 && !it.neg || plus > 0 && it.neg:
		return -1
	case plus > 0:
		return 1
	}
	return 0
}

// later reports whether b was said or published after a, as far as their days tell.
func (f *fold) later(a, b item) bool {
	x, y := a.when, b.when
	if x == nil {
		x = f.published(a.rep)
	}
	if y == nil {
		y = f.published(b.rep)
	}
	return x != nil && y != nil && compareWhen(x, y) < 0
}

// rareOrNamed counts what binds two statements beside the vocabulary of talking itself: the names of entities.
func (f *fold) rareOrNamed(a, b item) int {
	n := 0
	for _, k := range f.entitiesOf(a.rep) {
		e := f.rec.Entities[k]
		if e.Type != parley.State && e.Type != parley.Organization && e.Type != parley.Group && e.Type != parley.Person {
			continue
		}
		if e.ID == a.entity || f.party(a.entity) == e.ID {
			continue
		}
		if slices.Contains(e.Reports, f.reports[a.rep].Report) && slices.Contains(e.Reports, f.reports[b.rep].Report) && f.mentions(a, e.ID) && f.mentions(b, e.ID) {
			n++
		}
	}
	return n
}

// entitiesOf lists the places in rec.Entities of a report's entities.
func (f *fold) entitiesOf(rep int) []int {
	if f.inReport == nil {
		f.inReport = make([][]int, len(f.reports))
		for k, e := range f.rec.Entities {
			for _, id := range e.Reports {
				i := f.reportAt(id)
				f.inReport[i] = append(f.inReport[i], k)
			}
		}
	}
	return f.inReport[rep]
}
