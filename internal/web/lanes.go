package web

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
)

// A kind is the sort of thing that a line of the timeline tells; each has a shape of its own.
type kind string

// The kinds of line.
const (
	kindStatement kind = "statement"
	kindTalks     kind = "talks"
	kindProposal  kind = "proposal"
	kindTruce     kind = "truce"
	kindGround    kind = "ground"
	kindDecision  kind = "decision"
	kindFigure    kind = "figure"
	kindOther     kind = "other"
)

// kinds lists the kinds as the legend has them, with their names.
var kinds = [...]struct {
	Kind kind
	Name string
}{
	{kindStatement, "statement"}, {kindTalks, "meeting, call or talks"}, {kindProposal, "proposal or paper"}, {kindTruce, "truce or agreement"},
	{kindDecision, "vote, law or election"}, {kindGround, "on the ground"}, {kindFigure, "figure"}, {kindOther, "other day told of"},
}

// String is the kind in words.
func (k kind) String() string {
	for _, n := range kinds {
		if n.Kind == k {
			return n.Name
		}
	}
	return string(k)
}

// short is the kind in a word or two.
func (k kind) short() string {
	if k == kindGround {
		return "on the ground"
	}
	return string(k)
}

// kindOfType gives the types of events their kinds.
var kindOfType = map[parley.EventType]kind{
	"meeting": kindTalks, "call": kindTalks, "talks": kindTalks, "military-channel": kindTalks,
	"proposal-made": kindProposal, "proposal-backed": kindProposal, "proposal-withdrawn": kindProposal, "proposal-rejected": kindProposal, "proposal-replaced": kindProposal,
	"agreement": kindTruce, "ceasefire": kindTruce,
	"vote": kindDecision, "veto": kindDecision, "law-or-sanction": kindDecision, "accession": kindDecision, "election": kindDecision,
	"statement-event": kindStatement, "accusation-of-abuse": kindStatement,
	"violation": kindGround, "evacuation": kindGround, "corridor": kindGround, "aid-delivery": kindGround, "aid-obstruction": kindGround,
	"military-operation": kindGround, "military-support": kindGround, "territory-change": kindGround, "regroup-resupply": kindGround, "force-posture": kindGround,
	"attack-on-protected": kindGround, "separation-of-groups": kindGround, "displacement": kindGround,
}

// lineKind is the kind of a line: that of its first voice.
func lineKind(ts []utterance) kind {
	if len(ts) == 0 {
		return kindOther
	}
	switch t := ts[0]; t.typ {
	case typeStatement:
		return kindStatement
	case typeFigure:
		return kindFigure
	case typeStep:
		if t.paper == string(parley.Ceasefire) || t.paper == string(parley.Agreement) {
			return kindTruce
		}
		return kindProposal
	default:
		if k, ok := kindOfType[parley.EventType(t.typ)]; ok {
			return k
		}
	}
	return kindOther
}

// partyLane stands before the party's id in the name of its lane.
const partyLane = "party/"

// laneFacet is the facet of the timeline that has the lanes.
const laneFacet = "lane"

// The lanes that are no party's.
var (
	laneOutlets = ref{ID: "outlets", Name: "Outlets themselves"}
	laneNobody  = ref{ID: "nobody", Name: "Nobody named"}
	laneOthers  = ref{ID: "others", Name: "Other parties"}
	laneGround  = ref{ID: "ground", Name: "On the ground"}
	lanePapers  = ref{ID: "papers", Name: "Papers, step by step"}
	laneFigures = ref{ID: "figures", Name: "Figures"}
)

// rowLanes are the lanes in which a line stands. What happens on the ground and what is counted have theirs, whoever tells it; a step of a paper stands in
// that of papers; all else stands in the lane of each party that tells it, so that a claim is never taken for more than that.
func rowLanes(r *timelineRow) []ref {
	var out []ref
	add := func(l ref) {
		if !slices.ContainsFunc(out, func(o ref) bool { return o.ID == l.ID }) {
			out = append(out, l)
		}
	}
	if r.paper {
		add(lanePapers)
	}
	switch r.Kind {
	case kindGround:
		add(laneGround)
	case kindFigure:
		add(laneFigures)
	default:
		for i := range r.Tellers {
			if r.Tellers[i].Type != typeStep {
				add(tellerLane(&r.Tellers[i]))
			}
		}
	}
	if len(out) == 0 {
		add(laneNobody)
	}
	return out
}

// tellerLane is whose lane a voice stands in: its party's, or that of the outlets for what they tell themselves.
func tellerLane(t *teller) ref {
	switch p := t.Voice.Party; {
	case t.Voice.Own:
		return laneOutlets
	case p.ID != "":
		return ref{ID: partyLane + p.ID, Name: p.Name}
	}
	return laneNobody
}

// mostLanes is how many parties have a lane of their own; all others share one.
const mostLanes = 6

// laneOrder lists the lanes that rows stand in: parties, those that tell most first, then outlets and nobody, then ground, papers and figures.
func laneOrder(rows toldLines, col *column) []ref {
	counts := make([]int, len(col.values))
	var first []int32 // values in the order in which lines have them
	for i := range rows.len() {
		for _, v := range col.of(int32(rows.at(i))) { //nolint:gosec // a row's number
			if counts[v] == 0 {
				first = append(first, v)
			}
			counts[v]++
		}
	}
	var t tallies
	for _, v := range first {
		if l := col.values[v]; strings.HasPrefix(l.Value, partyLane) {
			t.list = append(t.list, tally{Ref: ref{ID: l.Value, Name: l.Name}, N: counts[v]})
		}
	}
	var out []ref
	parties := t.sorted()
	for i, p := range parties {
		if i >= mostLanes-1 && len(parties) > mostLanes {
			out = append(out, laneOthers)
			break
		}
		out = append(out, p.Ref)
	}
	for _, l := range []ref{laneOutlets, laneNobody, laneGround, lanePapers, laneFigures} {
		if v, ok := col.number[l.ID]; ok && counts[v] > 0 {
			out = append(out, l)
		}
	}
	return out
}

// A standing is how a line is told: as fact, as not yet so, or as not so.
type standing string

// The standings.
const (
	standsSolid   standing = "solid"
	standsHollow  standing = "hollow"
	standsCrossed standing = "crossed"
)

// standingOf gives the statuses and states that are not told as fact their standing.
var standingOf = map[string]standing{
	"planned": standsHollow, "called-for": standsHollow, "offered": standsHollow, "conditional": standsHollow, "alleged": standsHollow,
	"denied": standsCrossed, "called-off": standsCrossed, "withdrawn": standsCrossed, "rejected": standsCrossed, "vetoed": standsCrossed,
	"existence-denied": standsCrossed, "violated": standsCrossed,
}

// lineStanding is how a line is told: hollow where its voices do not tell it alike. Steps of papers count where there is nothing else.
func lineStanding(ts []utterance) standing {
	var out standing
	for _, t := range ts {
		if t.typ == typeStep && ts[0].typ != typeStep {
			continue
		}
		s := standsSolid
		if o, ok := standingOf[t.status]; ok && t.typ != typeStatement {
			s = o
		}
		if out != "" && s != out {
			return standsHollow
		}
		out = s
	}
	if out == "" {
		return standsSolid
	}
	return out
}
