package timex

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// show shows a time: "words = value when".
func show(d *text.Doc, t text.Timex) string {
	w := "?"
	if t.When != nil {
		w = t.When.String()
	}
	return fmt.Sprintf("%s = %s %s", d.Slice(d.Span(t.Tokens)), t.Value, w)
}

// The anchor of these cases is 2031-05-09, a Friday.
func TestFind(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []string
	}{
		// full dates in the usual orders
		{"They met on 12 December 2030.", []string{"12 December 2030 = 2030-12-12 2030-12-12"}},
		{"They met on December 12, 2030.", []string{"December 12, 2030 = 2030-12-12 2030-12-12"}},
		{"They met on the 12th of December 2030.", []string{"the 12th of December 2030 = 2030-12-12 2030-12-12"}},
		{"They met on 2030-12-12.", []string{"2030-12-12 = 2030-12-12 2030-12-12"}},
		{"They met on 25/12/2030.", []string{"25/12/2030 = 2030-12-25 2030-12-25"}},
		{"They met on 4/5/2030.", []string{"4/5/2030 =  ?"}},
		{"They met on 04.05.2030.", []string{"04.05.2030 = 2030-05-04 2030-05-04"}},
		{"They met on Friday, December 13, 2030.", []string{"Friday, December 13, 2030 = 2030-12-13 2030-12-13"}},
		{"They met on 12-14 December 2030.", []string{"12-14 December 2030 = 2030-12-12/2030-12-14 2030-12-12..2030-12-14"}},
		// dates that are none
		{"They met on February 31, 2030.", []string{"February 31, 2030 =  ?"}},
		{"They met on 0000-00-00.", []string{"0000-00-00 =  ?"}},
		{"They met on May 4, 99999.", []string{"May 4, 99999 =  ?"}},
		{"They met on February 30.", []string{"February 30 =  ?"}},
		// parts of dates
		{"They met on April 12.", []string{"April 12 = 2031-04-12 2031-04-12"}},
		{"They will meet on April 12.", []string{"April 12 = 2032-04-12 2032-04-12"}},
		{"Talks are due on June 3.", []string{"June 3 = 2031-06-03 2031-06-03"}},
		{"Fighting broke out in November.", []string{"November = 2030-11 2030-11-01..2030-11-30"}},
		{"A vote is planned in November.", []string{"November = 2031-11 2031-11-01..2031-11-30"}},
		{"The treaty was signed in 1998.", []string{"1998 = 1998 1998-01-01..1998-12-31"}},
		{"It began in early March.", []string{"early March = 2031-03 2031-03-01..2031-03-10"}},
		{"It will end by mid-2032.", []string{"mid-2032 = 2032 ..2032-08-31"}},
		{"It grew in the 1990s.", []string{"the 1990s = 199 1990-01-01..1999-12-31"}},
		{"Trade fell in the first quarter of 2031.", []string{"the first quarter of 2031 = 2031-Q1 2031-01-01..2031-03-31"}},
		{"Profit fell in the latest quarter.", []string{"the latest quarter = 2031-Q1 2031-01-01..2031-03-31"}},
		{"In the third quarter of 2030 trade grew against a year earlier.", []string{"the third quarter of 2030 = 2030-Q3 2030-07-01..2030-09-30", "a year earlier = 2029-Q3 2029-07-01..2029-09-30"}},
		{"In the third quarter of 2030 trade grew, and that quarter prices fell.", []string{"the third quarter of 2030 = 2030-Q3 2030-07-01..2030-09-30", "that quarter = 2030-Q3 2030-07-01..2030-09-30"}},
		{"They live in the quarter of the old port.", nil},
		{"Shells hit the quarter, and families fled that quarter.", nil},
		// a date that names a thing: what a calendar has beforehand is to come, what is not is the nearest
		{"Both are asked to keep the November 8 truce.", []string{"November 8 = 2030-11-08 2030-11-08"}},
		{"They would break a February 27 truce.", []string{"February 27 = 2031-02-27 2031-02-27"}},
		{"She is the candidate for the November 8 presidential election.", []string{"November 8 = 2031-11-08 2031-11-08"}},
		{"Some are up for reelection in November.", []string{"November = 2031-11 2031-11-01..2031-11-30"}},
		{"The April 2 vote was fair.", []string{"April 2 = 2031-04-02 2031-04-02"}},
		{"Harland mourned the dead of November's attack.", []string{"November = 2030-11 2030-11-01..2030-11-30"}},
		{"Veska tried the missile in May last year.", []string{"May last year = 2030-05 2030-05-01..2030-05-31"}},
		{"Veska called the move a trick on Thursday.", []string{"Thursday = 2031-05-08 2031-05-08"}},
		{"Veska called for a vote on Thursday.", []string{"Thursday = 2031-05-15 2031-05-15"}},
		// an infinitive that nothing says to be meant for later
		{"He had ordered the army to conduct a drill in January.", []string{"January = 2031-01 2031-01-01..2031-01-31"}},
		{"They agreed to conduct a drill in January.", []string{"January = 2032-01 2032-01-01..2032-01-31"}},
		{"Veska won the cup in February.", []string{"February = 2031-02 2031-02-01..2031-02-28"}},
		{"Veska won't play in February.", []string{"February = 2032-02 2032-02-01..2032-02-29"}},
		// weekdays
		{"It fell on Wednesday last week.", []string{"Wednesday last week = 2031-04-30 2031-04-30"}},
		{"Harland will put it on the agenda of its session on Monday.", []string{"Monday = 2031-05-12 2031-05-12"}},
		{"A team was expected to visit the Bureau of Mines (BM) on Monday.", []string{"Monday = 2031-05-12 2031-05-12"}},
		{"She looks forward to meeting with the envoy on Monday.", []string{"Monday = 2031-05-12 2031-05-12"}},
		{"Harland is due to hold elections in the parts of the country that the army holds on Monday.", []string{"Monday = 2031-05-12 2031-05-12"}},
		// parts of a month, a year, a decade, a week
		{"It began in late March.", []string{"late March = 2031-03 2031-03-21..2031-03-31"}},
		{"It began in early 2030.", []string{"early 2030 = 2030 2030-01-01..2030-04-30"}},
		{"It began late last year.", []string{"late last year = 2030 2030-10-01..2030-12-31"}},
		{"It began in the mid-1970s.", []string{"the mid-1970s = 197 1974-01-01..1976-12-31"}},
		{"It began late last week.", []string{"late last week = 2031-W18 2031-05-01..2031-05-04"}},
		{"It began a decade ago.", []string{"a decade ago = 202 2021-01-01..2021-12-31"}},
		{"They will meet in the coming weeks.", []string{"the coming weeks = PXW 2031-05-09.."}},
		{"The envoy said on Wednesday that talks will resume on Monday.", []string{"Wednesday = 2031-05-07 2031-05-07", "Monday = 2031-05-12 2031-05-12"}},
		{"The envoy left on Friday.", []string{"Friday = 2031-05-09 2031-05-09"}},
		{"The envoy left last Friday.", []string{"last Friday = 2031-05-02 2031-05-02"}},
		{"They meet next Monday.", []string{"next Monday = 2031-05-12 2031-05-12"}},
		{"He spoke on Thursday evening.", []string{"Thursday evening = 2031-05-08TEV 2031-05-08"}},
		{"Tuesday's talks failed.", []string{"Tuesday = 2031-05-06 2031-05-06"}},
		{"Veska must answer by Saturday.", []string{"Saturday = 2031-05-10 ..2031-05-10"}},
		{"Roads have been shut since Monday.", []string{"Monday = 2031-05-05 2031-05-05.."}},
		{"The envoy urged Harland on Tuesday to leave the valley.", []string{"Tuesday = 2031-05-06 2031-05-06"}},
		{"The envoy urged Harland to leave the valley on Tuesday.", []string{"Tuesday = 2031-05-13 2031-05-13"}},
		{"Troops broke through the lines to reach two towns on Tuesday.", []string{"Tuesday = 2031-05-06 2031-05-06"}},
		{"Harland to hold talks on Tuesday.", []string{"Tuesday = 2031-05-13 2031-05-13"}},
		{"They agreed to meet on Tuesday.", []string{"Tuesday = 2031-05-13 2031-05-13"}},
		{"The president called an election for June 13.", []string{"June 13 = 2031-06-13 2031-06-13"}},
		{"They extended the truce until Wednesday.", []string{"Wednesday = 2031-05-14 ..2031-05-14"}},
		{"They agreed to meet on Monday.", []string{"Monday = 2031-05-12 2031-05-12"}},
		{"They refused to meet on Monday.", []string{"Monday = 2031-05-05 2031-05-05"}},
		{"The truce, which would begin on Sunday, was offered on Thursday.", []string{"Sunday = 2031-05-11 2031-05-11", "Thursday = 2031-05-08 2031-05-08"}},
		{"They sat from Monday to Wednesday.", []string{"Monday to Wednesday = 2031-05-05/2031-05-07 2031-05-05..2031-05-07"}},
		// from the anchor
		{"He left yesterday.", []string{"yesterday = 2031-05-08 2031-05-08"}},
		{"She arrives tomorrow morning.", []string{"tomorrow morning = 2031-05-10TMO 2031-05-10"}},
		{"It failed last week.", []string{"last week = 2031-W18 2031-04-28..2031-05-04"}},
		{"It failed earlier this week.", []string{"earlier this week = 2031-W19 2031-05-05..2031-05-09"}},
		{"It failed last month.", []string{"last month = 2031-04 2031-04-01..2031-04-30"}},
		{"It will be ready by the end of the year.", []string{"the end of the year = 2031 ..2031-12-31"}},
		{"The truce would last seven days.", []string{"seven days = P7D ?"}},
		{"They met two days ago.", []string{"two days ago = 2031-05-07 2031-05-07"}},
		{"They met a week ago.", []string{"a week ago = 2031-05-02 2031-04-28..2031-05-04"}},
		{"They met two years ago.", []string{"two years ago = 2029 2029-01-01..2029-12-31"}},
		{"Nine died in the past 24 hours.", []string{"the past 24 hours = PT24H 2031-05-08..2031-05-09"}},
		{"Over the past seven months they starved.", []string{"the past seven months = P7M 2030-10-09..2031-05-09"}},
		{"They must leave within a month.", []string{"a month = P1M 2031-05-09..2031-06-09"}},
		{"They must leave within two to three days.", []string{"two to three days = P3D 2031-05-09..2031-05-12"}},
		{"It was before May 4.", []string{"May 4 = 2031-05-04 ..2031-05-03"}},
		{"It was after September 9.", []string{"September 9 = 2030-09-09 2030-09-10.."}},
		// lengths, sets, times of day
		{"They talked for three days.", []string{"three days = P3D ?"}},
		{"A week-long truce began.", []string{"A week-long = P1W ?"}},
		{"A two-day pause began.", []string{"two-day = P2D ?"}},
		{"They meet every Monday.", []string{"every Monday = XXXX-WXX-1 ?"}},
		{"He left on Monday at 09:15.", []string{"Monday = 2031-05-05 2031-05-05", "09:15 = 2031-05-05T09:15 2031-05-05"}},
		{"They met on Monday and again the next day.", []string{"Monday = 2031-05-05 2031-05-05", "the next day = 2031-05-06 2031-05-06"}},
		// a year beside that of the report, and years that a verb further off does not move
		{"A coalition stepped in in March last year.", []string{"March last year = 2030-03 2030-03-01..2030-03-31"}},
		{"The vote is set for June 3 of this year.", []string{"June 3 of this year = 2031-06-03 2031-06-03"}},
		{"The talks were called off in February.", []string{"February = 2031-02 2031-02-01..2031-02-28"}},
		{"They plan to sign what was agreed in April.", []string{"April = 2031-04 2031-04-01..2031-04-30"}},
		{"He has spoken ahead of the November elections.", []string{"November = 2031-11 2031-11-01..2031-11-30"}},
		{"They hope to open the first talks in two years.", []string{"two years = P2Y ?"}},
		{"Towns will fall in the five-year war.", []string{"five-year = P5Y ?"}},
		{"It was the first attempt to find a way out of the war in two years.", []string{"two years = P2Y ?"}},
		{"Roe called on Monday for a truce.", []string{"Monday = 2031-05-05 2031-05-05"}},
		{"Envoys attempted to convene talks in January.", []string{"January = 2031-01 2031-01-01..2031-01-31"}},
		{"The need is to press ahead with talks after the collapse of a truce in April.", []string{"April = 2031-04 2031-04-01..2031-04-30"}},
		{"They will break through to the lock for the first time in two years.", []string{"two years = P2Y ?"}},
		// what is no time
		{"They may march. May they? Ana May left.", nil},
		{"Some 2030 villagers left.", nil},
		{"The 54-year-old envoy left.", nil},
	} {
		d := document(c.in, "2031-05-09")
		New().Find(d)
		var got []string
		for _, x := range d.Times {
			got = append(got, show(d, x))
			if x.When != nil && x.Deictic && x.Why == "" {
				t.Errorf("%s: %q is resolved without a reason", c.in, x.Value)
			}
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s\n got %s\nwant %s", c.in, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

func TestFindWithoutAnchor(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"They met on Friday.", "Friday = XXXX-WXX-5 ?"},
		{"They met on December 12.", "December 12 = XXXX-12-12 ?"},
		{"They met last week.", "last week = XXXX-WXX ?"},
		{"They met in 1998.", "1998 = 1998 1998-01-01..1998-12-31"},
		{"They must leave within a month.", "a month = P1M ?"},
		{"They met two days ago.", "two days ago = PAST_REF ?"},
	} {
		d := document(c.in, "")
		New().Find(d)
		if d.Anchor.How != parley.Unknown || d.Anchor.Why == "" {
			t.Errorf("%s: anchor %+v", c.in, d.Anchor)
		}
		if len(d.Times) != 1 || show(d, d.Times[0]) != c.want {
			t.Errorf("%s: got %+v, want %s", c.in, d.Times, c.want)
		}
	}
}

func TestAnchor(t *testing.T) {
	photo := text.Date{Value: parley.NewDate(2031, 12, 3), How: parley.Stated, Why: "photo caption"} // a Wednesday
	for _, c := range []struct {
		name, in string
		dates    []text.Date
		want     string // the day, then the days within
		how      parley.Known
		span     string
	}{
		{"weekday after a photo", "The council met on Friday and refused.", []text.Date{photo}, "2031-12-05 2031-12-05..2031-12-06", parley.Inferred, "Friday"},
		{"weekday on the day of a photo", "The council met on Wednesday and refused.", []text.Date{photo}, "2031-12-03 2031-12-03..2031-12-04", parley.Inferred, "Wednesday"},
		{"weekday before a photo", "The council met on Tuesday and refused.", []text.Date{photo}, "2031-12-03 -", parley.Inferred, "Tuesday"},
		{"weekday two days before a photo, or five after", "The council met on Monday and refused.", []text.Date{photo}, " 2031-12-03..", parley.Unknown, ""},
		{"weekday to come is no evidence", "The council will meet on Friday.", []text.Date{photo}, " 2031-12-03..", parley.Unknown, ""},
		{"weekday alone", "The council met on Friday and refused.", nil, " -", parley.Unknown, ""},
		{"a later year is told of", "The council met on Friday. It had refused in 2032.", []text.Date{photo}, " 2031-12-03..", parley.Unknown, ""},
		{"day after a photo", "The envoy said on December 6 that it was over.", []text.Date{photo}, "2031-12-06 2031-12-06..2031-12-07", parley.Inferred, "December 6"},
		{"dated today", "Today, 5 December 2031, the council met.", nil, "2031-12-05 -", parley.Inferred, "Today, 5 December 2031"},
		{"a date is no news of the day", "The envoy said on 5 December 2031 that it was over.", nil, " 2031-12-05..", parley.Unknown, "5 December 2031"},
		{"a date with its weekday, and weekdays", "The envoys met on Thursday, 4 December 2031. On Friday Roe said it was over.", nil, "2031-12-05 2031-12-05..2031-12-06", parley.Inferred, "Friday"},
		{"a date with a weekday that it has not", "The envoys met on Monday, 4 December 2031. On Friday Roe said it was over.", nil, " 2031-12-04..", parley.Unknown, "Monday, 4 December 2031"},
		{"the year from a photo", "The envoys met on Thursday, 4 December. On Friday Roe said it was over.", []text.Date{photo}, "2031-12-05 2031-12-05..2031-12-06", parley.Inferred, "Friday"},
		{"a date of long ago", "Since 5 December 2011 nobody has met.", nil, " -", parley.Unknown, ""},
		{"a debt", "It sold bonds due December 5, 2051.", nil, " -", parley.Unknown, ""},
		{"a line of its own", "Riverton Post, 5 December 2031\n\nThe council met on Monday.", nil, "2031-12-05 -", parley.Stated, "5 December 2031"},
		{"day of the issue", "Riverton Post, issue of Saturday\n\nThe council met on Friday.", []text.Date{photo}, "2031-12-06 -", parley.Inferred, "Saturday"},
	} {
		d := document(c.in, "")
		d.Meta.Dates = c.dates
		New().Find(d)
		within := "-"
		if w := d.Anchor.Within; w != nil {
			within = w.String()
		}
		got := d.Anchor.Value.String() + " " + within
		if got != c.want || d.Anchor.How != c.how || d.Slice(d.Anchor.Span) != c.span || d.Anchor.Why == "" || d.Anchor.Value.Known() != (d.Anchor.Sure > 0) {
			t.Errorf("%s: got %s %s %q %.2f (%s), want %s %s %q", c.name, got, d.Anchor.How, d.Slice(d.Anchor.Span), d.Anchor.Sure, d.Anchor.Why, c.want, c.how, c.span)
		}
	}
}

// What depends on the day of a report that came out on one of two days has both days.
func TestDaysCarryTheDoubt(t *testing.T) {
	d := document("The council met on Friday and refused. Roe said yesterday that it was over, and will leave tomorrow. They had met on Monday.", "")
	d.Meta.Dates = []text.Date{{Value: parley.NewDate(2031, 12, 3), Why: "photo caption"}}
	New().Find(d)
	var got []string
	for _, x := range d.Times {
		got = append(got, d.Slice(d.Span(x.Tokens))+" "+x.When.String())
	}
	want := "Friday 2031-12-05|yesterday 2031-12-04..2031-12-05|tomorrow 2031-12-06..2031-12-07|Monday 2031-12-01"
	if strings.Join(got, "|") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "|"), want)
	}
	if w := d.Times[1].Why; !strings.Contains(w, "between 2031-12-05 and 2031-12-06") {
		t.Errorf("the reason does not say on what it rests: %s", w)
	}
}

func TestCaptionIsNoNews(t *testing.T) {
	d := document("A boat on Tuesday, 3 December 2030.\n\nThe council met on Friday.", "")
	d.Paragraphs[0].Caption, d.Paragraphs[0].Kind = true, text.Noise
	New().Find(d)
	if got := d.Anchor.Value.String(); got != "2030-12-06" {
		t.Errorf("anchor %s (%s), want the Friday after the caption's date", got, d.Anchor.Why)
	}
	d = document("A boat in a file picture of Tuesday, 3 December 2030.\n\nThe council met on Friday.", "")
	d.Paragraphs[0].Caption, d.Paragraphs[0].Kind = true, text.Noise
	New().Find(d)
	if a := d.Anchor; a.Value.Known() || a.Within == nil || a.Within.String() != "2030-12-03.." {
		t.Errorf("an old picture dates the report: %+v", a)
	}
}

// check holds the laws of the layer: ascending ranges inside the document, known types, intervals in order.
func check(t *testing.T, d *text.Doc) {
	t.Helper()
	last := 0
	for _, x := range d.Times {
		if x.Tokens.Empty() || x.Tokens.First < last || x.Tokens.End > len(d.Tokens) {
			t.Fatalf("%q: range %v after %d of %d", d.Content, x.Tokens, last, len(d.Tokens))
		}
		last = x.Tokens.End
		switch x.Type {
		case "DATE", "TIME", "DURATION", "SET":
		default:
			t.Fatalf("%q: type %q", d.Content, x.Type)
		}
		if w := x.When; w != nil && (w.From == 0 && w.To == 0 || w.From != 0 && w.To != 0 && w.From > w.To) {
			t.Fatalf("%q: %q gives %v..%v", d.Content, x.Value, w.From, w.To)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"on Friday, 31 February 2031 at 25:61", "the past 999999999 centuries", "between March and May 0001", "every 1e9 weeks ago",
		"from Monday to December 12-99", "last Feb. 29", "9999-12-31 the next ten thousand years", "1-1-1 12.12.9999 a year later",
	} {
		f.Add(s, int32(741000))
		f.Add(s, int32(1))
		f.Add(s, int32(3652059))
	}
	f.Fuzz(func(t *testing.T, s string, anchor int32) {
		d := document(s, "")
		if anchor > 0 && anchor < 3652060 {
			d.Meta.Published = text.Date{Value: parley.Date(anchor), How: parley.Stated}
		}
		New().Find(d)
		check(t, d)
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("The envoy said on Friday that talks, broken off two weeks ago, would resume by 12 December 2031 in Riverton after a three-day pause. ", 100)
	d := document(s, "2031-12-01")
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		New().Find(d)
	}
}
