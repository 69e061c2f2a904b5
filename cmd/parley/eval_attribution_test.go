package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parley-press/parley/internal/eval"
)

// attributionCorpus is one invented article with its tokens, and one without.
func attributionCorpus(t *testing.T) string {
	return files(t, map[string]string{
		attributionText: packed(`{"id":"a","text":"Minister Ana Roe said that the ferry will sail on Monday.","attributions":[{"source":[[0,16]],"cue":[[17,21]],"content":[[22,56]]}]}
{"id":"b","text":"Nothing","attributions":[]}`),
		attributionTokens: packed(`{"id":"a","sentences":[[[0,8,"Minister","NNP","O",3,"compound"],[9,12,"Ana","NNP","O",3,"compound"],[13,16,"Roe","NNP","O",4,"nsubj"],[17,21,"said","VBD","O",0,"root"],[22,26,"that","IN","O",8,"mark"],[27,30,"the","DT","O",7,"det"],
[31,36,"ferry","NN","O",9,"nsubj"],[37,41,"will","MD","O",9,"aux"],[42,46,"sail","VB","O",4,"ccomp"],[47,49,"on","IN","O",11,"case"],[50,56,"Monday","NNP","O",9,"nmod"],[56,57,".",".","O",4,"punct"]]]}`),
	})
}

func TestEvalAttribution(t *testing.T) {
	dir := attributionCorpus(t)
	file := filepath.Join(dir, "scores.txt")
	r := ok(t, "eval", "attribution", "--gold", dir, "--scores", file, "--update")
	has(t, "attribution", r.out, "raw text: attributions\n", "  PolNeAR attribution                  F1 1.000   P 1.000  R 1.000   (1 of 1 gold, 1 predicted)\n",
		"PolNeAR with cue indirect ", "PolNeAR content exact ", "PolNeAR recall at precision 90       share 1.000   (1 of 1)\n", "calibration error", "Reliability of confidence\n")
	has(t, "stderr", r.err, "b has no tokens in polnear-corenlp/dev.jsonl.gz: left out")
	kept, err := os.ReadFile(file)
	if err != nil || strings.Count(string(kept), "\n") != 28 {
		t.Fatalf("%s, %v", kept, err)
	}
	if r := ok(t, "eval", "attribution", "--gold", dir, "--scores", file); strings.Contains(r.err, "worse") {
		t.Errorf("after an update: %s", r.err)
	}
	s := parse[struct {
		Scores  []eval.Score
		Details eval.AttributionReport
	}](t, ok(t, "eval", "attribution", "--gold", dir, "--json").out)
	if len(s.Scores) != 28 || len(s.Details.Curve) != 1 || len(s.Details.Reliability) != 10 || s.Details.Texts != 1 {
		t.Errorf("%+v", s)
	}
	t.Run("transforms", func(t *testing.T) {
		n := len(eval.Transforms()) + 1
		r := ok(t, "eval", "attribution", "--gold", dir, "--transform", "all", "--scores", filepath.Join(dir, "robust.txt"), "--update")
		has(t, "all", r.out, "  PolNeAR as-written                   F1 1.000 ", "  PolNeAR translated   ", "What is lost, in percent\n", "  as-written            100.0    0.0    0.0   the texts as they are\n")
		if s := parse[struct{ Details []way }](t, ok(t, "eval", "attribution", "--gold", dir, "--transform", "all", "--json").out); len(s.Details) != n || s.Details[0].F1 != 1 {
			t.Errorf("%+v", s)
		}
		has(t, "one", ok(t, "eval", "attribution", "--gold", dir, "--transform", "one-line").out, "  PolNeAR attribution                  F1 1.000 ")
	})
	t.Run("refused", func(t *testing.T) {
		has(t, "stderr", want(t, exitUsage, "eval", "attribution", "--gold", dir, "--transform", "louder").err, `no transform "louder"; there are all, straight-quotes`)
		want(t, exitUsage, "eval", "attribution", "--gold", dir, "--transform", "one-line", "--scores", file)
		want(t, exitUsage, "eval", "attribution", "--gold", dir, "--update")
		want(t, exitUsage, "eval", "attribution")
		has(t, "stderr", want(t, exitNotFound, "eval", "attribution", "--gold", t.TempDir()).err, "nothing in")
		broken := files(t, map[string]string{attributionText: packed(`{"id":"a"}`), attributionTokens: packed(`{}`)})
		has(t, "stderr", want(t, exitFailure, "eval", "attribution", "--gold", broken).err, attributionText, "no gold file")
	})
}

// What rounds to nothing has no sign.
func TestTenths(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0", -0.0001: "0.0", -0.001: "-0.1", 0.0791: "7.9"} {
		if got := tenths(share); got != want {
			t.Errorf("%f: %s, want %s", share, got, want)
		}
	}
}
