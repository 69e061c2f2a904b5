package parley

import "time"

// A DecisionKind is what a line of the log says.
type DecisionKind string

// The kinds of decision.
const (
	DecideGiven  DecisionKind = "given"  // what is known of a report from outside: Value holds a Given as JSON
	DecideTold   DecisionKind = "told"   // what a container says of a report: Value holds a Given as JSON, Finding the name of the part
	DecideReject DecisionKind = "reject" // the finding Finding of Report does not stand
	DecideAccept DecisionKind = "accept" // it stands: confirms it, and undoes a reject
	DecideEdit   DecisionKind = "edit"   // it stands with other fields: Value holds an Edit as JSON, of the fields that change alone
	DecideAdd    DecisionKind = "add"    // Report says what was not found: Value holds an Addition as JSON, Finding the id that it has
	DecideMerge  DecisionKind = "merge"  // entity Finding is entity Value, or instrument Finding instrument Value
	DecideSplit  DecisionKind = "split"  // parts of entity or instrument Finding are another one: Value holds a Split as JSON
	DecideSame   DecisionKind = "same"   // conflict Finding is conflict Value, by their keys
	DecideMark   DecisionKind = "mark"   // conflict Finding, by its key, has the state Value, a ConflictState
	DecideUndo   DecisionKind = "undo"   // the decision Undoes does not count, as if it had never been made
)

// DecisionKinds lists the kinds in the order in which they are told.
var DecisionKinds = []DecisionKind{DecideGiven, DecideTold, DecideReject, DecideAccept, DecideEdit, DecideAdd, DecideMerge, DecideSplit, DecideSame, DecideMark, DecideUndo}

// A Decision is one line of the append-only log of what people decided. Later lines win; of two edits of one finding each counts for the fields that no
// later one changes.
type Decision struct {
	Seq     int64        `json:"seq"` // given by the store, from 1
	At      time.Time    `json:"at"`
	Who     string       `json:"who"`
	Kind    DecisionKind `json:"kind"`
	Report  ReportID     `json:"report,omitempty"`
	Finding string       `json:"finding,omitempty"` // finding, entity or instrument id, or the key of a conflict
	Value   string       `json:"value,omitempty"`
	Why     string       `json:"why,omitempty"`
	Was     string       `json:"was,omitempty"`    // a Was as JSON: what it was decided about, by its content
	Undoes  int64        `json:"undoes,omitempty"` // the Seq of the decision that this one undoes
}

// A ConflictState is what a person made of a conflict.
type ConflictState string

// The states of a conflict.
const (
	ConflictOpen      ConflictState = "open"      // nobody looked at it, or it was opened again
	ConflictSeen      ConflictState = "seen"      // somebody looked at it: the accounts do not agree
	ConflictExplained ConflictState = "explained" // they do not agree, and it is known why
	ConflictWrong     ConflictState = "wrong"     // they agree: it is no conflict
)

// ConflictStates lists the states in the order in which they are told.
var ConflictStates = []ConflictState{ConflictOpen, ConflictSeen, ConflictExplained, ConflictWrong}

// Layers of what a decision can be about.
const (
	LayerStatement  = "statement"
	LayerEvent      = "event"
	LayerFigure     = "figure"
	LayerInstrument = "instrument" // of one report, or with Members of the record
	LayerEntity     = "entity"     // of one report, or of the record
	LayerConflict   = "conflict"
)

// A Was is what a decision was made about, as it stood when it was made: the anchor by which the decision finds it again after a newer reading. Words,
// Raw, Kind, Source and Cue are as the machine found them, Fields as they were in force.
type Was struct {
	Layer   string            `json:"layer"`
	Words   string            `json:"words,omitempty"`  // it rests on; name of an entity or instrument of the record
	Span    Span              `json:"span,omitzero"`    // of the words, in the text of that time
	Raw     RawSpan           `json:"raw,omitzero"`     // of the words, in the file: stays whatever the reader
	Kind    string            `json:"kind,omitempty"`   // type of an event or entity, kind of an instrument or conflict
	Rule    string            `json:"rule,omitempty"`   // of a conflict
	Source  string            `json:"source,omitempty"` // words of whoever says it
	Cue     string            `json:"cue,omitempty"`    // words of the cue
	Fields  map[string]string `json:"fields,omitempty"` // by the names of Edit
	Members []WasMember       `json:"members,omitempty"`
	Into    *Was              `json:"into,omitempty"` // of the other one, where two are made one
}

// A WasMember is a passage by which a conflict, an entity or an instrument of the record is found again.
type WasMember struct {
	Report ReportID `json:"report"`
	Side   string   `json:"side,omitempty"`
	Words  string   `json:"words"`
	Raw    RawSpan  `json:"raw"`
}

// An Edit changes fields of a finding; those that are absent stay. Of a passage a form gives the span in the cleaned text alone: the engine takes the
// words from the text.
type Edit struct {
	Content []Passage `json:"content,omitempty"` // the words: content of a statement, clause of an event, words of a figure

	// Of a statement.
	Source    *Whom      `json:"source,omitempty"` // the zero Whom: nobody is named
	Cue       *[]Passage `json:"cue,omitempty"`    // an empty list: there is none
	Act       Act        `json:"act,omitempty"`
	Mode      Mode       `json:"mode,omitempty"`
	Addressee *Whom      `json:"addressee,omitempty"` // the zero Whom: nobody
	SaidOn    *Interval  `json:"said_on,omitempty"`   // the zero Interval: not known
	Negated   *bool      `json:"negated,omitempty"`

	// Of an event.
	Type         EventType `json:"type,omitempty"`
	Status       Status    `json:"status,omitempty"`
	Participants *[]Part   `json:"participants,omitempty"` // all of them
	Instrument   *Whom     `json:"instrument,omitempty"`   // the zero Whom: none

	// Of a figure.
	Value     *Range    `json:"value,omitempty"`
	Unit      string    `json:"unit,omitempty"`
	Qualifier Qualifier `json:"qualifier,omitempty"`

	When *Interval `json:"when,omitempty"` // of an event, a figure, or the day that names an instrument; the zero Interval: not known

	// Of an instrument of one report.
	Kind InstrumentKind `json:"kind,omitempty"`
	Name string         `json:"name,omitempty"`
}

// A Whom says which entity or instrument is meant: by its id in the record, by words of the report that name it, or both. The engine adds what it is
// called, so that it is found again where ids moved.
type Whom struct {
	ID    string   `json:"id,omitempty"`    // in the record
	Words *Passage `json:"words,omitempty"` // that name it there
	At    ReportID `json:"at,omitempty"`    // the report that knows it by Name, where it is not the one that is decided about
	Name  string   `json:"name,omitempty"`  // in that report
	Type  string   `json:"type,omitempty"`  // entity type, or kind of instrument
}

// A Part is a participant of an event as a person names it.
type Part struct {
	Whom
	Role Role `json:"role"`
}

// A Range is a claimed quantity; a nil end is not claimed.
type Range struct {
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

// An Addition is a finding that a person made: a statement, an event or a figure on words of the report.
type Addition struct {
	Layer string `json:"layer"`
	Edit
	AssertedBy string   `json:"asserted_by,omitempty"` // the statement in which an event or figure is told; "" is the outlet's narration
	Voice      *Was     `json:"voice,omitempty"`       // anchor of AssertedBy, by the engine
	Sentence   *Passage `json:"sentence,omitempty"`    // in which a figure stands, by the engine
}

// A Split takes members out of an entity or a paper: they are another one, which is called Name.
type Split struct {
	Name    string        `json:"name"`
	Members []SplitMember `json:"members"`
}

// A SplitMember is what one report says of an entity or a paper, or a part of that: with Entity one of several chains of mentions in it, with Step one step
// of the paper.
type SplitMember struct {
	Report ReportID `json:"report"`
	Entity string   `json:"entity,omitempty"` // local id in the report
	Name   string   `json:"name,omitempty"`   // of that chain, by the engine
	Step   *StepAt  `json:"step,omitempty"`
}

// A StepAt is a step of a paper by the words of a report that tell it, by which it is found again after a newer reading.
type StepAt struct {
	State InstrumentState `json:"state"`
	Raw   RawSpan         `json:"raw"`             // of the words, in the file
	Words string          `json:"words,omitempty"` // by the engine
}
