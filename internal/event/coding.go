package event

import (
	"strings"
	"sync"

	"github.com/parley-press/parley"
)

// A typeInfo is the aspect of one of the codebook's event types, and its codes by status.
type typeInfo struct {
	State    bool // goes on, against a point in time
	backing  bool // a stance: who agrees to take it takes it
	arranged bool // set for a time, and announced before it is
	codes    map[parley.Status]Coding
}

// A Coding is what something is in two ontologies of political events, for comparison: a class of PLOVER and a code of CAMEO.
type Coding struct {
	Plover string `json:"plover"`
	Cameo  string `json:"cameo"`
}

// Known reports whether there is a code at all.
func (c Coding) Known() bool { return c.Plover != "" }

// String is the class and the code, "" where there is none.
func (c Coding) String() string {
	if !c.Known() {
		return ""
	}
	return c.Plover + " " + c.Cameo
}

// published are the columns of types.tsv behind its first two, with the statuses that each stands for.
var published = [][]parley.Status{{parley.Happened, parley.Ongoing}, {parley.Planned}, {parley.Offered}, {parley.CalledFor}, {parley.Conditional}, {parley.CalledOff},
	{parley.Denied}, {parley.Alleged}}

func readTypes() (map[parley.EventType]typeInfo, error) {
	rs, err := rows("types.tsv", 2+len(published))
	if err != nil {
		return nil, err
	}
	out := map[parley.EventType]typeInfo{}
	for _, r := range rs {
		t := typeInfo{State: r[1] == "state", backing: r[0] == "proposal-backed", arranged: arranged[parley.EventType(r[0])], codes: map[parley.Status]Coding{}}
		for i, sts := range published {
			plover, cameo, ok := strings.Cut(r[2+i], "/")
			if !ok {
				return nil, tableError("types.tsv", r[2+i], "is not PLOVER/CAMEO")
			}
			for _, st := range sts {
				t.codes[st] = Coding{plover, cameo}
			}
		}
		out[parley.EventType(r[0])] = t
	}
	for _, t := range parley.EventTypes {
		if _, ok := out[t]; !ok {
			return nil, parley.Errorf(parley.Internal, "event: types.tsv", "%s is missing", t)
		}
	}
	return out, nil
}

func readActs() (map[parley.Act]Coding, error) {
	rs, err := rows("acts.tsv", 2)
	if err != nil {
		return nil, err
	}
	out := map[parley.Act]Coding{}
	for _, r := range rs {
		plover, cameo, ok := strings.Cut(r[1], "/")
		if !ok && r[1] != "-" {
			return nil, tableError("acts.tsv", r[1], "is not PLOVER/CAMEO")
		}
		if ok {
			out[parley.Act(r[0])] = Coding{plover, cameo}
		}
	}
	return out, nil
}

// A codings is the published mapping.
type codings struct {
	types map[parley.EventType]typeInfo
	acts  map[parley.Act]Coding
}

var mapping = sync.OnceValues(func() (codings, error) {
	types, err := readTypes()
	if err != nil {
		return codings{}, err
	}
	acts, err := readActs()
	return codings{types, acts}, err
})

// Code is what an event of type t with status st is in PLOVER and CAMEO, by the published mapping (data/types.tsv); empty where
// either is unknown.
func Code(t parley.EventType, st parley.Status) Coding {
	m, err := mapping()
	if err != nil {
		return Coding{}
	}
	return m.types[t].codes[st]
}

// CodeAct is what a statement of act a is in PLOVER and CAMEO, which code threats and charges as events too (data/acts.tsv);
// empty for an act that only says something.
func CodeAct(a parley.Act) Coding {
	m, err := mapping()
	if err != nil {
		return Coding{}
	}
	return m.acts[a]
}

// CodeStatement is CodeAct for a statement; one that tells what was not said has no code.
func CodeStatement(s *parley.Statement) Coding {
	if s.Negated {
		return Coding{}
	}
	return CodeAct(s.Act)
}
