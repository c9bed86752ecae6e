/** Does work that may ask for one of a few spare places; it has what it got until it ends. */
export type WithSparePlace = <Value>(work: (take: () => boolean) => Promise<Value>) => Promise<Value>;

/** So many places for work that stays longer than it was let in for. */
export const createSparePlaces = (count: number): WithSparePlace => {
  let free = count;
  return async (work) => {
    let taken = 0;
    const take = () => {
      if (free === 0) return false;
      free -= 1;
      taken += 1;
      return true;
    };
    try {
      return await work(take);
    } finally {
      free += taken;
    }
  };
};
