package main

import (
	"path/filepath"
	"testing"
)

func TestPredictTimex(t *testing.T) {
	article := `{"id":"a","date":"2031-05-08","text":"The ferry sailed on Tuesday. Talks lasted three days."}` + "\n"
	dir := files(t, map[string]string{"a.jsonl": article, "a.jsonl.gz": packed(article), "bad.jsonl": "{}\n" + article + article +
		`{"id":"b","text":"x","date":"May"}` + "\n"})
	r := ok(t, "predict", "timex", filepath.Join(dir, "a.jsonl"))
	has(t, "answer", r.out, `{"id":"a","timex":[{"start":20,"end":27,"type":"DATE","value":"2031-05-06","grain":"day","when":{"from":"2031-05-06","to":"2031-05-06"},"why":"Tuesday before the report's date"}`,
		`{"start":42,"end":52,"type":"DURATION","value":"P3D"`)
	if z := ok(t, "predict", "timex", filepath.Join(dir, "a.jsonl.gz")); z.out != r.out {
		t.Errorf("gzip: %s", z.out)
	}
	bad := want(t, exitPartial, "predict", "timex", filepath.Join(dir, "bad.jsonl"))
	has(t, "stderr", bad.err, "bad.jsonl: line 1: no text\n", `line 3: the id "a" once more; line 2 has it`, "bad.jsonl: line 4: ")
	if bad.out != r.out {
		t.Errorf("the rest of a bad file: %s", bad.out)
	}
}
