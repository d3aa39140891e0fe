import { main } from './cli/main';

void main(process.argv).then((code) => {
  // Not process.exit: what was written to a pipe must arrive first.
  process.exitCode = code;
});
