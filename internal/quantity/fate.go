package quantity

import (
	"strings"

	"github.com/parley-press/parley/internal/text"
)

// befalls are what verbs make of those whom they are done to, by lemma: "Shells killed three villagers" counts villagers killed.
var befalls = map[string]string{
	"kill": "killed", "slay": "killed", "murder": "killed", "massacre": "killed", "execute": "executed", "behead": "beheaded", "assassinate": "killed", "shoot": "shot", "gas": "gassed",
	"wound": "wounded", "injure": "injured", "hurt": "hurt", "maim": "maimed", "poison": "poisoned", "sicken": "sickened", "infect": "infected", "torture": "tortured",
	"displace": "displaced", "uproot": "uprooted", "evict": "evicted", "evacuate": "evacuated", "deport": "deported", "expel": "expelled", "resettle": "resettled",
	"arrest": "arrested", "detain": "detained", "jail": "jailed", "imprison": "imprisoned", "kidnap": "kidnapped", "abduct": "abducted", "capture": "captured", "hospitalise": "hospitalised",
	"hospitalize": "hospitalized", "besiege": "besieged", "trap": "trapped", "strand": "stranded", "rescue": "rescued", "free": "freed", "release": "released", "pardon": "pardoned",
	"starve": "starved", "drown": "drowned", "sentence": "sentenced", "hang": "hanged",
}

// undergoes are what becomes of the subjects of verbs without an object.
var undergoes = map[string]string{"die": "dead", "perish": "dead", "drown": "drowned", "starve": "starved", "flee": "who fled", "surrender": "who surrendered", "defect": "who defected", "escape": "who escaped"}

// merely are the modal verbs under which nothing has befallen anybody yet.
var merely = text.WordSet("could may might would should must can will shall wo ca 'll")

// fate is what became of those whom the noun at token t counts, by the verb that they are subject or object of: "killed", "dead", "displaced"; "" where nothing
// tells, and where it is denied, only possible or yet to come.
func (s *scan) fate(t int) string {
	d := s.doc
	if t < 0 || len(d.Heads) != len(d.Tokens) || len(d.Rels) != len(d.Tokens) || len(d.Lemmas) != len(d.Tokens) {
		return ""
	}
	if f := s.fateBehind(t); f != "" {
		return f
	}
	rel := d.Rels[t]
	for n := 0; n < 3 && rel == "conj" && d.Heads[t] >= 0; n++ { // "12 soldiers and three villagers were killed"
		t = int(d.Heads[t])
		rel = d.Rels[t]
	}
	v := int(d.Heads[t])
	if v < 0 {
		return ""
	}
	lemma, f := strings.ToLower(d.Lemmas[v]), ""
	switch {
	case rel == "nsubj:pass":
		if f = befalls[lemma]; f == "" && (lemma == "drive" || lemma == "force") && s.child(v, "obl", "from") >= 0 {
			f = "displaced" // "2,000 people were driven from their homes"
		}
	case rel == "obj" && d.Tags[v].U == text.VERB:
		switch f = befalls[lemma]; {
		case f != "":
		case (lemma == "drive" || lemma == "force" || lemma == "chase") && s.child(v, "obl", "from") >= 0:
			f = "displaced"
		case lemma == "send" || lemma == "leave" || lemma == "find":
			f = s.leftAs(v)
		}
	case rel == "nsubj":
		switch f = undergoes[lemma]; {
		case f != "":
		case states[d.Lower(v)] && d.Tags[v].U != text.NOUN && s.child(v, "obj", "") < 0:
			f = d.Lower(v) // "40 people are missing", "200 miners remain trapped"
		case s.child(v, "obj", "") < 0:
			f = s.leftAs(v)
		}
	case rel == "nmod" && s.marked(t, "of"):
		return fates[d.Lower(v)]
	}
	if f == "" && (rel == "obj" || rel == "obl" && (s.marked(t, "at") || s.marked(t, "to"))) && s.ofDead(v) {
		f = "dead" // "put the death toll at 14 people"
	}
	if f == "" || s.unreal(v) {
		return ""
	}
	return f
}

// ofDead reports whether verb v puts a toll of dead at a number, or lets it reach one.
func (s *scan) ofDead(v int) bool {
	d := s.doc
	if w := d.Lower(v); w != "put" && w != "puts" && w != "putting" && !rises[w] {
		return false
	}
	for _, rel := range []string{"nsubj", "obj"} {
		if k := s.child(v, rel, ""); k >= 0 && lossTolls[d.Lower(k)] && d.Lower(k) != "casualties" {
			return true
		}
	}
	return false
}

// withFate adds to a unit what became of those whom it counts, where its own words do not tell; of a part of others what became of all.
func (s *scan) withFate(unit string, q *text.Quantity) string {
	if last := strings.ToLower(lastWord(unit)); fateIn(unit) != "" || monies[last] || lossTolls[last] {
		return unit
	}
	of := q.Head
	if of < 0 {
		of = q.Number.End - 1
	}
	f := s.fate(of)
	if f == "" && q.PartOf >= 0 {
		f = fateIn(s.doc.Quantities[q.PartOf].UnitText)
	}
	if f == "" {
		return unit
	}
	return unit + " " + f
}

// withoutFate is a unit without what became of those whom it counts, the whole where it is nothing else.
func withoutFate(unit string) string {
	if f := fateIn(unit); f != "" {
		if u, ok := strings.CutSuffix(unit, " "+f); ok {
			return u
		}
	}
	return unit
}

// monies are heads of units that something may be done to, and nothing befalls.
var monies = text.WordSet("euro euros dollar dollars dlr dlrs dls stg pound pounds ruble rubles yen yuan lira rupees pesos percent")

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// fateIn is what the words of a unit say became of those whom it counts, "" where they say nothing.
func fateIn(unit string) string {
	words := strings.Fields(strings.ToLower(unit))
	for i, w := range words {
		switch {
		case states[w] || made[w]:
			return w
		case w == "who" && i+1 < len(words):
			return strings.Join(words[i:], " ")
		}
	}
	return ""
}

// made are the participles of befalls.
var made = func() map[string]bool {
	m := map[string]bool{}
	for _, f := range befalls {
		m[f] = true
	}
	return m
}()

// fateBehind is what a participle or a relative clause behind the noun at token t says: "people, most of them miners, killed in the blast", "people who died".
func (s *scan) fateBehind(t int) string {
	d := s.doc
	for k := t + 1; k < len(d.Tokens) && k < t+24 && d.Tokens[k].Sentence == d.Tokens[t].Sentence; k++ {
		if int(d.Heads[k]) != t || !strings.HasPrefix(d.Rels[k], "acl") || s.unreal(k) {
			continue
		}
		lemma := strings.ToLower(d.Lemmas[k])
		switch {
		case d.Rels[k] == "acl" && d.Tags[k].Penn == "VBN" || s.child(k, "nsubj:pass", "") >= 0:
			if f := befalls[lemma]; f != "" {
				return f
			}
		case d.Rels[k] == "acl:relcl":
			if k := s.child(k, "nsubj", ""); k >= 0 && relatives[d.Lower(k)] {
				return undergoes[lemma]
			}
		}
	}
	return ""
}

// relatives are the pronouns by which a clause takes up those whom it describes.
var relatives = text.WordSet("who that which")

// leftAs is the state in which somebody is left or found by verb v, by the complement of the verb: "left 40 people homeless", "sent 2,000 villagers fleeing".
func (s *scan) leftAs(v int) string {
	d := s.doc
	for k := v + 1; k < len(d.Tokens) && k < v+16; k++ {
		if int(d.Heads[k]) != v || d.Rels[k] != "xcomp" {
			continue
		}
		switch w := d.Lower(k); {
		case w == "fleeing":
			return "who fled"
		case states[w]:
			return w
		}
	}
	return ""
}

// unreal reports whether what verb v tells has not come about: it is denied, only possible, or aimed at.
func (s *scan) unreal(v int) bool {
	d := s.doc
	perfect, infinitive := false, false
	for k := max(0, v-10); k < min(len(d.Tokens), v+3); k++ {
		if int(d.Heads[k]) != v {
			continue
		}
		switch w := d.Lower(k); {
		case d.Rels[k] == "advmod" && (w == "not" || w == "n't" || w == "never" || w == "nearly" || w == "almost"), strings.HasPrefix(d.Rels[k], "aux") && merely[w]:
			return true
		case d.Rels[k] == "mark" && (w == "if" || w == "unless" || w == "whether"):
			return true
		case d.Rels[k] == "mark" && w == "to":
			infinitive = true
		case strings.HasPrefix(d.Rels[k], "aux") && w == "have":
			perfect = true
		}
	}
	return infinitive && !perfect // "is said to have killed" tells of dead
}

// child is the first dependent of token v in its sentence with this relation, and with this preposition where one is given; -1 where there is none.
func (s *scan) child(v int, rel, by string) int {
	d := s.doc
	for k := max(0, v-24); k < min(len(d.Tokens), v+24); k++ {
		if int(d.Heads[k]) == v && d.Rels[k] == rel && (by == "" || s.marked(k, by)) {
			return k
		}
	}
	return -1
}

// marked reports whether the noun at token t stands with a preposition.
func (s *scan) marked(t int, by string) bool {
	d := s.doc
	for k := max(0, t-8); k < t; k++ {
		if int(d.Heads[k]) == t && d.Rels[k] == "case" && d.Lower(k) == by {
			return true
		}
	}
	return false
}
