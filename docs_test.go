package parley_test

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"image/color"
	"image/png"
	"io"
	"net/http"
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
			pagesAnswer(t, filepath.Join(bin, "parley"), dir, env, text)
			picturesExist(t, filepath.Dir(doc), text)
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

// pageAddress is an address of the pages, as a document gives it.
var pageAddress = regexp.MustCompile(`http://127\.0\.0\.1:8080(/[\w/.?=-]*)(?:#([\w-]+))?`)

// pagesAnswer serves the dossier that the document built, and demands that each page it names is there, with the place that it names.
func pagesAnswer(t *testing.T, parley, dir string, env []string, text string) {
	t.Helper()
	c := exec.CommandContext(t.Context(), parley, "serve", "brannoc.db", "--addr", "127.0.0.1:0")
	c.Dir, c.Env = dir, env
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait() }()
	base, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	all := pageAddress.FindAllStringSubmatch(text, -1)
	if len(all) == 0 {
		t.Error("no page is named in it")
	}
	for _, m := range all {
		path := strings.TrimRight(m[1], ".")
		r, err := http.Get(strings.TrimSuffix(strings.TrimSpace(base), "/") + path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r.Body)
		r.Body.Close()
		if err != nil || r.StatusCode != http.StatusOK || m[2] != "" && !strings.Contains(string(b), `id="`+m[2]+`"`) {
			t.Errorf("%s: %d %v, %d bytes", m[0], r.StatusCode, err, len(b))
		}
	}
}

// picture is how a document shows a picture: its words, and its file.
var picture = regexp.MustCompile(`!\[([^\]]*)\]\((pictures/[^)]+)\)`)

// picturesExist demands that every picture of a document is there, small, with a palette, and told in words, and that the folder holds no other.
func picturesExist(t *testing.T, folder, text string) {
	t.Helper()
	shown := map[string]bool{}
	for _, m := range picture.FindAllStringSubmatch(text, -1) {
		shown[filepath.Base(m[2])] = true
		b, err := os.ReadFile(filepath.Join(folder, m[2]))
		if err != nil {
			t.Error(err)
			continue
		}
		img, err := png.DecodeConfig(bytes.NewReader(b))
		_, palette := img.ColorModel.(color.Palette)
		if err != nil || !palette || len(b) > 60_000 || img.Width < 800 {
			t.Errorf("%s: %v, %d bytes, %d px wide, with a palette %v; `make pictures` makes it", m[2], err, len(b), img.Width, palette)
		}
		if len(strings.Fields(m[1])) < 4 {
			t.Errorf("%s is told in too few words: %q", m[2], m[1])
		}
	}
	files, err := os.ReadDir(filepath.Join(folder, "pictures"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
	for _, f := range files {
		if !shown[f.Name()] {
			t.Errorf("no text shows %s", f.Name())
		}
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
