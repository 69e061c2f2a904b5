package read

import (
	"slices"

	"github.com/parley-press/parley/internal/text"
)

// sketchSize is how many of the smallest hashes a sketch keeps.
const sketchSize = 128

// sketch is a bottom-k sketch (Broder 1997) of the body's runs of five words, lower case, without marks: equal runs give equal hashes in every report.
func sketch(d *text.Doc) []uint64 {
	var words []uint64
	for _, p := range d.Paragraphs {
		if p.Kind != text.Body || p.Caption {
			continue
		}
		for s := p.Sentences[0]; s < p.Sentences[1]; s++ {
			for i := d.Sentences[s].Tokens.First; i < d.Sentences[s].Tokens.End; i++ {
				if d.Tags[i].U != text.PUNCT {
					words = append(words, hashWord(d.Lower(i)))
				}
			}
		}
	}
	var all []uint64
	for i := 0; i+5 <= len(words); i++ {
		h := uint64(0x9E3779B97F4A7C15)
		for _, w := range words[i : i+5] {
			h = mix(h ^ w)
		}
		all = append(all, h)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.Clip(all[:min(len(all), sketchSize)])
}

// bodyWords counts the words of the body.
func bodyWords(d *text.Doc) int {
	n := 0
	for _, p := range d.Paragraphs {
		if p.Kind != text.Body || p.Caption {
			continue
		}
		for s := p.Sentences[0]; s < p.Sentences[1]; s++ {
			for i := d.Sentences[s].Tokens.First; i < d.Sentences[s].Tokens.End; i++ {
				if d.Tags[i].U != text.PUNCT {
					n++
				}
			}
		}
	}
	return n
}

// hashWord is FNV-1a, 64 bit.
func hashWord(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}
