package event_test

import (
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/event"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

func ExampleFinder_Find() {
	body := "The fishery talks were cancelled. The rebels violated the truce."
	t := &text.Text{Content: body, Blocks: []text.Block{{Span: parley.Span{End: len(body)}}}}
	tagger, err := syntax.New()
	if err != nil {
		panic(err)
	}
	finder, err := event.New()
	if err != nil {
		panic(err)
	}
	d := segment.New().Segment(t)
	tagger.Tag(d)
	finder.Find(d)
	for _, e := range d.Events {
		fmt.Printf("%s, %s: %s\n", e.Type, e.Status, d.Slice(e.Evidence[0]))
	}
	for _, s := range d.Instruments[0].Steps {
		fmt.Printf("%s is %s\n", d.Instruments[0].Name, s.State)
	}
	// Output:
	// talks, called-off: The fishery talks were cancelled
	// violation, happened: The rebels violated the truce
	// truce is violated
}
