// Package query is the language in which readers ask the record: words, "phrases", prefix*, -not, OR, brackets, and fields such as who: and date:.
// A query is read into a tree or refused with the place of what is wrong; nothing that a reader typed goes further than this package as it was typed.
//
// Words are compared folded (see Words): without case and accents. Marks between words count for nothing.
package query

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley"
)

// Limits of a query. One that is over them is refused, not cut.
const (
	MaxBytes = 1000
	MaxTerms = 64
	MaxDepth = 12

	LeastPrefix = 3 // bytes of a word before *
)

// An Op is what a node of a query asks.
type Op int

// The kinds of node.
const (
	All        Op = iota // what fits every one of Args; without Args, everything
	Any                  // what fits one of Args
	Not                  // what does not fit Args[0]
	Phrase               // what holds Words one after the other in Field
	Code                 // what has the code Value in Field
	Day                  // what has a day in From..To, an end that is not known being open
	Confidence           // what is at least Low and at most High percent sure
)

// A Field is what of a place a part of the query looks at.
type Field string

// The fields.
const (
	Text   Field = ""       // the words themselves
	Who    Field = "who"    // who says it or takes part in it
	To     Field = "to"     // to whom it is said
	Party  Field = "party"  // the side that who speaks for
	Outlet Field = "outlet" // the outlet of the report
	Agency Field = "agency" // an agency that the report credits
	Act    Field = "act"
	Mode   Field = "mode"
	Type   Field = "type"
	Status Field = "status"
	Date   Field = "date"
	Conf   Field = "conf"
	In     Field = "in"
)

// Fields lists the fields that can be named, in the order of help.
var Fields = []Field{Who, To, Party, Outlet, Agency, Act, Mode, Type, Status, Date, Conf, In}

// A Node is a query or a part of one.
type Node struct {
	Op        Op
	At        int // where it begins in what was typed, in bytes
	Args      []Node
	Field     Field
	Words     []string // folded, at least one
	Prefix    bool     // the last of Words is the beginning of a word
	Value     string   // of a Code
	From, To  parley.Date
	Low, High int // percent
}

// A Fault says what is wrong with a query and where.
type Fault struct {
	At   int // byte of the query
	Rune int // character of the query, from 1
	What string
}

// Error is the fault in words.
func (f *Fault) Error() string { return fmt.Sprintf("at character %d: %s", f.Rune, f.What) }

// String writes a query in its own language, so that Parse gives an equal tree (but for At).
func (n Node) String() string {
	switch n.Op {
	case All, Any:
		parts := make([]string, len(n.Args))
		for i, a := range n.Args {
			parts[i] = a.String()
			if len(a.Args) > 1 && a.Op != Not {
				parts[i] = "(" + parts[i] + ")"
			}
		}
		if n.Op == Any {
			return strings.Join(parts, " OR ")
		}
		return strings.Join(parts, " ")
	case Not:
		s := n.Args[0].String()
		if len(n.Args[0].Args) > 1 && n.Args[0].Op != Not {
			s = "(" + s + ")"
		}
		return "-" + s
	case Code:
		return string(n.Field) + ":" + n.Value
	case Day:
		if n.From == n.To {
			return "date:" + n.From.String()
		}
		return "date:" + n.From.String() + ".." + n.To.String()
	case Confidence:
		return fmt.Sprintf("conf:%g..%g", float64(n.Low)/100, float64(n.High)/100)
	}
	s := strings.Join(n.Words, " ")
	if len(n.Words) > 1 || s == "or" || s == "and" || s == "not" {
		s = `"` + s + `"`
	}
	if n.Prefix {
		s += "*"
	}
	if n.Field != Text {
		s = string(n.Field) + ":" + s
	}
	return s
}

// Wanted is the phrases on the text that a place can hold because of the query: those that are not under a Not.
func (n Node) Wanted() []Node {
	switch n.Op {
	case Phrase:
		if n.Field == Text {
			return []Node{n}
		}
	case All, Any:
		var out []Node
		for _, a := range n.Args {
			out = append(out, a.Wanted()...)
		}
		return out
	}
	return nil
}

// Fields names the fields that are asked for anywhere in the query.
func (n Node) Fields() map[Field]bool {
	out := map[Field]bool{}
	n.note(out)
	return out
}

func (n Node) note(out map[Field]bool) {
	switch n.Op {
	case Phrase, Code:
		out[n.Field] = true
	case Day:
		out[Date] = true
	case Confidence:
		out[Conf] = true
	}
	for _, a := range n.Args {
		a.note(out)
	}
}
