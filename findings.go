package parley

// Findings is all that one reading of one report found: a pure function of the report's bytes,
// of what was given with it, and of the reader's version. Entity ids are local to the report.
type Findings struct {
	Report      ReportID          `json:"report"`
	Reader      string            `json:"reader"` // version of the reader
	Meta        Meta              `json:"meta"`
	Noise       []Noise           `json:"noise,omitempty"`
	Repairs     []Repair          `json:"repairs,omitempty"`
	Entities    []LocalEntity     `json:"entities,omitempty"`
	Statements  []Statement       `json:"statements,omitempty"`
	Events      []Event           `json:"events,omitempty"`
	Figures     []Figure          `json:"figures,omitempty"`
	Instruments []LocalInstrument `json:"instruments,omitempty"`
	Dated       []Dated           `json:"dated,omitempty"`
	Runs        Runs              `json:"runs,omitempty"` // of the body's words, for finding copies
	Words       int               `json:"words"`          // tokens of the body
}

// Meta is what a report says of itself.
type Meta struct {
	Headline  *Passage  `json:"headline,omitempty"`
	Outlet    Named     `json:"outlet"`
	Bylines   []Byline  `json:"bylines,omitempty"`
	Agencies  []Named   `json:"agencies,omitempty"` // agency credits
	Dateline  *Named    `json:"dateline,omitempty"` // place
	Published Published `json:"published"`
	Subheads  []Passage `json:"subheads,omitempty"`
	Language  string    `json:"language,omitempty"` // BCP 47, "" where unknown
	URL       string    `json:"url,omitempty"`
	Flags     []string  `json:"flags,omitempty"` // e.g. "structure_degraded", "hidden_text"
	Revised   *Revised  `json:"revised,omitempty"`
	Updated   *Updated  `json:"updated,omitempty"`

	Standfirst  *Passage  `json:"standfirst,omitempty"`  // the summary between headline and article, where a page sets it apart
	Section     *Named    `json:"section,omitempty"`     // of the outlet
	Corrections []Passage `json:"corrections,omitempty"` // paragraphs in which the outlet corrects its own report
	Entries     []Entry   `json:"entries,omitempty"`     // of a live blog
}

// An Entry is one entry of a live blog. What is found in it is counted from its day, where it has one of its own.
type Entry struct {
	Day   Date    `json:"day"`   // "" where no stamp of an entry has told one yet
	How   Known   `json:"how"`   // Stated by its stamp, or Inferred: that of the entry before it on the page
	Stamp Passage `json:"stamp"` // its time, as printed
	Span  Span    `json:"span"`
	Raw   RawSpan `json:"raw"`
}

// An Updated is the day of the last change that a page names: in its head, or beside the stamp of publication. It is no day of publication.
type Updated struct {
	Value   Date     `json:"value"`
	Why     string   `json:"why,omitempty"`
	Passage *Passage `json:"passage,omitempty"`
}

// A Revised is a report's own notice that it is a later version.
type Revised struct {
	Kind    string  `json:"kind"`        // RevisedCorrected or RevisedUpdated
	N       int     `json:"n,omitempty"` // which update it says it is, 0 where it does not say
	Passage Passage `json:"passage"`
}

// The kinds of notice.
const (
	RevisedCorrected = "corrected"
	RevisedUpdated   = "updated"
)

// A Named is a name with how it is known and the words it was read from.
type Named struct {
	Name    string   `json:"name,omitempty"`
	How     Known    `json:"how"`
	Why     string   `json:"why,omitempty"` // the evidence in one line, where inferred
	Passage *Passage `json:"passage,omitempty"`
}

// A Byline is a person credited with the report. Role is reporting, editing or caption. Where the container says so in which the report came, Why
// names what in it, and there is no passage.
type Byline struct {
	Name    string  `json:"name"`
	Role    string  `json:"role"`
	How     Known   `json:"how,omitempty"`
	Why     string  `json:"why,omitempty"`
	Passage Passage `json:"passage,omitzero"`
}

// Published is the day of publication with how it is known. Where the text only shows that it is one of several days, Within has them and
// Value is the likeliest; where no day is known, Within has the bounds, if any, and Why what sets them. No day is ever taken from when or
// how the report was collected.
type Published struct {
	Value   Date      `json:"value,omitzero"`
	Within  *Interval `json:"within,omitempty"`
	Sure    float64   `json:"sure,omitempty"` // 0 to 1: how often such evidence is right; 0 where there is no day
	How     Known     `json:"how"`
	Why     string    `json:"why,omitempty"`
	Passage *Passage  `json:"passage,omitempty"`

	// Named lists, of a report whose day the file does not tell, days that it tells as past by their names alone: other reports of the dossier may
	// say which they are.
	Named []NamedDay `json:"named,omitempty"`
}

// A NamedDay is a weekday that a report tells as past without saying of which week. Value is of TimeML: XXXX-WXX-6 for a Saturday.
type NamedDay struct {
	Value    string  `json:"value"`
	Words    Passage `json:"words"`
	Sentence Passage `json:"sentence"`
}

// Certainty is how the day is known, in a word or two: "stated", "given", "inferred" where such evidence hardly ever fails, "inferred, likely"
// where it is only right more often than not, "unknown".
func (p Published) Certainty() string {
	switch {
	case !p.Value.Known():
		return string(Unknown)
	case p.How == Inferred && p.Sure > 0 && p.Sure < 0.95:
		return string(Inferred) + ", likely"
	}
	return string(p.How)
}

// Latest is the last day on which the report can have come out, 0 where that is not known.
func (p Published) Latest() Date {
	if p.Value.Known() && p.Within != nil {
		return p.Within.To
	}
	return p.Value
}

// A Noise is a piece of page furniture.
type Noise struct {
	Kind    NoiseKind `json:"kind"`
	Passage Passage   `json:"passage"`
}

// A Repair is a change that had to be made to read the bytes as UTF-8.
type Repair struct {
	Raw  RawSpan `json:"raw"`
	What string  `json:"what"` // e.g. "invalid UTF-8", "NUL", "windows-1252"
	N    int     `json:"n"`    // how many places this line stands for; Raw is the first
}

// A Basis is what every finding has: an id, the rule or model that decided it, and how sure that is.
type Basis struct {
	ID         string  `json:"id"`   // unique within the report, e.g. "s3"
	Rule       string  `json:"rule"` // e.g. "statement/verb-clause@1"; "person: ana" where a person changed or made it
	Confidence float64 `json:"confidence"`

	Accepted  string      `json:"accepted,omitempty"`  // who confirmed it; set by the record
	Corrected *Correction `json:"corrected,omitempty"` // what a person changed; set by the record
}

// PersonRule begins the Rule of what a person decided; the name follows.
const PersonRule = "person: "

// A Correction is what people changed of a finding, and what the machine had.
type Correction struct {
	Rule       string   `json:"rule"`       // of the machine
	Confidence float64  `json:"confidence"` // of the machine
	Changes    []Change `json:"changes"`    // in the order of Part
}

// A Change is one part of a finding that a person changed.
type Change struct {
	Part string `json:"part"` // a field of Edit, by its JSON name
	Was  string `json:"was"`  // what the machine had, in words; "" for nothing
	Now  string `json:"now"`
	Who  string `json:"who"`
	Seq  int64  `json:"seq"` // of the decision
}

// A MentionKind is how an entity is mentioned.
type MentionKind string

// The kinds of mention.
const (
	NameMention    MentionKind = "name"
	NominalMention MentionKind = "nominal" // "the minister", "the two sides"
	PronounMention MentionKind = "pronoun"
)

// A Mention is one place where an entity is mentioned.
type Mention struct {
	Kind    MentionKind `json:"kind"`
	Passage Passage     `json:"passage"`
}

// A LocalEntity is an entity as one report knows it: a chain of mentions.
type LocalEntity struct {
	Basis
	Type     EntityType `json:"type"`
	Name     string     `json:"name"`           // best full name in the report
	Key      string     `json:"key,omitempty"`  // canonical key where a gazetteer knows it, e.g. "state/portugal"
	Role     string     `json:"role,omitempty"` // office or description, e.g. "foreign minister"
	Side     string     `json:"side,omitempty"` // local id of the party it speaks for
	Unnamed  bool       `json:"unnamed,omitempty"`
	Aliases  []string   `json:"aliases,omitempty"` // surface forms but bare pronouns, sorted
	Mentions []Mention  `json:"mentions"`
}

// A Ref points at an entity and at the words that name it there. Entity is "" where the words are
// known and who is meant is not; Passage is nil where the entity follows from the context.
type Ref struct {
	Entity  string   `json:"entity,omitempty"`
	Passage *Passage `json:"passage,omitempty"`
}

// A Statement is that somebody is reported to have expressed something.
type Statement struct {
	Basis
	Headline  bool      `json:"headline,omitempty"`
	Source    *Ref      `json:"source,omitempty"` // nil where nobody is named
	CoSources []Ref     `json:"co_sources,omitempty"`
	Cue       []Passage `json:"cue,omitempty"` // empty for a running quotation
	Content   []Passage `json:"content"`
	Mode      Mode      `json:"mode"`
	Act       Act       `json:"act"`
	Addressee *Ref      `json:"addressee,omitempty"`
	Via       []Ref     `json:"via,omitempty"`      // chain of outlets and agencies, outermost last
	Occasion  *Passage  `json:"occasion,omitempty"` // on what occasion or where it was said
	Place     string    `json:"place,omitempty"`    // entity: where it was said
	SaidOn    *Interval `json:"said_on,omitempty"`
	SaidWhy   string    `json:"said_why,omitempty"` // reason for SaidOn in one line
	NestedIn  string    `json:"nested_in,omitempty"`
	Negated   bool      `json:"negated,omitempty"`
	Why       []Ground  `json:"why,omitempty"` // what gave each part; one that is not named in it rests on Rule
}

// A Ground is what gave a part of a statement: the model or rule, and how sure it is of that part.
type Ground struct {
	Part       string  `json:"part"` // one of Parts
	Rule       string  `json:"rule,omitempty"`
	Confidence float64 `json:"confidence,omitempty"` // 0 where it is not known
	Note       string  `json:"note,omitempty"`       // in words, e.g. pronoun “she”
}

// Parts of a statement that a Ground can stand for.
const (
	PartSource    = "source"    // the words
	PartCue       = "cue"       // the words
	PartContent   = "content"   // the words
	PartAct       = "act"       // with negation
	PartEntity    = "entity"    // who the source is
	PartAddressee = "addressee" // to whom
	PartVia       = "via"       // through which outlets and agencies
	PartOccasion  = "occasion"  // where and at what
	PartSaidOn    = "said_on"   // when
	PartNesting   = "nesting"   // in which statement it stands
)

// Parts lists the parts in the order in which they are told.
var Parts = []string{PartSource, PartCue, PartContent, PartAct, PartEntity, PartAddressee, PartVia, PartOccasion, PartSaidOn, PartNesting}

// A Participant takes part in an event.
type Participant struct {
	Entity string `json:"entity"`
	Role   Role   `json:"role"`
}

// An Event is something that happened, is planned, called off, called for or claimed, in one asserting voice.
type Event struct {
	Basis
	Type         EventType     `json:"type"`
	Status       Status        `json:"status"`
	Participants []Participant `json:"participants,omitempty"`
	When         *Interval     `json:"when,omitempty"`
	WhenPassage  *Passage      `json:"when_passage,omitempty"`
	Where        string        `json:"where,omitempty"` // place entity
	AssertedBy   string        `json:"asserted_by"`     // statement id or Narrator
	Evidence     []Passage     `json:"evidence"`        // the clause; further mentions by the same voice follow
	Instrument   string        `json:"instrument,omitempty"`
}

// A Figure is a claimed quantity. A nil end is not claimed.
type Figure struct {
	Basis
	Low        *float64  `json:"low,omitempty"`
	High       *float64  `json:"high,omitempty"`
	Qualifier  Qualifier `json:"qualifier"`
	Unit       string    `json:"unit"` // what is counted, as printed
	Head       string    `json:"head"` // lemma of the unit's head noun
	When       *Interval `json:"when,omitempty"`
	Where      string    `json:"where,omitempty"`
	AssertedBy string    `json:"asserted_by"`
	PartOf     string    `json:"part_of,omitempty"` // figure id
	Passage    Passage   `json:"passage"`
	Sentence   Passage   `json:"sentence"` // the sentence it stands in, which says what is counted where the unit alone does not
}

// A Dated is a clause with a time that gives days, in one voice, whether or not an event of the codebook's types was read from it.
type Dated struct {
	ID         string   `json:"id"`
	When       Interval `json:"when"`
	Words      Passage  `json:"words"`  // the time expression
	Clause     Passage  `json:"clause"` // what is dated
	AssertedBy string   `json:"asserted_by"`
	Due        bool     `json:"due,omitempty"` // the days are a term: "by Friday", "within two to three days"
	Set        bool     `json:"set,omitempty"` // something is set, promised or demanded for then
}

// A LocalInstrument is a paper, plan, deal, truce, draft or law as one report knows it.
type LocalInstrument struct {
	Basis
	Kind         InstrumentKind `json:"kind"`
	Name         string         `json:"name"`
	PutForwardBy []string       `json:"put_forward_by,omitempty"` // entity ids
	Date         *Interval      `json:"date,omitempty"`           // the date that names it ("the June 3 deal")
	Mentions     []Passage      `json:"mentions"`
	Terms        []Passage      `json:"terms,omitempty"`
	History      []Step         `json:"history,omitempty"`
}

// A Step is one state of an instrument, in one voice.
type Step struct {
	State       InstrumentState `json:"state"`
	When        *Interval       `json:"when,omitempty"`
	AccordingTo string          `json:"according_to,omitempty"` // entity id; "" is the outlet's own narration
	Statement   string          `json:"statement,omitempty"`    // the statement that says so
	Report      ReportID        `json:"report"`
	Passage     Passage         `json:"passage"`
	Rule        string          `json:"rule"`
	Confidence  float64         `json:"confidence"`
	Odd         bool            `json:"odd,omitempty"` // does not follow from the state that the same voice gave before; set by the record
}
