package store

import (
	"context"

	"github.com/parley-press/parley"
)

// A Sincer tells what came since a moment, at a cost that grows with what came alone.
type Sincer interface {
	// Since lists the reports that came, gained a name or were read after the moment after, each once, by id, and says
	// which moment it is now. Moments are counted from 0, before anything came; after one that is not there yet nothing came.
	Since(ctx context.Context, after int64) (ids []parley.ReportID, now int64, err error)
}
