// Runs before every command, on whatever Node it finds: the rest needs Node's own TypeScript support.
const needed = 24;
const found = Number(process.versions.node.split('.')[0]);
if (found < needed) {
  console.error(
    `Fleet Watch needs Node ${needed} or newer; this is ${process.version}. ` +
      `On Linux "npm ci" brings its own Node into node_modules/.bin (did it skip optional packages?); ` +
      `elsewhere install Node ${needed} from https://nodejs.org.`,
  );
  process.exit(1);
}
