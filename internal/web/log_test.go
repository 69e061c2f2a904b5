package web

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/parley-press/parley"
)

// What was decided of an earlier version of a report is not in force: page, twins and the choice of how decisions stand say so, and lead to the later one.
func TestLogOfEarlierVersions(t *testing.T) {
	m := invented()
	post, wire := &m.rec.Reports[0], &m.rec.Reports[1]
	post.ReplacedBy = wire.ID
	h := handler(t, m)
	var twin struct {
		Rows []struct {
			Seq    int64
			State  parley.DecisionState
			Report *struct{ ID string }
			Newer  *struct{ ID string }
		}
	}
	if err := json.Unmarshal(get(h, "/decisions.json").Body.Bytes(), &twin); err != nil {
		t.Fatal(err)
	}
	kept := 0
	for i, r := range twin.Rows {
		was := m.rec.Decisions[len(m.rec.Decisions)-1-i]
		earlier := was.Report == post.ID && was.State == parley.InForce
		if earlier {
			kept++
		}
		if (r.State == parley.KeptEarlier) != earlier || (r.Newer != nil && r.Newer.ID == string(wire.ID)) != earlier || !earlier && r.State != was.State {
			t.Errorf("no. %d was %s of %s: %+v", r.Seq, was.State, was.Report.Short(), r)
		}
	}
	if kept != 3 {
		t.Fatalf("%d decisions on the earlier version", kept)
	}
	for _, a := range []string{"/decisions", "/decisions/1"} {
		body := get(h, a).Body.String()
		(&checker{t: t, where: a, ids: map[string]int{}}).check(body, true)
		if !strings.Contains(body, `<span class="tag">kept with an earlier version</span> <span class="soft">· the record uses</span> <a href="/reports/`) {
			t.Errorf("%s does not lead to the later version: %s", a, body)
		}
	}
	if csv := get(h, "/decisions.csv").Body.String(); strings.Count(csv, string(parley.KeptEarlier)) != kept {
		t.Errorf("%s", csv)
	}
	if _, ids := queueOf(t, h, "/decisions.json?state=kept+with+an+earlier+version"); len(ids) != kept {
		t.Errorf("narrowed to those: %d", len(ids))
	}
}
