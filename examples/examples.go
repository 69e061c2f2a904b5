// Package examples holds the invented dossier that `parley serve --demo` shows: the same files that README and tutorial read from the folder beside it.
package examples

import "embed"

// Dossier is the folder dossier: reports and their manifest.
//
//go:embed dossier/*.txt dossier/*.html dossier/manifest.csv
var Dossier embed.FS
