package record

import "github.com/parley-press/parley"

// kindOf is a type of event, those together that reports use for one thing: "the talks", "the meeting".
func kindOf(t parley.EventType) string {
	switch t {
	case "meeting", "talks":
		return "talks"
	}
	return string(t)
}

// lead is how many bytes behind its headline the opening of a report reaches.
const lead = 500

// leadEnd is where the opening of report i ends in the file, 0 where it has no headline.
func (f *fold) leadEnd(i int) int {
	if h := f.reports[i].Meta.Headline; h != nil {
		return h.Raw.End + lead
	}
	return 0
}

// mayBeOne reports whether two events are of one type and time, so that they can be one happening.
func (f *fold) mayBeOne(a, b *item) bool {
	if a.kind != b.kind || a.undone != b.undone || a.when != nil && b.when != nil && !a.when.Meets(*b.when) {
		return false
	}
	if a.rep == b.rep {
		return f.inHeadline(a) != f.inHeadline(b) || f.twoTellers(a, b)
	}
	return f.sameTime(a, b) && (shared(a.ws, b.ws) >= 2 || oneDay(a.when, b.when) || a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument)
}

// oneEvent reports whether two events that may be one are tellings of one happening.
func (f *fold) oneEvent(a, b *item) bool {
	common, clash := participants(a, b)
	n := shared(a.ws, b.ws)
	if a.rep == b.rep {
		if f.inHeadline(a) != f.inHeadline(b) {
			return f.headlineTells(a, b, n, common)
		}
		return f.againTold(a, b, n, common)
	}
	if n >= 2 && n == len(a.ws) && n == len(b.ws) || n >= 4 && jaccard(a.ws, b.ws) >= 0.7 { // the same words
		return true
	}
	place := a.ev.Where != "" && a.ev.Where == b.ev.Where
	if a.ev.Where != "" && b.ev.Where != "" && !place && common < 2 {
		return false
	}
	inst := a.ev.Instrument != "" && a.ev.Instrument == b.ev.Instrument
	if inst && (once[a.ev.Type] || common > 0) {
		return true
	}
	if clash { // two accounts of who did it
		return place && f.binding(a, b) >= 2
	}
	if oneDay(a.when, b.when) {
		return common > 0 || inst || place && n > 0 || f.binding(a, b) > 0
	}
	return (common > 0 || inst) && n >= 3 && overlap(a.ws, b.ws) >= 0.6
}

// headlineTells reports whether an event of a headline and one of the text below are one: the opening has the words or the parties of its headline.
func (f *fold) headlineTells(a, b *item, n, common int) bool {
	if f.inHeadline(b) {
		b = a
	}
	return (n > 0 || common > 0) && b.passage.Raw.Start < f.leadEnd(b.rep) || n >= 2 && common > 0
}

// twoTellers reports whether two events below the headline of a report are told by two voices of it, the narration being one.
func (f *fold) twoTellers(a, b *item) bool {
	return a.ev.AssertedBy != b.ev.AssertedBy && !f.inHeadline(a) && !f.related(a, b) && clausal(a) && clausal(b)
}

// againTold reports whether an event of one voice is told again by another voice of the report: with the parties and the day, or the place and its words.
func (f *fold) againTold(a, b *item, n, common int) bool {
	if a.ev.Where != "" && b.ev.Where != "" && a.ev.Where != b.ev.Where {
		return false
	}
	if f.onceInReport(a, b) {
		return true
	}
	if oneDay(a.when, b.when) {
		return common > 1 || common > 0 && n > 1 || n > 2
	}
	return common > 1 && n > 2 || common > 0 && n > 3
}

// oneDay reports whether two findings are of one known day, give or take one.
func oneDay(a, b *parley.Interval) bool {
	return a != nil && b != nil && a.From != 0 && a.To != 0 && b.From != 0 && b.To != 0 && a.To-a.From <= 1 && b.To-b.From <= 1
}

// dayKeys are the keys of an event with its kind and day, where it has one day.
func (f *fold) dayKeys(it *item) []string {
	keys := f.eventKeys(it)
	if w := it.when; w != nil && w.From != 0 && w.From == w.To {
		keys = append(keys, it.kind+"|day "+w.From.String())
	}
	return keys
}
