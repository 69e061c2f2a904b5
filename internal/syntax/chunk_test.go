package syntax

import (
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// document is a document of one paragraph whose words are parted by blanks, sentences by " | ". A word that starts
// with ~ stands close to the word before it.
func document(s string) *text.Doc {
	d := &text.Doc{Text: &text.Text{}, Paragraphs: []text.Paragraph{{}}}
	var b strings.Builder
	first := 0
	end := func() {
		d.Sentences = append(d.Sentences, text.Sentence{Tokens: parley.TokenRange{First: first, End: len(d.Tokens)}})
		first = len(d.Tokens)
	}
	for w := range strings.FieldsSeq(s) {
		if w == "|" {
			end()
			continue
		}
		close := strings.HasPrefix(w, "~")
		w = strings.TrimPrefix(w, "~")
		if b.Len() > 0 && !close {
			b.WriteByte(' ')
		}
		at := b.Len()
		b.WriteString(w)
		d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: at, End: b.Len()}, Sentence: int32(len(d.Sentences)), Quote: -1})
	}
	end()
	d.Content = b.String()
	return d
}

// bracketed are the chunks of d, verb groups with their features after the bar.
func bracketed(d *text.Doc) string {
	tenses := []string{"", "past", "present", "perfect", "pastperfect", "future", "progressive"}
	var out []string
	for _, c := range d.Chunks {
		s := "[" + d.Slice(d.Span(c.Tokens))
		if c.Kind == text.VG {
			s += "|" + tenses[c.Tense]
			for _, f := range []struct {
				on   bool
				name string
			}{{c.Negated, "not"}, {c.Passive, "passive"}, {c.To, "to"}, {c.Modal != "", c.Modal}, {!c.Finite, "nonfinite"}} {
				if f.on {
					s += "," + f.name
				}
			}
		}
		out = append(out, s+" "+d.Word(c.Head)+"]")
	}
	return strings.Join(out, " ")
}

func TestChunks(t *testing.T) {
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{"The Harland foreign minister , Ana Roe , told reporters on Monday that talks had not yet been held .",
			"[The Harland foreign minister minister] [Ana Roe Roe] [told|past told] [reporters reporters] [Monday Monday] [talks talks] [had not yet been held|pastperfect,not,passive held]"},
		{"Harland ~'s defence minister Ivo Ito will sign the agreement .",
			"[Harland's defence minister Ivo Ito Ito] [will sign|future,will sign] [the agreement agreement]"},
		{"At least 30 people were killed and more than 200 wounded civilians were taken to hospital .",
			"[At least 30 people people] [were killed|past,passive killed] [more than 200 wounded civilians civilians] [were taken|past,passive taken] [hospital hospital]"},
		{"They do ~n't want to leave the city of Riverton .",
			"[They They] [don't want|present,not want] [to leave|,to,nonfinite leave] [the city city] [Riverton Riverton]"},
		{"The two sides are going to meet on Friday .",
			"[The two sides sides] [are going to meet|future meet] [Friday Friday]"},
		{"He asked them not to attack the convoy .",
			"[He He] [asked|past asked] [them them] [not to attack|,not,to,nonfinite attack] [the convoy convoy]"},
		{"The 20 ~- ~year ~- ~old war could have been ended , she said .",
			"[The 20-year-old war war] [could have been ended|perfect,passive,could ended] [she she] [said|past said]"},
		{"Political and military leaders never signed it .",
			"[Political and military leaders leaders] [never signed|past,not signed] [it it]"},
		{"No prisoners have been released since the ceasefire was announced .",
			"[No prisoners prisoners] [have been released|perfect,passive released] [the ceasefire ceasefire] [was announced|past,passive announced]"},
		{"The envoy is to meet the president . | The aim is to end the war .",
			"[The envoy envoy] [is to meet|future meet] [the president president] [The aim aim] [is|present is] [to end|,to,nonfinite end] [the war war]"},
		{"Denying the report , the ministry is no longer sending troops .",
			"[Denying|,nonfinite Denying] [the report report] [the ministry ministry] [is no longer sending|progressive,not sending] [troops troops]"},
	} {
		d := document(c.in)
		tagger.Tag(d)
		if got := bracketed(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s\n%v", c.in, got, c.want, d.Tags)
		}
	}
}

// TestHeadlines holds tags to headlines in title case and in capitals.
func TestHeadlines(t *testing.T) {
	tagger, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ in, want string }{
		{"Minister Says Talks Will Resume in Riverton Next Week", "[Minister Minister] [Says|present Says] [Talks Talks] [Will Resume|future,will Resume] [Riverton Riverton] [Next Week Week]"},
		{"MINISTER SAYS TALKS WILL RESUME IN RIVERTON NEXT WEEK", "[MINISTER MINISTER] [SAYS|present SAYS] [TALKS TALKS] [WILL RESUME|future,will RESUME] [RIVERTON RIVERTON] [NEXT WEEK WEEK]"},
	} {
		d := document(c.in)
		tagger.Tag(d)
		if got := bracketed(d); got != c.want {
			t.Errorf("%s\n got %s\nwant %s\n%v", c.in, got, c.want, d.Tags)
		}
	}
}
