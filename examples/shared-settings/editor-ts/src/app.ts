/** Writes the settings that are its arguments, one each second. */
import { defineApp, every, onHealthCheck, openStore } from "@ocrekit/sdk";
import { getArguments } from "@ocrekit/sdk/system/environment";
import { report } from "@ocrekit/sdk/system/health";

defineApp({
  onStart() {
    const settings = openStore("settings");
    const left = [...getArguments()];
    onHealthCheck(() => (left.length === 0 ? "healthy" : "starting"));
    const timer = every(1000, () => {
      const [key = "", value = ""] = left.shift()?.split("=") ?? [];
      settings.set(key, value);
      if (left.length > 0) return;
      timer.cancel();
      report("healthy", "everything is written");
    });
  },
});
