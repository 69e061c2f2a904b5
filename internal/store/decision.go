package store

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// CheckDecision refuses a decision of no known kind, without its subject, or with a value that is not what its kind asks for, and text that cannot be
// stored. That what it is about is there is the engine's business.
func CheckDecision(d parley.Decision) error {
	what := wrongWith(d)
	for _, s := range []string{d.Who, string(d.Report), d.Finding, d.Value, d.Why, d.Was} {
		if what == "" && !Storable(s) {
			what = "text that is not UTF-8 or holds a NUL byte"
		}
	}
	if what == "" && (d.Undoes != 0) != (d.Kind == parley.DecideUndo) {
		what = "only an undo names a decision that it undoes"
	}
	if what == "" && d.Was != "" && !decodes[parley.Was](d.Was) {
		what = "what it was is not readable"
	}
	if what != "" {
		return parley.Errorf(parley.Invalid, "store: decide "+string(d.Kind), "%s", what)
	}
	return nil
}

// wrongWith says what a decision lacks, by its kind; "" for nothing.
func wrongWith(d parley.Decision) string {
	onFinding := d.Report != "" && d.Finding != ""
	switch d.Kind {
	case parley.DecideGiven:
		if d.Report == "" {
			return "no report named"
		}
		if _, err := DecodeGiven(d.Value); err != nil {
			return "value is not what can be given with a report"
		}
	case parley.DecideTold:
		if !onFinding {
			return "no report named, or no part of a container that tells of it"
		}
		if _, err := DecodeGiven(d.Value); err != nil {
			return "value is not what can be told of a report"
		}
	case parley.DecideReject, parley.DecideAccept:
		if !onFinding {
			return "no report or no finding named"
		}
	case parley.DecideEdit:
		if !onFinding {
			return "no report or no finding named"
		}
		if !decodes[parley.Edit](d.Value) || d.Value == "{}" {
			return "value is no change of a finding"
		}
	case parley.DecideAdd:
		if !onFinding {
			return "no report named, or no id of the finding"
		}
		if !decodes[parley.Addition](d.Value) {
			return "value is no finding"
		}
	default:
		return wrongOfRecord(d)
	}
	return ""
}

// wrongOfRecord is wrongWith of the kinds that are about something of the record.
func wrongOfRecord(d parley.Decision) string {
	switch d.Kind {
	case parley.DecideMerge:
		if d.Finding == "" || d.Value == "" || d.Finding == d.Value {
			return "two different entities or papers are needed"
		}
	case parley.DecideSplit:
		if d.Finding == "" || !decodes[parley.Split](d.Value) {
			return "no entity named, or value is no split"
		}
	case parley.DecideSame:
		if d.Finding == "" || d.Value == "" || d.Finding == d.Value {
			return "two different conflicts are needed"
		}
	case parley.DecideMark:
		if d.Finding == "" || !slices.Contains(parley.ConflictStates, parley.ConflictState(d.Value)) {
			return "no conflict named, or a state that is none of open, seen, explained, wrong"
		}
	case parley.DecideUndo:
		if d.Undoes < 1 {
			return "no decision named that is to be undone"
		}
	default:
		return "no such kind of decision"
	}
	return ""
}

// decodes reports whether s is JSON of a T, with no field that T has not.
func decodes[T any](s string) bool {
	var v T
	d := json.NewDecoder(strings.NewReader(s))
	d.DisallowUnknownFields()
	return d.Decode(&v) == nil && !d.More()
}

// Subject is what a decision is about: that whose log a person looks at before deciding again. An undo is about what it undoes, which only a log knows:
// it is "" for that (see SubjectIn).
func Subject(d parley.Decision) string {
	topic, finding := string(d.Kind), d.Finding
	switch d.Kind {
	case parley.DecideReject, parley.DecideAccept:
		topic = "stands"
	case parley.DecideSame: // whichever is named first
		finding = min(d.Finding, d.Value) + "\x00" + max(d.Finding, d.Value)
	case parley.DecideUndo:
		return ""
	}
	return topic + "\x00" + string(d.Report) + "\x00" + finding
}

// SubjectIn is the subject of a decision in a log, which gives the decision of a number and whether there is one. The subject of an undo is that of the
// decision that it undoes, at last. It is "" where the log has no such decision.
func SubjectIn(d parley.Decision, log func(seq int64) (parley.Decision, bool)) string {
	for d.Kind == parley.DecideUndo {
		before, ok := log(d.Undoes)
		if !ok || d.Seq != 0 && before.Seq >= d.Seq {
			return ""
		}
		d = before
	}
	return Subject(d)
}

// Newest is the number of the newest decision of a log on the subject of d, undos included; 0 where there is none.
func Newest(log []parley.Decision, d parley.Decision) int64 {
	at := func(seq int64) (parley.Decision, bool) {
		i, ok := slices.BinarySearchFunc(log, seq, func(x parley.Decision, seq int64) int { return int(x.Seq - seq) })
		if !ok {
			return parley.Decision{}, false
		}
		return log[i], true
	}
	subject := SubjectIn(d, at)
	for _, x := range slices.Backward(log) {
		if SubjectIn(x, at) == subject {
			return x.Seq
		}
	}
	return 0
}

// Anyhow is the seen of a DecideAt that does not ask what was decided before.
const Anyhow int64 = -1

// Clashes is the error of DecideAt where the newest decision on the subject is not the one that was seen; nil where it is.
func Clashes(d parley.Decision, newest, seen int64) error {
	if seen == Anyhow || seen == newest {
		return nil
	}
	return parley.Errorf(parley.Clash, "store: decide "+string(d.Kind), "decision %d on the same was made meanwhile, after %d; look at it and decide again", newest, seen)
}

// NoSuchDecision is the error of an undo of what is not in the log.
func NoSuchDecision(seq int64) error {
	return parley.Errorf(parley.NotFound, "store: decide undo", "no decision has the number %d; `parley show decisions` lists them", seq)
}

// Repeats reports whether d says again what last says, but for the time and for what it was when it was said.
func Repeats(last, d parley.Decision) bool {
	d.Seq, d.At, d.Was = last.Seq, last.At, last.Was
	return last == d
}
