// Answers with more than a frame may hold.
const f = x => "x".repeat(1 << 28);
