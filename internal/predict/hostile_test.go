package predict

import (
	"bytes"
	"io"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/text"
)

// Bounds for input of up to two megabytes that no press report looks like.
const (
	mostTime   = 60 * time.Second // of the processor: a tagger that reads 10,000 words a second stays below
	mostMemory = 100 << 20        // bytes, live or not yet collected, beside the models
)

// bounded runs answer and checks what it took.
func bounded(t *testing.T, answer func() error) {
	t.Helper()
	runtime.GC()
	var before, now runtime.MemStats
	runtime.ReadMemStats(&before)
	var peak atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-stop:
				tick.Stop()
				return
			case <-tick.C:
				runtime.ReadMemStats(&now)
				peak.Store(max(peak.Load(), now.HeapAlloc))
			}
		}
	}()
	start := cputime.Used()
	err := answer()
	took := cputime.Used() - start
	close(stop)
	<-done
	if err != nil {
		t.Error(err)
	}
	used := max(peak.Load(), before.HeapAlloc) - before.HeapAlloc
	t.Logf("%v, %d MB", took.Round(time.Millisecond), used>>20)
	if took > mostTime || used > mostMemory {
		t.Errorf("took %v and %d MB", took, used>>20)
	}
}

// hostile texts.
func hostile() map[string]string {
	rep := func(s string, n int) string {
		if testing.Short() {
			n /= 8
		}
		return strings.Repeat(s, n)
	}
	return map[string]string{
		"one sentence":           rep("word and another thing ", 90_000),
		"short words":            rep("a ", 150_000),
		"one token":              rep("x", 1_000_000),
		"quotation marks":        rep(`"`, 10_000),
		"quotations":             rep(`" `, 10_000),
		"combining marks":        "a" + rep("\u0301", 1_000_000),
		"empty lines":            rep("\n", 2_000_000),
		"blanks":                 rep(" ", 2_000_000) + "end",
		"paragraphs":             rep("Go.\n\n", 40_000),
		"broken bytes":           rep("a\xff\xc3(\x80 ", 30_000),
		"no space":               rep("ab.c,", 40_000),
		"clitics":                rep("n't's", 60_000),
		"lines of a single word": rep("Ana\n", 100_000),
	}
}

func TestHostileRaw(t *testing.T) {
	for name, in := range hostile() {
		t.Run(name, func(t *testing.T) {
			bounded(t, func() error { return Raw(io.Discard, strings.NewReader(in), "", stages()) })
		})
	}
}

func TestHostileTokens(t *testing.T) {
	if testing.Short() {
		t.Skip("two megabytes of rows")
	}
	rest := strings.Repeat("\t_", 8) + "\n"
	var sentence, multi strings.Builder
	for i := range 80_000 {
		sentence.WriteString(strconv.Itoa(i+1) + "\tw" + strconv.Itoa(i%77) + rest)
	}
	multi.WriteString("1-80000\tall" + rest)
	for name, in := range map[string]string{
		"one sentence":    sentence.String(),
		"one multiword":   multi.String() + sentence.String(),
		"one token":       "1\t" + strings.Repeat("x", 1_000_000) + rest,
		"combining marks": "1\ta" + strings.Repeat("\u0301", 500_000) + rest,
		"comments":        strings.Repeat("# newpar\n", 100_000) + "1\tw" + rest,
		"paragraphs":      strings.Repeat("# newdoc\n1\tw"+rest+"\n", 10_000),
		"broken bytes":    strings.Repeat("1\t\xff\xc3("+rest+"\n", 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t, func() error {
				return Tokens(io.Discard, strings.NewReader(in), stages(), func(err error) { t.Error(err) })
			})
		})
	}
}

func TestHostileNames(t *testing.T) {
	for name, in := range map[string]string{
		"one sentence":    strings.Repeat("ab\tO\n", 150_000),
		"one token":       strings.Repeat("x", 1_000_000) + "\tO\n",
		"combining marks": "a" + strings.Repeat("\u0301", 500_000) + "\n",
		"documents":       strings.Repeat("-DOCSTART-\n", 100_000),
		"empty lines":     strings.Repeat("\n", 2_000_000),
		"broken bytes":    strings.Repeat("\xff\xc3(\tO\n", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t, func() error {
				return Names(io.Discard, strings.NewReader(in), "x", stages().Tagger, capitals{}, func(err error) { t.Error(err) })
			})
		})
	}
}

// none finds no chain.
type none struct{}

func (none) Coref(*text.Doc) [][]parley.TokenRange { return nil }

func TestHostileCoref(t *testing.T) {
	for name, in := range map[string]string{
		"one sentence": strings.Repeat("word and another thing ", 20_000), "one token": strings.Repeat("x", 1_000_000), "quotation marks": strings.Repeat(`\"`, 10_000),
		"combining marks": "a" + strings.Repeat("\u0301", 1_000_000), "surrogates": strings.Repeat(`\ud800 `, 10_000),
	} {
		t.Run(name, func(t *testing.T) {
			bounded(t, func() error {
				return Coref(io.Discard, strings.NewReader(`{"id":1,"text":"`+in+`"}`), stages(), none{}, func(err error) { t.Error(err) })
			})
		})
	}
	deep := `{"id":` + strings.Repeat("[", 1_000_000)
	bounded(t, func() error { return Coref(io.Discard, strings.NewReader(deep), stages(), none{}, func(error) {}) })
}

// A text longer than a piece loses nothing where it is cut.
func TestRawInPieces(t *testing.T) {
	for name, in := range map[string]string{
		"paragraphs":    strings.Repeat("Ana Roe can't sail (so she said).\n\n", 10_000),
		"one paragraph": strings.Repeat("Ana Roe can't sail (so she said). ", 10_000),
		"one sentence":  strings.Repeat("word ", 100_000),
		"no space":      strings.Repeat("é", 300_000),
		"broken bytes":  strings.Repeat("\xc3", 300_000),
	} {
		out := rawAnswer(t, in, &Stages{stages().Segmenter, chainParser{}})
		hold(t, in, out)
		if want := strings.Count(in, "\n\n"); want > 0 && strings.Count(out, "# newpar\n") != want {
			t.Errorf("%s: %d paragraphs, want %d", name, strings.Count(out, "# newpar\n"), want)
		}
		if name == "one paragraph" && (strings.Count(out, "# newpar\n") != 1 || strings.Count(out, "# text = Ana Roe can't sail (so she said).\n") != 10_000) {
			t.Errorf("%s: %d paragraphs, %d sentences", name, strings.Count(out, "# newpar\n"), strings.Count(out, "# text = Ana Roe can't sail (so she said).\n"))
		}
	}
}

func FuzzRaw(f *testing.F) {
	for _, s := range []string{"Roe's team can't sail.\n\nGo!", "\ufeff\xff n't 's\u0301", "a\u2028b\u0085\x00c", "U.S.'s (\"it's\")", "gonna\n \ncannot"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) { hold(t, in, rawAnswer(t, in, stages())) })
}

func FuzzTokens(f *testing.F) {
	f.Add([]byte(given))
	f.Fuzz(func(t *testing.T, in []byte) {
		var b, again bytes.Buffer
		fine := func(err error) { t.Fatal(err) }
		if err := Tokens(&b, bytes.NewReader(in), stages(), func(error) {}); err != nil {
			t.Fatal(err)
		}
		// The answer is CoNLL-U, and the answer to it is the same.
		if err := Tokens(&again, bytes.NewReader(b.Bytes()), stages(), fine); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Fatalf("%v\n%q\n%q", err, b.Bytes(), again.Bytes())
		}
	})
}

func FuzzNames(f *testing.F) {
	f.Add([]byte("-DOCSTART-\n\nAna\tO\n\tx\nb c\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		var b bytes.Buffer
		if err := Names(&b, bytes.NewReader(in), "x", stages().Tagger, capitals{}, func(error) {}); err != nil {
			t.Fatal(err)
		}
		if got, want := bytes.Count(b.Bytes(), []byte("\n")), bytes.Count(in, []byte("\n")); got != want && got != want+1 {
			t.Fatalf("%d lines of %d", got, want)
		}
	})
}

func FuzzCoref(f *testing.F) {
	f.Add([]byte(`{"id":1,"text":"Ana saw \u00e9 Ana."}` + "\n{}\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		if err := Coref(io.Discard, bytes.NewReader(in), stages(), repeats{}, func(err error) {
			if parley.KindOf(err) != parley.Invalid {
				t.Fatal(err)
			}
		}); err != nil {
			t.Fatal(err)
		}
	})
}
