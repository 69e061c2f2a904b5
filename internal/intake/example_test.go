package intake_test

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley/internal/intake"
)

func ExampleStream() {
	wire := strings.NewReader(`{"head": "Bridge talks end", "body": "The mayor said the bridge would stay closed.", "sent": "2031-05-04T07:00:00Z"}
{"head": "No text yet"}
`)
	fields := intake.Fields{"text": "body", "title": "head", "date": "sent"}
	err := intake.Stream("wire.jsonl", wire, intake.Options{Fields: fields}, func(it intake.Item) error {
		if it.Aside != nil {
			fmt.Printf("%s: %s\n", it.Aside.Name, it.Aside.Detail)
			return nil
		}
		fmt.Printf("%s: %q, published %s by the %s\n", it.Report.Names[0], it.Report.Bytes, it.Report.Told.Published, it.Report.Told.PublishedBy)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// wire.jsonl#1: "Bridge talks end\n\nThe mayor said the bridge would stay closed.", published 2031-05-04 by the sent of wire.jsonl#1
	// wire.jsonl#2: line 2, byte 117: no field has the text; --field text=body asks for one that is not there
}

func ExampleWalk() {
	stdin := strings.NewReader("Bridge talks end\n\nThe mayor said the bridge would stay closed.\n")
	err := intake.Walk([]string{"-", "no-such-folder"}, stdin, intake.Options{}, func(it intake.Item) error {
		if it.Aside != nil {
			fmt.Printf("%s: %s\n", it.Aside.Name, it.Aside.Detail)
			return nil
		}
		fmt.Printf("%s: %d bytes of %s\n", it.Report.Names[0], len(it.Report.Bytes), it.Report.Format)
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// -: 63 bytes of text
	// no-such-folder: no such file or folder
}
