package main

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley/read"
)

// A programVersion is what `parley version --json` says.
type programVersion struct {
	Version string `json:"version"` // of the module, or its commit
	Reader  string `json:"reader"`  // of the reader: findings are made by one version of it
	Go      string `json:"go"`
	System  string `json:"system"`
}

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which Parley this is",
		Long: `Version says which Parley this is, and the version of its reader. Findings are made by one version of
the reader; after an update, "parley build -o talks.db" reads the stored reports again.`,
		Example: "  parley version\n  parley version --json",
		Args:    exactly(0, 0, "none"),
		RunE: func(*cobra.Command, []string) error {
			v := thisVersion()
			if a.json {
				return a.writeJSON(v)
			}
			p := a.page()
			p.line("parley %s, reader %s (%s, %s)", v.Version, v.Reader, v.Go, v.System)
			return outputError(p.err)
		},
	}
}

// thisVersion reads what the Go linker wrote into the program.
func thisVersion() programVersion {
	v := programVersion{Version: "unknown", Reader: read.Version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if m := info.Main.Version; m != "" {
		v.Version = m
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && (v.Version == "(devel)" || v.Version == "unknown") {
			v.Version = s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}
