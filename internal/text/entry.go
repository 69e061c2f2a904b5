package text

import (
	"sort"

	"github.com/parley-press/parley"
)

// An Entry is one entry of a live blog.
type Entry struct {
	Span  parley.Span
	Stamp parley.Span // its time, as printed
	Day   Date        // Value is 0 where no stamp of an entry has told one yet
}

// EntryAt is the number of the entry that byte at stands in, -1 for none.
func (t *Text) EntryAt(at int) int {
	all := t.Meta.Entries
	i := sort.Search(len(all), func(i int) bool { return all[i].Span.End > at })
	if i < len(all) && all[i].Span.Start <= at {
		return i
	}
	return -1
}

// AnchorAt is the day from which the time words at byte at are counted: that of the entry they stand in, where it has one of its own, else the report's.
func (d *Doc) AnchorAt(at int) Date {
	if i := d.EntryAt(at); i >= 0 && d.Meta.Entries[i].Day.Value.Known() {
		return d.Meta.Entries[i].Day
	}
	return d.Anchor
}
