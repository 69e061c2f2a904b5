package segment

import (
	_ "embed" // the model

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

//go:embed segment.model
var embedded []byte

// The kind of the model file and its sections.
const (
	modelKind    = "segment"
	joinSection  = "joins"
	boundSection = "ends"
)

// templates is what the features of the two tables are; it changes when join.go or bound.go compute others.
var templates = learn.Hash64("segment 1")

// A decider is a table of two classes, no and yes. Without a table the rules stand.
type decider struct {
	table *learn.Table
}

// decide is the model's answer; on a tie, the rule's.
func (d decider) decide(features []learn.Feature, score *[2]int32, rule bool) bool {
	if d.table == nil {
		return rule
	}
	d.table.Score(features, score[:])
	if score[0] == score[1] {
		return rule
	}
	return score[1] > score[0]
}

// load reads the two tables of a model file.
func (g *Segmenter) load(model []byte) error {
	f, err := learn.OpenFile(model, modelKind, templates)
	if err != nil {
		return err
	}
	if g.joins, err = openDecider(f.Section(joinSection)); err != nil {
		return err
	}
	g.ends, err = openDecider(f.Section(boundSection))
	return err
}

func openDecider(section []byte) (decider, error) {
	t, err := learn.OpenTable(section)
	if err == nil && t.Classes() != 2 {
		err = parley.Errorf(parley.Invalid, "segment: open model", "a table of %d classes, not 2", t.Classes())
	}
	return decider{t}, err
}
