package record

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// untruths matches what accuses somebody of not telling the truth, without saying what he told: "of exaggerating".
var untruths = pattern.MustCompile(`(?i)\bof ((deliberately|wildly|grossly|knowingly) )?(exaggerating|overstating|fabricating|inventing|lying|misleading the \w+|(distorting|misrepresenting) (the )?(facts|truth|picture|reality|situation|record|events|words)|spreading (lies|rumou?rs|propaganda|falsehoods|disinformation|misinformation|false \w+)|making (it|things|this) up|twisting (the )?(facts|truth|words))\b`)

// calledUntrue: an accusation that somebody does not tell the truth, and what the accused, or the voice before it, has said in the report.
func (f *fold) calledUntrue(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.entity == "" || d.st.Headline || d.st.Negated || d.st.Act != parley.Accuse || !untruths.MatchString(spoken(d)) {
			continue
		}
		var c *clash
		var first *item
		for j, n := i-1, 0; j >= 0 && n < steps; j-- {
			t := s.statement[j]
			if t.st.Headline || t.entity == "" || f.sameVoice(t, d) || f.related(t, d) || !indicative(t.st.Act) || t.disbelief || denies(t) || d.passage.Raw.Start-t.passage.Raw.End > reach {
				continue
			}
			n++
			switch {
			case c == nil && (n == 1 && d.passage.Raw.Start-t.passage.Raw.End <= nearby || f.charges(d, t.entity)):
				c, first = f.conflict(parley.DenialConflict, "called-untrue", 0.5, fmt.Sprintf("%s untrue what %s: %s", f.does(d.entity, "calls"), f.does(t.entity, "says"), t.passage.Text), t, d), t
			case c != nil && t.entity == first.entity: // it is all that this voice said
				m := f.memberOf(t)
				m.Side = "x"
				c.between = append(c.members(f), m)
			}
		}
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}

// innocent matches what a voice says of its own deed to clear it: that it harms nobody, or is allowed.
var innocent = pattern.MustCompile(`(?i)\b(peaceful\w*|defensive|self-defen[cs]e|routine|legitimate|lawful\w*|legal|humanitarian|voluntar(y|ily)|(in line|in accordance|complie[sd]|consistent) with|no (danger|threat|risk) to)\b`)

// guilty matches what a deed is charged with: that it is not allowed, or meant to harm.
var guilty = pattern.MustCompile(`(?i)\b(violat\w+|breach\w*|illegal\w*|unlawful\w*|banned|prohibited|in defiance of|def(y|ies|ied|ying)|provocat\w+|aggress\w+|hostile|threaten\w*|rehears\w+|(declaration|act)s? of war|against (their|his|her) will|forc(ed|ibly))\b`)

// charging reports whether a statement calls what another does wrong, though its cue is no accusation.
func charging(it *item) bool {
	return it.entity != "" && !it.st.Negated && !it.st.Headline && !it.no && it.st.Act == parley.Say && it.manner&faults != 0
}

// cleared: what others charge a deed with, its doer calls allowed or harmless in the words next to it.
func (f *fold) cleared(s *sheet) (out []*clash) {
	for i, d := range s.statement {
		if d.entity == "" || d.st.Headline || d.st.Negated || d.no || !indicative(d.st.Act) || d.manner&clears == 0 {
			continue
		}
		for j := max(0, i-steps); j < min(len(s.statement), i+steps+1); j++ {
			t := s.statement[j]
			if i == j || t.st.Headline || t.entity == "" || f.sameVoice(t, d) || f.related(t, d) || t.no || t.st.Negated || denies(t) || t.manner&faults == 0 {
				continue
			}
			gap := max(t.passage.Raw.Start-d.passage.Raw.End, d.passage.Raw.Start-t.passage.Raw.End)
			if gap > nearby || !f.charges(t, d.entity) && !(f.beside(t, d, d.entity, t.entity) > 0 && f.rare(t.ws, d.ws) > 0) && max(i-j, j-i) > 1 {
				continue
			}
			out = append(out, f.conflict(parley.DenialConflict, "calls-it-right", 0.5, fmt.Sprintf("%s: %s; %s: %s", f.who(t.entity), shorten(t.passage.Text, 70), f.who(d.entity), shorten(d.passage.Text, 70)), t, d))
			break
		}
	}
	return out
}
