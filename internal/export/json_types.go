package export

import (
	"github.com/parley-press/parley"
)

// The document. Every range is a half-open range of bytes of the raw file; a missing value is null, a missing list is
// empty. The fields are those of docs/export.md, in its order.
type (
	document struct {
		Reports     []report     `json:"reports"`
		Entities    []entity     `json:"entities"`
		Instruments []instrument `json:"instruments"`
		Conflicts   []conflict   `json:"conflicts"`
		Same        []group      `json:"same"`
		Chronology  []line       `json:"chronology"`
		Commitments []commitment `json:"commitments"`
		Omissions   []omission   `json:"omissions"`
		Wordings    []wording    `json:"wordings"`
		Decisions   []decided    `json:"decisions,omitempty"`
		Coders      []dispute    `json:"coders,omitempty"`
	}
	report struct {
		File       string      `json:"file"`
		Headline   *headline   `json:"headline"`
		Outlet     *string     `json:"outlet"`
		Published  published   `json:"published"`
		Dateline   *string     `json:"dateline"`
		Bylines    []string    `json:"bylines"`
		Noise      []noise     `json:"noise"`
		Apart      *apart      `json:"apart,omitempty"`
		Statements []statement `json:"statements"`
		Events     []happening `json:"events"`
		Figures    []figure    `json:"figures"`
		ReplacedBy *string     `json:"replaced_by,omitempty"` // file of the later version that the lists over all reports use
	}
	headline struct {
		Text string `json:"text"`
		span
	}
	published struct {
		Value  *string      `json:"value"`
		How    parley.Known `json:"how"`
		Within *days        `json:"within,omitempty"`
		Why    string       `json:"why,omitempty"`
	}
	// What pages set apart from the article.
	apart struct {
		Standfirst  *headline  `json:"standfirst,omitempty"`
		Section     string     `json:"section,omitempty"`
		Updated     *string    `json:"updated,omitempty"` // day of the last change
		Corrections []headline `json:"corrections,omitempty"`
		Entries     []entry    `json:"entries,omitempty"`
		Comments    []span     `json:"comments,omitempty"`
	}
	entry struct {
		Day *string      `json:"day"`
		How parley.Known `json:"how"`
		span
	}
	noise struct {
		Kind parley.NoiseKind `json:"kind"`
		span
	}
	span struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	source struct {
		Entity *string `json:"entity"`
		*span
	}
	statement struct {
		ID         string      `json:"id"`
		Source     *source     `json:"source"`
		CoSources  []string    `json:"co_sources,omitempty"` // who speaks with it
		Cue        []span      `json:"cue"`
		Content    []span      `json:"content"`
		Mode       parley.Mode `json:"mode"`
		Act        parley.Act  `json:"act"`
		Addressee  *string     `json:"addressee"`
		Via        []string    `json:"via"`
		SaidOn     *days       `json:"said_on"`
		Occasion   *occasion   `json:"occasion"`
		NestedIn   *string     `json:"nested_in"`
		Codes      *codes      `json:"codes,omitempty"`
		Confidence float64     `json:"confidence"`
	}
	occasion struct {
		*span
		Place *string `json:"place"`
	}
	days struct {
		From *string `json:"from"`
		To   *string `json:"to"`
	}
	participant struct {
		Entity string      `json:"entity"`
		Role   parley.Role `json:"role"`
	}
	happening struct {
		ID           string           `json:"id"`
		Type         parley.EventType `json:"type"`
		Status       parley.Status    `json:"status"`
		Participants []participant    `json:"participants"`
		When         *days            `json:"when"`
		Where        *string          `json:"where"`
		AssertedBy   *string          `json:"asserted_by"`
		Instrument   *string          `json:"instrument"`
		Codes        *codes           `json:"codes,omitempty"`
		span
		Further    []span  `json:"further,omitempty"`
		Confidence float64 `json:"confidence"`
	}
	figure struct {
		ID         string           `json:"id"`
		Low        *float64         `json:"low"`
		High       *float64         `json:"high"`
		Qualifier  parley.Qualifier `json:"qualifier"`
		Unit       string           `json:"unit"`
		When       *days            `json:"when"`
		AssertedBy *string          `json:"asserted_by"`
		span
		Confidence float64 `json:"confidence"`
	}
	entity struct {
		ID      string             `json:"id"`
		Name    string             `json:"name"`
		Type    parley.EntityType  `json:"type"`
		Aliases []string           `json:"aliases"`
		Offices []parley.Tenure    `json:"offices,omitempty"` // by the dossier's configuration
		Actor   []parley.ActorCode `json:"actor,omitempty"`   // codes by its actor dictionaries

		Warnings []string `json:"warnings,omitempty"` // what may deceive in its names
	}
	instrument struct {
		ID           string                `json:"id"`
		Name         string                `json:"name"`
		Kind         parley.InstrumentKind `json:"kind"`
		PutForwardBy []string              `json:"put_forward_by"`
		History      []step                `json:"history"`
	}
	step struct {
		State       parley.InstrumentState `json:"state"`
		When        *days                  `json:"when"`
		AccordingTo *string                `json:"according_to"`
		File        string                 `json:"file"`
		span
	}
	member struct {
		File string `json:"file"`
		span
	}
	conflict struct {
		Kind    parley.ConflictKind `json:"kind"`
		What    string              `json:"what"`
		Between []member            `json:"between"`
	}
	group struct {
		What    string   `json:"what"`
		Members []member `json:"members"`
	}
	line struct {
		From    *string  `json:"from"`
		To      *string  `json:"to"`
		What    string   `json:"what"`
		Members []member `json:"members"`
	}
)
