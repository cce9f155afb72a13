// Never answers.
const f = x => { for (;;); };
