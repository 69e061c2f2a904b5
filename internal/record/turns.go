package record

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
)

// fores and againsts are the types of events by which a party stands by a paper, and turns from it.
var (
	fores    = map[parley.EventType]bool{"proposal-made": true, "proposal-backed": true}
	againsts = map[parley.EventType]bool{"proposal-withdrawn": true, "proposal-rejected": true, "proposal-replaced": true}
)

// single holds the types that one party does once in one matter, so that no words need to bind a pledge not to and the deed.
var single = map[parley.EventType]bool{"veto": true, "vote": true, "accession": true, "election": true}

// turns: one party is told to stand by a paper and to turn from it, or to say that it will not do a thing and to do it.
func (f *fold) turns() {
	t := f.compare(reversals, eventLayer, nil, f.spelled(func(it *item) []string {
		var keys []string
		kind := string(it.ev.Type)
		if fores[it.ev.Type] || againsts[it.ev.Type] {
			kind = "proposal"
		}
		for _, p := range accused(it) {
			keys = append(keys, kind+"|"+p)
		}
		return keys
	}), func(a, b *item) bool {
		return (f.turnsFrom(a, b) || f.turnsFrom(b, a) || f.broke(a, b) || f.broke(b, a)) && !f.related(a, b)
	})
	f.tell(t, func(a, b *item) *clash {
		if f.turnsFrom(b, a) || f.broke(b, a) {
			a, b = b, a
		}
		inst := a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument
		rule := "turns-from"
		if f.broke(a, b) {
			if rule = "does-it-after-all"; !single[a.ev.Type] && !inst && f.binding(a, b) < 2 {
				return nil
			}
		} else if !inst {
			return nil
		}
		return f.conflict(parley.ReversalConflict, rule, 0.6, fmt.Sprintf("%s: %s, says %s; %s, says %s", f.who(accused(b)[0]), shorten(a.passage.Text, 60), f.teller(a), shorten(b.passage.Text, 60), f.teller(b)), a, b)
	})
}

// turnsFrom reports whether a party is told to stand by a paper in a, and to have turned from one in b.
func (f *fold) turnsFrom(a, b *item) bool {
	return a.fore && b.against
}

// broke reports whether a party itself says in a that it will not do what it does in b.
func (f *fold) broke(a, b *item) bool {
	if a.ev.Status != parley.Denied || b.ev.Status != parley.Happened || a.ev.Type != b.ev.Type || a.entity == "" || !f.sameTime(a, b) && a.when != nil && b.when != nil {
		return false
	}
	k, ok := a.sheet.stmtAt[a.ev.AssertedBy]
	return ok && pledges(a.sheet.statement[k]) && slices.Contains(accused(a), a.party)
}

// pledges reports whether a statement speaks of what its voice will not do.
func pledges(it *item) bool {
	return it.st.Act == parley.Promise || it.st.Act == parley.Refuse || it.no && future.MatchString(spoken(it))
}
