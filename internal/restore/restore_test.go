package restore

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/cputime"
	"github.com/parley-press/parley/internal/segment"
	"github.com/parley-press/parley/internal/syntax"
	"github.com/parley-press/parley/internal/text"
)

// stages are what a text is read with before its marks are put back.
func stages(t testing.TB) func(*text.Text) *text.Doc {
	t.Helper()
	tags, err := syntax.New()
	if err != nil {
		t.Fatal(err)
	}
	segments := segment.New()
	return func(x *text.Text) *text.Doc {
		d := segments.Segment(x)
		tags.Tag(d)
		return d
	}
}

func finder(t testing.TB) *Finder {
	t.Helper()
	f, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// invented is a report without a comma or an apostrophe.
const invented = `Twelve people were killed on Wednesday when shells struck a bakery in the old town of Lea the army of Harland said. ` +
	`Harlands Foreign Ministry said that the truce was over. "We kept our word" Colonel Bram Tolland the spokesman for the army told reporters. ` +
	`The rebels dont accept that account and blame the army a witness said. On Thursday the envoy Ana Roe who had met both sides in Port Aven left for the capital. ` +
	`Harland has said it will not talk before the bridge is open but Tarn insists on talks without conditions. ` +
	`The convoy carried flour medicine and blankets according to the relief agency Blue Lamp. Tarns president Ivo Maris called the attack a crime and said that he would take the case to the council.`

func TestRestore(t *testing.T) {
	old := text.Plain(invented)
	got := finder(t).Restore(old, stages(t))
	for _, want := range []string{"of Lea, the army of Harland said.", "Harland's Foreign Ministry said", "don't accept", "blame the army, a witness said.", "medicine and blankets, according to", "Tarn's president"} {
		if !strings.Contains(got.Content, want) {
			t.Errorf("no %q", want)
		}
	}
	if t.Failed() {
		t.Log(got.Content)
	}
	if !slices.Equal(got.Meta.Flags, []string{Flag}) || len(old.Meta.Flags) > 0 {
		t.Errorf("flags %q, of the text as printed %q", got.Meta.Flags, old.Meta.Flags)
	}
	whole := parley.Span{End: len(got.Content)}
	if p := got.Passage(whole); p.Text != invented {
		t.Errorf("printed is %q", p.Text)
	}
}

// A text with its commas is the same text.
func TestRestoreLeavesAlone(t *testing.T) {
	f, read := finder(t), stages(t)
	for name, s := range map[string]string{"one comma": invented + " In Lea, nobody knew.", "short": "Nobody came the envoy said."} {
		x := text.Plain(s)
		if got := f.Restore(x, read); got != x {
			t.Errorf("%s: %q", name, got.Content)
		}
	}
	x := text.Plain(invented + " Tarn's army left.")
	if got := f.Restore(x, read); !strings.Contains(got.Content, "Harlands Foreign") || !strings.Contains(got.Content, "blame the army, a witness") {
		t.Errorf("a text that has apostrophes: %q", got.Content)
	}
}

func TestLost(t *testing.T) {
	long := strings.Repeat("nobody came to the bridge ", 20)
	for _, c := range []struct {
		name, text          string
		commas, apostrophes bool
	}{
		{"nothing", "", false, false},
		{"short", "nobody came", false, false},
		{"long", long, true, true},
		{"a comma", long + "that day, they said", false, false},
		{"a comma in a number", long + "2,000 people", true, true},
		{"an apostrophe", long + "Roe's paper", true, false},
		{"a typographic one", long + "Roe’s paper", true, false},
		{"a single quotation mark", long + "a 'paper", true, true},
	} {
		if commas, apostrophes := Lost(text.Plain(c.text)); commas != c.commas || apostrophes != c.apostrophes {
			t.Errorf("%s: %v, %v", c.name, commas, apostrophes)
		}
	}
}

// Furniture tells nothing of the article.
func TestLostOutsideTheArticle(t *testing.T) {
	x := text.Plain(strings.Repeat("nobody came to the bridge ", 20) + "\nHome, World, Sport, Roe's column")
	x.Blocks[1].Kind = text.Noise
	if commas, apostrophes := Lost(x); !commas || !apostrophes {
		t.Errorf("%v, %v", commas, apostrophes)
	}
}

func TestHostileCost(t *testing.T) {
	f, read := finder(t), stages(t)
	for name, s := range map[string]string{"one word": "and so on ", "possessors": "Harlands ", "verbs": "said went ", "marks": "\" ", "capitals": "Roe We The ", "broken bytes": "\xff\xc3 a ", "contractions": "dont "} {
		s = strings.Repeat(s, 1<<17/len(s))
		start := cputime.Used()
		got := f.Restore(text.Plain(s), read)
		if spent := cputime.Used() - start; spent > 10*time.Second {
			t.Errorf("%s: %v of processor time", name, spent)
		}
		if p := got.Passage(parley.Span{End: len(got.Content)}); p.Text != s {
			t.Errorf("%s: printed is another text", name)
		}
	}
}

// TestTrain trains on a tiny press, twice.
func TestTrain(t *testing.T) {
	pack := func(s string) *fstest.MapFile {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(s)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return &fstest.MapFile{Data: b.Bytes()}
	}
	article := `{"id":"a","text":"` + strings.Repeat("Nobody came, Roe's aides said. In Lea, the envoy waited. ", 10) + `"}` + "\n"
	files := fstest.MapFS{}
	for _, s := range sources {
		files[s.file] = pack(strings.Repeat(article, 60))
	}
	o := Options{Read: stages(t), Words: 4000, Epochs: 2, Least: 1}
	first, err := Train(files, o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Train(files, o)
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("trained again: other bytes, %v", err)
	}
	f, err := open(first)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Restore(text.Plain(strings.Repeat("Nobody came Roes aides said. ", 20)), o.Read); !strings.HasPrefix(got.Content, "Nobody came, Roe's aides said. ") {
		t.Errorf("%.40q", got.Content)
	}
	if _, err := open(first[:len(first)-1]); err == nil {
		t.Error("a model cut short is opened")
	}
	files[sources[0].file] = pack("{")
	if _, err := Train(files, o); err == nil || !strings.Contains(err.Error(), sources[0].file) {
		t.Errorf("no JSON: %v", err)
	}
	delete(files, sources[0].file)
	if _, err := Train(files, o); parley.KindOf(err) != parley.NotFound {
		t.Errorf("no file: %v", err)
	}
}

func TestStrip(t *testing.T) {
	for _, c := range []struct {
		in, out string
		both    bool
		want    string // the text with its marks, as the answers have them
	}{
		{"Roe’s aides, she said, don't know 2,000", "Roe's aides she said don't know 2,000", false, "Roe's aides, she said, don't know 2,000"},
		{"Roe’s aides, she said, don't know", "Roes aides she said dont know", true, "Roe's aides, she said, dont know"},
		{"the rebels' paper", "the rebels paper", true, "the rebels paper"},
		{"'no', she said", "'no she said", true, "'no, she said"},
	} {
		x := strip(c.in, c.both)
		var b strings.Builder
		for i := range len(x.text) + 1 {
			if x.commas[i] {
				b.WriteByte(',')
			}
			if x.apostrophes[i] {
				b.WriteByte('\'')
			}
			if i < len(x.text) {
				b.WriteByte(x.text[i])
			}
		}
		if x.text != c.out || b.String() != c.want {
			t.Errorf("%q is %q with %q", c.in, x.text, b.String())
		}
	}
}

func FuzzRestore(f *testing.F) {
	f.Add(invented)
	f.Add(strings.Repeat("dont \" Roes said ", 40))
	finder, read := finder(f), stages(f)
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "?")
		got := finder.Restore(text.Plain(s), read)
		if p := got.Passage(parley.Span{End: len(got.Content)}); p.Text != s {
			t.Fatalf("%q is printed as %q", s, p.Text)
		}
	})
}

func BenchmarkRestore(b *testing.B) {
	f, read := finder(b), stages(b)
	x := text.Plain(strings.Repeat(invented+"\n", 20))
	b.SetBytes(int64(len(x.Content)))
	for b.Loop() {
		f.Restore(x, read)
	}
}

// Embedded is no larger than what a reader's memory allows for.
func TestEmbeddedModel(t *testing.T) {
	if n := len(embedded); n > 4<<20 {
		t.Errorf("%d bytes", n)
	}
}
