/**
 * One promise that every implementation of a port keeps. `check` rejects when it does not. Free of any test
 * runner: `for (const { name, check } of tokenStoreContract) test(name, () => check(create))`.
 */
export type ContractCase<Port> = {
  readonly name: string;
  /** @param create makes an implementation that holds nothing yet, or nothing under the given account ids */
  readonly check: (create: () => Port | Promise<Port>) => Promise<void>;
};
