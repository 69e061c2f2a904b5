package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/text"
)

// readDossier is the plain text of each report of a folder: headline and body, a paragraph a line with an empty one
// between.
func readDossier(dir string) ([]string, error) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		format := map[string]parley.Format{".txt": parley.PlainText, ".html": parley.HTML}[filepath.Ext(f.Name())]
		if format == "" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return nil, err
		}
		t, aside := clean.Clean(parley.Report{Names: []string{f.Name()}, Format: format, Bytes: b})
		if aside != nil {
			return nil, fmt.Errorf("%s: %s", f.Name(), aside.Reason)
		}
		out = append(out, plain(t))
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s holds no report (.txt or .html)", dir)
	}
	return out, nil
}

// plain is the headline and the paragraphs of a text.
func plain(t *text.Text) string {
	var b strings.Builder
	last := -1
	for _, k := range t.Blocks {
		if k.Kind != text.Headline && k.Kind != text.Body {
			continue
		}
		switch {
		case b.Len() == 0:
		case k.Paragraph != last:
			b.WriteString("\n\n")
		default:
			b.WriteByte(' ')
		}
		last = k.Paragraph
		b.WriteString(strings.Join(strings.Fields(t.Content[k.Span.Start:k.Span.End]), " "))
	}
	return b.String()
}

// countWords counts what stands between white space.
func countWords(articles []string) int {
	n := 0
	for _, a := range articles {
		n += len(strings.Fields(a))
	}
	return n
}

// repeated is the articles again and again, up to a number of words.
func repeated(articles []string, words int) []string {
	var out []string
	for n := 0; n < words; {
		for _, a := range articles {
			out = append(out, a)
			n += len(strings.Fields(a))
		}
	}
	return out
}

// fresh is as many articles, each copy of each pass with words of its own.
func fresh(articles []string, words, pass int) []string {
	out := repeated(articles, words)
	for i, a := range out {
		out[i] = mangle(a, uint64(pass)<<32|uint64(i/len(articles)+1))
	}
	return out
}

// mangle gives every word of five letters or more other letters in its middle, the same for the same word and key:
// vowels for vowels and consonants for consonants. Its first letter and its last two stay, so that names look like
// names and verbs like verbs.
func mangle(s string, key uint64) string {
	b := []byte(s)
	for i := 0; i < len(b); {
		j := i
		h := key
		for j < len(b) && letter(b[j]) {
			h = (h ^ uint64(b[j])) * 1099511628211
			j++
		}
		if j-i >= 5 {
			for k := i + 1; k < j-2; k++ {
				h = (h ^ h>>29) * 0xbf58476d1ce4e5b9
				b[k] = other(b[k], h>>32)
			}
		}
		i = j + 1
	}
	return string(b)
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// other is a letter of the same kind and case.
func other(c byte, h uint64) byte {
	from := "bcdfghklmnprstvw"
	if strings.IndexByte("aeiou", c|0x20) >= 0 {
		from = "aeiou"
	}
	return from[h%uint64(len(from))] - 0x20 + c&0x20
}
