package event

import (
	"strings"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/text"
)

// vocabulary of the fuzzer: words that open every path, with a tag.
var vocabulary = []struct {
	word, lemma, penn string
	u                 text.UPOS
}{
	{"Harland", "Harland", "NNP", text.PROPN}, {"Veska", "Veska", "NNP", text.PROPN}, {"the", "the", "DT", text.DET}, {"a", "a", "DT", text.DET},
	{"no", "no", "DT", text.DET}, {"its", "its", "PRP$", text.PRON}, {"it", "it", "PRP", text.PRON}, {"proposal", "proposal", "NN", text.NOUN},
	{"talks", "talk", "NNS", text.NOUN}, {"truce", "truce", "NN", text.NOUN}, {"troops", "troop", "NNS", text.NOUN}, {"cessation", "cessation", "NN", text.NOUN},
	{"of", "of", "IN", text.ADP}, {"with", "with", "IN", text.ADP}, {"by", "by", "IN", text.ADP}, {"to", "to", "TO", text.PART}, {"and", "and", "CC", text.CCONJ},
	{",", ",", ",", text.PUNCT}, {".", ".", ".", text.PUNCT}, {"if", "if", "IN", text.SCONJ}, {"which", "which", "WDT", text.PRON}, {"reportedly", "reportedly", "RB", text.ADV},
	{"withdrew", "withdraw", "VBD", text.VERB}, {"agreed", "agree", "VBD", text.VERB}, {"held", "hold", "VBD", text.VERB}, {"call", "call", "VB", text.VERB},
	{"off", "off", "RP", text.ADP}, {"denied", "deny", "VBN", text.VERB}, {"violated", "violate", "VBN", text.VERB}, {"Saturday", "Saturday", "NNP", text.PROPN},
	{"existence", "existence", "NN", text.NOUN}, {"replaced", "replace", "VBN", text.VERB}, {"put", "put", "VBD", text.VERB}, {"forward", "forward", "RB", text.ADV},
}

// invent builds a document from bytes: words, sentence breaks, chunks, mentions, dates and statements in any arrangement.
func invent(b []byte, limit int) *text.Doc {
	d := &text.Doc{Text: &text.Text{}}
	get := func(i int) int {
		if len(b) == 0 {
			return 0
		}
		return int(b[i%len(b)])
	}
	n := min(len(b), limit)
	first := 0
	var words strings.Builder
	for i := range n {
		v := vocabulary[get(i)%len(vocabulary)]
		at := words.Len()
		words.WriteString(v.word + " ")
		d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: at, End: at + len(v.word)}, Sentence: int32(len(d.Sentences)), Quote: -1})
		d.Tags, d.Lemmas = append(d.Tags, text.Tag{U: v.u, Penn: v.penn}), append(d.Lemmas, v.lemma)
		if v.word == "." || i == n-1 {
			d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: i + 1}, Paragraph: len(d.Sentences)})
			kind := text.Body
			if get(i+1)%7 == 0 {
				kind = text.Headline
			}
			d.Paragraphs = append(d.Paragraphs, text.Paragraph{Kind: kind, Caption: get(i+2)%5 == 0, Sentences: [2]int{len(d.Sentences) - 1, len(d.Sentences)}})
			first = i + 1
		}
	}
	d.Content = words.String()
	for e := range 3 {
		d.Entities = append(d.Entities, text.Entity{Type: []parley.EntityType{parley.State, parley.Place, parley.Person}[e], Side: -1})
	}
	layers(d, n, get)
	if get(0)%3 > 0 {
		trees(d, n, get)
	}
	return d
}

// trees hangs every token on some token near it, in cycles and across sentences too, by a relation that the bytes choose.
func trees(d *text.Doc, n int, get func(int) int) {
	rels := []string{"nsubj", "obj", "obl", "nmod", "conj", "xcomp", "advcl", "acl", "acl:relcl", "case", "mark", "nsubj:pass", "nmod:poss", "appos", "cop", "iobj"}
	for i := range n {
		d.Heads = append(d.Heads, int32(max(-1, min(n-1, i+get(i+7)%9-4))))
		d.Rels = append(d.Rels, rels[get(i+11)%len(rels)])
	}
}

// layers adds chunks, mentions, dates and statements at places that the bytes choose.
func layers(d *text.Doc, n int, get func(int) int) {
	for i := 0; i < n; {
		l := 1 + get(i+3)%3
		r := parley.TokenRange{First: i, End: min(n, i+l)}
		switch {
		case d.Tags[i].U == text.VERB || get(i)%11 == 0:
			d.Chunks = append(d.Chunks, text.Chunk{Tokens: r, Kind: text.VG, Head: r.End - 1, Finite: get(i+5)%3 > 0, To: get(i+6)%4 == 0, Negated: get(i+7)%9 == 0,
				Passive: get(i+8)%3 == 0, Tense: text.Tense(get(i+9) % 7)})
		case d.Tags[i].U != text.PUNCT && d.Tags[i].U != text.ADP && d.Tags[i].U != text.CCONJ:
			d.Chunks = append(d.Chunks, text.Chunk{Tokens: r, Kind: text.NP, Head: r.End - 1})
		}
		if get(i+4)%3 == 0 {
			d.Mentions = append(d.Mentions, text.Mention{Tokens: r, Core: r, Head: r.First, Entity: get(i+5)%4 - 1, Place: get(i)%5 == 0})
		}
		if get(i+2)%13 == 0 {
			x := text.Timex{Tokens: r, Type: "DATE"}
			if get(i)%2 == 0 {
				x.When = parley.Day(parley.Date(1000 + get(i)))
			}
			d.Times = append(d.Times, x)
		}
		if get(i+1)%17 == 0 {
			c := parley.TokenRange{First: i, End: min(n, i+get(i+2)%20+1)}
			d.Statements = append(d.Statements, text.Statement{Content: []parley.Span{d.Span(c)}, Cue: []parley.Span{d.Tokens[i].Span}, Act: parley.Acts[get(i)%len(parley.Acts)],
				Entity: get(i+9)%4 - 1, NestedIn: -1})
		}
		i += l
	}
}

// check fails where an index leads nowhere or a span lies outside the text.
func check(t *testing.T, d *text.Doc) {
	t.Helper()
	span := func(s parley.Span) {
		if s.Start < 0 || s.End > len(d.Content) || s.Empty() {
			t.Fatalf("span %v outside 0..%d or empty", s, len(d.Content))
		}
	}
	index := func(what string, i, n int) {
		if i < -1 || i >= n {
			t.Fatalf("%s %d outside -1..%d", what, i, n)
		}
	}
	for _, e := range d.Events {
		index("statement", e.AssertedBy, len(d.Statements))
		index("place", e.Where, len(d.Entities))
		index("timex", e.Time, len(d.Times))
		index("instrument", e.Instrument, len(d.Instruments))
		if len(e.Evidence) == 0 || e.Trigger.Empty() || e.Trigger.End > len(d.Tokens) || e.Status == same || e.Status == "" {
			t.Fatalf("event without evidence, trigger or status: %+v", e)
		}
		if (e.Time < 0) != (e.When == nil) {
			t.Fatalf("a date without its words: %+v", e)
		}
		for _, s := range e.Evidence {
			span(s)
		}
		for _, p := range e.Participants {
			if p.Entity < 0 || p.Entity >= len(d.Entities) || d.Entities[p.Entity].Type == parley.Place {
				t.Fatalf("participant %+v", p)
			}
		}
	}
	for _, in := range d.Instruments {
		for _, s := range append(in.Mentions[:len(in.Mentions):len(in.Mentions)], in.Terms...) {
			span(s)
		}
		for _, s := range in.Steps {
			span(s.Span)
			index("statement", s.Statement, len(d.Statements))
			index("entity", s.Entity, len(d.Entities))
		}
	}
}

// FuzzFind holds that no arrangement of the layers breaks the finder or makes it point outside the document,
// and that two runs say the same.
func FuzzFind(f *testing.F) {
	f.Add([]byte("Harland withdrew its proposal."))
	f.Add([]byte{0, 22, 5, 7, 18, 1, 24, 8, 13, 0, 18})
	f.Add([]byte{})
	fi, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		d := invent(b, 400)
		fi.Find(d)
		check(t, d)
		n, m := len(d.Events), len(d.Instruments)
		fi.Find(d)
		if len(d.Events) != n || len(d.Instruments) != m {
			t.Fatal("a second run says something else")
		}
	})
}

// TestTables holds that every table is whole: each trigger's type and each step's state is one of the codebook's.
func TestTables(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[parley.EventType]bool{}
	for _, m := range []map[string][]trigger{f.trig.verbs, f.trig.nouns} {
		for _, rows := range m {
			for _, tr := range rows {
				seen[tr.typ] = true
			}
		}
	}
	for _, typ := range parley.EventTypes {
		if !seen[typ] {
			t.Errorf("no trigger for %s", typ)
		}
	}
	states := map[parley.InstrumentState]bool{"": true}
	for _, s := range []parley.InstrumentState{parley.StateOffered, parley.StateBacked, parley.StateAgreed, parley.StateAnnounced, parley.StateInForce, parley.StateViolated,
		parley.StateWithdrawn, parley.StateReplaced, parley.StateRejected, parley.StateVetoed, parley.StatePassed, parley.StateExistenceDenied, parley.StateCalledFor, parley.StateCalledOff} {
		states[s] = true
	}
	for _, m := range []map[string][]step{f.paper.verbs, f.paper.nouns} {
		for k, rows := range m {
			for _, r := range rows {
				if !states[r.state] || !states[r.negated] || !states[r.coming] {
					t.Errorf("%s: a state outside the codebook", k)
				}
			}
		}
	}
	statuses := map[parley.Status]bool{same: true}
	for _, s := range []parley.Status{parley.Happened, parley.Ongoing, parley.Planned, parley.CalledOff, parley.CalledFor, parley.Offered, parley.Conditional, parley.Denied, parley.Alleged} {
		statuses[s] = true
	}
	for _, m := range []map[string]parley.Status{f.status.comp, f.status.mod, f.status.gov, f.status.prep, f.status.adv, f.status.modal} {
		for w, s := range m {
			if !statuses[s] {
				t.Errorf("%s: status %q outside the codebook", w, s)
			}
		}
	}
}

// TestLinear holds that a sentence without end is read in time that grows with its length.
func TestLinear(t *testing.T) {
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"\x00\x08", "\x16\x07", "\x11\x11\x08", "\x16\x00\x0d\x10", "\x08", "\x1d", "\x0f\x16\x0a", "\x18\x08\x0d\x0e\x07"} {
		b := []byte(strings.Repeat(pattern, 40000/len(pattern)))
		start := cputime.Used()
		d := invent(b, len(b))
		d.Sentences = d.Sentences[:1]
		d.Sentences[0].Tokens = parley.TokenRange{First: 0, End: len(d.Tokens)}
		build := cputime.Used() - start
		f.Find(d)
		check(t, d)
		t.Logf("%q: %v", pattern, cputime.Used()-start-build)
		if took := cputime.Used() - start - build; took > cputime.Slow*3*time.Second {
			t.Errorf("%q: %v for %d words", pattern, took, len(d.Tokens))
		}
	}
}
