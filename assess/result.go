package assess

import "rung/rubric"

// CoverageFloor is the share of weight below which no level is given.
const CoverageFloor = 0.6

// Result is what scoring makes of an assessment. Pointers are nil where there is
// nothing to say; no number in it is ever NaN or infinite.
type Result struct {
	Rubric     *rubric.Rubric
	Assessment *Assessment

	Dimensions []DimensionValue // one per dimension, in rubric order
	Coverage   float64          // share of weight with at least one answer, 0..1
	Questions  int              // questions of the rubric, N
	Answered   int              // of which answered, n
	ToAnswer   []ToAnswer       // what is missing, when Coverage is below the floor

	// Level is the closest eligible level; nil when Coverage is below the floor
	// or when no level is eligible.
	Level      *rubric.Level
	TiedWith   []*rubric.Level // eligible levels at the same distance as Level
	RunnerUp   *Ranked         // the second likeliest level where it is worth naming; nil where none is close
	Undecided  []Undecided     // open questions whose answers decide which level is the closest
	Place      Place
	HeldBack   *HeldBack   // nil when no ineligible level is closer
	Confidence *Confidence // nil without a level
	Fit        *Fit        // nil without a ranking, and where the rubric has no spread
	Standing   *float64    // Σ P·rung, nil without a level
	Ways       int         // of answering the rest, over which the probabilities are means; 0 when all is answered

	Ranking       []Ranked // every level: the eligible by distance, then the others; empty below the floor
	Next          []Path   // to each next level, in rubric order, or to the target
	Strengths     []Strength
	TippingPoints []TippingPoint
}

// Named is the level that the answers name: Level, but nil where open questions
// decide and where no level describes the answers.
func (res *Result) Named() *rubric.Level {
	if len(res.Undecided) > 0 || res.Fit != nil && res.Fit.Grade == Misfit {
		return nil
	}
	return res.Level
}

// Place says where the answers lie on the ladder as a whole.
type Place string

// The places. Below means every answered dimension is under what the first
// level expects (those that can be: a scope that begins at step 0 has no
// under); Beyond, over what the last level expects.
const (
	Within Place = "within"
	Below  Place = "below"
	Beyond Place = "beyond"
)

// DimensionValue is where the answers stand on one dimension.
type DimensionValue struct {
	Dimension *rubric.Dimension
	Value     *float64 // mean step of the answered questions, 0..Top; nil when none
	Asked     int
	Steps     []AnswerStep // the answered questions, in rubric order
}

// AnswerStep is the step one answer gave.
type AnswerStep struct {
	Question *rubric.Question
	Answer   Answer
	Step     int
}

// ToAnswer names the open questions of a dimension that has no answer yet.
type ToAnswer struct {
	Dimension *rubric.Dimension
	Questions []*rubric.Question
}

// Ranked is one level as seen from the answers.
type Ranked struct {
	Level       *rubric.Level
	Distance    float64   // D, 0..1
	Parts       []float64 // per dimension, rubric order; they add up to Distance
	Probability float64   // 0 when not eligible; sums to 1 over the eligible
	Eligible    bool
	Unmet       []Must // requirements not met
	Unverified  []Must // requirements on dimensions without an answer
}

// Must is a requirement of a level against what was answered.
type Must struct {
	Requirement rubric.Requirement
	Dimension   *rubric.Dimension
	Have        *float64 // the step of the answer that decides, or the mean; nil when unanswered
}

// AsksForLess reports whether the requirement is exceeded rather than missed: a
// matter of track, not of growth.
func (m Must) AsksForLess() bool {
	return m.Have != nil && *m.Have > float64(m.Requirement.Hi)
}

// HeldBack names a level that is closer than the result's but not eligible.
type HeldBack struct {
	Level *rubric.Level
	Unmet []Must
}

// Path is what separates the answers from one level.
type Path struct {
	Level        *rubric.Level
	Distance     float64
	Requirements []Must // not met
	Gaps         []Gap  // largest share first
	Unknown      []*rubric.Dimension
	// SmallestChange is the fewest raises after which Level is the closest, as one
	// entry per dimension in rubric order; empty unless Reach is Reachable. It says
	// how robust the result is, and is no advice.
	SmallestChange []Raise
	Reach          Reach
}

// Ready reports whether nothing that was answered falls short of the level and
// nothing that it expects is unknown.
func (p Path) Ready() bool { return len(p.Requirements)+len(p.Gaps)+len(p.Unknown) == 0 }

// Reach says what became of the search for the smallest change.
type Reach string

// The outcomes. Unreachable means that no raises make the level the closest;
// TooLarge, that the search was given up, so that nothing is known.
const (
	Reachable   Reach = "reachable"
	Unreachable Reach = "unreachable"
	TooLarge    Reach = "too_large"
)

// Gap is a shortfall on one dimension.
type Gap struct {
	Dimension *rubric.Dimension
	Have      float64      // mean step
	Need      int          // the lower end of the scope
	Steps     float64      // Need − Have, > 0
	Share     float64      // of all gaps of the path, by weight; they add up to 1
	Answers   []AnswerStep // those under Need
}

// Raise is a number of one-step raises on one dimension.
type Raise struct {
	Dimension *rubric.Dimension
	From, To  float64 // mean steps
}

// Strength is a dimension above what the closest level expects.
type Strength struct {
	Dimension *rubric.Dimension
	Have      float64
	Expected  int // the upper end of the scope
}

// TippingPoint is an answer whose change by one step alone changes the level.
type TippingPoint struct {
	Question *rubric.Question
	From, To int // steps
	Level    *rubric.Level
}
