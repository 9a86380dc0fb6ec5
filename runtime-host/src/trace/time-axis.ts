/** Round steps and readable labels for an axis of time. */

/** The smallest of 1, 2, 5 times a power of ten that gives at most `most` steps; all in seconds. */
export function tickStep(length: number, most: number): number {
  if (length <= 0) return 1;
  const rough = length / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return factor * power;
}

const units = [
  [1, "s"],
  [1e-3, "ms"],
  [1e-6, "µs"],
  [1e-9, "ns"],
] as const;

export function formatTime(seconds: number): string {
  if (seconds === 0) return "0";
  const [factor, unit] = units.find(([size]) => seconds >= size * (1 - 1e-9)) ?? [1e-9, "ns"];
  return `${Number((seconds / factor).toPrecision(6))} ${unit}`;
}
