package record

import (
	"fmt"

	"github.com/parley-press/parley"
)

// contradicted: two statements with the same claim, one of them with a no: a denial of one voice by another, or one voice's change.
func (f *fold) contradicted() {
	f.tell(f.compare(opposites, statementLayer, standsFor, words, f.contradict), func(a, b *item) *clash {
		if !f.sameVoice(a, b) {
			return f.conflict(parley.DenialConflict, "opposite-claims", 0.35, fmt.Sprintf("%s against %s: %s", f.who(a.entity), f.who(b.entity), b.passage.Text), a, b)
		}
		if a.rep != b.rep && (a.when == nil || b.when == nil || !near(a.when, b.when, 0)) {
			return f.conflict(parley.ReversalConflict, "says-the-opposite", 0.55, fmt.Sprintf("%s the opposite: %s", f.does(a.entity, "says"), b.passage.Text), a, b)
		}
		return nil
	})
}

// contradict reports whether two statements make one claim, one of them with a no.
func (f *fold) contradict(a, b *item) bool {
	if a.entity == "" || b.entity == "" || denies(a) || denies(b) || f.related(a, b) || !indicative(a.st.Act) || !indicative(b.st.Act) {
		return false
	}
	return a.no != b.no && a.neg != b.neg && f.oneClaim(a, b)
}

// oneClaim asks that two statements share most words of the shorter, among them two that bind.
func (f *fold) oneClaim(a, b *item) bool {
	n := shared(a.ws, b.ws)
	return n >= 3 && min(len(a.ws), len(b.ws)) >= 4 && overlap(a.ws, b.ws) >= 0.6 && jaccard(a.ws, b.ws) >= 0.3 && f.rare(a.ws, b.ws) >= 2
}

func indicative(a parley.Act) bool {
	switch a {
	case parley.Say, parley.Announce, parley.Confirm, parley.Accuse, parley.Relay, parley.Agree:
		return true
	}
	return false
}
