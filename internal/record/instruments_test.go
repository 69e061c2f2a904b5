package record

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

func TestMarkOdd(t *testing.T) {
	day := func(d parley.Date) *parley.Interval { return &parley.Interval{From: d, To: d} }
	h := []parley.Step{{State: parley.StateOffered, When: day(1), AccordingTo: "a"}, {State: parley.StateWithdrawn, When: day(2), AccordingTo: "a"},
		{State: parley.StateAgreed, When: day(3), AccordingTo: "b"}, {State: parley.StateAgreed, When: day(4), AccordingTo: "a"},
		{State: parley.StateVetoed, When: day(5)}, {State: parley.StateAgreed, When: day(6)}, {State: parley.StateOffered, AccordingTo: "b"}}
	markOdd(h)
	for i, s := range h {
		if s.Odd != (i == 3) { // withdrawn, then agreed, by one voice; the outlets are many voices
			t.Errorf("step %d, %s: odd %v", i, s.State, s.Odd)
		}
	}
}

func TestOneTruce(t *testing.T) {
	truce := func(report int, told parley.Date, name string, words ...string) *paper {
		return &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Ceasefire, Name: name}, special: words, told: told, truce: true, head: stem(name)}
	}
	for _, c := range []struct {
		a, b *paper
		want bool
	}{
		{truce(0, 100, "truce"), truce(1, 107, "ceasefire"), true},
		{truce(0, 100, "truce"), truce(1, 108, "ceasefire"), false},
		{truce(0, 100, "truce"), truce(1, 101, "truce", "riverton"), false},
		{truce(0, 0, "truce"), truce(1, 3, "truce"), false},
		{truce(0, 100, "truce"), truce(0, 101, "truce"), false},
	} {
		if got := samePaper(c.a, c.b) != 0; got != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
		shares := false
		for _, k := range c.a.keys() {
			for _, l := range c.b.keys() {
				shares = shares || k == l
			}
		}
		if c.want && !shares {
			t.Errorf("%+v and %+v are never compared", c.a, c.b)
		}
	}
}

// One proposal of a party goes by several nouns within days; a deal that a report introduces is not the one that others know.
func TestOneProposal(t *testing.T) {
	p := func(report int, told parley.Date, name string, fresh bool) *paper {
		return &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Proposal, Name: name}, by: []string{"harland"}, told: told, head: stem(name), fresh: fresh}
	}
	for _, c := range []struct {
		a, b *paper
		want bool
	}{
		{p(0, 100, "offer", false), p(1, 101, "paper", false), true},
		{p(0, 100, "offer", false), p(1, 104, "paper", false), false},
		{p(0, 100, "offer", false), p(1, 101, "paper", true), false},
		{p(0, 0, "offer", false), p(1, 101, "paper", false), false},
	} {
		if got := samePaper(c.a, c.b) != 0; got != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, got)
		}
	}
	for text, want := range map[string]bool{"an agreement": true, "another deal": true, "the agreement": false, "their deal": false} {
		q := paper{x: &parley.LocalInstrument{Kind: parley.Agreement, Mentions: []parley.Passage{{Text: text}}}}
		if got := q.introduced(); got != want {
			t.Errorf("%q: introduced %v", text, got)
		}
	}
	if q := (paper{x: &parley.LocalInstrument{Kind: parley.Ceasefire, Mentions: []parley.Passage{{Text: "a truce"}}}}); q.introduced() {
		t.Error("a truce is told of in each report anew")
	}
}

// One truce may be called temporary by one report and limited by another; an immediate one that is sought is not the one there is, nor is a local one.
func TestTruceNames(t *testing.T) {
	p := func(report int, name string) *paper {
		x := &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Ceasefire, Name: name}, truce: true, told: parley.Date(100 + report), head: stem("truce")}
		for _, w := range content(name) {
			if !genericPaper[w] {
				x.special = append(x.special, w)
			}
			if extents[w] {
				x.extent = append(x.extent, w)
			}
		}
		return x
	}
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"temporary truce", "limited truce", true},
		{"partial truce", "truce", true},
		{"immediate truce", "temporary truce", false},
		{"immediate truce", "truce", false},
		{"immediate truce", "immediate truce", true},
		{"local truce", "truce", false},
	} {
		if got := samePaper(p(0, c.a), p(1, c.b)) != 0; got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// A deal that one report names with both its parties is the one that another names with one of them; what is only sought is one for some weeks.
func TestOneDeal(t *testing.T) {
	lex := newLexicon()
	p := func(report int, told parley.Date, name string, by ...string) *paper {
		return &paper{item: &item{rep: report}, x: &parley.LocalInstrument{Kind: parley.Agreement, Name: name}, by: by, told: told, head: paperHead(name), heads: lex.number([]string{paperHead(name)})}
	}
	with := func(p *paper, sought bool, extent string, words ...string) *paper {
		p.sought, p.special = sought, words
		if extent != "" {
			p.extent = []string{stem(extent)}
		}
		return p
	}
	for _, c := range []struct {
		a, b *paper
		want bool
	}{
		{p(0, 100, "deal", "harland", "veska"), p(1, 130, "agreement", "veska"), true},
		{p(0, 100, "deal", "harland", "veska"), with(p(1, 130, "visa deal", "veska"), false, "", "visa"), false},
		{p(0, 100, "deal", "harland"), p(1, 130, "agreement", "veska"), false},
		{p(0, 100, "deal", "harland", "veska"), p(1, 130, "treaty", "veska"), false},
		{with(p(0, 100, "river deal", "veska"), false, "", "river"), with(p(1, 130, "river deal"), false, "", "river"), true},
		{with(p(0, 100, "river deal", "veska"), false, "", "river", "lowgate"), with(p(1, 130, "river deal"), false, "", "river"), false},
		{with(p(0, 100, "river deal", "veska"), false, "", "river"), with(p(1, 130, "river deal", "harland"), false, "", "river"), false},
		{with(p(0, 100, "pact"), true, ""), with(p(1, 121, "accord"), true, ""), true},
		{with(p(0, 100, "pact"), true, ""), with(p(1, 122, "accord"), true, ""), false},
		{with(p(0, 100, "pact"), true, ""), with(p(1, 101, "accord"), false, ""), false},
		{with(p(0, 100, "pact"), true, "temporary"), with(p(1, 101, "accord"), true, "lasting"), false},
		{with(p(0, 100, "migrant deal"), true, "", "migrant"), with(p(1, 101, "migration deal"), true, "", stem("migration")), true},
		{with(p(0, 100, "river deal"), true, "", "river"), with(p(1, 101, "migration deal"), true, "", stem("migration")), false},
	} {
		if got := samePaper(c.a, c.b) != 0; got != c.want {
			t.Errorf("%s of %v on day %d and %s of %v on day %d: %v", c.a.x.Name, c.a.by, c.a.told, c.b.x.Name, c.b.by, c.b.told, got)
		}
	}
	for name, want := range map[string]string{"Agreement to reopen the border": "deal", "memorandum of understanding": "memorandum", "accord on fishing": "deal", "": ""} {
		if got := paperHead(name); got != stem(want) {
			t.Errorf("head of %q: %q", name, got)
		}
	}
	dated := parley.LocalInstrument{Kind: parley.Agreement, Name: "agreement to reopen the border", Date: parley.Day(100)}
	if got := tellingName(&dated); got != "agreement" {
		t.Errorf("telling name %q", got)
	}
	if dated.Date = nil; tellingName(&dated) != dated.Name {
		t.Error("without a day what was agreed tells agreements apart")
	}
	under := paper{x: &parley.LocalInstrument{Kind: parley.Agreement, Mentions: []parley.Passage{{Text: "a deal"}}, History: []parley.Step{{State: parley.StateInForce}}}}
	if under.introduced() {
		t.Error("what is done under a deal is not its making")
	}
}

// Of several groups a bare noun means the one that most reports tell of, none where they are alike.
func TestOnlyRun(t *testing.T) {
	for _, c := range []struct {
		sizes []int
		want  int
	}{{nil, -1}, {[]int{1}, 0}, {[]int{1, 1}, -1}, {[]int{2, 1}, 0}, {[]int{1, 2}, 1}, {[]int{3, 2}, -1}} {
		u := &paperUnion{union: newUnion(len(c.sizes)), size: c.sizes}
		known := map[paperNoun][]run{}
		for i := range c.sizes {
			known[paperNoun{}] = append(known[paperNoun{}], run{paper: i, last: sighting{i, 100}, other: sighting{-1, 0}})
		}
		if got := onlyRun(known, paperNoun{}, u, 9, 90); got != c.want {
			t.Errorf("groups of %v: %d, want %d", c.sizes, got, c.want)
		}
	}
}

// A deal named by its parties alone is the one that reports know, unless that is others' deal.
func TestOfParty(t *testing.T) {
	p := func(by ...string) *paper { return &paper{item: &item{}, by: by} }
	for _, c := range []struct {
		group []*paper
		want  bool
	}{{[]*paper{p()}, true}, {[]*paper{p(), p("harland", "veska")}, true}, {[]*paper{p(), p("ondria")}, false}} {
		for i := range c.group {
			c.group[i].rep = i
		}
		u := newPaperUnion(c.group)
		for i := range c.group[1:] {
			u.join(0, i+1)
		}
		if got := u.ofParty(0, []string{"harland"}); got != c.want {
			t.Errorf("group of %d: %v", len(c.group), got)
		}
	}
}

// TestBestPaperName names a group by what its reports share.
func TestBestPaperName(t *testing.T) {
	for want, names := range map[string][]string{
		"Tarn bridge truce": {"truce", "Tarn bridge truce"},                                                 // of a few the fullest
		"truce":             {"truce", "temporary regime of calm", "truce", "local truce", "partial truce"}, // of many what most use
		"Tarn truce":        {"truce", "Tarn truce", "Tarn truce", "fragile Tarn truce", "Tarn accord"},     // with the words that many have
	} {
		var ps []*paper
		var g []int
		for i, n := range names {
			p := &paper{item: &item{rep: i}, x: &parley.LocalInstrument{Kind: parley.Ceasefire, Name: n}}
			for _, w := range strings.Fields(strings.ToLower(n)) {
				if w != "truce" && w != "accord" && w != "of" {
					p.special = append(p.special, w)
				}
			}
			ps, g = append(ps, p), append(g, i)
		}
		if got := bestPaperName(ps, g); got != want {
			t.Errorf("%q are named %q, want %q", names, got, want)
		}
	}
}
