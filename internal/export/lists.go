package export

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
)

type (
	// codes are what an event or a speech act is in PLOVER and CAMEO, by the project's mapping.
	codes struct {
		Plover string `json:"plover"`
		Cameo  string `json:"cameo"`
	}
	commitment struct {
		ID      string   `json:"id"`
		Party   *string  `json:"party"`
		Day     *days    `json:"day"`
		Due     *days    `json:"due"`
		Term    *string  `json:"term"`
		Outcome *string  `json:"outcome"`
		Said    member   `json:"said"`
		Then    []member `json:"then"`
	}
	omission struct {
		File    string   `json:"file"`
		What    string   `json:"what"`
		Carried []string `json:"carried"`
	}
	wording struct {
		Entity  string        `json:"entity"`
		Outlets []outletWords `json:"outlets"`
	}
	outletWords struct {
		Outlet string             `json:"outlet"`
		Words  []parley.WordCount `json:"words"`
	}
)

// coded is nil where neither ontology has a code.
func coded(c event.Coding) *codes {
	if c.Plover == "" {
		return nil
	}
	return &codes{c.Plover, c.Cameo}
}

// commitments are those whose words stand in a file.
func (m *maker) commitments(rec *parley.Record) []commitment {
	out := []commitment{}
	for _, c := range rec.Commitments {
		said := members([]parley.Member{c.Said})
		if len(said) == 0 {
			continue
		}
		out = append(out, commitment{c.ID, m.entity(c.Party), interval(c.Day), interval(c.Due), word(c.Term), word(c.Outcome), said[0], members(c.Then)})
	}
	return out
}

func (m *maker) omissions(rec *parley.Record) []omission {
	out := []omission{}
	for _, o := range rec.Omissions {
		x := omission{o.File, o.What, []string{}}
		for _, id := range o.Carried {
			x.Carried = append(x.Carried, m.files[id])
		}
		out = append(out, x)
	}
	return out
}

func (m *maker) wordings(rec *parley.Record) []wording {
	out := []wording{}
	for _, w := range rec.Wordings {
		if !m.entities[w.Entity] {
			continue
		}
		x := wording{Entity: w.Entity, Outlets: []outletWords{}}
		for _, o := range w.Outlets {
			x.Outlets = append(x.Outlets, outletWords{o.Outlet, o.Words})
		}
		out = append(out, x)
	}
	return out
}

func commitmentRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, c := range rec.Commitments {
		from, to := ends(c.Day)
		dueFrom, dueTo := ends(c.Due)
		then := make([]string, len(c.Then))
		for i, t := range c.Then {
			then[i] = t.File + ": " + t.Passage.Text
		}
		row(c.ID, n.names[c.Party], from, to, dueFrom, dueTo, c.Term, c.Outcome, c.Said.File, c.Said.Finding, c.Said.Passage.Text, c.Said.Passage.Raw.Start,
			c.Said.Passage.Raw.End, strings.Join(then, "; "))
	}
}

func omissionRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, o := range rec.Omissions {
		carried := make([]string, len(o.Carried))
		for i, id := range o.Carried {
			carried[i] = n.files[string(id)]
		}
		row(o.File, o.What, o.Same, strings.Join(carried, "; "))
	}
}

func wordingRows(n *namer, rec *parley.Record, row func(...any)) {
	for _, w := range rec.Wordings {
		for _, o := range w.Outlets {
			for _, c := range o.Words {
				row(n.names[w.Entity], w.Entity, o.Outlet, c.Words, c.Count)
			}
		}
	}
}
