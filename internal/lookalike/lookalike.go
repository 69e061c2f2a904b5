// Package lookalike finds names that are written with letters of another script which look like Latin ones: "Rеuters" with a Cyrillic е.
//
// It follows Unicode Technical Standard 39 (Unicode Security Mechanisms): names are confusable when their skeletons are equal, and a word that mixes scripts
// is suspicious by itself. Its table holds the letters of Cyrillic, Greek and Armenian that news fonts draw like Latin ones. In the comparison letters of full
// width fall together with plain ones (NFKC) and marks of no width are left out. It is for warnings only: nothing is ever taken for one by its skeleton.
package lookalike

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// twins are the letters that look like Latin ones, each behind the Latin letter it looks like.
const twins = "aа bЬ cсϲ dԁ eеҽ gց hһհ iіι jјϳ kκк nո oоοօ pрρ qԛզ rг sѕ uυս vνѵ wѡԝ xхχ yуγү " +
	"AАΑ BВΒ CСϹ EЕΕ FϜ GԌ HНΗ IІΙӀ JЈ KКΚ MМΜ NΝ OОΟՕ PРΡ QԚ SЅՏ TТΤ UՍ VѴ WԜ XХΧ YҮΥ ZΖ"

// latin is the Latin letter that another letter looks like.
var latin = func() map[rune]rune {
	m := map[rune]rune{}
	for _, f := range strings.Fields(twins) {
		to, n := utf8.DecodeRuneInString(f)
		for _, r := range f[n:] {
			m[r] = to
		}
	}
	return m
}()

// Skeleton is s as it looks: letters of other scripts as the Latin ones they look like, in lower case, without marks that are not seen.
func Skeleton(s string) string {
	if plain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range s {
		if to, ok := latin[r]; ok {
			r = to
		}
		if !unicode.Is(unicode.Cf, r) {
			b.WriteRune(r)
		}
	}
	return strings.ToLower(norm.NFKC.String(b.String()))
}

// Odd lists the letters of s that look like Latin letters and are none, each once. Mixed says that one of them stands in a word with Latin letters.
func Odd(s string) (odd []rune, mixed bool) {
	if plain(s) {
		return nil, false
	}
	has := map[rune]bool{}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) }) {
		inWord, ofLatin := false, false
		for _, r := range w {
			if _, ok := latin[r]; ok {
				inWord = true
				if !has[r] {
					has[r] = true
					odd = append(odd, r)
				}
			} else if unicode.Is(unicode.Latin, r) {
				ofLatin = true
			}
		}
		mixed = mixed || inWord && ofLatin
	}
	return odd, mixed
}

// plain reports whether s is of ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
