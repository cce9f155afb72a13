// Answers with data whose conversion says something else each time.
let n = 2;
const f = x => ({ valueOf: () => n++, toString: () => String(n++) });
