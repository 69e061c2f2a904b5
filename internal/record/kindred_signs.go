package record

import (
	"math"
	"slices"

	"github.com/parley-press/parley"
)

// What speaks for two entities of a dossier being one, or against it; the values are 0 or 1 where nothing else is said. The smaller of the two is the one with
// fewer mentions.
const (
	kinAlways = iota

	kinSameType
	kinBodyTypes  // bodies of two types
	kinOtherTypes // a person and a body
	kinPersons
	kinOneState
	kinBothNamed
	kinNoneNamed
	kinBothUnnamed

	kinSameProper // both are called by one word with a capital,
	kinSameNoun   // or by one common noun
	kinHead       // the same noun heads what they are called
	kinWithin     // all words of one's name stand in the other's
	kinBodyHead   // of bodies, by longer names
	kinRoles      // the same office or description

	kinOneSide // one is known to speak for somebody
	kinNoSide
	kinPropers      // the names before the heads, and of those they speak for, are others,
	kinSharePropers // or some are the same,
	kinOneProper    // or one has such names,
	kinNoProper     // or none, where they share a head
	kinGovernment   // a state and a government

	kinAlone  // no other entity shares the head
	kinRivals // log of 1 + how many others do
	kinTop    // no entity of the type of the larger is mentioned more in the reports of the smaller

	kinDefinite   // the smaller is always "the",
	kinIndefinite // or "a" once at least,
	kinBothSome   // and the larger too
	kinMany       // both are many
	kinOneMany
	kinCrowd // how the smaller was found
	kinBody

	kinSaid // log of 1 + the most words that a statement of one shares with one of the other
	kinBothSay
	kinOneSays
	kinWeek // reports of the two appeared two to seven days apart, and none within a day
	kinSigns
)

// A kinbook is what the signs look things up in.
type kinbook struct {
	ps    []*portrait
	at    map[*spelling]int
	heads map[string][]int // head to portraits
	tops  map[topOf]int
}

// A topOf is the reports of a portrait, and a type.
type topOf struct {
	reports int
	kind    parley.EntityType
}

// day is the day of a report, false where it is not known.
func (s *sheet) day() (parley.Date, bool) {
	d := s.eff.Meta.Published.Value
	return d, d.Known()
}

func newKinbook(rows []*row[being]) *kinbook {
	b := &kinbook{at: map[*spelling]int{}, heads: map[string][]int{}, tops: map[topOf]int{}}
	for i, r := range rows {
		p := r.val.portrait()
		b.ps = append(b.ps, p)
		for _, l := range p.locals {
			b.at[l] = i
		}
		for _, h := range p.heads() {
			b.heads[h] = append(b.heads[h], i)
		}
	}
	return b
}

// sides are those for whom an entity speaks.
func (b *kinbook) sides(p *portrait) (out []int) {
	for _, l := range p.locals {
		if s := l.sideOf(); s != nil && !slices.Contains(out, b.at[s]) {
			out = append(out, b.at[s])
		}
	}
	return out
}

// candidates are the pairs that share a head, of those that may be one.
func (b *kinbook) candidates() (out [][2]int) {
	seen := map[[2]int]bool{}
	for _, list := range b.heads {
		if len(list) > kinCrowded {
			continue
		}
		for k, j := range list {
			for _, i := range list[:k] {
				if x := [2]int{i, j}; !seen[x] && may(b.ps[i], b.ps[j]) {
					seen[x] = true
					out = append(out, x)
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	return out
}

// may reports whether two can be one by their kinds. Two whom the gazetteer knows as two are two; two people with names, places, and papers that say nothing
// are left to other rules. Whom a report sets apart from others of the kind is none of these; nor is one of whom each has a word in the name
// that the other lacks.
func may(p, q *portrait) bool {
	odd := func(t parley.EntityType) bool { return t == parley.Place || t == parley.InstrumentEntity }
	if p.key != "" && q.key != "" && p.key != q.key || (odd(p.kind) || odd(q.kind)) && p.kind != q.kind || p.kind == parley.Person && q.kind == parley.Person && !p.unnamed && !q.unnamed {
		return false
	}
	if odd(p.kind) && (len(p.said) == 0 || len(q.said) == 0) {
		return false
	}
	return (p.apart() == q.apart() || p.number() != "" && p.number() == q.number()) && !(len(p.name.words) > 1 && len(q.name.words) > 1 && others(p.name.words, q.name.words))
}

// akin reports whether two words are one, or one name as noun and adjective ("Harland", "Harlandic").
func akin(v, w string) bool {
	return v == w || len(v) >= 4 && len(w) >= 4 && v[:4] == w[:4] && max(len(v)-len(w), len(w)-len(v)) <= 4
}

func anyAkin(vs, ws []string) bool {
	return slices.ContainsFunc(vs, func(v string) bool { return slices.ContainsFunc(ws, func(w string) bool { return akin(v, w) }) })
}

// signs are those of two portraits.
func (b *kinbook) signs(i, j int) (x [kinSigns]float64) {
	p, q := b.ps[i], b.ps[j]
	on := func(k int, yes bool) {
		if yes {
			x[k] = 1
		}
	}
	person := func(p *portrait) bool { return p.kind == parley.Person }
	body := func(p *portrait) bool { return family(p.kind) == "body" }
	state := func(p *portrait) bool { return p.kind == parley.State }
	x[kinAlways] = 1
	on(kinSameType, p.kind == q.kind)
	on(kinBodyTypes, body(p) && body(q) && p.kind != q.kind)
	on(kinOtherTypes, person(p) != person(q))
	on(kinPersons, person(p) && person(q))
	on(kinOneState, state(p) != state(q))
	on(kinBothNamed, p.named && q.named)
	on(kinNoneNamed, !p.named && !q.named)
	on(kinBothUnnamed, p.unnamed && q.unnamed)
	share := b.words(p, q, &x)
	on(kinRoles, slices.ContainsFunc(p.roles, func(r string) bool { return slices.Contains(q.roles, r) }))
	b.weighSides(p, q, share, &x)
	b.weighRivals(i, j, share, &x)
	small, large, at := p, q, i
	if p.mentions > q.mentions || p.mentions == q.mentions && p.unnamed != q.unnamed && q.unnamed {
		small, large, at = q, p, j
	}
	on(kinTop, b.top(large, at))
	on(kinDefinite, small.definite > 0 && small.indefinite == 0)
	on(kinIndefinite, small.indefinite > 0)
	on(kinBothSome, small.indefinite > 0 && large.indefinite > 0)
	on(kinMany, p.many && q.many)
	on(kinOneMany, p.many != q.many)
	on(kinCrowd, small.crowd)
	on(kinBody, small.ofBody)
	x[kinSaid] = math.Log1p(float64(saidAlike(p, q)))
	on(kinBothSay, len(p.said) > 0 && len(q.said) > 0)
	on(kinOneSays, (len(p.said) > 0) != (len(q.said) > 0))
	on(kinWeek, apartBy(p, q, 2, 7))
	return x
}

// words weighs in what words two are called, and gives the heads that they share.
func (b *kinbook) words(p, q *portrait, x *[kinSigns]float64) (share []string) {
	for _, v := range p.phrases {
		for _, w := range q.phrases {
			if v.head() != w.head() {
				continue
			}
			if !slices.Contains(share, v.head()) {
				share = append(share, v.head())
			}
			if len(v.words) == 1 && len(w.words) == 1 {
				if v.proper() && w.proper() {
					x[kinSameProper] = 1
				} else {
					x[kinSameNoun] = 1
				}
			}
		}
	}
	if len(share) > 0 {
		x[kinHead] = 1
	}
	v, w := p.name.words, q.name.words
	if len(v) > len(w) {
		v, w = w, v
	}
	if len(v) > 0 && !slices.ContainsFunc(v, func(a string) bool { return !slices.ContainsFunc(w, func(c string) bool { return akin(a, c) }) }) {
		x[kinWithin] = 1
	}
	if family(p.kind) == "body" && family(q.kind) == "body" && len(v) > 1 && v[len(v)-1] == w[len(w)-1] {
		x[kinBodyHead] = 1
	}
	return share
}

// apart is by what reports set an entity apart from others of its kind: "another", "some", how many of them; "" where none does. "The two ministers" are those
// told of.
func (p *portrait) apart() string {
	for _, x := range p.phrases {
		if setsApart(x.words[0]) {
			return x.words[0]
		}
		if x.apart != "" && !x.definite {
			return x.apart
		}
	}
	return ""
}

// number is how many an entity is said to be, "" where it is not.
func (p *portrait) number() string {
	for _, x := range p.phrases {
		if x.apart != "" && !indefinite[x.apart] {
			return x.apart
		}
	}
	return ""
}

// others reports whether each of two names has words that the other has not, as "Foreign Ministry" and "Defence Ministry" have.
func others(v, w []string) bool {
	lacks := func(v, w []string) bool {
		return slices.ContainsFunc(v, func(a string) bool { return !slices.ContainsFunc(w, func(c string) bool { return akin(a, c) }) })
	}
	return lacks(v, w) && lacks(w, v)
}

// propers are the names before the shared heads of an entity, and those of whom it speaks for.
func (b *kinbook) propers(p *portrait, share []string) (out []string) {
	for _, x := range p.phrases {
		if !slices.Contains(share, x.head()) {
			continue
		}
		for k, w := range x.words[:len(x.words)-1] {
			if x.capital[k] && len(w) > 1 {
				out = append(out, w)
			}
		}
	}
	for _, k := range b.sides(p) {
		out = append(out, b.ps[k].name.words...)
	}
	return out
}

// weighSides weighs for whom two speak, and whose names stand before them.
func (b *kinbook) weighSides(p, q *portrait, share []string, x *[kinSigns]float64) {
	switch s, t := len(b.sides(p)) > 0, len(b.sides(q)) > 0; {
	case s != t:
		x[kinOneSide] = 1
	case !s:
		x[kinNoSide] = 1
	}
	switch v, w := b.propers(p, share), b.propers(q, share); {
	case len(v) == 0 && len(w) == 0:
		x[kinNoProper] = 1
	case len(v) == 0 || len(w) == 0:
		x[kinOneProper] = 1
	case anyAkin(v, w):
		x[kinSharePropers] = 1
	default:
		x[kinPropers] = 1
	}
	governs := func(s, g *portrait) bool {
		if s.kind != parley.State || g.kind == parley.State || family(g.kind) != "body" || len(g.name.words) == 0 {
			return false
		}
		switch g.name.head() {
		case "government", "regime", "authority", "administration", "state", "leadership", "cabinet":
			return true
		}
		return false
	}
	if governs(p, q) || governs(q, p) {
		x[kinGovernment] = 1
	}
}

// weighRivals counts who else is called by the heads that two share.
func (b *kinbook) weighRivals(i, j int, share []string, x *[kinSigns]float64) {
	seen := map[int]bool{i: true, j: true}
	for _, h := range share {
		for _, k := range b.heads[h] {
			if o := b.ps[k].kind == parley.Person; o == (b.ps[i].kind == parley.Person) || o == (b.ps[j].kind == parley.Person) {
				seen[k] = true
			}
		}
	}
	if x[kinRivals] = math.Log1p(float64(len(seen) - 2)); len(seen) == 2 {
		x[kinAlone] = 1
	}
}

// top reports whether an entity is mentioned in the reports of another as often as any of its type.
func (b *kinbook) top(p *portrait, at int) bool {
	often := func(o *portrait) (n int) {
		for s := range b.ps[at].in {
			n += o.in[s]
		}
		return n
	}
	of := topOf{at, p.kind}
	most, ok := b.tops[of]
	if !ok {
		for _, o := range b.ps {
			if o.kind == p.kind {
				most = max(most, often(o))
			}
		}
		b.tops[of] = most
	}
	n := often(p)
	return n > 0 && n == most
}

// kinSayings is how many statements of an entity are compared with those of another.
const kinSayings = 12

// saidAlike is the most words that a statement of one shares with a statement of the other, from two on.
func saidAlike(p, q *portrait) (most int) {
	for _, s := range p.said[:min(len(p.said), kinSayings)] {
		for _, t := range q.said[:min(len(q.said), kinSayings)] {
			n := 0
			for range both(s.ws, t.ws) {
				n++
			}
			if n > 1 {
				most = max(most, n)
			}
		}
	}
	return most
}

// apartBy reports whether the nearest reports of two are so many days apart.
func apartBy(p, q *portrait, from, to int) bool {
	gap := math.MaxInt
	for s := range p.in {
		for t := range q.in {
			d, ok := s.day()
			e, known := t.day()
			if s != t && ok && known {
				gap = min(gap, max(int(d-e), int(e-d)))
			}
		}
	}
	return gap >= from && gap <= to
}
