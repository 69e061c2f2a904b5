package learn

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"strings"

	"github.com/parley-press/parley"
)

// ReadPacked calls read with the plain bytes of a gzipped file of the data folder and adds the packed ones to sum, of which the data id of a model is made.
// An error names the file; op says whose training it was for.
func ReadPacked(op string, data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	f, err := data.Open(name)
	if err != nil {
		return &parley.Error{Kind: parley.NotFound, Op: op, Err: err}
	}
	defer f.Close()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err == nil {
		err = read(z)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: op, Msg: name, Err: err}
	}
	return nil
}

// ReadSynsets reads the synsets of Open English WordNet, a row of tab-separated id, lexicographer file ("verb.communication") and members with | between: it calls
// each with the file and every member that is one word in small letters, without digits.
func ReadSynsets(r io.Reader, each func(file, word string)) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		c := strings.Split(sc.Text(), "\t")
		if len(c) < 3 {
			return parley.Errorf(parley.Invalid, "learn: read synsets", "line %d: a row of %d columns", n, len(c))
		}
		for _, w := range strings.Split(c[2], "|") {
			if !strings.ContainsAny(w, " 0123456789") && w == strings.ToLower(w) {
				each(c[1], w)
			}
		}
	}
	return sc.Err()
}

// ReadTexts reads articles, a JSON object {"id", "text"} a line, into texts by id.
func ReadTexts(r io.Reader, texts map[string]string) error {
	for dec := json.NewDecoder(r); ; {
		var a struct{ ID, Text string }
		switch err := dec.Decode(&a); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		texts[a.ID] = a.Text
	}
}
