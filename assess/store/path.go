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
	if path := getenv("RUNG_STORE"); path != "" {
		return path, nil
	}
	for _, base := range bases(goos) {
		folder := getenv(base.variable)
		if folder == "" {
			continue
		}
		if !isAbsolute(folder, goos) {
			return "", fail(Refused,
				"%s is %v, which is not an absolute path; set it to one, or set RUNG_STORE to the file that shall hold your assessments",
				base.variable, lang.Quoted(folder))
		}
		return join(goos, append([]string{folder}, base.below...)...), nil
	}
	return "", fail(Refused, "there is no home folder (%s is not set); set RUNG_STORE to the file that shall hold your assessments",
		homeOf(goos))
}

// base is a folder named by a variable, and the way from it to the store.
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
