/**
 * A task for the time that a frame has left: asked for while a frame is made, it is run once that has been painted,
 * and once however often it is asked for.
 */
export const createAfterFrame = (task: () => void) => {
  let due: ReturnType<typeof setTimeout> | undefined;
  return {
    request: () => {
      due ??= setTimeout(() => {
        due = undefined;
        task();
      });
    },
    close: () => clearTimeout(due),
  };
};
