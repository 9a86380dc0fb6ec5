/** How far a run has come, and how long it still takes at this pace. */
export class Pace {
  readonly #all: number;
  readonly #started = performance.now();
  #done = 0;

  constructor(all: number) {
    this.#all = all;
  }

  step(): void {
    this.#done++;
  }

  /** `12/78, 3 min left: ` before a line; nothing before the first step. */
  text(): string {
    if (this.#done === 0) return "";
    const left = ((performance.now() - this.#started) / this.#done) * (this.#all - this.#done);
    const time = left < 90_000 ? `${Math.round(left / 1000)} s` : `${Math.round(left / 60_000)} min`;
    return `${this.#done}/${this.#all}, ${time} left: `;
  }
}
