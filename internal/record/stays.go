package record

import (
	"fmt"

	"github.com/parley-press/parley"
)

// staysApart: one stay or round of several days, of which reports give days that meet and are not the same ("from 20 to 22 March", "on 21 and 22 March").
func (f *fold) staysApart() {
	t := f.compare(stays, eventLayer, severalDays, f.spelled(func(it *item) (keys []string) {
		for _, p := range it.parties {
			keys = append(keys, it.kind+"|"+p)
		}
		return keys
	}), func(a, b *item) bool {
		return a.rep != b.rep && *a.when != *b.when && a.when.Meets(*b.when) && a.undone == b.undone
	})
	f.tell(t, func(a, b *item) *clash {
		if _, clash := participants(a, b); clash || shared(a.ws, b.ws) == 0 || f.oneWire(a, b) {
			return nil
		}
		return f.conflict(parley.DateConflict, "days-differ", 0.5, fmt.Sprintf("%s: %s or %s", plainly(a.ev.Type), a.ev.When, b.ev.When), a, b)
	})
}

// severalDays reports whether an event is told to last some days, both ends of which are named.
func severalDays(it *item) bool {
	w := it.ev.When
	return w != nil && closed(w) && w.To > w.From && w.To-w.From <= 3 && it.ev.WhenPassage != nil && digits(it.ev.WhenPassage.Text) > 1
}

// digits counts the numbers in a text.
func digits(s string) (n int) {
	in := false
	for _, c := range []byte(s) {
		is := c >= '0' && c <= '9'
		if is && !in {
			n++
		}
		in = is
	}
	return n
}
