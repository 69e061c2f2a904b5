package event

import (
	_ "embed"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

//go:embed event.model
var eventModel []byte

//go:embed status.model
var statusModel []byte

//go:embed part.model
var partModel []byte

// The kinds of models.
const (
	EventOdds  = "event"
	StatusOdds = "status"
	PartOdds   = "part"
)

const oddsSection = "odds"

// odds are the weights of signs in a multinomial logistic regression. They are fitted on the coded dossiers that may be read (testdata/coded): `make events`.
type odds struct {
	labels []string // the classes
	table  *learn.Table
}

// openOdds reads an embedded model of this kind; with classes given, of these and no others.
func openOdds(model []byte, kind string, classes ...string) (*odds, error) {
	f, err := learn.OpenFile(model, kind, 0)
	if err != nil {
		return nil, err
	}
	o := &odds{labels: f.Labels}
	o.table, err = learn.OpenTable(f.Section(oddsSection))
	if err == nil && (o.table.Classes() != len(o.labels) || len(classes) > 0 && !slices.Equal(classes, o.labels)) {
		err = parley.Errorf(parley.Internal, "event: odds", "%s: %d classes and labels %q", kind, o.table.Classes(), o.labels)
	}
	return o, err
}

// chances sets out, one a class, to the probabilities of the classes for a candidate with these signs.
func (o *odds) chances(signs []learn.Feature, out []float32) {
	var sums [learn.MaxClasses]int32
	o.table.Score(signs, sums[:len(out)])
	learn.Logit(sums[:len(out)], out)
}

// EncodeOdds is the model of this kind with these classes and rows.
func EncodeOdds(kind string, labels []string, data [32]byte, rows []learn.Row) []byte {
	return learn.Encode(learn.Head{Kind: kind, Data: data, Labels: labels}, learn.Section{Name: oddsSection, Bytes: learn.EncodeTable(len(labels), rows)})
}

// Labels are the names of classes.
func Labels[T ~string](classes []T) (out []string) {
	for _, c := range classes {
		out = append(out, string(c))
	}
	return out
}
