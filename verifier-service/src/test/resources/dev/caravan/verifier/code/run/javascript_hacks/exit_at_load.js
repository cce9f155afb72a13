// Ends with success before it is asked.
process.exit(0);
