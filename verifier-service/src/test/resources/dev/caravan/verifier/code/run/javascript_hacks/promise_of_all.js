// Answers with promises that are never or always kept.
const f = x => ({ then(resolve) { resolve(resolve); } });
