package intake_test

import (
	"fmt"
	"strings"

	"github.com/parley-press/parley/internal/intake"
)

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
