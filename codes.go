package parley

// A Known says how a fact about a report is known.
type Known string

// How a fact is known.
const (
	Stated   Known = "stated"   // printed in the file
	Inferred Known = "inferred" // follows from the file, with the evidence named
	Told     Known = "given"    // came from the user
	Unknown  Known = "unknown"
)

// A NoiseKind is a kind of page furniture.
type NoiseKind string

// The kinds of page furniture (codebook, section 1).
const (
	Interface         NoiseKind = "interface"
	Caption           NoiseKind = "caption"
	Credit            NoiseKind = "credit"
	RelatedLink       NoiseKind = "related-link"
	ScriptData        NoiseKind = "script-data"
	Breadcrumb        NoiseKind = "breadcrumb"
	Comment           NoiseKind = "comment" // what readers wrote below the report
	DuplicateHeadline NoiseKind = "duplicate-headline"
)

// An EntityType is what an entity is.
type EntityType string

// The entity types (codebook, section 2).
const (
	Person           EntityType = "person"
	Organization     EntityType = "organization"
	State            EntityType = "state"
	Group            EntityType = "group"
	Place            EntityType = "place"
	InstrumentEntity EntityType = "instrument"
	Office           EntityType = "office"
)

// A Mode is how much of a statement stands in quotation marks.
type Mode string

// The modes of a statement.
const (
	Direct   Mode = "direct"
	Indirect Mode = "indirect"
	Mixed    Mode = "mixed"
)

// Modes lists every mode.
var Modes = []Mode{Direct, Indirect, Mixed}

// An Act is what the source does in saying it.
type Act string

// The acts (codebook, section 3).
const (
	Say      Act = "say"
	Deny     Act = "deny"
	Accuse   Act = "accuse"
	Demand   Act = "demand"
	Promise  Act = "promise"
	Warn     Act = "warn"
	Threaten Act = "threaten"
	Propose  Act = "propose"
	Confirm  Act = "confirm"
	Agree    Act = "agree"
	Refuse   Act = "refuse"
	Announce Act = "announce"
	Doubt    Act = "doubt"
	Expect   Act = "expect"
	Ask      Act = "ask"
	Praise   Act = "praise"
	Relay    Act = "report" // an agency's or a paper's own cue
)

// Acts lists every act in the codebook's order.
var Acts = []Act{Say, Deny, Accuse, Demand, Promise, Warn, Threaten, Propose, Confirm, Agree, Refuse, Announce, Doubt, Expect, Ask, Praise, Relay}

// An EventType is a codebook event type such as "proposal-made".
type EventType string

// EventTypes lists every event type in the codebook's order.
var EventTypes = []EventType{
	"meeting", "call", "talks", "proposal-made", "proposal-backed", "proposal-withdrawn", "proposal-rejected",
	"proposal-replaced", "agreement", "ceasefire", "violation", "evacuation", "corridor", "aid-delivery", "aid-obstruction",
	"military-operation", "military-support", "territory-change", "regroup-resupply", "force-posture", "attack-on-protected",
	"vote", "veto", "law-or-sanction", "accession", "election", "military-channel", "separation-of-groups",
	"accusation-of-abuse", "displacement", "statement-event",
}

// A Status is how an event stands, as the asserting voice has it.
type Status string

// The statuses of an event (codebook, section 4).
const (
	Happened    Status = "happened"
	Ongoing     Status = "ongoing"
	Planned     Status = "planned"
	CalledOff   Status = "called-off"
	CalledFor   Status = "called-for"
	Offered     Status = "offered"
	Conditional Status = "conditional"
	Denied      Status = "denied"
	Alleged     Status = "alleged"
)

// Statuses lists every status in the codebook's order.
var Statuses = []Status{Happened, Ongoing, Planned, CalledOff, CalledFor, Offered, Conditional, Denied, Alleged}

// A Role is a participant's part in an event.
type Role string

// The roles (codebook, section 4).
const (
	Actor          Role = "actor"
	Target         Role = "target"
	Party          Role = "party"
	Mediator       Role = "mediator"
	InstrumentRole Role = "instrument"
	Beneficiary    Role = "beneficiary"
)

// Roles lists every role in the codebook's order.
var Roles = []Role{Actor, Target, Party, Mediator, InstrumentRole, Beneficiary}

// An InstrumentKind is what sort of paper or deal an instrument is.
type InstrumentKind string

// The kinds of instrument (codebook, section 5).
const (
	Proposal         InstrumentKind = "proposal"
	WorkingPaper     InstrumentKind = "working-paper"
	Agreement        InstrumentKind = "agreement"
	Ceasefire        InstrumentKind = "ceasefire"
	Resolution       InstrumentKind = "resolution"
	Law              InstrumentKind = "law"
	ChannelAgreement InstrumentKind = "channel-agreement"
)

// InstrumentKinds lists every kind in the codebook's order.
var InstrumentKinds = []InstrumentKind{Proposal, WorkingPaper, Agreement, Ceasefire, Resolution, Law, ChannelAgreement}

// An InstrumentState is a step in an instrument's life.
type InstrumentState string

// The states of an instrument (codebook, section 5).
const (
	StateOffered         InstrumentState = "offered"
	StateBacked          InstrumentState = "backed"
	StateAgreed          InstrumentState = "agreed"
	StateAnnounced       InstrumentState = "announced"
	StateInForce         InstrumentState = "in-force"
	StateViolated        InstrumentState = "violated"
	StateWithdrawn       InstrumentState = "withdrawn"
	StateReplaced        InstrumentState = "replaced"
	StateRejected        InstrumentState = "rejected"
	StateVetoed          InstrumentState = "vetoed"
	StatePassed          InstrumentState = "passed"
	StateExistenceDenied InstrumentState = "existence-denied"
	StateCalledFor       InstrumentState = "called-for"
	StateCalledOff       InstrumentState = "called-off"
)

// A Qualifier says how a figure is meant.
type Qualifier string

// The qualifiers (codebook, section 6).
const (
	Exact    Qualifier = "exact"
	MoreThan Qualifier = "more-than"
	LessThan Qualifier = "less-than"
	About    Qualifier = "about"
	Almost   Qualifier = "almost"
	UpTo     Qualifier = "up-to"
	AtLeast  Qualifier = "at-least"
)

// Qualifiers lists every qualifier in the codebook's order.
var Qualifiers = []Qualifier{Exact, MoreThan, LessThan, About, Almost, UpTo, AtLeast}

// A ConflictKind is a way in which two accounts cannot both stand.
type ConflictKind string

// The kinds of conflict (codebook, section 7); DateConflict is Parley's own.
const (
	DenialConflict   ConflictKind = "denial"
	FigureConflict   ConflictKind = "figure"
	StatusConflict   ConflictKind = "status"
	ReversalConflict ConflictKind = "reversal"
	BlameConflict    ConflictKind = "blame"
	DateConflict     ConflictKind = "date"
)

// Narrator is the AssertedBy of what the outlet tells in its own voice.
const Narrator = "narrator"
