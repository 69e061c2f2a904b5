package web

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// pairs are the colours that meet on a page: letters on their ground need 4.5 to 1 (WCAG 1.4.3), signs and borders of
// controls 3 to 1 (1.4.11).
var pairs = []struct {
	fore, back string
	least      float64
}{
	{"ink", "paper", 7}, {"ink", "panel", 7}, {"ink", "sunk", 7}, {"soft", "paper", 4.5}, {"soft", "panel", 4.5}, {"soft", "sunk", 4.5},
	{"link", "paper", 4.5}, {"link", "panel", 4.5}, {"link", "sunk", 4.5}, {"accent-ink", "accent", 4.5},
	{"bad", "paper", 4.5}, {"bad", "panel", 4.5}, {"good", "paper", 4.5}, {"good", "panel", 4.5}, {"warn", "paper", 4.5}, {"warn", "panel", 4.5},
	{"ink", "m-quoted", 7}, {"ink", "m-content", 7}, {"target-ink", "target", 7},
	{"m-cue", "paper", 4.5}, {"m-cue", "m-quoted", 4.5}, {"m-cue", "m-content", 4.5},
	{"edge", "paper", 3}, {"edge", "panel", 3}, {"accent", "paper", 3}, {"accent", "panel", 3}, {"accent", "sunk", 3},
	{"m-source", "paper", 3}, {"m-event", "paper", 3}, {"m-figure", "paper", 3}, {"m-source", "m-quoted", 3}, {"m-event", "m-quoted", 3}, {"m-figure", "m-quoted", 3},
}

var variable = regexp.MustCompile(`--([a-z-]+):\s*(#[0-9a-f]{6})`)

// schemes reads the colour variables of the style sheet, light and dark.
func schemes(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	b, err := files.ReadFile("assets/style.css")
	if err != nil {
		t.Fatal(err)
	}
	day, rest, ok := strings.Cut(string(b), "@media screen and (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("the style sheet has no dark scheme")
	}
	night, _, _ := strings.Cut(rest, "\n}\n")
	light, dark = map[string]string{}, map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(day, -1) {
		light[m[1]] = m[2]
	}
	for _, m := range variable.FindAllStringSubmatch(night, -1) {
		dark[m[1]] = m[2]
	}
	return light, dark
}

func TestContrast(t *testing.T) {
	light, dark := schemes(t)
	for name, c := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range pairs {
			if c[p.fore] == "" || c[p.back] == "" {
				t.Errorf("%s: no colour %s or %s", name, p.fore, p.back)
				continue
			}
			if r := ratio(c[p.fore], c[p.back]); r < p.least {
				t.Errorf("%s: %s on %s is %.2f to 1, must be %.1f", name, p.fore, p.back, r, p.least)
			}
		}
	}
	if len(light) != len(dark) {
		t.Errorf("%d colours by day, %d by night", len(light), len(dark))
	}
}

// TestColoursAreVariables: a colour outside the variables would escape the test above.
func TestColoursAreVariables(t *testing.T) {
	b, _ := files.ReadFile("assets/style.css")
	_, rules, _ := strings.Cut(string(b), "*, *::before")
	rules, print, _ := strings.Cut(rules, "@media print")
	if m := regexp.MustCompile(`#[0-9a-f]{3,8}\b|rgba?\(|hsl`).FindAllString(rules, -1); m != nil {
		t.Errorf("colours outside the variables: %v", m)
	}
	if !strings.Contains(print, "#000") {
		t.Error("no rules for paper")
	}
}

// ratio is the contrast of two colours as WCAG 2.2 defines it.
func ratio(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func luminance(hex string) float64 {
	var l float64
	for i, w := range []float64{0.2126, 0.7152, 0.0722} {
		v, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += w * c
	}
	return l
}

func TestRatio(t *testing.T) {
	if r := ratio("#000000", "#ffffff"); math.Abs(r-21) > 1e-9 {
		t.Errorf("black on white is %v", r)
	}
	if r := ratio("#777777", "#ffffff"); math.Abs(r-4.48) > 0.01 {
		t.Errorf("#777 on white is %v", r)
	}
}
