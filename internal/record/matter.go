package record

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// newPaper is a paper by what its report tells, with its words numbered by lex.
func newPaper(x *parley.LocalInstrument, only bool, lex *lexicon) *paper {
	p := &paper{x: x, matter: matter(x), title: titleOf(x), only: only}
	p.words, p.heads = lex.kept(p.matter), lex.kept(headsOf(x))
	return p
}

// matter is the stems of the content words in which a report tells of a paper: what it is named, what is told of it and what it lays down, without the words
// that any paper is told in.
func matter(x *parley.LocalInstrument) []string {
	out := []string{}
	tell := func(text string) {
		for _, w := range content(text) {
			if len(out) < mostMatter && !genericPaper[w] && !anyPaper[w] && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	tell(x.Name)
	for _, m := range x.Mentions {
		tell(m.Text)
	}
	for _, s := range x.History {
		tell(s.Passage.Text)
	}
	for _, t := range x.Terms {
		tell(t.Text)
	}
	slices.Sort(out)
	return slices.Clip(out)
}

// mostMatter is how many words of a paper are looked at, its names first: those that tell of it at length are about all sorts of things.
const mostMatter = 60

// anyPaper holds the stems of words in which papers of all kinds are told of: what is done to them and by what sort of people, when, and how it is said.
var anyPaper = stems("agree agreed agreement reach reached strike struck sign signed conclude negotiate negotiated negotiation broker finalize clinch seal secure complete accept accepted approve approved approval " +
	"adopt adopted back backed support supported endorse welcome hail praise reject rejected refuse oppose opposed opposition criticize criticized criticism condemn denounce block veto pass passed vote voted " +
	"enact ratify impose imposed introduce offer propose proposed present submit table unveil announce announced announcement declare publish release draft prepare discuss discussion debate talk call called " +
	"seek sought want wanted need needed urge demand ask asked hope hoped expect expected plan aim try take taken make made give given get go come keep hold held put set begin began start end ended extend " +
	"implement enforce require required allow allow ban violate violated breach break broke broken comply respect honor collapse fail failed lift ease suspend cancel withdraw withdrew drop scrap replace change amend " +
	"use used work help show tell told add include including follow followed lead led meet meeting official leader president minister prime government state country nation side party group people lawmaker member " +
	"part term detail way time day week month year today yesterday monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december " +
	"last next first second two three four key good great better best real important however while when where because although though despite whether")

// onlyKind reports, for each paper of a report, whether it is the only one of its family that something is told of.
func onlyKind(xs []parley.LocalInstrument) []bool {
	told := map[string]int{}
	for i := range xs {
		if len(xs[i].History) > 0 {
			told[paperFamily(xs[i].Kind)]++
		}
	}
	out := make([]bool, len(xs))
	for i := range xs {
		out[i] = told[paperFamily(xs[i].Kind)] == 1 && len(xs[i].History) > 0
	}
	return out
}

// kindred is what two papers of one family score for being told of in the same words, 0 to 3: where each is the only one of its family in its report, fewer will do.
// The laws and resolutions of a state or body are told of in much the same words, so that they score less.
func kindred(a, b *paper) int {
	n := shared(a.words, b.words) - kindredFrom
	if a.only && b.only {
		n++
	}
	switch paperFamily(a.x.Kind) {
	case "agreement", "ceasefire":
		return max(0, min(n, 3))
	case "law":
		return max(0, min(n, 2))
	}
	return max(0, min(n-1, 2))
}

// kindredFrom is how many words two papers may have in common that are none.
const kindredFrom = 1

// headsOf are the head nouns of all that a report calls a paper.
func headsOf(x *parley.LocalInstrument) []string {
	out := []string{paperHead(x.Name)}
	for _, m := range x.Mentions {
		if h := paperHead(m.Text); h != "" && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return out
}

// titleOf is the name of a paper where it is a title of capitals, "" where it is not: "Open Harbours Act".
func titleOf(x *parley.LocalInstrument) string {
	words := strings.Fields(x.Name)
	if len(words) < 2 {
		return ""
	}
	for _, w := range words {
		if first, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(first) {
			return ""
		}
	}
	return strings.ToLower(x.Name)
}
