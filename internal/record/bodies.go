package record

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/parley-press/parley"
)

// joinTails joins a capitalised short form to the one longer name of the dossier that ends with it: "the Front" to "the Hesk Front", a bare surname that a
// report took for something else to the one person who bears it. Two candidates join nothing.
func joinTails(ls []local, u union, join func(a, b int, why string)) {
	ends := map[string][]int{} // head to longer names
	for i, l := range ls {
		if l.e.Unnamed || len(l.parts) < 2 || l.e.Type != parley.Person && family(l.e.Type) != "body" || !allNames(l.e.Name) && !rulers[l.parts[len(l.parts)-1]] {
			continue
		}
		if n := beforeOf(l.parts); n > 0 && family(l.e.Type) == "body" && n < len(l.parts) {
			ends[l.parts[n-1]] = append(ends[l.parts[n-1]], i)
		} else if n == len(l.parts) && (capital(l.e.Name, -1) || rulers[l.parts[n-1]] && family(l.e.Type) == "body") {
			ends[l.parts[n-1]] = append(ends[l.parts[n-1]], i)
		}
	}
	for i, l := range ls {
		if l.e.Unnamed || l.e.Key != "" || len(l.parts) != 1 || l.e.Type == parley.Place || l.e.Type == parley.InstrumentEntity || !capital(l.e.Name, 0) && !rulers[l.parts[0]] || slices.Contains(commonBodies, l.parts[0]) {
			continue
		}
		if root, why := onlyOne(ls, u, ends[l.parts[0]]); root >= 0 && u.find(i) != root {
			join(min(root, i), max(root, i), fmt.Sprintf("%q can only be %q", l.e.Name, why))
		}
	}
}

// allNames reports whether a name is one throughout, and no description that ends with a capital: "hardline Islamists", "U.S. intelligence chief to Congress".
func allNames(name string) bool {
	ws := strings.Fields(name)
	for i, w := range ws {
		switch w {
		case "of", "for", "and", "the", "de", "la", "al", "bin", "van", "von", "der", "da", "do", "dos", "e", "y", "&", "-":
		default:
			if r := []rune(w)[0]; unicode.IsLower(r) && (i > 0 || !strings.EqualFold(w, "the")) && !strings.HasPrefix(w, "al-") && !strings.HasPrefix(w, "el-") {
				return false
			}
		}
	}
	return true
}

// rulers are common nouns for those who rule, which stand for the one whom the dossier names with them: "the administration" for "the Roe administration".
var rulers = map[string]bool{"administration": true, "junta": true, "regime": true}

// joinFirms joins the first word of a firm's name to the one firm of the dossier whose name it begins: "Ordell" to "Ordell Foods Inc".
func joinFirms(ls []local, u union, join func(a, b int, why string)) {
	begins := map[string][]int{}
	for i, l := range ls {
		if len(l.firm) > 1 && !l.e.Unnamed {
			begins[l.firm[0]] = append(begins[l.firm[0]], i)
		}
	}
	for i, l := range ls {
		if l.e.Unnamed || l.e.Key != "" || len(l.parts) != 1 || family(l.e.Type) != "body" || !capital(l.e.Name, 0) {
			continue
		}
		if root, why := onlyOne(ls, u, begins[l.parts[0]]); root >= 0 && u.find(i) != root {
			join(min(root, i), max(root, i), fmt.Sprintf("%q can only be %q", l.e.Name, why))
		}
	}
}

// beforeOf is how many words of a name stand before "of" or "for": all of them where there is none.
func beforeOf(parts []string) int {
	for i, w := range parts {
		if w == "of" || w == "for" {
			return i
		}
	}
	return len(parts)
}

// onlyOne is the one group that all of the list belong to, with a name of it; -1 where there is none or more than one.
func onlyOne(ls []local, u union, list []int) (int, string) {
	if len(list) == 0 {
		return -1, ""
	}
	root := u.find(list[0])
	for _, j := range list {
		if u.find(j) != root {
			return -1, ""
		}
	}
	return root, ls[list[0]].e.Name
}

// capital reports whether word n of a name (from the end where negative), its article left aside, begins with a capital.
func capital(name string, n int) bool {
	w := strings.Fields(name)
	if len(w) > 1 && (w[0] == "the" || w[0] == "The") {
		w = w[1:]
	}
	if len(w) == 0 {
		return false
	}
	if n < 0 {
		n += len(w)
	}
	for _, r := range w[n] {
		return unicode.IsUpper(r)
	}
	return false
}

// joinBodies joins the bodies of one party that reports name in different ways ("Harland's army", "the Harland army"), and one named without its party ("the army",
// "the foreign ministry") to it where no other party of the dossier has such a body.
func joinBodies(ls []local, u union, join func(a, b int, why string)) {
	owned := map[string]int{}   // side and head to its first local
	heads := map[string][]int{} // head to the owned bodies that have it
	states := statesByStart(ls, u)
	head := make([]string, len(ls))
	var countries []int
	for i, l := range ls {
		if l.e.Type == parley.State && len(l.parts) > 0 {
			countries = append(countries, i)
		}
	}
	for i, l := range ls {
		if l.e.Unnamed || family(l.e.Type) != "body" || l.e.Type == parley.State || len(l.parts) == 0 {
			continue
		}
		s, ok := l.side, l.side >= 0
		if !ok && len(l.parts[0]) >= 4 && len(l.parts) > 1 && slices.Contains(commonBodies, strings.Join(l.parts[1:], " ")) { // "Harlandic foreign ministry", its state not named beside it
			s, ok = states[l.parts[0][:4]]
			ok = ok && s >= 0
		}
		if !ok && l.e.Type == parley.Organization {
			s, ok = stateBefore(ls, countries, l.parts)
		}
		if !ok {
			continue
		}
		if head[i] = bodyHead(l.parts, ls[s].parts); head[i] == "" {
			continue
		}
		k := fmt.Sprintf("%d/%s", u.find(s), head[i])
		if j, ok := owned[k]; ok {
			if ls[j].e.Key == "" || l.e.Key == "" {
				join(min(i, j), max(i, j), fmt.Sprintf("the same body of %s", ls[s].e.Name))
			}
		} else {
			owned[k] = i
		}
		heads[head[i]] = append(heads[head[i]], i)
	}
	for i, l := range ls {
		if l.e.Unnamed || l.e.Key != "" || head[i] != "" || family(l.e.Type) != "body" || l.e.Side != "" {
			continue
		}
		if !properBody(l.e) {
			continue
		}
		if root, name := onlyOne(ls, u, heads[armyName(strings.Join(bodyName(l.parts), " "))]); root >= 0 && u.find(i) != root {
			join(min(root, i), max(root, i), fmt.Sprintf("%q: the dossier knows only %q", l.e.Name, name))
		}
	}
}

// properBody reports whether the name of a body without its party says enough to be that of the only one: a force or an organ of a state, or a name in capitals; "companies" and
// "the court" do not.
func properBody(e *parley.LocalEntity) bool {
	ws := strings.Fields(e.Name)
	if len(ws) > 1 && strings.EqualFold(ws[0], "the") {
		ws = ws[1:]
	}
	if slices.Contains(commonBodies, strings.ToLower(strings.Join(ws, " "))) {
		return true
	}
	for _, w := range ws {
		if r := []rune(w)[0]; !unicode.IsUpper(r) && w != "of" && w != "for" && w != "and" && w != "the" {
			return len(ws) > 1 && e.Type == parley.Organization
		}
	}
	return len(ws) > 1
}

// joinOfficials joins the unnamed whom reports describe alike: bodies by the same two words and more ("Harland media"); of the many, those of one party
// ("Harland officials", "officials from Harland"), and those of none by what they are ("experts", "rights groups"), if that alone says whom one means. Those
// whom a report sets apart from others of the kind ("some", "other") are not joined.
func joinOfficials(ls []local, list []*class, u union, join func(a, b int, why string)) {
	first := map[string]int{}
	for i, l := range ls {
		if !l.e.Unnamed || family(l.e.Type) != "body" {
			continue
		}
		k, why := "", ""
		apart := slices.ContainsFunc(l.parts, setsApart)
		if l.e.Type != parley.Group || l.e.Role == "" { // "Harland media", "a majority of Harlanders"
			if len(l.parts) > 1 && !apart {
				k, why = "one/"+l.name(), fmt.Sprintf("both are %q", l.e.Name)
			}
		} else if l.side >= 0 && !apart {
			k, why = fmt.Sprintf("%d/%s", u.find(l.side), l.e.Role), fmt.Sprintf("both are %q of %s", l.e.Role, ls[l.side].e.Name)
		} else if kind := manyOf(l.parts); l.side < 0 && kind != "" {
			k, why = kind, fmt.Sprintf("both are %q", kind)
		}
		if k == "" {
			continue
		}
		if j, ok := first[k]; ok {
			join(j, i, why)
		} else {
			first[k] = i
			list[i].oneBy(why)
		}
	}
	joinProsecutors(ls, u, join)
}

// joinProsecutors joins the prosecutors of whom reports do not say whose they are ("public prosecutors said") with the only ones of a party in the dossier: the press
// names so the office that brings charges, of which a party has one.
func joinProsecutors(ls []local, u union, join func(a, b int, why string)) {
	of, none := -1, []int(nil)
	for i, l := range ls {
		switch {
		case l.e.Type != parley.Group || l.e.Role != "prosecutor":
		case l.side < 0:
			if !slices.ContainsFunc(l.parts, func(w string) bool { return w != "public" && w != "prosecutors" }) {
				none = append(none, i)
			}
		case of >= 0 && u.find(of) != u.find(i):
			return
		case of < 0:
			of = i
		}
	}
	for _, i := range none {
		if of >= 0 && u.find(i) != u.find(of) {
			join(min(i, of), max(i, of), fmt.Sprintf("%q: the dossier knows only %q", ls[i].e.Name, ls[of].e.Name))
		}
	}
}

// manyOf is what the words of a description of many say that they are, without how many of them are meant: "" where that leaves open whom one means,
// as whose officials or aides they are.
func manyOf(parts []string) string {
	if len(parts) > 1 && (parts[0] == "many" || parts[0] == "most" || parts[0] == "some") {
		parts = parts[1:]
	}
	if len(parts) == 0 || len(parts) > 3 || slices.ContainsFunc(parts, setsApart) || ofSomebody(parts[len(parts)-1]) && !slices.ContainsFunc(parts[:len(parts)-1], narrows) {
		return ""
	}
	return strings.Join(parts, " ")
}

// narrows reports whether a word before a noun for many says more of whom one means than their rank or trade: "rights" does, "senior" and "government" do not.
func narrows(w string) bool {
	switch w {
	case "senior", "top", "high-ranking", "ranking", "government", "governmental", "trade", "industry", "foreign", "unnamed", "anonymous":
		return false
	}
	return true
}

// ofSomebody reports whether a noun for many says whom one means only with whose they are, or by what was told of them before.
func ofSomebody(w string) bool {
	switch w {
	case "officials", "aides", "sources", "members", "representatives", "leaders", "people", "men", "women", "others", "advisers", "advisors", "ministers", "lawmakers", "lawyers",
		"friends", "relatives", "allies", "opponents", "supporters", "colleagues", "negotiators", "envoys", "delegates", "delegations", "sides", "parties", "countries", "witnesses":
		return true
	}
	return false
}

// setsApart reports whether a word keeps those whom it describes apart from others of their kind.
func setsApart(w string) bool {
	switch w {
	case "some", "other", "others", "several", "certain", "two", "three", "four", "five":
		return true
	}
	return false
}

// statesByStart maps the first four letters of the states' names to the first of each, -1 where two states share them.
func statesByStart(ls []local, u union) map[string]int {
	out := map[string]int{}
	for i, l := range ls {
		if l.e.Type != parley.State || len(l.parts) != 1 || len(l.parts[0]) < 4 {
			continue
		}
		k := l.parts[0][:4]
		if j, ok := out[k]; !ok {
			out[k] = i
		} else if j >= 0 && u.find(i) != u.find(j) {
			out[k] = -1
		}
	}
	return out
}

// bodyHead is a body's name without its party's: "army" of "Harland's army", "foreign ministry" of "Harlandic Foreign Ministry". A name that does not
// begin with the party's is its own head where it is a body every party has.
func bodyHead(name, side []string) string {
	if len(side) == 0 || len(name) == 0 {
		return ""
	}
	n := 0
	for n < len(name)-1 && n < len(side) {
		w := strings.TrimSuffix(strings.TrimSuffix(name[n], "'s"), "'")
		if w != side[n] && (len(w) < 4 || len(side[n]) < 4 || w[:4] != side[n][:4]) {
			break
		}
		n++
	}
	if n == 0 {
		n = shortSide(name, side)
	}
	if rest := strings.Join(bodyName(name[n:]), " "); n > 0 || slices.Contains(commonBodies, rest) {
		return armyName(rest)
	}
	return ""
}

// stateBefore is the state whose whole name, or its initials, a body's name of two words and more behind it begins with.
func stateBefore(ls []local, states []int, name []string) (int, bool) {
	for _, s := range states {
		side := ls[s].parts
		n := shortSide(name, side)
		if n == 0 && len(name) > len(side) && slices.Equal(name[:len(side)], side) {
			n = len(side)
		}
		if n > 0 && len(name)-n > 1 {
			return s, true
		}
	}
	return -1, false
}

// shortSide is how many words at the start of a name are the initials of its party, with full stops ("u", "s") or without: 0 where they are not, or nothing follows.
func shortSide(name, side []string) int {
	if len(side) < 2 {
		return 0
	}
	short, run := "", ""
	for _, w := range side {
		if w != "of" && w != "the" && w != "and" {
			short += w[:1]
		}
	}
	for n := 0; n < len(name)-1 && len(run) < len(short); n++ {
		if run += strings.TrimSuffix(name[n], "'s"); run == short {
			return n + 1
		}
	}
	return 0
}

// armyName is the head of a body, one for what is the same force of a state by another word.
func armyName(head string) string {
	switch head {
	case "military", "armed force", "armed forces":
		return "army"
	}
	return head
}

// commonBodies are bodies that every state or party may have: their names alone tell nobody apart.
var commonBodies = []string{"army", "military", "navy", "air force", "police", "government", "parliament", "cabinet", "armed forces", "forces", "troops", "delegation", "negotiators",
	"foreign ministry", "foreign office", "defense ministry", "interior ministry", "presidency", "state media", "opposition", "soldiers", "side"}
