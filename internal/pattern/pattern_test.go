package pattern

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var expressions = []struct {
	expr  string
	needs []string
}{
	{`(?i)\b(begun|begin|started?)\b`, []string{"begun", "begin", "starte"}},
	{`(?i)\bnot (only|yet)\b`, []string{"not only", "not yet"}},
	{`\b(of|for)\b`, []string{"of", "for"}},
	{`(?i)\w+ly\b`, []string{"ly"}},
	{`a*`, nil},
	{`(?i)(x|y?)`, nil},
	{`(?i)\b(verif\w+|confirm\w*)\b`, []string{"verif", "confirm"}},
	{`(?i)(do|did) not [^.]{0,20}\bstop(s|ped)?`, []string{"do not ", "did not "}},
	{`élan|Öl vital`, []string{"lan", "l vital"}},
	{`(?i)do(n't|n’t) k`, []string{"don't k", "don’t k"}},
	{`(?i)^["“”'‘’\s]*(that|this)\b`, []string{"that", "this"}},
	{`(ab)+c`, []string{"ab"}},
	{`(abc){2,}`, []string{"abc"}},
	{`(abc){0,2}`, nil},
}

func TestNeeds(t *testing.T) {
	for _, x := range expressions {
		got, want := MustCompile(x.expr).Needs(), slices.Clone(x.needs)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s needs %q, want %q", x.expr, got, want)
		}
	}
}

// TestSame: with what it looks for first a pattern finds what the expression alone finds, in texts made of its own pieces.
func TestSame(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"begun", "BEGIN", "start", "ed", " ", " ", "not", "only", "yet", "of", "for", "ly", "x", "verif", "CONFIRM", "ied", "do", "did", "stop", "ped", "élan", "Öl", " vital", "don't", "don’t", " \u212a", " k", "ſtart", "“", "that", "this", "ab", "abc", "c", "."}
	var compiled []*Pattern
	var plain []*regexp.Regexp
	for _, x := range expressions {
		compiled, plain = append(compiled, MustCompile(x.expr)), append(plain, regexp.MustCompile(x.expr))
	}
	found := 0
	for range 20000 {
		var b strings.Builder
		for range rng.IntN(9) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		text := b.String()
		if rng.IntN(50) == 0 {
			text = strings.Repeat("z ", room/2) + text
		}
		for i, x := range expressions {
			p, re := compiled[i], plain[i]
			want := re.MatchString(text)
			if want {
				found++
			}
			if p.MatchString(text) != want || !slices.Equal(p.FindStringIndex(text), re.FindStringIndex(text)) || !slices.Equal(p.FindStringSubmatch(text), re.FindStringSubmatch(text)) {
				t.Fatalf("%s in %q: the expression alone says %v", x.expr, text, want)
			}
		}
	}
	if found < 1000 {
		t.Fatalf("%d matches are too few to tell", found)
	}
}

func BenchmarkMatch(b *testing.B) {
	const expr = `(?i)\b(agreed|agrees|accepted|accepts|approved|endorsed)\b`
	text := strings.Repeat("The delegation waited at the hotel by the lake until the evening. ", 3)
	for name, match := range map[string]func(string) bool{"pattern": MustCompile(expr).MatchString, "regexp": regexp.MustCompile(expr).MatchString} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				match(text)
			}
		})
	}
}
