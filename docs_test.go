package parley_test

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateDocs = flag.Bool("update-docs", false, "write what the commands shown in README.md and docs/tutorial.md print now")

// TestDocs runs every command that README and tutorial show in a console block, in order, in one folder per document; each must end with 0,
// and print what is shown; -update-docs writes what they print now.
func TestDocs(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("the commands shown in the documents need bash: ", err)
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, "parley"), "./cmd/parley").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, doc := range []string{"README.md", "docs/tutorial.md"} {
		t.Run(doc, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.Symlink(filepath.Join(root, "examples"), filepath.Join(dir, "examples")); err != nil {
				t.Fatal(err)
			}
			env := append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "COLUMNS=90", "NO_COLOR=1", "LC_ALL=C")
			b, err := os.ReadFile(doc)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			text := consoleBlock.ReplaceAllStringFunc(string(b), func(block string) string {
				out := []string{"```console"}
				for _, line := range strings.Split(block, "\n") {
					command, ok := strings.CutPrefix(line, "$ ")
					if !ok {
						continue
					}
					n++
					c := exec.Command(bash, "-o", "pipefail", "-c", command)
					c.Dir, c.Env = dir, env
					got, err := c.CombinedOutput()
					if err != nil && !cutOff(err) {
						t.Errorf("%s: %v\n%s", command, err, got)
					}
					lines := printed(string(got))
					if len(lines) == 0 && strings.HasPrefix(command, "parley show") {
						t.Errorf("%s: prints nothing", command)
					}
					out = append(append(out, line), lines...)
				}
				return strings.Join(append(out, "```"), "\n")
			})
			if n == 0 {
				t.Error("no command is shown in it")
			}
			if *updateDocs {
				if err := os.WriteFile(doc, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(strings.Split(string(b), "\n"), strings.Split(text, "\n")); diff != "" {
				t.Errorf("%s does not show what is printed today; go test . -run TestDocs -update-docs writes it (-shown +printed):\n%s", doc, diff)
			}
		})
	}
}

// consoleBlock is a fenced block of commands, each after "$ ", and what they print.
var consoleBlock = regexp.MustCompile("(?ms)^```console\n.*?^```")

// printed is what a command printed, by lines, without empty ones at both ends.
func printed(s string) []string {
	s = strings.Trim(s, "\n")
	if s == "" {
		return nil
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \r")
	}
	return lines
}

// cutOff reports whether a command ended because the next one of its pipe had seen enough.
func cutOff(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() == 128+13
}
