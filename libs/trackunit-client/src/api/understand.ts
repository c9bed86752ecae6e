import type { HttpAnswer } from '../http/send.ts';

/** Understands an answer, or throws what it means. `what` names the call; `nowMs` is the server's time. */
export type Understand<Value> = (answer: HttpAnswer, what: string, nowMs: number) => Value;
