package eval

import "github.com/parley-press/parley"

// slack is how many days longer than the gold interval a predicted one that meets it may be.
const slack = 14

// The ends of what ISO 8601 has four digits for, as days: 0001-01-01 and 9999-12-31.
const (
	firstDay = 1
	lastDay  = 3652059
)

// sameDates reports whether two intervals are equal; none and one without ends are the same.
func sameDates(a, b *parley.Interval) bool { return ends(a) == ends(b) }

func ends(i *parley.Interval) parley.Interval {
	if i == nil {
		return parley.Interval{}
	}
	return *i
}

// nearDates reports whether two intervals are equal, or meet while the predicted one is not much longer.
func nearDates(gold, predicted *parley.Interval) bool {
	if sameDates(gold, predicted) {
		return true
	}
	if gold == nil || ends(predicted) == (parley.Interval{}) {
		return false
	}
	return gold.Meets(*predicted) && length(predicted) <= length(gold)+slack
}

// length is the number of nights in an interval, open ends reaching as far as they can be written.
func length(i *parley.Interval) int {
	from, to := int(i.From), int(i.To)
	if from == 0 {
		from = firstDay
	}
	if to == 0 {
		to = lastDay
	}
	return to - from
}
