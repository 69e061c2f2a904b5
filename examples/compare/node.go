package main

import (
	"bytes"
	"context"
	_ "embed" // the script
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

//go:embed peers.cjs
var script string

// runNode measures the libraries for Node in a child process, and says what is missing.
func runNode(text [][]string) ([]result, string) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, "wink-nlp and compromise: there is no node here"
	}
	in, err := json.Marshal(text)
	if err != nil {
		return nil, err.Error()
	}
	c := exec.CommandContext(context.Background(), node, "--single-threaded", "-e", script)
	c.Stdin = bytes.NewReader(in)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Sprintf("wink-nlp and compromise: node: %v", err)
	}
	var answer struct {
		Results []result `json:"results"`
		Missing string   `json:"missing"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, fmt.Sprintf("wink-nlp and compromise: node answered no JSON: %v", err)
	}
	return answer.Results, answer.Missing
}
