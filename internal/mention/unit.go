package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A unit is a stretch of tokens that names one thing, or one title.
type unit struct {
	end   int
	form  form // class classes where the lexicon has no such name
	known bool
	typ   parley.EntityType // from the last word, for names outside of the lexicon
	pull  int               // end of the first known part, where the name goes on after it
}

const maxName = 12 // tokens in a name

// unknown reports whether token i can be part of a name that no table holds.
func (p *pass) unknown(i, hi int) bool {
	if i >= hi || !p.cap(i) || !isLetter(p.low[i]) {
		return false
	}
	w := p.low[i]
	if p.calendar(i) || p.partyLabel(i) || p.listed(i) {
		return false
	}
	switch p.kinds[p.d.Tokens[i].Sentence] {
	case shout:
		return p.known[w]
	case titled:
		return p.known[w] || p.f.names[w] != 0 && p.cap(i+1)
	}
	if function[w] {
		return false
	}
	if !p.start(i) {
		return true
	}
	if len(w) > 2 && allCaps(p.d.Word(i)) && p.word(i+1) == "(" { // a dateline
		return true
	}
	if p.inner[w] && p.seen[w] == 0 && !ordinary[w] || p.glued(i+1) && namePrefix[w] && p.cap(i+2) {
		return true
	}
	if p.known[w] || p.f.names[w] != 0 && (p.seen[w] == 0 || p.upos(i) == text.PROPN) || strings.ContainsAny(p.d.Word(i), "-’'") && !isUpper(p.d.Word(i)) {
		return true
	}
	if p.seen[w] > 0 || ordinary[w] {
		return p.seen[w] == 0 && p.f.heads[p.d.Word(i)] != "" && p.nameAfter(i+1, hi)
	}
	switch p.upos(i) {
	case text.X, text.PROPN:
		return true
	case text.NOUN, text.ADJ, text.VERB:
		return p.nameAfter(i+1, hi) && p.upos(i) != text.VERB && !strings.HasSuffix(w, "ing") || p.word(i+1) == "'s" && !strings.HasSuffix(w, "s")
	}
	return false
}

// partyLabel reports whether token i stands in the label of a lawmaker's party and seat: "Ana Roe (L)", "Ana Roe, L-Tarn.".
func (p *pass) partyLabel(i int) bool {
	first := i
	if i >= 2 && p.glued(i-1) {
		first = i - 2
	}
	if len(p.d.Word(first)) != 1 || !isUpper(p.d.Word(first)) || first == 0 {
		return false
	}
	switch open, next := p.low[first-1], p.word(first+1); {
	case p.glued(first+1) && p.cap(first+2):
		return open == "(" || open == "[" || open == ","
	default:
		return open == "(" && next == ")"
	}
}

// nameAfter reports whether token i goes on a name begun before it.
func (p *pass) nameAfter(i, hi int) bool {
	return i < hi && p.cap(i) && !p.calendar(i) && !function[p.low[i]]
}

// calendar reports whether token i is a day, a month or a clock's word and no name: "Jan. 8", but not "Jan Roe" nor "Ana May".
func (p *pass) calendar(i int) bool {
	w := strings.TrimSuffix(p.low[i], ".")
	if given[w] && p.cap(i) && p.cap(i-1) && p.f.names[p.word(i-1)] != 0 && !calendar[p.word(i-1)] && !p.start(i-1) && !opensDigit(p.word(i+1)) {
		return false
	}
	return calendar[w] && !(given[w] && (p.cap(i+1) && isLetter(p.low[i+1]) || particle[p.word(i+1)]))
}

var given = text.WordSet("jan april may june august mar sun sat")

// unit reads a name or a title at token i.
func (p *pass) unit(i, hi int) (unit, bool) {
	u, ok := p.plainUnit(i, hi)
	if ok || p.full[i] > 0 {
		u = p.unitDefined(i, hi, u)
	}
	return u, ok || u.end > i
}

// plainUnit is unit for a name whose extent nothing behind it tells.
func (p *pass) plainUnit(i, hi int) (unit, bool) {
	if p.listed(i) {
		return unit{}, false
	}
	if f, ok := p.half(i); ok {
		return unit{end: i + 1, form: f, known: true}, true
	}
	if p.surname(i, hi) {
		return unit{end: i + 1, form: form{class: classes, entry: -1}, typ: parley.Person}, true
	}
	if u, ok := p.joinedOffice(i, hi); ok {
		return u, true
	}
	end, fs := p.match(i, hi)
	if end > 0 {
		if f, ok := pick(fs, named|of(adjective, people)); ok {
			return p.knownName(i, end, hi, f, fs), true
		}
		if f, ok := pick(fs, titles|nominal); ok {
			if end == i+1 && p.leadsPlace(i, hi) {
				u := p.runOn(i, i+1, hi)
				if u.typ == "" {
					u.typ = parley.Place
				}
				return u, true
			}
			if p.headed(i, end, hi) || end == i+1 && of(f.class)&titles == 0 && p.givenOpens(i, hi) {
				return p.runOn(i, i, hi), true
			}
			if f.class == office {
				end = p.chargeEnd(end, hi)
			}
			return unit{end: end, form: f, known: true}, true
		}
	}
	if p.leadsPlace(i, hi) {
		u := p.runOn(i, i+1, hi)
		if u.typ == "" {
			u.typ = parley.Place
		}
		return u, true
	}
	if !p.unknown(i, hi) {
		return unit{}, false
	}
	return p.runOn(i, i, hi), true
}

// joinedOffice is the office of two charges at token i: "[Trade and Industry Minister] Ana Roe", "[Science and Technology Secretary]".
func (p *pass) joinedOffice(i, hi int) (unit, bool) {
	if p.cap(i) && charges[p.low[i]] && p.word(i+1) == "," && p.cap(i+2) && charges[p.word(i+2)] { // "Transport, Maritime and Communication Minister"
		if u, ok := p.joinedOffice(i+2, hi); ok {
			return u, true
		}
	}
	if !p.cap(i) || !charges[p.low[i]] || p.word(i+1) != "and" || i+3 >= hi || !p.cap(i+2) {
		return unit{}, false
	}
	for j := i + 2; j < min(i+5, hi) && p.cap(j); j++ { // "Industry Minister", or "Minister" behind what the tables lack
		end, fs := p.match(j, hi)
		if f, ok := pick(fs, of(office)); ok {
			return unit{end: end, form: f, known: true}, true
		}
		if !charges[p.low[j]] {
			break
		}
	}
	return unit{}, false
}

// chargeEnd is the end of an office that goes on with what it is for: "Minister of State [for Foreign Affairs] Ana Roe".
func (p *pass) chargeEnd(end, hi int) int {
	if p.word(end) != "for" || !p.cap(end+1) {
		return end
	}
	for j := end + 1; j < min(end+6, hi) && (p.cap(j) || p.low[j] == "and"); j++ {
		if p.low[j] == "affairs" && (j+1 >= hi || p.cap(j+1)) {
			return j + 1
		}
	}
	return end
}

// charges are what ministers and secretaries have in charge.
var charges = text.WordSet(`trade industry commerce finance foreign defence defense interior justice health education labour labor energy agriculture transport environment culture science
 technology economy economic security immigration treasury fisheries food housing tourism water planning development home veterans aviation information research families
 maritime communication communications infrastructure regional social employment petroleum mining forestry forests tribal internal external religious communities municipal sport sports`)

// leadsPlace reports whether token i is a word that places begin with, before more of a name: "Port Aven", "Lake Sorrel".
func (p *pass) leadsPlace(i, hi int) bool {
	return p.cap(i) && placeLead[p.low[i]] && p.nameAfter(i+1, hi) && p.kinds[p.d.Tokens[i].Sentence] == plain && !p.hasTitle(i+1, min(i+2, hi))
}

var placeLead = text.WordSet("port mount lake cape fort san santa saint st st. camp bay mt mt. new el puerto isle gulf")

// headed reports whether the capitalised words at i are one name that ends in a head word no title or noun begins:
// "Special Commission", "National Council of X", where a table has only "commission".
func (p *pass) headed(i, end, hi int) bool {
	if !p.cap(i) || p.start(i) && !p.cap(i+1) {
		return false
	}
	u := p.runOn(i, i, hi)
	return u.typ != "" && u.typ != parley.Person && u.end > end && u.end > i+1 && !p.hasTitle(i, u.end)
}

func (p *pass) hasTitle(i, end int) bool {
	for ; i < end; i++ {
		if _, fs := p.match(i, end); len(fs) > 0 {
			if _, ok := pick(fs, of(office, rank, address, voice)); ok {
				return true
			}
		}
	}
	return false
}

// knownName is a name of the lexicon at [i, end), or the longer name that it begins.
func (p *pass) knownName(i, end, hi int, f form, fs []form) unit {
	u := unit{end: end, form: f, known: true}
	if f.class == org || f.class == outlet || end >= hi {
		return u
	}
	if f.class == capital {
		// a state of the same name is meant where both are known ("Singapore")
		if g, ok := pick(fs, of(state)); ok {
			u.form = g
		}
	}
	if !p.unknown(end, hi) {
		return u
	}
	if e, g := p.match(end, hi); e > 0 {
		if _, ok := pick(g, titles|of(adjective, people, state, capital, org, outlet)); ok {
			return u
		}
		if _, ok := pick(g, nominal); ok && p.f.heads[p.d.Word(e-1)] == "" {
			return u
		}
	}
	long := p.runOn(i, end, hi)
	if long.typ == parley.InstrumentEntity || p.bodyAt(end, hi) == long.end {
		return u
	}
	first := end == i+1 && p.f.names[p.low[i]] != 0 && f.class != adjective && f.class != people
	if long.typ != "" && long.typ != parley.Person || first {
		long.pull = end
		return long
	}
	return u
}

// bodyAt is the end of the common noun for an organ of state or a body of people at i, 0 where there is none.
func (p *pass) bodyAt(i, hi int) int {
	e, fs := p.match(i, hi)
	if _, ok := pick(fs, of(body, crowd)); !ok {
		return 0
	}
	return e
}

// runOn is the name that begins at i and is sure up to from: capitalised words with the particles between them, then
// "of the X", "for X" after a head word.
func (p *pass) runOn(i, from, hi int) unit {
	j := from
	hi = min(hi, i+maxName)
	for j < hi {
		switch {
		case p.goesOn(i, j, hi):
			j++
		case j > i && p.particles(j, hi) > j:
			j = p.particles(j, hi) + 1
		case j > i && p.glued(j) && j+1 < hi && p.joins(j+1):
			j += 2
		case j > i && p.low[j] == "&" && p.nameAfter(j+1, hi):
			j += 2
		case j > i && ownersInNames[p.low[j-1]] && p.cap(j-1) && (p.low[j] == "'s" || p.low[j] == "'") && p.nameAfter(j+1, hi): // "Harland Workers' Party"
			j += 2
		default:
			goto done
		}
	}
done:
	if j == i {
		j = i + 1
	}
	u := unit{end: j, form: form{class: classes, entry: -1}}
	head := p.f.heads[p.d.Word(j-1)]
	if head != "" && j > i {
		u.end = p.complement(i, j, hi)
	}
	u.typ = headType(head)
	if u.end == i+1 && u.typ != "" && head != "outlet" {
		u.typ = ""
	}
	return u
}

// particles is the capitalised token after the particles at j ("van der"), j where there is none.
func (p *pass) particles(j, hi int) int {
	k := j
	for k < hi && k < j+3 && particle[p.low[k]] {
		k++
	}
	if k == j || k >= hi || !p.cap(k) || function[p.low[k]] || p.f.heads[p.d.Word(j-1)] != "" && p.f.names[p.low[j-1]] == 0 {
		return j
	}
	return k
}

// joins reports whether token i, after a hyphen, is part of a name: "Ki-moon", "Saint-Clair", not "Harland-backed".
func (p *pass) joins(i int) bool {
	w := p.low[i]
	if p.cap(i) {
		return true
	}
	return isLetter(w) && len(w) <= 5 && !compound[w] && !strings.HasSuffix(w, "ed") && !(p.word(i+1) == "-" && p.glued(i+1))
}

var compound = text.WordSet("led based run born wide style like era free made held owned only long old year day week month hour page point party way and to in on of side area city week bred sized named owned aided armed")

// goesOn reports whether token j goes on the name that begins at i.
func (p *pass) goesOn(i, j, hi int) bool {
	if j == i {
		return true
	}
	if w := p.word(i - 1); (w == "of" || w == "for") && p.f.coref != nil && p.fullNameAt(j, hi) && p.f.sure(p.low[i]) == 0 && p.sense(i) != 0 {
		return false // "director of elections" closes before the name
	}
	if !p.nameAfter(j, hi) || !isLetter(p.low[j]) || p.d.Tokens[j].Quote != p.d.Tokens[i].Quote {
		return false
	}
	if p.kinds[p.d.Tokens[j].Sentence] != plain && !p.known[p.low[j]] {
		return false
	}
	if partisan[p.low[j]] && !p.nameAfter(j+1, hi) || partisan[p.low[j-1]] && p.fullNameAt(j, hi) {
		return false // "a Tarn Republican" is a Republican from Tarn
	}
	if p.plainTitle(j, hi) > 0 {
		return false // "Tarn County Columnist Ana Roe"
	}
	if e, fs := p.match(j, hi); e > 0 && !p.initial(j, hi) {
		if _, ok := pick(fs, of(member)); ok && p.fullNameAt(e, hi) {
			return false
		}
		if _, ok := pick(fs, of(office, rank, address, voice, people)); ok && p.f.names[p.low[j]] == 0 {
			// "Ana Bishop": a title's word closes a name after a given name
			return e == j+1 && p.f.sure(p.low[j-1]) != 0 && !p.nameAfter(e, hi)
		}
		if f, ok := pick(fs, of(state, org, outlet)); ok && f.caps {
			return false
		}
	}
	return true
}

// partisan are members of a party by their noun.
var partisan = text.WordSet("republican republicans democrat democrats")

// complement extends a name with a head word at j-1 over "of Y", "for Y and Z".
func (p *pass) complement(i, j, hi int) int {
	for n := 0; n < 3 && j+1 < hi; n++ {
		w := p.low[j]
		if w != "of" && w != "for" && w != "on" && !(n > 0 && w == "and") {
			return j
		}
		k := j + 1
		if k < hi && p.low[k] == "the" {
			k++
		}
		if k >= hi || !p.nameAfter(k, hi) {
			return j
		}
		e, fs := p.match(k, hi)
		if f, ok := pick(fs, of(state, capital, place, org, outlet)); ok && (w == "and" || p.bodyHead(j-1) || f.class == org) && p.low[i] != "republic" {
			return j
		}
		if _, ok := pick(fs, of(office, rank, address, voice)); ok {
			return j
		}
		if e <= k {
			e = k + 1
		}
		for e < hi && p.goesOn(k, e, hi) {
			e++
		}
		j = e
	}
	return j
}

// bodyHead reports whether the word at i heads the name of an organ of state, whose "of" names the state.
func (p *pass) bodyHead(i int) bool { return stateBody[p.low[i]] }

var stateBody = text.WordSet("ministry parliament government army senate embassy presidency cabinet forces office court police mission delegation congress council assembly administration secretariat")

func headType(head string) parley.EntityType {
	switch head {
	case "outlet", "firm":
		return parley.Organization
	case "event":
		return "event"
	}
	return parley.EntityType(head)
}

var (
	particle = text.WordSet("van von der den de del della di da dos das du la le el al bin ibn ben bint abu ould y e ter zu zur af")
	// ownersInNames are those of whom a body or a paper may be by its name.
	ownersInNames = text.WordSet("people peoples children women men workers farmers peasants teachers doctors nurses students writers authors artists musicians players actors lawyers journalists reporters editors citizens mothers veterans pilots miners fishermen seamen engineers scientists soldiers officers policemen employers employees consumers friends")
	calendar      = text.WordSet("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec gmt utc bst est edt cet am pm a.m. p.m.")
	function      = text.WordSet(`a an the this that these those i you he she it we they me him her us them my your his its our their mine yours hers ours theirs
		who whom whose which what when where why how if whether because although though while since until unless before after as than so but and or nor yet for of in on at to by with from
		into onto upon over under about against between among through during without within across behind beyond near despite amid outside inside throughout around along above below beneath alongside regarding concerning including towards toward per via except besides like unlike
		is are was were be been being am has have had do does did will would shall should can could may might must not no yes never ever
		all any both each every either neither some many much more most few several other another such same one two three four five six seven eight nine ten eleven twelve
		here there now then today yesterday tomorrow also only even just still again once meanwhile however moreover therefore thus instead later earlier soon already perhaps maybe
		said says say told according asked added speaking earlier following given let please well oh let's 's n't ' o`)
	ordinary = text.WordSet(`talks clashes fighting violence peace war negotiations negotiators officials diplomats residents witnesses rebels militants troops soldiers forces police protesters demonstrators
		people men women children civilians aid food fuel water oil gas electricity shelling gunfire shots fire explosions attacks air drone drones tanks warplanes artillery rockets missiles
		asked answering speaking responding commenting addressing citing quoting referring describing welcoming accusing calling warning noting stressing asked based born
		new old former late early last next first second third more most less least fewer nearly almost about around roughly hundreds thousands dozens scores millions half
		both neither none nobody nothing everyone everybody everything someone something anybody anyone asked under according despite because although while
		hours days weeks months years earlier later recent recently previously currently formerly finally eventually initially originally similarly separately additionally furthermore
		independent critics analysts experts observers supporters opponents aides sources reporters journalists leaders ministers lawmakers delegates envoys mediators
		work trade business money markets prices shares stocks elections voters polls votes results figures data documents papers reports photographs pictures video footage
		read more photo image related share follow update updated breaking live watch listen subscribe advertisement back open close top
		good bad big great small high low long short hard free full clear true real likely unlikely possible impossible nice dear thank thanks sorry
		international national local foreign domestic military political economic humanitarian diplomatic northern southern eastern western central regional global
		president minister government parliament army foreign defence defense prime state opposition ministry council party envoy ambassador general colonel`)
)

// opensDigit reports whether a word begins with a digit.
func opensDigit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }
