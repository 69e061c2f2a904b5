package attribution

import (
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

const (
	longestHeadline = 30 // tokens
	longestTail     = 5  // tokens of a speaker behind the mark or comma of a headline
	evenOdds        = 128
	saysOdds        = 115 // of a verb behind the comma of a headline
)

// isHeadline reports whether paragraph p is a headline: it was found to be one, is the first of the document, or a short line without a stop over more text.
func (l *layouts) isHeadline(p int) bool {
	par := &l.d.Paragraphs[p]
	r := l.tokens(p)
	if r.Len() < 3 || r.Len() > longestHeadline || par.Caption {
		return false
	}
	if par.Kind == text.Headline {
		return true
	}
	if par.Sentences[1]-par.Sentences[0] > 2 || p+1 >= len(l.d.Paragraphs) {
		return false
	}
	if p == 0 {
		return true
	}
	last := l.d.Word(r.End - 1)
	return r.Len() <= 16 && lookOf(last) != stop && lookOf(last) != colon && l.d.Tokens[r.End-1].Quote < 0
}

// headline finds what the headline in paragraph p attributes by a mark or by a cue behind a comma.
func (l *layouts) headline(p int) {
	r := l.tokens(p)
	if last := r.End - 1; l.d.Word(last) == "." && last > r.First {
		r.End--
	}
	if l.headColon(r) || l.tail(r) {
		return
	}
	l.says(r)
}

// headColon reads "Mayor: bridge to close".
func (l *layouts) headColon(r parley.TokenRange) bool {
	at := r.First
	for i := r.First; i < r.End-1 && i < r.First+12; i++ {
		w := l.d.Word(i)
		if l.d.Tokens[i].Quote >= 0 {
			return false
		}
		if lookOf(w) == dash && i > r.First && i <= r.First+2 && !l.tight(i) { // "EXCLUSIVE – Roe: ..."
			at = i + 1
		}
		if w != ":" {
			continue
		}
		label, content := parley.TokenRange{First: at, End: i}, parley.TokenRange{First: i + 1, End: r.End}
		label = l.addressed(label)
		who := l.speaks(label)
		if who == nobody || who == letter || content.Len() < 3 || !l.expressive(content) {
			return false
		}
		if who == named && !l.firstPerson(content) && !l.acts(label) {
			return false
		}
		for j := content.First + 1; j < content.End; j++ { // what follows is another headline
			if l.d.Word(j) == ";" && l.d.Tokens[j].Quote < 0 {
				content.End = j
			}
		}
		l.add(ruleColon, label, parley.TokenRange{First: i, End: i + 1}, content)
		return true
	}
	return false
}

// addressed is a label without the subject or hearer behind a name: "Roe on harvest", "Roe to voters".
func (l *layouts) addressed(r parley.TokenRange) parley.TokenRange {
	for i := r.First + 1; i < r.End; i++ {
		switch l.d.Lower(i) {
		case "on", "to", "at", "about", "after":
			return parley.TokenRange{First: r.First, End: i}
		}
	}
	return r
}

// expressive reports whether the words behind a colon can be somebody's: no topic ("what happens next"), and no list.
func (l *layouts) expressive(r parley.TokenRange) bool {
	switch l.d.Tags[r.First].Penn {
	case "WP", "WRB", "WDT":
		return l.d.Word(r.End-1) == "?" || l.firstPerson(r)
	}
	if _, ok := l.quoteAt(r.First); ok {
		return true
	}
	for i := r.First; i < r.End; i++ {
		if strings.HasPrefix(l.d.Tags[i].Penn, "VB") || l.d.Tags[i].Penn == "MD" || l.d.Tokens[i].Quote >= 0 {
			return true
		}
	}
	return false
}

// firstPerson reports whether r has a quotation or a first person.
func (l *layouts) firstPerson(r parley.TokenRange) bool {
	for i := r.First; i < r.End; i++ {
		if l.d.Tokens[i].Quote >= 0 {
			return true
		}
		switch l.d.Lower(i) {
		case "i", "we", "my", "our", "me", "us":
			return l.d.Word(i) != "US"
		}
	}
	return false
}

// acts reports whether the last word of a name is the subject of a cue somewhere below the headlines.
func (l *layouts) acts(name parley.TokenRange) bool {
	if l.doers == nil {
		l.doers = map[string]bool{}
		for p := range l.d.Paragraphs {
			if r := l.tokens(p); !l.isHeadline(p) {
				for i := r.First; i < r.End; i++ {
					if upper(l.d.Word(i)) && l.subject(i) {
						l.doers[l.d.Lower(i)] = true
					}
				}
			}
		}
	}
	c := core(l.d, name)
	return !c.Empty() && l.doers[l.d.Lower(c.End-1)]
}

// subject reports whether token i is, or belongs to the name of, the subject of a cue.
func (l *layouts) subject(i int) bool {
	for h, rel, n := l.d.Heads[i], l.d.Rels[i], 0; h >= 0 && n < 3; h, rel, n = l.d.Heads[h], l.d.Rels[h], n+1 {
		if strings.HasPrefix(rel, "nsubj") {
			return l.d.Tags[h].U == text.VERB && l.cueOdds(l.d.Lemmas[h]) >= evenOdds
		}
		if rel != "flat" && rel != "compound" && rel != "nmod:desc" {
			return false
		}
	}
	return false
}

// cueOdds is the log-odds of a verb to be a cue, evenOdds is even.
func (l *layouts) cueOdds(lemma string) int {
	return int(l.lex.at(lexKey(verbPart, lowerHash(lemma))).odds)
}

// tail reads "Bridge to close – mayor" and "'We will sign': Roe".
func (l *layouts) tail(r parley.TokenRange) bool {
	for i := r.End - 2; i > r.First+1 && i >= r.End-1-longestTail; i-- {
		if w := l.d.Word(i); w != ":" && (lookOf(w) != dash || l.tight(i)) {
			continue
		}
		who, content := parley.TokenRange{First: i + 1, End: r.End}, parley.TokenRange{First: r.First, End: i}
		for j := who.First; j < who.End; j++ {
			if lookOf(l.d.Word(j)) == comma || l.d.Tags[j].U == text.NUM || l.d.Tags[j].U == text.VERB || l.d.Tokens[j].Quote >= 0 {
				return false
			}
		}
		s := l.speaks(who)
		_, quoted := l.quoteAt(r.First)
		if s != role && s != named || !quoted && !l.expressive(content) || s == named && !quoted && !l.acts(who) {
			return false
		}
		l.add(ruleTail, who, parley.TokenRange{First: i, End: i + 1}, content)
		return true
	}
	return false
}

// tight reports whether the mark i touches a word on both sides, as in compounds.
func (l *layouts) tight(i int) bool {
	t := l.d.Tokens
	return t[i].Span.Start == t[i-1].Span.End && t[i].Span.End == t[i+1].Span.Start
}

// says reads "Bridge to close, mayor says" and "Bridge to close, says mayor"; a short headline's words are often tagged and parsed amiss.
func (l *layouts) says(r parley.TokenRange) {
	at := -1
	for i := r.End - 2; i > r.First+1 && i >= r.End-2-longestTail; i-- {
		if lookOf(l.d.Word(i)) == comma && l.d.Tokens[i].Quote < 0 {
			at = i
			break
		}
	}
	if at < 0 || r.End-at < 3 {
		return
	}
	content := parley.TokenRange{First: r.First, End: at}
	var cue, who parley.TokenRange
	switch {
	case l.cueForm(r.End - 1):
		cue, who = parley.TokenRange{First: r.End - 1, End: r.End}, parley.TokenRange{First: at + 1, End: r.End - 1}
	case l.cueForm(at + 1):
		cue, who = parley.TokenRange{First: at + 1, End: at + 2}, parley.TokenRange{First: at + 2, End: r.End}
	default:
		return
	}
	_, quoted := l.quoteAt(r.First)
	if l.d.Tags[who.End-1].U == text.ADV {
		return
	}
	for i := content.First; i < content.End; i++ { // "Paper says A must go, shows why"
		if w := l.d.Lower(i); l.d.Tokens[i].Quote < 0 && (w == "says" || w == "say") {
			return
		}
	}
	if s := l.speaks(who); s != role && s != named || !quoted && !l.expressive(content) {
		return
	}
	l.add(ruleSays, who, cue, content)
}

// cueForm reports whether token i is written like a verb of the present, and its lemma is a cue mostly: "says", "fears", "warn".
func (l *layouts) cueForm(i int) bool {
	w := l.d.Lower(i)
	if w == "says" || w == "say" || w == "said" {
		return true
	}
	if upper(l.d.Word(i)) && (l.d.Tags[i].U != text.VERB || l.d.Tags[i].Penn == "VB") {
		return false
	}
	s, ok := strings.CutSuffix(w, "s")
	if !ok && l.d.Tags[i].U == text.VERB {
		return l.d.Tags[i].Penn != "VBN" && l.cueOdds(l.d.Lemmas[i]) >= saysOdds
	}
	return ok && (l.cueOdds(s) >= saysOdds || l.d.Tags[i].U == text.VERB && l.cueOdds(l.d.Lemmas[i]) >= saysOdds)
}
