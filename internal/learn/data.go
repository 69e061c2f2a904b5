package learn

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"

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
