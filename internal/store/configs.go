package store

import (
	"context"
	"slices"
	"time"

	"github.com/parley-press/parley"
)

// A Config is one configuration of the dossier, byte for byte as it came.
type Config struct {
	Seq   int64 // from 1; 0 for none
	At    time.Time
	Who   string
	Files []ConfigFile // the configuration, then the files that it names, in its order
}

// A ConfigFile is a file of a configuration.
type ConfigFile struct {
	Name  string
	Bytes []byte
}

// Configs keeps how the dossier is configured: a log of which the last is in force.
type Configs interface {
	// Configure appends c and returns it with its number. One whose files are those of the last, names and bytes, is not appended; that one is returned.
	// Times are kept to the microsecond, in UTC.
	Configure(ctx context.Context, c Config) (Config, error)

	// Configuration is the last, with Seq 0 where there is none.
	Configuration(ctx context.Context) (Config, error)

	// Configured is the number of the last, 0 where there is none.
	Configured(ctx context.Context) (int64, error)
}

// CheckConfig refuses a configuration without files, and names that cannot be stored.
func CheckConfig(c Config) error {
	if len(c.Files) == 0 || !Storable(c.Who) {
		return parley.Errorf(parley.Invalid, "store: configure", "no file, or nobody's name")
	}
	for _, f := range c.Files {
		if f.Name == "" || !Storable(f.Name) {
			return parley.Errorf(parley.Invalid, "store: configure", "name %q cannot be stored", f.Name)
		}
	}
	return nil
}

// SameFiles reports whether two configurations have the same files.
func SameFiles(a, b Config) bool {
	return slices.EqualFunc(a.Files, b.Files, func(x, y ConfigFile) bool { return x.Name == y.Name && slices.Equal(x.Bytes, y.Bytes) })
}

// Configure implements Configs.
func (m *Memory) Configure(ctx context.Context, c Config) (Config, error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	if err := CheckConfig(c); err != nil {
		return c, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := len(m.configs); n > 0 && SameFiles(m.configs[n-1], c) {
		return cloneConfig(m.configs[n-1]), nil
	}
	c = cloneConfig(c)
	c.Seq, c.At = int64(len(m.configs)+1), c.At.UTC().Truncate(time.Microsecond)
	m.configs = append(m.configs, c)
	return cloneConfig(c), nil
}

// Configuration implements Configs.
func (m *Memory) Configuration(ctx context.Context) (Config, error) {
	if err := ctx.Err(); err != nil {
		return Config{}, err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	if len(m.configs) == 0 {
		return Config{}, nil
	}
	return cloneConfig(m.configs[len(m.configs)-1]), nil
}

// Configured implements Configs.
func (m *Memory) Configured(ctx context.Context) (int64, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return int64(len(m.configs)), ctx.Err()
}

func cloneConfig(c Config) Config {
	c.Files = slices.Clone(c.Files)
	for i := range c.Files {
		c.Files[i].Bytes = append([]byte{}, c.Files[i].Bytes...)
	}
	return c
}
