// Takes all memory.
const f = x => { const held = []; for (;;) held.push(new Array(1e6).fill(x)); };
