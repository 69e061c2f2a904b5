package web

import (
	"encoding/json"
	"strings"
	"testing"
)

// A commitment stands with its day and what came of it; one without either says so; both can be narrowed by what came of them.
func TestCommitments(t *testing.T) {
	h := handler(t, invented())
	body := get(h, "/commitments").Body.String()
	for _, want := range []string{"we put the June paper on the table", "within a week", "called off", "Harland had pulled the ferry paper", "no day set", "nothing told of it"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	var m commitmentModel
	if err := json.Unmarshal(get(h, "/commitments.json?outcome=nothing-told").Body.Bytes(), &m); err != nil || len(m.Rows) != 1 || m.Rows[0].ID != "k2" {
		t.Errorf("narrowed to what nothing is told of: %v %+v", err, m.Rows)
	}
	if lines := strings.Count(get(h, "/commitments.csv").Body.String(), "\r\n"); lines != 3 {
		t.Errorf("%d lines of CSV, a heading and two are asked", lines)
	}
}
