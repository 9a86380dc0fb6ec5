/** The panel of the alarm: armed, it gives whoever opens the door three seconds to disarm it. */
import { after, defineApp, type Timer, textTopic } from "@ocrekit/sdk";

type State = "disarmed" | "leaving" | "armed" | "entered" | "alarm";

const leaveMs = 5000;
const enterMs = 3000;

const door = textTopic("alarm/door");
const keypad = textTopic("alarm/keypad");
const siren = textTopic("alarm/siren");

let state: State = "disarmed";
let timer: Timer | undefined;

/** Goes to a state, and on to another one when nothing happens. */
function enter(next: State, later?: { readonly ms: number; readonly state: State }): void {
  timer?.cancel();
  timer = later && after(later.ms, () => enter(later.state));
  if ((next === "alarm") !== (state === "alarm")) siren.publish(next === "alarm" ? "on" : "off");
  console.log(`${state} -> ${next}`);
  state = next;
}

function onDoor(position: string): void {
  if (state === "armed" && position === "open") enter("entered", { ms: enterMs, state: "alarm" });
}

function onKey(key: string): void {
  if (key === "disarm" && state !== "disarmed") enter("disarmed");
  else if (key === "arm" && state === "disarmed") enter("leaving", { ms: leaveMs, state: "armed" });
}

defineApp({
  onStart() {
    door.subscribe(onDoor);
    keypad.subscribe(onKey);
  },
});
