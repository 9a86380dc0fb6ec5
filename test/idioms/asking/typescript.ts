/** The questions in TypeScript. */
import type { Asking } from "./asking.js";

const body = `import { OcreError, numberTopic, request, respond, textTopic } from "@ocrekit/sdk";

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function ask(): Promise<void> {
  const answering = numberTopic("test/double").subscribe((number, message) => {
    respond(message, bytes(String(2 * number)));
  });
  const hearing = textTopic("test/quiet").subscribe((heard) => {
    console.log("heard " + heard);
  });
  const reply = await request("test/double", bytes("21"), { timeoutMs: 1000 });
  console.log("answer " + text(reply.payload));
  try {
    await request("test/quiet", bytes("anybody?"), { timeoutMs: 50 });
  } catch (error) {
    if (error instanceof OcreError && error.code === "timeout") console.log("no answer");
  }
  answering.close();
  hearing.close();
}
`;

export const typescript: Asking = {
  path: "src/app.ts",
  command: `${body.replace("OcreError", "OcreError, run")}
run(ask);
`,
  reactor: `${body.replace("OcreError", "defineApp, OcreError")}
defineApp({
  onStart() {
    void ask();
  },
});
`,
};
