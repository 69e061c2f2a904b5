package syntax

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-press/parley"
)

// A tiny treebank, invented: word/Penn/UPOS/lemma.
var tinyLines = []string{
	"The/DT/DET/the envoy/NN/NOUN/envoy signed/VBD/VERB/sign it/PRP/PRON/it ././PUNCT/.",
	"Roe/NNP/PROPN/Roe will/MD/AUX/will sign/VB/VERB/sign the/DT/DET/the paper/NN/NOUN/paper ././PUNCT/.",
	"They/PRP/PRON/they met/VBD/VERB/meet in/IN/ADP/in Riverton/NNP/PROPN/Riverton ././PUNCT/.",
	"The/DT/DET/the talks/NNS/NOUN/talk failed/VBD/VERB/fail ././PUNCT/.",
	"Ito/NNP/PROPN/Ito met/VBD/VERB/meet the/DT/DET/the envoys/NNS/NOUN/envoy in/IN/ADP/in Veska/NNP/PROPN/Veska ././PUNCT/.",
}

func packed(s string) *fstest.MapFile {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(s)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return &fstest.MapFile{Data: b.Bytes()}
}

// tinyData is a data folder with the treebank, and silver text where wanted.
func tinyData(silver bool) fstest.MapFS {
	var conllu strings.Builder
	for range 3 {
		for _, l := range tinyLines {
			conllu.WriteString("# text\n1-2\tx\t_\t_\t_\t_\t_\t_\t_\t_\n")
			for i, w := range strings.Fields(l) {
				f := strings.Split(w, "/")
				fmt.Fprintf(&conllu, "%d\t%s\t%s\t%s\t%s\t_\t_\t_\t_\t_\n", i+1, f[0], f[3], f[2], f[1])
			}
			conllu.WriteByte('\n')
		}
	}
	data := fstest.MapFS{trainFile: packed(conllu.String()), devFile: packed(conllu.String())}
	if silver {
		data[newsFile] = packed(`{"id":"a","text":"Doe met a long-lost envoy."}` + "\n")
		data[silverFile] = packed(`{"id":"a","sentences":[[[0,3,"Doe","NNP"],[4,7,"meet","VBD"],[8,9,"a","DT"],[10,19,"long-lost","JJ"],[20,25,"envoy","NN"],[25,26,".","."]]]}` + "\n")
	}
	return data
}

func TestTrain(t *testing.T) {
	for _, silver := range []bool{false, true} {
		var said []string
		o := Options{Seed: 3, Epochs: 4, Least: 1, Say: func(s string) { said = append(said, s) }}
		a, err := Train(tinyData(silver), o)
		if err != nil {
			t.Fatal(err)
		}
		o.Say = nil
		b, err := Train(tinyData(silver), o)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Error("two trainings differ")
		}
		tagger, err := Open(a)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := ReadCoNLLU(strings.NewReader("1\tThe\tthe\tDET\tDT\t_\t_\t_\t_\t_\n2\ttalks\ttalk\tNOUN\tNNS\t_\t_\t_\t_\t_\n3\tfailed\tfail\tVERB\tVBD\t_\t_\t_\t_\t_\n"))
		if err != nil {
			t.Fatal(err)
		}
		if s := tagger.Evaluate(gold); s.Penn != 3 || s.UPOS != 3 || s.Lemma != 3 {
			t.Errorf("silver %v: %s %v", silver, s, s.Wrong)
		}
		if tagger.Info().Score == 0 || tagger.Info().Seed != 3 {
			t.Errorf("header %+v", tagger.Info())
		}
		if want := map[bool]int{false: 5, true: 9}[silver]; len(said) != want {
			t.Errorf("silver %v: %d messages, want %d: %q", silver, len(said), want, said)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	bad := func(name string, f *fstest.MapFile) fstest.MapFS {
		d := tinyData(true)
		if f == nil {
			delete(d, name)
		} else {
			d[name] = f
		}
		return d
	}
	for _, c := range []struct {
		name string
		data fstest.MapFS
		kind parley.Kind
		want string
	}{
		{"no treebank", bad(trainFile, nil), parley.NotFound, trainFile},
		{"no dev", bad(devFile, nil), parley.NotFound, devFile},
		{"not packed", bad(trainFile, &fstest.MapFile{Data: []byte("1\tThe\tthe\tDET")}), parley.Invalid, "gzip"},
		{"columns", bad(trainFile, packed("1\tThe\n")), parley.Invalid, "2 columns"},
		{"empty", bad(trainFile, packed("")), parley.Invalid, "no sentence"},
		{"silver off its text", bad(newsFile, packed(`{"id":"a","text":""}`)), parley.Invalid, "does not fit"},
		{"silver no JSON", bad(silverFile, packed(`{`)), parley.Invalid, silverFile},
	} {
		_, err := Train(c.data, Options{Epochs: 1})
		if err == nil || parley.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s: %q", c.name, err, c.kind, c.want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("PK"), tagsModel[:1000], append(bytes.Clone(tagsModel), 0)} {
		if _, err := Open(b); parley.KindOf(err) != parley.Invalid {
			t.Errorf("%d bytes: error %v", len(b), err)
		}
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add("1\ta\ta\tX\tX\t_\t_\t_\t_\t_\n\n# c\n1-2\t_\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, s string) {
		sents, err := ReadCoNLLU(strings.NewReader(s))
		for _, s := range sents {
			if err == nil && len(s) == 0 {
				t.Error("an empty sentence")
			}
		}
	})
}

func FuzzReadSilver(f *testing.F) {
	f.Add(`{"id":"a","sentences":[[[0,3,"Doe","NNP"]]]}`, "Doe")
	f.Add(`{"sentences":[[[1e300,-1,"Doe",7],[]]]}`, "")
	f.Fuzz(func(t *testing.T, s, article string) {
		_, _ = readSilver(strings.NewReader(s), map[string]string{"a": article, "": article})
	})
}
