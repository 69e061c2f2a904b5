package record

import (
	"fmt"
	"math"
	"strings"

	"github.com/parley-press/parley"
)

// A ruleCount is how many conflicts by a rule stand in the coded dossiers that were counted, and how many of these coders have.
type ruleCount struct{ shown, right int }

// claimWeight is how many conflicts what a rule claims to be right of counts as.
const claimWeight = 4

// leastSure is how sure a conflict is at least that is told: what one in five at most would believe is no hint where to look.
const leastSure = 0.2

// sureOf is how sure a conflict is, to two places: what its rule claims, put right by how often conflicts of the rule were right.
func sureOf(rule string, claim float64) float64 {
	n, also := ruleCounts[countedAs(rule, claim)], tollCounts[countedAs(rule, claim)]
	n.shown, n.right = n.shown+also.shown, n.right+also.right
	p := (float64(n.right) + claimWeight*claim) / (float64(n.shown) + claimWeight)
	if rule == atOddsRule {
		p = min(p, mostHint)
	}
	return toPlaces(p)
}

// mostHint is how sure a conflict is at most of which no word says that one side goes against the other. Many small signs together are half right on the dossiers that
// they were fitted on; of 37 in three others that people read two were conflicts, and seven in part.
const mostHint = 0.49

// toPlaces is a chance to the two places to which it is told.
func toPlaces(p float64) float64 { return math.Round(100*p) / 100 }

// byChance are the rules that claim a chance by a fit.
var byChance = map[string]bool{"at-odds": true, "tolls-apart": true}

// countedAs is under what a conflict is counted: by its rule, and by its chance too where a fit gives it, in twentieths up to two fifths.
func countedAs(rule string, claim float64) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(rule, "record/"), "@")
	if byChance[name] {
		return fmt.Sprintf("%s %.2f", name, min(math.Floor(20*toPlaces(claim)+1e-9)/20, 0.4))
	}
	return name
}

// A Claim is a conflict of a record with what it is counted as.
type Claim struct {
	Counted string
	Between []parley.Member
}

// Claims lists the conflicts of the fold of in, those too that are not told, for counting how often they are right.
func Claims(in Input) (out []Claim) {
	in.untold = true
	f := foldOnce(in)
	for i, c := range f.kept {
		out = append(out, Claim{countedAs(c.rule, c.confidence), f.rec.Conflicts[i].Between})
	}
	return out
}
