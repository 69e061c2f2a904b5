package mention

import "github.com/parley-press/parley/internal/text"

// usedAsPlace reports whether a name that may be a state or a capital is used as a place.
func (p *pass) usedAsPlace(i int, c *cand) bool {
	if c.class != state && c.class != capital && c.class != classes {
		return false
	}
	if c.modifier {
		next := p.word(c.tok.End)
		return next != "'s" && next != "'" && (placeNoun[next] || c.class == capital && heldThere[next])
	}
	if c.class == capital && heldThere[p.word(c.tok.End)] {
		return true // "the failed Tarn talks"
	}
	at := c.tok.First - 1
	if p.word(at) == "the" {
		at--
	}
	prev := p.word(at)
	if region[p.word(c.core.First-1)] && c.core.First > c.tok.First || region[prev] || placeNoun[p.word(c.tok.End)] && p.upos(c.tok.End) != text.VERB {
		return true
	}
	switch {
	case firmPlace[prev], visiting[prev]:
		return true
	case prev == "of":
		return siteOf[p.word(at-1)]
	case prev == "from", prev == "to", prev == "over":
		return c.class == capital && prev != "over" || p.motion(at)
	case prev == "between":
		return c.class == capital
	case prev == "and" || prev == "," || prev == "or":
		if i > 0 && !(prev == "," && speech[p.word(c.tok.End)]) { // "in the east, Harland said"
			b := &p.cands[i-1]
			return (b.place || b.class == place && p.locative(b)) && b.tok.End == at && b.sent == c.sent
		}
	}
	return false
}

// heldThere are what is named after the capital where it was held or signed, which is no party to it.
var heldThere = text.WordSet(`agreement agreements accord accords protocol protocols treaty convention memorandum declaration communique talks conference summit meeting round process format`)

// locative reports whether a preposition of place stands before c.
func (p *pass) locative(c *cand) bool {
	w := p.word(c.tok.First - 1)
	return firmPlace[w] || w == "from" || w == "to"
}

// motion reports whether a word of going stands in the few words before token i.
func (p *pass) motion(i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if moving[p.low[k]] {
			return true
		}
	}
	return false
}

var (
	firmPlace = text.WordSet("in near at bordering outside inside across throughout around toward towards into within beyond through")
	visiting  = text.WordSet("visit visits visited visiting leave leaves left leaving reach reached entered enter toured besieged bombed shelled captured capture retake retook seize seized bombing shelling besieging")
	siteOf    = text.WordSet("city town suburbs suburb outskirts streets east west north south southeast northeast northwest southwest port out siege fall capture centre center liberation villages parts areas districts village region province island shores coast quarter bombardment bombing shelling")
	placeNoun = text.WordSet("airport suburbs suburb border region countryside streets outskirts airspace territory soil coast province valley district street square neighbourhood neighborhood airfield bridge road highway")
	moving    = text.WordSet("travel travels travelled traveled travelling traveling fly flew flown flies flying go goes going went gone return returns returned returning visit visits trip trips arrive arrived arrives arriving route way fled flee fleeing head heading headed came come comes coming drive drove road flight flights deploy deployed move moved moving moves withdraw withdrew withdrawal withdrawn pull pulled pulling pullout retreat evacuated bus buses journey convoy convoys lorries trucks crossed crossing mission distance miles kilometres kilometers km back close next bound en sent send")
)

// subjectLike reports whether a candidate may be the subject of its clause: no preposition before it, a verb after it
// or it opens its sentence, or a verb of speech before it.
func (p *pass) subjectLike(c *cand) bool {
	if c.modifier || c.kind == "" {
		return false
	}
	prev := p.word(c.tok.First - 1)
	if speech[prev] && (p.word(c.tok.End) == "," || p.word(c.tok.End) == "." || p.word(c.tok.End) == "on") {
		return true
	}
	if w := p.word(c.tok.End); prev == "," && w == "," && (p.upos(c.tok.End+1) == text.VERB || p.upos(c.tok.End+1) == text.AUX || speech[p.word(c.tok.End+1)]) {
		return true
	}
	if p.upos(c.tok.First-1) == text.ADP || preposition[prev] {
		return false
	}
	next := c.tok.End
	if p.upos(next) == text.ADV {
		next++
	}
	switch p.upos(next) {
	case text.VERB, text.AUX:
		return true
	case text.X:
		if speech[p.word(c.tok.End)] || auxiliary[p.word(c.tok.End)] || stateVerb[p.word(c.tok.End)] {
			return true
		}
	}
	return p.start(c.tok.First)
}

var (
	preposition = text.WordSet("of in on at to for from with by about against between among into over under after before during without near through as than like via per including")
	auxiliary   = text.WordSet("is are was were has have had will would can could may might must should shall did does do wants also")
)
