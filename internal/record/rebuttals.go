package record

import (
	"fmt"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// A manner is what the wording of a statement says of what it does to others, read once with the statement.
type manner uint16

const (
	counters   manner = 1 << iota // its cue says that it goes against the voice before it ("countered", "shot back")
	justifies                     // it says that what was done was right, or as agreed
	contrasts                     // it puts one thing in the place of another ("at rebels, not at the ferry")
	byForce                       // it lays a loss to somebody's doing,
	byMishap                      // or to nobody's
	pronominal                    // it is a pronoun for what was said before ("dismissed this")
	clefts                        // it says by its form who did it and no other ("it was the Harlanders who offered")
	clears                        // it calls a deed allowed or harmless,
	faults                        // or wrong
)

// counterCue matches cues by which a voice answers another; "responded" and "replied" do not say that it disagrees.
var counterCue = pattern.MustCompile(`(?i)\b(counter(ed|s|ing)?|retort(ed|s|ing)?|rebut(ted|s|ting)?|refut(ed|es|ing)|shot back|shoots back|hit back|hits back|fired back|contradict(ed|s|ing)?|disagree[ds]?|begged to differ|took issue)\b`)

// rightly matches what the accused says for himself: that he hits only what he may, that he keeps to what was agreed, that he had to.
var rightly = pattern.MustCompile(`(?i)\b(would|will|could|can|has|have|had|does|do|did|is|are|was|were) (only|solely|exclusively|merely)\b|\bonly (targets?|targeted|targeting|strikes?|struck|hits?|hitting|attacks?|attacked|acts?|acted|responds?|responded|fired?|returned)\b|\b(target(s|ed|ing)?|strik(es?|ing)|hit(s|ting)?|attack(s|ed|ing)?|fight(s|ing)?|fir(es|ed|ing) (at|on)) only\b|` +
	`\b(legitimate|lawful|self-defen[cs]e|retaliation)\b|\b(in response to|in accordance with|in line with) |\b(complie[sd]|complying|abides?|abided|abiding|adheres?|adhered|adhering) (with|by|to)\b|\b(is|are|was|were|has|have|had) (fully |strictly |always |been )?(respect(ing|ed)|honou?r(ing|ed)|committed to)\b`)

// instead matches a thing put in the place of another, with the words for the other.
var instead = pattern.MustCompile(`(?i)(?:[,;–—-]\s*(?:and\s+)?not|\brather than|\binstead of)\s+((?:at|by|in|with|from|to|for|on|against|because of)\s+)?([^,.;:"”]{4,80})`)

// notMerely matches a "not" that adds and does not replace.
var notMerely = pattern.MustCompile(`(?i)\bnot\s+(only|just|merely|simply|yet|necessarily|least|to mention|including|counting)\b`)

// force and mishap match the two kinds of causes that are told of a loss.
var (
	force  = pattern.MustCompile(`(?i)\b(shot down|shooting down|downed|brought down by|blown up|sabotag\w*|deliberate(ly)?|assassinat\w*|murder\w*|poison(ed|ing)|shell(ed|ing)|bomb(ed|ing)|attack(ed)?|set fire to|arson|torched|torpedo\w*|missile|rockets?|snipers?|gunfire)\b`)
	mishap = pattern.MustCompile(`(?i)\b(accident(al|ally|s)?|technical (failure|fault|problem|difficult\w+|malfunction|reasons)|mechanical (failure|fault|problem|trouble)|engine (failure|fire|trouble)|malfunction\w*|pilot error|human error|mishap|misfire\w*|short circuit|electrical (fault|problems?|failure)|gas leak|natural causes|heart (attack|failure)|bad weather|(committed|by) suicide)\b`)
)

// cleft matches a clause that says who did something as against another.
var cleft = pattern.MustCompile(`\b(it|It) (was|is) (not )?(the |our |their )?([A-Z][\w’'.-]*|government|opposition|rebels|army|regime|enemy|other side)( [A-Z]?[\w’'.-]+){0,3} (who|that|which)\b`)

// mannerOf reads the manner of a statement from its words.
func mannerOf(it *item) (m manner) {
	text := spoken(it)
	set := func(x manner, yes bool) {
		if yes {
			m |= x
		}
	}
	for _, c := range it.st.Cue {
		set(counters, counterCue.MatchString(c.Text))
	}
	set(justifies, rightly.MatchString(text))
	set(contrasts, instead.MatchString(text) && !notMerely.MatchString(text))
	f, a := force.MatchString(text), mishap.MatchString(text)
	set(byForce, f && !a)
	set(byMishap, a && !f)
	set(clefts, cleft.MatchString(text))
	in, out := innocent.MatchString(text), guilty.MatchString(text)
	set(clears, in && !out)
	set(faults, out && !in)
	set(pronominal, it.st.Act == parley.Deny && !it.st.Negated && pronounOnly.MatchString(text))
	return m
}

// pronounOnly matches a content that only stands for what was said before.
var pronounOnly = pattern.MustCompile(`(?i)^\W*(all |both )?(of )?(this|that|it|these|those)\W*$`)

// reach is how many bytes of the file may stand between a charge and the answer of the accused.
const reach = 900

// rebutted: a voice goes against the one before it in its report, by the cue that tells its words, or as the accused who speaks for himself, or by putting
// another thing in the place of what was said.
func (f *fold) rebutted(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.st.NestedIn != "" || d.st.Headline || denies(d) || d.back {
			continue
		}
		for j, n := i-1, 0; j >= 0 && n < steps; j-- {
			t := s.statement[j]
			if t.st.NestedIn != "" || f.related(t, d) || f.sameVoice(t, d) {
				continue
			}
			if t.st.Headline || d.passage.Raw.Start-t.passage.Raw.End > reach {
				break
			}
			n++
			if c := f.rebuttal(t, d, n); c != nil {
				out = append(out, c)
				break
			}
		}
	}
	return out
}

// rebuttal is the conflict between a statement and one of another voice that stands n voices behind it, nil where it does not go against it.
func (f *fold) rebuttal(t, d *item, n int) *clash {
	near := d.passage.Raw.Start-t.passage.Raw.End <= nearby
	switch {
	case d.manner&counters != 0 && n == 1 && near:
		kind := parley.DenialConflict
		if accuses(t) {
			kind = parley.BlameConflict
		}
		return f.conflict(kind, "counters", 0.6, fmt.Sprintf("%s what %s: %s", f.does(d.entity, "counters"), f.does(t.entity, "says"), t.passage.Text), t, d)
	case accuses(t) && d.entity != "" && f.charges(t, d.entity) && (d.no || d.manner&justifies != 0) && (n == 1 || f.rare(t.ws, d.ws) > 0):
		return f.conflict(parley.DenialConflict, "accused-answers", 0.55, fmt.Sprintf("%s %s, %s: %s", f.does(t.entity, "accuses"), f.who(d.entity), f.whoDoes(d.entity, "answers"), d.passage.Text), t, d)
	case d.manner&clefts != 0 && n == 1 && near && f.beside(t, d, t.entity, d.entity) > 0:
		return f.conflict(parley.BlameConflict, "it-was-the-other", 0.55, fmt.Sprintf("%s who it was, against %s: %s", f.does(d.entity, "says"), f.who(t.entity), d.passage.Text), t, d)
	case d.manner&contrasts != 0 && n == 1 && near && f.replaces(t, d):
		return f.conflict(parley.DenialConflict, "puts-another", 0.5, fmt.Sprintf("%s otherwise than %s: %s", f.does(d.entity, "says"), f.who(t.entity), d.passage.Text), t, d)
	}
	return nil
}

// charged is how many bytes of an accusation name the accused.
const charged = 60

// charges reports whether an accusation opens with the name of an entity or its party.
func (f *fold) charges(t *item, entity string) bool {
	return f.namedIn(opensWith(t), entity)
}

// opensWith is the words of an accusation that name the accused.
func opensWith(t *item) string {
	text := t.passage.Text
	if m := chargeStarts.FindStringIndex(text); m != nil {
		text = text[:m[0]]
	}
	return text[:min(len(text), charged)]
}

// chargeStarts matches what follows the name of the accused.
var chargeStarts = pattern.MustCompile(`\b(of|for|that|is|are|was|were|had|has|have|would|will)\b`)

// oneAccused reports whether two accusations of one report open with the name of the same third party.
func (f *fold) oneAccused(a, b *item) bool {
	return a.rep == b.rep && slices.ContainsFunc(f.parts(a.rep), func(id string) bool {
		p := f.party(id)
		return p != a.party && p != b.party && f.namedIn(opensWith(a), id) && f.namedIn(opensWith(b), id)
	})
}

// replaces reports whether d puts something in the place of what t says: it speaks of the one who speaks there, and its "not" has a word of his.
func (f *fold) replaces(t, d *item) bool {
	if t.entity == "" || !f.mentions(d, t.entity) {
		return false
	}
	for _, m := range instead.FindAllStringSubmatch(spoken(d), -1) {
		if shared(f.lexicon.number(content(m[2])), t.ws) > 0 {
			return true
		}
	}
	return false
}

// otherCause: of one loss one voice says that somebody did it, another that it came of itself ("was shot down", "had crashed after an engine failure").
func (f *fold) otherCause(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.manner&(byForce|byMishap) == 0 {
			continue
		}
		for j := i - 1; j >= 0; j-- {
			if t := s.statement[j]; f.rivalCauses(t, d) && f.beside(t, d, t.entity, d.entity) > 0 && f.rare(t.ws, d.ws) > 0 {
				out = append(out, f.causes(t, d))
				break
			}
		}
	}
	return out
}

// rivalCauses reports whether one of two statements lays a loss to force, the other to a mishap, in two voices.
func (f *fold) rivalCauses(a, b *item) bool {
	m := a.manner | b.manner
	return m&byForce != 0 && m&byMishap != 0 && a.manner&b.manner&(byForce|byMishap) == 0 && !f.sameVoice(a, b) && !f.related(a, b) && (a.entity != "" || b.entity != "")
}

func (f *fold) causes(a, b *item) *clash {
	return f.conflict(parley.StatusConflict, "rival-causes", 0.6, fmt.Sprintf("%s: %s; %s: %s", f.teller(a), shorten(a.passage.Text, 70), f.teller(b), shorten(b.passage.Text, 70)), a, b)
}

// refusers: one voice says that a party turned a proposal down, another that the other side did ("Harland refused, the Post said. Veska had refused, the envoy said").
func (f *fold) refusers(s *sheet) (out []*clash) {
	var before []*item
	for _, b := range s.event {
		if b.ev.Type != "proposal-rejected" || b.ev.Status != parley.Happened || len(accused(b)) == 0 {
			continue
		}
		for _, a := range before {
			if f.sameVoice(a, b) || a.entity == b.entity || f.related(a, b) || accused(a)[0] == accused(b)[0] || !f.sideOf(a, b) && !f.sideOf(b, a) {
				continue
			}
			out = append(out, f.conflict(parley.BlameConflict, "each-refused", 0.55, fmt.Sprintf("%s turned it down, says %s; %s did, says %s", f.who(accused(a)[0]), f.teller(a), f.who(accused(b)[0]), f.teller(b)), a, b))
			break
		}
		before = append(before, b)
	}
	return out
}

// sideOf reports whether the words in which a is told name who did b.
func (f *fold) sideOf(a, b *item) bool {
	if f.mentions(a, accused(b)[0]) {
		return true
	}
	k, ok := a.sheet.stmtAt[a.ev.AssertedBy]
	return ok && f.mentions(a.sheet.statement[k], accused(b)[0])
}

// checkCue matches cues of those who try to find out.
var checkCue = pattern.MustCompile(`(?i)\b(verif\w+|corroborat\w+|confirm\w*)\b`)

// uncertain reports whether a statement only says that a body that is on no side, as the press is, could not find out: that is no word against anybody.
func (f *fold) uncertain(d *item) bool {
	if len(d.st.Cue) == 0 || !checkCue.MatchString(d.st.Cue[0].Text) || d.st.Act == parley.Deny {
		return false
	}
	e := f.faces[d.entity]
	return e == nil || e.kind == parley.Organization && d.party == d.entity
}

// claimedBy matches who is said to have made the claim that a denial turns down: "a suggestion by Harland", "raised by the envoy".
var claimedBy = pattern.MustCompile(`(?i)\b(claims?|allegations?|accusations?|charges?|assertions?|suggestions?|reports?|statements?|ideas?|proposals?|made|voiced|raised|alluded to|levell?ed|suggested|cited|claimed|alleged|aired|put (forward|about))\s+(by|from)\s+([^,;]{3,60})`)

// othersClaim reports whether a denial says whose claim it turns down, and that is not the voice of t.
func (f *fold) othersClaim(t, d *item) bool {
	m := claimedBy.FindStringSubmatch(spoken(d))
	return m != nil && !f.namedIn(m[4], t.entity)
}

// namedIn reports whether a text has a name of an entity or its party.
func (f *fold) namedIn(text, entity string) bool {
	words := f.lexicon.number(content(text))
	for _, id := range []string{entity, f.party(entity)} {
		for _, bag := range f.bagsOf(id) {
			if shared(bag, words) == len(bag) {
				return true
			}
		}
	}
	return false
}

// opensWithOther reports whether the name of a source sets it apart from another of its kind: "other officials", "another minister".
func opensWithOther(it *item) bool {
	if it.st == nil || it.st.Source == nil || it.st.Source.Passage == nil {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(it.st.Source.Passage.Text), " ")
	return first == "other" || first == "another" || first == "others"
}
