package syntax

import "github.com/parley-press/parley/internal/text"

func chunks(d *text.Doc) []text.Chunk { return nil }
