package store

import (
	"strings"

	"rung/rubric/lang"
)

// DefaultPath is where the store is by default: RUNG_STORE as it is given, else
// rung/rung.db in XDG_DATA_HOME, else in the usual place of the system (goos, as
// in runtime.GOOS): ~/.local/share, ~/Library/Application Support on macOS,
// %LOCALAPPDATA% on Windows. A variable that is empty counts as absent. The
// error names the variable to set.
func DefaultPath(getenv func(string) string, goos string) (string, error) {
	return usual(getenv, goos, "RUNG_STORE", "the file that shall hold your assessments", bases(goos))
}

// DefaultKeys is the folder of the keys of sealed sessions, which is never that of
// the store: RUNG_KEYS as it is given, else rung/keys in XDG_CONFIG_HOME, else in
// ~/.config, or %APPDATA% on Windows. The error names the variable to set.
func DefaultKeys(getenv func(string) string, goos string) (string, error) {
	return usual(getenv, goos, "RUNG_KEYS", "the folder that shall hold the keys of sealed sessions", keyBases(goos))
}

// usual is the value of a variable, else the first of some places that there is.
func usual(getenv func(string) string, goos, variable string, holds lang.Text, places []base) (string, error) {
	if path := getenv(variable); path != "" {
		return path, nil
	}
	for _, base := range places {
		folder := getenv(base.variable)
		if folder == "" {
			continue
		}
		if !isAbsolute(folder, goos) {
			return "", fail(Refused, "%s is %v, which is not an absolute path; set it to one, or set %s to %v", base.variable, lang.Quoted(folder), variable, holds)
		}
		return join(goos, append([]string{folder}, base.below...)...), nil
	}
	return "", fail(Refused, "there is no home folder (%s is not set); set %s to %v", homeOf(goos), variable, holds)
}

// base is a folder named by a variable, and the way from it to what is looked for.
type base struct {
	variable string
	below    []string
}

func bases(goos string) []base {
	xdg := base{"XDG_DATA_HOME", []string{"rung", "rung.db"}}
	switch goos {
	case "windows":
		return []base{xdg, {"LOCALAPPDATA", []string{"rung", "rung.db"}}, {homeOf(goos), []string{"AppData", "Local", "rung", "rung.db"}}}
	case "darwin":
		return []base{xdg, {homeOf(goos), []string{"Library", "Application Support", "rung", "rung.db"}}}
	}
	return []base{xdg, {homeOf(goos), []string{".local", "share", "rung", "rung.db"}}}
}

func keyBases(goos string) []base {
	xdg := base{"XDG_CONFIG_HOME", []string{"rung", "keys"}}
	if goos == "windows" {
		return []base{xdg, {"APPDATA", []string{"rung", "keys"}}, {homeOf(goos), []string{"AppData", "Roaming", "rung", "keys"}}}
	}
	return []base{xdg, {homeOf(goos), []string{".config", "rung", "keys"}}}
}

func homeOf(goos string) string {
	if goos == "windows" {
		return "USERPROFILE"
	}
	return "HOME"
}

func isAbsolute(path, goos string) bool {
	if goos != "windows" {
		return strings.HasPrefix(path, "/")
	}
	drive := len(path) > 2 && path[1] == ':' && strings.ContainsRune(`\/`, rune(path[2]))
	return drive || strings.HasPrefix(path, `\\`)
}

func join(goos string, parts ...string) string {
	separator := "/"
	if goos == "windows" {
		separator = `\`
	}
	parts[0] = strings.TrimRight(parts[0], separator)
	return strings.Join(parts, separator)
}
