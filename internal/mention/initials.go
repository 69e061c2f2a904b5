package mention

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// defined finds the names that the text shortens in brackets right behind them, by their last token: where the names of "Her Grace's Harbours and Mines (HGHM)"
// and "the Front in the Upper Dales (FUD)" begin, which no rule for capitals would tell.
func (p *pass) defined() map[int]int {
	var out map[int]int
	for i := 2; i+2 < len(p.low); i++ {
		w := p.d.Word(i + 1)
		if p.low[i] != "(" || p.low[i+2] != ")" || len(w) < 3 || len(w) > 8 || !allCaps(w) || !isLetter(p.low[i+1]) {
			continue
		}
		if first := p.initialsFrom(i-1, p.low[i+1], p.d.Sentences[p.d.Tokens[i].Sentence].Tokens.First); first >= 0 && i-first > 1 {
			if out == nil {
				out = map[int]int{}
			}
			out[first] = i
		}
	}
	return out
}

// initialsFrom is the token from which on, up to token t, the capitalised words have the initials rest, -1 where they have not. Small words between them may
// have none.
func (p *pass) initialsFrom(t int, rest string, from int) int {
	if t < from {
		return -1
	}
	w := p.low[t]
	switch {
	case w == "'s" || w == "'" || w == "&" || between[w]:
		return p.initialsFrom(t-1, rest, from)
	case !p.cap(t) && !particle[w] || !isLetter(w):
		return -1
	}
	for _, part := range []string{w, w[:1]} { // "HM" gives both of its letters
		if part == w && (len(w) > 1 && !allCaps(p.d.Word(t))) {
			continue
		}
		left, ok := strings.CutSuffix(rest, part)
		switch {
		case !ok:
		case left == "":
			return t
		default:
			if first := p.initialsFrom(t-1, left, from); first >= 0 {
				return first
			}
		}
	}
	return -1
}

// between are the small words within a name that its initials leave out.
var between = text.WordSet("and of for the in on to de del la des du und")

// unitDefined is the name that the text shortens in brackets behind it, where it begins with token i and is longer than u.
func (p *pass) unitDefined(i, hi int, u unit) unit {
	end, ok := p.full[i]
	if !ok || end > hi || u.end >= end {
		return u
	}
	return unit{end: end, form: form{class: classes, entry: -1}, typ: parley.Organization}
}

// initialled reports whether a name of one word has the initials w by the capitals within it: "HarborSmithKern (HSK)".
func (p *pass) initialled(c *cand, w string) bool {
	if c.core.Len() != 1 || len(w) < 2 {
		return false
	}
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, p.d.Word(c.core.First)) == w
}
