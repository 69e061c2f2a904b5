package web

import (
	"fmt"
	"slices"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/numeral"
)

// numberIn is the number that words print, in figures or spelled, as the ends of a range: which of them are claimed hangs on what is meant (codebook, section
// 6). It fails where the words hold no number that can be told, or more than one.
func numberIn(words string, meant parley.Qualifier) (parley.Range, bool) {
	ws := numeral.Words(words, 1, func(int) parley.Span { return parley.Span{End: len(words)} })
	var found []numeral.Number
	for i := 0; i < len(ws); {
		n, ok := numeral.Read(ws, i)
		if !ok {
			i++
			continue
		}
		found, i = append(found, n), n.End
	}
	if len(found) != 1 || !found[0].OK {
		return parley.Range{}, false
	}
	low, high := found[0].Low, found[0].High
	switch meant {
	case parley.MoreThan, parley.AtLeast:
		return parley.Range{Low: &low}, true
	case parley.LessThan, parley.Almost, parley.UpTo:
		return parley.Range{High: &high}, true
	}
	return parley.Range{Low: &low, High: &high}, true
}

// numberField is the field of the form that holds the words of the number.
func numberField(f *form) string {
	return fmt.Sprintf("words-%d", slices.Index(f.Values["part"], partNumber))
}
