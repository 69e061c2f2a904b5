//go:build measure

package restore

import (
	"bytes"
	"os"
	"testing"
)

// TestMeasureTrained trains the models anew: the same data give the bytes that are embedded.
func TestMeasureTrained(t *testing.T) {
	b, err := Train(os.DirFS(os.Getenv("PARLEY_DATA")), Options{Read: stages(t), Say: func(s string) { t.Log(s) }})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, embedded) {
		t.Error("the models are not what the data and this program give")
	}
}
