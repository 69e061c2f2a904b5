package mention

import (
	"sort"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// Votes are evidence for the type of a name in tenths of a point.
type votes [6]int16

var voteTypes = [...]parley.EntityType{parley.Person, parley.Organization, parley.State, parley.Place, parley.Group, parley.InstrumentEntity}

// Weights of the strongest evidence.
const (
	titleVote = 50
	headVote  = 60
)

// fixed reports whether a name is a state's or a place's for sure, so that it stands for no longer name.
func (v *votes) fixed() bool { return (v[2] >= 40 || v[3] >= 60) && v[1] <= max(v[2], v[3]) }

func (v *votes) add(t parley.EntityType, n int16) {
	if t == "outlet" {
		t = parley.Organization
	}
	for i, u := range voteTypes {
		if u == t {
			v[i] += n
		}
	}
}

func (v *votes) total() int {
	n := 0
	for _, x := range v {
		n += int(x)
	}
	return n
}

// order sorts the candidates by place, the longest first, and drops doubles.
func (p *pass) order() {
	idx := make([]int, 0, len(p.cands))
	for i := range p.cands {
		if !p.cands[i].dead {
			idx = append(idx, i)
		}
	}
	sort.SliceStable(idx, func(a, b int) bool {
		x, y := &p.cands[idx[a]], &p.cands[idx[b]]
		if x.tok.First != y.tok.First {
			return x.tok.First < y.tok.First
		}
		return x.tok.End > y.tok.End
	})
	pos := make([]int, len(p.cands))
	out := make([]cand, 0, len(p.cands))
	for _, i := range idx {
		c := p.cands[i]
		if n := len(out); n > 0 && out[n-1].tok == c.tok && out[n-1].head == c.head {
			pos[i] = n - 1
			continue
		}
		pos[i] = len(out)
		out = append(out, c)
	}
	for i := range out {
		if out[i].side >= 0 {
			out[i].side = pos[out[i].side]
		}
		if out[i].same >= 0 {
			out[i].same = pos[out[i].same]
		}
		if out[i].side == i {
			out[i].side = -1
		}
		if out[i].same == i {
			out[i].same = -1
		}
	}
	p.cands = out
}

// vote gathers the evidence of each unknown name's context.
func (p *pass) vote() {
	p.appositions()
	p.callings()
	for i := range p.cands {
		c := &p.cands[i]
		c.subject = p.subjectLike(c)
		if c.kind != parley.NameMention {
			continue
		}
		if c.class == classes {
			p.context(i, c)
		}
		c.place = c.place || p.usedAsPlace(i, c)
	}
}

// context adds what the words around an unknown name say of its type.
func (p *pass) context(i int, c *cand) {
	v := &c.votes
	prev, next := p.word(c.tok.First-1), p.word(c.tok.End)
	w := p.d.Word(c.core.First)
	g, isFirst := p.f.names[p.low[c.core.First]]
	n := c.core.Len()
	if n == 3 && p.glued(c.core.First+1) { // "Mark-Roe" is a surname
		g, isFirst = 0, false
	}
	isThe := false
	if p.word(c.core.First-1) == "the" && n > 1 && v[0] < titleVote && !isFirst {
		v.add(parley.Organization, 4)
		isThe = true
	}
	if isFirst && n <= 4 && v[1]+v[3]+v[4]+v[5] < 40 {
		if n > 1 {
			v.add(parley.Person, 30)
		} else {
			v.add(parley.Person, 8)
		}
		if c.gender == 0 && g != '-' {
			c.gender = g
		}
	}
	if g := p.f.given[p.low[c.core.First]]; c.gender == 0 && n > 1 && n <= 4 && (g == 'm' || g == 'f') && !(n == 3 && p.glued(c.core.First+1)) {
		c.gender = g
	}
	if !isFirst && !isThe && (n == 2 || n == 3) && c.gender != 0 && v.total() < 20 {
		v.add(parley.Person, 18)
	}
	p.shape(c, v, w, n, isThe)
	switch {
	case next == "," && isAge(p.word(c.tok.End+1)) && (p.word(c.tok.End+2) == "," || p.word(c.tok.End+2) == "."):
		v.add(parley.Person, 40)
	case next == "who" || next == "," && p.word(c.tok.End+1) == "who":
		v.add(parley.Person, 20)
	}
	p.ownerVotes(i, c, v)
	p.likeVotes(c, v)
	if c.modifier && n == 1 && personal[next] && p.possessive(c.tok.End, len(p.low)) == 0 {
		v.add(parley.Person, 25) // "the Roe administration": the tables know every state
	}
	if t := c.core.First - 1; p.firmCalled(t) && !p.fullNameAt(c.core.First, len(p.low)) {
		v.add(parley.Organization, titleVote)
	}
	if p.analysed(c, next) {
		v.add(parley.Organization, titleVote)
	}
	if c.modifier && presses[next] {
		v.add(parley.Organization, 2*titleVote)
	}
	if p.ofFirm(c.tok.End) {
		v.add(parley.Organization, 25)
		c.firm = true
	}
	c.firm = c.firm || n > 1 && p.f.heads[p.d.Word(c.head)] == "firm"
	if c.modifier {
		if p.possessive(c.tok.End, len(p.low)) > 0 {
			v.add(parley.State, 2)
		}
	} else if locative[prev] || prev == "the" && locative[p.word(c.tok.First-2)] {
		v.add(parley.Place, locativeWeight(prev))
	}
	p.placeVotes(c, v, prev)
	p.actorVotes(c, v, w, n, prev, next)
	p.coordinated(i, v)
}

// personal are nouns behind the surname of whoever they serve or are called after.
var personal = text.WordSet("administration presidency era campaign appointee appointees loyalist loyalists supporter supporters aide aides adviser advisers advisor advisors doctrine family camp regime")

// analysed reports whether unknown name c is that of the house which people of its trade work for: "[Tarn Ordell] analyst Ana Roe", "a trader with [Ordell]".
func (p *pass) analysed(c *cand, next string) bool {
	if c.modifier {
		return inHouses[next] && p.possessive(c.tok.End, len(p.low)) == 0
	}
	switch p.word(c.tok.First - 1) {
	case "with", "at":
		return inHouses[p.word(c.tok.First-2)]
	}
	return false
}

// presses are nouns behind the name of what prints or sends: "the Dorva [newspaper]".
var presses = text.WordSet("newspaper newspapers newswire magazine website weekly daily tabloid broadcaster")

// inHouses are nouns for those who trade, reckon or look into things for a house.
var inHouses = text.WordSet("analyst analysts economist economists strategist strategists broker brokers dealer dealers trader traders executive executives")

// placeVotes adds what regions and roads before a name say.
func (p *pass) placeVotes(c *cand, v *votes, prev string) {
	if prev == "for" && (p.word(c.tok.First-2) == "bound" || p.word(c.tok.First-2) == "left" || p.word(c.tok.First-2) == "headed") {
		v.add(parley.Place, 15)
	}
	if region[prev] || region[p.word(c.core.First-1)] {
		v.add(parley.Place, 15)
	}
	if (prev == "of" || prev == "in") && p.word(c.tok.First-2) == "capital" {
		v.add(parley.State, 40)
	}
}

// actorVotes adds what the verbs around a name say, w its first word as printed, n its length.
func (p *pass) actorVotes(c *cand, v *votes, w string, n int, prev, next string) {
	if speech[next] || speech[prev] && !c.modifier {
		v.add(parley.Person, 7) // the tables know every state: who speaks and stands in none is more likely a surname
		v.add(parley.State, 3)
		if c.det == definite || p.word(c.core.First-1) == "the" {
			v.add(parley.Organization, 15)
		}
	}
	if prev == "accused" || prev == "urged" {
		v.add(parley.State, 3)
	}
	p.echo(c, v, n)
	if n == 1 && len(w) > 1 && allCaps(w) && c.role == "" && (agencyVerb[next] || next == "," && p.word(c.tok.End+1) == "citing" || prev == "told" || prev == "by" && p.word(c.tok.First-2) == "quoted") {
		v.add(parley.Organization, 10)
		c.role = "agency"
	}
	if humanVerb[next] {
		v.add(parley.Person, 8)
	}
	if metWith[prev] {
		v.add(parley.Person, 5)
	}
	if q := p.word(c.tok.First - 1); speech[next] && quoteMark[q] || speech[q] && quoteMark[p.word(c.tok.First-2)] {
		v.add(parley.Person, 8) // states are seldom quoted by the word
	}
	if c.subject && n == 1 && !speech[next] {
		v.add(parley.State, 4)
	}
	if stateVerb[next] {
		v.add(parley.State, 7)
	}
	if next == "'" || c.det == definite && n <= 3 {
		v.add(parley.Organization, 8)
	}
}

// echo looks at the first pronoun after a name that may be a subject: "she" speaks for a person, "its" against one.
func (p *pass) echo(c *cand, v *votes, n int) {
	if !c.subject {
		return
	}
	end := p.d.Sentences[c.sent].Tokens.End
	if p.start(c.tok.First) { // the subject of a sentence may be taken up by the next
		end += 3
	}
	for k := c.tok.End; k < min(end, c.tok.End+25, len(p.low)); k++ {
		switch p.low[k] {
		case "he", "she", "his", "her", "him", "himself", "herself":
			v.add(parley.Person, 8)
			return
		case "its", "itself":
			p.thing(v, n, 10)
			return
		case "it":
			if (speech[p.word(k-1)] || p.word(k-1) == "that" && speech[p.word(k-2)]) && (armedVerb[p.word(k+1)] || auxiliary[p.word(k+1)] || p.word(k+1) == "was") {
				p.thing(v, n, 8)
			}
			return
		}
	}
}

// thing votes for a name that "it" takes up.
func (p *pass) thing(v *votes, n int, w int16) {
	if n == 1 {
		v.add(parley.State, w)
		return
	}
	v.add(parley.Organization, 2*w)
}

var armedVerb = text.WordSet("armed sent wanted would will")

// shape adds what the form of the name says.
func (p *pass) shape(c *cand, v *votes, w string, n int, the bool) {
	switch {
	case n == 1 && partisan[p.low[c.core.First]] && pluralName(p.low[c.core.First]):
		v.add(parley.Organization, headVote)
	case n == 1 && len(w) >= 3 && len(w) <= 7 && w[len(w)-1] == 's' && allCaps(w[:len(w)-1]) && p.kinds[c.sent] == plain:
		v.add(parley.Group, headVote) // "MPs"
	case n == 1 && len(w) >= 2 && len(w) <= 7 && allCaps(w) && p.kinds[c.sent] == plain:
		v.add(parley.Organization, 25)
	case n == 2 && p.low[c.core.First] == "team": // "Team Roe" are Roe's people
		v.add(parley.Organization, headVote)
	case n >= 2 && n <= 4 && region[p.low[c.core.First]]:
		v.add(parley.Place, 25)
	case n == 2 && len(w) >= 2 && len(w) <= 5 && allCaps(w) && p.kinds[c.sent] == plain && !allCaps(p.d.Word(c.core.First+1)) && v[0] < titleVote && !strings.Contains(w, "."): // "OTN Lorrim"
		v.add(parley.Organization, 25)
	case n >= 2 && n <= 4 && v.total() < 20 && !the:
		v.add(parley.Person, 12)
	}
	for t := c.core.First; t < c.core.End; t++ {
		x := p.low[t]
		if t > c.core.First && t+1 < c.core.End && (particle[x] && x != "y" && x != "e" || len(x) == 2 && x[1] == '.') {
			v.add(parley.Person, 15)
		}
		if len(x) > 3 && (strings.HasPrefix(x, "al-") || strings.HasPrefix(x, "el-")) && t > c.core.First {
			v.add(parley.Person, 8)
		}
	}
	if key := p.outletKey(c.name); key != "" {
		v.add(parley.Organization, headVote)
	}
}

func (p *pass) outletKey(name string) string {
	return p.out[strings.TrimPrefix(name, "the ")]
}

func isAge(w string) bool {
	return len(w) == 2 && w[0] >= '1' && w[0] <= '9' && w[1] >= '0' && w[1] <= '9'
}

// ownerVotes looks at what a name owns or modifies: "X's foreign minister", "X spokesman", "X airport".
func (p *pass) ownerVotes(i int, c *cand, v *votes) {
	for j := range p.cands[i+1 : min(i+8, len(p.cands))] {
		h := &p.cands[i+1+j]
		if h.sent != c.sent {
			break
		}
		if h.side != i {
			continue
		}
		ownedVotes(h, v)
		return
	}
	for j := max(0, i-6); j < i; j++ { // the phrase it stands in begins before it
		if h := &p.cands[j]; h.side == i && h.tok.First <= c.tok.First && h.tok.End >= c.tok.End {
			ownedVotes(h, v)
			return
		}
	}
}

func ownedVotes(h *cand, v *votes) {
	switch h.class {
	case office:
		if ofBusiness[lastWord(h.role)] {
			v.add(parley.Organization, 25)
			return
		}
		v.add(parley.State, 20)
		if stateOffice[lastWord(h.role)] {
			v.add(parley.State, 15)
		}
		if h.role == "leader" || h.role == "commander" || strings.HasSuffix(h.role, "chief") {
			v.add(parley.State, -15)
			v.add(parley.Group, 15)
		}
	case voice:
		v.add(parley.Organization, 10)
		v.add(parley.State, 5)
		v.add(parley.Group, 8)
	case body, crowd:
		v.add(parley.State, 20)
		if h.class == crowd && h.typ == parley.Group && !stateForce[lastWord(h.role)] {
			v.add(parley.State, -10)
			v.add(parley.Group, 10)
		}
	case classes:
		if h.role != "" {
			v.add(parley.State, 20)
		} else if h.votes[1] >= headVote {
			v.add(parley.State, 10)
		}
	case site:
		v.add(parley.Place, 10)
		v.add(parley.State, 10)
	case party, land:
		v.add(parley.State, 20)
	case document:
		v.add(parley.State, 6)
	}
}

var (
	stateOffice = text.WordSet("minister president premier chancellor king ambassador secretary governor-general")
	ofBusiness  = text.WordSet("ceo cfo coo cto executive counsel chairman chairwoman chairperson founder co-founder")
	stateForce  = text.WordSet("army forces troops navy police military soldiers force government")
	locative    = text.WordSet("in near at outside inside across throughout around toward towards into from to via through within beyond")
	region      = text.WordSet("northern southern eastern western central northeastern northwestern southeastern southwestern north-eastern north-western south-eastern south-western downtown north south east west upper lower")
	speech      = text.WordSet("said says told added announced denied confirmed insisted warned claimed stated argued noted stressed declared explained replied wrote admitted acknowledged urged accused rejected")
	stateVerb   = text.WordSet("signed agreed refused denied rejected accused vetoed withdrew invaded demanded ratified recalled severed insists denies wants accuses refuses agrees annexed recognised recognized backs borders")
)

var (
	metWith   = text.WordSet("telephoned phoned thanked succeeded replaced congratulated")
	quoteMark = text.WordSet("\" ” '' ’ “")
)

var agencyVerb = text.WordSet("reported reports wrote writes quoted cited citing")

var humanVerb = text.WordSet("telephoned phoned added joked recalled stressed noted explained smiled insisted recounted resigned died flew")

func locativeWeight(prev string) int16 {
	switch prev {
	case "from", "to":
		return 5
	}
	return 14
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// coordinated gives a name the likely type of what it is joined with: "Harland and X agreed".
func (p *pass) coordinated(i int, v *votes) {
	if i == 0 {
		return
	}
	for _, j := range []int{i - 1, i + 1} {
		if j >= len(p.cands) {
			continue
		}
		a, b := &p.cands[min(i, j)], &p.cands[max(i, j)]
		if a.sent != b.sent || b.tok.First != a.tok.End+1 || p.word(a.tok.End) != "and" && p.word(a.tok.End) != "," && p.word(a.tok.End) != "or" {
			continue
		}
		o := &p.cands[j]
		if o.class == state && !o.modifier {
			v.add(parley.State, 12)
		}
		if o.class == place {
			v.add(parley.Place, 12)
		}
	}
}
