package record

import (
	"fmt"
	"slices"
)

// numbersRules are the rules of two numbers that two reports give of one thing.
var numbersRules = map[string]bool{"record/tolls-apart@1": true, "record/ranges-apart@1": true}

// numbersApart is of how many numbers of one thing each two are a conflict of their own, and pairsApart how many such conflicts there can be.
const numbersApart, pairsApart = 3, 3

// gathered makes one conflict of the numbers that reports give of one thing, the dead of one happening above all, where they are more than three. kept are conflicts of two places each, the surest
// first. The surest pair of numbers leads; another belongs to it where each of its numbers leads, or stands against one that does. So no chain of numbers goes from one happening to the next.
func (f *fold) gathered(kept []*clash) []*clash {
	var pairs []*clash
	against := map[uint64][]uint64{} // by place: where the numbers are told that one told there stands against
	have := map[[2]uint64]bool{}
	for _, c := range kept {
		if !numbersRules[c.rule] {
			continue
		}
		pairs = append(pairs, c)
		for _, part := range c.first.parts {
			if k := f.placesOf(part); !have[k] {
				have[k] = true
				against[k[0]], against[k[1]] = append(against[k[0]], k[1]), append(against[k[1]], k[0])
			}
		}
	}
	led, of := map[uint64][]*clash{}, map[*clash][]*clash{} // by place: the leading pairs that a number told there belongs to; and by leading pair: the others
	for _, c := range pairs {
		k := f.placesOf(c)
		if l := leading(led[k[0]], led[k[1]], c); l != nil {
			of[l] = append(of[l], c)
			continue
		}
		for _, p := range k {
			for _, q := range slices.Concat(against[p], k[:]) {
				if n := len(led[q]); n == 0 || led[q][n-1] != c {
					led[q] = append(led[q], c)
				}
			}
		}
	}
	gone := map[*clash]bool{}
	for l, others := range of {
		if 1+len(others) <= pairsApart {
			continue
		}
		for _, c := range others {
			l.first.parts = append(l.first.parts, c.first.parts...)
			gone[c] = true
		}
	}
	return slices.DeleteFunc(kept, func(c *clash) bool { return gone[c] })
}

// leading is the surest pair by the same rule to which both numbers of another belong, nil where there is none.
func leading(of, and []*clash, c *clash) *clash {
	for _, l := range of {
		if l.rule == c.rule && slices.Contains(and, l) && onePeoples(l, c) {
			return l
		}
	}
	return nil
}

// onePeoples reports whether both numbers of a pair are of groups of people that another pair counts.
func onePeoples(l, c *clash) bool {
	for _, e := range c.ends {
		if g := victimGroup(e.it); g != victimGroup(l.ends[0].it) && g != victimGroup(l.ends[1].it) {
			return false
		}
	}
	return true
}

// sideOf is the side of a conflict of two numbers on which a further one stands: with the one that can be true beside it, else with the nearer.
func sideOf(c *clash, it *item) string {
	x, y := c.ends[0].it, c.ends[1].it
	with := itemsMeet(it, x)
	if with == itemsMeet(it, y) {
		lower := size(it.fig)*size(it.fig) <= size(x.fig)*size(y.fig) // the larger is at least as many times this one as this one is the smaller
		with = lower == (size(x.fig) < size(y.fig))
	}
	if with {
		return "x"
	}
	return "y"
}

// fromTo says in one line which numbers are told: the least and the greatest of many, else what two are. Those who tell them may tell something else, or be nil.
func fromTo(two string, told []*item) string {
	var least, greatest *item
	sizes := map[float64]bool{}
	for _, it := range told {
		if it == nil || it.fig == nil {
			continue
		}
		n := size(it.fig)
		if sizes[n] = true; least == nil || n < size(least.fig) {
			least = it
		}
		if greatest == nil || n > size(greatest.fig) {
			greatest = it
		}
	}
	if len(sizes) <= numbersApart {
		return two
	}
	return shorten(fmt.Sprintf("from %s to %s", least.passage.Text, greatest.passage.Text), 160)
}
