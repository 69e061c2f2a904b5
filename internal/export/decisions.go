package export

import (
	"encoding/json"
	"time"

	"github.com/parley-press/parley"
)

type (
	// decided is a decision of a person and how it stands.
	decided struct {
		Seq     int64                `json:"seq"`
		At      *string              `json:"at"`
		Who     *string              `json:"who"`
		Kind    parley.DecisionKind  `json:"decision"`
		State   parley.DecisionState `json:"state"`
		By      *int64               `json:"by"`
		File    *string              `json:"file"`
		Finding *string              `json:"finding"`
		Now     *string              `json:"now"`
		Value   *string              `json:"value"`
		Undoes  *int64               `json:"undoes"`
		Why     *string              `json:"why"`
		Was     *string              `json:"was"` // words
		Reason  string               `json:"reason,omitempty"`
	}
	dispute struct {
		File    *string       `json:"file"`
		Finding string        `json:"finding"`
		Field   string        `json:"field"`
		Words   string        `json:"words"`
		Takes   []parley.Take `json:"takes"`
	}
)

func seqOf(n int64) *int64 {
	if n == 0 {
		return nil
	}
	return &n
}

// moment is a time as RFC 3339 in UTC, "" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// wasWords are the words that a decision was made about.
func wasWords(d parley.Decision) string {
	var w parley.Was
	if d.Was == "" || json.Unmarshal([]byte(d.Was), &w) != nil {
		return ""
	}
	return w.Words
}

func (m *maker) decisions(rec *parley.Record) []decided {
	var out []decided
	reasons := map[int64]string{}
	for _, o := range rec.Orphans {
		reasons[o.Seq] = o.Reason
	}
	stands := rec.Standings()
	for i, d := range rec.Decisions {
		out = append(out, decided{d.Seq, word(moment(d.At)), word(d.Who), d.Kind, stands[i], seqOf(d.By), word(m.files[d.Report]), word(d.Finding), word(d.Now), word(d.Value),
			seqOf(d.Undoes), word(d.Why), word(wasWords(d.Decision)), reasons[d.Seq]})
	}
	return out
}

func (m *maker) coders(rec *parley.Record) []dispute {
	var out []dispute
	for _, d := range rec.Coders {
		out = append(out, dispute{word(d.File), d.Finding, d.Field, d.Words, d.Takes})
	}
	return out
}

func decisionRows(n *namer, rec *parley.Record, row func(...any)) {
	stands := rec.Standings()
	for i, d := range rec.Decisions {
		row(int(d.Seq), moment(d.At), d.Who, string(d.Kind), string(stands[i]), int(d.By), n.files[string(d.Report)], d.Finding, d.Now, d.Value, int(d.Undoes), d.Why, wasWords(d.Decision))
	}
}

func orphanRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, d := range rec.Orphans {
		row(int(d.Seq), moment(d.At), d.Who, string(d.Kind), n.files[string(d.Report)], d.Finding, d.Value, d.Why, wasWords(d.Decision), d.Reason)
	}
}
