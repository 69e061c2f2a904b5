package mention

import (
	"encoding/binary"
	"io"
	"slices"
	"strings"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/learn"
)

// A nounTable knows the lexicographer classes of nouns of one word (Open English WordNet). Layout: rows of a hash of the noun, 4
// bytes, and the bits of its classes, 2 bytes, little-endian, ascending by hash.
type nounTable []byte

const nounRow = 6

// sense is the classes of a noun given by the hash of its lemma, 0 for a noun that is not in the table.
func (t nounTable) sense(h learn.Hash) uint16 {
	want := nounHash(h)
	lo, hi := 0, len(t)/nounRow
	for lo < hi {
		m := (lo + hi) / 2
		if binary.LittleEndian.Uint32(t[m*nounRow:]) < want {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo*nounRow < len(t) && binary.LittleEndian.Uint32(t[lo*nounRow:]) == want {
		return binary.LittleEndian.Uint16(t[lo*nounRow+4:])
	}
	return 0
}

func nounHash(h learn.Hash) uint32 { return uint32(learn.Of(9, h, 0)) }

var nounSenses = map[string]uint16{
	"noun.person": sensePerson, "noun.group": senseGroup, "noun.location": sensePlace, "noun.artifact": senseArtifact, "noun.body": senseBody,
	"noun.animal": senseAnimal, "noun.act": senseAct, "noun.event": senseEvent, "noun.cognition": senseThought, "noun.motive": senseThought,
	"noun.communication": senseSpeech, "noun.time": senseTime, "noun.quantity": senseQuantity, "noun.possession": sensePossession, "noun.state": senseState,
	"noun.attribute": senseState, "noun.feeling": senseState, "noun.object": senseNature, "noun.substance": senseNature, "noun.phenomenon": senseNature,
	"noun.plant": senseNature, "noun.food": senseNature,
}

// readNouns makes the table from the synsets of WordNet: id, lexicographer file, members with | between.
func readNouns(r io.Reader) (nounTable, error) {
	senses := map[uint32]uint16{}
	err := learn.ReadSynsets(r, func(file, word string) {
		if !strings.HasPrefix(file, "noun.") {
			return
		}
		bit, ok := nounSenses[file]
		if !ok {
			bit = senseOther
		}
		senses[nounHash(learn.HashOf(word))] |= bit
	})
	if err != nil {
		return nil, err
	}
	keys := make([]uint32, 0, len(senses))
	for k := range senses {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out nounTable
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint32(out, k)
		out = binary.LittleEndian.AppendUint16(out, senses[k])
	}
	return out, nil
}

// readGenders is the genders of given names, folded: 'm', 'f', or 'a' for either.
func readGenders() (map[string]byte, error) {
	b, err := gazetteerFiles.ReadFile("data/gazetteer/first_names.tsv")
	if err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "mention: table", Err: err}
	}
	out := map[string]byte{}
	for l := range strings.Lines(string(b)) {
		name, g, ok := strings.Cut(strings.TrimSpace(l), "\t")
		if !ok || l[0] == '#' {
			continue
		}
		if g != "m" && g != "f" {
			g = "a"
		}
		out[fold(name)] = g[0]
	}
	return out, nil
}
