package record

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// A spokenLine is one statement of an invented report: who speaks, with what cue, and what.
type spokenLine struct {
	who, cue string
	act      parley.Act
	what     string
}

// rulesIn is the rules of the conflicts in one invented report of these statements.
func rulesIn(ss ...spokenLine) (out []string) {
	for _, c := range foldOf(spokenDraft(ss...)).Conflicts {
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(c.Rule, "record/"), "@1"))
	}
	return out
}

// oddsIn is the log-odds that the last two of these statements are at odds.
func oddsIn(ss ...spokenLine) float64 {
	k := newFolder(crowd)
	k.Put(spokenDraft(ss...).f)
	f := k.folded(Input{})
	for r, x := range f.rivals(f.pages[0]) {
		if n := len(ss); r.t.place == n-2 && r.d.place == n-1 {
			return weigh(x)
		}
	}
	return math.Inf(-1)
}

// spokenDraft is one invented report of these statements.
func spokenDraft(ss ...spokenLine) *draft {
	var text strings.Builder
	for _, s := range ss {
		text.WriteString(s.who + " " + s.cue + " " + s.what + ". ")
	}
	d := newDraft("Riverton Post", "2031-05-02", text.String())
	ids := map[string]string{}
	for _, s := range ss {
		if ids[s.who] == "" {
			kind, key := parley.State, "state/"+strings.ToLower(s.who)
			if strings.Contains(s.who, " ") {
				kind, key = parley.Group, ""
			}
			ids[s.who] = d.entity(kind, s.who, key, "", s.who)
		}
		d.says(ids[s.who], s.act, s.what, "")
		x := &d.f.Statements[len(d.f.Statements)-1]
		x.Source.Passage = new(parley.Passage)
		*x.Source.Passage = d.pass(s.who)
		x.Cue = []parley.Passage{d.pass(s.cue)}
	}
	return d
}

// surely are the rules but for that which only weighs signs: what it says of two invented sentences hangs on how few there are.
func surely(rules []string) []string {
	return slices.DeleteFunc(rules, func(r string) bool { return r == "at-odds" })
}

// TestRebuttals holds ways in which one voice goes against another, and what only looks like one.
func TestRebuttals(t *testing.T) {
	for _, x := range []struct {
		name, want string // "" for none
		said       []spokenLine
	}{
		{"a cue that counters", "counters", []spokenLine{
			{"Harland", "said", parley.Say, "the ferry had never been safer than this spring"},
			{"Veska", "retorted that", parley.Say, "two hulls had been laid up with cracks"}}},
		{"a cue that only replies", "", []spokenLine{
			{"Harland", "said", parley.Say, "the ferry had never been safer than this spring"},
			{"Veska", "replied that", parley.Say, "two hulls had been laid up with cracks"}}},
		{"the accused says he had a right", "accused-answers", []spokenLine{
			{"Harland", "accused", parley.Accuse, "Veska of firing on barges below the lock"},
			{"Veska", "said", parley.Say, "its gunners had only returned fire"}}},
		{"the accused says whom he hits", "accused-answers", []spokenLine{
			{"Harland", "accused", parley.Accuse, "Veska of firing on barges below the lock"},
			{"Veska", "said", parley.Say, "its gunboats attack only smugglers"}}},
		{"the accused says he did not", "accused-answers", []spokenLine{
			{"Harland", "accused", parley.Accuse, "Veska of firing on barges below the lock"},
			{"Veska", "said", parley.Say, "there was no battery within range of them"}}},
		{"the accused speaks of another thing", "", []spokenLine{
			{"Harland", "accused", parley.Accuse, "Veska of firing on barges below the lock"},
			{"Veska", "said", parley.Say, "the harvest would be brought in by August"}}},
		{"who is not accused says no", "", []spokenLine{
			{"Harland", "accused", parley.Accuse, "Veska of firing on barges below the lock"},
			{"Ostmark", "said", parley.Say, "there was no wheat left in its stores"}}},
		{"one thing for another", "puts-another", []spokenLine{
			{"Veska", "said", parley.Say, "it fires on smugglers alone"},
			{"Harland", "said", parley.Say, "the guns of Veska are trained on fishermen, not on smugglers"}}},
		{"a not that adds", "", []spokenLine{
			{"Veska", "said", parley.Say, "it fires on smugglers alone"},
			{"Harland", "said", parley.Say, "the guns of Veska reach the harbour, not only the smugglers"}}},
		{"who it was", "it-was-the-other", []spokenLine{
			{"Harland", "reported", parley.Relay, "Veska had declined the offer of a pilot"},
			{"Ostmark", "said", parley.Say, "it was the Veskans who offered a pilot"}}},
		{"a thing shot down or broken down", "rival-causes", []spokenLine{
			{"Harland", "said", parley.Say, "its gunners had downed the balloon over Low Ford"},
			{"Veska", "said", parley.Say, "the balloon fell at Low Ford after a mechanical failure"}}},
		{"two losses", "", []spokenLine{
			{"Harland", "said", parley.Say, "its gunners had downed the balloon over Low Ford"},
			{"Veska", "said", parley.Say, "a gas leak closed the bakery"}}},
		{"a suicide attack is no mishap", "", []spokenLine{
			{"Harland", "said", parley.Say, "the market was bombed at noon"},
			{"Veska", "said", parley.Say, "a suicide bomber had walked into the market"}}},
		{"others of one side dismiss this", "denial-points-back", []spokenLine{
			{"some officials", "hinted", parley.Say, "the toll on timber might be lifted by autumn"},
			{"other officials", "dismissed", parley.Deny, "this"}}},
		{"a denial of a third voice's claim", "", []spokenLine{
			{"Harland", "said", parley.Say, "the weir at Low Ford belongs to both banks"},
			{"Veska", "rejected", parley.Deny, "a suggestion by Ostmark that the weir at Low Ford be leased"},
			{"Ostmark", "said", parley.Say, "the lease was its last word"}}},
		{"the accused of one and the same", "", []spokenLine{
			{"valley council", "accused", parley.Accuse, "Veska of holding up the barges at Low Ford"},
			{"valley speaker", "accused", parley.Accuse, "Veska of holding up the valley council and barges"},
			{"Veska", "said", parley.Say, "barges would go in May"}}},
	} {
		got := surely(rulesIn(x.said...))
		if x.want == "" && len(got) > 0 || x.want != "" && !slices.Contains(got, x.want) {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

// TestRefusers is two voices that lay one refusal at two doors.
func TestRefusers(t *testing.T) {
	d := newDraft("Riverton Post", "2031-05-02", "The envoy said Harland turned down a Veskan paper. The Lake Times said Veska had declined.")
	h := d.entity(parley.State, "Harland", "state/harland", "", "Harland")
	v := d.entity(parley.State, "Veska", "state/veska", "", "Veska", "Veskan")
	envoy, times := d.entity(parley.Person, "The envoy", "", "", "The envoy"), d.entity(parley.Organization, "Lake Times", "", "", "Lake Times")
	a := d.says(envoy, parley.Say, "Harland turned down a Veskan paper", "")
	b := d.says(times, parley.Say, "Veska had declined", "")
	d.event("proposal-rejected", parley.Happened, a, "Harland turned down a Veskan paper", parley.Participant{Entity: h, Role: parley.Actor})
	d.event("proposal-rejected", parley.Happened, b, "Veska had declined", parley.Participant{Entity: v, Role: parley.Actor})
	if c := foldOf(d).Conflicts; len(c) != 1 || c[0].Rule != "record/each-refused@1" || c[0].Kind != parley.BlameConflict {
		t.Errorf("%+v", c)
	}
}

// TestNoDenial holds negations that deny nothing of what they are about.
func TestNoDenial(t *testing.T) {
	for text, want := range map[string]bool{"the strikes will not cease": true, "it had not halted the shelling": true, "told the militia not to advance": true, "did not stick to the truce": true,
		"there were no strikes": false, "the convoy did not enter the town": false, "it had not signed": false} {
		e := &parley.Event{Status: parley.Denied, Evidence: []parley.Passage{{Text: text}}}
		if got := halts(e); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]bool{"30 more civilians": true, "another 12 people": true, "at least 30 more civilians": true, "more than 40 people": false, "40 people": false, "two villages": false} {
		it := &item{}
		it.passage.Text = text
		if got := addsOn(it); got != want {
			t.Errorf("%q adds on: %v, want %v", text, got, want)
		}
	}
}
