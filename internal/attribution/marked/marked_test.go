package marked

import "testing"

func TestParse(t *testing.T) {
	plain, got, err := Parse("{x1 Up}, {s1,2 she} {c1 said}, {x1 and} {c2? hoped} {x2 so}.")
	if err != nil || plain != "Up, she said, and hoped so." || len(got) != 2 {
		t.Fatalf("%q, %v, %v", plain, got, err)
	}
	if m := got[0]; len(m.Content) != 2 || m.Content[1] != [2]int{14, 17} || len(m.Source) != 1 || m.Optional {
		t.Errorf("relation 1 is %+v", m)
	}
	if m := got[1]; m.Source[0] != got[0].Source[0] || !m.Optional {
		t.Errorf("relation 2 is %+v", m)
	}
	for _, bad := range []string{"{x1 a {s1 b} c}", "{y1 a}", "{x1 a", "a}", "{s1 a} {c1 b}", "{x2 a}", "{x a}"} {
		if _, _, err := Parse(bad); err == nil {
			t.Errorf("%q is read without an error", bad)
		}
	}
}
