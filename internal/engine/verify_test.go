package engine_test

import (
	"context"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/engine"
	"github.com/parley-press/parley/internal/store"
)

// A tampered store hands out something else than what was stored.
type tampered struct {
	*store.Memory
	bytes    func([]byte)
	findings func(*parley.Findings)
	fail     error
}

func (s tampered) Report(ctx context.Context, id parley.ReportID) (parley.Report, error) {
	r, err := s.Memory.Report(ctx, id)
	if s.bytes != nil {
		s.bytes(r.Bytes)
	}
	return r, err
}

func (s tampered) Findings(ctx context.Context, r store.Reading) (parley.Findings, error) {
	f, err := s.Memory.Findings(ctx, r)
	if s.findings != nil && err == nil {
		s.findings(&f)
	}
	if s.fail != nil {
		err = s.fail
	}
	return f, err
}

func TestVerify(t *testing.T) {
	var s store.Memory
	build(t, engine.New(config(&s, "v1")), ferry)
	content := func(f *parley.Findings) *parley.Passage { return &f.Statements[0].Content[0] }
	for _, tc := range []struct {
		name string
		s    tampered
		want string // part of the one failure, "" for none
	}{
		{"sound", tampered{}, ""},
		{"bytes", tampered{bytes: func(b []byte) { b[3] ^= 1 }}, "hash"},
		{"words", tampered{findings: func(f *parley.Findings) { content(f).Text = "We will not sail on Friday." }}, "s1 content 1: characters 23 to 46 say"},
		{"span", tampered{findings: func(f *parley.Findings) { content(f).Span.Start++ }}, "s1 content 1: characters 24"},
		{"span backwards", tampered{findings: func(f *parley.Findings) { content(f).Span.End = 1 }}, "not in the text"},
		{"span outside", tampered{findings: func(f *parley.Findings) { content(f).Span.End = 1 << 40 }}, "not in the text"},
		{"empty", tampered{findings: func(f *parley.Findings) { *content(f) = parley.Passage{} }}, "no character"},
		{"raw", tampered{findings: func(f *parley.Findings) { content(f).Raw.End-- }}, "rests on raw bytes"},
		{"raw outside", tampered{findings: func(f *parley.Findings) { content(f).Raw.End = 1000 }}, "not in the file"},
		{"headline", tampered{findings: func(f *parley.Findings) { f.Meta.Headline.Text = "Ferry to stay" }}, "headline: "},
		{"no words", tampered{findings: func(f *parley.Findings) { f.Statements[1].Content = nil }}, "s2: this statement rests on no words"},
		{"id twice", tampered{findings: func(f *parley.Findings) { f.Statements[1].ID = "s1" }}, "used twice"},
		{"no such entity", tampered{findings: func(f *parley.Findings) { f.Statements[1].Source.Entity = "n9" }}, `no entity has the id "n9"`},
		{"nested in nothing", tampered{findings: func(f *parley.Findings) { f.Statements[1].NestedIn = "n1" }}, `no statement has the id "n1"`},
		{"nobody's figure", tampered{findings: func(f *parley.Findings) {
			f.Figures = []parley.Figure{{Basis: parley.Basis{ID: "f1"}, Passage: *content(f)}}
		}}, "f1: asserted by"},
		{"unreadable", tampered{fail: parley.Errorf(parley.Clash, "store", "damaged")}, "findings: store: damaged"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.s.Memory = &s
			v, err := engine.New(config(tc.s, "v1")).Verify(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if tc.want == "" {
				if len(v.Failures) != 0 || v.Reports != 1 || v.Read != 1 || v.Passages != 7 {
					t.Errorf("%+v", v)
				}
				return
			}
			if len(v.Failures) != 1 {
				t.Fatalf("%+v", v.Failures)
			}
			f := v.Failures[0]
			if got := f.Where + ": " + f.What; !strings.Contains(got, tc.want) || f.Report != ferry.ID || f.Name != "ferry.txt" {
				t.Errorf("%s of %s, want %s", got, f.Name, tc.want)
			}
		})
	}
}

func TestVerifyReaderGone(t *testing.T) {
	var s store.Memory
	build(t, engine.New(config(&s, "v1")), ferry)
	v, err := engine.New(config(&s, "v2")).Verify(t.Context())
	if err != nil || v.Reports != 1 || v.Read != 0 || len(v.Failures) != 0 {
		t.Errorf("%+v %v", v, err)
	}
}
