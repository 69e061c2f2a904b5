package read_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/read"
)

const livePage = `<html lang=en><head><title>Live: the talks in Lea</title><meta property="article:section" content="World"><meta property="article:published_time" content="2031-05-06"></head>
<body class="live-blog"><main><h1>Live: the talks in Lea</h1><p class="standfirst">The delegations of Harland and Vessia have been at one table since Friday evening.</p><div class="entries">
<div class="entry"><time datetime="2031-05-06T08:15:00+02:00">6 May, 08:15</time><p>Ana Roe said that the port would be open by the end of the week.</p></div>
<div class="entry"><time datetime="2031-05-03T21:40:00+02:00">3 May, 21:40</time><p>Jon Vale said that the port would stay shut. The delegations of Harland and Vessia met yesterday in Riverton.</p></div>
<div class="entry"><time>20:05</time><p>Lena Orr told reporters that the lights had gone out an hour before.</p></div>
</div><p>Correction: an earlier version of this page gave a wrong name to the hotel in Lea.</p></main>
<section class="comments"><h2>2 comments</h2><article class="comment"><b>walker9</b><p>Ana Roe said on Sunday that 300 people were killed at the port, and the envoys of Vessia agreed.</p></article></section></body></html>`

// Each entry of a live blog is counted from its own day, and what readers wrote is not read.
func TestLiveBlog(t *testing.T) {
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	b := []byte(livePage)
	f, aside := r.Read(parley.Report{ID: parley.IDOf(b), Names: []string{"live.html"}, Format: parley.HTML, Bytes: b})
	if aside != nil {
		t.Fatal(aside)
	}
	said := map[string]string{}
	for _, s := range f.Statements {
		if len(s.Content) > 0 && s.SaidOn != nil {
			said[s.Content[0].Text] = s.SaidOn.String() + " " + s.SaidWhy
		}
	}
	for content, want := range map[string]string{
		"the port would be open by the end of the week": "2031-05-05..2031-05-06 no time word: the day of the entry and the day before",
		"the port would stay shut":                      "2031-05-02..2031-05-03 no time word: the day of the entry and the day before",
		"the lights had gone out an hour before":        "2031-05-02..2031-05-03 no time word: the day of the entry and the day before",
	} {
		if said[content] != want {
			t.Errorf("%s: said on %q, want %q\nof %v", content, said[content], want, said)
		}
	}
	yesterday := false
	for _, e := range f.Events {
		if e.When != nil && e.WhenPassage != nil && e.WhenPassage.Text == "yesterday" {
			yesterday = true
			if e.When.From != parley.NewDate(2031, 5, 2) {
				t.Errorf("yesterday is %v", e.When)
			}
		}
	}
	if !yesterday {
		t.Errorf("no event of yesterday: %+v", f.Events)
	}
	m := f.Meta
	if len(m.Entries) != 3 || m.Entries[0].How != parley.Stated || m.Entries[2].How != parley.Inferred || m.Entries[2].Day != parley.NewDate(2031, 5, 3) || m.Entries[1].Stamp.Text != "3 May, 21:40" {
		t.Errorf("%+v", m.Entries)
	}
	if m.Standfirst == nil || !strings.HasPrefix(m.Standfirst.Text, "The delegations") || m.Section == nil || m.Section.Name != "World" || len(m.Corrections) != 1 || !strings.HasPrefix(m.Corrections[0].Text, "Correction:") {
		t.Errorf("%+v, %+v, %+v", m.Standfirst, m.Section, m.Corrections)
	}
	comments := 0
	for _, n := range f.Noise {
		if n.Kind == parley.Comment {
			comments++
		}
	}
	if comments != 1 {
		t.Errorf("%d comments", comments)
	}
	for _, g := range f.Figures {
		t.Errorf("a figure of a comment: %+v", g)
	}
	for _, s := range f.Statements {
		for _, c := range s.Content {
			if strings.Contains(c.Text, "killed") {
				t.Errorf("a statement of a comment: %+v", s)
			}
		}
	}
}

// The day of the last change is kept apart from the day of publication, with the words that tell it.
func TestUpdated(t *testing.T) {
	r, err := read.New()
	if err != nil {
		t.Fatal(err)
	}
	const page = `<html><head><title>Ferry talks go on</title><meta property="article:published_time" content="2031-05-04T10:00:00Z">%s</head>
<body><article><h1>Ferry talks go on</h1><p>The transport ministry of Harland said on Sunday that talks on the ferry line would go on for a week.</p>
<p>"We are not done," Minister Ana Roe told reporters in Vessia. Orsa said that it would send a delegate to the talks.</p></article></body></html>`
	for _, c := range []struct{ head, want string }{
		{`<meta property="article:modified_time" content="2031-05-06T08:00:00Z">`, "2031-05-06 meta article:modified_time 2031-05-06T08:00:00Z"},
		{"", ""},
	} {
		b := []byte(fmt.Sprintf(page, c.head))
		f, aside := r.Read(parley.Report{ID: parley.IDOf(b), Names: []string{"ferry.html"}, Format: parley.HTML, Bytes: b})
		if aside != nil {
			t.Fatal(aside)
		}
		got := ""
		if u := f.Meta.Updated; u != nil {
			got = u.Value.String() + " " + u.Why
			if u.Passage != nil {
				got += " " + string(b[u.Passage.Raw.Start:u.Passage.Raw.End])
			}
		}
		if got != c.want || f.Meta.Published.Value != parley.NewDate(2031, 5, 4) {
			t.Errorf("updated %q, want %q; published %v", got, c.want, f.Meta.Published.Value)
		}
	}
}
