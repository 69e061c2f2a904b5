package record

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/pattern"
)

// tollReach is how many bytes of a text may lie between two voices' counts of one happening's dead.
const tollReach = 900

// tollsWithin: two voices of one report count the dead of one happening, and their numbers cannot both be true: "a monitor said at least 25 people were killed …
// State television said 14 people had died". What the second sentence says of where, how and when must not set it apart from the first.
func (f *fold) tollsWithin(s *sheet) (out []*clash) {
	for i, a := range s.figure {
		if !tollOfOne(a) {
			continue
		}
		for _, b := range s.figure[i+1:] {
			if !tollOfOne(b) || a.entity == b.entity || a.party == b.party && a.party != "" {
				continue
			}
			if b.fig.Passage.Span.Start-a.fig.Passage.Span.End > tollReach {
				break
			}
			if onePeople(a, b) && !twoForces(a, b) && f.oneBlow(a, b) {
				if !itemsMeet(a, b) {
					out = append(out, f.conflict(parley.FigureConflict, "tolls-within", 0.5, "", a, b))
				}
				break
			}
		}
	}
	return out
}

// tollOfOne reports whether a figure is some voice's count of all the dead of one happening.
func tollOfOne(it *item) bool {
	return it.setting != nil && it.entity != "" && !it.war && !it.aside && !it.old && it.fig.PartOf == "" && !it.setting.period && !partial[victimGroup(it)]
}

// twoForces reports whether two counts are of fighters who are not called alike: rebels and soldiers fall on two sides.
func twoForces(a, b *item) bool {
	return victimGroup(a) == "fighters" && victimGroup(b) == "fighters" && a.noun != b.noun
}

// oneBlow reports whether nothing in the sentence of a later count of dead sets it apart from an earlier one of the same report.
func (f *fold) oneBlow(a, b *item) bool {
	x, y := a.setting, b.setting
	common, _ := f.common(x.near, y.towns)
	switch {
	case a.fig.Where != "" && b.fig.Where != "" && a.fig.Where != b.fig.Where,
		len(y.towns) > 0 && common == 0,
		x.blow != 0 && y.blow != 0 && x.blow&y.blow == 0,
		x.when != nil && y.when != nil && !x.when.Meets(*y.when),
		elsewhere.MatchString(b.fig.Sentence.Text):
		return false
	}
	return true
}

// elsewhere matches what tells of another happening than the one before.
var elsewhere = pattern.MustCompile(`(?i)\b(another|separate(ly)?|elsewhere|also (killed|died)|earlier|previous(ly)?|(last|past|previous|following|next) (night|week|month|year)|a (day|week|month|year) (ago|before|later)|in a (second|third|different)|second (attack|blast|bomb\w*|strike|raid))\b`)
