package segment

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/text"
)

// quotes lists the quotations of d: level, < for a missing opening mark, > for a missing closing one, ? for a term.
func quotes(d *text.Doc) string {
	var got []string
	for _, q := range d.Quotes {
		s := fmt.Sprint(q.Level)
		if q.NoOpen {
			s += "<"
		}
		if q.NoEnd {
			s += ">"
		}
		if q.Scare {
			s += "?"
		}
		got = append(got, s+"["+d.Slice(q.Inner)+"]")
	}
	return strings.Join(got, " ")
}

// TestBrokenQuotes holds what becomes of marks across paragraphs, of mixed and of stray ones.
func TestBrokenQuotes(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"goes on in the next paragraph", "“We will go.\n\n“It is late,” he said.", "0>[We will go.] 0[It is late,]"},
		{"goes on twice", "“One day.\n\n“Two days.\n\n“Three days.”", "0>[One day.] 0>[Two days.] 0[Three days.]"},
		{"goes on, straight", "\"We will sign.\n\n\"We will leave,\" Roe said.", "0>[We will sign.] 0[We will leave,]"},
		{"paragraphs run together, straight", "\"We will sign. \"We will leave\" Roe said. He left.", "0>[We will sign.] 0[We will leave]"},
		{"never closed", "“We will go, he said.\n\nRoe left.", "0>[We will go, he said.]"},
		{"typographic, then straight", "“We go,\" he said.", "0[We go,]"},
		{"straight, then typographic", "\"We go,” he said.", "0[We go,]"},
		{"stray at the start", "” The talks go on.", ""},
		{"stray at the end", "The talks go on. “", ""},
		{"apostrophes within single marks", "‘It’s Roe’s plan,’ he said.", "0[It’s Roe’s plan,]"},
		{"a decade within single marks", "‘The ’90s were bad,’ she said. ‘We knew.’", "0[The ’90s were bad,] 0[We knew.]"},
		{"straight single marks", "'I don't know,' said Roe, 'but it's over.'", "0[I don't know,] 0[but it's over.]"},
		{"single within double", "\"He said 'no' to me,\" she said.", "0[He said 'no' to me,] 1[no]"},
		{"closed together", "“She said, ‘We go.’”", "0[She said, ‘We go.’] 1[We go.]"},
		{"commas lost", "\"A helicopter was shot down\" the ministry said in a statement.", "0[A helicopter was shot down]"},
		{"over two sentences", "“We go. We do not come back,” Roe said.", "0[We go. We do not come back,]"},
		{"feet and inches", "Roe is 6'2\" tall.", ""},
		{"owners and years", "the envoys' and Roe's plans of '31", ""},
		{"a slip before the speaker", "\"A Western source said, \"We did not sign, but we go on.\"", "0[We did not sign, but we go on.]"},
		{"opening mark missing, then a whole one", "We will sign,” Roe said. “It is late.”", "0<[We will sign,] 0[It is late.]"},
	} {
		d := New().Segment(body(c.in))
		checkLaws(t, d)
		if got := quotes(d); got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
}

// TestRunTogether holds the sentences of text that lost its commas and the borders of its paragraphs.
func TestRunTogether(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Last updated at May 032031 RIVERTON A bridge was hit on Monday killing five people. The attack came as envoys met.",
			"Last updated at May 032031 RIVERTON A bridge was hit on Monday killing five people . | The attack came as envoys met ."},
		{"\"A bridge fell\" the ministry said. \"As far as we know they died\" its spokesman told Newswire.",
			"\" A bridge fell \" the ministry said . | \" As far as we know they died \" its spokesman told Newswire ."},
		{"Six civilians died in Riverton. A Veska official told Newswire that a camp was hit. Units were sent there.",
			"Six civilians died in Riverton . | A Veska official told Newswire that a camp was hit . | Units were sent there ."},
		{"The truce holds he said. Harlands army denied it. H. Roe A. Ito", "The truce holds he said . | Harlands army denied it . | H. Roe A. Ito"},
		{"The mission said 15 people died.The army said nobody did.", "The mission said 15 people died . | The army said nobody did ."},
	} {
		if got := words(New().Segment(body(c.in))); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}
