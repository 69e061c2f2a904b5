//go:build !linux

package intake

import "testing"

func asNobody(t *testing.T, _ string) {
	t.Helper()
	t.Fatal("run the tests as somebody other than root")
}
