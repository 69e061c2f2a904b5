package event

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The rules say how an event stands and who takes part in it by the words that they know. Whether coders have it stand so, and who else takes part, is a question of
// many signs, of which what the rules say is one. Their weights are fitted on coded dossiers, as those of events are (see odds.go). To drop whom the rules have
// gains nothing.

const (
	// leastStanding is the chance of a status from which on it stands against what the rules say, where that is open.
	leastStanding = 0.4
	// leastPart is the chance from which on an entity takes part that the rules have take none: two in three are right, as of those whom the rules have.
	leastPart = 0.5
)

// Statuses and Roles are the classes of the two models, in their order; the first role is to take no part.
var (
	Statuses = parley.Statuses
	Roles    = []parley.Role{"", parley.Actor, parley.Target, parley.Party, parley.Mediator, parley.Beneficiary}
)

// Open reports whether the rules may give status st for want of words: that something is denied, off, called for or offered they read from words that say so, and it
// stands.
func Open(st parley.Status) bool {
	switch st {
	case parley.Denied, parley.CalledOff, parley.CalledFor, parley.Offered:
		return false
	}
	return true
}

// A Telling is an event as the rules tell it, with the signs of what coders would say.
type Telling struct {
	text.Event
	Signs      []learn.Feature        // of its status, ascending
	Candidates []ParticipantCandidate // who may take part
}

// Tellings are the events that the tables read in d, in the order of the text. d has all layers but those of this package.
func (f *Finder) Tellings(d *text.Doc) (out []Telling) {
	w := f.tables(d)
	if w == nil {
		return nil
	}
	w.dyads()
	w.lend()
	s := newTellingSigns(w)
	for i := range w.out {
		if e := &w.out[i]; tellable(e) {
			x := Telling{Event: *e, Signs: slices.Clone(s.ofStatus(i, e)), Candidates: s.participantCandidates(e)}
			args := s.argsOf(e)
			for n := range x.Candidates {
				p := &x.Candidates[n]
				p.Signs = slices.Clone(s.ofParticipant(i, n, e, p, args))
			}
			out = append(out, x)
		}
	}
	return out
}

// tellable reports whether event e has words by which it is told.
func tellable(e *text.Event) bool { return len(e.Evidence) > 0 && !e.Trigger.Empty() }

// weighTellings sets how the events stand and who takes part in them by what is likely. Signs are of what the rules say, of all events.
func (w *search) weighTellings(status, part *odds) {
	type answer struct {
		status parley.Status
		parts  []text.Participant
	}
	s := newTellingSigns(w)
	all := make([]answer, len(w.out))
	standing, taking := make([]float32, len(status.labels)), make([]float32, len(part.labels))
	for i := range w.out {
		e := &w.out[i]
		all[i] = answer{e.Status, e.Participants}
		if !tellable(e) {
			continue
		}
		if Open(e.Status) && !w.governed(e) {
			status.chances(s.ofStatus(i, e), standing)
			if k := likeliest(standing); standing[k] >= leastStanding {
				all[i].status = Statuses[k]
			}
		}
		all[i].parts = slices.Clone(e.Participants)
		args := s.argsOf(e)
		ps := s.participantCandidates(e)
		for n := range ps {
			p := &ps[n]
			if p.Told != "" || p.Pronoun {
				continue // whom a pronoun stands for is a guess of its own
			}
			part.chances(s.ofParticipant(i, n, e, p, args), taking)
			if 1-taking[0] >= leastPart {
				all[i].parts = append(all[i].parts, text.Participant{Entity: p.Entity, Role: w.roleIn(e.Type, taking)})
			}
		}
	}
	for i := range all {
		w.out[i].Status, w.out[i].Participants = all[i].status, all[i].parts
	}
}

// governed reports whether event e is a deed that is planned by the word that governs its verb: "agreed to withdraw".
func (w *search) governed(e *text.Event) bool {
	t := e.Trigger.First
	k := w.clauseAt[t]
	if e.Status != parley.Planned || !deeds[e.Type] || k < 0 || w.clauses[k].vg < 0 {
		return false
	}
	vg := w.d.Chunks[w.clauses[k].vg]
	return vg.To && vg.Head == t && w.Finder.status.govern(w.scan, &w.clauses[k], vg) == parley.Planned
}

// deeds are the types of what is done with more than words: that it was resolved upon is not yet that it was done.
var deeds = map[parley.EventType]bool{"evacuation": true, "corridor": true, "aid-delivery": true, "military-operation": true, "military-support": true, "territory-change": true,
	"regroup-resupply": true, "force-posture": true, "attack-on-protected": true, "displacement": true, "separation-of-groups": true}

// roleIn is the likeliest role of those that take part in events of type typ, by the chances of all roles.
func (w *search) roleIn(typ parley.EventType, chances []float32) parley.Role {
	best := 0
	for k := 1; k < len(chances); k++ {
		if w.trig.usual[typ].gives(Roles[k]) && (best == 0 || chances[k] > chances[best]) {
			best = k
		}
	}
	if best == 0 {
		best = 1 + likeliest(chances[1:])
	}
	return Roles[best]
}

// likeliest is the place of the first of the highest of chances.
func likeliest(chances []float32) int {
	best := 0
	for k, c := range chances {
		if c > chances[best] {
			best = k
		}
	}
	return best
}

// newTellingSigns makes ready for the events of the report.
func newTellingSigns(w *search) *tellingSigns {
	s := &tellingSigns{search: w, often: make([]int32, len(w.d.Entities))}
	n := make([]int, len(w.d.Entities))
	for _, m := range w.d.Mentions {
		if m.Entity >= 0 && m.Entity < len(n) {
			n[m.Entity]++
		}
	}
	order := slices.Clone(n)
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(b, a) })
	for i := range n {
		switch before, _ := slices.BinarySearchFunc(order, n[i], func(a, b int) int { return cmp.Compare(b, a) }); {
		case before < 2:
			s.often[i] = int32(before)
		case before < 5:
			s.often[i] = 2
		case before < 9:
			s.often[i] = 3
		default:
			s.often[i] = 4
		}
	}
	return s
}

// once sorts signs and drops those that stand there twice.
func once(signs *[]learn.Feature) []learn.Feature {
	slices.Sort(*signs)
	*signs = slices.Compact(*signs)
	return *signs
}
