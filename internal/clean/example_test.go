package clean_test

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/clean"
	"github.com/parley-press/parley/internal/text"
)

func ExampleClean() {
	raw := []byte("Bridge talks end\n\nBy Ana Roe RIVERTON, Harland (Newswire) - The mayor said the bridge would stay closed.\n\nREAD MORE: Crews go home\n")
	t, aside := clean.Clean(parley.Report{Names: []string{"bridge.txt"}, Format: parley.PlainText, Bytes: raw})
	if aside != nil {
		fmt.Println(aside.Name, aside.Reason)
		return
	}
	for _, b := range t.Blocks {
		if b.Kind == text.Noise {
			p := t.Passage(b.Span)
			fmt.Printf("%s at byte %d: %s\n", b.Noise, p.Raw.Start, p.Text)
		}
	}
	fmt.Println(t.Meta.Dateline.Name, t.Meta.Bylines[0].Name)
	// Output:
	// credit at byte 18: By Ana Roe RIVERTON, Harland (Newswire) -
	// related-link at byte 106: READ MORE: Crews go home
	// Riverton Ana Roe
}
