package statement

import (
	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// contentEnd is the token after the last of a content that begins at token start, to the right of its cue.
func (p *pass) contentEnd(k *candidate, frame string, start int) int {
	end := min(p.limit(k.head), start+reach)
	if q := p.d.Tokens[start].Quote; q >= 0 && q != p.d.Tokens[k.head].Quote {
		end = p.afterQuote(p.outer(int(q)), start, end)
	}
	for i := start; i < end; i++ {
		if i > start && p.cuts(k, frame, i) {
			end = i
			break
		}
	}
	return p.trim(start, end)
}

// afterQuote ends a content that is all in quotation q at its mark, where what follows is a new remark of the outlet: an aside after a comma,
// a bracket, a dash. Where the sentence runs on, so does the content: it is mixed.
func (p *pass) afterQuote(q, start, end int) int {
	if p.d.Tokens[start].Span.Start > p.d.Quotes[q].Inner.Start {
		return end
	}
	i := start
	for i < p.hi && p.d.Tokens[i].Span.Start < p.d.Quotes[q].Outer.End {
		i++
	}
	if i >= end {
		return end
	}
	switch w := p.d.Word(i); {
	case w == "," || w == "(" || w == "–" || w == "—" || w == "-" || w == ";":
		return i
	case p.d.Tags[i].Penn == "VBG":
		return i
	}
	return end
}

// cuts reports whether the content of k ends before token i: at another cue of the same source, at a new voice, at a bracketed credit, at
// "according to".
func (p *pass) cuts(k *candidate, frame string, i int) bool {
	if p.d.Tokens[i].Quote != p.d.Tokens[k.head].Quote && p.d.Tokens[i].Quote >= 0 && !p.opensQuote(i) {
		return false
	}
	w := p.d.Lower(i)
	switch {
	case w == "(" && p.creditBracket(i):
		return true
	case w == "according" && i+1 < p.hi && p.d.Lower(i+1) == "to" && p.d.Word(i-1) == ",":
		return true
	case w == "," && p.passedOn(i+1):
		return true
	case w == "," && p.inHeadline() && p.otherHeadline(k, i+1):
		return true
	case w == "," && p.rel(k.head) == "advcl" && p.mainClauseAt(k, i+1):
		return true
	case w == "," && (k.subj.how == relative || p.strandedBy(k)) && p.resumes(i+1):
		return true
	case w == "," && p.mainAfter(k, i+1):
		return true
	case w == "," && (p.ownParticiple(k, i+1) || p.nextClause(k, frame, i)):
		return true
	case w == "," || w == ";" || w == "–" || w == "—":
		return p.newCueAfter(k, frame, i)
	case (w == "and" || w == "but") && i+1 < p.hi && p.d.Lower(i+1) == "that" && p.startsClause(i+2) && (frame == "object" || frame == "noun" || frame == "prep" || frame == "infinitive" || frame == "as"):
		return true // another clause of the cue around this one
	case w == "and" || w == "but" || w == "while" || w == "whereas":
		return p.newCueAfter(k, frame, i-1)
	}
	return (frame == "noun" || frame == "prep") && w == "to" && i+1 < p.hi && p.hearer(i+1)
}

// inHeadline reports whether the sentence at hand is a headline.
func (p *pass) inHeadline() bool {
	return p.d.Paragraphs[p.d.Sentences[p.sent].Paragraph].Kind == text.Headline
}

// otherHeadline reports whether, behind the comma of a headline, another one begins at token i: a name that is not the source, with its own present tense
// ("Harland denies strike, Veska condemns it").
func (p *pass) otherHeadline(k *candidate, i int) bool {
	np, end := p.nounPhraseAt(i)
	if np.Empty() || end >= p.hi || !p.finiteAt(end) || p.d.Tags[p.d.Chunks[p.chunkOf[end]].Head].Penn != "VBZ" && p.d.Tags[p.d.Chunks[p.chunkOf[end]].Head].Penn != "VBP" {
		return false
	}
	m := p.mentionIn(np)
	return m >= 0 && p.d.Mentions[m].Kind == parley.NameMention && p.d.Chunks[k.chunk].Tokens.End < i
}

// mainAfter reports whether, behind a cue in a clause that opens the sentence ("While Roe said …, Vale insisted"), the main clause begins at token i.
func (p *pass) mainAfter(k *candidate, i int) bool {
	h := p.head(k.head)
	if h < i || p.rel(k.head) != "advcl" || i >= p.hi || !p.startsClause(i) {
		return false
	}
	if c := p.chunkOf[i]; c >= 0 { // a clause may open with a word outside of phrases
		i = p.d.Chunks[c].Head
	}
	return p.ruler(i) == h || p.head(i) == h
}

// ownParticiple reports whether a participle of the clause of k begins at token i: "Roe urged him to go, publicly calling it a farce".
func (p *pass) ownParticiple(k *candidate, i int) bool {
	i = p.pastAdverbs(i)
	return i < p.hi && p.d.Tags[i].Penn == "VBG" && p.rel(i) == "advcl" && p.head(i) == k.head && p.sameQuote(i, k.head)
}

// nextClause reports whether, behind the comma at token i, a clause begins whose verb does not hang on the content: what follows a phrase or an infinitive that
// was said, "declaring an empire, the others fought it", or the main clause around that of k, "for China, which resisted it, Roe said".
func (p *pass) nextClause(k *candidate, frame string, i int) bool {
	switch frame {
	case "noun", "as", "prep", "infinitive", "gap":
	default:
		if k.subj.how != relative {
			return false
		}
	}
	np, _ := p.nounPhraseAt(i + 1)
	if np.Empty() || !p.trees || !p.sameQuote(np.First, k.head) {
		return false
	}
	n := p.d.Chunks[p.chunkOf[np.First]].Head
	for p.d.Chunks[p.chunkOf[np.First]].Tokens.Has(p.head(n)) { // a name hangs on its first word
		n = p.head(n)
	}
	if r := p.rel(n); r != "nsubj" && r != "nsubj:pass" {
		return false
	}
	v := p.head(n)
	if v < i || !p.finiteWith(v) {
		return false
	}
	for c := 0; v >= 0 && c < climb; c++ {
		if v >= k.head && v <= i {
			return false
		}
		v = p.head(v)
	}
	return true
}

// resumes reports whether, from token i on, the main clause goes on after a relative clause ("Harland, which denies it, has …").
func (p *pass) resumes(i int) bool {
	for i < p.hi && p.d.Tags[i].U == text.ADV && p.chunkOf[i] < 0 {
		i++
	}
	return i < p.hi && p.finiteAt(i)
}

// mainClauseAt reports whether the clause that the cue's own clause depends on begins at token i ("While Roe said it was over, Vale insisted …").
func (p *pass) mainClauseAt(k *candidate, i int) bool {
	m := p.head(k.head)
	if m < i || m > i+14 || p.d.Tags[m].U == text.NOUN {
		return false
	}
	n := p.kid(m, i, m, "nsubj", "nsubj:pass", "expl")
	if n < 0 {
		return false
	}
	np := p.nounPhraseOf(n)
	return n == i || np.First == i
}

// hearer reports whether token i begins the press or another audience ("confirmed the news to reporters").
func (p *pass) hearer(i int) bool {
	m := p.startsMention(i)
	return m >= 0 && p.d.Mentions[m].Entity >= 0 && p.d.Entities[p.d.Mentions[m].Entity].Key == "group/journalists"
}

// creditBracket reports whether the bracket at token i holds a credit such as "(quoted by Newswire)".
func (p *pass) creditBracket(i int) bool {
	if i+1 >= p.hi {
		return false
	}
	switch p.d.Lower(i + 1) {
	case "quoted", "cited", "according", "via", "reported":
		return true
	}
	return false
}

// newCueAfter reports whether, after the mark or conjunction at token i, a cue begins that is not part of the content: one coordinated with k
// under the same subject, a participle of the source ("…, adding that"), or a new voice with its own cue ("…, and Veska said").
func (p *pass) newCueAfter(k *candidate, frame string, i int) bool {
	j := i + 1
	conj := false
	for j < p.hi && (p.d.Tags[j].U == text.CCONJ || p.d.Lower(j) == "while" || p.d.Lower(j) == "whereas") {
		conj = true
		j++
	}
	for j < p.hi && p.chunkOf[j] < 0 && p.d.Tags[j].U == text.ADV {
		j++
	}
	if j >= p.hi || !p.sameQuote(j, k.head) {
		return false
	}
	c := p.chunkOf[j]
	if c < 0 {
		return false
	}
	ch := p.d.Chunks[c]
	if ch.Kind == text.VG {
		q, _ := p.f.match(p.d, ch.Head, p.hi)
		if q == nil || (q.has("weak") && !conj && !q.frame("src")) || ch.Tokens.First != j {
			return false
		}
		if p.d.Tags[ch.Head].Penn == "VBG" && !ch.Finite {
			return q.class != attitude || q.frame("oas")
		}
		return conj && (ch.Finite || p.d.Tags[ch.Head].Penn == "VBN" && k.subj.how == participle) && ch.Modal == "" && (q.class != attitude || k.cue.class == attitude) && frame != "infinitive"
	}
	return p.newVoice(i, j, conj)
}

// newVoice reports whether a noun phrase at token j is the subject of a speech cue that follows it directly.
func (p *pass) newVoice(i, j int, conj bool) bool {
	np, end := p.nounPhraseAt(j)
	if np.Empty() || end >= p.hi || !p.finiteAt(end) {
		return false
	}
	ch := p.d.Chunks[p.chunkOf[end]]
	q, next := p.f.match(p.d, ch.Head, p.hi)
	if q == nil || q.class == attitude && (!conj || !q.frame("oas")) || q.has("weak") || ch.Modal != "" {
		return false
	}
	if m := p.mentionIn(np); !conj && (m < 0 || !speaks(p.d.Mentions[m].Type)) {
		return false
	}
	if conj {
		return next < p.hi && p.d.Word(next) != "," && p.d.Word(next) != "."
	}
	// ", Roe said." after a content that another cue opened: a second credit of the same words, or the close of an interrupted one
	next = p.skipAdjuncts(next)
	return p.d.Word(i) == "," && (next >= p.hi || p.opens(next))
}

// trim takes closing punctuation outside quotation marks off the end of [start, end), and a conjunction left over there.
func (p *pass) trim(start, end int) int {
	for end > start {
		switch w := p.d.Lower(end - 1); w {
		case ",", ";", ":", ".", "–", "—", "-", "--", "and", "but", "while", "whereas":
			if (w == "," || w == ".") && p.d.Tokens[end-1].Quote >= 0 && p.d.Tokens[end-1].Quote != p.d.Tokens[start].Quote {
				return end
			}
			end--
			continue
		}
		break
	}
	return end
}

// outer is the outermost quotation around quotation q.
func (p *pass) outer(q int) int {
	for p.d.Quotes[q].Level > 0 && q > 0 {
		q--
	}
	return q
}

// wholeQuote widens a content that begins a quotation to all of it, where the quotation runs over further sentences of the paragraph.
func (p *pass) wholeQuote(s *draft) {
	q := p.d.Quotes[s.quote]
	last := &s.parts[len(s.parts)-1]
	if q.Outer.End <= p.d.Tokens[p.hi-1].Span.End {
		return
	}
	last.End = p.d.Range(parley.Span{Start: p.d.Tokens[last.First].Span.Start, End: q.Outer.End}).End
}

// left looks for content that stands before the cue clause: "…, Roe said", "“…,” said Roe", also where the cue clause interrupts it.
func (p *pass) left(k *candidate, s *draft, after int) string {
	c := k.cue
	if !c.frame("q") && !c.frame("that") || k.subj.how == inherited || k.subj.how == participle || k.subj.how == relative {
		return ""
	}
	ch := p.d.Chunks[k.chunk]
	begin := ch.Tokens.First
	if k.subj.how == plain && !k.subj.np.Empty() {
		begin = k.subj.np.First
	}
	if k.subj.how == noSubject || begin == 0 {
		return ""
	}
	for begin > p.lo && (p.d.Lower(begin-1) == "and" || p.d.Lower(begin-1) == "as") {
		begin--
	}
	j := begin - 1
	dash := false
	for j >= 0 && p.dashOrComma(j) {
		dash = dash || p.d.Word(j) != ","
		j--
	}
	if j < 0 || (j == begin-1 && !p.endsQuote(j)) && !p.mark(j) {
		return ""
	}
	if j < p.lo && begin == p.lo && p.d.Word(begin) != p.d.Lower(begin) {
		return "" // a new sentence after the quotation has its own content
	}
	if q := p.closedAt(j); q >= 0 && p.d.Tokens[k.head].Quote != int32(q) && p.near(q, begin) {
		return p.leftQuote(k, s, q, after)
	}
	if j < p.lo || j == begin-1 {
		return ""
	}
	return p.leftClause(k, s, j, after)
}

func (p *pass) dashOrComma(j int) bool {
	switch p.d.Word(j) {
	case ",", "–", "—", "-", "--":
		return true
	}
	return false
}

func (p *pass) mark(j int) bool {
	return p.d.Word(j) == "?" || p.d.Word(j) == "!" || p.d.Word(j) == "."
}

// endsQuote reports whether token j is the last of a quotation.
func (p *pass) endsQuote(j int) bool { return p.closedAt(j) >= 0 }

// closedAt is the outermost quotation whose last token is j, -1 where none is.
func (p *pass) closedAt(j int) int {
	if j < 0 || p.d.Tokens[j].Quote < 0 {
		return -1
	}
	q := p.outer(int(p.d.Tokens[j].Quote))
	if p.d.Tokens[j].Span.End >= p.d.Quotes[q].Outer.End {
		return q
	}
	return -1
}

// near keeps a quotation to its own paragraph.
func (p *pass) near(q, tok int) bool {
	par := p.d.Sentences[p.d.Tokens[tok].Sentence].Paragraph
	return p.d.Quotes[q].Outer.Start >= p.d.Paragraphs[par].Span.Start
}

// leftQuote makes the quotation before the cue clause its content, with what precedes it in its sentence where the two are one phrase.
func (p *pass) leftQuote(k *candidate, s *draft, q, after int) string {
	qq := p.d.Quotes[q]
	r := p.d.Range(qq.Inner)
	if r.Empty() {
		return ""
	}
	frame := "quote-before"
	first := p.d.Range(parley.Span{Start: qq.Outer.Start, End: qq.Inner.End}).First
	lo := p.d.Sentences[p.d.Tokens[first].Sentence].Tokens.First
	if lo < first && !p.closedStatement(lo, first) {
		r.First, r.End = lo, p.d.Range(qq.Outer).End
		frame = "before"
	} else {
		r.End = p.trim(r.First, r.End)
	}
	if r.Empty() {
		return ""
	}
	s.parts = []parley.TokenRange{r}
	s.quote = q
	p.rest(k, s, after)
	return frame
}

// closedStatement reports whether the words [lo, first) before a quotation are a sentence of their own, or end with a mark that sets the quotation off.
func (p *pass) closedStatement(lo, first int) bool {
	switch p.d.Word(first - 1) {
	case ".", ":", "?", "!", "–", "—":
		return true
	}
	for _, s := range p.touch[p.sent] { // another cue's words stand before it
		if s.sent == p.sent && len(s.cues) > 0 && s.cues[0].First >= lo && s.cues[0].First < first {
			return true
		}
	}
	return false
}

// leftClause makes the clause before the cue clause its content.
func (p *pass) leftClause(k *candidate, s *draft, j, after int) string {
	start := p.lo
	for _, o := range p.cands { // after another statement's content in the same sentence
		if o != k && o.used && o.head < j && o.head >= start && o.subj.how == inverted {
			start = max(start, o.subj.after)
		}
	}
	for start < j && (p.d.Tags[start].U == text.PUNCT && !p.opensQuote(start) || p.d.Lower(start) == "that" && p.d.Tags[start].U == text.SCONJ) {
		start++
	}
	end := p.trim(start, j+1)
	short := end-start < 2 || !p.hasVerb(start, end) && end-start < 4
	if end <= start {
		return ""
	}
	if k.subj.how == plain && !p.parenthetic(k, after) {
		return ""
	}
	s.parts = []parley.TokenRange{{First: start, End: end}}
	p.rest(k, s, after)
	if short && len(s.parts) < 2 {
		s.parts = nil
		return ""
	}
	return "before"
}

// parenthetic reports whether the cue clause ends where an aside or a sentence ends, or goes on without a verb ("told a paper on condition of anonymity"), so
// that what is said must stand elsewhere.
func (p *pass) parenthetic(k *candidate, after int) bool {
	i := p.skipAdjuncts(p.addressee(k, &draft{}, after))
	return i >= p.hi || p.opens(i) || p.d.Lower(i) == "after" || p.d.Lower(i) == "when" || p.d.Lower(i) == "as" || p.d.Lower(i) == "in" || p.d.Lower(i) == "at" ||
		p.d.Tags[i].U == text.ADP && !p.hasVerb(i, p.hi)
}

func (p *pass) hasVerb(a, b int) bool { return p.verbGroup(a, b) >= 0 }

// rest adds the second part of an interrupted content: after the cue clause, a comma and more of the sentence.
func (p *pass) rest(k *candidate, s *draft, after int) {
	i := p.skipAdjuncts(p.addressee(k, s, after))
	if i >= p.hi || p.d.Word(i) != "," || i+1 >= p.hi {
		return
	}
	start := i + 1
	quoted := s.quote >= 0
	if p.passedOn(start) || quoted != p.opensQuote(start) || (!quoted && (p.d.Tags[start].Penn == "VBG" || p.d.Tags[start].U == text.CCONJ || p.d.Tags[start].U == text.SCONJ || p.timeOf[start] >= 0 || whWord[p.d.Lower(start)])) {
		return
	}
	if !quoted && !p.hasVerb(start, p.hi) {
		return
	}
	if quoted {
		q := p.outer(int(p.d.Tokens[start].Quote))
		r := p.d.Range(p.d.Quotes[q].Inner)
		r.End = p.trim(r.First, r.End)
		if !r.Empty() {
			s.parts = append(s.parts, r)
			s.quote = q
		}
		return
	}
	if end := p.contentEnd(k, "that", start); end > start {
		s.parts = append(s.parts, parley.TokenRange{First: start, End: end})
	}
}
