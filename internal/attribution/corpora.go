package attribution

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// readCorpus reads PolNeAR's file and the classes of WordNet.
func (l *learner) readCorpus(data fs.FS) ([32]byte, error) {
	const op = "attribution: train"
	sum := sha256.New()
	var arts []article
	err := learn.ReadPacked(op, data, "polnear/train.jsonl.gz", sum, func(r io.Reader) (err error) {
		arts, err = readArticles(r)
		return err
	})
	if err != nil {
		return [32]byte{}, err
	}
	err = learn.ReadPacked(op, data, "lexicon/oewn-synsets.tsv.gz", sum, func(r io.Reader) (err error) {
		l.wn, err = readClasses(r)
		return err
	})
	if err != nil {
		return [32]byte{}, err
	}
	coded, err := l.coded(data, sum)
	if err != nil {
		return [32]byte{}, err
	}
	lessons, err := l.lessons(sum)
	if err != nil {
		return [32]byte{}, err
	}
	arts = slices.Concat(arts, coded, lessons)
	slices.SortStableFunc(arts, func(a, b article) int { return cmp.Compare(a.Date, b.Date) })
	if len(arts) == 0 {
		return [32]byte{}, parley.Errorf(parley.Invalid, op, "no articles in polnear/train.jsonl.gz")
	}
	l.golds = make([]gold, len(arts))
	l.fold = make([]int, len(arts))
	each(len(arts), func(i int) {
		d := l.Read(arts[i].Text)
		l.golds[i] = gold{arts[i].ID, arts[i].Date, d, align(&arts[i], d)}
	})
	for i := range l.fold {
		l.fold[i] = i * l.Folds / len(arts)
	}
	return [32]byte(sum.Sum(nil)), nil
}

// scoredOnly begins the names of coded dossiers that nothing is fitted on.
const scoredOnly = "check-"

// unmarked is the name of a coded dossier without the mark that the fit of conflicts leaves it out: that changes no order here.
func unmarked(file string) string { return strings.TrimPrefix(file, "held-") }

// coded reads the coded dossiers that may be read, with their reports.
func (l *learner) coded(data fs.FS, sum io.Writer) (out []article, err error) {
	const op = "attribution: train"
	if l.Coded == nil {
		return nil, nil
	}
	news := map[string]article{}
	err = learn.ReadPacked(op, data, "news/news-2016.jsonl.gz", sum, func(r io.Reader) error {
		for dec := json.NewDecoder(r); ; {
			var n struct{ ID, Date, Title, Text string }
			switch err := dec.Decode(&n); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			}
			news[n.ID] = article{ID: n.ID, Date: n.Date, Text: strings.TrimSpace(n.Title) + "\n\n" + strings.TrimSpace(n.Text) + "\n"}
		}
	})
	if err != nil {
		return nil, err
	}
	files, err := globSome(op, l.Coded, "*.json.gz")
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(unmarked(a), unmarked(b)) })
	for _, f := range files {
		if strings.HasPrefix(f, scoredOnly) {
			continue
		}
		err := learn.ReadPacked(op, l.Coded, f, sum, func(r io.Reader) error {
			more, err := readCoded(r, news)
			out = append(out, more...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// lessons reads the invented texts.
func (l *learner) lessons(sum io.Writer) (out []article, err error) {
	const op = "attribution: train"
	if l.Lessons == nil {
		return nil, nil
	}
	files, err := globSome(op, l.Lessons, "*.txtar")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		data, err := fs.ReadFile(l.Lessons, f)
		if err != nil {
			return nil, &parley.Error{Kind: parley.NotFound, Op: op, Err: err}
		}
		if _, err := sum.Write(data); err != nil {
			return nil, err
		}
		more, err := readLessons(f, data)
		if err != nil {
			return nil, &parley.Error{Kind: parley.Invalid, Op: op, Msg: f, Err: err}
		}
		out = append(out, more...)
	}
	return out, nil
}

// globSome are the files of a folder by a pattern; none is an error, for then the folder is another.
func globSome(op string, folder fs.FS, pattern string) ([]string, error) {
	files, err := fs.Glob(folder, pattern)
	if err == nil && len(files) == 0 {
		err = parley.Errorf(parley.NotFound, op, "no files %s in %v: run it in the source tree, or say where that is", pattern, folder)
	}
	return files, err
}
