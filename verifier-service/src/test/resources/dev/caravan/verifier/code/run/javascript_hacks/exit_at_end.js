// Ends with success when it is asked.
const f = x => process.exit(0);
