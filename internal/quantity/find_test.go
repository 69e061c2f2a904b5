package quantity

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// document cuts s into tokens at white space and around marks, and into sentences at a full stop before white space.
// Each of times is "words:TYPE": the first place of those words is a time of that type.
func document(s string, times ...string) *text.Doc {
	s = strings.ToValidUTF8(s, "?")
	d := &text.Doc{Text: &text.Text{Content: s}}
	for p := 0; p < len(s); {
		r, n := utf8.DecodeRuneInString(s[p:])
		q := p + n
		if unicode.IsSpace(r) {
			p = q
			continue
		}
		for word(r) && q < len(s) {
			r, n := utf8.DecodeRuneInString(s[q:])
			if !word(r) && !(strings.ContainsRune(".,", r) && q+n < len(s) && digit(s[q+n]) && digit(s[q-1])) {
				break
			}
			q += n
		}
		d.Tokens = append(d.Tokens, text.Token{Span: parley.Span{Start: p, End: q}, Sentence: int32(len(d.Sentences)), Quote: -1})
		if s[p:q] == "." && (q == len(s) || s[q] == ' ') {
			d.Sentences = append(d.Sentences, text.Sentence{})
		}
		p = q
	}
	d.Sentences = append(d.Sentences, text.Sentence{})
	for _, t := range times {
		words, kind, _ := strings.Cut(t, ":")
		if at := strings.Index(s, words); at >= 0 {
			d.Times = append(d.Times, text.Timex{Tokens: d.Range(parley.Span{Start: at, End: at + len(words)}), Type: kind, Duration: kind == "DURATION"})
		}
	}
	return d
}

func word(r rune) bool  { return unicode.IsLetter(r) || unicode.IsDigit(r) }
func digit(b byte) bool { return '0' <= b && b <= '9' }

// line shows a quantity: "[words] low..high qualifier unit", with "part of n" and "vague".
func line(d *text.Doc, q text.Quantity) string {
	end := func(v *float64) string {
		if v == nil {
			return "-"
		}
		return fmt.Sprint(*v)
	}
	s := fmt.Sprintf("[%s] %s..%s %s %s", d.Slice(d.Span(q.Tokens)), end(q.Low), end(q.High), q.Qualifier, q.UnitText)
	if q.PartOf >= 0 {
		s += fmt.Sprintf(" part of %d", q.PartOf)
	}
	return strings.TrimSpace(s)
}

func TestFigures(t *testing.T) {
	for _, c := range []struct {
		in    string
		times []string
		want  []string
	}{
		{in: "Veska said more than 8,000 Harland citizens had left.", want: []string{"[more than 8,000 Harland citizens] 8000..- more-than Harland citizens"}},
		{in: "The 57-nation group met.", want: []string{"[57-nation] 57..57 exact nation"}},
		{in: "At least 40 people were killed and no fewer than 12 wounded.", want: []string{
			"[At least 40 people] 40..- at-least people", "[no fewer than 12 wounded] 12..- at-least wounded"}},
		{in: "Almost 400 people left, 300 of them children.", want: []string{"[Almost 400 people] -..400 almost people", "[300 of them children] 300..300 exact children part of 0"}},
		{in: "The boats carried 900 villagers, including 300 children.", want: []string{"[900 villagers] 900..900 exact villagers", "[300 children] 300..300 exact children part of 0"}},
		{in: "Tens of thousands of protesters marched.", want: []string{"[Tens of thousands of protesters] 20000..99999 about protesters"}},
		{in: "A third of the fleet, she said, sank.", want: []string{"[A third of the fleet] 0.333..0.333 exact fleet"}},
		{in: "Half the fleet, she said, sank.", want: []string{"[Half the fleet] 0.5..0.5 exact fleet"}},
		{in: "Harland will send four to six ships.", want: []string{"[four to six ships] 4..6 exact ships"}},
		{in: "Between 4 and 6 ships sailed.", want: []string{"[Between 4 and 6 ships] 4..6 exact ships"}},
		{in: "It sent 4-6 ships.", want: []string{"[4-6 ships] 4..6 exact ships"}},
		{in: "Some two to three million voters stayed home.", want: []string{"[Some two to three million voters] 2e+06..3e+06 about voters"}},
		{in: "The lower lock holds from 40 to 60 barges.", want: []string{"[from 40 to 60 barges] 40..60 exact barges"}},
		{in: "It set up sheds that hold from 40 to 60 cows.", want: []string{"[from 40 to 60 cows] 40..60 exact cows"}},
		{in: "Losses rose from 400 to 600 tonnes.", want: []string{"[600 tonnes] 600..600 exact tonnes"}},
		{in: "Veska will lift the toll on barges that pass the lock from 40 to 60 crowns.", want: []string{"[40] 40..40 exact toll", "[60 crowns] 60..60 exact crowns"}},
		{in: "The toll goes from the present 40 to 60 crowns.", want: []string{"[40] 40..40 exact toll", "[60 crowns] 60..60 exact crowns"}},
		{in: "The council counts 400 barges, though millers put the figure at about 90.", want: []string{"[400 barges] 400..400 exact barges", "[about 90] 90..90 about barges"}},
		{in: "The council counts 400 barges, though millers put the figure at closer to 1,000.", want: []string{"[400 barges] 400..400 exact barges", "[closer to 1,000] 1000..1000 about barges"}},
		{in: "Millers put the number of barges at closer to 60.", want: []string{"[closer to 60] 60..60 about number of barges"}},
		{in: "They pledged $5 million and 20 million euros.", want: []string{"[$5 million] 5e+06..5e+06 exact dollars", "[20 million euros] 2e+07..2e+07 exact euros"}},
		{in: "Up to 50 lorries of flour and as many as 900 tents arrived.", want: []string{"[Up to 50 lorries] -..50 up-to lorries of flour", "[as many as 900 tents] -..900 up-to tents"}},
		{in: "Fewer than 20 percent of the voters agreed.", want: []string{"[Fewer than 20 percent] -..20 less-than percent of the voters"}},
		{in: "The death toll rose to 41.", want: []string{"[41] 41..41 exact death toll"}},
		{in: "The shelling killed 12 and wounded 30.", want: []string{"[12] 12..12 exact killed", "[30] 30..30 exact wounded"}},
		{in: "They held 300 or more prisoners.", want: []string{"[300 or more prisoners] 300..- at-least prisoners"}},
		{in: "A week-long truce began.", times: []string{"A week-long:DURATION"}, want: []string{"[A week-long] 1..1 exact week"}},
		{in: "A two-day pause began.", times: []string{"two-day:DURATION"}, want: []string{"[two-day] 2..2 exact day"}},
		{in: "Two-day or three-day pauses began.", times: []string{"Two-day:DURATION", "three-day:DURATION"}, want: []string{"[Two-day or three-day] 2..3 exact day"}},
		{in: "It sought a two- or three-week delay.", times: []string{"three-week:DURATION"}, want: []string{"[two- or three-week] 2..3 exact week"}},
		{in: "It sought a two-to-three-week delay.", times: []string{"three-week:DURATION"}, want: []string{"[two-to-three-week] 2..3 exact week"}},
		{in: "The six-ton to eight-ton lorries crossed.", want: []string{"[six-ton to eight-ton] 6..8 exact ton"}},
		{in: "A two-day or three-hour pause began.", times: []string{"two-day:DURATION", "three-hour:DURATION"}, want: []string{"[two-day] 2..2 exact day", "[three-hour] 3..3 exact hour"}},
		{in: "The monthlong truce ended.", times: []string{"monthlong:DURATION"}, want: []string{"[monthlong] 1..1 exact month"}},
		{in: "They must leave within four to six weeks.", times: []string{"four to six weeks:DURATION"}, want: []string{"[within four to six weeks] 4..6 up-to weeks"}},
		{in: "At least 82 were killed.", want: []string{"[At least 82] 82..- at-least killed"}},
		{in: "The blast killed 247 people in Veska and 10 in Harland.", want: []string{"[247 people] 247..247 exact people", "[10] 10..10 exact people"}},
		{in: "The blast killed 90 people, including 25 children and 15 women.", want: []string{"[90 people] 90..90 exact people",
			"[25 children] 25..25 exact children part of 0", "[15 women] 15..15 exact women part of 0"}},
		{in: "More than a quarter of a million people fled.", want: []string{"[More than a quarter of a million people] 250000..- more-than people"}},
		{in: "Shelling of Veska kills 19", want: []string{"[19] 19..19 exact killed"}},
		{in: "The death toll may be as high as 400,000.", want: []string{"[as high as 400,000] -..400000 up-to death toll"}},
		{in: "Near Riverton Three women died.", want: []string{"[Three women] 3..3 exact women"}},
		{in: "One civilian died.", want: []string{"[One civilian] 1..1 exact civilian"}},
		{in: "The raid killed 31 OR gunmen and 12 US soldiers.", want: []string{"[31 OR gunmen] 31..31 exact OR gunmen", "[12 US soldiers] 12..12 exact US soldiers"}},
		{in: "Churn fell to 0.96 percent.", want: []string{"[0.96 percent] 0.96..0.96 exact percent"}},
		{in: "They cut the number of desks by about a third to 36.", want: []string{"[about a third] 0.333..0.333 about number of desks", "[36] 36..36 exact number of desks"}},
		{in: "The fine is more than $4.1 million.", want: []string{"[more than $4.1 million] 4.1e+06..- more-than dollars"}},
		{in: "After six years of quarrels they left.", times: []string{"six years:DURATION"}, want: []string{"[six years] 6..6 exact years"}},
		{in: "They met after a 54-year freeze.", times: []string{"54-year:DURATION"}, want: []string{"[54-year] 54..54 exact year"}},
		{in: "They kept a 54-year-old trade embargo.", want: []string{"[54-year] 54..54 exact year"}},
		{in: "The first visit in 90 years failed.", times: []string{"90 years:DURATION"}, want: []string{"[90 years] 90..90 exact years"}},
		{in: "Rents may drop by as much as a fifth.", want: []string{"[as much as a fifth] -..0.2 up-to"}},
		{in: "It fell to less than a quarter of the 3.2 million crates.", want: []string{"[less than a quarter of the 3.2 million crates] -..0.25 less-than crates", "[3.2 million crates] 3.2e+06..3.2e+06 exact crates"}},
		{in: "Two 15-year-old boys died.", want: []string{"[Two 15-year-old boys] 2..2 exact boys"}},
		{in: "Six out of 30 members rebelled.", want: []string{"[Six out of 30 members] 6..6 exact members", "[30 members] 30..30 exact members"}},
		{in: "The assembly voted 57-50 for Roe.", want: []string{"[57] 57..57 exact votes"}},
		{in: "The number of boats from the north of Veska rose to 2.04 million.", want: []string{"[2.04 million] 2.04e+06..2.04e+06 exact number of boats"}},
		{in: "It added 640,000 subscribers, above the estimate of 480,000.", want: []string{"[640,000 subscribers] 640000..640000 exact subscribers", "[480,000] 480000..480000 exact subscribers"}},
		{in: "Firms bid for the 110 daily flights.", times: []string{"daily:SET"}, want: []string{"[110 daily flights] 110..110 exact daily flights"}},
		{in: "Dozens of boats left.", want: []string{"[Dozens of boats] 24..99 about boats"}},
		{in: "Scores of villagers fled.", want: []string{"[Scores of villagers] 40..99 about villagers"}},
		{in: "Raids on Veska Hills Kill 22 and Wound Nine", want: []string{"[22] 22..22 exact killed"}},
		{in: "Raid Kills Two in Veska", want: []string{"[Two] 2..2 exact killed"}},
		{in: "The rockets led to the death of eight and the injury of 12.", want: []string{"[eight] 8..8 exact dead", "[12] 12..12 exact injured"}},
		{in: "Another 14 died in the camp.", want: []string{"[14] 14..14 exact people"}},
		{in: "The blast hurt eight millers, and a further nine in the mill.", want: []string{"[eight millers] 8..8 exact millers", "[nine] 9..9 exact millers"}},
		{in: "The jets struck a mill, killing one woman.", want: []string{"[one woman] 1..1 exact woman"}},
		{in: "She was one of the people arrested.", want: nil},
		{in: "Some 34 millers were hurt. A further nine were on the bridge.", want: []string{"[Some 34 millers] 34..34 about millers", "[nine] 9..9 exact millers"}},
		{in: "A shell left one man dead.", want: []string{"[one man] 1..1 exact man dead"}},
		{in: "Hundreds of people - by one report as many as 1,300 - fled.", want: []string{"[Hundreds of people] 200..999 about people", "[as many as 1,300] -..1300 up-to people"}},
		{in: "The flood killed dozens.", want: []string{"[dozens] 24..99 about killed"}},
		{in: "Hundreds of thousands of people fled.", want: []string{"[Hundreds of thousands of people] 200000..999999 about people"}},
	} {
		d := document(c.in, c.times...)
		New().Find(d)
		var got []string
		for _, q := range d.Quantities {
			if !q.Vague {
				got = append(got, line(d, q))
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", c.in, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

func TestNoFigures(t *testing.T) {
	for _, c := range []struct {
		in    string
		times []string
	}{
		{in: "Ana Roe, 54, spoke first."},
		{in: "The 54-year-old envoy spoke."},
		{in: "Children under 12 may leave."},
		{in: "Flight 17 landed at Riverton."},
		{in: "Resolution 2042 was read aloud."},
		{in: "Article 5 binds Veska."},
		{in: "She lives at 12 Mill Street."},
		{in: "Call 555-0123-44 for help."},
		{in: "The S-300 was moved."},
		{in: "The two sides met."},
		{in: "The six-party talks failed."},
		{in: "One of the envoys left."},
		{in: "One official said so."},
		{in: "Several boats and many lorries left."},
		{in: "The 11th round failed."},
		{in: "By a 6-3 margin it passed."},
		{in: "They trade every day a week.", times: []string{"a week:DURATION"}},
		{in: "The 2031 budget passed."},
		{in: "Nobody had died in the past 24 hours.", times: []string{"the past 24 hours:DURATION"}},
		{in: "They met two years ago.", times: []string{"two years ago:DATE"}},
		{in: "They met on 4 May 2031.", times: []string{"4 May 2031:DATE"}},
		{in: "Three days after the talks they left.", times: []string{"Three days:DURATION"}},
		{in: "They left 1e999999999 boats behind."},
		{in: "They left " + strings.Repeat("9", 10000) + " boats behind."},
		{in: "They left 1.500,3 boats behind."},
		{in: "The boats numbered NaN."},
		{in: "The other two firms left."},
		{in: "Veska's two mayors left."},
		{in: "He spoke of two of its bridges."},
		{in: "($1 = 0.9 euros)"},
		{in: "They came in a '57 lorry."},
		{in: "She had a Veskan 5C with her."},
		{in: "He joined the 12 May Movement."},
		{in: "One day longer, they sang.", times: []string{"One day:DURATION"}},
		{in: "Gate 40 went up."},
		{in: "In 2031 came the flood.", times: []string{"2031:DATE"}},
	} {
		d := document(c.in, c.times...)
		New().Find(d)
		for _, q := range d.Quantities {
			if !q.Vague {
				t.Errorf("%.80s: a figure by %s: %.80s", c.in, q.Rule, line(d, q))
			}
		}
	}
}

func TestUnreadableHasNoEnds(t *testing.T) {
	d := document("They left 1e999999999 boats and " + strings.Repeat("7", 9999) + " lorries.")
	New().Find(d)
	if len(d.Quantities) != 2 {
		t.Fatalf("got %d quantities, want 2", len(d.Quantities))
	}
	for _, q := range d.Quantities {
		if q.Low != nil || q.High != nil || !q.Vague {
			t.Errorf("%.20s: low %v high %v vague %v", d.Slice(d.Span(q.Tokens)), q.Low, q.High, q.Vague)
		}
	}
}

// check holds the laws of the layer: ranges within the tokens, ascending numbers inside their quantities, ends in
// order, parts that point back.
func check(t *testing.T, d *text.Doc) {
	t.Helper()
	n, last := len(d.Tokens), 0
	for i, q := range d.Quantities {
		for _, r := range []parley.TokenRange{q.Tokens, q.Number} {
			if r.Empty() || r.First < 0 || r.End > n {
				t.Fatalf("%q: range %v of %d tokens", d.Content, r, n)
			}
		}
		if q.Number.First < q.Tokens.First || q.Number.End > q.Tokens.End || q.Number.First < last {
			t.Fatalf("%q: number %v in %v after %d", d.Content, q.Number, q.Tokens, last)
		}
		last = q.Number.First
		if q.Unit.End > n || q.Head >= n || q.PartOf >= i || q.Rule == "" || q.Score <= 0 {
			t.Fatalf("%q: %+v", d.Content, q)
		}
		if q.Low != nil && q.High != nil && *q.Low > *q.High {
			t.Fatalf("%q: %v > %v", d.Content, *q.Low, *q.High)
		}
	}
}

// TestLinear holds that text made to be slow is read in time that grows with its length: a sentence of a hundred
// thousand numbers takes well under the seconds that a scan back over all of them would.
func TestLinear(t *testing.T) {
	for _, p := range []string{"1 2 ", "two - ", "1,000 000 000 ", "one hundred one thousand ", "of them 9 "} {
		d := document(strings.Repeat(p, 50000))
		start := time.Now()
		New().Find(d)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%q: %v", p, took)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"more than 3,000 Harland citizens, 300 of them children", "$5m-6m 4-6 9/11 1e9 ½ of them", "a week-long two-day 12.5.2031", "between two hundred and three hundred of the", "the 1 of 2 of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := document(s, "week-long:DURATION", "two days:DURATION", "12.5.2031:DATE", "days ago:DATE")
		New().Find(d)
		check(t, d)
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("More than 8,000 Harland citizens left, 300 of them children, and the ministry said that $5 million would be paid. ", 100)
	d := document(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		New().Find(d)
	}
}

// tagged is a document of words with their parts of speech behind a slash.
func tagged(in string) *text.Doc {
	var words []string
	var tags []text.Tag
	for _, f := range strings.Fields(in) {
		w, u, _ := strings.Cut(f, "/")
		words, tags = append(words, w), append(tags, text.Tag{U: text.ParseUPOS(u)})
	}
	d := document(strings.Join(words, " "))
	d.Tags = tags
	return d
}

// TestSubjects holds that a number without a noun counts who acts, by the tag of the verb after it: what was counted before, else people where only
// they do such things.
func TestSubjects(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Of/ADP 90/NUM lorries/NOUN ,/PUNCT 40/NUM have/AUX left/VERB", "lorries"},
		{"and/CCONJ some/DET 3,000/NUM arrived/VERB in/ADP Veska/PROPN", "people"},
		{"where/ADV some/DET 3,000/NUM are/AUX now/ADV trapped/VERB", "trapped"},
		{"Already/ADV over/ADP 4,000/NUM lived/VERB there/ADV", "people"},
		{"and/CCONJ some/DET 3,000/NUM sank/VERB", ""},
		{"Gate/PROPN 40/NUM went/VERB up/ADV", ""},
		{"Tens/NOUN of/ADP thousands/NOUN still/ADV arriving/VERB", "people"},
	} {
		d := tagged(c.in)
		New().Find(d)
		got := ""
		for _, q := range d.Quantities {
			if !q.Vague {
				got = q.UnitText
			}
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.in, got, c.want)
		}
	}
}

// TestTagged holds that with tags the counted phrase ends where the verb begins, whatever the words look like.
func TestTagged(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"300/NUM heavily/ADV armed/VERB men/NOUN crossed/VERB the/DET border/NOUN", "heavily armed men"},
		{"Forty/NUM fighter/NOUN jets/NOUN left/VERB Veska/PROPN", "fighter jets"},
		{"Half/DET the/DET fleet/NOUN sank/VERB", "fleet"},
		{"90/NUM tonnes/NOUN of/ADP flour/NOUN arrived/VERB", "tonnes of flour"},
		{"12/NUM wounded/ADJ soldiers/NOUN returned/VERB", "wounded soldiers"},
	} {
		d := tagged(c.in)
		New().Find(d)
		if len(d.Quantities) != 1 || d.Quantities[0].UnitText != c.want {
			t.Errorf("%s: got %+v, want unit %q", c.in, d.Quantities, c.want)
		}
	}
}
