package record

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// Machine is the name of the reader among coders.
const Machine = "machine"

// An Agreement is how far two coders, or a person and the machine, code alike what both judged.
type Agreement struct {
	A        string           `json:"a"`
	B        string           `json:"b"`
	Findings int              `json:"findings"` // that both judged
	Fields   []FieldAgreement `json:"fields"`   // by name; "stands" is whether a finding is right at all

	// B's codings against A's: a coding is one field of a finding that stands, with its value. A finding that a person added, or that one of
	// them rejects, counts with all its fields on the one side.
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// A FieldAgreement is how far they agree in one field.
type FieldAgreement struct {
	Field string   `json:"field"`
	Units int      `json:"units"` // findings of which both say something there
	Equal int      `json:"equal"`
	Alpha *float64 `json:"alpha"` // nominal; nil where there is no variation, and so nothing to correct for
}

// Alpha is Krippendorff's coefficient of agreement for nominal data: a unit is what several coders judged, with what each said of it, "" for nothing. Units of which
// fewer than two said something count for nothing. It is false where all said one and the same everywhere, or nothing: then chance cannot be told.
// The computation by coincidences is that of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C.
func Alpha(units [][]string) (float64, bool) {
	total := map[string]float64{}
	var n, apart float64
	for _, u := range units {
		count := map[string]float64{}
		m := 0.0
		for _, v := range u {
			if v != "" {
				count[v]++
				m++
			}
		}
		if m < 2 {
			continue
		}
		alike := 0.0
		for v, k := range count { // whole numbers: their sum does not hang on the order
			total[v] += k
			alike += k * (k - 1)
		}
		n += m
		apart += (m*(m-1) - alike) / (m - 1)
	}
	pairs := n * n
	for _, k := range total {
		pairs -= k * k
	}
	if n < 2 || pairs == 0 {
		return 0, false
	}
	return 1 - (n-1)*apart/pairs, true
}

// A coding is what one coder says of one finding: field by field, nil where the finding does not stand.
type coding map[string]string

// unset stands for a value that is empty: a coder who says "nothing" says something.
const unset = "(nothing)"

// A judged finding.
type judgedID struct {
	report parley.ReportID
	id     string
}

// Agreements compares every two people who judged the same findings, and every person with the machine, in the order of their names. Who accepts, edits or
// adds a finding has judged all of it, who rejects it that it does not stand; what was undone, and orphans, count for nothing, what a later decision of somebody
// else overruled does. Units are findings as the machine or a person who added one has cut them: what only one coder marked is no unit of alpha, and is
// counted by precision and recall. A finding that is rejected now is compared by whether it stands alone.
func Agreements(rec *parley.Record) []Agreement {
	by := codings(rec)
	people := make([]string, 0, len(by))
	for who := range by {
		if who != Machine {
			people = append(people, who)
		}
	}
	slices.Sort(people)
	out := []Agreement{}
	for i, a := range people {
		for _, b := range people[i+1:] {
			if x := agree(a, b, by[a], by[b]); x.Findings > 0 {
				out = append(out, x)
			}
		}
	}
	for _, a := range people {
		mine := map[judgedID]coding{}
		for id := range by[a] { // of what the person judged alone
			if c, ok := by[Machine][id]; ok {
				mine[id] = c
			}
		}
		if x := agree(a, Machine, by[a], mine); len(by[a]) > 0 {
			out = append(out, x)
		}
	}
	return out
}

// codings are what each coder says of the findings that people judged.
func codings(rec *parley.Record) map[string]map[judgedID]coding {
	by := map[string]map[judgedID]coding{Machine: {}}
	for _, d := range rec.Decisions {
		if d.Report == "" || d.Now == "" || d.State == parley.Undone || d.State == parley.Orphaned {
			continue
		}
		id, who := judgedID{d.Report, d.Now}, d.Who
		if who == "" {
			who = "somebody"
		}
		if by[who] == nil {
			by[who] = map[judgedID]coding{}
		}
		machine := read(rec, id)
		if machine != nil && d.Now[:2] != addedPrefix {
			by[Machine][id] = machine
		} else if d.Now[:2] != addedPrefix {
			by[Machine][id] = coding{} // it stood, and a person took it out
		}
		mine := by[who][id]
		switch d.Kind {
		case parley.DecideReject:
			by[who][id] = nil
			continue
		case parley.DecideAccept, parley.DecideEdit, parley.DecideAdd:
			if mine == nil {
				mine = coding{}
				for k, v := range machine {
					mine[k] = v
				}
			}
		}
		for _, f := range said(d.Decision) {
			mine[f[0]] = f[1]
		}
		by[who][id] = mine
	}
	return by
}

// said are the fields that a decision names.
func said(d parley.Decision) [][2]string {
	var a parley.Addition
	if d.Kind != parley.DecideEdit && d.Kind != parley.DecideAdd || json.Unmarshal([]byte(d.Value), &a) != nil {
		return nil
	}
	return FieldsOfEdit(&a.Edit)
}

// read is what the machine had of a finding of the record, or whoever added it: nil where it does not stand.
func read(rec *parley.Record, id judgedID) coding {
	f := FieldsIn(rec, id.report, id.id)
	if f == nil {
		return nil
	}
	c := coding{}
	for k, v := range f {
		c[k] = v
	}
	if x := correctionOf(rec, id); x != nil {
		for _, ch := range x.Changes {
			c[ch.Part] = ch.Was
		}
	}
	return c
}

func correctionOf(rec *parley.Record, id judgedID) *parley.Correction {
	for i := range rec.Reports {
		r := &rec.Reports[i]
		if r.ID != id.report {
			continue
		}
		for j := range r.Statements {
			if r.Statements[j].ID == id.id {
				return r.Statements[j].Corrected
			}
		}
		for j := range r.Events {
			if r.Events[j].ID == id.id {
				return r.Events[j].Corrected
			}
		}
		for j := range r.Figures {
			if r.Figures[j].ID == id.id {
				return r.Figures[j].Corrected
			}
		}
	}
	return nil
}

// agree compares two coders.
func agree(a, b string, x, y map[judgedID]coding) Agreement {
	out := Agreement{A: a, B: b}
	units := map[string][][]string{}
	both, left, right := 0, 0, 0
	for id, c := range x {
		d, ok := y[id]
		left += len(c)
		if !ok {
			continue
		}
		out.Findings++
		units["stands"] = append(units["stands"], []string{stands(c), stands(d)})
		for field, v := range c {
			w, ok := d[field]
			if !ok {
				continue
			}
			if v == w {
				both++
			}
			units[field] = append(units[field], []string{orUnset(v), orUnset(w)})
		}
	}
	for id, d := range y {
		if _, ok := x[id]; ok {
			right += len(d)
		}
	}
	if b != Machine { // of two people what both judged alone is compared
		left = 0
		for id, c := range x {
			if _, ok := y[id]; ok {
				left += len(c)
			}
		}
	}
	if right > 0 {
		out.Precision = float64(both) / float64(right)
	}
	if left > 0 {
		out.Recall = float64(both) / float64(left)
	}
	if both > 0 {
		out.F1 = 2 * out.Precision * out.Recall / (out.Precision + out.Recall)
	}
	out.Fields = fieldAgreements(units)
	return out
}

// fieldAgreements are those of units by field, "stands" first, then by name.
func fieldAgreements(units map[string][][]string) []FieldAgreement {
	out := []FieldAgreement{}
	for field, us := range units {
		f := FieldAgreement{Field: field, Units: len(us)}
		for _, u := range us {
			if u[0] == u[1] {
				f.Equal++
			}
		}
		if v, ok := Alpha(us); ok {
			f.Alpha = &v
		}
		out = append(out, f)
	}
	name := func(f FieldAgreement) string {
		if f.Field == "stands" {
			return ""
		}
		return f.Field
	}
	slices.SortFunc(out, func(p, q FieldAgreement) int { return strings.Compare(name(p), name(q)) })
	return out
}

func stands(c coding) string {
	if c == nil {
		return "no"
	}
	return "yes"
}

func orUnset(v string) string {
	if v == "" {
		return unset
	}
	return v
}
