package parley_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every embedded model has a card, and cards tell the sizes of today's files: a model that is made anew is read about anew.
func TestModelCards(t *testing.T) {
	told := map[string]string{}
	cards, err := filepath.Glob("docs/models/*.md")
	if err != nil {
		t.Fatal(err)
	}
	of := regexp.MustCompile("`(internal/[a-z/_]+\\.model)` \\(([0-9,]+) bytes")
	for _, card := range cards {
		b, err := os.ReadFile(card)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range of.FindAllStringSubmatch(string(b), -1) {
			told[m[1]] = strings.ReplaceAll(m[2], ",", "")
		}
	}
	models, err := filepath.Glob("internal/*/*.model")
	if err != nil || len(models) == 0 {
		t.Fatalf("no models: %v", err)
	}
	for _, m := range models {
		x, err := os.Stat(m)
		if err != nil {
			t.Fatal(err)
		}
		if want := strconv.FormatInt(x.Size(), 10); told[filepath.ToSlash(m)] != want {
			t.Errorf("%s has %s bytes, its card says %q", m, want, told[filepath.ToSlash(m)])
		}
	}
}
