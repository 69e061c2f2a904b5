package syntax

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// A tiny treebank, invented: word/Penn/UPOS/lemma/head/relation.
var tinyLines = []string{
	"The/DT/DET/the/2/det envoy/NN/NOUN/envoy/3/nsubj signed/VBD/VERB/sign/0/root it/PRP/PRON/it/3/obj ././PUNCT/./3/punct",
	"Roe/NNP/PROPN/Roe/3/nsubj will/MD/AUX/will/3/aux sign/VB/VERB/sign/0/root the/DT/DET/the/5/det paper/NN/NOUN/paper/3/obj ././PUNCT/./3/punct",
	"They/PRP/PRON/they/2/nsubj met/VBD/VERB/meet/0/root in/IN/ADP/in/4/case Riverton/NNP/PROPN/Riverton/2/obl ././PUNCT/./2/punct",
	"The/DT/DET/the/2/det talks/NNS/NOUN/talk/3/nsubj failed/VBD/VERB/fail/0/root ././PUNCT/./3/punct",
	"Ito/NNP/PROPN/Ito/2/nsubj met/VBD/VERB/meet/0/root the/DT/DET/the/4/det envoys/NNS/NOUN/envoy/2/obj in/IN/ADP/in/6/case Veska/NNP/PROPN/Veska/2/obl ././PUNCT/./2/punct",
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
				fmt.Fprintf(&conllu, "%d\t%s\t%s\t%s\t%s\t_\t%s\t%s\t_\t_\n", i+1, f[0], f[3], f[2], f[1], f[4], f[5])
			}
			conllu.WriteByte('\n')
		}
	}
	data := fstest.MapFS{trainFile: packed(conllu.String()), devFile: packed(conllu.String())}
	if silver {
		data[newsFile] = packed(`{"id":"a","text":"Doe met a long-lost envoy."}` + "\n")
		data[silverFile] = packed(`{"id":"a","sentences":[[[0,3,"Doe","NNP","PERSON",2,"nsubj"],[4,7,"meet","VBD","O",0,"root"],[8,9,"a","DT","O",5,"det"],[10,19,"long-lost","JJ","O",5,"amod"],[20,25,"envoy","NN","O",2,"dobj"],[25,26,".",".","O",2,"punct"]]]}` + "\n")
	}
	return data
}

func TestTrain(t *testing.T) {
	for _, silver := range []bool{false, true} {
		var said []string
		o := Options{Seed: 3, Warm: 2, Epochs: 12, Share: 1, Batch: 3, Rate: 0.01, Dropout: 8, Say: func(s string) { said = append(said, s) }}
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
		gold, err := ReadCoNLLU(strings.NewReader("1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\ttalks\ttalk\tNOUN\tNNS\t_\t3\tnsubj\t_\t_\n3\tfailed\tfail\tVERB\tVBD\t_\t0\troot\t_\t_\n"))
		if err != nil {
			t.Fatal(err)
		}
		if s := tagger.Evaluate(gold); s.Penn != 3 || s.UPOS != 3 || s.Lemma != 3 || s.Labelled != 3 {
			t.Errorf("silver %v: %s %v %v", silver, s, s.Wrong, s.WrongRel)
		}
		if tagger.Info().Score("XPOS") == 0 || tagger.Info().Seed != 3 {
			t.Errorf("head %+v", tagger.Info())
		}
		if len(said) != 20 {
			t.Errorf("silver %v: %d messages: %q", silver, len(said), said)
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
		{"head", bad(trainFile, packed("1\tThe\tthe\tDET\tDT\t_\t7\tdet\t_\t_\n")), parley.Invalid, "head 7"},
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
	for _, b := range [][]byte{nil, []byte("PK"), model[:1000], append(bytes.Clone(model), 0)} {
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
	f.Add(`{"id":"a","sentences":[[[0,3,"Doe","NNP","PERSON",1,"root"]]]}`, "Doe")
	f.Add(`{"sentences":[[[1e300,-1,"Doe",7],[]]]}`, "")
	f.Fuzz(func(t *testing.T, s, article string) {
		_ = ReadSilver(strings.NewReader(s), map[string]string{"a": article, "": article}, func([][]Word) {})
	})
}

func words(s string) []Word {
	var out []Word
	for w := range strings.FieldsSeq(s) {
		f := strings.Split(w, "/")
		h, err := strconv.Atoi(f[2])
		if err != nil {
			panic(err)
		}
		word := Word{Form: f[0], Tag: text.Tag{Penn: f[1]}, Head: h - 1, Rel: f[3]}
		if len(f) > 4 {
			word.Name = f[4]
		}
		out = append(out, word)
	}
	return out
}

func TestToUD2(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Doe/NNP/2/nsubjpass/PERSON was/VBD/3/auxpass seen/VBN/0/root there/RB/3/advmod", "Doe/2/nsubj:pass was/3/aux:pass seen/0/root there/3/advmod"},
		{"talks/NNS/0/root in/IN/3/case May/NNP/1/nmod", "talks/0/root in/3/case May/1/nmod"},
		{"met/VBD/0/root in/IN/3/case May/NNP/1/nmod", "met/0/root in/3/case May/1/obl"},
		{"Foreign/NNP/4/compound Minister/NNP/4/compound Ana/NNP/4/compound/PERSON Roe/NNP/5/nsubj/PERSON spoke/VBD/0/root",
			"Foreign/2/compound Minister/3/nmod:desc Ana/5/nsubj Roe/3/flat spoke/0/root"},
		{"tea/NN/0/root ,/,/1/punct milk/NN/1/conj and/CC/1/cc bread/NN/1/conj", "tea/0/root ,/3/punct milk/1/conj and/5/cc bread/1/conj"},
		{"seen/VBN/0/root was/VBD/1/auxpass by/IN/4/case all/DT/1/nmod", "seen/0/root was/1/aux:pass by/4/case all/1/obl:agent"},
		{"no/DT/2/neg deal/NN/0/root", "no/2/det deal/0/root"},
		{"met/VBD/0/root Monday/NNP/1/nmod:tmod", "met/0/root Monday/1/obl:unmarked"},
	} {
		s := words(c.in)
		toUD2(s)
		var got []string
		for _, w := range s {
			got = append(got, fmt.Sprintf("%s/%d/%s", w.Form, w.Head+1, w.Rel))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, g, c.want)
		}
	}
}
