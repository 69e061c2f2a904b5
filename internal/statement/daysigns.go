package statement

import (
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
	"github.com/parley-press/parley/internal/text"
)

// The templates of signs. Those of the statement go with each of the options none and report, those of a time with that time.
const (
	signOption = iota
	signKept
	signKeptBy
	signKeptTense
	signBy      // what gave the day by the rules
	signByTense // and the tense of the cue
	signTense
	signTenseRel
	signRel
	signAbove // tense of the verb above, by the relation to it
	signLemma
	signVoice
	signAct
	signRule
	signHosted
	signHead
	signPara
	signSource
	signQuoted
	signPast
	signPrev     // what gave the statement before its day
	signPrevSame // where both have one source
	signTimes    // how many times the sentence has
	signOld      // whether one of them lies more than a month back
	signUnknown  // or is of unknown days
	signPerfect  // whether a past perfect stands in the sentence
	signWhere
	signWhereBy
	signWhereTense
	signGrain
	signSide
	signSideBy
	signSideTense
	signPrep
	signIn    // whose words the time stands in
	signInBy  //
	signFar   // how far from the cue
	signRuler // what it hangs on
	signOwned
)

// The options.
const (
	optionNone learn.Hash = iota
	optionReport
	optionTime
	optionKept // what the rules give where it is none of these
)

// Where a time stands, from the sentence of the cue.
const (
	inSentence learn.Hash = iota
	inParagraph
	inParagraphBefore
	inLead
)

// leadTimes is how many times a statement may look back to in the lead.
const leadTimes = 1

// daySigns makes the options of the statements of a document, one at a time.
type daySigns struct {
	*pass
	place   []int // how many paragraphs of the body stand before each, at most 12
	context []learn.Feature
	opts    []DayOption
	room    []learn.Feature
}

// begin makes ready for a document.
func (w *daySigns) begin() {
	w.place = make([]int, len(w.d.Paragraphs))
	n := 0
	for i := range w.d.Paragraphs {
		if w.place[i] = min(n, 12); w.d.Paragraphs[i].Kind == text.Body && !w.d.Paragraphs[i].Caption {
			n++
		}
	}
}

// stair is a number in steps that grow.
func stair(n int) learn.Hash { return learn.Bin(n, 0, 1, 3, 6, 12, 25) }

// options are the days that s may have, none first; prev is the statement before it. They hold until the next call.
func (w *daySigns) options(s, prev *draft) []DayOption {
	w.opts, w.room = w.opts[:0], w.room[:0]
	a, at := w.anchor(s), s.begins()
	if a >= 0 {
		at = a
	}
	tense := w.ofStatement(s, prev, a, at)
	w.option(s, optionNone, nil, "", tense)
	if s.dated == byReport { // else it would be a guess
		w.option(s, optionReport, s.SaidOn, s.SaidWhy, tense)
	}
	w.times(s, a, at, tense)
	for _, o := range w.opts {
		if o.Kept {
			return w.opts
		}
	}
	w.option(s, optionKept, s.SaidOn, s.SaidWhy, tense)
	return w.opts
}

// option adds an option, with the signs of the statement where it is no time.
func (w *daySigns) option(s *draft, what learn.Hash, when *parley.Interval, why string, tense learn.Hash) {
	from := len(w.room)
	w.add(signOption, what, 0)
	kept := when == nil && s.SaidOn == nil || when != nil && s.SaidOn != nil && *when == *s.SaidOn
	if kept {
		w.add(signKept, 0, 0)
		w.add(signKeptBy, learn.Hash(s.dated), learn.Flag(s.standing))
		w.add(signKeptTense, learn.Hash(s.dated), tense)
	}
	if what == optionNone || what == optionReport {
		for _, f := range w.context {
			w.room = append(w.room, f^learn.Feature(what))
		}
	}
	w.opts = append(w.opts, DayOption{When: when, Kept: kept, Signs: w.room[from:len(w.room):len(w.room)], why: why})
}

// add adds a sign to the option at hand.
func (w *daySigns) add(template int, a, b learn.Hash) {
	w.room = append(w.room, learn.Of(template, a, b))
}

// note adds a sign of the statement at hand.
func (w *daySigns) note(template int, a, b learn.Hash) {
	w.context = append(w.context, learn.Of(template, a, b)<<1)
}

// ofStatement notes the signs of the statement whose cue has its anchor at token a, -1 for none, and gives the hash of its tense.
func (w *daySigns) ofStatement(s, prev *draft, a, at int) learn.Hash {
	w.context = w.context[:0]
	by := learn.Hash(s.dated)*2 + learn.Flag(s.standing)
	tense := learn.Hash(99)
	if a >= 0 {
		tense = w.ofCue(a)
		w.note(signLemma, learn.HashOf(w.d.Lemmas[a]), 0)
	}
	w.note(signBy, by, 0)
	w.note(signByTense, by, tense)
	w.note(signTense, tense, 0)
	w.note(signAct, learn.HashOf(string(s.Act)), 0)
	w.note(signRule, learn.HashOf(s.Rule), 0)
	if !w.hostTokens(s).Empty() {
		w.note(signHosted, 0, 0)
		w.note(signHosted, 1, tense)
	}
	par := w.paragraph(at)
	if w.d.Paragraphs[par].Kind == text.Headline {
		w.note(signHead, 0, 0)
	} else {
		w.note(signPara, stair(w.place[par]), 0)
	}
	w.ofSource(s)
	if w.d.Tokens[s.parts[0].First].Quote >= 0 {
		w.note(signQuoted, 0, 0)
		w.note(signQuoted, 1, tense)
	}
	if s.past {
		w.note(signPast, 0, 0)
	}
	if prev != nil {
		same := learn.Flag(w.paragraph(prev.begins()) == par)
		was := learn.Hash(prev.dated)*2 + learn.Flag(prev.standing)
		w.note(signPrev, was, same)
		if prev.Entity == s.Entity && s.Entity >= 0 {
			w.note(signPrevSame, was, same)
		}
	}
	w.ofSentence(s, at)
	return tense
}

// ofCue notes the signs of the cue with its anchor at token a.
func (w *daySigns) ofCue(a int) learn.Hash {
	tense := 32 + learn.HashOf(string(w.d.Tags[a].U))
	if ch := w.chunkAt(a); ch != nil && ch.Kind == text.VG {
		tense = learn.Hash(ch.Tense)*2 + learn.Flag(ch.Modal != "")
		for k, is := range [...]bool{ch.Passive, ch.To, !ch.Finite, ch.Negated} {
			if is {
				w.note(signVoice, learn.Hash(k), 0)
			}
		}
	}
	rel := learn.HashOf(w.rel(a))
	w.note(signRel, rel, 0)
	w.note(signTenseRel, tense, rel)
	if h := w.head(a); h >= 0 {
		above := learn.HashOf(string(w.d.Tags[h].U))
		if ch := w.chunkAt(h); ch != nil && ch.Kind == text.VG {
			above = learn.Hash(ch.Tense)
		}
		w.note(signAbove, rel, above)
	}
	return tense
}

// ofSource notes who speaks.
func (w *daySigns) ofSource(s *draft) {
	switch {
	case s.src.Empty():
		w.note(signSource, 0, 0)
	case s.Entity < 0:
		w.note(signSource, 1, 0)
	default:
		w.note(signSource, 2, learn.HashOf(string(w.d.Entities[s.Entity].Type)))
		if s.src.Len() == 1 && w.d.Tags[s.src.First].U == text.PRON {
			w.note(signSource, 3, 0)
		}
	}
}

// ofSentence notes what else the sentence of token at tells of time.
func (w *daySigns) ofSentence(s *draft, at int) {
	r := w.d.Sentences[w.d.Tokens[at].Sentence].Tokens
	pub, n, old, unknown, perfect := w.dayOf(s).Value, 0, false, false, false
	for i := r.First; i < r.End; i++ {
		if k := w.timeOf[i]; k >= 0 && w.d.Times[k].Tokens.First == i {
			t := &w.d.Times[k]
			n++
			old = old || t.When != nil && pub.Known() && t.When.To.Known() && t.When.To < pub-month
			unknown = unknown || t.When == nil && !t.Duration
		}
		if ch := w.chunkAt(i); ch != nil && ch.Kind == text.VG && ch.Tokens.First == i && ch.Tense == text.PastPerfect && !w.inParts(s, i) {
			perfect = true
		}
	}
	w.note(signTimes, stair(n), 0)
	w.note(signOld, learn.Flag(old), 0)
	w.note(signUnknown, learn.Flag(unknown), 0)
	w.note(signPerfect, learn.Flag(perfect), 0)
}

// month and year are in days.
const month, year = 31, 366

// side tells where the days of a time lie from the day of publication.
func side(t *parley.Interval, pub parley.Date) learn.Hash {
	switch {
	case !pub.Known():
		return 0
	case t.From > pub:
		return 1
	case !t.To.Known():
		return 2
	case !t.From.Known():
		return 3
	case t.To < pub-year:
		return 4
	case t.To < pub-month:
		return 5
	case t.To < pub-7:
		return 6
	case t.To < pub-1:
		return 7
	}
	return 8
}

// times adds the times that may be the day of s: of its sentence, of those before it, of the lead.
func (w *daySigns) times(s *draft, a, at int, tense learn.Hash) {
	si := int(w.d.Tokens[at].Sentence)
	par := w.d.Sentences[si].Paragraph
	pub := w.dayOf(s).Value
	c, owned := w.clauseOf(s)
	lead := 0
	for x := range w.d.Times {
		t := &w.d.Times[x]
		if t.When == nil || t.Duration {
			continue
		}
		i := t.Tokens.First
		ts := int(w.d.Tokens[i].Sentence)
		if ts > si || len(w.opts) == maxDays+2 {
			break
		}
		tp := w.d.Sentences[ts].Paragraph
		var where learn.Hash
		switch {
		case ts == si:
			where = inSentence
		case ts >= si-2 && tp == par:
			where = inParagraph
		case ts >= si-3 && tp == par-1:
			where = inParagraphBefore
		case lead < leadTimes && w.d.Paragraphs[tp].Kind == text.Body && w.leadPlace(tp) <= 1:
			where = inLead
			lead++
		default:
			continue
		}
		if where == inSentence && slices.ContainsFunc(w.touch[si], func(o *draft) bool { return !o.dropped && o.own == t.Tokens && o.Entity != s.Entity }) {
			continue // the day of another voice
		}
		from := len(w.room)
		w.option(s, optionTime, t.When, t.Why+", the likeliest of the times near", tense)
		o := &w.opts[len(w.opts)-1]
		where = where*2 + learn.Flag(o.Kept)
		grain, on := learn.HashOf(t.Grain), side(t.When, pub)
		w.add(signWhere, where, 0)
		w.add(signWhereBy, where, learn.Hash(s.dated))
		w.add(signWhereTense, where, tense)
		w.add(signGrain, grain, where)
		w.add(signSide, on, where)
		w.add(signSideBy, on, learn.Hash(s.dated))
		w.add(signSideTense, on, tense)
		if where/2 == inSentence && a >= 0 {
			w.besideCue(s, a, t, &c, owned)
		}
		o.Signs = w.room[from:len(w.room):len(w.room)]
	}
}

// besideCue adds the signs of a time in the sentence of the cue with its anchor at token a.
func (w *daySigns) besideCue(s *draft, a int, t *text.Timex, c *clause, owned bool) {
	i := t.Tokens.First
	if i > 0 && w.d.Tags[i-1].U == text.ADP {
		w.add(signPrep, learn.HashOf(w.d.Lower(i-1)), 0)
	}
	in := learn.Hash(0)
	switch {
	case w.inParts(s, i):
		in = 1
	case w.inContent(c.host, i):
		in = 2
	case s.src.Has(i):
		in = 3
	}
	behind := learn.Flag(i > a)
	r, g := w.ruler(w.timeHead(*t)), learn.Hash(0)
	switch {
	case r < 0:
	case r == a:
		g = 1
	case w.rel(a) == "conj" && w.head(a) == r:
		g = 2
	case w.head(a) == r:
		g = learn.HashOf("above " + strings.TrimSuffix(w.rel(a), ":relcl"))
	case w.head(r) == a:
		g = learn.HashOf("below " + w.rel(r))
	default:
		g = 3
	}
	w.add(signIn, in, behind)
	w.add(signInBy, in, learn.Hash(s.dated))
	w.add(signFar, in*2+behind, stair(max(i-a, a-i)))
	w.add(signRuler, g, in)
	if owned && w.datesSpeech(*t) && w.timeOwned(c, *t) {
		w.add(signOwned, in, 0)
	}
}
