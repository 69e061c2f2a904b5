package record

import "github.com/parley-press/parley"

// Configure sets the dossier's configuration for the records from then on, nil for none.
func (k *Folder) Configure(c *parley.Configuration) { k.config = c }
