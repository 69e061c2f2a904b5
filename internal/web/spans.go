package web

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// How a form names words of a report. Each stretch of words is a fieldset with the attributes data-part, data-mark (the key that a script gives it) and, where the part may have
// several stretches, data-several; it holds, in this order,
//
//	part        hidden: which part of the finding the words are (content, source, cue, number)
//	words       the words as they stand in the report; or its first and last words with an ellipsis between
//	sentence    the number of the sentence they stand in, where the page numbers them; may be empty
//	span-start  the first byte of the words in the cleaned text, and
//	span-end    the byte behind the last; both may be empty
//
// The five stand in the form as often as there are stretches, so the n-th of each belong together. A person types words alone: they say what is meant, the
// server finds where they stand, and asks where they stand in several places (place-N is the answer for stretch N, from 0). A script that takes words from
// a selection fills words, span-start and span-end; the span then says which of several places is meant, and is ignored where the words do not stand there.
// Stretches without words are left out.
const (
	partContent = "content"
	partSource  = "source"
	partCue     = "cue"
	partNumber  = "number" // of a figure: what is read as its number
)

// maxStretch is how many characters the words of one stretch may have, maxParts how many stretches a form.
const (
	maxStretch = 4000
	maxParts   = 40
)

// sentencing cuts a text into sentences.
type sentencing func(*text.Text) *text.Doc

// An occurrence is where words stand, as a form offers it.
type occurrence struct {
	Value    string // "start-end"
	Sentence int    // number from 1, 0 where it is in none
	Quote    quote
	On       bool
	span     parley.Span
}

// A wordField is one fieldset of a form that names words.
type wordField struct {
	N                         int
	Part, Label, Hint         string
	Words, Sentence, From, To string
	Wrong                     string
	Places                    []occurrence
	Numbered                  bool
	Key                       string // with which a script marks it
	Several                   bool   // further stretches may follow
}

// A reading is a text with its sentences, as forms look for words in it.
type reading struct {
	*text.Text
	sentences []parley.Span
}

// numbered is the text with its sentences in order.
func (c sentencing) numbered(t *text.Text) reading {
	r := reading{Text: t}
	d := c(t)
	for i := range d.Sentences {
		if s := d.Span(d.Sentences[i].Tokens); !s.Empty() {
			r.sentences = append(r.sentences, s)
		}
	}
	return r
}

// sentenceAt is the number, from 1, of the sentence that holds byte at; 0 where none does.
func (r reading) sentenceAt(at int) int {
	for i, s := range r.sentences {
		if s.Start <= at && at < s.End {
			return i + 1
		}
	}
	return 0
}

// find lists the places of words: those of the article, or where it has none those of the furniture.
func (r reading) find(words string, within parley.Span) []occurrence {
	var article, furniture []occurrence
	for _, s := range findWords(r.Content, within, words) {
		p := occurrence{Value: fmt.Sprintf("%d-%d", s.Start, s.End), Sentence: r.sentenceAt(s.Start), Quote: quoteOf(r.Text, r.Passage(s)), span: s}
		if r.isFurniture(s) {
			furniture = append(furniture, p)
		} else {
			article = append(article, p)
		}
	}
	if len(article) == 0 {
		return furniture
	}
	return article
}

func (r reading) isFurniture(s parley.Span) bool {
	for _, b := range r.Blocks {
		if b.Kind == text.Noise && b.Span.Overlaps(s) {
			return true
		}
	}
	return false
}

// passages reads every stretch of the form, by part. What cannot be found, or stands in several places, is a fault of the field words-N.
func (f *form) passages(r reading) map[string][]parley.Passage {
	out := map[string][]parley.Passage{}
	parts := f.Values["part"]
	if len(parts) > maxParts {
		f.wrong("part", "more than %d stretches of words", maxParts)
		return out
	}
	for i, part := range parts {
		words := strings.TrimSpace(f.at("words", i))
		if words == "" {
			continue
		}
		field := "words-" + strconv.Itoa(i)
		if len([]rune(words)) > maxStretch {
			f.wrong(field, "longer than %d characters; write the first and the last words with … between", maxStretch)
			continue
		}
		if s, ok := f.spanAt(i); ok && r.says(s, words) && f.Get("place-"+strconv.Itoa(i)) == "" {
			out[part] = append(out[part], r.Passage(s))
			continue
		}
		places, within, ok := f.look(r, i, words)
		if !ok {
			continue
		}
		if n := f.pickPlace(i, places); n >= 0 {
			out[part] = append(out[part], r.Passage(places[n].span))
			continue
		}
		switch {
		case len(places) > 1:
			f.wrong(field, "these words stand in %d places; choose one below, or write more of them", len(places))
		case within:
			f.wrong(field, "these words do not stand in sentence %s%s", strings.TrimSpace(f.at("sentence", i)), elsewhere(r.find(words, all(r))))
		default:
			f.wrong(field, "these words do not stand in the report; they must be written as they are printed there")
		}
	}
	return out
}

// look finds the places of stretch i; within says that only one sentence was searched.
func (f *form) look(r reading, i int, words string) (places []occurrence, within, ok bool) {
	s := strings.TrimSpace(f.at("sentence", i))
	if s == "" {
		return r.find(words, all(r)), false, true
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > len(r.sentences) {
		f.wrong("words-"+strconv.Itoa(i), "the sentences are numbered from 1 to %d; %q is none of them", len(r.sentences), s)
		return nil, true, false
	}
	return r.find(words, r.sentences[n-1]), true, true
}

func all(r reading) parley.Span { return parley.Span{End: len(r.Content)} }

// elsewhere names the sentences of places.
func elsewhere(ps []occurrence) string {
	var in []string
	for _, p := range ps {
		if n := strconv.Itoa(p.Sentence); p.Sentence > 0 && !contains(in, n) {
			in = append(in, n)
		}
	}
	switch {
	case len(ps) == 0:
		return ", nor anywhere else in the report"
	case len(in) == 0:
		return "; they stand in a heading or in the furniture of the page: leave the number out"
	}
	return "; they stand in " + strings.Join(in, ", ")
}

// spanAt is the span that was sent for stretch i, if one was.
func (f *form) spanAt(i int) (parley.Span, bool) {
	from, err := strconv.Atoi(strings.TrimSpace(f.at("span-start", i)))
	if err != nil {
		return parley.Span{}, false
	}
	to, err := strconv.Atoi(strings.TrimSpace(f.at("span-end", i)))
	return parley.Span{Start: from, End: to}, err == nil
}

// says reports whether words stand at a span of the text, as they are or as pages show them.
func (r reading) says(s parley.Span, words string) bool {
	if s.Empty() || s != snap(r.Content, s) {
		return false
	}
	return foldText(line(r.Content[s.Start:s.End]), false).text == foldText(line(words), false).text
}

// pickPlace is which of the places is meant: the one chosen, or the only one; -1 where that is not clear.
func (f *form) pickPlace(i int, ps []occurrence) int {
	chosen := f.Get("place-" + strconv.Itoa(i))
	for n, p := range ps {
		if p.Value == chosen {
			return n
		}
	}
	if len(ps) == 1 {
		return 0
	}
	return -1
}

// stretches are the fieldsets of a part: what was sent, else the passages that the part has, and empty ones up to a number.
func (f *form) stretches(r reading, numbered bool, want []wordPart) []wordField {
	var out []wordField
	if f != nil && len(f.Values["part"]) > 0 {
		for i, part := range f.Values["part"][:min(len(f.Values["part"]), maxParts)] {
			s := wordField{N: i, Part: part, Words: f.at("words", i), Sentence: f.at("sentence", i), From: f.at("span-start", i), To: f.at("span-end", i), Numbered: numbered}
			for _, w := range want {
				if w.Part == part {
					s.Label, s.Hint, s.Key, s.Several = w.Label, w.Hint, w.Key, w.Several
				}
			}
			if i > 0 && f.Values["part"][i-1] == part {
				s.Label += ", further words"
			}
			field := "words-" + strconv.Itoa(i)
			for _, w := range f.Wrong {
				if w.Field == field {
					s.Wrong = w.Message
				}
			}
			if words := strings.TrimSpace(s.Words); words != "" && s.Wrong != "" && len(words) <= maxStretch {
				if ps, _, _ := (&form{Values: f.Values}).look(r, i, words); len(ps) > 1 {
					s.Places = ps
				}
			}
			if s.Label != "" {
				out = append(out, s)
			}
		}
		return out
	}
	for _, w := range want {
		for i := range max(w.Least, len(w.Has)+w.Spare) {
			s := wordField{N: len(out), Part: w.Part, Label: w.Label, Hint: w.Hint, Numbered: numbered, Key: w.Key, Several: w.Several}
			if i > 0 {
				s.Label += ", further words"
			}
			if i < len(w.Has) {
				p := w.Has[i]
				s.Words, s.From, s.To = line(p.Text), strconv.Itoa(p.Span.Start), strconv.Itoa(p.Span.End)
			}
			out = append(out, s)
		}
	}
	return out
}

// wordPart says which fieldsets a part has.
type wordPart struct {
	Part, Label, Hint string
	Has               []parley.Passage
	Least, Spare      int // fieldsets at least, and empty ones after those that are filled
	Key               string
	Several           bool
}

// selected are the words that the address asks to be marked ("span=12-40", bytes of the cleaned text): those of a selection in the reader. Nil where it names none.
func (rq *request) selected(t *text.Text) []parley.Passage {
	raw, ok := rawSpan(rq.q.Get("span"))
	if !ok || raw.End > len(t.Content) {
		return nil
	}
	s := snap(t.Content, parley.Span(raw))
	words := t.Content[s.Start:s.End]
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End -= len(words) - len(strings.TrimRightFunc(words, unicode.IsSpace))
	if s.Empty() || s.Len() > maxStretch*utf8.UTFMax {
		return nil
	}
	return []parley.Passage{t.Passage(s)}
}
