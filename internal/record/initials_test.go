package record

import (
	"testing"

	"github.com/parley-press/parley"
)

// TestShortened joins bodies that are shortened alike and whose names end alike, whatever report comes first.
func TestShortened(t *testing.T) {
	report := func(outlet, name string, aliases ...string) *draft {
		d := newDraft(outlet, "2031-05-03", name+" spoke.")
		d.entity(parley.Organization, name, "", "", name)
		d.f.Entities[0].Aliases = append(d.f.Entities[0].Aliases, aliases...)
		return d
	}
	for _, c := range []struct {
		a, b   string
		sa, sb []string
		one    bool
	}{
		{"HM Harbours & Mines", "Her Majesty's Harbours and Mines", []string{"HMHM"}, []string{"HMHM"}, true},
		{"Tarn Public Works Board", "Public Works Board", []string{"PWB"}, nil, true},
		{"Tarn Public Works Board", "Public Works Bureau", []string{"PWB"}, nil, false},
		{"Tarn Public Works Board", "Port Wardens' Board", []string{"PW"}, []string{"PW"}, false},
		{"Tarn Public Works Board", "Lake Bank Board", []string{"PWB"}, nil, false},
		{"Lake Union of Miners", "Lorry Union", []string{"LUM"}, []string{"LUM"}, false},
	} {
		for range 2 {
			r := foldOf(report("Ledger", c.a, c.sa...), report("Courier", c.b, c.sb...))
			if got := len(r.Entities) == 1; got != c.one {
				t.Errorf("%q %v and %q %v: one body %v, want %v", c.a, c.sa, c.b, c.sb, got, c.one)
			}
			c.a, c.b, c.sa, c.sb = c.b, c.a, c.sb, c.sa
		}
	}
}

// TestOpinionPolls: polls are opinion polls, and a poll of somebody's is not.
func TestOpinionPolls(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{{"opinion polls", "Polls", true}, {"opinion polls", "exit polls", false}, {"opinion papers", "papers", false}} {
		r := foldOf(withCalled("Ledger", called{parley.InstrumentEntity, c.a, "", "poll", false}), withCalled("Courier", called{parley.InstrumentEntity, c.b, "", "poll", false}))
		if got := len(r.Entities) == 3; got != c.one {
			t.Errorf("%q and %q: one entity %v, want %v", c.a, c.b, got, c.one)
		}
	}
}
