package web

import "github.com/parley-press/parley"

// A voice is who says something and through whom it came.
type voice struct {
	Who    ref    `json:"who"`             // zero where nobody is named
	Words  string `json:"words,omitempty"` // as printed, where the entity is not known
	Party  ref    `json:"party"`
	Via    []ref  `json:"via,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Own    bool   `json:"narrated,omitempty"` // the outlet's own narration
}

// asserter is the voice behind an asserted_by of a finding in r.
func (x *index) asserter(r *parley.ReportEntry, by string) voice {
	if s := withID(r.Statements, by, statementID); s != nil {
		return x.voice(r, s)
	}
	return voice{Outlet: outletOf(r), Own: true}
}

// voice is the voice of a statement in r.
func (x *index) voice(r *parley.ReportEntry, s *parley.Statement) voice {
	v := x.speaker(r, s)
	v.Via = x.through(s)
	return v
}

// speaker is voice without what it came through.
func (x *index) speaker(r *parley.ReportEntry, s *parley.Statement) voice {
	v := voice{Outlet: outletOf(r)}
	if s.Source != nil {
		v.Who, v.Party = x.who(s.Source.Entity), x.party(s.Source.Entity)
		if s.Source.Passage != nil {
			v.Words = s.Source.Passage.Text
		}
	}
	return v
}

// through is the chain through which a statement came.
func (x *index) through(s *parley.Statement) []ref {
	var out []ref
	for _, l := range s.Via {
		if l.Entity != "" {
			out = append(out, x.who(l.Entity))
		} else if l.Passage != nil {
			out = append(out, ref{Name: l.Passage.Text})
		}
	}
	return out
}

// Label is the voice in one name.
func (v voice) Label() string {
	switch {
	case v.Own:
		return v.Outlet
	case v.Who.Name != "":
		return v.Who.Name
	case v.Words != "":
		return v.Words
	}
	return "not named"
}

// member is the voice of a member of a conflict, a group or a line.
func (x *index) member(m parley.Member) voice {
	t := x.find(m)
	v := x.memberOf(m, t)
	if t.statement != nil {
		v.Via = x.through(t.statement)
	}
	return v
}

// memberOf is member without what it came through.
func (x *index) memberOf(m parley.Member, t findings) voice {
	if t.report == nil {
		return voice{Outlet: m.Report.Short(), Who: x.who(m.Says), Party: x.party(m.Says), Own: m.Says == ""}
	}
	if t.statement != nil && m.Says == "" {
		return x.speaker(t.report, t.statement)
	}
	return voice{Outlet: outletOf(t.report), Who: x.who(m.Says), Party: x.party(m.Says), Own: m.Says == ""}
}
