package record

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// deniedDeeds: a harm that others of the report tell of a party, the narration included, and which that party says it did not do. A general denial need not name the day
// or the place.
func (f *fold) deniedDeeds(s *sheet) (out []*clash) {
	for _, d := range s.event {
		if !deniesDeed(d) {
			continue
		}
		for _, t := range s.event {
			if f.mayBeDeed(t, d) && !f.related(t, d) {
				out = append(out, f.deed(t, d))
			}
		}
	}
	return out
}

// deedsAcross: the same in two reports of these days, where a rare word or the place binds the two.
func (f *fold) deedsAcross() {
	t := f.compare(deeds, eventLayer, func(it *item) bool { return harmful[it.ev.Type] }, f.spelled(func(it *item) (keys []string) {
		for i, p := range it.ev.Participants {
			if p.Role != parley.Actor {
				continue
			}
			if it.ev.Where != "" {
				keys = append(keys, it.parties[i]+"|place "+it.ev.Where)
			}
			for _, w := range it.ws {
				keys = append(keys, it.parties[i]+"|"+f.lexicon.words[w])
			}
		}
		return keys
	}), func(a, b *item) bool {
		return a.rep != b.rep && f.sameTime(a, b) && (deniesDeed(b) && f.mayBeDeed(a, b) || deniesDeed(a) && f.mayBeDeed(b, a))
	})
	f.tell(t, func(a, b *item) *clash {
		if !deniesDeed(b) {
			a, b = b, a
		}
		if f.binding(a, b) == 0 && (a.ev.Where == "" || a.ev.Where != b.ev.Where) {
			return nil
		}
		return f.deed(a, b)
	})
}

func (f *fold) deed(t, d *item) *clash {
	return f.conflict(parley.DenialConflict, "denied-deed", 0.5, fmt.Sprintf("%s: %s, says %s; denied, says %s", plainly(t.ev.Type), shorten(t.passage.Text, 80), f.teller(t), f.teller(d)), t, d)
}

// deniesDeed reports whether an event is a harm that its voice says it did not do.
func deniesDeed(d *item) bool {
	return d.ev.Status == parley.Denied && harmful[d.ev.Type] && d.entity != "" && !d.goesOn && (doneBy(d, d.party) || len(d.parties) == 0)
}

// mayBeDeed reports whether t tells as done, in another voice, a harm of the kind of which d clears a party.
func (f *fold) mayBeDeed(t, d *item) bool {
	if t.ev.Type != d.ev.Type || undone(t.ev.Status) || !asserts(t.ev.Status) && t.ev.Status != parley.Alleged || t.entity != "" && t.party == d.party || deniedBefore(d, t) {
		return false
	}
	if doneBy(t, d.party) {
		return true
	}
	for i, p := range d.ev.Participants {
		if p.Role == parley.Actor && doneBy(t, d.parties[i]) {
			return true
		}
	}
	return false
}

// doneBy reports whether a party is a doer of an event.
func doneBy(it *item, party string) bool {
	for i, p := range it.ev.Participants {
		if p.Role == parley.Actor && it.parties[i] == party {
			return true
		}
	}
	return false
}

// again matches what says that a thing which was off is on.
var again = pattern.MustCompile(`(?i)\b(resum\w+|reschedul\w+|re-?start\w*|re-?open\w*|reinstat\w+|after all|back on)\b`)

// offAndOn: what a report tells to have been called off, and to be on again.
func (f *fold) offAndOn(s *sheet) (out []*clash) {
	for _, a := range s.event {
		if a.ev.Status != parley.CalledOff {
			continue
		}
		for _, b := range s.event {
			if b.kind != a.kind || !asserts(b.ev.Status) || f.related(a, b) || !again.MatchString(b.passage.Text) {
				continue
			}
			if common, _ := participants(a, b); common > 0 {
				out = append(out, f.conflict(parley.ReversalConflict, "off-and-on", 0.6, fmt.Sprintf("%s: called off: %s; on again: %s", plainly(a.ev.Type), shorten(a.passage.Text, 60), shorten(b.passage.Text, 60)), a, b))
				break
			}
		}
	}
	return out
}
