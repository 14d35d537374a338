package ratings

// Team is the subjects whom a rater rates as their manager.
type Team struct {
	Reports int
	Alone   int // of these, whom nobody else rates
}

// Unseen says that favour for the team would look like a strong team: had its manager
// rated every report one rung too high, more than half of that would stand in their
// fair standings. TestSimulatedSentences counts how often it would.
func (t Team) Unseen() bool { return t.Reports > 0 && 3*t.Alone >= 2*t.Reports }
