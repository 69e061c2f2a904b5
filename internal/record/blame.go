package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// blame: two voices each lay the same breach at the other's door.
func (f *fold) blame() {
	type charge struct {
		it   item
		doer string
	}
	var list []charge
	for _, it := range f.eventItems() {
		switch it.ev.Type {
		case "violation", "attack-on-protected", "aid-obstruction", "accusation-of-abuse":
		default:
			continue
		}
		if it.entity == "" || it.ev.Status == parley.Denied {
			continue
		}
		for _, p := range it.ev.Participants {
			if p.Role == parley.Actor && f.party(p.Entity) != f.party(it.entity) {
				list = append(list, charge{it, f.party(p.Entity)})
				break
			}
		}
	}
	at := map[string][]int{} // who is charged, by whom, with what
	key := func(doer, voice string, t parley.EventType) string { return doer + "|" + voice + "|" + string(t) }
	for i, a := range list {
		k := key(a.doer, f.party(a.it.entity), a.it.ev.Type)
		at[k] = append(at[k], i)
	}
	for i, a := range list {
		for _, j := range at[key(f.party(a.it.entity), a.doer, a.it.ev.Type)] {
			b := list[j]
			if j > i && (a.it.when == nil || b.it.when == nil || near(a.it.when, b.it.when, 3)) {
				f.conflict(parley.BlameConflict, "each-blames-the-other", 0.7, fmt.Sprintf("%s: %s blames %s, %s blames %s", a.it.ev.Type, f.who(a.it.entity), f.who(a.doer), f.who(b.it.entity), f.who(b.doer)), f.memberOf(a.it), f.memberOf(b.it))
			}
		}
	}
}

// accused are the parties that a finding charges with an event; nil where it names none.
func (f *fold) accused(e *parley.Event) []string {
	var out []string
	for _, p := range e.Participants {
		if p.Role == parley.Actor {
			out = append(out, f.party(p.Entity))
		}
	}
	return out
}

// harmful holds the types that nobody claims for himself without need: who did it is what accounts differ over.
var harmful = map[parley.EventType]bool{"violation": true, "attack-on-protected": true, "aid-obstruction": true, "accusation-of-abuse": true}

// twoDoers: one harm is laid at one party's door by one voice, at another's by another.
func (f *fold) twoDoers() {
	f.pairs(f.Folder.doers, f.eventItems(), func(it item) []string {
		if !harmful[it.ev.Type] || undone(it.ev.Status) || !asserts(it.ev.Status) && it.ev.Status != parley.Alleged || len(f.accused(it.ev)) == 0 {
			return nil
		}
		keys := make([]string, len(it.words))
		for i, w := range it.words {
			keys[i] = string(it.ev.Type) + "|" + w
		}
		return keys
	}, nil, func(a, b item) int32 { return yes(f.otherDoer(a, b)) }, func(a, b item, _ int32) {
		dated := a.when != nil && b.when != nil
		if n := f.binding(a, b); n < 2 || n < 3 && !dated && (a.ev.Where == "" || a.ev.Where != b.ev.Where) || f.oneWire(a, b) {
			return
		}
		da, db := f.accused(a.ev)[0], f.accused(b.ev)[0]
		f.conflict(parley.BlameConflict, "two-doers", 0.6, fmt.Sprintf("%s: %s, says %s; %s, says %s", a.ev.Type, f.who(da), f.teller(a), f.who(db), f.teller(b)), f.memberOf(a), f.memberOf(b))
	})
}

// otherDoer reports whether two events of one time and place, in two voices, have no doer in common, and neither is its voice's own deed.
func (f *fold) otherDoer(a, b item) bool {
	if f.sameVoice(a, b) || a.rep == b.rep && a.entity == b.entity || f.related(a, b) || !f.sameTime(a, b) {
		return false
	}
	da, db := f.accused(a.ev), f.accused(b.ev)
	for _, x := range da {
		for _, y := range db {
			if x == y {
				return false
			}
		}
	}
	return (a.ev.Where == "" || b.ev.Where == "" || a.ev.Where == b.ev.Where) && f.party(a.entity) != da[0] && f.party(b.entity) != db[0]
}

// binding counts the rare words that bind two events, but for the names of those who take part in either.
func (f *fold) binding(a, b item) int {
	n := 0
	for _, w := range common(a.words, b.words) {
		if f.df[w] <= f.common && !f.namesOne(a.ev, w) && !f.namesOne(b.ev, w) {
			n++
		}
	}
	return n
}

// namesOne reports whether word w stands in the name of somebody who takes part in e.
func (f *fold) namesOne(e *parley.Event, w string) bool {
	return slices.ContainsFunc(e.Participants, func(p parley.Participant) bool { return slices.Contains(f.nameWords(p.Entity), w) })
}

// accusations: two parties accuse each other of one thing, side by side in a report or within days in two.
func (f *fold) accusations() {
	var list []item
	for _, it := range f.items {
		if it.st.Act == parley.Accuse && it.entity != "" && !it.st.Negated {
			list = append(list, it)
		}
	}
	f.pairs(f.charges, list, words, nil, func(a, b item) int32 {
		return yes(!f.sameVoice(a, b) && !f.related(a, b) && (a.rep == b.rep || a.when != nil && b.when != nil && near(a.when, b.when, 3)))
	}, func(a, b item, _ int32) { f.accusePair(a, b) })
	for i := 1; i < len(list); i++ { // side by side they need not share words
		if list[i].rep == list[i-1].rep && list[i].passage.Raw.Start-list[i-1].passage.Raw.End < nearby {
			f.accusePair(list[i-1], list[i])
		}
	}
}

func (f *fold) accusePair(a, b item) {
	if f.sameVoice(a, b) || f.related(a, b) {
		return
	}
	if a.rep != b.rep && (a.when == nil || b.when == nil || !near(a.when, b.when, 3) || f.rare(a.words, b.words) == 0) {
		return
	}
	ab, ba := f.mentions(a, b.entity), f.mentions(b, a.entity)
	if !ab && !ba || (!ab || !ba) && (a.rep != b.rep || shared(a.words, b.words) < 2) { // whose side one of them is on may not be told
		return
	}
	f.conflict(parley.BlameConflict, "accuse-each-other", 0.65, fmt.Sprintf("%s and %s accuse each other: %s", f.who(a.entity), f.who(b.entity), b.passage.Text), f.memberOf(a), f.memberOf(b))
}
