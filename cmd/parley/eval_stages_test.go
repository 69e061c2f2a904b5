package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const evalRows = `# newdoc id = a
1	Roe	Roe	PROPN	NNP	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

`

func TestEvalStages(t *testing.T) {
	dir := files(t, map[string]string{ewtDev: packed(evalRows), silverText: packed(`{"id":"a","text":"Roe left."}`),
		silverDev: packed(`{"id":"a","sentences":[[[0,3,"Roe","NNP","PERSON",2,"nsubj"],[4,8,"leave","VBD","O",0,"root"],[8,9,".",".","O",2,"punct"]]]}`)})
	r := ok(t, "eval", "segment", "--gold", dir)
	has(t, "segment", r.out, "raw text\n", "  EWT raw tokens                       F1 1.000   P 1.000  R 1.000   (3 of 3 gold, 3 predicted)\n", "EWT raw words ", "EWT raw sentences ")
	file := filepath.Join(dir, "scores.txt")
	r = ok(t, "eval", "syntax", "--gold", dir, "--scores", file, "--update")
	has(t, "syntax", r.out, "EWT tokens UPOS ", "EWT raw lemmas ", "no accuracy\n  PolNeAR silver XPOS                  share ")
	kept, err := os.ReadFile(file)
	if err != nil || strings.Count(string(kept), "\n") < 7 {
		t.Fatalf("%s, %v", kept, err)
	}
	if r := ok(t, "eval", "syntax", "--gold", dir, "--scores", file); r.err != "" {
		t.Errorf("after an update: %s", r.err)
	}
	t.Run("worse", func(t *testing.T) {
		bad := filepath.Join(dir, "bad.txt")
		if err := os.WriteFile(bad, []byte("EWT tokens UPOS                      F1 1.100\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		has(t, "stderr", want(t, exitFailure, "eval", "syntax", "--gold", dir, "--scores", bad).err, "worse: EWT tokens UPOS: 1.000, was 1.100")
	})
	t.Run("absent", func(t *testing.T) {
		if err := os.Remove(filepath.Join(dir, silverText)); err != nil {
			t.Fatal(err)
		}
		r := ok(t, "eval", "syntax", "--gold", dir, "--scores", file, "--json")
		has(t, "stderr", r.err, "PolNeAR silver not scored: there is no "+silverText)
		if s := parse[stageScores](t, r.out); len(s.Absent) != 1 || len(s.Changes) != 0 || len(s.Scores) < 6 {
			t.Errorf("%+v", s)
		}
		has(t, "stderr", want(t, exitNotFound, "eval", "syntax", "--gold", dir, "--scores", file, "--update").err, "was not written")
		if now, _ := os.ReadFile(file); string(now) != string(kept) {
			t.Error("the scores were written anew")
		}
	})
	t.Run("refused", func(t *testing.T) {
		want(t, exitUsage, "eval", "syntax")
		want(t, exitUsage, "eval", "syntax", "--gold", dir, "--update")
		want(t, exitUsage, "eval", "syntax", "--gold", dir, "extra")
		want(t, exitNotFound, "eval", "segment", "--gold", t.TempDir())
		want(t, exitNotFound, "eval", "segment", "--gold", filepath.Join(dir, "none"))
		broken := files(t, map[string]string{ewtDev: packed("1\tx\n")})
		has(t, "stderr", want(t, exitFailure, "eval", "segment", "--gold", broken).err, ewtDev, "line 1: 2 columns, not 10")
	})
}
