package eval

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/parley-press/parley"
)

// precisions are where recall is read off the curve, in percent.
var precisions = [...]float64{80, 85, 90}

// An AttributionReport is how well attributions were found. Texts with k annotators are scored against each of them, with
// a weight of 1/k.
type AttributionReport struct {
	Texts       int              `json:"texts"`
	Curve       []OperatingPoint `json:"curve"`       // the surest first; none without any confidence
	Reliability []ReliabilityBin `json:"reliability"` // ten bins of the same width; none without any confidence
	ECE         float64          `json:"calibration_error"`

	counts attributionCounts
}

// An OperatingPoint is what is got where only attributions of at least that confidence are kept. P, R and F1 are in [0, 1].
type OperatingPoint struct {
	Confidence float64 `json:"confidence"`
	P          float64 `json:"p"`
	R          float64 `json:"r"`
	F1         float64 `json:"f1"`
}

// A ReliabilityBin holds the predictions with a confidence in [Low, High), and 1 itself in the last.
type ReliabilityBin struct {
	Low        float64 `json:"low"`
	High       float64 `json:"high"`
	N          float64 `json:"n"`          // weighted number of them
	Confidence float64 `json:"confidence"` // mean
	Right      float64 `json:"right"`      // share of those that are paired and have the source's head right
}

// Attributions scores predictions for texts, by the number of the text. An error names the text and what is wrong.
//
// The definitions are those in docs/scores.md; confidence is compared with being right for Guo et al. 2017's expected
// calibration error.
func Attributions(texts []*AttributedText, predicted [][]Prediction) (*AttributionReport, error) {
	if len(texts) != len(predicted) {
		return nil, parley.Errorf(parley.Invalid, "eval: attribution", "%d texts, but predictions for %d", len(texts), len(predicted))
	}
	out := &AttributionReport{Texts: len(texts)}
	all := make([][]*comparison, len(texts))
	for n, t := range texts {
		found, err := t.lay(predicted[n])
		if err != nil {
			return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: attribution", Err: err}
		}
		var own attributionCounts
		for _, g := range t.gold {
			laid, err := t.lay(g)
			if err != nil {
				return nil, &parley.Error{Kind: parley.Invalid, Op: "eval: attribution: gold", Err: err}
			}
			x := &comparison{predicted: found, gold: laid, weight: 1 / float64(len(t.gold))}
			x.find()
			own.add(x)
			all[n] = append(all[n], x)
		}
		out.counts.plus(&own)
	}
	out.curve(all)
	out.calibrate(all)
	return out, nil
}

// curve pairs anew at every confidence that was given: a prediction that is left out may free its gold for another.
func (rep *AttributionReport) curve(all [][]*comparison) {
	type step struct {
		level  float64
		text   int
		counts weighed
	}
	var steps []step
	var now weighed
	for n, xs := range all {
		gold := 0.0
		for _, x := range xs {
			gold += float64(x.weight * float64(len(x.gold)))
		}
		now.gold += gold
		for _, level := range levels(xs) {
			s := step{level: level, text: n}
			for _, x := range xs {
				kept, ok := x.keeping(level)
				s.counts.predicted += float64(x.weight * float64(kept))
				s.counts.predictedRight += float64(x.weight * float64(ok))
				s.counts.goldFound += float64(x.weight * float64(ok))
			}
			steps = append(steps, s)
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Or(cmp.Compare(b.level, a.level), a.text-b.text) })
	last := make([]weighed, len(all))
	for i, s := range steps {
		was := last[s.text]
		now.predicted = now.predicted + s.counts.predicted - was.predicted
		now.predictedRight = now.predictedRight + s.counts.predictedRight - was.predictedRight
		now.goldFound = now.goldFound + s.counts.goldFound - was.goldFound
		last[s.text] = s.counts
		if i+1 < len(steps) && steps[i+1].level == s.level || math.IsInf(s.level, 1) {
			continue
		}
		p, r, f := now.percent()
		rep.Curve = append(rep.Curve, OperatingPoint{s.level, p / 100, r / 100, f / 100})
	}
}

// levels are the different confidences of a text's predictions, ascending.
func levels(xs []*comparison) []float64 {
	var out []float64
	for _, x := range xs {
		for _, p := range x.predicted {
			out = append(out, p.confidence)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// keeping is how many predictions are at least that sure, and how many of these are right.
func (x *comparison) keeping(level float64) (kept, right int) {
	keep := func(i int) bool { return x.predicted[i].confidence >= level }
	for i := range x.predicted {
		if keep(i) {
			kept++
		}
	}
	for i, j := range x.pairs(keep) {
		if j >= 0 && x.predicted[i].head == x.gold[j].head {
			right++
		}
	}
	return kept, right
}

// bins is into how many of the same width confidences are sorted.
const bins = 10

// calibrate compares the confidences with what is right. Those outside of [0, 1] count in the nearest bin.
func (rep *AttributionReport) calibrate(all [][]*comparison) {
	var n, sure, right [bins]float64
	total := 0.0
	for _, xs := range all {
		for _, x := range xs {
			for i, j := range x.pairs(func(int) bool { return true }) {
				c := x.predicted[i].confidence
				if math.IsInf(c, 1) {
					continue
				}
				b := int(min(max(c, 0)*bins, bins-1))
				n[b] += x.weight
				total += x.weight
				sure[b] += float64(x.weight * c)
				if j >= 0 && x.predicted[i].head == x.gold[j].head {
					right[b] += x.weight
				}
			}
		}
	}
	if total == 0 {
		return
	}
	for b := range bins {
		bin := ReliabilityBin{Low: float64(b) / bins, High: float64(b+1) / bins, N: n[b]}
		if n[b] > 0 {
			bin.Confidence, bin.Right = sure[b]/n[b], right[b]/n[b]
			rep.ECE += float64(n[b] / total * math.Abs(bin.Confidence-bin.Right))
		}
		rep.Reliability = append(rep.Reliability, bin)
	}
}

// F1 is the F1 of attributions: content paired and the head of the source right.
func (rep *AttributionReport) F1() Score { return rep.counts.paired[sourcePair][anyType].score("") }

// AtPrecision is the point of the curve with the highest recall among those of at least that precision (in percent).
func (rep *AttributionReport) AtPrecision(percent float64) (best OperatingPoint, reached bool) {
	for _, p := range rep.Curve {
		if p.P >= percent/100 && (!reached || p.R > best.R) {
			best, reached = p, true
		}
	}
	return best, reached
}

// Scores are the figures as lines of a table: roles, pairs, and where there are confidences what these are worth.
func (rep *AttributionReport) Scores(prefix string) []Score {
	var out []Score
	add := func(section, name string, s Score) {
		s.Section, s.Name = section, prefix+name
		out = append(out, s)
	}
	for m, byType := range rep.counts.paired {
		for t, c := range byType {
			name := pairNames[m]
			if t != int(anyType) {
				name += " " + typeNames[t]
			}
			add("PolNeAR, dev, raw text: attributions", name, c.score(""))
		}
	}
	for r := range roles {
		for u := range units {
			add("Words of each role", roleNames[r]+" "+unitNames[u], rep.counts.role[u][r].score(""))
		}
	}
	if len(rep.Curve) == 0 {
		return out
	}
	gold := rep.counts.paired[sourcePair][anyType].gold
	for _, p := range precisions {
		at, _ := rep.AtPrecision(p)
		add("Confidence", fmt.Sprintf("recall at precision %.0f", p), Score{Kind: Share, R: at.R, Matched: int(float64(at.R*gold) + 0.5), Gold: int(gold + 0.5)})
	}
	add("Confidence", "calibration error", Score{Kind: Mean, R: rep.ECE, Cost: true})
	return out
}
