package event

import (
	_ "embed"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

//go:embed event.model
var oddsModel []byte

const (
	oddsKind    = "event"
	oddsSection = "odds"

	// OddsScale is how many steps a weight of 1 has in the model.
	OddsScale = 32
)

// odds are the weights of signs in a multinomial logistic regression: of which type an event is told, or none. They are fitted on the coded dossiers that
// may be read (testdata/coded), with what WordNet says of verbs: `make events`.
type odds struct {
	types []parley.EventType // the classes; the first is none
	table *learn.Table
}

// openOdds reads the embedded model.
func openOdds() (*odds, error) {
	f, err := learn.OpenFile(oddsModel, oddsKind, 0)
	if err != nil {
		return nil, err
	}
	o := &odds{}
	for _, l := range f.Labels {
		o.types = append(o.types, parley.EventType(l))
	}
	o.table, err = learn.OpenTable(f.Section(oddsSection))
	if err == nil && o.table.Classes() != len(o.types) {
		err = parley.Errorf(parley.Internal, "event: odds", "%d classes and %d labels", o.table.Classes(), len(o.types))
	}
	return o, err
}

// chances sets out, one a class, to the probabilities of the classes for a candidate with these signs.
func (o *odds) chances(signs []learn.Feature, out []float32) {
	var sums [learn.MaxClasses]int32
	o.table.Score(signs, sums[:len(out)])
	most := sums[0]
	for _, s := range sums[:len(out)] {
		most = max(most, s)
	}
	total := float32(0)
	for k := range out {
		out[k] = learn.Exp(float32(sums[k]-most) / OddsScale)
		total += out[k]
	}
	for k := range out {
		out[k] /= total
	}
}

// EncodeOdds is the model of these types, the first of which is none, and rows.
func EncodeOdds(types []string, data [32]byte, rows []learn.Row) []byte {
	return learn.Encode(learn.Head{Kind: oddsKind, Data: data, Labels: types}, learn.Section{Name: oddsSection, Bytes: learn.EncodeTable(len(types), rows)})
}
