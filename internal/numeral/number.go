package numeral

import (
	"math"
	"strconv"
	"strings"
)

// A Form is how a number is written.
type Form uint8

// The forms of a number.
const (
	Figures  Form = iota // 3,000 · 1.5 million
	Spelled              // forty-two · a dozen
	Fraction             // half · two-thirds · 2 1/2
	Power                // tens of thousands: a range of magnitude
)

// A Number is a number as printed.
type Number struct {
	First, End int     // words
	Low, High  float64 // equal but for powers; 0 where OK is false
	Form       Form
	OK         bool // false: digits that give no number that can be told (too long, mixed separators)
	Scaled     bool // ends in million, dozen ...
	Article    bool // begins with "a" or "an" for one
	Plain      bool // a single spelled word or a single run of digits
}

// limit is the greatest number that is read as one: a million million million is no figure of a press report.
const limit = 1e15

// Read reads the number that begins at ws[i]. An article counts only before a scale or a fraction ("a dozen").
func Read(ws []Word, i int) (Number, bool) {
	if i < 0 || i >= len(ws) {
		return Number{}, false
	}
	for _, f := range [...]func([]Word, int) (Number, bool){power, fraction, inFigures, inWords} {
		if n, ok := f(ws, i); ok {
			n.First = i
			if !n.OK || math.IsNaN(n.Low) || math.Abs(n.High) > limit {
				n.Low, n.High, n.OK = 0, 0, false
			}
			return n, true
		}
	}
	return Number{}, false
}

// power reads "thousands", "tens of thousands", "hundreds of millions": from two of the first to just below the
// next power of ten (codebook, section 6: "tens of thousands" is 20000 to 99999). A dozen's next is a hundred.
func power(ws []Word, i int) (Number, bool) {
	u, ok := plurals[ws[i].Lower]
	if !ok {
		return Number{}, false
	}
	end, base := i+1, u
	if end+1 < len(ws) && ws[end].Lower == "of" {
		if v, ok := plurals[ws[end+1].Lower]; ok && v > u {
			base, end = u*v, end+2
		}
	}
	if base == 10 {
		return Number{}, false
	}
	high := base*10 - 1
	switch u {
	case 12, 20:
		high = base / u * 99
	}
	return Number{End: end, Low: 2 * base, High: high, Form: Power, OK: true}, true
}

// inFigures reads a number that begins with a digit or a vulgar fraction.
func inFigures(ws []Word, i int) (Number, bool) {
	if v, ok := vulgar[ws[i].Lower]; ok {
		return scaled(ws, Number{End: i + 1, Low: v, High: v, Form: Fraction, OK: true}), true
	}
	if ws[i].Kind != Digits {
		return Number{}, false
	}
	v, ok := parse(ws[i].Lower)
	n := Number{End: i + 1, Low: v, High: v, OK: ok, Plain: true}
	n = grouped(ws, i, n)
	if end, ok := exponent(ws, n.End); ok {
		return Number{End: end}, true
	}
	n = mixed(ws, n)
	return scaled(ws, n), true
}

// exponent reads the rest of "1e999": no press figure, kept as one without a value.
func exponent(ws []Word, i int) (int, bool) {
	if i >= len(ws) || ws[i].Lower != "e" || !ws[i].Glued {
		return 0, false
	}
	i++
	if i < len(ws) && ws[i].Glued && (Dash(ws[i]) || ws[i].Lower == "+") {
		i++
	}
	return i + 1, i < len(ws) && ws[i].Glued && ws[i].Kind == Digits
}

// grouped joins thousands set apart by a space: "12 000".
func grouped(ws []Word, i int, n Number) Number {
	if !n.OK || len(ws[i].Lower) > 3 || ws[i].Lower[0] == '0' {
		return n
	}
	v := n.Low
	for n.End < len(ws) && n.End-i < 4 {
		w, p := ws[n.End], ws[n.End-1]
		gap := w.Span.Start - p.Span.End
		if w.Kind != Digits || len(w.Lower) != 3 || gap < 1 || gap > 3 || gap == 1 && w.Lower != "000" {
			break
		}
		g, _ := strconv.Atoi(w.Lower)
		v, n.End = v*1000+float64(g), n.End+1
	}
	n.Low, n.High = v, v
	return n
}

// mixed reads the half of "2½", "2 1/2" and "3 and a half", or the denominator of "3/5".
func mixed(ws []Word, n Number) Number {
	if !n.OK {
		return n
	}
	j := n.End
	add := func(v float64, end int) Number {
		n.Low, n.High, n.End, n.Plain = n.Low+v, n.High+v, end, false
		return n
	}
	if j < len(ws) {
		if v, ok := vulgar[ws[j].Lower]; ok {
			return add(v, j+1)
		}
	}
	if q, ok := quotient(ws, j); ok && !ws[j].Glued {
		return add(q, j+3)
	}
	if word(ws, j, "and") && word(ws, j+1, "a") && word(ws, j+2, "half") {
		return add(0.5, j+3)
	}
	return n
}

// quotient reads "1/2": a digit over a digit, less than one.
func quotient(ws []Word, i int) (float64, bool) {
	if i+2 >= len(ws) || ws[i].Kind != Digits || ws[i+1].Lower != "/" || ws[i+2].Kind != Digits || !ws[i+1].Glued || !ws[i+2].Glued {
		return 0, false
	}
	if len(ws[i].Lower) != 1 || len(ws[i+2].Lower) != 1 {
		return 0, false
	}
	a, b := float64(ws[i].Lower[0]-'0'), float64(ws[i+2].Lower[0]-'0')
	if a == 0 || a >= b {
		return 0, false
	}
	return round(a / b), true
}

// scaled reads the scale words that follow a number: "million", "hundred thousand", "dozen", and "m", "bn", "k"
// where they touch the digits.
func scaled(ws []Word, n Number) Number {
	for n.End < len(ws) {
		j := n.End
		if Dash(ws[j]) && ws[j].Glued && j+1 < len(ws) && ws[j+1].Glued {
			j++
		}
		m, ok := scales[ws[j].Lower]
		if !ok && n.Form == Figures && ws[j].Glued && j == n.End {
			m, ok = shortScales[ws[j].Lower]
		}
		if !ok || n.Scaled && m < 1000 {
			return n
		}
		n.Low, n.High, n.End, n.Scaled, n.Plain = round(n.Low*m), round(n.High*m), j+1, true, false
		if n.High > limit {
			n.OK = false
			return n
		}
	}
	return n
}

// parse is the value of digits with separators: commas between groups of three (or, as in India, of two before
// the last three), one decimal point at the end. Anything else, or more than fifteen digits, is not told.
func parse(s string) (float64, bool) {
	whole, dec, _ := strings.Cut(s, ".")
	if len(s) > 24 || strings.ContainsAny(dec, ".,") {
		return 0, false
	}
	if strings.Contains(whole, ",") {
		g := strings.Split(whole, ",")
		for k, part := range g {
			last := k == len(g)-1
			switch {
			case last && len(part) != 3, k == 0 && len(part) > 3, k > 0 && !last && len(part) != 3 && len(part) != 2:
				return 0, false
			}
		}
		whole = strings.Join(g, "")
	}
	if len(whole) > 15 {
		return 0, false
	}
	if dec != "" {
		whole += "." + dec
	}
	v, err := strconv.ParseFloat(whole, 64)
	return v, err == nil
}

// round keeps three decimals: "a third" is 0.333 (codebook, section 6).
func round(v float64) float64 { return math.Round(v*1000) / 1000 }

func word(ws []Word, i int, s string) bool { return i >= 0 && i < len(ws) && ws[i].Lower == s }
