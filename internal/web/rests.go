package web

import (
	"net/url"
	"slices"
	"sort"
	"strings"

	"github.com/parley-press/parley"
)

// A reliance says how much of what is stated rests on one speaker, one outlet or one agency. What is counted are statements, those that are told several
// times once.
type reliance struct {
	Of       int     `json:"statements"` // told several times or once
	Speakers []share `json:"by_one_speaker"`
	Outlets  []share `json:"through_one_outlet"`
	Agencies []share `json:"through_one_agency"`
}

// A share is how many of the statements rest on one name.
type share struct {
	Ref     ref `json:"ref"`
	N       int `json:"statements"`
	Percent int `json:"percent"`
}

// Share is Percent, as bars have it.
func (s share) Share() int { return s.Percent }

// mostShares is how many names of each sort are listed.
const mostShares = 3

// reliance counts. A statement rests on a speaker who is its source; on an outlet where no other carried it, a copy counting as its origin; on an agency
// where every telling names it in its chain or every report that tells it credits it or is its own.
func (x *index) reliance() reliance {
	agencies := map[string]string{} // names in small letters, as printed first
	for i := range x.rec.Reports {
		for _, a := range x.rec.Reports[i].Meta.Agencies {
			if k := strings.ToLower(a.Name); k != "" && agencies[k] == "" {
				agencies[k] = a.Name
			}
		}
	}
	var speakers, outlets, through tallies
	out := reliance{}
	for _, tellings := range x.distinct() {
		out.Of++
		for _, a := range tellings {
			if s := a.in(x.rec).Statements[a.n].Source; s != nil {
				if w := x.who(s.Entity); w.Name != "" {
					speakers.add(w)
					break
				}
			}
		}
		if o := x.onlyOutlet(tellings); o != "" {
			outlets.add(ref{ID: o, Name: o})
		}
		for _, a := range x.everyAgency(tellings, agencies) {
			through.add(ref{ID: a, Name: a})
		}
	}
	out.Speakers, out.Outlets, out.Agencies = shares(speakers, out.Of), shares(outlets, out.Of), shares(through, out.Of)
	for i := range out.Outlets { // only those that are listed have addresses
		o := &out.Outlets[i].Ref
		o.Href = address("/statements", url.Values{"outlet": {o.ID}}.Encode())
	}
	for i := range out.Agencies {
		a := &out.Agencies[i].Ref
		a.Href = address("/reports", url.Values{"agency": {a.ID}}.Encode())
	}
	return out
}

func shares(t tallies, of int) []share {
	var out []share
	for _, l := range top(t.sorted(), mostShares) {
		out = append(out, share{l.Ref, l.N, (200*l.N + of) / (2 * max(1, of))})
	}
	return out
}

// distinct are the statements, the tellings of one together, in the order of their first.
func (x *index) distinct() [][]at {
	first := map[*parley.Same]int{}
	var out [][]at
	for i, a := range x.said {
		r, s := x.statementAt(i)
		if g := x.same[key{r.ID, s.ID}]; g != nil {
			if n, ok := first[g]; ok {
				out[n] = append(out[n], a)
				continue
			}
			first[g] = len(out)
		}
		out = append(out, x.said[i:i+1:i+1]) // most are told once; what is added to goes elsewhere
	}
	return out
}

// onlyOutlet is the one outlet that carried a statement of itself, "" where there are more.
func (x *index) onlyOutlet(tellings []at) string {
	out := ""
	for _, t := range tellings {
		r := t.in(x.rec)
		if o := x.reports[r.CopyOf]; r.CopyOf != "" && o != nil {
			r = o
		}
		o := outletOf(r)
		if out != "" && o != out {
			return ""
		}
		out = o
	}
	return out
}

// everyAgency are the agencies through which every telling came, by name.
func (x *index) everyAgency(tellings []at, agencies map[string]string) []string {
	var out []string
	for i, t := range tellings {
		var here []string
		add := func(name string) {
			if a := agencies[strings.ToLower(name)]; a != "" && !slices.Contains(here, a) {
				here = append(here, a)
			}
		}
		r := t.in(x.rec)
		for _, v := range x.through(&r.Statements[t.n]) {
			add(v.Name)
		}
		add(r.Meta.Outlet.Name)
		for _, a := range r.Meta.Agencies {
			add(a.Name)
		}
		if i == 0 {
			out = here
		} else {
			out = slices.DeleteFunc(out, func(a string) bool { return !slices.Contains(here, a) })
		}
	}
	sort.Strings(out)
	return out
}

// A restsList is a table of shares with its name.
type restsList struct {
	Name string
	List []share
}

func newRests(name string, list []share) restsList { return restsList{name, list} }
