package main

import (
	"bytes"
	"compress/gzip"
	"path/filepath"
	"strings"
	"testing"
)

const ferryText = "Roe can't sail. \"The pier is open,\" she said.\n\nVale left.\n"

const ferryRows = "# newdoc id = ferry\n1\tRoe\t_\t_\t_\t_\t_\t_\t_\tNote=x\n2\tran\t_\t_\t_\t_\t_\t_\t_\t_\n\n"

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	z.Close()
	return b.String()
}

func TestPredictCoNLLU(t *testing.T) {
	dir := files(t, map[string]string{"ferry.txt": ferryText, "ferry.txt.gz": packed(ferryText), "rows.conllu": ferryRows, "rows.conllu.gz": packed(ferryRows),
		"bad.conllu": "1\tx\n\n" + ferryRows + "3\tx\n\n", "broken.gz": packed(ferryText)[:30]})
	r := ok(t, "predict", "conllu", "--raw", filepath.Join(dir, "ferry.txt"))
	has(t, "raw", r.out, "# newdoc id = ferry\n# newpar\n# sent_id = 1\n# text = Roe can't sail.\n1\tRoe\tRoe\tPROPN\tNNP\t_\t", "\n2-3\tcan't\t_", "TokenRange=0:3\n",
		"\n# newpar\n# sent_id = 3\n# text = Vale left.\n")
	if z := ok(t, "predict", "conllu", filepath.Join(dir, "ferry.txt.gz"), "--raw"); z.out != r.out || z.err+r.err != "" {
		t.Errorf("gzip: %s%s", z.out, z.err)
	}
	c := command(t, "predict", "conllu", "--raw", "-")
	c.Stdin = strings.NewReader(ferryText)
	if s := finish(t, c); s.code != exitOK || s.out != strings.Replace(r.out, "# newdoc id = ferry\n", "# newdoc\n", 1) {
		t.Errorf("standard input: exit %d, %s%s", s.code, s.out, s.err)
	}
	r = ok(t, "predict", "conllu", "--tokens", filepath.Join(dir, "rows.conllu"))
	has(t, "tokens", r.out, "# newdoc id = ferry\n1\tRoe\tRoe\tPROPN\tNNP\t_\t", "\tNote=x\n2\tran\t")
	if z := ok(t, "predict", "conllu", "--tokens", filepath.Join(dir, "rows.conllu.gz")); z.out != r.out {
		t.Errorf("gzip: %s", z.out)
	}
	bad := want(t, exitPartial, "predict", "conllu", "--tokens", filepath.Join(dir, "bad.conllu"))
	has(t, "stderr", bad.err, "bad.conllu: line 1: 2 columns, not 10\n", "bad.conllu: line 7: 2 columns, not 10\n")
	if bad.out != r.out {
		t.Errorf("the rest of a bad file: %s", bad.out)
	}
	has(t, "stderr", want(t, exitFailure, "predict", "conllu", "--raw", filepath.Join(dir, "broken.gz")).err, "broken.gz", "unexpected EOF")
	want(t, exitFailure, "predict", "conllu", "--raw", dir)
}

func TestPredictStatements(t *testing.T) {
	article := `{"id":"a","text":"Bridge to close\n\nThe bridge will close, the minister Ana Roe told reporters on Friday."}` + "\n"
	dir := files(t, map[string]string{"a.jsonl": article, "a.jsonl.gz": packed(article), "bad.jsonl": "{}\n" + article + article})
	r := ok(t, "predict", "statements", filepath.Join(dir, "a.jsonl"))
	has(t, "answer", r.out, `{"id":"a","attributions":[{"source":[[40,60]],"cue":[[61,65]],"content":[[17,38]],"confidence":0.`, `"entity":"Ana Roe"`, `"act":"say"`)
	if z := ok(t, "predict", "statements", filepath.Join(dir, "a.jsonl.gz")); z.out != r.out {
		t.Errorf("gzip: %s", z.out)
	}
	bad := want(t, exitPartial, "predict", "statements", filepath.Join(dir, "bad.jsonl"))
	has(t, "stderr", bad.err, "bad.jsonl: line 1: no text\n", `bad.jsonl: line 3: the id "a" once more; line 2 has it`)
	if bad.out != r.out {
		t.Errorf("the rest of a bad file: %s", bad.out)
	}
	if s := ok(t, "predict", "statements", filepath.Join(dir, "a.jsonl"), "--min-confidence", "1"); s.out != `{"id":"a","attributions":[]}`+"\n" {
		t.Errorf("only sure ones: %s", s.out)
	}
	has(t, "stderr", want(t, exitUsage, "predict", "statements", filepath.Join(dir, "a.jsonl"), "--min-confidence", "80").err, "a number from 0 to 1")
}

// Of many faults the first are told, and how many more there are.
func TestPredictManyFaults(t *testing.T) {
	dir := files(t, map[string]string{"bad.conllu": strings.Repeat("x\n\n", 1025)})
	r := want(t, exitPartial, "predict", "conllu", "--tokens", filepath.Join(dir, "bad.conllu"))
	if n := strings.Count(r.err, "\n"); n != mostTold+1 || r.out != "" {
		t.Errorf("%d lines:\n%s", n, r.err)
	}
	has(t, "stderr", r.err, "bad.conllu: 1,005 further faults")
}

func TestPredictRefuses(t *testing.T) {
	dir := files(t, map[string]string{"a.txt": "a"})
	file := filepath.Join(dir, "a.txt")
	for _, tc := range []struct {
		code int
		args []string
		err  string
	}{
		{exitUsage, []string{"predict"}, "conllu, names, coref, statements, timex, figures, events or pages"},
		{exitUsage, []string{"predict", "tree"}, `no format "tree"`},
		{exitUsage, []string{"predict", "conllu", file}, "--raw for text"},
		{exitUsage, []string{"predict", "conllu", "--raw", "--tokens", file}, "--raw for text"},
		{exitUsage, []string{"predict", "conllu", "--raw"}, "one file"},
		{exitUsage, []string{"predict", "conllu", "--raw", file, file}, "one file"},
		{exitUsage, []string{"predict", "conllu", "--raw", file, "--json"}, "--json"},
		{exitNotFound, []string{"predict", "conllu", "--raw", file + "x"}, "no file"},
	} {
		r := want(t, tc.code, tc.args...)
		has(t, strings.Join(tc.args, " "), r.err, tc.err)
		if r.out != "" {
			t.Errorf("%q: %s", tc.args, r.out)
		}
	}
}

func TestDocumentID(t *testing.T) {
	for file, want := range map[string]string{"-": "", "a/b.txt": "b", "x.txt.gz": "x", "my report.2.txt": "my_report.2", "r\x1b[1m.txt": "r<U+001B>[1m"} {
		if got := documentID(file); got != want {
			t.Errorf("%q: %q, want %q", file, got, want)
		}
	}
}
