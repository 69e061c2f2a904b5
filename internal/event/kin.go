package event

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// kinds part events of one type that are never one happening: a test of arms is no drill, a war no raid in it.
var kinds = map[parley.EventType]map[string]string{
	"force-posture": {"test": "arms", "testing": "arms", "detonate": "arms", "detonation": "arms", "explode": "arms", "miniaturize": "warhead", "miniaturise": "warhead",
		"launch": "launch", "fire": "launch", "firing": "launch", "orbit": "launch", "exercise": "drill", "drill": "drill", "manoeuvre": "drill", "maneuver": "drill", "rehearse": "drill",
		"deploy": "move", "deployment": "move", "withdraw": "move", "withdrawal": "move", "pullout": "move", "move": "move", "movement": "move", "send": "move", "mass": "move",
		"station": "move", "buildup": "move", "build-up": "move", "install": "move", "enrich": "enrich", "enrichment": "enrich", "denuclearization": "disarm", "denuclearisation": "disarm",
		"disarmament": "disarm", "disarm": "disarm", "dismantle": "disarm"},
	"military-operation": {"war": "war", "conflict": "war", "strike": "raid", "airstrike": "raid", "raid": "raid", "bombing": "raid", "bombardment": "raid", "bomb": "raid",
		"shell": "raid", "shelling": "raid", "offensive": "push", "assault": "push", "advance": "push", "onslaught": "push", "invasion": "push", "invade": "push", "incursion": "push", "siege": "siege", "besiege": "siege", "blockade": "siege",
		"encircle": "siege", "encirclement": "siege", "coup": "coup", "insurgency": "rising", "insurrection": "rising", "uprising": "rising", "rebellion": "rising", "revolt": "rising"},
	"meeting": {"visit": "visit", "trip": "visit", "tour": "visit", "travel": "visit", "fly": "visit", "go": "visit", "arrive": "visit", "land": "visit", "arrival": "visit", "head": "visit",
		"meeting": "meeting", "summit": "meeting", "conference": "meeting", "session": "meeting", "convention": "meeting", "congress": "meeting", "reception": "meeting", "dinner": "meeting",
		"lunch": "meeting", "breakfast": "meeting", "convene": "meeting"},
	"statement-event": {"protest": "protest", "demonstrate": "protest", "demonstration": "protest", "rally": "protest", "march": "protest", "sit-in": "protest", "riot": "protest",
		"speech": "speech", "speak": "speech", "address": "speech", "briefing": "speech", "brief": "speech", "conference": "speech", "remarks": "speech", "testify": "speech", "testimony": "speech",
		"publish": "document", "publication": "document", "issue": "document", "letter": "document", "file": "document", "filing": "document", "lodge": "document", "submit": "document",
		"submission": "document", "post": "document", "upload": "document", "circulate": "document", "report": "document"},
	"law-or-sanction": {"charge": "charge", "indict": "charge", "indictment": "charge", "plead": "charge", "arrest": "arrest", "detain": "arrest", "detention": "arrest", "apprehend": "arrest",
		"handcuff": "arrest", "jail": "arrest", "imprison": "arrest", "imprisonment": "arrest", "trial": "trial", "sentencing": "trial", "sentence": "trial", "convict": "trial",
		"conviction": "trial", "ruling": "ruling", "verdict": "ruling", "judgment": "ruling", "rule": "ruling", "sue": "suit", "lawsuit": "suit", "suit": "suit", "complaint": "suit",
		"appeal": "suit", "sanction": "sanctions", "sanctions": "sanctions", "embargo": "sanctions", "blacklist": "sanctions", "freeze": "sanctions", "budget": "budget", "cut": "budget",
		"law": "law", "bill": "law", "legislation": "law", "enact": "law", "impeach": "impeachment", "impeachment": "impeachment"},
}

// unlike reports whether the words of o and e tell kinds of event that are never one.
func (w *search) unlike(o, e *text.Event) bool {
	k := kinds[e.Type]
	if k == nil || o.Type != e.Type || o.Trigger.Empty() || e.Trigger.Empty() {
		return false
	}
	a, b := w.kindOf(o, k), w.kindOf(e, k)
	return a != "" && b != "" && a != b
}

// newPlace reports whether the noun of e stands with the name of a place that the report has not named before: "the siege of Tarn" is not the siege told so far.
func (w *search) newPlace(e *text.Event, how telling) bool {
	t := e.Trigger.First
	if how > unmarked || !w.trees() || w.d.Tags[t].U != text.NOUN {
		return false
	}
	for _, k := range w.below(t) {
		if k < t || w.d.Tags[k].U != text.PROPN || !strings.HasPrefix(w.d.Rels[k], "nmod") || w.timeAt[k] >= 0 {
			continue
		}
		if by, _ := w.caseOf(k); (by == "of" || by == "in" || by == "on" || by == "at" || by == "against") && !slices.Contains(w.low[:w.d.Sentences[w.d.Tokens[t].Sentence].Tokens.First], w.low[k]) {
			return true
		}
	}
	return false
}

// kindOf is the kind that the last word of the event's trigger with one tells, "" if none does.
func (w *search) kindOf(e *text.Event, k map[string]string) string {
	for t := e.Trigger.End - 1; t >= e.Trigger.First; t-- {
		if g := k[w.d.Lemmas[t]]; g != "" {
			return g
		}
	}
	return ""
}

// bygone is how many days before the report something must lie to be of another time than what is told without a date.
const bygone = 10

// background reports whether e is dated well before the report while o, told without a date, is of its own time: "the talks broke down last month".
func (w *search) background(o, e *text.Event, how telling) bool {
	if how > unmarked || o.When != nil || e.When == nil || !e.When.To.Known() || len(e.Evidence) == 0 {
		return false
	}
	published := w.d.AnchorAt(e.Evidence[0].Start).Days()
	return published != nil && e.When.To < published.From-bygone
}
