package numeral

// small is the value of a number word from zero to ninety.
var small = map[string]float64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var scales = map[string]float64{
	"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12,
	"lakh": 1e5, "crore": 1e7,
	"mn": 1e6, "mln": 1e6, "mlns": 1e6, "bn": 1e9, "bln": 1e9, "trn": 1e12, "trln": 1e12, // as agencies write them, with a space or without
}

var shortScales = map[string]float64{"k": 1e3, "m": 1e6, "b": 1e9, "tn": 1e12}

var plurals = map[string]float64{
	"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
}

var vulgar = map[string]float64{"½": 0.5, "⅓": 0.333, "⅔": 0.667, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}

// denominators are the parts a fraction counts in; the plural needs a number before it.
var denominators = map[string]float64{
	"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4, "fifth": 5,
	"fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "ninth": 9,
	"ninths": 9, "tenth": 10, "tenths": 10,
}

// longest is how many words a spelled number has at most; a longer chain is no number.
const longest = 24

// inWords reads "forty-two", "three hundred and six thousand", "a dozen", "two and a half million".
func inWords(ws []Word, i int) (Number, bool) {
	n := Number{Form: Spelled, OK: true}
	j := i
	if a := ws[i].Lower; a == "a" || a == "an" {
		if i+1 >= len(ws) || scales[ws[i+1].Lower] == 0 {
			return n, false
		}
		n.Article = true
	}
	total, group, read := 0.0, 0.0, 0
	if n.Article {
		group, j = 1, i+1
	}
	last := 0.0 // the word before: 0 at the start, else the value of a small word or a scale
	for j < len(ws) && read <= longest {
		k := j
		if read > 0 && Dash(ws[k]) && ws[k].Glued {
			k++
		} else if read > 0 && ws[k].Lower == "and" && last >= 100 {
			k++
			if rejoined(ws, k, last) {
				break
			}
		}
		if k >= len(ws) {
			break
		}
		v, isSmall := small[ws[k].Lower]
		m, isScale := scales[ws[k].Lower]
		switch {
		case isSmall && (read == 0 && !n.Article || last >= 100 || last >= 20 && v > 0 && v < 10 && last < 100):
			group, last = group+v, v
			n.Scaled = false
		case isScale && (read > 0 || n.Article) && m != last:
			if m == 100 || m == 12 {
				group *= m
			} else {
				total, group = total+group*m, 0
			}
			last, n.Scaled = max(m, 100), true
		default:
			k = -1
		}
		if k < 0 {
			break
		}
		read++
		j = k + 1
	}
	n.OK = read <= longest
	if read == 0 {
		return n, false
	}
	n.End, n.Low, n.High, n.Plain = j, total+group, total+group, read == 1 && !n.Article
	if half := mixed(ws, n); half.End > n.End {
		n = scaled(ws, half)
	}
	return n, true
}

// rejoined reports whether the words after "and" are a second number of the same scale ("two hundred and three
// hundred") and not the rest of the first.
func rejoined(ws []Word, k int, scale float64) bool {
	for n := 0; n < 4 && k < len(ws); n, k = n+1, k+1 {
		if m := scales[ws[k].Lower]; m > 0 {
			return m <= scale
		}
		if _, ok := small[ws[k].Lower]; !ok && !Dash(ws[k]) {
			return false
		}
	}
	return false
}

// fraction reads "half", "half a million", "a third of", "two-thirds", "1/3".
func fraction(ws []Word, i int) (Number, bool) {
	n := Number{Form: Fraction, OK: true}
	w := ws[i].Lower
	if q, ok := quotient(ws, i); ok {
		n.End, n.Low, n.High = i+3, q, q
		return n, true
	}
	if w == "half" {
		return half(ws, i, n)
	}
	num, j := 0.0, i+1
	if w == "a" || w == "an" {
		num, n.Article = 1, true
	} else if v, ok := small[w]; ok && v < 10 && v > 0 {
		num = v
		if j < len(ws) && Dash(ws[j]) && ws[j].Glued {
			j++
		}
	}
	if num == 0 || j >= len(ws) {
		return n, false
	}
	den, ok := denominators[ws[j].Lower]
	if ok && word(ws, j+1, "of") && (word(ws, j+2, "a") || word(ws, j+2, "an")) && j+3 < len(ws) {
		if m := scales[ws[j+3].Lower]; m >= 1000 && num <= den { // "a quarter of a million" is a count
			n.Form, n.Scaled = Spelled, true
			n.End, n.Low, n.High = j+4, m*num/den, m*num/den
			return n, true
		}
	}
	plural := ok && ws[j].Lower[len(ws[j].Lower)-1] == 's'
	if !ok || plural != (num > 1) || num > den || !fractionEnds(ws, j+1) {
		return n, false
	}
	n.End, n.Low, n.High = j+1, round(num/den), round(num/den)
	return n, true
}

// half reads "half", "half a dozen", "half a million", "half of"; not "half-hour", "the second half".
func half(ws []Word, i int, n Number) (Number, bool) {
	n.End, n.Low, n.High = i+1, 0.5, 0.5
	if i > 0 && (ws[i-1].Lower == "first" || ws[i-1].Lower == "second" || ws[i-1].Lower == "other" || Dash(ws[i-1])) {
		return n, false
	}
	if word(ws, i+1, "a") || word(ws, i+1, "an") {
		if i+2 < len(ws) {
			if m := scales[ws[i+2].Lower]; m > 0 {
				n.Form, n.Scaled = Spelled, true
				n.End, n.Low, n.High = i+3, m/2, m/2
				return n, true
			}
		}
		n.End = i + 2
		return n, true
	}
	if i+1 < len(ws) && Dash(ws[i+1]) && ws[i+1].Glued {
		return n, false
	}
	return n, true
}

// fractionEnds reports whether what follows a denominator leaves it a fraction: "a third of", "by a third.", and
// not "a third round", where the word is an ordinal.
func fractionEnds(ws []Word, i int) bool {
	if i >= len(ws) || ws[i].Kind == Mark && !Dash(ws[i]) {
		return true
	}
	switch ws[i].Lower {
	case "of", "the", "to", "in", "from", "had", "were", "are", "was", "is", "have", "and", "or", "more", "less", "as", "on":
		return true
	}
	return false
}
