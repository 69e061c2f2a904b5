package engine

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
)

// lost are the decisions, by Seq, whose words the text of their report has no longer, with the reason; in log the spans of the others are brought to where the
// words stand now. Texts are cleaned anew only for reports in which a person marked words.
func (e *Engine) lost(ctx context.Context, log []parley.Decision, given map[parley.ReportID]parley.Given) (map[int64]string, error) {
	out := map[int64]string{}
	for i, d := range log {
		if d.Kind != parley.DecideEdit && d.Kind != parley.DecideAdd {
			continue
		}
		h, ok := e.held[d.Report]
		if !ok || h.left {
			continue // an orphan for that
		}
		key := fmt.Sprint(d.Seq, h.reading)
		m, ok := e.moved[key]
		if !ok {
			var err error
			if m.value, m.why, err = e.standing(ctx, d, given); err != nil {
				return nil, err
			}
			e.moved[key] = m
		}
		if m.why != "" {
			out[d.Seq] = m.why
		}
		log[i].Value = m.value
	}
	return out, nil
}

// A moving is where the words of a decision stand now: its value with their spans, or why they do not.
type moving struct{ value, why string }

// standing is the value of an edit or addition with its words where they stand now, or why they do not.
func (e *Engine) standing(ctx context.Context, d parley.Decision, given map[parley.ReportID]parley.Given) (value, why string, err error) {
	var a parley.Addition
	var x parley.Edit
	var into any = &x
	if d.Kind == parley.DecideAdd {
		into = &a
	}
	if !decode(d.Value, into) {
		return d.Value, "its value is not readable", nil
	}
	ps := record.PassagesOf(&x)
	if d.Kind == parley.DecideAdd {
		ps = record.PassagesOf(&a.Edit)
		if a.Sentence != nil {
			ps = append(ps, a.Sentence)
		}
	}
	if len(ps) == 0 {
		return d.Value, "", nil
	}
	r, err := e.cfg.Store.Report(ctx, d.Report)
	if err != nil {
		return "", "", err
	}
	r.Given = given[d.Report]
	t, aside := e.text(r)
	if aside != nil {
		return d.Value, "its report cannot be read: " + aside.Detail, nil
	}
	changed := false
	for _, p := range ps {
		now, ok := record.Again(t.Content, t.Passage, *p)
		if !ok {
			return d.Value, fmt.Sprintf("the text does not have the words %.80q there any more", p.Text), nil
		}
		changed = changed || now != *p
		*p = now
	}
	switch {
	case !changed:
		return d.Value, "", nil
	case d.Kind == parley.DecideAdd:
		return encode(a), "", nil
	}
	return encode(x), "", nil
}

// decode reads JSON into v and reports whether it is some.
func decode(s string, v any) bool { return json.Unmarshal([]byte(s), v) == nil }
