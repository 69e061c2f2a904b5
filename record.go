package parley

import (
	"cmp"
	"slices"
)

// A Record is the view over all findings and decisions of a dossier: who said what through whom, what became of
// each paper, which figures were claimed, where accounts disagree. It is a pure fold and holds no truth of its own.
// Entity ids in it are dossier-wide; every list has one fixed order.
type Record struct {
	Reader      string           `json:"reader"`
	Reports     []ReportEntry    `json:"reports"`
	Entities    []Entity         `json:"entities"`
	Instruments []Instrument     `json:"instruments"`
	Conflicts   []Conflict       `json:"conflicts"`
	Same        []Same           `json:"same"`
	Chronology  []ChronologyLine `json:"chronology"`
	Positions   []Position       `json:"positions"`
	Outlets     []OutletEntry    `json:"outlets"`
	Copies      []CopyGroup      `json:"copies"`
	Commitments []Commitment     `json:"commitments,omitempty"`
	Omissions   []Omission       `json:"omissions,omitempty"`
	Wordings    []Wording        `json:"wordings,omitempty"`
	Stars       []Star           `json:"stars,omitempty"` // what was too much to be compared all with all

	Configuration *Configuration `json:"configuration,omitempty"` // in force; it names, joins and keeps apart, and adds nothing

	Decisions []Decided `json:"decisions,omitempty"` // what people decided, in order, but for what was given with reports
	Orphans   []Orphan  `json:"orphans,omitempty"`   // of these, those that stand on nothing that is there any more
	Coders    []Dispute `json:"coders,omitempty"`    // where people decided differently of one thing
}

// A Decided is a decision and how it stands.
type Decided struct {
	Decision
	State DecisionState `json:"state"`
	By    int64         `json:"by,omitempty"`    // Seq of the decision that undid or overruled it
	Now   string        `json:"now,omitempty"`   // id or key of what it is about in this record, "" where it is none
	ByID  bool          `json:"by_id,omitempty"` // an old line that does not say what it was about (Was): it is held by its id alone, which a newer reading may give to something else
}

// A DecisionState is how a decision stands.
type DecisionState string

// The states of a decision.
const (
	InForce   DecisionState = "in force"
	Undone    DecisionState = "undone"    // by an undo
	Overruled DecisionState = "overruled" // by a later decision on the same
	Orphaned  DecisionState = "orphan"    // what it is about is not there any more

	// KeptEarlier is how a decision stands that is in force of a report which a later version replaced: see [Record.Standings].
	KeptEarlier DecisionState = "kept with an earlier version"
)

// Standings says of each decision of the log, in its order, how it stands for whoever reads the record. That is its State, but KeptEarlier where it is in
// force of an earlier version of a report: it holds of that version, and of that version the record uses nothing.
func (r *Record) Standings() []DecisionState {
	replaced := map[ReportID]bool{}
	for i := range r.Reports {
		if r.Reports[i].ReplacedBy != "" {
			replaced[r.Reports[i].ID] = true
		}
	}
	out := make([]DecisionState, len(r.Decisions))
	for i, d := range r.Decisions {
		if out[i] = d.State; d.State == InForce && replaced[d.Report] {
			out[i] = KeptEarlier
		}
	}
	return out
}

// An Orphan is a decision in whose place nothing certain stands: the words are gone, or several findings could be meant. It is applied to nothing.
type Orphan struct {
	Decision
	Reason string `json:"reason"` // one line
}

// A Dispute is where people decided differently of one field of one thing. The last take is in force.
type Dispute struct {
	Report  ReportID `json:"report,omitempty"`
	File    string   `json:"file,omitempty"`
	Finding string   `json:"finding"` // id in this record, or key of a conflict
	Field   string   `json:"field"`   // "stands", "merge", "split", "same", "mark", or a field of Edit by its JSON name
	Words   string   `json:"words"`   // it rests on, shortened
	Takes   []Take   `json:"takes"`   // the last of each person, in the order of Seq
}

// A Take is what one person decided.
type Take struct {
	Seq   int64  `json:"seq"`
	Who   string `json:"who"`
	Value string `json:"value"`
}

// A Star says that findings of one layer that share a key were too many to be compared all with all: each was compared with the first ones only, by the
// ids of their reports. Two of them that resemble each other, and none of those, may stand apart. Of layer omissions they are groups of what is told alike by so
// many reports that nothing was concluded from them; Compared is 0.
type Star struct {
	Layer    string `json:"layer"`   // copies, papers, statements, opposites, denials, events, statuses, doers, figures, rivals, days, charges, outcomes, changes or omissions
	Keys     int    `json:"keys"`    // how many such keys there are
	Largest  string `json:"largest"` // the one that most findings have, "" where it has no name
	Members  int    `json:"members"` // how many have it
	Compared int    `json:"compared"`
}

// A ReportEntry is one report in the record, its findings with dossier-wide entity and instrument ids.
type ReportEntry struct {
	ID         ReportID    `json:"id"`
	File       string      `json:"file"` // name in this dossier, unique
	Names      []string    `json:"names"`
	Meta       Meta        `json:"meta"`
	Noise      []Noise     `json:"noise"`
	Repairs    []Repair    `json:"repairs,omitempty"`
	Statements []Statement `json:"statements"`
	Events     []Event     `json:"events"`
	Figures    []Figure    `json:"figures"`
	Dated      []Dated     `json:"dated,omitempty"`
	CopyOf     ReportID    `json:"copy_of,omitempty"` // likely origin, where this is a copy
	Words      int         `json:"words"`

	ReplacedBy  ReportID   `json:"replaced_by,omitempty"`  // the latest version of this report: the record uses that one, and no finding of this one
	ReplacedWhy string     `json:"replaced_why,omitempty"` // what shows it to be a later version
	Replaces    []ReportID `json:"replaces,omitempty"`     // earlier versions
}

// An Entity is a person, body, state, group, place, document or office across all reports.
type Entity struct {
	ID       string      `json:"id"`
	Name     string      `json:"name"`
	Type     EntityType  `json:"type"`
	Aliases  []string    `json:"aliases"`
	Role     string      `json:"role,omitempty"`
	Side     string      `json:"side,omitempty"` // entity it speaks for
	Unnamed  bool        `json:"unnamed,omitempty"`
	Mentions int         `json:"mentions"`
	Reports  []ReportID  `json:"reports"`
	Tenures  []Tenure    `json:"offices,omitempty"`  // that it holds by the dossier's configuration
	Codes    []ActorCode `json:"actor,omitempty"`    // by the actor dictionaries of the configuration
	Merged   []string    `json:"merged,omitempty"`   // why its report-level chains are one, a line each
	Warnings []string    `json:"warnings,omitempty"` // what may deceive in its names, a line each
}

// A Member is one finding that takes part in a conflict, a group or a line of the chronology.
type Member struct {
	Report  ReportID `json:"report"`
	File    string   `json:"file"`
	Finding string   `json:"finding"`        // id within the report
	Side    string   `json:"side,omitempty"` // "x" or "y" in a conflict
	Says    string   `json:"says,omitempty"` // entity id of who says it; "" is the outlet's narration
	Passage Passage  `json:"passage"`
}

// An Instrument is a paper, plan, deal, truce, draft or law across all reports.
type Instrument struct {
	ID           string         `json:"id"`
	Kind         InstrumentKind `json:"kind"`
	Name         string         `json:"name"`
	PutForwardBy []string       `json:"put_forward_by"`
	Date         *Interval      `json:"date,omitempty"`
	Terms        []Member       `json:"terms"`
	Mentions     []Member       `json:"mentions"`
	History      []Step         `json:"history"`
	Reports      []ReportID     `json:"reports"`
	Merged       []string       `json:"merged,omitempty"`
}

// ByDay are the steps in order of time: a step without a day stands where its report came out, as published tells, and where that is not known either it comes last.
// Those of one day stand as History has them.
func (i *Instrument) ByDay(published func(ReportID) Date) []*Step {
	type dated struct {
		step *Step
		day  Date
	}
	list := make([]dated, len(i.History))
	for n := range i.History {
		s := &i.History[n]
		list[n] = dated{s, cmp.Or(s.When.First(published(s.Report)), 1<<30)}
	}
	slices.SortStableFunc(list, func(a, b dated) int { return cmp.Compare(a.day, b.day) })
	out := make([]*Step, len(list))
	for n, d := range list {
		out[n] = d.step
	}
	return out
}

// A Conflict is two accounts that cannot both stand, or one party's change.
type Conflict struct {
	ID         string       `json:"id"`  // its number in this record
	Key        string       `json:"key"` // the same in every record that has it: "k-" and eight digits of the rule and the passages that came first
	Kind       ConflictKind `json:"kind"`
	What       string       `json:"what"`
	Between    []Member     `json:"between"`
	Rule       string       `json:"rule"`
	Confidence float64      `json:"confidence"`

	State   ConflictState `json:"state,omitempty"` // what a person made of it; "" is open
	StateBy string        `json:"state_by,omitempty"`
	Merged  []string      `json:"merged,omitempty"` // who says of which other conflict that it is this one, a line each
}

// Possible reports whether it is likelier no conflict than one, and nobody has looked at it: it is a hint where to look.
func (c *Conflict) Possible() bool { return c.Confidence < 0.5 && c.State == "" }

// A Same is one statement, event or figure told by several reports, or by headline and lead.
type Same struct {
	ID      string   `json:"id"`
	Layer   string   `json:"layer"` // statement, event or figure
	What    string   `json:"what"`
	Members []Member `json:"members"`
	Origins int      `json:"origins"` // independent origins: copies and pickups of one agency count once
}

// A ChronologyLine is one date and happening.
type ChronologyLine struct {
	From    Date     `json:"from,omitzero"`
	To      Date     `json:"to,omitzero"`
	What    string   `json:"what"`
	Members []Member `json:"members"`
}

// A Position is a party's stance on an issue on a day, as one report has it.
type Position struct {
	Party      string    `json:"party"` // entity id
	Issue      string    `json:"issue"`
	Stance     string    `json:"stance"` // for, against, open, ...
	Words      string    `json:"words"`  // the words it rests on, shortened
	Date       *Interval `json:"date,omitempty"`
	Report     ReportID  `json:"report"`
	File       string    `json:"file"`
	Statements []string  `json:"statements"`
	Configured bool      `json:"configured,omitempty"` // the issue is one that the dossier's configuration names
	Changed    bool      `json:"changed,omitempty"`    // differs from the party's stance before it
}

// An OutletEntry is one outlet with what it carried.
type OutletEntry struct {
	Name     string     `json:"name"`
	Reports  []ReportID `json:"reports"`
	Agencies []string   `json:"agencies"`           // agencies it credits
	Copies   int        `json:"copies"`             // reports of it that are copies of another's
	Quoted   int        `json:"quoted"`             // statements that reached other reports through it
	Warnings []string   `json:"warnings,omitempty"` // what may deceive in its name, a line each
}

// A CopyGroup is a set of reports that carry the same text, with the likely origin and why.
type CopyGroup struct {
	Origin     ReportID   `json:"origin"`
	Why        string     `json:"why"`
	Confidence float64    `json:"confidence"` // of the origin
	Outlets    int        `json:"outlets"`    // how many named outlets carried the text
	Members    []ReportID `json:"members"`
	Carriers   []Carrier  `json:"carriers"` // the members, and how each stands to the origin
}

// A Carrier is one report of a group of copies beside its origin. Shares are of runs of five words, in hundredths.
type Carrier struct {
	Report  ReportID    `json:"report"`
	Outlet  string      `json:"outlet"`
	Kind    CarrierKind `json:"kind"`
	Jaccard float64     `json:"jaccard"` // in common, of all runs that either has
	Own     float64     `json:"own"`     // share of its runs that the origin has
	Of      float64     `json:"of"`      // share of the origin's runs that it has
}

// A CarrierKind is how a report stands to the origin of its text.
type CarrierKind string

// The kinds of carrier.
const (
	CarriesOrigin  CarrierKind = "origin"
	CarriesSame    CarrierKind = "same"    // all of it and nothing else
	CarriesNear    CarrierKind = "near"    // most of it, with changes
	CarriesPart    CarrierKind = "part"    // a part of it: cut
	CarriesWhole   CarrierKind = "whole"   // nearly all of it, inside a longer report
	CarriesLinked  CarrierKind = "linked"  // by way of another member: too little is left in common with the origin itself
	CarriesVersion CarrierKind = "version" // an earlier version of it, which it replaces
)

// A Commitment is what somebody is reported to have promised, or a day that was set for something, with what later reports tell of it.
type Commitment struct {
	ID      string    `json:"id"`
	Party   string    `json:"party,omitempty"` // entity id of who promised or set the day; "" is the outlet's narration
	Said    Member    `json:"said"`
	Day     *Interval `json:"day,omitempty"` // of the promise
	Due     *Interval `json:"due,omitempty"` // the day or the term that was set
	Term    string    `json:"term,omitempty"`
	Outcome string    `json:"outcome,omitempty"` // status of the latest telling of it: happened, ongoing, called-off, denied; "" where nothing is told
	Then    []Member  `json:"then,omitempty"`    // what is told of it
}

// An Omission is what a report on a story leaves out that at least two independent others on it carry.
type Omission struct {
	Report  ReportID   `json:"report"`
	File    string     `json:"file"`
	Same    string     `json:"same"` // id of the group that the others carry
	What    string     `json:"what"`
	Carried []ReportID `json:"carried"`
}

// A Wording is the words that outlets use for one party in their own narration.
type Wording struct {
	Entity  string        `json:"entity"`
	Outlets []OutletWords `json:"outlets"`
}

// OutletWords are an outlet's words for a party, the most frequent first.
type OutletWords struct {
	Outlet string      `json:"outlet"`
	Words  []WordCount `json:"words"`
}

// A WordCount is how often words stand in reports.
type WordCount struct {
	Words string `json:"words"`
	Count int    `json:"count"`
}
