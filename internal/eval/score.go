package eval

import "strings"

// A Kind says how a score is to be read.
type Kind string

// The kinds of score.
const (
	F1    Kind = "F1"    // precision and recall
	Share Kind = "share" // right answers among those asked
	Mean  Kind = "mean"  // a weighted mean of other scores
)

// A Score is one line of the table. For an F1, P counts matched predicted items among the predicted ones and R matched
// gold items among the gold ones; for a share and a mean, R is the value, and Predicted is 0.
type Score struct {
	Section   string  `json:"section"`
	Name      string  `json:"name"`
	Kind      Kind    `json:"kind"`
	P         float64 `json:"p"`
	R         float64 `json:"r"`
	Matched   int     `json:"matched"` // gold items matched, or right answers
	Predicted int     `json:"predicted"`
	Gold      int     `json:"gold"`           // gold items, or answers asked
	Cost      bool    `json:"cost,omitempty"` // the lower the better
}

// Value is the score as one number: the harmonic mean of P and R for an F1, else R.
func (s Score) Value() float64 {
	switch {
	case s.Kind != F1:
		return s.R
	case s.P+s.R == 0:
		return 0
	}
	return 2 * s.P * s.R / (s.P + s.R)
}

func ratio(a, b int) float64 {
	if b <= 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// A tally counts for precision and recall. The two sides may count matches differently.
type tally struct{ predictedRight, predicted, goldRight, gold int }

// hit counts matches that are one to one.
func (t *tally) hit(n int) {
	t.predictedRight += n
	t.goldRight += n
}

func (t *tally) score(name string) Score {
	return Score{Name: name, Kind: F1, P: ratio(t.predictedRight, t.predicted), R: ratio(t.goldRight, t.gold),
		Matched: t.goldRight, Predicted: t.predicted, Gold: t.gold}
}

// An answer counts right answers.
type answer struct{ right, asked int }

// add counts one answer and gives it back.
func (a *answer) add(ok bool) bool {
	a.asked++
	if ok {
		a.right++
	}
	return ok
}

func (a *answer) score(name string) Score {
	return Score{Name: name, Kind: Share, R: ratio(a.right, a.asked), Matched: a.right, Gold: a.asked}
}

// answers are the answers of several fields.
type answers map[string]*answer

func newAnswers(names []string) answers {
	a := answers{}
	for _, n := range names {
		a[n] = &answer{}
	}
	return a
}

func (a answers) scores(names []string) []Score {
	var out []Score
	for _, n := range names {
		out = append(out, a[n].score(n))
	}
	return out
}

// total is the weighted mean of all layers. A field counts only as far as its items were found.
func total(all []Score) Score {
	v := func(name string) float64 {
		for _, s := range all {
			if strings.TrimSpace(s.Name) == name {
				return s.Value()
			}
		}
		panic("eval: no score " + name)
	}
	mean := func(names ...string) float64 {
		sum := 0.0
		for _, n := range names {
			sum += v(n)
		}
		return sum / float64(len(names))
	}
	meta := mean(metaFields...)
	fields := mean("mode", "act", "nested_in", "via", "said_on exact") * v("statements detected")
	events := (3*mean("event status", "event date exact", "event asserted_by") + v("event participants")) / 4 * v("events detected")
	entities := (v("entities found") + v("entity aliases covered") + v("source clusters (B3)")*v("statements detected")) / 3
	sum, weights := 0.0, 0.0
	for _, t := range []struct{ weight, value float64 }{
		{5, v("noise bytes")}, {5, meta}, {10, v("statements detected")}, {5, v("content bytes, matched") * v("statements detected")},
		{20, v("statement + source")}, {10, fields}, {5, entities}, {10, v("events detected")}, {5, events}, {5, v("figures right")},
		{4, v("instruments found")}, {4, v("history steps")}, {8, v("conflicts found")}, {4, v("chronology dates")},
	} {
		sum += float64(t.weight * t.value)
		weights += t.weight
	}
	return Score{Name: "TOTAL", Kind: Mean, R: sum / weights}
}
