package eval

import (
	"bytes"
	"strings"
	"testing"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/segment"
)

func TestRe3d(t *testing.T) {
	in := `{"text":"left out"}
{"text":"Ana Roe met the Harland side. Vale left.","entities":[{"s":0,"e":7,"type":"Person","confidence":1},{"s":0,"e":3,"type":"Person","confidence":0.9},
{"s":12,"e":28,"type":"Organisation","confidence":0.5},{"s":16,"e":23,"type":"Location","confidence":0.4},{"s":31,"e":33,"type":"Person","confidence":1},
{"s":23,"e":36,"type":"Organisation","confidence":0.6},{"s":90,"e":99,"type":"Person","confidence":1}]}`
	want := "-DOCSTART-\tO\n\nAna\tB-Person\nRoe\tI-Person\nmet\tO\nthe\tB-Organisation\nHarland\tI-Organisation\nside\tI-Organisation\n.\tO\n\nVale\tB-Person\nleft\tO\n.\tO\n\n"
	var b bytes.Buffer
	if err := Re3d(&b, strings.NewReader(in), segment.New().Segment, func(n int) bool { return n == 1 }); err != nil || b.String() != want {
		t.Errorf("%v\ngot %s", err, b.String())
	}
	if err := Re3d(&b, strings.NewReader("{"), segment.New().Segment, func(int) bool { return true }); parley.KindOf(err) != parley.Invalid {
		t.Errorf("%v", err)
	}
}
