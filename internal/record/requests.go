package record

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A stance is what a statement does to what it speaks of.
type stance uint8

const (
	wants   stance = 1 << iota // asks that it be done,
	grants                     // says that its voice will have it,
	refuses                    // or will not
)

// mustDo matches what a voice asks for by saying that it is needed.
var mustDo = pattern.MustCompile(`(?i)\b(must|should|ought to|needs? to|ha(s|ve) to)\b`)

// wontDo matches what a voice will not have, or goes on with all the same.
var wontDo = pattern.MustCompile(`(?i)\b(no intention of|not up for|out of the question|non-negotiable|not negotiable|not open to)\b`)

// bargains matches a refusal that names its price: it is none of what is asked for.
var bargains = pattern.MustCompile(`(?i)\b(unless|as long as|so long as|without (first )?\w+ing|until|before)\b`)

// stanceOf reads the stance of a statement from its act and the beginning of its content.
func stanceOf(it *item) (s stance) {
	if it.st.Negated {
		return 0
	}
	text := spoken(it)
	if len(text) > 2*opening {
		text = text[:2*opening]
	}
	if (it.no || it.st.Act == parley.Refuse) && bargains.MatchString(text) {
		return 0
	}
	switch it.st.Act {
	case parley.Demand, parley.Ask, parley.Propose:
		return wants
	case parley.Agree, parley.Promise:
		if !it.no {
			return grants
		}
		return refuses
	case parley.Refuse:
		return refuses
	}
	if !indicative(it.st.Act) || asIf.MatchString(text) {
		return 0
	}
	switch {
	case it.no && it.self && future.MatchString(text) || wontDo.MatchString(text):
		return refuses
	case !it.no && mustDo.MatchString(text):
		return wants
	}
	return 0
}

// requests: what one voice of a report asks for or agrees to, another refuses; or one party agrees to what it is told to have refused.
func (f *fold) requests(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.entity == "" || d.st.Headline || d.stance&refuses == 0 {
			continue
		}
		var best *clash
		far := 0
		for j := max(0, i-within); j < min(len(s.statement), i+within); j++ {
			t := s.statement[j]
			if i == j || t.entity == "" || t.st.Headline {
				continue
			}
			if c := f.request(t, d, max(i-j, j-i)); c != nil && (best == nil || max(i-j, j-i) < far) {
				best, far = c, max(i-j, j-i)
			}
		}
		if best != nil {
			out = append(out, best)
		}
	}
	return out
}

// request is the conflict between a refusal and what t, so many statements away, asks for or agrees to; nil where they are of two things.
func (f *fold) request(t, d *item, apart int) *clash {
	st := t.stance
	if st&(wants|grants) == 0 {
		return nil
	}
	if f.sameVoice(t, d) {
		if st&grants == 0 || f.related(t, d) || !takesBack(t, d) {
			return nil
		}
		return f.changeOfMind(t, d)
	}
	if f.related(t, d) {
		if t.st.NestedIn != d.id || st&wants == 0 {
			return nil
		}
		return f.refusedRequest(0.6, f.who(d.entity), t, d)
	}
	if nextTo(t, d, apart) && f.pointsAt(t, d) {
		return f.refusedRequest(0.55, f.who(d.entity), t, d)
	}
	return nil
}

// refusedRequest is the conflict between what t asks for and its refusal d by somebody of that name.
func (f *fold) refusedRequest(confidence float64, by string, t, d *item) *clash {
	return f.conflict(parley.DenialConflict, "refuses-request", confidence, fmt.Sprintf("%s refuses what %s: %s", by, f.does(t.entity, "asks for"), t.passage.Text), t, d)
}

// changeOfMind is the conflict between a refusal d and that the same voice agrees to it in t.
func (f *fold) changeOfMind(t, d *item) *clash {
	return f.conflict(parley.ReversalConflict, "refused-then-agreed", 0.5, fmt.Sprintf("%s refused: %s; agreed: %s", f.who(d.entity), shorten(d.passage.Text, 60), shorten(t.passage.Text, 60)), t, d)
}

// theDemand matches the opening of a refusal that only calls what was asked for before.
var theDemand = pattern.MustCompile(`(?i)^\W*(the|this|that|such|these|those|any such|all) (\w+ )?(demand|call|request|proposal|offer|plan|idea|appeal|condition|suggestion|term|ultimatum)s?\b`)

// pointsAt reports whether a refusal points back at what t asks for ("rejected the demand").
func (f *fold) pointsAt(t, d *item) bool {
	if d.st.Act != parley.Refuse || t.stance&wants == 0 || !theDemand.MatchString(spoken(d)) || f.othersClaim(t, d) {
		return false
	}
	for _, o := range d.sheet.statement[min(t.place, d.place)+1 : max(t.place, d.place)] {
		if o.stance&wants != 0 && !f.sameVoice(o, d) {
			return false
		}
	}
	return t.place < d.place
}

// takesBack reports whether in t a voice agrees to what it refuses in d.
func takesBack(t, d *item) bool {
	return len(d.roundly) > 0 && shared(d.roundly, t.ws) == len(d.roundly)
}

// changesOfMind: a party refuses a thing in one report and agrees to it in a later one. What it refuses, and every word of what it agrees to, is a key with the party.
func (f *fold) changesOfMind() {
	t := f.compare(refusals, statementLayer, func(it *item) bool {
		return it.stance&(refuses|grants) != 0 && it.stands && it.entity != "" && !it.st.Headline
	}, f.spelled(func(it *item) (keys []string) {
		words := it.ws
		if it.stance&refuses != 0 {
			words = it.roundly
		}
		for _, w := range words {
			keys = append(keys, it.party+"|"+f.lexicon.words[w])
		}
		return keys
	}), func(a, b *item) bool {
		return a.rep != b.rep && (a.stance^b.stance)&refuses != 0
	})
	f.tell(t, func(t, d *item) *clash {
		if d.stance&refuses == 0 {
			t, d = d, t
		}
		if words, _ := f.besideNames(t, d); words < 2 || t.when == nil || d.when == nil || d.when.From >= t.when.From || !takesBack(t, d) || asIf.MatchString(spoken(t)) {
			return nil
		}
		return f.changeOfMind(t, d)
	})
}

// defied: an event by which a party turns down what another is told in its words to ask for ("the council has defied Harland's call to open the weir").
func (f *fold) defied(s *sheet) (out []*clash) {
	for _, e := range s.event {
		if e.ev.Type != "proposal-rejected" || undone(e.ev.Status) {
			continue
		}
		for _, t := range s.statement {
			if t.entity == "" || t.st.Headline || t.stance&wants == 0 || doneBy(e, t.party) || len(t.st.Cue) == 0 || !t.st.Cue[0].Raw.Overlaps(e.passage.Raw) || t.passage.Raw.Start < e.passage.Raw.Start {
				continue
			}
			if h := hostOf(t); h != nil && h.stance&refuses != 0 { // told by its statement (see request)
				continue
			}
			out = append(out, f.refusedRequest(0.55, f.doer(e), t, e))
			break
		}
	}
	return out
}

// doer is the name of who did an event, as far as it is told.
func (f *fold) doer(e *item) string {
	for _, p := range e.ev.Participants {
		if p.Role == parley.Actor {
			return f.who(p.Entity)
		}
	}
	return f.who("")
}

// stopWords matches what asks that a thing come to an end.
var stopWords = pattern.MustCompile(`(?i)\b(stop|halt|end|cease|suspend|lift|abandon|give up|freeze|pause)(s|ed|ing)?\b`)

// notStopped: an end to something is called for by one voice of a report, and another says that it will not end.
func (f *fold) notStopped(s *sheet) (out []*clash) {
	for _, d := range s.event {
		if d.entity == "" || !d.goesOn {
			continue
		}
		for _, t := range s.event {
			if t.kind != d.kind || t.ev.Status != parley.CalledFor || f.related(t, d) || t.entity != "" && t.party == d.party || !stopWords.MatchString(t.passage.Text) {
				continue
			}
			if common, _ := participants(t, d); common == 0 && !f.namedIn(t.passage.Text, d.entity) && f.binding(t, d) == 0 {
				continue
			}
			out = append(out, f.conflict(parley.StatusConflict, "called-for-and-refused", 0.55, fmt.Sprintf("%s: called for, says %s; refused, says %s", plainly(t.ev.Type), f.teller(t), f.teller(d)), t, d))
			break
		}
	}
	return out
}
