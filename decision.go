package parley

import "time"

// A DecisionKind is what a line of the log says.
type DecisionKind string

// The kinds of decision.
const (
	DecideGiven  DecisionKind = "given"  // what is known of a report from outside: Value holds a Given as JSON
	DecideTold   DecisionKind = "told"   // what a container says of a report: Value holds a Given as JSON, Finding the name of the part
	DecideReject DecisionKind = "reject" // the finding Finding of Report does not stand
	DecideAccept DecisionKind = "accept" // it stands after all: undoes a reject
	DecideMerge  DecisionKind = "merge"  // entity Finding is entity Value
)

// A Decision is one line of the append-only log of what people decided. Later lines win.
type Decision struct {
	Seq     int64        `json:"seq"` // given by the store, from 1
	At      time.Time    `json:"at"`
	Who     string       `json:"who"`
	Kind    DecisionKind `json:"kind"`
	Report  ReportID     `json:"report,omitempty"`
	Finding string       `json:"finding,omitempty"` // finding or entity id
	Value   string       `json:"value,omitempty"`
	Why     string       `json:"why,omitempty"`
}
