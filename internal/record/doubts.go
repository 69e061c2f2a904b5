package record

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// unproven matches what is said to have nothing to show for it: "no evidence that", "had yet to be proven".
var unproven = pattern.MustCompile(`(?i)\b(no|not seen any|any|little|scant|without) (\w+ )?(evidence|proof|indication|indications|sign|signs) (that|of|for|to)\b|\b(not|never|yet to)( yet)?( been| be| have)? (proven|proved|demonstrated|substantiated|verified)\b|\bunproven\b`)

// unbelief matches cues by which a voice says that it does not take another's words for true.
var unbelief = pattern.MustCompile(`(?i)\b(disput(e|es|ed|ing)|play(s|ed|ing)? down|cast(s|ing)? doubt|call(s|ed|ing)? into question|(do|does|did) not believe|(don't|don’t|doesn't|doesn’t|didn't|didn’t) believe|disbelieve\w*|scoff(s|ed)? at|challeng(e|es|ed|ing))\b`)

// disbelieves reports whether a statement says that what somebody claims is not so as far as anybody can see: a doubt, or that nothing shows it.
func disbelieves(it *item) bool {
	if it.st.Negated || denies(it) {
		return false
	}
	if it.st.Act == parley.Doubt || indicative(it.st.Act) && unproven.MatchString(spoken(it)) {
		return true
	}
	for _, c := range it.st.Cue {
		if unbelief.MatchString(c.Text) {
			return true
		}
	}
	return false
}

// doubted: what one voice claims another of the same report does not believe, or sees nothing for.
func (f *fold) doubted(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.st.Headline || d.entity == "" || !d.disbelief {
			continue
		}
		for _, t := range []*item{f.claimBefore(s, i, d), f.claimBehind(s, i, d)} {
			if t != nil {
				out = append(out, f.conflict(parley.DenialConflict, "doubted", 0.55, fmt.Sprintf("%s what %s: %s", f.does(d.entity, "does not believe"), f.does(t.entity, "says"), t.passage.Text), t, d))
			}
		}
	}
	return out
}

// claimBefore is the nearest claim of another voice before the doubt at place i that says what is doubted, nil where there is none: one with several rare words of it,
// or the voice just before it with one beside the names of both.
func (f *fold) claimBefore(s *sheet, i int, d *item) *item {
	for j, n := i-1, 0; j >= 0 && j >= i-within; j-- {
		t := s.statement[j]
		if !f.mayDoubt(t, d) {
			continue
		}
		n++
		near := n <= steps && d.passage.Raw.Start-t.passage.Raw.End <= nearby
		words, _ := f.besideNames(t, d)
		if r := f.rare(t.ws, d.ws); r > 1 && words > 2 || near && r > 0 && words > 1 {
			return t
		}
	}
	return nil
}

// claimBehind is the next claim of another voice behind the doubt at place i that says what is doubted, nil where there is none.
func (f *fold) claimBehind(s *sheet, i int, d *item) *item {
	for _, t := range s.statement[i+1:] {
		if t.passage.Raw.Start-d.passage.Raw.End > nearby {
			break
		}
		if !f.mayDoubt(t, d) {
			continue
		}
		if words, _ := f.besideNames(t, d); words > 1 && f.rare(t.ws, d.ws) > 0 {
			return t
		}
		break
	}
	return nil
}

// mayDoubt reports whether t is a claim of another voice than that of the doubt d.
func (f *fold) mayDoubt(t, d *item) bool {
	return t.entity != "" && !t.st.Headline && !f.related(t, d) && !f.sameVoice(t, d) && indicative(t.st.Act) && !t.no && !t.disbelief && !denies(t)
}
