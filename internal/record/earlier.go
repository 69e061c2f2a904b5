package record

import (
	"cmp"
	"slices"

	"github.com/parley-press/parley"
)

// WithEarlier is rec with the findings of reports that later versions replaced, of which the record itself uses nothing, as they were read. Their entities are
// those of the record that go by the same names, in the version that replaced them where one does there; what has no such name, or a name of two, has none, and
// neither has an event its paper. Lists over all reports stay as they are. all are the findings of the dossier's reports, in any order.
func WithEarlier(rec *parley.Record, all []parley.Findings) *parley.Record {
	out := *rec
	out.Reports = slices.Clone(rec.Reports)
	findings := make(map[parley.ReportID]*parley.Findings, len(all))
	for i := range all {
		findings[all[i].Report] = &all[i]
	}
	everywhere := newNameIndex(rec, "")
	for i := range out.Reports {
		r := &out.Reports[i]
		read := findings[r.ID]
		if r.ReplacedBy == "" || read == nil {
			continue
		}
		names, ids := newNameIndex(rec, r.ReplacedBy), map[string]string{}
		for _, e := range read.Entities {
			ids[e.ID] = cmp.Or(names.of(&e), everywhere.of(&e))
		}
		f := &fold{ents: []map[string]string{ids}, insts: []map[string]string{{}}}
		r.Statements, r.Events, r.Figures = f.findings(0, read)
	}
	return &out
}

// A nameIndex maps folded names, and with them what kind of entity goes by them, to the only entity of the kind that does, "" where two do.
type nameIndex map[kindOfName]string

// A kindOfName is a folded name with the type of an entity, "" for any.
type kindOfName struct {
	name string
	kind parley.EntityType
}

// newNameIndex is the names of the record's entities that a report tells of, or any where none is given.
func newNameIndex(rec *parley.Record, report parley.ReportID) nameIndex {
	n := nameIndex{}
	for i := range rec.Entities {
		e := &rec.Entities[i]
		if report != "" && !slices.Contains(e.Reports, report) {
			continue
		}
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			for _, k := range [...]kindOfName{{NameKey(name), e.Type}, {NameKey(name), ""}} {
				if id, ok := n[k]; ok && id != e.ID {
					n[k] = ""
				} else {
					n[k] = e.ID
				}
			}
		}
	}
	return n
}

// of is the entity that goes by a name of e, one of its type before others, "" for none.
func (n nameIndex) of(e *parley.LocalEntity) string {
	for _, kind := range [...]parley.EntityType{e.Type, ""} {
		for _, name := range append([]string{e.Name}, e.Aliases...) {
			if id := n[kindOfName{NameKey(name), kind}]; id != "" && NameKey(name) != "" {
				return id
			}
		}
	}
	return ""
}
