package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/parley-press/parley"
)

// keys are what two papers may share that could be one: of all that binds two (see samePaper) at least one must be more than the head of their names.
func (p *paper) keys() []string {
	kind := paperFamily(p.x.Kind)
	var keys []string
	for _, id := range p.by {
		keys = append(keys, kind+"|by "+id)
	}
	for _, w := range p.special {
		keys = append(keys, kind+"|word "+w)
	}
	for _, w := range p.matter {
		keys = append(keys, kind+"|told "+w)
	}
	if p.x.Date != nil {
		keys = append(keys, kind+"|dated "+p.head)
	}
	if p.offered != nil {
		keys = append(keys, kind+"|offered "+p.head)
	}
	if p.x.Date != nil && p.offered != nil {
		keys = append(keys, kind+"|dated and offered")
	}
	if p.head == constitution {
		keys = append(keys, kind+"|constitution")
	}
	if p.truce && len(p.special) == 0 && p.told != 0 {
		week := int(p.told) / oneTruce
		keys = append(keys, kind+"|of week "+strconv.Itoa(week), kind+"|of week "+strconv.Itoa(week+1))
	}
	if p.sought && p.told != 0 {
		aim := int(p.told) / oneAim
		keys = append(keys, kind+"|sought "+p.head+" "+strconv.Itoa(aim), kind+"|sought "+p.head+" "+strconv.Itoa(aim+1))
	}
	return keys
}

// A paperUnion is a union of papers that keeps two groups apart where one report has both as different papers.
type paperUnion struct {
	union
	ps   []*paper // those of one report one after another
	next []int    // the members of each group in a ring
	size []int    // of the group of a root
}

func newPaperUnion(ps []*paper) *paperUnion {
	u := &paperUnion{newUnion(len(ps)), ps, newUnion(len(ps)), make([]int, len(ps))}
	for i := range u.size {
		u.size[i] = 1
	}
	return u
}

// join joins the groups of two papers where nothing keeps them apart, and reports whether it did.
func (u *paperUnion) join(i, j int) bool {
	a, b := u.find(i), u.find(j)
	if a == b || u.apart(a, b) {
		return false
	}
	u.union.join(a, b)
	u.size[min(a, b)] = u.size[a] + u.size[b]
	u.next[a], u.next[b] = u.next[b], u.next[a]
	return true
}

// apart reports whether a report has a paper in each of the groups of two roots.
func (u *paperUnion) apart(a, b int) bool {
	few, many := a, b
	if u.size[few] > u.size[many] {
		few, many = many, few
	}
	for i, first := few, true; first || i != few; i, first = u.next[i], false {
		for k := i - 1; k >= 0 && u.ps[k].rep == u.ps[i].rep; k-- {
			if u.find(k) == many {
				return true
			}
		}
		for k := i + 1; k < len(u.ps) && u.ps[k].rep == u.ps[i].rep; k++ {
			if u.find(k) == many {
				return true
			}
		}
	}
	return false
}

// ofParty reports whether one of the parties is told to be behind a paper of the group of a root, as far as looked at, or nobody is.
func (u *paperUnion) ofParty(root int, by []string) bool {
	nobody := true
	for i, n := root, 0; n == 0 || i != root && n < looks; i, n = u.next[i], n+1 {
		if shared(u.ps[i].by, by) > 0 {
			return true
		}
		nobody = nobody && len(u.ps[i].by) == 0
	}
	return nobody
}

// looks is how many papers of a group are looked at for its parties.
const looks = 32

// lonePapers joins a paper that its report names by nothing but a noun ("the truce", "the paper") to the one paper of that noun which reports up to then
// knew. Where they knew two, it stays alone.
func (f *fold) lonePapers(ps []*paper, u *paperUnion, why []string) {
	order := make([]int64, len(ps)) // by day, then as they come
	for i := range order {
		order[i] = int64(f.dayOf(ps[i].rep))<<32 | int64(i)
	}
	slices.Sort(order)
	known := map[paperNoun][]run{}
	for _, at := range order {
		i := int(at & (1<<32 - 1))
		p := ps[i]
		noun := paperNoun{paperFamily(p.x.Kind), p.head}
		if p.x.Kind == parley.Ceasefire {
			noun.head = ""
		}
		day := f.dayOf(p.rep)
		if (len(p.by) == 0 || noun.family == "agreement") && len(p.special) == 0 && p.x.Date == nil && !p.fresh && !p.introduced() {
			remember := parley.Date(rememberPaper)
			if noun.family == "proposal" {
				remember = rememberProposal
			}
			if root := onlyRun(known, noun, u, p.rep, day-remember); root >= 0 && (len(p.by) == 0 || u.ofParty(root, p.by)) && u.join(root, i) {
				why[i] = fmt.Sprintf("the only %s known by then", p.x.Name)
			}
		}
		if !p.fresh {
			known[noun] = append(known[noun], run{paper: i, last: sighting{p.rep, day}, other: sighting{-1, 0}})
		}
	}
}

// A paperNoun is what a report calls a paper that it names by nothing but a noun.
type paperNoun struct{ family, head string }

// introduced reports whether its report tells of the paper as of a deal that the reader does not know yet: "signed an agreement". A truce or a proposal is so told of
// in each report anew.
func (p *paper) introduced() bool {
	if len(p.x.Mentions) == 0 || paperFamily(p.x.Kind) != "agreement" || p.truce {
		return false
	}
	if h := p.x.History; len(h) > 0 && h[0].State == parley.StateInForce {
		return false // "sent back under a deal": each report so tells its readers of the one they know
	}
	for _, m := range p.x.Mentions[:min(len(p.x.Mentions), 2)] { // a headline has no article
		switch first, rest, _ := strings.Cut(strings.ToLower(m.Text), " "); {
		case first == "a" || first == "an" || first == "another":
			return true
		case rest != "":
			return false
		}
	}
	return false
}

// rememberPaper is for how many days a paper is the one that a bare noun may mean.
const rememberPaper = 45

// rememberProposal is for how many days a proposal is: of plans there are many.
const rememberProposal = 14

// A run is papers of one group that were told of one after another, in the order of days: the last, and the last in another report than that.
type run struct {
	paper       int
	last, other sighting
}

// A sighting is a report, -1 for none, and its day.
type sighting struct {
	report int
	day    parley.Date
}

// onlyRun is the one group that reports but this one told of from a day on, -1 where there is none, or more than one of which none is told of by most. Neighbouring runs of one group become
// one on the way, so that a long dossier is not gone through again and again.
func onlyRun(known map[paperNoun][]run, noun paperNoun, u *paperUnion, report int, from parley.Date) int {
	runs, only, most, next := known[noun], -1, 0, 0
	for k := len(runs) - 1; k >= 0 && runs[k].last.day >= from; k-- {
		for k > 0 && u.find(runs[k-1].paper) == u.find(runs[k].paper) {
			runs[k-1] = oneRun(runs[k-1], runs[k])
			runs = slices.Delete(runs, k, k+1)
			k--
		}
		r := runs[k]
		seen := r.last
		if seen.report == report {
			seen = r.other
		}
		if seen.report < 0 || seen.day < from {
			continue
		}
		switch root := u.find(r.paper); {
		case root == only:
		case u.size[root] > most:
			only, most, next = root, u.size[root], most
		default:
			next = max(next, u.size[root])
		}
	}
	known[noun] = runs
	if most < 2*next {
		return -1
	}
	return only
}

// oneRun is two runs as one, the later one given second.
func oneRun(a, b run) run {
	for _, s := range []sighting{b.other, a.last, a.other} {
		if s.report >= 0 && s.report != b.last.report {
			b.other = s
			break
		}
	}
	return b
}
