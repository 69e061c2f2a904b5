package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// appositions joins "X, the Harland envoy," and "Harland's envoy, X," and takes capitals from "X, the Harland capital".
func (p *pass) appositions() {
	for i := 0; i+1 < len(p.cands); i++ {
		a := &p.cands[i]
		end := p.inCharge(i, p.short(a.tok.End))
		if a.kind == parley.PronounMention || p.word(end) != "," && p.word(end) != "(" {
			continue
		}
		for j := i + 1; j < len(p.cands) && p.cands[j].tok.First <= end+1; j++ {
			b := &p.cands[j]
			if b.tok.First != end+1 || b.sent != a.sent || b.modifier {
				continue
			}
			p.apposition(i, j)
			break
		}
	}
}

// short is the token after the abbreviation in brackets at i, before a comma; i where there is none.
func (p *pass) short(i int) int {
	if p.word(i) == "(" && p.word(i+2) == ")" && p.word(i+3) == "," && allCaps(p.d.Word(i+1)) && isLetter(p.low[i+1]) {
		return i + 3
	}
	return i
}

// inCharge is the comma behind all that a person without a name is there for, before a name: "the official in charge of the north, Ana Roe, said", "the
// union's director for Lea, Tarn and Port Aven, Ana Roe, said". It is end where there is none.
func (p *pass) inCharge(i, end int) int {
	a := &p.cands[i]
	if a.kind != parley.NominalMention || a.many || !of(a.class).has(titles|of(source)) || !forWhat[p.word(end)] && a.tok.End <= a.core.End {
		return end
	}
	hi := p.d.Sentences[a.sent].Tokens.End
	for k := end; k < min(end+maxCharge, hi); k++ {
		switch u := p.upos(k); {
		case p.low[k] == ",":
			if p.fullNameAt(k+1, hi) || p.nameApart(i, k+1) {
				return k
			}
			if !p.cap(k + 1) {
				return end
			}
		case p.low[k] == "(" || p.low[k] == ")" || p.low[k] == "-":
		case u == text.VERB || u == text.AUX || u == text.PUNCT || u == text.PRON || u == text.SCONJ:
			return end
		}
	}
	return end
}

const maxCharge = 14 // tokens of what one is there for

// nameApart reports whether a name of two words or more that no table holds, and that may be a person's, stands between commas at token t, behind candidate i.
func (p *pass) nameApart(i, t int) bool {
	for j := i + 1; j < len(p.cands) && p.cands[j].tok.First <= t; j++ {
		if c := &p.cands[j]; c.tok.First == t && c.core.First == t && c.kind == parley.NameMention && c.class == classes && c.core.Len() > 1 {
			return p.word(c.tok.End) == "," && !region[p.low[t]] && p.f.heads[p.d.Word(c.core.End-1)] == "" && c.votes[1]+c.votes[3]+c.votes[4] < 20
		}
	}
	return false
}

var forWhat = text.WordSet("in for of at on responsible overseeing handling leading")

func (p *pass) apposition(i, j int) {
	a, b := &p.cands[i], &p.cands[j]
	if !p.endsApposition(b.tok.End) && p.full[b.core.First] != b.core.End { // "the tax office, Harland Tax and Tolls (HTT) said"
		return
	}
	if a.kind == parley.NameMention && (firmPlace[p.word(a.tok.First-1)] || speech[p.word(b.tok.End)]) && b.class != site && b.class != land {
		return // "..., the ministry said" closes a sentence, it does not explain the name
	}
	name, noun := i, j
	if a.kind == parley.NominalMention && b.kind == parley.NameMention {
		name, noun = j, i
	} else if a.kind != parley.NameMention || b.kind != parley.NominalMention {
		return
	}
	n, c := &p.cands[name], &p.cands[noun]
	if n.class != classes && of(c.class).has(titles) || c.many && c.class != crowd {
		return
	}
	switch {
	case of(c.class).has(titles|of(source)) && n.class == classes:
		n.votes.add(parley.Person, titleVote)
		n.role = first(n.role, c.role)
		if n.gender == 0 {
			n.gender = c.gender
		}
		if n.side < 0 {
			n.side = c.side
		}
	case p.personal(n): // whatever the noun is taken for
		n.votes.add(parley.Person, titleVote)
	case of(c.class).has(of(body, mouth)) && n.class != adjective:
		n.votes.add(parley.Organization, headVote)
		if of(c.class).has(of(mouth)) {
			n.role = c.role
		}
	case c.class == crowd && !c.many:
		n.votes.add(parley.Group, titleVote)
	case c.class == land:
		n.votes.add(parley.State, titleVote)
	case c.class == site:
		n.votes.add(parley.Place, titleVote)
		n.place = true
		if strings.HasPrefix(p.low[c.head], "capital") && c.side >= 0 && n.class == classes {
			p.caps[n.name] = p.cands[c.side].name
		}
	default:
		return
	}
	if noun > name {
		c.same = name
		c.unnamed = false
		c.rule = "mention/apposition"
	} else if n.same < 0 {
		c.same = name
		c.unnamed = false
		c.rule = "mention/apposition"
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// endsApposition reports whether token i can end an apposition before it.
func (p *pass) endsApposition(i int) bool {
	switch p.word(i) {
	case ",", ".", ";", ")", ":", "", "—", "–", "-", "who", "which", "that", "in", "at", "on", "to", "for", "of", "with", "from", "by", "as", "when", "after", "during", "until":
		return true
	}
	return i >= len(p.low)
}
