/** How results reach the app: as `wit.Result`, a status as one without a value. */
import type { FuncContext } from "../../backend/contract.js";
import { code, type Fragment } from "../../emit/code.js";
import { nativeRef } from "./types.js";

export function returnType(cx: FuncContext): Fragment {
  const { outcome } = cx.fn;
  switch (outcome.kind) {
    case "none":
      return code`void`;
    case "value":
      return nativeRef(outcome.type, cx);
    case "status":
      return code`wit.Result!(void, ${cx.typeRef(outcome.error)})`;
    case "result":
      return cx.fn.result === undefined ? code`void` : cx.typeRef(cx.fn.result);
  }
}
