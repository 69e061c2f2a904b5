package text

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A Doc is one report with everything that was read from it. Layers are flat and refer to each other by index;
// -1 is none. Each layer names its only writer.
type Doc struct {
	*Text // clean

	// segment
	Paragraphs []Paragraph
	Sentences  []Sentence
	Tokens     []Token
	Quotes     []Quote

	// syntax
	Tags   []Tag    // one a token
	Lemmas []string // one a token, lower case but for proper nouns
	Chunks []Chunk  // base noun phrases and verb groups, ascending, not overlapping
	Heads  []int32  // one a token where trees were asked for, else nil: the token it depends on, -1 for a root
	Rels   []string // one a token where trees were asked for, else nil: its relation to its head, as UD v2 names it ("nsubj:pass")

	// mention
	Mentions []Mention // ascending by Start, then longest first; nesting is allowed ("[the [Harland] side]")
	Entities []Entity

	// timex
	Anchor Date       // day of publication: from Meta, or inferred from the text with its reason
	Named  []NamedDay // where Anchor is unknown: days told as past by their names alone
	Times  []Timex

	// quantity
	Quantities []Quantity

	// attribution
	Attributions []Attribution // ascending by the first token of the cue; no token is cue or content of two of them

	// statement
	Statements []Statement // ascending by first byte of content or cue; a host stands before what is nested in it

	// event
	Instruments []Instrument
	Events      []Event
}

// A Paragraph is a run of sentences that the report sets apart. Furniture has none, but captions do.
type Paragraph struct {
	Span      parley.Span
	Sentences [2]int // half-open range of sentence numbers
	Kind      BlockKind
	Caption   bool // a photo caption: Kind is Noise; people and dated events only
}

// A Sentence is a sentence, a headline or a fragment that stands alone.
type Sentence struct {
	Tokens    parley.TokenRange
	Paragraph int
}

// A Token is a word or a mark as Universal Dependencies for English cuts them ("don't" is "do" + "n't").
type Token struct {
	Span     parley.Span
	Sentence int32
	Quote    int32 // innermost quotation the token stands in, -1 if none; its marks stand in it too
}

// A Quote is a quotation: everything from its opening to its closing mark.
type Quote struct {
	Outer  parley.Span // with the marks
	Inner  parley.Span // without
	Level  int         // 0 outermost
	NoOpen bool        // the opening mark is missing and was set at the start of the sentence or paragraph
	NoEnd  bool        // the closing mark is missing: ends with its paragraph (also a quotation that goes on in the next)
	Scare  bool        // up to three words inside a sentence, not announced: a term, not speech
}

// A UPOS is a universal part of speech.
type UPOS uint8

// The universal parts of speech (UD v2).
const (
	X UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
)

var uposNames = [...]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

// String is the UD name of the tag.
func (u UPOS) String() string { return uposNames[u] }

// ParseUPOS is the tag of that UD name, X for any other name.
func ParseUPOS(s string) UPOS {
	for i, n := range uposNames {
		if n == s {
			return UPOS(i)
		}
	}
	return X
}

// A Tag is a token's parts of speech: universal, and Penn Treebank's.
type Tag struct {
	U    UPOS
	Penn string
}

// A ChunkKind is a kind of chunk.
type ChunkKind uint8

// The kinds of chunk.
const (
	NP ChunkKind = iota // base noun phrase, with its determiner, possessor ("Harland 's minister" is one) and title
	VG                  // verb group: auxiliaries, negation, adverbs between, main verb ("had not yet been told")
)

// A Chunk is a base phrase.
type Chunk struct {
	Tokens  parley.TokenRange
	Kind    ChunkKind
	Head    int // token: head noun, or main verb
	Negated bool
	Passive bool // VG: be/get + past participle
	To      bool // VG: begins with "to"
	Finite  bool // VG: has a finite verb
	Modal   string
	Tense   Tense
}

// A Tense is the tense of a verb group.
type Tense uint8

// The tenses that matter for status.
const (
	NoTense Tense = iota
	Past
	Present
	Perfect
	PastPerfect
	Future // will, shall, going to, would as future in the past
	Progressive
)

// A Mention is a place where an entity is mentioned.
type Mention struct {
	Tokens parley.TokenRange // the whole base noun phrase with title and determiner
	Core   parley.TokenRange // the name itself, or the head noun phrase of a nominal
	Head   int               // token
	Type   parley.EntityType
	Kind   parley.MentionKind
	Entity int  // index in Doc.Entities, -1 unknown
	Place  bool // a state or capital used as a place here ("in Harland")
	Many   bool // plural
}

// An Entity is a chain of mentions in one report.
type Entity struct {
	Type    parley.EntityType
	Name    string // best full name
	Key     string // canonical key where a gazetteer knows it, e.g. "state/portugal", "org/united-nations"
	Role    string // office or description, lower case
	Side    int    // entity it speaks for, -1 unknown
	Unnamed bool   // an unnamed source: "a diplomat", "officials"
	Rule    string
	Score   float64 // confidence
}

// A Timex is a time expression (TimeML TIMEX3) with the days it may stand for.
type Timex struct {
	Tokens    parley.TokenRange
	Type      string           // DATE, TIME, DURATION, SET
	Value     string           // TimeML value, "" unknown
	Mod       string           // TimeML's: START, MID, END, APPROX, MORE_THAN ...; "" none
	Grain     string           // how fine it is: time, day, week, month, quarter, season, half, year, decade, century; of a length its unit; "" unknown
	When      *parley.Interval // days, nil where it gives none
	Why       string           // e.g. "Friday before the report's date"
	Deictic   bool             // depends on the anchor
	Duration  bool             // a length of time, not a place in it
	Appointed bool             // something is set, promised or demanded for then
}

// A Quantity is a counted or measured amount.
type Quantity struct {
	Tokens    parley.TokenRange // number with qualifier and noun
	Number    parley.TokenRange // the number alone
	Low, High *float64
	Qualifier parley.Qualifier
	Unit      parley.TokenRange // the noun phrase counted, may be empty
	Head      int               // token: head noun of the unit, -1
	UnitText  string            // what is counted, as it would be written out
	PartOf    int               // quantity it is a part of, -1
	Time      int               // time of which it is told, -1 where the sentence names none or more than one
	Vague     bool              // window, duration, age, year-like: not a figure
	Rule      string
	Score     float64
}

// An Attribution is an attribution relation: who expresses what, by which words. Each role is one or more stretches of tokens, ascending.
type Attribution struct {
	Source     []parley.TokenRange // none where nobody is named
	Cue        []parley.TokenRange // may be none: a quotation that runs on
	Content    []parley.TokenRange // never none; outer quotation marks stand in it
	Confidence float64             // calibrated probability that content and source are right
	Rule       string              // what gave it
}

// A Statement is source, cue and content.
type Statement struct {
	Headline  bool
	Source    parley.Span // whole noun phrase nearest the cue; empty where there is none
	Mention   int         // mention of the source, -1
	Entity    int         // entity of the source, -1 unknown
	Co        []int       // further source entities
	Cue       []parley.Span
	CueTokens parley.TokenRange // main cue, may be empty
	Content   []parley.Span
	Mode      parley.Mode
	Act       parley.Act
	Addressee int         // entity, -1
	AddrSpan  parley.Span // its words
	Via       []Link      // outermost last
	Occasion  parley.Span // on what occasion or where it was said
	Place     int         // entity: where it was said, -1
	SaidOn    *parley.Interval
	SaidWhy   string
	NestedIn  int // statement, -1
	Negated   bool
	Rule      string
	Score     float64
	Why       []parley.Ground // what gave each part, where that is more than Rule; see Because
}

// Because notes what gave a part of the statement (one of parley.Parts), in the place of what was noted of it before: the rule, "" where there is none to name,
// how sure it is, 0 where that is not known, and a few words for people. The words name no number of an entity or statement, for numbers change in the record.
func (s *Statement) Because(part, rule string, confidence float64, note string) {
	r := parley.Ground{Part: part, Rule: rule, Confidence: confidence, Note: note}
	for i := range s.Why {
		if s.Why[i].Part == part {
			s.Why = slices.Clone(s.Why) // copies of a statement may share it
			s.Why[i] = r
			return
		}
	}
	s.Why = append(slices.Clip(s.Why), r)
}

// A Link is one outlet or agency in the chain through which a statement came.
type Link struct {
	Entity int
	Span   parley.Span
}

// An Event is a happening in one voice.
type Event struct {
	Type         parley.EventType
	Status       parley.Status
	Participants []Participant
	When         *parley.Interval
	Time         int // timex, -1
	Where        int // place entity, -1
	AssertedBy   int // statement, -1 is the narrator
	Evidence     []parley.Span
	Trigger      parley.TokenRange
	Instrument   int // instrument, -1
	Rule         string
	Score        float64
}

// A Participant is an entity with its role.
type Participant struct {
	Entity int
	Role   parley.Role
}

// An Instrument is a paper, plan, deal, truce, draft or law.
type Instrument struct {
	Kind     parley.InstrumentKind
	Name     string
	By       []int // entities
	Date     *parley.Interval
	Mentions []parley.Span
	Terms    []parley.Span
	Steps    []Step
	Rule     string
	Score    float64
}

// A Step is one state of an instrument, in one voice.
type Step struct {
	State     parley.InstrumentState
	When      *parley.Interval
	Statement int // -1 is the narrator
	Entity    int // who says so, -1 is the outlet
	Span      parley.Span
	Rule      string
	Score     float64
}

// Word is the text of token i.
func (d *Doc) Word(i int) string {
	s := d.Tokens[i].Span
	return d.Content[s.Start:s.End]
}

// Lower is the text of token i in lower case.
func (d *Doc) Lower(i int) string { return strings.ToLower(d.Word(i)) }

// Span is the span of a range of tokens; empty for an empty range.
func (d *Doc) Span(r parley.TokenRange) parley.Span {
	if r.Empty() {
		return parley.Span{}
	}
	return parley.Span{Start: d.Tokens[r.First].Span.Start, End: d.Tokens[r.End-1].Span.End}
}

// Slice is the text of a span.
func (d *Doc) Slice(s parley.Span) string { return d.Content[s.Start:s.End] }

// Innermost is the statement with the smallest stretch of content that holds s, -1 where the outlet itself tells s.
func (d *Doc) Innermost(s parley.Span) int {
	best, size := -1, 0
	for i := range d.Statements {
		for _, c := range d.Statements[i].Content {
			if c.Contains(s) && (best < 0 || c.Len() < size) {
				best, size = i, c.Len()
			}
		}
	}
	return best
}

// Range is the range of tokens that lie wholly in s.
func (d *Doc) Range(s parley.Span) parley.TokenRange {
	lo := searchTokens(d.Tokens, s.Start)
	hi := lo
	for hi < len(d.Tokens) && d.Tokens[hi].Span.End <= s.End {
		hi++
	}
	return parley.TokenRange{First: lo, End: hi}
}

// searchTokens is the first token that starts at or after byte at.
func searchTokens(ts []Token, at int) int {
	lo, hi := 0, len(ts)
	for lo < hi {
		m := (lo + hi) / 2
		if ts[m].Span.Start < at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
