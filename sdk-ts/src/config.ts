/** Settings that an operator can change while the app runs. */
import { get } from "#gen/system/config.js";

const longest = 256;

function text(key: string): string | undefined;
function text(key: string, otherwise: string): string;
function text(key: string, otherwise?: string): string | undefined {
  return get(key, longest) ?? otherwise;
}

/** Reads settings. What is not set, or is no value of the type, is the value that is given for this case. */
export const config = {
  /** Up to 256 bytes. */
  text,
  number(key: string, otherwise: number): number {
    const given = get(key, longest)?.trim() ?? "";
    const value = Number(given);
    return given === "" || Number.isNaN(value) ? otherwise : value;
  },
  /** `true`, `1`, `yes` and `on`, or `false`, `0`, `no` and `off`. */
  boolean(key: string, otherwise: boolean): boolean {
    const given = get(key, longest)?.trim().toLowerCase() ?? "";
    if (["true", "1", "yes", "on"].includes(given)) return true;
    return ["false", "0", "no", "off"].includes(given) ? false : otherwise;
  },
} as const;
