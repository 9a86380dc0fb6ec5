/** Each press of the button toggles led0, and the log says so. */
import { defineApp, openInput, openOutput, watchLine } from "@ocrekit/sdk";

const debounceUs = 20_000;

defineApp({
  onStart() {
    const led = openOutput("led0");
    const button = openInput("button", { debounceUs });
    let isOn = false;
    watchLine(button, { rising: true }, () => {
      isOn = !isOn;
      led.write(isOn);
      console.log(isOn ? "led0 on" : "led0 off");
    });
  },
});
