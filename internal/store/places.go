package store

import (
	"context"
	"iter"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/parley-press/parley"
)

// A Column is a part of a place in which words can be looked for.
type Column int

// The columns.
const (
	TextColumn   Column = iota // the words of the place
	WhoColumn                  // names of who says it or takes part
	ToColumn                   // names of to whom it is said
	OutletColumn               // the outlet
	AgencyColumn               // agencies
	CodeColumn                 // codes, a word each
	Columns                    // how many there are
)

// A Place is a passage that can be found. Kind and Finding are the caller's; Columns hold words that the caller has folded, a space between two.
type Place struct {
	Kind    string
	Finding string // id in the report, "" for text in which nothing was found
	Span    parley.Span
	Day     parley.Date // that date asks for, 0 where no day is known
	Text    string      // as printed, "" where the finding has it
	Columns [Columns]string
}

// Len is how many words the place has in its text.
func (p Place) Len() int { return len(strings.Fields(p.Columns[TextColumn])) }

// Placed is a reading with its places, and when it came; that is kept to the microsecond, in UTC.
type Placed struct {
	Reading Reading
	At      time.Time
	Places  []Place
}

// An Arrival is that a reading got its places: of all, the Num-th, from 1.
type Arrival struct {
	Num     int64
	Reading Reading
	At      time.Time
}

// MostPlaces is how many places a reading can have.
const MostPlaces = 1 << 13

// An Op says how an Expr is made of its parts.
type Op int

// The kinds of expression.
const (
	AllOf   Op = iota // every one of Args; all places where there are none
	AnyOf             // one of Args; none where there are none
	NoneOf            // none of Args
	HasWord           // Words one after the other in Column, the last one only the beginning of a word where Prefix is set
)

// An Expr says which places are looked for. Words are folded as those of the places are: letters and digits alone.
type Expr struct {
	Op     Op
	Args   []Expr
	Column Column
	Words  []string
	Prefix bool
}

// An Ask is a search.
type Ask struct {
	Reader   string // version of the reader whose readings are looked through
	Expr     Expr
	From, To parley.Date // days of the places; zero ends are open, and where both are, places without a day fit too
	Limit    int         // most hits, at least 1
	Weigh    bool        // give each hit its weight, where there are no more than Limit
}

// A Hit is a place that was found.
type Hit struct {
	Reading Reading
	Num     int64 // of its arrival
	Came    time.Time
	At      int   // of the places of the reading, which one it is, from 0
	Place   Place // without Columns and Text
	Weight  float64
}

// Places finds passages by their words. What it has follows from reports and findings, and can be made again: it is no truth.
type Places interface {
	// AddPlaces stores places, all or none. A reading that has places keeps them. The findings of the reading must be stored.
	AddPlaces(ctx context.Context, placed []Placed) error

	// Unplaced lists the readings by that version of the reader that have findings and no places, by report id.
	Unplaced(ctx context.Context, reader string) iter.Seq2[Reading, error]

	// Arrivals lists the latest arrivals of readings by that version of the reader, up to limit of them, the latest first.
	Arrivals(ctx context.Context, reader string, limit int) ([]Arrival, error)

	// Look gives the hits with the latest days first, those without a day last, and of one day in an order that stays. more says that there are
	// further ones. Weights are those of Weights.
	Look(ctx context.Context, a Ask) (hits []Hit, more bool, err error)

	// Ready makes what Look needs of readings by that version of the reader, those that came since it was last asked, quick to get. It changes nothing that a
	// method gives.
	Ready(ctx context.Context, reader string) error

	// Texts is the printed text of each hit, "" for one whose place has none.
	Texts(ctx context.Context, hits []Hit) ([]string, error)
}

// Weights weighs hits whose places have so many words each; stands says for every phrase that was looked for which hits hold it. It is BM25 (Robertson and
// Zaragoza 2009, k1 = 1.2, b = 0.75) over the hits themselves, each phrase counted once a place: more of the phrases, ones that fewer hits have, and a shorter
// passage weigh more. Passages of less than sixteen words count as of sixteen: a scrap is not the better for being short.
func Weights(lengths []int, stands [][]bool) []float64 {
	words, out := make([]int, len(lengths)), make([]float64, len(lengths))
	total := 0
	for i, n := range lengths {
		words[i] = max(16, n)
		total += words[i]
	}
	for _, has := range stands {
		df := 0.0
		for _, h := range has {
			if h {
				df++
			}
		}
		idf := math.Log(1 + (float64(len(words))-df+0.5)/(df+0.5))
		for i, h := range has {
			if h {
				out[i] += idf * 2.2 / (1 + 1.2*(0.25+0.75*float64(words[i]*len(words))/float64(max(1, total))))
			}
		}
	}
	return out
}

// Wanted is the phrases on the text in e that are not under NoneOf, as many as are weighed.
func (e Expr) Wanted() []Expr {
	var out []Expr
	switch e.Op {
	case HasWord:
		if e.Column == TextColumn {
			out = []Expr{e}
		}
	case AllOf, AnyOf:
		for _, x := range e.Args {
			out = append(out, x.Wanted()...)
		}
	}
	return out[:min(len(out), mostWeighed)]
}

// mostWeighed bounds the work of weighing.
const mostWeighed = 16

// CheckPlaced refuses places of no reading, too many of them, or ones that cannot be stored.
func CheckPlaced(p Placed) error {
	bad := func(what string) error {
		return parley.Errorf(parley.Invalid, "store: add places of "+p.Reading.Report.Short(), "%s", what)
	}
	switch {
	case p.Reading.Report == "" || p.Reading.Reader == "":
		return bad("no reading named")
	case len(p.Places) > MostPlaces:
		return bad("too many places in one report")
	}
	for _, pl := range p.Places {
		if pl.Kind == "" || pl.Day < 0 || pl.Day > 1<<22-1 || !Storable(pl.Kind) || !Storable(pl.Finding) || !Storable(pl.Text) {
			return bad("a place without a kind, on an impossible day, or with text that cannot be stored")
		}
		for _, c := range pl.Columns {
			if !folded(c) {
				return bad("words that are not folded")
			}
		}
	}
	return nil
}

// folded reports whether s holds words alone, each after one space but the first. Bytes over 0x7f are letters.
func folded(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
		case c == ' ' && i > 0 && s[i-1] != ' ' && i < len(s)-1:
		default:
			return false
		}
	}
	return Storable(s)
}

// CheckAsk refuses a search with words that are not folded, without a limit, or of unknown make.
func CheckAsk(a Ask) error {
	if a.Limit < 1 || a.Reader == "" || !checkExpr(a.Expr, 0) {
		return parley.Errorf(parley.Invalid, "store: look", "this cannot be looked for")
	}
	return nil
}

// deepestExpr is how deep expressions may be nested.
const deepestExpr = 64

func checkExpr(e Expr, depth int) bool {
	switch e.Op {
	case AllOf, AnyOf, NoneOf:
	case HasWord:
		bad := func(w string) bool { return w == "" || !folded(w) || strings.Contains(w, " ") }
		return len(e.Words) > 0 && !slices.ContainsFunc(e.Words, bad) && e.Column >= 0 && e.Column < Columns && len(e.Args) == 0
	default:
		return false
	}
	for _, x := range e.Args {
		if depth == deepestExpr || !checkExpr(x, depth+1) {
			return false
		}
	}
	return true
}
