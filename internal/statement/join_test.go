package statement_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/statement"
	"github.com/parley-press/parley/internal/text"
)

// A learned relation of a text: the words of each role, which stand once in it, of content stretches parted by " … ".
type learned struct {
	source, cue, content string
	confidence           float64
}

// joined is the document of a text with the layer of attributions given, and the statements that are made of them.
func (r *reader) joined(t *testing.T, s string, relations ...learned) *text.Doc {
	t.Helper()
	c, aside := clean.Clean(parley.Report{ID: parley.IDOf([]byte(s)), Format: parley.PlainText, Bytes: []byte(s), Given: parley.Given{Published: parley.NewDate(2031, 3, 12)}})
	if aside != nil {
		t.Fatal("set aside")
	}
	d := r.seg.Segment(c)
	r.tag.Parse(d)
	r.men.Find(d)
	r.tim.Find(d)
	at := func(words string) (out []parley.TokenRange) {
		if words == "" {
			return nil
		}
		for _, w := range strings.Split(words, " … ") {
			i := strings.Index(d.Content, w)
			if i < 0 || strings.Count(d.Content, w) != 1 {
				t.Fatalf("%q stands %d times", w, strings.Count(d.Content, w))
			}
			out = append(out, d.Range(parley.Span{Start: i, End: i + len(w)}))
		}
		return out
	}
	for _, x := range relations {
		d.Attributions = append(d.Attributions, text.Attribution{Source: at(x.source), Cue: at(x.cue), Content: at(x.content), Confidence: x.confidence, Rule: "test"})
	}
	r.att.Find(d)
	return d
}

// by is the statement whose cue is those words, nil for none.
func by(d *text.Doc, cue string) *text.Statement {
	for i := range d.Statements {
		if cueOf(d, i) == cue {
			return &d.Statements[i]
		}
	}
	return nil
}

func content(d *text.Doc, s *text.Statement) string {
	var out []string
	for _, c := range s.Content {
		out = append(out, d.Slice(c))
	}
	return strings.Join(out, " … ")
}

// Each case gives one relation; want is source, content, score and rule of the statement with its cue, "" for none.
func TestJoin(t *testing.T) {
	r := newReader(t)
	const left = "Ana Roe said the talks had failed and Tomas Lund left the hall by the river."
	const quotes = "\"We will not go to the river with the others today,\" Ana Roe said in Riverton. The hall was cold. \"It is far too late.\""
	const hall = "\n\nThe hall was cold. Nobody came to the river. It rained for a day and a night in the old town."
	for name, c := range map[string]struct {
		text string
		as   learned
		want string
	}{
		"both found it":          {left, learned{"Ana Roe", "said", "the talks had failed and Tomas Lund left the hall by the river", 0.6}, "Ana Roe | the talks had failed and Tomas Lund left the hall by the river | 0.672 | clause-subject"},
		"with other borders":     {left, learned{"Ana Roe", "said", "the talks had failed and Tomas Lund", 0.5}, "Ana Roe | the talks had failed and Tomas Lund left the hall by the river | 0.575 | clause-subject"},
		"a part of the cue":      {"Ana Roe has said that talks failed.", learned{"Ana Roe", "has said", "that talks failed", 0.6}, "Ana Roe | talks failed | 0.672 | that-subject"},
		"quite different":        {left, learned{"Ana Roe", "said", "by the river", 0.69}, "Ana Roe | the talks had failed and Tomas Lund left the hall by the river | 0.500 | clause-subject"},
		"quite different, surer": {left, learned{"Ana Roe", "said", "by the river", 0.7}, "Ana Roe | by the river | 0.700 | learned-content"},
		"fewer quoted words":     {quotes, learned{"Ana Roe", "said", "The hall was cold", 0.9}, "Ana Roe | We will not go to the river with the others today | 0.500 | quote-before-subject"},
		"the quotation goes on": {quotes, learned{"Ana Roe", "said", "\"We will not go to the river with the others today,\" … \"It is far too late.\"", 0.9},
			"Ana Roe | We will not go to the river with the others today … It is far too late | 0.927 | quote-before-subject"},
		"it may go on": {quotes, learned{"Ana Roe", "said", "\"We will not go to the river with the others today,\" … \"It is far too late.\"", 0.69},
			"Ana Roe | We will not go to the river with the others today | 0.754 | quote-before-subject"},
		"another source":        {left, learned{"Tomas Lund", "said", "the talks had failed", 0.7}, "Tomas Lund | the talks had failed | 0.700 | learned-content"},
		"another source, doubt": {left, learned{"Tomas Lund", "said", "the talks had failed", 0.69}, "Ana Roe | the talks had failed and Tomas Lund left the hall by the river | 0.500 | clause-subject"},
		"more of the source":    {left, learned{"Ana", "said", "the talks had failed and Tomas Lund left the hall by the river", 0.9}, "Ana Roe | the talks had failed and Tomas Lund left the hall by the river | 0.927 | clause-subject"},

		"new":                        {"Ana Roe zorbed that the talks had failed.", learned{"Ana Roe", "zorbed", "that the talks had failed", 0.7}, "Ana Roe | the talks had failed | 0.700 | learned"},
		"another verb than it looks": {"Ana Roe called off an attempt to convene talks.", learned{"Ana Roe", "called off", "an attempt to convene talks", 0.95}, ""},
		"new, of a cue that nobody knows, in doubt": {"Ana Roe zorbed that the talks had failed.", learned{"Ana Roe", "zorbed", "that the talks had failed", 0.69}, ""},
		"new, of no party":                          {"The ferry zorbed that the talks had failed.", learned{"The ferry", "zorbed", "that the talks had failed", 0.9}, ""},
		"without the adverb":                        {"Ana Roe grimly zorbed that the talks had failed.", learned{"Ana Roe", "grimly zorbed", "that the talks had failed", 0.9}, "Ana Roe | the talks had failed | 0.900 | learned"},
		"without the marks at the ends":             {"Ana Roe zorbed: the talks had failed.", learned{"Ana Roe", "zorbed", ": the talks had failed.", 0.9}, "Ana Roe | the talks had failed | 0.900 | learned"},
		"of a cue that nobody knows, no clause":     {"Ana Roe zorbed the paper.", learned{"Ana Roe", "zorbed", "the paper", 0.9}, ""},
		"of an attitude known for its act alone":    {"Ana Roe planned the talks.", learned{"Ana Roe", "planned", "the talks", 0.9}, ""},
		"a ground that is cited":                    {"Ana Roe resigned, citing the failure of the talks.", learned{"Ana Roe", "citing", "the failure of the talks", 0.9}, "Ana Roe | the failure of the talks | 0.900 | learned"},
		"a source that is cited":                    {"Ana Roe resigned, citing two officials.", learned{"Ana Roe", "citing", "two officials", 0.9}, ""},
		"in the future":                             {"Ana Roe will zorb that the talks had failed.", learned{"Ana Roe", "zorb", "that the talks had failed", 0.95}, ""},
		"about to":                                  {"Ana Roe is going to zorb that the talks had failed.", learned{"Ana Roe", "zorb", "that the talks had failed", 0.95}, ""},
		"with a modal":                              {"Ana Roe may zorb that the talks had failed.", learned{"Ana Roe", "zorb", "that the talks had failed", 0.95}, ""},
		"with a modal, negated":                     {"Ana Roe would not zorb that the talks had failed.", learned{"Ana Roe", "zorb", "that the talks had failed", 0.95}, "Ana Roe | the talks had failed | 0.950 | learned"},
		"an infinitive":                             {"Ana Roe came to announce that the talks had failed.", learned{"Ana Roe", "announce", "that the talks had failed", 0.95}, ""},
		"why nobody is named":                       {"An official zorbed not to be named.", learned{"An official", "zorbed", "not to be named", 0.95}, ""},
		"nobody, and no quotation":                  {"Then it was zorbed that the talks had failed.", learned{"", "zorbed", "that the talks had failed", 0.95}, ""},
		"a headline":                                {"Lund zorbs a new paper" + hall, learned{"Lund", "zorbs", "a new paper", 0.95}, "Lund | a new paper | 0.950 | learned"},
		"a headline in which rules found one":       {"Harland says talks failed, Lund zorbs a new paper" + hall, learned{"Lund", "zorbs", "a new paper", 0.95}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := r.joined(t, c.text, c.as)
			words := strings.Fields(c.as.cue)
			s, got := by(d, words[len(words)-1]), ""
			if s != nil {
				rule := strings.TrimSuffix(strings.TrimPrefix(s.Rule, "statement/"), "@"+statement.Version)
				got = fmt.Sprintf("%s | %s | %.3f | %s", d.Slice(s.Source), content(d, s), s.Score, rule)
			}
			if got != c.want {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}

// What no relation has is less sure, unless no relations were looked for, or its cue stands in quotation or in another statement: relations do not nest.
func TestJoinAlone(t *testing.T) {
	r := newReader(t)
	const s = "Ana Roe said that Tomas Lund denied that the talks had failed. The envoy claimed that Harland lost the paper. \"They told us that it was late,\" Mr. Poe added."
	score := func(d *text.Doc, cue string) float64 {
		t.Helper()
		x := by(d, cue)
		if x == nil {
			t.Fatalf("no statement of %q", cue)
		}
		return x.Score
	}
	before := r.joined(t, s)
	after := r.joined(t, s, learned{"Ana Roe", "said", "that Tomas Lund denied that the talks had failed", 0.9}, learned{"Mr. Poe", "added", "\"They told us that it was late,\"", 0.9})
	if a, b := score(before, "claimed"), score(after, "claimed"); a < 0.6 || b != 0.35 {
		t.Errorf("alone %.2f, before %.2f", b, a)
	}
	const sign = " On the old wall by the river \"the envoy insisted that nobody came\" was still to be read."
	in, out := r.joined(t, s+sign), r.joined(t, s+sign, learned{"Ana Roe", "said", "that Tomas Lund denied that the talks had failed", 0.9})
	if a, b := score(in, "insisted"), score(out, "insisted"); a != b || a <= 0.35 {
		t.Errorf("in a quotation: %.2f, before %.2f", b, a)
	}
	for _, cue := range []string{"denied", "told"} {
		if a, b := score(before, cue), score(after, cue); a != b || a <= 0.35 {
			t.Errorf("%s, in another statement: %.2f, before %.2f", cue, b, a)
		}
	}
}

// A relation's cue may be none at all, stand in a caption, or be all marks.
func TestJoinOdd(t *testing.T) {
	r := newReader(t)
	for _, a := range []learned{{"Ana Roe", "", "the talks had failed", 0.9}, {"Ana Roe", ":", "the talks had failed", 0.9}, {"", ":", "", 0.9}, {"Ana Roe", "Ana Roe", "Ana Roe", 0.9}} {
		d := r.joined(t, "Ana Roe: the talks had failed.", a)
		for i := range d.Statements {
			if s := &d.Statements[i]; len(s.Content) == 0 || s.Score <= 0 || s.Score > 1 {
				t.Errorf("%v: %+v", a, s)
			}
		}
	}
}
