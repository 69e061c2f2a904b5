package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// blame: two voices each lay the same breach at the other's door.
func (f *fold) blame() {
	t := f.compare(blames, eventLayer, func(it *item) bool { return blamed(it) != "" }, f.spelled(func(it *item) []string {
		doer := blamed(it)
		return []string{string(it.ev.Type) + "|" + min(doer, it.party) + "|" + max(doer, it.party)}
	}), func(a, b *item) bool {
		return blamed(a) == b.party && blamed(b) == a.party && (a.when == nil || b.when == nil || near(a.when, b.when, 3))
	})
	f.tell(t, func(a, b *item) *clash {
		return f.conflict(parley.BlameConflict, "each-blames-the-other", 0.7, fmt.Sprintf("%s: %s blames %s, %s blames %s", plainly(a.ev.Type), f.who(a.entity), f.who(blamed(a)), f.who(b.entity), f.who(blamed(b))), a, b)
	})
}

// blamed is the party at whose door the voice of a breach lays it, "" where that is no other, or nobody says so.
func blamed(it *item) string {
	if !harmful[it.ev.Type] || it.entity == "" || it.ev.Status == parley.Denied {
		return ""
	}
	for i, p := range it.ev.Participants {
		if p.Role == parley.Actor && it.parties[i] != it.party {
			return it.parties[i]
		}
	}
	return ""
}

// accused are the parties that a finding charges with an event; nil where it names none.
func accused(it *item) []string {
	var out []string
	for i, p := range it.ev.Participants {
		if p.Role == parley.Actor {
			out = append(out, it.parties[i])
		}
	}
	return out
}

// harmful holds the types that nobody claims for himself without need: who did it is what accounts differ over.
var harmful = map[parley.EventType]bool{"violation": true, "attack-on-protected": true, "aid-obstruction": true, "accusation-of-abuse": true}

// twoDoers: one harm is laid at one party's door by one voice, at another's by another.
func (f *fold) twoDoers() {
	t := f.compare(doers, eventLayer, nil, f.spelled(func(it *item) []string {
		if !harmful[it.ev.Type] || undone(it.ev.Status) || !asserts(it.ev.Status) && it.ev.Status != parley.Alleged || len(accused(it)) == 0 {
			return nil
		}
		keys := make([]string, len(it.ws))
		for i, w := range it.ws {
			keys[i] = string(it.ev.Type) + "|" + f.lexicon.words[w]
		}
		return keys
	}), f.otherDoer)
	f.tell(t, func(a, b *item) *clash {
		dated := a.when != nil && b.when != nil
		if n := f.binding(a, b); n < 2 || n < 3 && !dated && (a.ev.Where == "" || a.ev.Where != b.ev.Where) || f.oneWire(a, b) {
			return nil
		}
		return f.conflict(parley.BlameConflict, "two-doers", 0.6, fmt.Sprintf("%s: %s, says %s; %s, says %s", plainly(a.ev.Type), f.who(accused(a)[0]), f.teller(a), f.who(accused(b)[0]), f.teller(b)), a, b)
	})
}

// otherDoer reports whether two events of one time and place, in two voices, have no doer in common, and neither is its voice's own deed.
func (f *fold) otherDoer(a, b *item) bool {
	if f.sameVoice(a, b) || a.rep == b.rep && a.entity == b.entity || f.related(a, b) || !f.sameTime(a, b) {
		return false
	}
	da, db := accused(a), accused(b)
	for _, x := range da {
		if slices.Contains(db, x) {
			return false
		}
	}
	return (a.ev.Where == "" || b.ev.Where == "" || a.ev.Where == b.ev.Where) && a.party != da[0] && b.party != db[0]
}

// binding counts the rare words that bind two events, but for the names of those who take part in either.
func (f *fold) binding(a, b *item) int {
	n := 0
	for w := range both(a.ws, b.ws) {
		if f.words.rare(w) && !f.namesOne(a.ev, w) && !f.namesOne(b.ev, w) {
			n++
		}
	}
	return n
}

// namesOne reports whether word w stands in the name of somebody who takes part in e.
func (f *fold) namesOne(e *parley.Event, w int32) bool {
	return slices.ContainsFunc(e.Participants, func(p parley.Participant) bool { return f.nameHas(p.Entity, w) })
}

// nameHas reports whether a word stands in an entity's name.
func (f *fold) nameHas(id string, w int32) bool {
	e := f.faces[id]
	return e != nil && slices.Contains(e.words, w)
}

// accusations: two parties accuse each other of one thing, within days in two reports, or with words in common in one.
func (f *fold) accusations() {
	t := f.compare(charges, statementLayer, accuses, words, func(a, b *item) bool {
		return !f.sameVoice(a, b) && !f.related(a, b) && (a.rep == b.rep || a.when != nil && b.when != nil && near(a.when, b.when, 3))
	})
	f.tell(t, f.accusePair)
}

func accuses(it *item) bool { return it.st.Act == parley.Accuse && it.entity != "" && !it.st.Negated }

// accusedNearby: accusations that stand side by side need not share words.
func (f *fold) accusedNearby(s *sheet) (out []*clash) {
	var last *item
	for _, it := range s.statement {
		if !accuses(it) && !charging(it) {
			continue
		}
		if last != nil && (accuses(last) || accuses(it)) && it.passage.Raw.Start-last.passage.Raw.End < nearby {
			if c := f.accusePair(last, it); c != nil {
				out = append(out, c)
			}
		}
		last = it
	}
	return out
}

func (f *fold) accusePair(a, b *item) *clash {
	if f.sameVoice(a, b) || f.related(a, b) {
		return nil
	}
	if a.rep != b.rep && (a.when == nil || b.when == nil || !near(a.when, b.when, 3) || f.rare(a.ws, b.ws) == 0) {
		return nil
	}
	ab, ba := f.mentions(a, b.entity), f.mentions(b, a.entity)
	if f.oneAccused(a, b) {
		return nil
	}
	if !ab && !ba || (!ab || !ba) && (a.rep != b.rep || shared(a.ws, b.ws) < 2) { // whose side one of them is on may not be told
		return nil
	}
	return f.conflict(parley.BlameConflict, "accuse-each-other", 0.65, fmt.Sprintf("%s and %s accuse each other: %s", f.who(a.entity), f.who(b.entity), b.passage.Text), a, b)
}
