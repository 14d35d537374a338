package store

import (
	"strings"
	"testing"

	"rung/rubric/lang"
)

// TestKeysAreApartFromTheStore holds the folder of keys to its places, none of which is
// in that of the store.
func TestKeysAreApartFromTheStore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"linux", map[string]string{"RUNG_KEYS": "/media/stick", "HOME": "/home/ada"}, "/media/stick"},
		{"linux", map[string]string{"XDG_CONFIG_HOME": "/c", "HOME": "/home/ada"}, "/c/rung/keys"},
		{"linux", map[string]string{"HOME": "/home/ada"}, "/home/ada/.config/rung/keys"},
		{"darwin", map[string]string{"HOME": "/Users/ada"}, "/Users/ada/.config/rung/keys"},
		{"windows", map[string]string{"APPDATA": `C:\Users\ada\AppData\Roaming`, "LOCALAPPDATA": `C:\Users\ada\AppData\Local`}, `C:\Users\ada\AppData\Roaming\rung\keys`},
		{"windows", map[string]string{"USERPROFILE": `C:\Users\ada`}, `C:\Users\ada\AppData\Roaming\rung\keys`},
		{"linux", nil, "HOME is not set"},
	} {
		getenv := func(name string) string { return c.env[name] }
		got, err := DefaultKeys(getenv, c.goos)
		if err == nil && got != c.want || err != nil && (!strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "RUNG_KEYS")) {
			t.Errorf("%s %v: got %q, error %v, want %q", c.goos, c.env, got, err, c.want)
		}
		kept, _ := DefaultPath(getenv, c.goos)
		if folder := strings.TrimSuffix(strings.TrimSuffix(kept, "rung.db"), "/"); err == nil && strings.HasPrefix(got, folder) && folder != "" {
			t.Errorf("%s %v: %q is beside the store %q", c.goos, c.env, got, kept)
		}
	}
}

func TestDefaultPath(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		goos string
		env  map[string]string
		want string // a path, or what the error says
	}{
		{"linux", map[string]string{"RUNG_STORE": "my.db", "XDG_DATA_HOME": "x", "HOME": "/home/ada"}, "my.db"},
		{"linux", map[string]string{"XDG_DATA_HOME": "/data", "HOME": "/home/ada"}, "/data/rung/rung.db"},
		{"linux", map[string]string{"XDG_DATA_HOME": "/data/"}, "/data/rung/rung.db"},
		{"linux", map[string]string{"XDG_DATA_HOME": "", "HOME": "/home/ada"}, "/home/ada/.local/share/rung/rung.db"},
		{"linux", map[string]string{"HOME": "/"}, "/.local/share/rung/rung.db"},
		{"freebsd", map[string]string{"HOME": "/home/ada"}, "/home/ada/.local/share/rung/rung.db"},
		{"darwin", map[string]string{"HOME": "/Users/ada"}, "/Users/ada/Library/Application Support/rung/rung.db"},
		{"darwin", map[string]string{"HOME": "/Users/ada", "XDG_DATA_HOME": "/data"}, "/data/rung/rung.db"},
		{"windows", map[string]string{"LOCALAPPDATA": `C:\Users\ada\AppData\Local`}, `C:\Users\ada\AppData\Local\rung\rung.db`},
		{"windows", map[string]string{"USERPROFILE": `C:\Users\ada`}, `C:\Users\ada\AppData\Local\rung\rung.db`},
		{"windows", map[string]string{"LOCALAPPDATA": `\\server\ada\`}, `\\server\ada\rung\rung.db`},

		{"linux", map[string]string{"XDG_DATA_HOME": "data", "HOME": "/home/ada"}, `XDG_DATA_HOME is “data”, which is not an absolute path`},
		{"linux", map[string]string{"HOME": "ada"}, `HOME is “ada”, which is not an absolute path`},
		{"linux", map[string]string{"HOME": "~\x1b"}, "HOME is “~\x1b”, which"},
		{"linux", nil, `HOME is not set`},
		{"windows", map[string]string{"HOME": "/home/ada"}, `USERPROFILE is not set`},
		{"windows", map[string]string{"LOCALAPPDATA": `C:ada`}, `LOCALAPPDATA is “C:ada”, which`},
	} {
		got, err := DefaultPath(func(name string) string { return c.env[name] }, c.goos)
		if err == nil && got != c.want || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %v: got %q, error %v, want %q", c.goos, c.env, got, err, c.want)
		}
		if err == nil {
			continue
		}
		for _, tag := range lang.Tags {
			if said := lang.In(err, tag); !strings.Contains(said, "RUNG_STORE") {
				t.Errorf("%s %v: %q does not name RUNG_STORE", c.goos, c.env, said)
			}
		}
	}
}
