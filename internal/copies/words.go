package copies

import (
	"unicode"
	"unicode/utf8"
)

// A Hasher makes the runs of a text from its paragraphs, one after another.
type Hasher struct {
	last [runWords]uint64
	n    int
	runs []uint32
}

// Add adds a paragraph. A word is letters, marks and digits in a row, in lower case; apostrophes inside it do not count.
func (h *Hasher) Add(s string) {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	w, in := uint64(offset), false
	end := func() {
		if in {
			h.word(w)
		}
		w, in = offset, false
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
				fallthrough
			case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
				w, in = (w^uint64(c))*prime, true
			case c == '\'' && in:
			default:
				end()
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch i += size; {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			w, in = (w^uint64(unicode.ToLower(r)))*prime, true
		case r == '’' && in:
		default:
			end()
		}
	}
	end()
}

// word ends one word and, from the fifth on, a run.
func (h *Hasher) word(w uint64) {
	h.last[h.n%runWords] = w
	if h.n++; h.n < runWords {
		return
	}
	sum := uint64(0x9E3779B97F4A7C15)
	for k := range runWords {
		sum = mix(sum ^ h.last[(h.n+k)%runWords])
	}
	h.runs = append(h.runs, uint32(sum>>32))
}

// Words is how many words were added.
func (h *Hasher) Words() int { return h.n }

// Runs is the runs so far, in the order of the text.
func (h *Hasher) Runs() []uint32 { return h.runs }

// Runs is the runs of a text.
func Runs(s string) []uint32 {
	var h Hasher
	h.Add(s)
	return h.runs
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xBF58476D1CE4E5B9
	x ^= x >> 27
	x *= 0x94D049BB133111EB
	return x ^ x>>31
}
