/** Does something again and again, so many at a time, while something else goes on. */
export const whileRunning = async <Result>(
  main: Promise<Result>,
  step: () => Promise<void>,
  { atATime = 1 }: { readonly atATime?: number } = {},
): Promise<Result> => {
  let running = true;
  const repeat = async () => {
    while (running) await step();
  };
  const repeated = Promise.all(Array.from({ length: atATime }, repeat));
  const result = await main.finally(() => (running = false));
  await repeated;
  return result;
};
